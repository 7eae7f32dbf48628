"""Help with writing a report: what the form wants of a section, how others wrote it, what last year carries over.

Nothing is invented: a draft's figures are last year's own, and examples are quoted with their source.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import Any

from report.form import Cell
from retrieval.answering import wording
from retrieval.answering.prose import Opened, examples
from retrieval.answering.reply import Reply
from retrieval.question import Answer, Operation, Question
from retrieval.understanding.script import to_simplified

_OWN = re.compile(
    r"(检查|核对|校对|审|看看|把关|check|review|proof).{0,24}(草稿|初稿|我写|我们写|draft|我的)"
    r"|(草稿|初稿|我写的|draft).{0,16}(检查|核对|校对|check)",
    re.I,
)
_WHOLE = re.compile(
    r"(起草|生成|写|做|拟|出|编).{0,20}(年报|年度报告|报告).{0,6}(初稿|草稿)?"
    r"|(年报|年度报告).{0,10}(起个?草稿|初稿|草稿)|draft.{0,30}(annual )?report",
    re.I,
)
_THIS_YEARS = re.compile(
    r"(?:我们?(?:要|想|来|得)|想|请|帮我|开始|准备|现在)*(?:写|编写|编制|撰写|起草|做|拟写?)(?:一份|份|一下)?(?:[今去本]年|20\d\d年?)度?的?"
    r"(?:政府信息公开)?(?:工作)?(?:年报|年度报告|报告)[。!！]?$"
)
_OTHERS = re.compile(r"别人|别的|其他|其它|例子|范例|案例|参考|样例|写法|怎么写的|others|example|sample", re.I)
_NO_APPLICATION = re.compile(
    r"(没有|未收到|没收到|零|0件?).{0,6}申请|申请.{0,8}(为零|为0|没有)|no (foi )?(application|request)", re.I
)
_NONE_RECEIVED = re.compile(r"(?:未|没有?)(?:收到|接到|受理).{0,12}申请|收到.{0,14}申请0件")
_CARRIED = (
    ("applications/carried_out/total", "上年结转", "carried in from last year"),
    (
        "disclosure/normative_documents/in_force",
        "上年末现行有效的行政规范性文件",
        "normative documents in force last year",
    ),
    ("disclosure/regulations/in_force", "上年末现行有效的规章", "rules in force last year"),
)


@cache
def _outlines() -> dict[str, Any]:
    return tomllib.loads(resources.files("retrieval.answering").joinpath("outlines.toml").read_text(encoding="utf-8"))


def wants_report(question: Question) -> bool:
    """Whether a whole report is to be drafted, not a section of it, nor a draft checked."""
    text = question.text
    if _THIS_YEARS.match(text):
        return True
    if question.operation is not Operation.DRAFT or question.section is not None or _OTHERS.search(text):
        return False
    if _OUTLINE.search(text) and not question.agencies:
        return False
    topics = any(re.search(topic["words"], text) for topic in _outlines()["topic"])
    return bool(_WHOLE.search(text)) and not _OWN.search(text) and not topics


def asks_how_to_write(question: Question) -> Question | None:
    """监督保障写什么, how should section 5 be written: the same question, of a writer; None where it is no such one."""
    text = to_simplified(question.text)
    if question.agencies or question.measures or _WRITTEN.search(text) or not _HOW_TO_WRITE.search(text):
        return None
    said = _SECTION.search(text)
    number = question.section or (_section_number(said) if said else None)
    if number is None:
        number = next((at for at, title in _TITLES if title.search(text)), None)
    topics = any(re.search(topic["words"], text) for topic in _outlines()["topic"])
    if number is None and not topics:
        return None
    return replace(question, operation=Operation.DRAFT, section=number)


def _section_number(said: re.Match[str]) -> int:
    word = (said[1] or said[2]).lower()
    names = ("one", "two", "three", "four", "five", "six")
    return (
        int(word)
        if word.isdigit()
        else ("一二三四五六".index(word) if word in "一二三四五六" else names.index(word)) + 1
    )


_HOW_TO_WRITE = re.compile(
    r"(?:应该?|要|该|得|都|一般|通常)?写(?:些|点)?(?:什么|啥|哪些|哪几)|(?:怎么|如何|咋|怎样)(?:写|改|组织|展开)|润色|改写|多少字|字数"
    r"|没(?:有|什么)?问题可?(?:以)?写"
    r"|\bhow (?:should|do|can|would|to)\b[^?]{0,40}\b(?:writ\w*|word\w*|draft\w*)"
    r"|\bwhat (?:goes|should go|belongs|do (?:i|we) (?:write|put)|should (?:i|we) write|to write|is written)\b"
    r"|\bhow long\b[^?]{0,20}\bsection\b",
    re.I,
)
_WRITTEN = re.compile(r"写了|写过|写的是|(?:怎么|如何)写的|20\d\d|\bwrote\b|\bothers\b|别人|别的|其他|兄弟|同类", re.I)
_SECTION = re.compile(r"第([一二三四五六\d])部分|\b(?:section|part) ([1-6]|one|two|three|four|five|six)\b", re.I)
_TITLES = (
    (1, re.compile("总体情况")),
    (5, re.compile(r"问题(?:部分|这部分|那部分|怎么写|如何写|及改进)|没(?:有|什么)?问题可?(?:以)?写|改进措施")),
    (6, re.compile("其他需要报告|其他事项")),
)
_LENGTH = re.compile(r"多少字|字数|篇幅|\bhow long\b|\bhow many words\b", re.I)
_NO_PROBLEM = re.compile(r"没(?:有|什么)?问题可?(?:以)?写")
_OUTLINE = re.compile(r"提纲|大纲|框架|模板|范本|目录结构|\boutline\b|\btemplate\b", re.I)


def _outline(reply: Reply) -> Answer:
    """The six sections, with what the form wants of each."""
    outlines = _outlines()["section"]
    lines = [reply.say(outlines[str(number)]["zh"], outlines[str(number)]["en"]) for number in range(1, 7)]
    intro = reply.say("年度报告的提纲，六个部分：", "An outline of the annual report, its six sections:")
    return reply.answer("draft", intro, *lines)


def draft_answer(reply: Reply, passages: Opened) -> Answer:
    """Which help with writing is asked for."""
    text = reply.question.text
    if _OWN.search(text) and not _OTHERS.search(text):
        return _check_own(reply)
    named = reply.question.agencies or reply.question.section or _topic_line(reply)
    if _OUTLINE.search(text) and not named and not _OTHERS.search(text):
        return _outline(reply)
    if reply.question.section is None and _WHOLE.search(text) and not _OTHERS.search(text) and not _topic_line(reply):
        return _whole_report(reply)
    return _section(reply, passages)


def _check_own(reply: Reply) -> Answer:
    return reply.answer(
        "help",
        reply.say(
            "可以。请把年报草稿的文件发给我（DOCX、PDF、HTML、Markdown 或文本），或在命令行运行 wenbao check 文件。"
            "我会检查表格的勾稽关系、正文与表格是否一致、有没有缺少部分，文件不会存入库里。",
            "Yes. Send me the draft (DOCX, PDF, HTML, Markdown or text), or run wenbao check FILE. I check "
            "its sums, its prose against its tables, and whether a section is missing; the file is not stored.",
        ),
    )


def _section(reply: Reply, passages: Opened) -> Answer:
    """What the form wants of a section or a topic, then how others wrote it."""
    question = reply.question
    number = question.section
    lines: list[str] = []
    if _NO_APPLICATION.search(question.text):
        lines.append(
            reply.say(
                "没有申请的，正文写明“本年度未收到政府信息公开申请，无上年结转申请”，第三部分的表格全部填0，不要留空。",
                "Without applications write: 本年度未收到政府信息公开申请，无上年结转 (none was received), and print "
                "0 in every cell of section 3.",
            )
        )
    topic = _topic_line(reply)
    if _LENGTH.search(question.text):
        lines.append(
            reply.say(
                "格式没有规定字数：写清楚、与表格一致即可，不必为了篇幅重复。",
                "The form sets no length: say what happened, agree with the tables, and stop.",
            )
        )
    if _NO_PROBLEM.search(question.text):
        lines.append(
            reply.say(
                "第五部分是格式要求的，不能空着：工作总有可改之处，可以从公开的内容、渠道、解读、依申请办理、队伍几方面"
                "找一两处真实的不足；上年列的问题改得怎样，也在这里写。",
                "Section 5 may not be left empty: name one or two true shortcomings, and what became of last year's.",
            )
        )
    if number:
        outline = _outlines()["section"][str(number)]
        lines.append(reply.say(outline["zh"], outline["en"]))
    elif topic and not lines:
        lines.append(topic)
    if topic and "处理费" in topic and number == 6:
        lines.append(
            reply.say(
                "可以这样写：“本年度未收取政府信息公开信息处理费。”",
                "For example: 本年度未收取政府信息公开信息处理费。",
            )
        )
    if not lines and not question.topic:
        return _whole_report(reply)
    if len(question.agencies) == 1:
        from retrieval.drafting.words import section_proposals

        proposed = section_proposals(reply, lines, reply.agency(question.agencies[0]))
        if proposed is not None:
            return proposed
    if _NO_APPLICATION.search(question.text):
        topic, only = "未收到政府信息公开申请", _NONE_RECEIVED
        return examples(reply, passages, "draft", "\n".join(lines), topic, only)
    return examples(reply, passages, "draft", "\n".join(lines))


def _topic_line(reply: Reply) -> str:
    topics = _outlines()["topic"]
    return next((str(topic["zh"]) for topic in topics if re.search(topic["words"], reply.question.text)), "")


def _whole_report(reply: Reply) -> Answer:
    """What `wenbao draft` will do, and the figures that last year's report carries over."""
    question = reply.question
    lines = [
        reply.say(
            "起草年度报告：运行 wenbao draft，会按国家统一格式生成 DOCX 初稿，六个部分齐全，表格留待您填写；"
            "本年的数字只能由您提供，我不会编造。",
            "To draft a report run wenbao draft: it writes a DOCX in the national form, all six sections, the tables "
            "for you to fill. This year's figures can only come from you; none is made up.",
        )
    ]
    if not question.agencies:
        lines.append(
            reply.say(
                "请告诉我是哪个单位、哪一年，或您想写哪个部分。", "Tell me which agency and year, or which section."
            )
        )
        return reply.answer("help", *lines)
    for agency in question.agencies:
        body = reply.agency(agency)
        if not body.years:
            continue
        year = body.years[-1]
        told = []
        for key, zh, en in _CARRIED:
            value = reply.lookup.value(agency, year, key)
            if value.value is None:
                continue
            reply.cite_facts(value.parts)
            shown = reply.number(value.value, value.unit)
            row = wording.measure_name(Cell.parse(key).key, reply.language)
            told.append(reply.say(f"{zh}{shown}（{year}年报告“{row}”）", f"{en}: {shown} ({row}, report for {year})"))
        if told:
            lines.append(
                reply.say(
                    f"{wording.body(body.agency)}可以从{year}年报告带过来的数：{'；'.join(told)}。",
                    f"Carried over from the {year} report of {wording.body(body.agency)}: {'; '.join(told)}.",
                )
            )
    return reply.answer("draft", *lines)
