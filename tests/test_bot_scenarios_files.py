"""Files as a person sends and gets them: checked, stored, commented, exported; all real but Telegram."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from PIL import Image

from bot.app import means as means_of
from bot.parts import Parts
from bot.settings import Settings
from bot.telegram.access import Access
from bot.telegram.means import Means
from tests.maker.bodies import CITY_EDUCATION
from tests.maker.made import make
from tests.maker.pages import lay_out
from tests.maker.write.word import write_docx
from tests.telegram_bot import TOKEN, ask, library, own_bot, press, running_bot
from tests.telegram_people import labels
from tests.telegram_server import TelegramServer, telegram_server

BODY = "汐原市科学技术局"
REPORT = "xiyuan_science_2024.html"
STAFF = 900
PEOPLE = count(1_000)  # a person of one's own for each test


@pytest.fixture(scope="module")
def means(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Iterator[Means]:
    with library(tmp_path_factory.mktemp("library"), samples, staff=frozenset({STAFF})) as parts:
        yield replace(means_of(parts), access=Access(per_person=1_000, in_all=10_000))


@pytest.fixture(scope="module")
def bot(means: Means) -> Iterator[TelegramServer]:
    with telegram_server(TOKEN) as server, running_bot(server, means):
        yield server
        assert not server.broken, server.broken


@pytest.fixture
def me() -> int:
    return next(PEOPLE)


def test_a_report_from_staff_is_checked_then_stored(tmp_path: Path, samples: Path) -> None:
    parts = Parts(Settings(data=tmp_path, staff=frozenset({STAFF}), today_is=date(2026, 11, 20)))
    with own_bot(means_of(parts)) as bot:
        bot.send_file(REPORT, (samples / REPORT).read_bytes(), chat=STAFF, person=STAFF)
        checked = bot.wait_told(STAFF)[0]
        assert BODY in checked["text"]
        assert parts.store.reports() == []
        stored = press(bot, STAFF, checked, "存入")[0]
        assert "已存入" in stored["text"]
        assert ask(bot, STAFF, f"{BODY}2024年收到多少件申请")[0]["text"].startswith("1件：")
        bot.send_file(REPORT, (samples / REPORT).read_bytes(), chat=7, person=7)
        others = bot.wait_told(7)[0]
        assert "没有保存" in others["text"]
        assert labels(others) == []
        assert parts.store.drafts(("telegram", "7", "7")) == []
        bot.press(checked, "存入", person=7)
        assert "重新提问" in bot.wait_for_call("answercallbackquery", count=2)["text"]
    parts.store.close()


def test_a_word_draft_comes_back_with_comments(tmp_path: Path, bot: TelegramServer, me: int) -> None:
    made = make(CITY_EDUCATION, 2023, 5, broken="balance")
    write_docx(made, lay_out(made), tmp_path / "draft.docx")
    bot.send_file("草稿.docx", (tmp_path / "draft.docx").read_bytes(), chat=me, person=me)
    listed, returned = bot.wait_told(me, 2)
    assert "差" in listed["text"]
    assert returned["document"]["file_name"] == "草稿.docx"
    with ZipFile(io.BytesIO(returned["_file"])) as package:
        assert "word/comments.xml" in package.namelist()


def test_a_pasted_table_is_checked_as_a_draft(bot: TelegramServer, me: int) -> None:
    rows = [
        "一、本年新收政府信息公开申请数量",
        "二、上年结转政府信息公开申请数量",
        "（一）予以公开",
        "（七）总计",
        "四、结转下年度继续办理",
    ]
    figures = ["5\t0\t0\t0\t0\t0\t5", "0\t0\t0\t0\t0\t0\t0", "3\t0\t0\t0\t0\t0\t3", "3\t0\t0\t0\t0\t0\t3"]
    heads = "自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计"
    table = "\n".join([heads, *(f"{row}\t{line}" for row, line in zip(rows, [*figures, figures[1]], strict=True))])
    bot.write(table, chat=me, person=me)
    assert "差 2" in bot.wait_told(me)[0]["text"]


def test_what_is_no_report_or_too_big_is_said(bot: TelegramServer, me: int) -> None:
    bot.send_file("菜单.txt", "今天吃面".encode(), chat=me, person=me)
    assert bot.wait_told(me)[0]["text"]
    bot.send_file("big.pdf", b"%PDF-", chat=me, person=me, size=21 * 1024 * 1024)
    assert "20 MB" in bot.wait_told(me, 2)[1]["text"]
    bot.send_file("../../..", b"x", chat=me, person=me)
    assert bot.wait_told(me, 3)[2]["text"]
    bot.send_file("gone.pdf", b"%PDF-", chat=me, person=me)
    bot.files.clear()
    assert "再发一次" in bot.wait_told(me, 4)[3]["text"]


def test_a_photo_is_read_or_declined_in_a_sentence(bot: TelegramServer, me: int) -> None:
    blank = io.BytesIO()
    Image.new("RGB", (400, 300), "white").save(blank, "PNG")
    bot.send_photo(blank.getvalue(), chat=me, person=me)
    assert "编号" not in bot.wait_told(me, seconds=100)[0]["text"]


def test_each_file_of_an_album_is_answered_under_its_own(bot: TelegramServer, me: int) -> None:
    for name in ("菜单.txt", "歌单.txt"):
        bot.send_file(name, "今天吃面".encode(), chat=me, person=me, media_group_id="77")
    answers = bot.wait_told(me, 2)
    quoted = [answer["_parameters"]["reply_parameters"]["message_id"] for answer in answers]
    assert len(set(quoted)) == 2
    assert [name in answer["text"] for name, answer in zip(("菜单", "歌单"), answers, strict=True)] == [True, True]


def test_export_gives_files_that_parse(bot: TelegramServer, me: int) -> None:
    answer = ask(bot, me, f"{BODY}新收申请的走势", more=2)[0]
    plain, book = press(bot, me, answer, "导出", more=2)
    rows = list(csv.reader(io.StringIO(plain["_file"].decode("utf-8-sig"))))
    assert [row[1] for row in rows[1:8]] == [str(year) for year in range(2019, 2026)]
    sheet = openpyxl.load_workbook(io.BytesIO(book["_file"])).worksheets[0]
    assert [row[3] for row in sheet.iter_rows(min_row=2, values_only=True)] == [6, 6, 6, 4, 2, 1, 1]
    assert {book["document"]["file_name"][-5:], plain["document"]["file_name"][-4:]} == {".xlsx", ".csv"}
    again = ask(bot, me, "/export", more=2)
    assert again[0]["_file"] == plain["_file"]
    assert ask(bot, me, rows[-1][0], more=2)[0]["text"] == answer["text"]  # the question in it can be asked again
    follow_up = ask(bot, me, "2023年呢")[0]
    plain = press(bot, me, follow_up, "导出", more=2)[0]
    question = list(csv.reader(io.StringIO(plain["_file"].decode("utf-8-sig"))))[-1][0]
    stranger = next(PEOPLE)
    assert ask(bot, stranger, question)[0]["text"].startswith("2件：")


def test_the_original_file_is_sent(bot: TelegramServer, me: int, samples: Path) -> None:
    answer = ask(bot, me, f"{BODY}2023年收到多少件申请")[0]
    sent = press(bot, me, answer, "原文件")[0]
    assert sent["_file"] == (samples / "xiyuan_science_2023.pdf").read_bytes()
    assert sent["document"]["file_name"] == "xiyuan_science_2023.pdf"


def test_a_voice_message_or_sticker_gets_one_sentence(bot: TelegramServer, me: int) -> None:
    bot.send_other(chat=me, person=me, voice={"file_id": "v", "file_unique_id": "v", "duration": 3})
    assert "文字" in bot.wait_told(me)[0]["text"]
    about = {"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 512, "height": 512}
    bot.send_other(chat=me, person=me, sticker=about | {"is_animated": False, "is_video": False})
    assert "文字" in bot.wait_told(me, 2)[1]["text"]


def test_files_past_a_limit_wait(means: Means, me: int) -> None:
    access = Access(per_person=1_000, in_all=1_000, clock=lambda: 0.0, files=2)
    with own_bot(replace(means, access=access)) as bot:
        for n in range(4):
            bot.send_file(f"{n}.txt", "今天吃面".encode(), chat=me, person=me)
        bot.write("你好", chat=me, person=me)
        told = [message["text"] for message in bot.wait_told(me, 4)]
        assert [("不是" in text, "过几分钟" in text) for text in told[:3]] == [
            (True, False),
            (True, False),
            (False, True),
        ]
        assert "问报" in told[3]
        bot.send_file("staff.txt", "今天吃面".encode(), chat=STAFF, person=STAFF)
        assert "不是" in bot.wait_told(STAFF)[0]["text"]
