"""A bug: the user gets a sentence with a number, the operator the traceback under that number in a file."""

from __future__ import annotations

import os
import re
import secrets
import tempfile
import traceback
from datetime import datetime
from pathlib import Path

SECRET = re.compile(r"\d{5,}:[A-Za-z0-9_-]{20,}|(?<=://)[^/\s@]+@")  # bot tokens, credentials in URLs


def log_bug() -> str:
    """Writes the exception at hand to `wenbao.log` in the data folder, and returns what to tell the user."""
    number = secrets.token_hex(4)
    trace = SECRET.sub("••••", traceback.format_exc())
    entry = f"{datetime.now().isoformat(timespec='seconds')} {number}\n{trace}\n"
    for folder in (Path(os.environ.get("WENBAO_DATA", "data")), Path(tempfile.gettempdir())):
        log = folder / "wenbao.log"
        try:
            with log.open("a", encoding="utf-8") as file:
                file.write(entry)
        except OSError:
            continue
        return f"出了内部错误（编号 {number}），详情记在 {log} · an internal error, details are in that file"
    return f"出了内部错误（编号 {number}）· an internal error"
