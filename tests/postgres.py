"""A PostgreSQL of its own for the tests: a cluster in a temporary folder, run as a user that may run one."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def binaries() -> Path | None:
    """Where the server's programs are, newest version first; None on a machine without them."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name))
    return folders[-1] if folders else None


def _user() -> str | None:
    """Root may not run a server; the package's own user then does."""
    if os.getuid() != 0:
        return ""
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        return None


@contextmanager
def cluster() -> Iterator[str]:
    """The URL of a server that lives as long as the block."""
    programs, user = binaries(), _user()
    assert programs is not None
    assert user is not None
    folder = Path(tempfile.mkdtemp(prefix="wenbao-pg-"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    if user:
        shutil.chown(folder, user)

    def run(*command: str) -> None:
        at = {"user": user} if user else {}
        subprocess.run(command, check=True, capture_output=True, cwd=folder, **at)  # type: ignore[call-overload]

    options = f"-p {port} -c listen_addresses=127.0.0.1 -c fsync=off -c unix_socket_directories={folder}"
    run(str(programs / "initdb"), "-D", str(folder / "pg"), "-U", "wenbao", "-A", "trust", "-E", "UTF8", "--no-locale")
    run(str(programs / "pg_ctl"), "-D", str(folder / "pg"), "-l", str(folder / "log"), "-w", "-o", options, "start")
    try:
        yield f"postgresql://wenbao@127.0.0.1:{port}/postgres"
    finally:
        run(str(programs / "pg_ctl"), "-D", str(folder / "pg"), "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def is_there() -> bool:
    """Whether a cluster can be run here."""
    return binaries() is not None and _user() is not None
