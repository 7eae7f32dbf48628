"""Sentences of a report that speak of a topic: found by the words they share, quoted as they stand.

Within one report search needs no model: its sentences are few. Words that are rare in the report weigh more; a sentence
that states a figure goes first where a figure is asked for.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from report.facts import Citation, Place, Report, Section, Statement
from report.form import section_title
from report.numbers import render
from retrieval.understanding.script import to_simplified

_SENTENCE = re.compile(r"[^。！？；;\n]+[。！？；;]?[”」）)]?")
_FIGURE = re.compile(r"\d|[零〇一二三四五六七八九十百千两]+(?=件|条|次|场|个|人|名|篇|期|项|份|元|万)|未|没有|无|零")
_HEADING = 16  # characters that a heading has at most
_RARE = math.log(1 + 6)  # what a word weighs that one sentence in six says; rarer ones say no more what is meant
_YEARS = re.compile(r"20\d\d\s*年|〔20\d\d〕\s*\d+\s*号|第[一二三四五六七八九十\d]+")
_NOTHING = re.compile(r"未|没有|无")
_ORDINAL = re.compile(r"^(?:[（(]?[一二三四五六七八九十\d]+[）)、.．是]|第[一二三四五六七八九十]+[，、]?|[①-⑩])+")
_UNIT = re.compile(r"(?:几|多少)\s*(?:余|多)?([条件次场篇名位份期项个元家]|人(?!大|民))")
_UNITS = {
    "名": "[名人位]",
    "位": "[名人位]",
    "人": "[名人位]",
    "次": "[次场期]",
    "场": "[次场期]",
    "期": "[次场期]",
    "元": "万?元",
}
_HOW_MANY = re.compile(r"(?:多少|几)(?:余|多)?[件条次个名位场篇期份家项部]")
_HAN = re.compile(r"[\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of a report's prose, verbatim, with the place where it stands."""

    text: str
    section: int
    title: str
    place: Place
    report: Report
    told: str = ""  # the figure that it states, where one is asked for: 30件

    @property
    def citation(self) -> Citation:
        """Where it can be checked."""
        report = self.report
        return Citation(
            report.agency.name, report.year, report.file, self.title, self.place, self.text.strip(), report.url
        )


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(resources.files("retrieval.answering").joinpath("topics.toml").read_text(encoding="utf-8"))


def title_of(section: Section) -> str:
    """Number and title, as printed where the report prints the number too."""
    if not section.number:
        return section.title
    if not section.title:
        return section_title(section.number)
    mark = "一二三四五六"[section.number - 1] if section.number <= 6 else ""
    numbered = section.title.lstrip("#* 第").startswith((mark, str(section.number), "（", "("))
    return section.title.strip() if numbered or not mark else f"{mark}、{section.title.strip()}"


def sentences(report: Report) -> list[Quote]:
    """Every sentence of the six parts, in order."""
    found = []
    for section in report.sections:
        if not section.number:
            continue  # the title, and what every report begins with
        title = title_of(section)
        for paragraph in section.paragraphs:
            for match in _SENTENCE.finditer(paragraph.text):
                if match[0].strip():
                    found.append(Quote(match[0].strip(), section.number, title, paragraph.place, report))
    return found


def words_of(topic: str) -> list[str]:
    """The words of a topic that reports may use too; for English words the Chinese ones."""
    text = _HOW_MANY.sub(" ", topic.lower())
    for word, meanings in _words()["english"].items():
        if re.search(rf"\b{word}", text):
            text += " " + " ".join(meanings)
    for word in _words()["ignore"]["words"]:
        text = text.replace(word, " ")
    found = list(dict.fromkeys(_HAN.findall(text)))
    return [word for word in found if len(word) > 1] or found


def said_words(topic: str, asked: str) -> list[str]:
    """The words of a topic that the question itself says; for an English question those that mean what it says."""
    if not _HAN.search(asked):
        return words_of(asked)
    bare = to_simplified(asked)
    return [word for word in words_of(topic) if word in bare]


