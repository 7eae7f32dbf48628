"""Files are read in another process, within limits of time and memory.

A file from a stranger may ask for more than any report needs, or bring a library down. It then brings down a worker,
and the next file gets a new one. A worker serves many files, since starting an interpreter costs more than reading a
report.
"""

from __future__ import annotations

import atexit
import contextlib
import logging
import os
import pickle
import queue
import select
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ingest.document import Document
from ingest.readers.request import NeedsRecognition, Reply, Request
from report import errors
from report.errors import UnreadableFile

SECONDS = 60.0
MEGABYTES = 1024  # of address space
PAGE_SECONDS = 30.0  # a page whose text has to be recognised
RECOGNITION_MEGABYTES = 2048
_FILES_A_WORKER = 400
_START = "from ingest.readers.worker import main; main()"
_log = logging.getLogger(__name__)


def read_guarded(path: Path, name: str | None = None) -> Document:
    """`read_document` within the limits; raises a `ReportError` where a file cannot be read within them."""
    document = run_guarded(Request(name or path.name, str(path), suffix=path.suffix))
    assert isinstance(document, Document)
    return document


def run_guarded(request: Request) -> Any:
    """The document of a request, or what its `then` makes of it."""
    try:
        return _run(request, _workers, SECONDS)
    except NeedsRecognition as needed:
        with _one_recognition():
            return _run(request, _recognisers, SECONDS + PAGE_SECONDS * needed.pages)


def _run(request: Request, pool: Pool, seconds: float) -> Any:
    with pool.worker() as worker:
        reply = worker.ask(request, seconds)
    if reply.scanned:
        raise NeedsRecognition(reply.scanned)
    if reply.trace:
        _log.error("reading %s failed:\n%s", "a draft" if request.private else request.name, reply.trace)
        raise UnreadableFile(name=request.name, why="读取时出了错", why_en="reading it failed")
    if reply.error:
        raise getattr(errors, reply.error)(**dict(reply.values))
    return reply.value


class Worker:
    """One process that reads files."""

    def __init__(self, megabytes: int, *, recognises: bool) -> None:
        arguments = [sys.executable, "-c", _START, str(megabytes), str(int(recognises))]
        environment = os.environ | {"OMP_NUM_THREADS": os.environ.get("OMP_NUM_THREADS", "2")}
        self.process = subprocess.Popen(
            arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        )
        self.megabytes = megabytes
        self.served = 0

    def ask(self, request: Request, seconds: float) -> Reply:
        """The answer to a request; an answer that does not come in time, or at all, is an error of the file."""
        too_slow = Reply(error="TooLarge", values=(("name", request.name), ("limit", f"{seconds:.0f} 秒")))
        broken = Reply(error="UnreadableFile", values=_values(request.name, "读取时出了错", "reading it failed"))
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.served += 1
        try:
            send(self.process.stdin, request)
            reply = _receive(self.process.stdout, time.monotonic() + seconds)
        except TimeoutError:
            self.stop()
            return too_slow
        except (OSError, EOFError, pickle.UnpicklingError):
            status = self.stop()
            if status in (-9, 137):
                return Reply(error="TooLarge", values=(("name", request.name), ("limit", f"{self.megabytes} MB")))
            return broken
        assert isinstance(reply, Reply)
        return reply

    @property
    def fit(self) -> bool:
        """Whether it may serve another file."""
        return self.process.poll() is None and self.served < _FILES_A_WORKER

    def stop(self) -> int:
        """Ends the process; its status."""
        if self.process.poll() is None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(0.2 if self.process.stdout is None else 0.05)
        self.process.kill()
        status = self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        return status


class Pool:
    """The workers that are idle; as many come into being as are asked for at one time."""

    def __init__(self, megabytes: int, *, recognises: bool = False) -> None:
        self.megabytes = megabytes
        self.recognises = recognises
        self.idle: queue.SimpleQueue[Worker] = queue.SimpleQueue()
        self.owner = os.getpid()

    @contextlib.contextmanager
    def worker(self) -> Iterator[Worker]:
        """A worker for one request."""
        if self.owner != os.getpid():  # forked: the pipes are the parent's
            self.idle, self.owner = queue.SimpleQueue(), os.getpid()
        try:
            worker = self.idle.get_nowait()
        except queue.Empty:
            worker = Worker(self.megabytes, recognises=self.recognises)
        try:
            yield worker
        except BaseException:
            worker.stop()
            raise
        if worker.fit:
            self.idle.put(worker)
        else:
            worker.stop()

    def close(self) -> None:
        """Ends the idle workers."""
        while self.owner == os.getpid() and not self.idle.empty():
            self.idle.get_nowait().stop()


_workers = Pool(MEGABYTES)
_recognisers = Pool(RECOGNITION_MEGABYTES, recognises=True)
atexit.register(_workers.close)
atexit.register(_recognisers.close)


@contextlib.contextmanager
def _one_recognition() -> Iterator[None]:
    """Only one process of this user recognises text at a time: it takes gigabytes and all cores."""
    import fcntl
    import tempfile

    path = Path(tempfile.gettempdir()) / f"wenbao-ocr-{os.getuid()}.lock"
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _values(name: str, why: str, why_en: str) -> tuple[tuple[str, object], ...]:
    return (("name", name), ("why", why), ("why_en", why_en))


def send(stream: Any, message: object) -> None:
    """Writes one message."""
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(struct.pack("<Q", len(data)) + data)
    stream.flush()


def _receive(stream: Any, until: float) -> object:
    (length,) = struct.unpack("<Q", _exactly(stream, 8, until))
    return pickle.loads(_exactly(stream, length, until))


def _exactly(stream: Any, count: int, until: float) -> bytes:
    parts: list[bytes] = []
    while count:
        ready, _, _ = select.select([stream], [], [], max(0.0, until - time.monotonic()))
        if not ready:
            raise TimeoutError
        part = os.read(stream.fileno(), min(count, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        count -= len(part)
    return b"".join(parts)
