"""Replies without figures of any report: the form, the program, what is stored, what is declined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from report.facts import Citation
from retrieval.answering import missing, wording
from retrieval.answering.reply import Reply
from retrieval.answering.sets import bodies_asked, set_words
from retrieval.asked import likeliest, meant
from retrieval.glossary import Entry, find_entry, title
from retrieval.glossary import entry as entry_of
from retrieval.question import Answer, Choice, Operation
from retrieval.understanding.about_form import OF_THE_FORM

_THANKS = re.compile(r"谢|感谢|辛苦|thank|thx", re.I)
_EXPORT = re.compile(r"导出|下载|excel|csv|电子表|表格|\bexport\b|\bdownload\b", re.I)
_BYE = re.compile(r"再见|拜拜|bye|回头见|晚安", re.I)
_WHO = re.compile(r"你是谁|你叫什么|你是什么|who are you|what are you|your name", re.I)
_DATA = re.compile(r"数据.{0,6}(来源|哪里?来|哪儿来|从哪|来自)|data.{0,12}(come|source|from)|where.{0,20}data", re.I)
_BARE = {"applications/new/total", "applications/concluded/total"}  # what 申请, 办理 name without more
_CLEAR = 2.0  # from which score no other entry is offered beside the first
_BESIDE = 0.8  # how near to the first another must come to be told or offered beside it
_PLAIN = 0.75  # how like a way of asking must be to outweigh two names that stand side by side
_LIKE, _LIKE_ELSE = 0.9, 1.5  # how near an entry that nobody named must come, where words of the form are said and not
_SURE, _SURE_WAY = 1.3, 0.4  # below both, an entry that nobody named is told as the nearest only
_CONTENT = re.compile(r"[\w\u4e00-\u9fff]")


def explain_answer(reply: Reply) -> Answer:
    """The form and the 条例: the glossary's entry with the article or row that it rests on."""
    text, language = reply.question.text, reply.language
    entry = _best_entry(text, language)
    if reply.question.section and (entry is None or entry.key == "form/sections"):
        entry = entry_of(f"form/section/{reply.question.section}") or entry
    if entry is None and reply.question.topic:
        entry = find_entry(reply.question.topic, language)
    if entry is None and not set(reply.question.measures) <= _BARE:
        entry = _of_measure(reply.question.measures)
    if entry is None:
        return _no_entry(reply)
    second = _second(text, entry)
    near = _also(reply, entry) if second is None else []
    nearest = reply.say("没有正好讲这一点的解释，最接近的是：", "Nothing explains just that; nearest to it is this:")
    lines = [*([nearest] if _far(text) else []), _told(reply, entry)]
    if second is not None:
        lines += [reply.say("也可能您问的是：", "Or you may be asking this:"), _told(reply, second)]
    more = reply.say("相近的还有：", "Near to it:") if near else ""
    return reply.answer("help", *lines, more, choices=near)


def _told(reply: Reply, of: Entry) -> str:
    """An explanation with what it rests on."""
    rests = reply.say(f"依据：{of.rests_on}。", f"It rests on: {of.rests_on}.") if of.rests_on else ""
    return "\n".join(line for line in (of.text("en" if reply.language == "en" else "zh"), rests) if line)


def _far(text: str) -> bool:
    """Whether even the nearest entry is not near."""
    found = meant(text, 1)
    return bool(found) and found[0][1] < _SURE and likeliest(text)[1] < _SURE_WAY and not find_entry(text)


def _second(text: str, told: Entry) -> Entry | None:
    """The entry that comes as near where the words leave it open which of two is meant."""
    found = meant(text, 2)
    if len(found) < 2 or found[0][0].key != told.key or likeliest(text)[1] >= _PLAIN:
        return None
    return found[1][0] if found[1][1] >= _BESIDE * found[0][1] else None


