"""Sections of a report written by a language model: in the chat, in the file, and only where its sender allows it."""

from __future__ import annotations

import io
import re
import sqlite3
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from typer.testing import CliRunner

from bot.cli import app
from retrieval.conversation import Conversation
from retrieval.fluent.guest import Fluent
from retrieval.fluent.sections import Asked, asked_section
from retrieval.question import Answer
from retrieval.store import Store
from tests.model_server import ModelServer, Said, Script
from tests.stored import store_samples
from tests.test_retrieval_fluent import guest, serve

__all__ = ["serve"]
TODAY = date(2027, 1, 12)
CITY = "汐原市科学技术局"
ME = ("telegram", "1", "1")
SECTION = "第五部分帮我写一段"
TOLD = "今年组织业务培训37期"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store, _ = store_samples(tmp_path / "stored")
    yield store
    store.close()


def material_of(request: dict[str, Any]) -> str:
    return str(request["messages"][1]["content"])


def writes(request: dict[str, Any]) -> Said:
    """A clerk's model: what is known with its number, 【待填】 for the rest."""
    material = material_of(request)
    heads = re.search(r"(?:小标题：|Headings:)\n(.*?)\n\n", material, re.S)
    assert heads is not None
    new = re.search(r"\[(\d+)\] \S+ · 2026 · 新收政府信息公开申请 = (\d+)件", material)
    told = re.search(r"\[(\d+)\] 《《《[^》]*培训37期", material)
    said = []
    for n, heading in enumerate(heads[1].splitlines()):
        text = "【待填】。"
        if n == 1 and new:
            text = f"本年度我局新收政府信息公开申请{new[2]}件[{new[1]}]，办结【待填】件。"
        if n == 0 and told:
            text = f"组织业务培训37期[{told[1]}]。"
        said += [heading, text]
    return Said("\n".join(said))


def talk_of(store: Store, model: Fluent | None, key: str | tuple[str, ...] = ME) -> Conversation:
    return Conversation(store, None, TODAY, key=key, model=model)


def paragraphs(answer: Answer) -> list[str]:
    (file,) = answer.files
    return [paragraph.text for paragraph in Document(io.BytesIO(file.content)).paragraphs]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (SECTION, Asked(5, "")),
        ("請幫我寫第五部分", Asked(5, "")),
        (f"{SECTION}，{TOLD}", Asked(5, TOLD)),
        ("帮我写一段总体情况", Asked(1, "")),
        ("write section five for me", Asked(5, "")),
        ("Please draft section 6. We charged no fee.", Asked(6, "We charged no fee.")),
        ("第五部分怎么写", None),
        ("别人第五部分怎么写的", None),
        (f"{CITY}第五部分写了哪些问题", None),
        ("第三部分帮我写一段", None),  # a table
        ("写出来", None),
        ("起草2026年的报告", None),
    ],
)
def test_a_section_is_asked_for(text: str, asked: Asked | None) -> None:
    assert asked_section(text) == asked


def test_a_section_is_written_and_stands_in_the_file(store: Store, serve: Callable[[Script], ModelServer]) -> None:
    server = serve(writes)
    talk = talk_of(store, guest(server))
    talk.reply(f"起草{CITY}2026年的报告，新收12件，自然人10")
    answer = talk.reply(f"{SECTION}，{TOLD}")
    assert answer.kind == "draft"
    assert answer.private
    assert "组织业务培训37期。" in answer.text
    assert "新收政府信息公开申请12件，办结【待填】件。" in answer.text
    assert "当时写下的改进打算" in answer.text  # the outline stands under it
    asked = len(server.asked)
    file = talk.reply("写出来")
    assert "组织业务培训37期。" in paragraphs(file)
    assert len(server.asked) == asked + 2  # sections 一 and 六; 五 is written
    assert "请逐句核实" in file.text


def test_a_figure_that_changes_takes_its_paragraph_out(store: Store, serve: Callable[[Script], ModelServer]) -> None:
    server = serve(writes)
    talk = talk_of(store, guest(server))
    talk.reply(f"起草{CITY}2026年的报告，新收12件")
    talk.reply(SECTION)
    talk.reply("新收15件")
    told = "".join(paragraphs(talk.reply("写出来")))
    assert "12件" not in told
    assert "新收政府信息公开申请15件" in told


def test_what_fails_twice_leaves_the_outline(store: Store, serve: Callable[[Script], ModelServer]) -> None:
    server = serve(lambda request: Said("（一）上年问题的改进情况\n我局全年办结申请近百件，群众满意度98%。"))
    plain = talk_of(store, None)
    talk = talk_of(store, guest(server), ("telegram", "1", "2"))
    for each in (plain, talk):
        each.reply(f"起草{CITY}2026年的报告")
    answer = talk.reply(SECTION)
    assert len(server.asked) == 2
    assert "98%" in str(server.asked[1]["messages"][-1]["content"])
    assert "98" not in answer.text
    assert "当时写下的改进打算" in answer.text
    assert not answer.notes
    assert paragraphs(talk.reply("写出来")) == paragraphs(plain.reply("写出来"))


def test_one_paragraph_that_fails_leaves_its_own_outline(store: Store, serve: Callable[[Script], ModelServer]) -> None:
    def script(request: dict[str, Any]) -> Said:
        return Said(writes(request).text.replace("办结【待填】件", "办结近百件"))

    plain = talk_of(store, None, ("telegram", "1", "2"))
    talk = talk_of(store, guest(serve(script)))
    for each in (plain, talk):
        each.reply(f"起草{CITY}2026年的报告，新收12件，自然人10")
    told, without = paragraphs(talk.reply("写出来")), paragraphs(plain.reply("写出来"))
    assert "近百" not in "".join(told)
    second = slice(told.index("（二）依申请公开"), told.index("（三）政府信息管理"))
    assert told[second] == without[without.index("（二）依申请公开") : without.index("（三）政府信息管理")]
    assert told[told.index("（一）主动公开") + 1] == "【待填】。"