def terms(topic: str) -> list[str]:
    """What a topic is searched by: pairs of characters."""
    return list(dict.fromkeys(pair for word in words_of(topic) for pair in _pairs(word)))


def _pairs(word: str) -> list[str]:
    return [word[n : n + 2] for n in range(len(word) - 1)] or [word]


def best(topic: str, among: Sequence[Quote], *, asked: str = "", least: float = 0.34) -> list[Quote]:
    """The sentences nearest to a topic, best first; none where too little of the topic is said.

    A topic may be several words for one thing (微信公众号 新媒体): one that is said in full is enough. `asked` is the
    question where a figure is asked for: sentences that state none in its unit (几次 → 3次) are passed over.
    """
    words = words_of(topic)
    words = [word for word in words if not _is_generic(word)] or words
    if not words or not among:
        return []
    weight = _weights({pair for word in words for pair in _pairs(word)}, among)
    unit = _UNIT.search(asked)
    scored = []
    for n, quote in enumerate(among):
        if asked and not _states(quote.text, unit):
            continue
        score = _score(quote.text, words, weight)
        if score < least:
            continue
        scored.append((len(quote.text) / 5000 - score, n, quote))
    return [quote for _, _, quote in sorted(scored, key=lambda found: found[:2])]


def _is_generic(word: str) -> bool:
    """发布信息: made of words that are said of anything."""
    for one in _words()["generic"]["words"]:
        word = word.replace(one, "")
    return not word


def says_literally(quote: Quote, words: Sequence[str]) -> bool:
    """Whether a quote has half of one of the words' own pairs of characters: 不足 alone is not 互动性不足."""
    said = _bare(quote.text)
    own = [_pairs(word) for word in words if not _is_generic(word)]
    return any(2 * sum(pair in said for pair in pairs) >= len(pairs) for pairs in own)


_VERY_WORDS = 0.8  # of the pairs of characters of what is said to be said
_SAID_SO = re.compile(
    r"(?:提到|提及|谈到|说到|讲到|写到|写着|写明|说|写|讲)(?:了|过)?[“\"]?([\u4e00-\u9fff]{4,20}?)(?:的?(?:吗|呢|没有?)?\W*$|的有)"
)


def phrase_said(asked: str) -> str:
    """What 说, 提到 has after it: 互动性不足 of 哪些单位说互动性不足; empty where it is short or there is none."""
    match = _SAID_SO.search(to_simplified(asked))
    return match[1] if match else ""


def saying(asked: str, reports: Sequence[Report]) -> list[Quote]:
    """Of each report the first sentence that has nearly the very words: 哪些单位说新媒体互动性不足."""
    phrase = phrase_said(asked)
    if not phrase:
        return []
    pairs = _pairs(phrase)

    def has(quote: Quote) -> bool:
        return sum(pair in _bare(quote.text) for pair in pairs) >= _VERY_WORDS * len(pairs)

    firsts = (next((quote for quote in sentences(report) if has(quote)), None) for report in reports)
    return [quote for quote in firsts if quote is not None]


def _states(text: str, unit: re.Match[str] | None) -> bool:
    """Whether a sentence states a figure, in the unit that is asked for; or that there was nothing."""
    bare = _YEARS.sub("", text)
    if unit is None:
        return bool(_FIGURE.search(bare))
    named = _UNITS.get(unit[1], unit[1])
    counted = rf"(?:\d|[一二三四五六七八九十百千两])\s*余?多?{named}(?!工作日|月|小时|自然日|星期|方面|环节)"
    return bool(re.search(counted, bare) or _NOTHING.search(bare))


def _score(text: str, words: Sequence[str], weight: dict[str, float]) -> float:
    """Between 0 and 1: how much of the best word is said, and how much of them all."""
    said = {pair: 1.0 if pair in _bare(text) else 0.8 for pair in weight if _says(text, pair)}
    best_word = 0.0
    for word in words:
        pairs = _pairs(word)
        covered = sum(weight[pair] * said.get(pair, 0.0) for pair in pairs) / sum(weight[pair] for pair in pairs)
        best_word = max(best_word, covered * min(1.0, max(weight[pair] for pair in pairs) / _RARE))
    return 0.7 * best_word + 0.3 * sum(weight[pair] * said[pair] for pair in said) / sum(weight.values())