def _also(reply: Reply, told: Entry) -> list[Choice]:
    """Where the words leave a doubt which entry is meant: the next ones, to be asked for."""
    text = reply.question.text
    found = meant(text)
    if not found or found[0][1] >= _CLEAR or "+" in told.key:
        return []
    others = [title(entry, text) for entry, score in found if entry.key != told.key and score >= _BESIDE * found[0][1]]
    return [Choice(name, name) for name in dict.fromkeys(others) if name]


def _best_entry(text: str, language: str) -> Entry | None:
    """The entry whose ways of asking and names come nearest; two side by side where the question tells them apart."""
    named, found = find_entry(text, language), meant(text, 1)
    if not found:
        return named
    nearness, way = likeliest(text)
    if named is not None and "+" in named.key:
        return named if way < _PLAIN or found[0][0].key in named.key.split("+") else found[0][0]
    least = _LIKE if OF_THE_FORM.search(text) else _LIKE_ELSE
    return found[0][0] if named is not None or nearness >= least else None


def _no_entry(reply: Reply) -> Answer:
    """Nothing explains it: what can be explained, and what the words may mean where they speak of the form at all."""
    text = reply.question.text
    near = [title(entry, text) for entry, _ in meant(text)] if OF_THE_FORM.search(text) else []
    return reply.answer(
        "help",
        reply.say(
            "这一点我没有现成的解释。我可以说明年报格式的每一行、每一栏是什么意思、依据《条例》哪一条、各项之间的勾稽关系，"
            "例如“什么是予以公开”“勾稽关系是什么”。",
            "I have no explanation for that. I can explain every row and column of the form, its article "
            "and the sums it promises, for example “what does partly granted mean”.",
        ),
        reply.say("您想问的是不是下面这些？", "Is it one of these?") if near else introduce(reply),
        choices=[Choice(name, name) for name in dict.fromkeys(name for name in near if name)],
    )


def _of_measure(measures: Sequence[str]) -> Entry | None:
    """The entry of what was talked about: 这个怎么算的 after a rate."""
    for measure in measures:
        if measure.count("/") != 2:
            return entry_of(f"measure/{measure.split(':')[0]}")
        table, item, column = measure.split("/")
        return entry_of(f"{table}/{item}") or entry_of(f"column/{table}/{column}")
    return None


def smalltalk_answer(reply: Reply) -> Answer:
    """Greetings, thanks, who are you, what can you do; and what is no question at all."""
    text = reply.question.text
    if not _CONTENT.search(text):
        return reply.answer("help", reply.say("请发一个问题。", "Please send a question."), introduce(reply))
    if _THANKS.search(text):
        return reply.answer("help", reply.say("不客气，还想查什么请直接问。", "You are welcome. Just ask on."))
    if _BYE.search(text):
        return reply.answer("help", reply.say("再见，需要查数时再来找我。", "Goodbye, come back any time."))
    if _EXPORT.search(text):
        return reply.answer(
            "help",
            reply.say(
                "数字可以导出：在 Telegram 里按回答下面的“导出”（或发 /export）得到电子表格，按“原文件”得到报告原件；"
                "命令行用 wenbao facts --csv，可加 --agency、--year。",
                "Figures can be exported: in Telegram press Export under an answer (or send /export) for a "
                "spreadsheet, Original file for the report; "
                "on the command line use wenbao facts --csv with --agency and --year.",
            ),
        )
    if _DATA.search(text):
        return reply.answer("help", _sources(reply), _stored(reply))
    return reply.answer("help", introduce(reply), _stored(reply), choices=_samples(reply))


def introduce(reply: Reply) -> str:
    """Who answers here, and what can be asked."""
    return reply.say(
        "我是“问报”，根据各机关公布的政府信息公开工作年度报告回答，每个数字都附出处，报告里没有的不会编造。\n"
        "可以问：某单位某年的数字（如“某某局2023年收到多少件申请”）、公开率、同比、走势、比较、排名、汇总、存在的问题，"
        "报告的数字对不对得上，年报格式怎么填。",
        "I am Wenbao (问报). I answer from the annual reports on government openness, every figure with its source; "
        "what no report states is not made up.\n"
        "Ask for figures of a body and year, rates, changes, trends, rankings, totals, what the prose says, whether a "
        "report adds up, what the form means.",
    )


