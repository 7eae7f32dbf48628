"""A conversation in the terminal: lines in, answers out, until an empty end of input."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.reply import render_answer
from retrieval.question import Answer, Attachment

if TYPE_CHECKING:
    from retrieval.conversation import Conversation

BYE = {"exit", "quit", "退出", "再见", ":q"}


def converse(conversation: Conversation) -> None:
    """Read questions until the end of input or a good-bye; a number chooses among the choices last offered."""
    last: Answer | None = None
    if sys.stdin.isatty():
        write("问我政府信息公开年报里的数字，例如“某某局2023年收到多少件申请”。退出请按 Ctrl-D。 · Ask; Ctrl-D ends.")
    while True:
        try:
            text = input("› " if sys.stdin.isatty() else "")
        except (EOFError, KeyboardInterrupt):
            break
        if text.strip().lower() in BYE:
            break
        if last and text.strip().isdigit() and 1 <= int(text) <= len(last.choices):
            text = last.choices[int(text) - 1].question
        last = conversation.reply(text)
        write("\n".join([render_answer(last), *(save(file) for file in last.files)]))


def save(file: Attachment) -> str:
    """Puts a file of an answer into the folder that the terminal is in; where it is, or why not, in a line."""
    path = Path.cwd() / file.name
    try:
        path.write_bytes(file.content)
    except OSError:
        return f"写不了文件：{path} · cannot be written"
    return f"文件在 {path} · the file is there"


def write(text: str) -> None:
    """To standard output, with a blank line after it."""
    sys.stdout.write(text + "\n\n")
    sys.stdout.flush()