def _weights(wanted: Iterable[str], among: Sequence[Quote]) -> dict[str, float]:
    counts: Counter[str] = Counter()
    for quote in among:
        counts.update(term for term in wanted if _says(quote.text, term))
    return {term: math.log(1 + len(among) / (1 + counts[term])) for term in wanted}


def _says(text: str, term: str) -> bool:
    bare = _bare(text)
    return term in bare or any(other in bare for other in _words()["same"].get(term, ()))


@lru_cache(maxsize=4096)
def _bare(text: str) -> str:
    """Without brackets and spaces: 专（兼）职 is 专兼职."""
    return re.sub(r"[（）()【】\[\]“”\s]", "", text)


def in_full(quote: Quote) -> Quote:
    """A heading found is the paragraph that it heads: （五）监督保障。…"""
    if len(quote.text) > _HEADING:
        return quote
    for section in quote.report.sections:
        for paragraph in section.paragraphs:
            if section.number == quote.section and paragraph.text.strip().startswith(quote.text):
                return replace(quote, text=paragraph.text.strip())
    return quote


def is_heading(quote: Quote) -> bool:
    """五是培训考核。 says nothing of its own."""
    return len(quote.text) <= _HEADING and _ORDINAL.match(quote.text) is not None


def asks_only_for(kinds_asked: str, words: Sequence[str]) -> bool:
    """Whether words name a kind of figure told in prose and nothing besides: 开放日活动, not 人员变动."""
    kinds = _words()["statement"]
    pattern = next((kind["words"] for kind in kinds if re.search(kind["words"], kinds_asked, re.I)), None)
    if pattern is None:
        return False
    return all(_is_generic(re.sub(pattern, "", word, flags=re.I)) or len(word) < 2 for word in words)


def told_more_than_none(report: Report, kinds: Sequence[str], *, none: bool = False) -> list[Quote]:
    """The sentences by which a report says that there was some of it: 举办培训3期, not 没有收取; or `none` of it."""
    told = {
        s.sentence.strip() for s in report.statements if s.what in kinds and (s.value == 0 if none else s.value > 0)
    }
    return [quote for quote in _told(report, kinds) if quote.text in told]


def statements(report: Report, asked: str, topic: str) -> list[Quote]:
    """The sentences in which the report states the figure that is asked for; what is asked decides, then its topic."""
    kinds = _words()["statement"]
    found = (kind for text in (asked, topic) for kind in kinds if re.search(kind["words"], text, re.I))
    kind = next(found, None)
    if kind is None:
        return []
    found_ = _told(report, kind["what"]) or _told(report, kind.get("else", ()))
    return [quote for quote in found_ if _counts_alike(asked, quote.told)]


# What is counted alike: 发布了多少条 is answered by 784篇, 有几个账号 never by 转载819条.
_ALIKE = ("条篇件份则项部", "个家种户类", "次场期届回", "人名位", "元")


def _counts_alike(asked: str, told: str) -> bool:
    unit = _UNIT.search(asked)
    if unit is None or not told:
        return True
    group = next((units for units in _ALIKE if unit[1][-1] in units), "")
    return not group or not any(told[-1] in units for units in _ALIKE) or told[-1] in group


_PLATFORMS = re.compile(r"微博|抖音|快手|头条|小程序|b站|视频号|知乎|weibo|douyin|tik ?tok|kuaishou", re.I)
_NAMED_IN = {"weibo": "微博", "douyin": "抖音", "tiktok": "抖音", "tik tok": "抖音", "kuaishou": "快手"}
_AMONG_OTHERS = re.compile(r"等|新媒体|social media|new media|and other", re.I)
_PLANNED = re.compile(r"计划|将从|拟|打算|下一步|明年|今后")