def _sources(reply: Reply) -> str:
    return reply.say(
        "数据全部来自读入的政府信息公开工作年度报告原文，每个数字都记着出自哪份文件、哪一部分、哪一行。",
        "All data come from the annual reports that were read in; each figure keeps its file, section and row.",
    )


def _stored(reply: Reply) -> str:
    agencies = list(reply.lookup.agencies.values())
    years = sorted({year for agency in agencies for year in agency.years})
    if not years:
        return reply.say("现在库里还没有报告。", "No report is stored yet.")
    return reply.say(
        f"现在收录了{len(agencies)}家单位{reply.years(years)}的年度报告。",
        f"Stored are the reports of {len(agencies)} bodies for {reply.years(years)}.",
    )


def _samples(reply: Reply) -> list[Choice]:
    bodies = sorted(reply.lookup.agencies.values(), key=lambda body: (-len(body.years), body.id))[:2]
    return [
        Choice(wording.body(body.agency), missing.ask(reply, body, body.years[-1], missing.COMMON[0]))
        for body in bodies
        if body.years
    ]


_DECLINED = {
    "secrets": (
        "这属于程序内部的设置，不能提供；欢迎问我年度报告里的数字和文字。",
        "That is internal to the program and is not given out; ask me about the annual reports instead.",
    ),
    "personal": (
        "个人信息不在年度报告里，我不提供；可以问我这个单位的信息公开情况。",
        "Personal data are not in the annual reports and I do not give them; ask me about the agency's openness.",
    ),
    "forecast": (
        "我不作预测；可以问我报告里已经公布的数字和它们的变化。",
        "I make no forecasts; ask me about the figures that reports have published and how they changed.",
    ),
    "opinion": (
        "我不作评价；可以问我各单位报告里的数字，由您自己比较。",
        "I give no opinions; ask me about the figures of the reports and judge for yourself.",
    ),
    "steer": (
        "这个我不能做：报告里的数字照原样回答，不改也不编；欢迎问我某单位某年的情况。",
        "That I cannot do: figures are told as the reports print them; ask me about an agency and a year.",
    ),
    "insult": (
        "没帮上忙，抱歉；告诉我单位、年份和想查的数字，我再查一次。",
        "Sorry that I was no help; name an agency, a year and a figure, and I will look again.",
    ),
    "language": (
        "请用中文或英文提问。Please ask in Chinese or English.",
        "Please ask in Chinese or English. 请用中文或英文提问。",
    ),
}
_ELSE = (
    "这个问题我帮不上忙；我只根据政府信息公开工作年度报告回答，例如某单位某年收到多少申请。",
    "I cannot help with that; I answer from the annual reports on government openness only.",
)


def refuse_answer(reply: Reply) -> Answer:
    """What the program does not do, in one friendly sentence."""
    zh, en = _DECLINED.get(reply.question.topic, _ELSE)
    return reply.answer("refused", reply.say(zh, en))


def _of_them(reply: Reply) -> str:
    """库中, or the set with its region and kind: 库中14家单位里, 汐原市（含区县）各单位9家单位里."""
    scope = reply.question.scope
    described = scope is not None and (scope.region or scope.kinds)
    return f"{set_words(reply)}，" if described else "库中"


