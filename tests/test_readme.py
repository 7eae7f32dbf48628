"""The README's first screen shows what the program says, and the commands that it names are there."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from bot.cli import app
from ingest.load import load
from retrieval.conversation import Conversation
from retrieval.store import Store

ROOT = Path(__file__).parent.parent
SPOKEN = re.compile(r"^> \*\*(?:You|wenbao|您|问报)[:：]\*\* ?(.+?)(?=^> \*\*|^[^>])", re.MULTILINE | re.DOTALL)


def shown(readme: Path) -> list[str]:
    """What is said in the README's conversation, in turn."""
    return [re.sub(r"\n> ?", "\n", said).strip() for said in SPOKEN.findall(readme.read_text(encoding="utf-8"))]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store.open(None, tmp_path_factory.mktemp("readme"))
    files = [ROOT / "samples" / name for name in ("xiyuan_science_2024.html", "xiyuan_education_2023.md")]
    assert all(loaded.status == "stored" for loaded in load(files, store, None))
    return store


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_first_screen_is_what_the_program_says(name: str, store: Store) -> None:
    question, answer = shown(ROOT / name)
    told = Conversation(store, lambda: None, date(2026, 11, 20)).reply(question)
    assert answer.split("\n")[0].strip() == told.text.split("\n")[0]


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_every_command_of_the_readme_is_there(name: str) -> None:
    known = {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}
    named = set(re.findall(r"bin/wenbao ([a-z]+)\b", (ROOT / name).read_text(encoding="utf-8")))
    assert named <= known
    targets = re.findall(r"^make (\w+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
    assert set(targets) <= set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
