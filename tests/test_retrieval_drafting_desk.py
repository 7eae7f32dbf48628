"""A report written in a conversation: begun, told, kept to oneself, written, checked."""

from __future__ import annotations

import io
import re
import sqlite3
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest

from bot.check import check_file, unchecked_lines
from ingest.extract import document_to_report
from ingest.readers import read_document
from report.form import Cell
from retrieval.conversation import Conversation
from retrieval.question import Answer
from retrieval.store import Store
from tests.stored import store_samples

TODAY = date(2027, 1, 12)
CITY = "汐原市科学技术局"
ME, OTHER = ("telegram", "1", "1"), ("telegram", "1", "2")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store, _ = store_samples(tmp_path / "stored")
    yield store
    store.close()


@pytest.fixture
def talk(store: Store) -> Conversation:
    return Conversation(store, None, TODAY, key=ME)


def written(answer: Answer, folder: Path) -> Path:
    (file,) = answer.files
    path = folder / file.name
    path.write_bytes(file.content)
    return path


def mend(path: Path, pattern: str, by: str, count: int = 0) -> None:
    """Changes words in the text of a DOCX, as somebody would in Word."""
    out = io.BytesIO()
    with ZipFile(path) as before, ZipFile(out, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "word/document.xml":
                text, changed = re.subn(pattern, by, content.decode(), count=count)
                assert changed
                content = text.encode()
            after.writestr(name, content)
    path.write_bytes(out.getvalue())


PROSE = (
    "本年度围绕科技计划项目公开了立项与验收信息，网站栏目逐月更新。",
    "立项解读两期，回应群众来信一次。",
    "申请均在法定期限内答复，没有超期。",
    "修订了公开审查流程，新增一道法制核对。",
    "网站检索改版后，旧文件可以按年份查找。",
    "组织业务培训，考核结果已通报各科室。",
    "技术合同登记信息已在各村公开栏张贴。",
    "上年提出的答复范本已经编成并启用。",
    "解读形式仍以文字为主，图表偏少。",
    "下一步请业务科室与宣传岗一起编写图解。",
    "本年度未收取政府信息公开信息处理费。",
    "无其他需要报告的事项。",
)


def test_january(talk: Conversation, store: Store, tmp_path: Path) -> None:
    # Last year's report is found, and what it hands on.
    begun = talk.reply(f"起草{CITY}2026年的报告")
    assert begun.kind == "draft"
    assert "从2025年的报告（xiyuan_science_2025.docx）带过来：上年结转" in begun.text
    assert "xiyuan_science_2025.docx" in {citation.file for citation in begun.citations}
    # Figures are given; what is missing is told.
    told = talk.reply("新收12件，自然人10，企业2，其余为0")
    assert "新收政府信息公开申请（自然人） 10" in told.text
    assert "格没填" in told.text
    talk.reply("予以公开9件，自然人8，企业1，其余为0。部分公开3件，自然人2，企业1，其余为0")
    talk.reply("行政规范性文件制发2件，废止1件，行政许可30件，收费1.5万元")
    talk.reply("全部其余填0")
    assert "待填" in talk.reply("还缺什么").text
    report = written(talk.reply("写出来"), tmp_path)
    # The draft says what was told, and no more.
    read = {fact.cell.key: fact.value for fact in document_to_report(read_document(report)).facts}
    assert None not in read.values()
    assert read["applications/new/total"] == read["applications/concluded/total"] == 12
    assert read["applications/carried_out/total"] == 0
    assert read["disclosure/fees/amount"] == Decimal("1.5")
    before = store.report(talk.desk.body() or 0, 2025)
    assert before is not None
    in_force = Cell("disclosure", "normative_documents", "in_force")
    last = next(fact.value for fact in before.facts if fact.cell == in_force)
    assert last is not None
    assert read[in_force.key] == last + 2 - 1
    # The words are written in Word.
    unfinished = check_file(report, store)
    assert unfinished.findings == (), "what is to be filled in is no fault"
    assert any("处待填" in line for line in unchecked_lines(unfinished))
    for words in PROSE:
        mend(report, "【待填：[^】]*】", words, count=1)
    mend(report, "【待填：成文日期】", "2027年1月20日")
    finished = check_file(report, store)
    assert finished.findings == ()
    assert not [line for line in unchecked_lines(finished) if "待填" in line]
    # A fault is put in, found, mended.
    mend(report, r"(<w:t[^>]*>)9(</w:t>)", r"\g<1>7\g<2>", count=1)
    rules = {finding.rule for finding in check_file(report, store).findings}
    assert "applicants" in rules
    mend(report, r"(<w:t[^>]*>)7(</w:t>)", r"\g<1>9\g<2>", count=1)
    assert check_file(report, store).findings == ()


def test_the_body_is_asked_for_where_it_is_not_clear(talk: Conversation) -> None:
    asked = talk.reply("起草2026年的报告")
    assert (asked.kind, "哪个单位" in asked.text) == ("clarify", True)
    assert f"{CITY}2026年" in talk.reply(CITY).text


def test_a_body_that_is_not_stored_can_write_too(talk: Conversation) -> None:
    talk.reply("起草2026年的报告")
    begun = talk.reply("汐原市水利局")
    assert "没有可以带过来的数" in begun.text
    assert "新收政府信息公开申请（总计） 12" in talk.reply("新收12件").text
    assert talk.reply("写出来").files[0].name == "汐原市水利局2026年政府信息公开工作年度报告（草稿）.docx"


def test_the_year_after_the_last_report_is_meant_where_none_is_said(talk: Conversation) -> None:
    assert f"{CITY}2026年" in talk.reply(f"帮{CITY}起草年度报告").text


@pytest.mark.parametrize("year", [2019, 2020, 2031])
def test_no_report_of_the_old_form_or_of_years_to_come(talk: Conversation, year: int) -> None:
    answer = talk.reply(f"起草{CITY}{year}年的年度报告")
    assert (answer.kind, answer.files) == ("help", ())
    assert talk.desk.body() is None


def test_a_figure_told_anew_takes_the_place_of_the_first_and_says_so(talk: Conversation) -> None:
    talk.reply(f"起草{CITY}2026年的报告")
    talk.reply("新收12件")
    assert "13（原为12）" in talk.reply("不对，新收是13件").text


def test_what_does_not_agree_is_told_and_nothing_changed(talk: Conversation, tmp_path: Path) -> None:
    talk.reply(f"起草{CITY}2026年的报告")
    told = talk.reply("新收12件，自然人10，企业3，科研机构0，社会公益组织0，法律服务机构0，其他0")
    assert "对不上" in told.text
    assert "总计 12 ≠ 各类申请人之和 13" in told.text
    read = document_to_report(read_document(written(talk.reply("写出来"), tmp_path)))
    assert {f.cell.key: f.value for f in read.facts}["applications/new/total"] == 12


def test_questions_are_still_answered_while_a_report_is_written(talk: Conversation) -> None:
    talk.reply(f"起草{CITY}2026年的报告")
    figure = talk.reply(f"{CITY}2023年收到多少件申请").figures[0]
    assert (figure.agency, figure.year) == (CITY, 2023)
    about_another = talk.reply("汐原市教育局2023年新收申请")
    assert "记下了" not in about_another.text
    assert talk.reply("什么是部分公开").kind == "help"


def test_zero_in_the_rest_is_of_the_row_unless_all_is_said(talk: Conversation) -> None:
    talk.reply(f"起草{CITY}2026年的报告")
    talk.reply("新收12件，自然人10，企业2")
    row = talk.reply("其余为0")
    assert "其余填0：新收政府信息公开申请，4格" in row.text
    assert "说“全部其余填0”" in row.text
    assert "没填" not in talk.reply("全部其余填0").text or "结转下年度" in talk.reply("还缺什么").text


# -- private by default


def test_what_is_told_is_kept_over_a_restart_and_is_nobody_elses(store: Store) -> None:
    Conversation(store, None, TODAY, key=ME).reply(f"起草{CITY}2026年的报告")
    Conversation(store, None, TODAY, key=ME).reply("新收4711件")
    assert "上年" in Conversation(store, None, TODAY, key=ME).reply("还缺什么").text
    other = Conversation(store, None, TODAY, key=OTHER)
    assert other.reply("写出来").files == ()
    answer = other.reply(f"{CITY}2026年新收多少件申请")
    assert "4711" not in answer.text
    assert not answer.figures
    assert Conversation(store, None, TODAY, key=ME).reply("写出来").files


def test_figures_told_lie_in_the_drafts_and_nowhere_else(store: Store, tmp_path: Path) -> None:
    talk = Conversation(store, None, TODAY, key=ME)
    talk.reply(f"起草{CITY}2026年的报告")
    told = talk.reply("新收4711件，自然人4711")
    assert told.private
    assert not told.steps
    assert _tables_with(store, "4711") == {"drafts"}
    talk.reply("写出来")
    assert _tables_with(store, "4711") == {"drafts"}
    assert len([draft for draft in store.drafts(ME) if draft.payload.get("kind") == "report"]) == 1
    store.forget("telegram", "1")
    assert _tables_with(store, "4711") == set()
    assert talk.reply("写出来").files == ()


def _tables_with(store: Store, words: str) -> set[str]:
    with sqlite3.connect(store.data / "wenbao.sqlite") as connection:
        tables = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")]
        return {
            table
            for table in tables
            if any(words in str(value) for row in connection.execute(f'select * from "{table}"') for value in row)
        }


def test_a_draft_is_deleted_when_its_sender_says_so(talk: Conversation, store: Store) -> None:
    talk.reply(f"起草{CITY}2026年的报告")
    talk.reply("新收12件")
    assert "删掉了" in talk.reply("不写了").text
    assert not store.drafts(ME)
    assert "记下了" not in talk.reply("新收12件").text


def test_a_conversation_without_a_key_keeps_it_in_memory(store: Store) -> None:
    talk = Conversation(store, None, TODAY)
    talk.reply(f"起草{CITY}2026年的报告")
    talk.reply("新收4711件")
    assert talk.reply("写出来").files
    assert _tables_with(store, "4711") == set()
    assert Conversation(store, None, TODAY).reply("写出来").files == ()


def test_it_speaks_english_too(talk: Conversation) -> None:
    begun = talk.reply("draft the 2026 annual report of Xiyuan Science and Technology Bureau")
    assert "Drafting the report for 2026" in begun.text
    assert "Noted: applications received this year" in talk.reply("received 12 applications, natural persons 10").text
    assert talk.reply("write it").files


def test_figures_may_come_with_the_first_sentence(talk: Conversation) -> None:
    begun = talk.reply(f"起草{CITY}2026年的报告，新收12件，自然人10")
    assert begun.text.startswith("开始起草")
    assert "新收政府信息公开申请（自然人） 10" in begun.text


def test_two_reports_wait_for_each_other(talk: Conversation, tmp_path: Path) -> None:
    talk.reply(f"起草{CITY}2026年的报告")
    talk.reply("新收12件")
    talk.reply("起草汐原市教育局2026年的报告")
    talk.reply("新收77件")
    assert talk.reply("写出来").files[0].name.startswith("汐原市教育局")
    talk.reply("不写了")
    assert talk.reply("写出来").files == ()
    again = talk.reply(f"起草{CITY}2026年的报告")
    assert "之前已经记下1格" in again.text
    read = document_to_report(read_document(written(talk.reply("写出来"), tmp_path)))
    assert {f.cell.key: f.value for f in read.facts}["applications/new/total"] == 12


@pytest.mark.parametrize("text", ["写今年的年报", "我要写2026年的年度报告", "编制去年的报告", "起草本年度的年报"])
def test_ways_to_begin(talk: Conversation, text: str) -> None:
    assert "哪个单位" in talk.reply(text).text or "年" in talk.reply(text).text
    assert talk.reply(text).kind in ("clarify", "draft")


@pytest.mark.parametrize("text", [f"{CITY}2023年的报告写了什么问题", "年报一般写什么", f"{CITY}2023年年报公布了吗"])
def test_questions_about_reports_begin_none(talk: Conversation, text: str) -> None:
    talk.reply(text)
    assert talk.desk.body() is None


def test_nothing_told_is_left_in_any_file_after_forget(store: Store) -> None:
    talk = Conversation(store, None, TODAY, key=ME)
    talk.reply(f"起草{CITY}2026年的报告")
    talk.reply("新收4711件，自然人4711")
    store.save_draft(ME, "草稿.docx", {"text": "机密甲乙"}, b"SECRET" * 999)
    assert _files_with(store, b"4711", b"SECRET")
    store.forget("telegram", "1")
    assert _files_with(store, b"4711", b"SECRET") == set()


def test_a_draft_is_gone_after_seven_days_whoever_looks(store: Store) -> None:
    from retrieval.store import people

    kept = people.DRAFTS_KEPT
    people.DRAFTS_KEPT = -kept
    try:
        store.save_draft(ME, "草稿.docx", {"text": "机密甲乙"}, b"SECRET" * 999)
    finally:
        people.DRAFTS_KEPT = kept
    assert store.drafts(ME) == []
    assert store.drop_expired_drafts() == 1
    assert _files_with(store, b"SECRET") == set()
    assert store.drop_expired_drafts() == 0


def _files_with(store: Store, *words: bytes) -> set[str]:
    """The files of the data folder that hold any of these bytes, logs of the database too."""
    files = [path for path in store.data.rglob("*") if path.is_file()]
    return {path.name for path in files if any(word in path.read_bytes() for word in words)}