def years_answer(reply: Reply) -> Answer:
    """Which years and bodies are stored, and who has no report for a year."""
    question = reply.question
    if question.agencies:
        return _years_of_bodies(reply)
    bodies = bodies_asked(reply)
    if question.year_said and question.years:
        return _who_has(reply, question.years)
    counts = Counter(year for body in bodies for year in body.years)
    if not counts:
        return missing.empty_store(reply)
    told = reply.say("，", ", ").join(
        reply.say(f"{year}年{counts[year]}份", f"{year}: {counts[year]}") for year in sorted(counts)
    )
    names = wording.some([wording.body(body.agency) for body in bodies], reply.language, 20)
    total = sum(counts.values())
    return reply.answer(
        "help",
        reply.say(
            f"{_of_them(reply)}收录了{len(bodies)}家单位的{total}份年度报告：{told}。",
            f"{total} annual reports of {len(bodies)} bodies are stored ({set_words(reply)}): {told}.",
        ),
        reply.say(f"单位有：{names}。", f"The bodies: {names}."),
    )


def names_answer(reply: Reply) -> Answer:
    """The names that a body's reports bear, by year, and what links them."""
    lines: list[str] = []
    for agency in reply.question.agencies:
        body = reply.agency(agency)
        by_name: dict[str, list[int]] = {}
        for year in body.years:
            report = reply.lookup.store.report(agency, year)
            if report is not None:
                by_name.setdefault(wording.body(report.agency), []).append(year)
                reply.cite(Citation(report.agency.name, year, report.file))
        told = reply.joined(
            reply.say(f"{name}（{reply.years(years)}）", f"{name} ({reply.years(years)})")
            for name, years in by_name.items()
        )
        links = "；".join(body.links)
        if len(by_name) > 1:
            why = reply.say(f"（{links}）" if links else "", f" ({links})" if links else "")
            lines.append(
                reply.say(
                    f"作为同一个单位：各年报告的署名是{told}{why}。", f"One body: its reports are signed {told}{why}."
                )
            )
        else:
            lines.append(
                reply.say(f"库中的报告里它只用过一个名称：{told}。", f"Its reports bear one name only: {told}.")
            )
    return reply.answer("help", *lines)


def _years_of_bodies(reply: Reply) -> Answer:
    lines = []
    asked = reply.question.years if reply.question.year_said else ()
    for agency in reply.question.agencies:
        body = reply.agency(agency)
        lines.append(
            reply.say(
                f"{reply.name(agency)}：库中有{reply.years(body.years)}的年度报告。",
                f"{reply.name(agency)}: reports for {reply.years(body.years)} are stored.",
            )
        )
        absent = [year for year in asked if year not in body.years]
        if absent:
            lines.append(reply.say(f"没有{reply.years(absent)}的。", f"None for {reply.years(absent)}."))
        for report in reply.lookup.store.reports(list(asked) or None):
            if report.agency_id == agency:
                reply.cite(Citation(body.agency.name, report.year, report.file))
    return reply.answer("help", *lines)


def _who_has(reply: Reply, years: Sequence[int]) -> Answer:
    bodies = bodies_asked(reply)
    lines = []
    for year in years:
        having = [wording.body(body.agency) for body in bodies if year in body.years]
        absent = [wording.body(body.agency) for body in bodies if year not in body.years]
        no, yes = (wording.some(names, reply.language, 30) for names in (absent, having))
        lines.append(
            reply.say(
                f"{_of_them(reply)}{len(bodies)}家单位里，没有{year}年报告的{len(absent)}家{f'：{no}' if no else ''}。",
                f"Of {len(bodies)} bodies ({set_words(reply)}), {len(absent)} have no report for {year} here"
                f"{f': {no}' if no else ''}.",
            )
        )
        lines.append(
            reply.say(
                f"有{year}年报告的{len(having)}家{f'：{yes}' if yes else ''}。",
                f"{len(having)} have one{f': {yes}' if yes else ''}.",
            )
        )
    lines.append(reply.say("库里没有不等于没有公布，可能只是还没有读入。", "Not stored does not mean not published."))
    return reply.answer("help", *lines)


OPERATIONS = {
    Operation.EXPLAIN: explain_answer,
    Operation.SMALLTALK: smalltalk_answer,
    Operation.REFUSE: refuse_answer,
    Operation.YEARS: years_answer,
    Operation.NAMES: names_answer,
}