def test_a_government_writes_of_appraisal_too(store: Store, serve: Callable[[Script], ModelServer]) -> None:
    talk = talk_of(store, guest(serve(writes)))
    talk.reply("起草汐原市人民政府2026年的报告")
    assert "（四）考核、评议和责任追究" in talk.reply(SECTION).text
    assert "（四）考核、评议和责任追究" in paragraphs(talk.reply("写出来"))


def test_a_server_that_is_gone_leaves_the_outline_with_one_note(
    store: Store, serve: Callable[[Script], ModelServer]
) -> None:
    talk = talk_of(store, guest(serve(lambda request: Said(drop=True))))
    talk.reply(f"起草{CITY}2026年的报告")
    answer = talk.reply(SECTION)
    assert "当时写下的改进打算" in answer.text
    assert len(answer.notes) == 1


def test_a_draft_goes_to_a_model_of_this_machine_without_a_yes(
    store: Store, serve: Callable[[Script], ModelServer]
) -> None:
    server = serve(writes)
    talk = talk_of(store, guest(server, local=True))
    talk.reply(f"起草{CITY}2026年的报告，新收12件")
    talk.reply(SECTION)
    assert "12件" in material_of(server.asked[0])


@pytest.mark.parametrize("key", [ME, ""])
def test_a_draft_goes_elsewhere_only_after_its_senders_yes_in_that_conversation(
    key: str | tuple[str, ...], store: Store, serve: Callable[[Script], ModelServer]
) -> None:
    server = serve(writes)
    model = guest(server, local=False)
    talk = talk_of(store, model, key)
    talk.reply(f"起草{CITY}2026年的报告，新收12件")
    assert "同意" in talk.reply(f"{SECTION}，{TOLD}").text
    talk.reply("还缺什么")
    assert "同意" in talk.reply("写出来").text
    assert not server.asked
    assert "同意" in talk.reply("同意").text
    assert "新收政府信息公开申请12件" in talk.reply(SECTION).text
    asked = len(server.asked)
    for other in (("telegram", "2", "1"), ("telegram", "1", "2"), "") if key else ("",):  # elsewhere, or somebody else
        alike = talk_of(store, model, other)
        alike.reply(f"起草{CITY}2026年的报告，新收12件")
        alike.reply(SECTION)
    assert len(server.asked) == asked
    talk.reply("不同意")
    talk.reply(SECTION)
    assert len(server.asked) == asked


def test_what_was_told_for_a_section_lies_in_the_drafts_alone(
    store: Store, serve: Callable[[Script], ModelServer], tmp_path: Path
) -> None:
    talk = talk_of(store, guest(serve(writes)))
    talk.reply(f"起草{CITY}2026年的报告")
    talk.reply(f"{SECTION}，{TOLD}")
    with sqlite3.connect(next((tmp_path / "stored").rglob("*.sqlite"))) as base:
        tables = [name for (name,) in base.execute("select name from sqlite_master where type = 'table'")]
        holding = [t for t in tables if any("培训37期" in str(row) for row in base.execute(f'select * from "{t}"'))]
    assert holding == ["drafts"]
    talk.reply("不写了")
    with sqlite3.connect(next((tmp_path / "stored").rglob("*.sqlite"))) as base:
        assert not base.execute("select * from drafts").fetchall()


def test_the_command_writes_paragraphs(
    store: Store, serve: Callable[[Script], ModelServer], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve(writes)
    notes, out, sheet = tmp_path / "notes.txt", tmp_path / "report.docx", tmp_path / "figures.csv"
    notes.write_text(TOLD, encoding="utf-8")
    sheet.write_text("key,value\napplications/new/total,12\n", encoding="utf-8")
    for name, value in {
        "WENBAO_DATA": str(tmp_path / "stored"),
        "WENBAO_TODAY": TODAY.isoformat(),
        "WENBAO_CHAT_MODEL": "openai:scripted",
        "WENBAO_CHAT_URL": server.url,
        "WENBAO_CHAT_KEY": "sk-not-to-be-seen",
    }.items():
        monkeypatch.setenv(name, value)
    draft = ["draft", "--agency", CITY, "--year", "2026", "--figures", str(sheet), "--out", str(out)]
    done = CliRunner().invoke(app, [*draft, "--words", "--notes", str(notes)])
    assert done.exit_code == 0, done.output
    told = [paragraph.text for paragraph in Document(str(out)).paragraphs]
    assert "组织业务培训37期。" in told
    assert "本年度我局新收政府信息公开申请12件，办结【待填】件。" in told
    assert "sk-not-to-be-seen" not in done.output
    asked = len(server.asked)
    monkeypatch.setenv("WENBAO_CHAT_URL", server.url.replace("127.0.0.1", "127.0.0.1.nip.invalid"))
    done = CliRunner().invoke(app, [*draft, "--words"], input="n\n")
    assert done.exit_code == 0
    assert "没有发送" in done.output
    assert len(server.asked) == asked
    monkeypatch.delenv("WENBAO_CHAT_MODEL")
    done = CliRunner().invoke(app, [*draft, "--words"])
    assert done.exit_code == 1
    assert "WENBAO_CHAT_MODEL" in done.output