def of_the_platform(asked: str, found: Sequence[Quote]) -> list[Quote]:
    """微博发了几条 is told by a sentence that says 微博 only; 微信等新媒体 by one of any of them."""
    named = _PLATFORMS.search(to_simplified(asked))
    if named is None or _AMONG_OTHERS.search(asked):
        return list(found)
    word = _NAMED_IN.get(named[0].lower(), named[0])
    return [quote for quote in found if word in quote.text]


def done(found: Sequence[Quote]) -> list[Quote]:
    """Without what is only planned: 计划每季度组织一次 tells of no training that was held."""
    return [quote for quote in found if not _PLANNED.search(quote.text)]


def told_kinds(asked: str) -> tuple[str, ...]:
    """What is asked for that prose tells and no cell counts; empty where nothing is."""
    kinds = _words()["statement"]
    return next((tuple(kind["what"]) for kind in kinds if re.search(kind["words"], asked, re.I)), ())


def _told(report: Report, wanted: Sequence[str]) -> list[Quote]:
    titles = {section.number: title_of(section) for section in report.sections}
    found: list[Quote] = []
    for said in report.statements:
        sentence = said.sentence.strip()
        if said.what in wanted and all(quote.text != sentence for quote in found):
            told = f"{_rounded(said)}{said.unit}"
            found.append(Quote(sentence, said.section, titles.get(said.section, ""), said.place, report, told))
    return found


def _rounded(said: Statement) -> str:
    """The figure as told: 约300, 120余, 30."""
    number = render(said.value)
    if not said.approximate:
        return number
    return f"{number}{said.approximate}" if said.approximate[0] in "余多来以左" else f"{said.approximate}{number}"


def problems_and_improvements(report: Report) -> tuple[list[Quote], list[Quote]]:
    """Section 五 in its two halves: what is wrong, and what will be done."""
    marks = _words()["section_five"]
    problems: list[Quote] = []
    improvements: list[Quote] = []
    into = problems
    for section in report.sections:
        if section.number != 5:
            continue
        into = problems
        for paragraph in section.paragraphs:
            for match in _SENTENCE.finditer(paragraph.text):
                text = match[0].strip()
                if not text:
                    continue
                into = _half(text, marks, problems, improvements, into)
                into.append(Quote(text, 5, title_of(section), paragraph.place, report))
    return _whole(problems), _whole(improvements)


def _half(
    text: str, marks: dict[str, list[str]], problems: list[Quote], improvements: list[Quote], now: list[Quote]
) -> list[Quote]:
    """Which half a sentence belongs to; one that does not say goes with the one before."""
    begins = _ORDINAL.sub("", text).strip()
    turns = any(mark in text for mark in marks["turn"])
    if turns and "主要问题及改进" not in text:
        return improvements
    if begins.startswith(tuple(marks["deed"])) and not any(mark in text for mark in marks["problem"]):
        return improvements
    if any(mark in text for mark in marks["problem"]):
        return problems
    return now


def _whole(half: Sequence[Quote]) -> list[Quote]:
    """Sentences of one paragraph that follow each other, as one stretch."""
    joined: list[Quote] = []
    for quote in half:
        last = joined[-1] if joined else None
        if last is not None and last.place == quote.place and last.text + quote.text in _paragraphs(last):
            joined[-1] = Quote(last.text + quote.text, last.section, last.title, last.place, last.report)
        else:
            joined.append(quote)
    return joined


def _paragraphs(quote: Quote) -> str:
    return "\n".join(
        paragraph.text
        for section in quote.report.sections
        if section.number == quote.section
        for paragraph in section.paragraphs
        if paragraph.place == quote.place
    )


def section_quotes(report: Report, number: int) -> list[Quote]:
    """The paragraphs of one section."""
    return [
        Quote(paragraph.text.strip(), number, title_of(section), paragraph.place, report)
        for section in report.sections
        if section.number == number
        for paragraph in section.paragraphs
        if paragraph.text.strip()
    ]
