"""Word 97's DOC, and what else LibreOffice can turn into DOCX: RTF, ODT, WPS.

LibreOffice is a program of its own that may be missing; it gets a folder of its own and a time limit.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from ingest.document import Document
from report.errors import MissingTool, TooLarge, UnreadableFile

_SECONDS = 50
_PLACES = (
    "/usr/bin/soffice",
    "/opt/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)


def find_office() -> str | None:
    """The LibreOffice program, where there is one."""
    return (
        shutil.which("soffice") or shutil.which("libreoffice") or next((p for p in _PLACES if Path(p).exists()), None)
    )


def read(data: bytes, name: str) -> Document:
    """What Word's reader finds in the converted file."""
    from ingest.readers import word

    program = find_office()
    if program is None:
        raise MissingTool(name=name, tool="LibreOffice", install="apt-get install libreoffice-writer")
    with tempfile.TemporaryDirectory(prefix="wenbao-") as folder:
        source = Path(folder) / "source.doc"
        source.write_bytes(data)
        _convert(program, source, name)
        made = Path(folder) / "source.docx"
        if not made.exists():
            raise UnreadableFile(name=name, why="文件已损坏，或加了密码", why_en="it is damaged, or needs a password")
        return replace(word.read(made.read_bytes(), name), format="doc")


def _convert(program: str, source: Path, name: str) -> None:
    profile = source.parent / "profile"  # its own, so that two conversions do not wait for each other
    command = [
        program,
        f"-env:UserInstallation=file://{profile}",
        "--headless",
        "--norestore",
        "--convert-to",
        "docx:MS Word 2007 XML",
    ]
    process = subprocess.Popen(
        [*command, "--outdir", str(source.parent), str(source)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_lift_limits,
    )
    try:
        process.wait(_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise TooLarge(name=name, limit=f"{_SECONDS} 秒") from error
    finally:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _lift_limits() -> None:
    """The bound on a worker's address space is too narrow for LibreOffice, which reserves far more than it uses."""
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
