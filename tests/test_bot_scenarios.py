"""Conversations as a person lives them: the real conversation over the sample reports, a stand-in for Telegram."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from bot.app import means as means_of
from bot.parts import Parts
from bot.telegram.access import Access
from bot.telegram.means import Means
from tests.telegram_bot import TOKEN, ask, library, own_bot, press, running_bot
from tests.telegram_people import BOT, Plain, labels
from tests.telegram_server import TelegramServer, telegram_server

BODY = "汐原市科学技术局"
STAFF, ADMIN = 900, 901
PEOPLE = count(1_000)  # a person of one's own for each test


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Iterator[Parts]:
    with library(
        tmp_path_factory.mktemp("library"), samples, staff=frozenset({STAFF}), admins=frozenset({ADMIN})
    ) as opened:
        yield opened


@pytest.fixture(scope="module")
def means(parts: Parts) -> Means:
    return replace(means_of(parts), access=Access(per_person=1_000, in_all=10_000))


@pytest.fixture(scope="module")
def bot(means: Means) -> Iterator[TelegramServer]:
    with telegram_server(TOKEN) as server, running_bot(server, means):
        yield server
        assert not server.broken, server.broken


@pytest.fixture
def me() -> int:
    return next(PEOPLE)


def test_first_contact(bot: TelegramServer, me: int) -> None:
    hello = ask(bot, me, "/start")[0]
    assert "问报" in hello["text"]
    assert BODY in labels(hello)
    assert press(bot, me, hello, BODY)[0]["text"]


def test_the_menu_is_in_both_languages(bot: TelegramServer) -> None:
    menus = {menu.get("language_code", "zh"): menu["commands"] for menu in bot.called("setmycommands")}
    names = [command["command"] for command in menus["zh"]]
    assert names == [command["command"] for command in menus["en"]]
    wanted = "start help agencies missing compare trend rank check export language privacy forget"
    assert set(names) == set(wanted.split())


def test_a_figure_stands_in_front_with_its_source(bot: TelegramServer, me: int) -> None:
    answer = ask(bot, me, f"{BODY}2023年收到多少件申请")[0]
    assert answer["text"].startswith("2件：")
    assert "xiyuan_science_2023.pdf" in answer["text"]
    assert "parse_mode" not in answer["_parameters"]
    for label in ("出处", "走势", "对比", "明细", "导出", "报错", "原文件"):
        assert label in labels(answer)
    pages = [b["url"] for row in answer["reply_markup"]["inline_keyboard"] for b in row if "url" in b]
    assert pages == ["https://www.example.gov.cn/2023.pdf"]
    assert linked(answer) == {"xiyuan_science_2023.pdf": "https://www.example.gov.cn/2023.pdf"}
    assert "http" not in answer["text"]  # the address lies under the file's name


def linked(message: Plain) -> dict[str, str]:
    """The words under which a message bears links; places are counted in UTF-16 units."""
    written = message["text"].encode("utf-16-le")
    links = [entity for entity in message["_parameters"].get("entities") or [] if entity["type"] == "text_link"]
    return {
        written[2 * link["offset"] : 2 * (link["offset"] + link["length"])].decode("utf-16-le"): link["url"]
        for link in links
    }


def test_each_file_of_many_is_named_once_and_linked_where_it_was_published(bot: TelegramServer, me: int) -> None:
    trend = ask(bot, me, f"{BODY}新收申请的走势", more=2)[0]
    assert linked(trend) == {"xiyuan_science_2023.pdf": "https://www.example.gov.cn/2023.pdf"}
    assert trend["text"].splitlines()[-1] == (
        "出处：xiyuan_science_2019.md、xiyuan_science_2020.txt、xiyuan_science_2021.html、"
        "xiyuan_science_2022.docx、xiyuan_science_2023.pdf 第1页等7份"
    )


def boxed(message: Plain) -> tuple[Image.Image, int, int]:
    """A picture, and how many of its points are red and blue, as boxes are."""
    picture = Image.open(io.BytesIO(message["_file"]))
    assert picture.format == "PNG"
    points = np.asarray(picture.convert("RGB")).astype(int)
    red = int((abs(points - (204, 51, 34)).sum(axis=2) < 30).sum())
    blue = int((abs(points - (47, 111, 171)).sum(axis=2) < 30).sum())
    return picture, red, blue


@pytest.mark.parametrize(
    ("year", "marked"),
    [(2023, "原页截图"), (2024, "按文件内容重绘"), (2025, "按文件内容重绘"), (2020, "按文件内容重绘")],
    ids=["pdf", "html", "docx", "text"],
)
def test_the_proof_shows_the_place_with_row_and_cell_boxed(
    bot: TelegramServer, me: int, year: int, marked: str
) -> None:
    answer = ask(bot, me, f"{BODY}{year}年收到多少件申请")[0]
    proof = press(bot, me, answer, "出处")[0]
    picture, red, blue = boxed(proof)
    assert 300 <= picture.width <= 2_000
    assert 80 <= picture.height <= 2_000
    assert blue > 500
    assert red > 100
    for part in (marked, f"xiyuan_science_{year}", "三、", "本年新收", "SHA-256", "UTC"):
        assert part in proof["caption"]


def test_a_trend_comes_with_its_chart(bot: TelegramServer, me: int) -> None:
    answer = ask(bot, me, f"{BODY}2023年收到多少件申请")[0]
    text, chart = press(bot, me, answer, "走势", more=2)
    assert "2019年6件" in text["text"]
    picture = Image.open(io.BytesIO(chart["_file"]))
    assert picture.format == "PNG"
    assert 900 <= picture.width <= 1_400
    assert len(chart["_file"]) > 10_000


def test_details_are_the_parts_as_a_chart(bot: TelegramServer, me: int) -> None:
    answer = ask(bot, me, "汐原市教育局2023年收到多少件申请")[0]
    text, picture = press(bot, me, answer, "明细", more=2)
    assert "自然人" in text["text"]
    assert Image.open(io.BytesIO(picture["_file"])).format == "PNG"


def test_an_ambiguous_name_is_asked_back_with_buttons(bot: TelegramServer, me: int) -> None:
    asked = ask(bot, me, "教育局2023年收到多少件申请")[0]
    assert "汐原市教育局" in labels(asked)
    assert len(labels(asked)) == 3
    assert press(bot, me, asked, "砚浦市芷澜区教育局")[0]["text"].startswith("22件：")


def test_a_follow_up_after_a_restart(means: Means, me: int) -> None:
    with telegram_server(TOKEN) as server:
        with running_bot(server, means):
            first = ask(server, me, f"{BODY}2023年收到多少件申请")[0]
        with running_bot(server, means):
            assert ask(server, me, "2022年呢")[0]["text"].startswith("4件：")
            assert "2022" in press(server, me, first, "对比")[0]["text"]


def test_a_group_answers_who_addresses_it_and_anyone_may_press(bot: TelegramServer) -> None:
    chat = -next(PEOPLE)
    bot.write(f"{BODY}2023年收到多少件申请", chat=chat, person=1)
    bot.write(f"@{BOT['username']} {BODY}2023年收到多少件申请", chat=chat, person=1)
    answer = bot.wait_told(chat)[0]
    assert answer["text"].startswith("2件：")
    bot.write("2022年呢", chat=chat, person=1, reply_to=answer)
    assert bot.wait_told(chat, 2)[1]["text"].startswith("4件：")
    bot.press(answer, "走势", person=2)
    assert "2019年6件" in bot.wait_told(chat, 4)[2]["text"]
    bot.write(f"/agencies@{BOT['username']}", chat=chat, person=2)
    assert "12家" in bot.wait_told(chat, 5)[4]["text"]


def test_who_replies_to_an_answer_goes_on_from_it(bot: TelegramServer) -> None:
    chat = -next(PEOPLE)
    bot.write(f"@{BOT['username']} {BODY}2023年收到多少件申请", chat=chat, person=1)
    answer = bot.wait_told(chat)[0]
    bot.write("2022年呢", chat=chat, person=2, reply_to=answer)  # who has asked nothing yet
    assert bot.wait_told(chat, 2)[1]["text"].startswith("4件：")


def test_a_group_is_told_how_to_ask(bot: TelegramServer) -> None:
    chat = -next(PEOPLE)
    bot.send_other(chat, 1, new_chat_members=[BOT])
    assert f"@{BOT['username']}" in bot.wait_told(chat)[0]["text"]
    bot.send_other(chat, 1, new_chat_members=[bot.person(3)])
    bot.write(f"@{BOT['username']}", chat=chat, person=1)
    assert bot.wait_told(chat, 2)[1]["text"] == bot.told(chat)[0]["text"]


def test_in_a_group_who_found_an_error_is_the_one_who_is_asked(bot: TelegramServer) -> None:
    chat = -next(PEOPLE)
    bot.write(f"@{BOT['username']} {BODY}2023年收到多少件申请", chat=chat, person=1)
    bot.press(bot.wait_told(chat)[0], "报错", person=2)
    asked = bot.wait_told(chat, 2)[1]
    (named,) = asked["_parameters"]["entities"]
    assert named["user"]["id"] == 2
    bot.write("应该是3件", chat=chat, person=2, reply_to=asked)
    assert "记下了" in bot.wait_told(chat, 3)[2]["text"]


def test_an_answer_is_shown_only_where_it_was_given(bot: TelegramServer, me: int) -> None:
    answer = ask(bot, me, f"{BODY}2023年收到多少件申请")[0]
    stranger = next(PEOPLE)
    other = ask(bot, stranger, f"{BODY}2024年收到多少件申请")[0]
    data = answer["reply_markup"]["inline_keyboard"][1][0]["callback_data"]
    before = len(bot.called("answercallbackquery"))
    bot.press(other, "", person=stranger, data=data)
    assert "重新提问" in bot.wait_for_call("answercallbackquery", count=before + 1)["text"]
    for forged in ("do:99999999:proof", "do:x", "ask:1:999", "", "keep:1", "go:1:trend\x00"):
        bot.press(other, "", person=stranger, data=forged or "?")
    bot.wait_for_call("answercallbackquery", count=before + 7)
    assert len(bot.told(stranger)) == 1


def test_inline_mode_gives_a_cited_figure(bot: TelegramServer, me: int) -> None:
    before = len(bot.called("answerinlinequery"))
    bot.type_inline(f"{BODY} 2023 申请", person=me)
    results = bot.wait_for_call("answerinlinequery", count=before + 1)["results"]
    assert results[0]["title"].startswith("2件")
    assert "xiyuan_science_2023.pdf" in results[0]["input_message_content"]["message_text"]
    bot.type_inline("教育局 2023 申请", person=me)
    assert len(bot.wait_for_call("answerinlinequery", count=before + 2)["results"]) == 3
    bot.type_inline("今", person=me)
    nothing = bot.wait_for_call("answerinlinequery", count=before + 3)
    assert nothing["results"] == []
    assert nothing["button"]["start_parameter"]
    bot.type_inline("汐原市水务局 2023 申请", person=me)  # others' figures are no answer
    assert bot.wait_for_call("answerinlinequery", count=before + 4)["results"] == []
    bot.type_inline("2023年申请最多的3个单位", person=me)
    assert "33648件" in bot.wait_for_call("answerinlinequery", count=before + 5)["results"][0]["title"]


def test_an_edited_question_is_answered_in_place(bot: TelegramServer, me: int) -> None:
    question = bot.write(f"{BODY}新收申请的走势", chat=me, person=me)
    answer, chart = bot.wait_told(me, 2)
    bot.edit(question, f"{BODY}2023年收到多少件申请")
    bot.wait_until(lambda: any(m["message_id"] == answer["message_id"] for m in bot.edited))
    assert answer["text"].startswith("2件：")
    bot.wait_until(lambda: chart["message_id"] in bot.deleted)
    assert len(bot.told(me)) == 2


def test_a_forwarded_text_is_verified(bot: TelegramServer, me: int) -> None:
    bot.forward(f"2023年，{BODY}共收到申请2件，其中予以公开9件。微博粉丝5000人。", chat=me, person=me)
    told = bot.wait_told(me)[0]
    assert told["text"].startswith("核对了3处数字：1处相符，1处不符，1处无法核实")
    assert "报告上是1件" in told["text"]
    assert "出处" in labels(told)
    assert press(bot, me, told, "出处", more=2)[0]["photo"]
    bot.forward("大家好，下午三点开会。", chat=me, person=me)
    assert "没有可以核对的数字" in bot.wait_told(me, 4)[3]["text"]


def test_commands_are_short_for_plain_text(bot: TelegramServer, me: int) -> None:
    assert "7家" in ask(bot, me, "/missing 2024")[0]["text"]
    assert "132件" in ask(bot, me, f"/compare 汐原市教育局 {BODY} 2023 新收申请")[0]["text"]
    assert "2019年6件" in ask(bot, me, f"/trend {BODY} 新收申请", more=2)[0]["text"]
    ranking, chart = ask(bot, me, "/rank 2023 新收申请", more=2)
    assert "1. 汐原市公安局榆汀分局" in ranking["text"]
    assert chart["photo"]
    assert "33648件" in ask(bot, me, "/rank 2023", more=2)[0]["text"]
    assert "12家" in ask(bot, me, "/agencies")[0]["text"]
    assert "汐原市榆汀区科学技术局" in ask(bot, me, "/agencies 科技局")[0]["text"]
    assert "我是“问报”" in ask(bot, me, "/start inline")[0]["text"]
    assert "例如" in ask(bot, me, "/trend")[0]["text"]
    assert "草稿" in ask(bot, me, "/check")[0]["text"]
    assert "Choose" not in ask(bot, me, "/help")[0]["text"]
    assert "没有 /nosuchcommand" in ask(bot, me, "/nosuchcommand")[0]["text"]


def test_language_privacy_and_forgetting(bot: TelegramServer, parts: Parts, me: int) -> None:
    assert "English" in ask(bot, me, "/language")[0]["text"]
    answer = ask(bot, me, f"{BODY}2023年收到多少件申请")[0]
    assert "Proof" in labels(answer)
    assert "/forget" in ask(bot, me, "/privacy")[0]["text"]
    sure = ask(bot, me, "/forget")[0]
    press(bot, me, sure, "delete")
    key = ("telegram", str(me), str(me))
    assert parts.store.load_turns(key) == []
    assert parts.store.last_answer(key) is None
    assert parts.store.person("telegram", str(me)) == {}
    bot.press(answer, "Proof", person=me)
    bot.wait_until(lambda: any("重新提问" in (c.get("text") or "") for c in bot.called("answercallbackquery")))


def test_nobody_forgets_for_somebody_else(bot: TelegramServer, parts: Parts) -> None:
    chat, other = -next(PEOPLE), next(PEOPLE)
    bot.write(f"@{BOT['username']} {BODY}2023年收到多少件申请", chat=chat, person=other)
    bot.wait_told(chat)
    bot.write(f"/forget@{BOT['username']}", chat=chat, person=1)
    sure = bot.wait_told(chat, 2)[1]
    bot.press(sure, "删除", person=other)
    bot.wait_until(lambda: any("/forget" in (c.get("text") or "") for c in bot.called("answercallbackquery")))
    assert parts.store.load_turns(("telegram", str(chat), str(other)))


def test_feedback_reaches_the_operator_with_the_answer_and_its_steps(
    bot: TelegramServer, parts: Parts, me: int, capsys: pytest.CaptureFixture[str]
) -> None:
    from bot.cli import feedback

    answer = ask(bot, me, f"{BODY}2023年收到多少件申请")[0]
    asked = press(bot, me, answer, "报错")[0]
    assert asked["_parameters"]["reply_markup"]["force_reply"]
    bot.write("应该是3件", chat=me, person=me, reply_to=asked)
    assert "记下了" in bot.wait_told(me, 3)[2]["text"]
    feedback(data=parts.settings.data)
    shown = capsys.readouterr().out
    for part in ("应该是3件", f"{BODY}2023年收到多少件申请", "2件：", "measures: applications/new/total"):
        assert part in shown


def test_too_long_and_too_many(means: Means, me: int) -> None:
    access = Access(per_person=3, in_all=1_000, clock=lambda: 0.0)
    with own_bot(replace(means, access=access)) as bot:
        assert "太长" in ask(bot, me, "长" * 1_500)[0]["text"]
        assert ask(bot, me, "你好")[0]["text"]
        for _ in range(30):
            bot.write("你好", chat=me, person=me)
        bot.write("你好", chat=me + 1, person=next(PEOPLE))
        bot.wait_told(me + 1)
        bot.wait_told(me, 4)
        assert [message["text"][:4] for message in bot.told(me)[3:]] == ["问得有点"]


def test_an_administrator_sees_whether_everything_answers(bot: TelegramServer, me: int) -> None:
    assert "WENBAO_DATA" in ask(bot, ADMIN, "/status")[0]["text"]
    assert "WENBAO_DATA" not in ask(bot, me, "/status")[0]["text"]


def test_a_long_answer_comes_in_numbered_parts_of_telegrams_length(bot: TelegramServer, me: int) -> None:
    claims = "".join(f"{BODY}{2019 + n % 7}年收到申请{n}件。" for n in range(40))
    bot.forward(claims * 2, chat=me, person=me)
    bot.wait_told(me)
    assert bot.told(me)[0]["text"].startswith(("核对了40处", "(1/"))
