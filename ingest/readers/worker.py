"""The worker's end of the pipe: reads files for another process, within bounds of memory."""

from __future__ import annotations

import contextlib
import os
import pickle
import struct
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

from ingest.readers.guard import send
from ingest.readers.request import NeedsRecognition, Reply, Request
from report.errors import ReportError


def answer(request: Request) -> Reply:
    """What a worker makes of a request."""
    import traceback

    from ingest.readers import bytes_to_document, read_document

    try:
        if request.data is not None:
            document = bytes_to_document(request.data, request.name, request.suffix)
        else:
            document = read_document(Path(request.path), request.name)
        if not request.then:
            return Reply(document)
        module, function = request.then.split(":")
        return Reply(getattr(import_module(module), function)(document))
    except NeedsRecognition as needed:
        return Reply(scanned=needed.pages)
    except ReportError as error:
        return Reply(error=type(error).__name__, values=tuple(error.values.items()))
    except MemoryError:
        return Reply(error="TooLarge", values=(("name", request.name), ("limit", "内存")))
    except RecursionError:
        return Reply(
            error="UnreadableFile",
            values=(("name", request.name), ("why", "层次嵌套过深"), ("why_en", "it nests too deep")),
        )
    except Exception as error:
        if request.private:  # the message of an error may quote the file
            return Reply(trace="".join([*traceback.format_tb(error.__traceback__), type(error).__name__]))
        return Reply(trace=traceback.format_exc())


def serve(megabytes: int, *, recognises: bool) -> None:
    """The worker: answers requests until its input ends."""
    from ingest.readers import scan

    scan.allowed = recognises
    source: BinaryIO = os.fdopen(os.dup(0), "rb")
    target = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not reach the pipe
    _limit_memory(megabytes, hard=not recognises)
    while header := source.read(8):
        request = pickle.loads(source.read(struct.unpack("<Q", header)[0]))
        send(target, answer(request))


def _limit_memory(megabytes: int, *, hard: bool) -> None:
    """A bound on address space; for recognition, whose runtime reserves far more than it uses, on what is resident."""
    if hard:
        with contextlib.suppress(ImportError, ValueError, OSError):
            import resource

            _, most = resource.getrlimit(resource.RLIMIT_AS)
            resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, most))
        return
    import threading

    def watch() -> None:
        page = os.sysconf("SC_PAGE_SIZE")
        while True:
            time.sleep(0.2)
            with contextlib.suppress(OSError, ValueError, IndexError):
                if int(Path("/proc/self/statm").read_text().split()[1]) * page > megabytes << 20:
                    os.kill(os.getpid(), 9)

    threading.Thread(target=watch, daemon=True).start()


def main() -> None:
    """`worker MEGABYTES RECOGNISES`"""
    serve(int(sys.argv[1]), recognises=sys.argv[2] == "1")
