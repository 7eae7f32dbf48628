"""What is asked besides the boxes of the form: prose, parts of the report, breakdowns, and what no report counts."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from report.form import APPLICANTS, all_rows

TOPIC_MARK = "\ue006"
_SECTIONS = {c: i for i, c in enumerate("一二三四五六", 1)} | {str(i): i for i in range(1, 7)}
_SECTIONS |= {w: i for i, w in enumerate(["one", "two", "three", "four", "five", "six"], 1)}
_SECTIONS |= {w: i for i, w in enumerate(["first", "second", "third", "fourth", "fifth", "sixth"], 1)}
_SECTIONS |= {w: i for i, w in enumerate(["i", "ii", "iii", "iv", "v", "vi"], 1)} | {"last": 6}
_FILLER = re.compile(
    r"(?:我)?(?:想|要|需要)(?:查|看|问|了解|知道)(?:一下)?|查询|改问|换问|改查|看下|看一下|同期|对比|比较|比一比"
    r"|一下|换成|改成|换|只看|看看|只要|那么|那|还有|再|其中|不是"
    r"|不对|我问的"
    r"|我是说|我说的|应该|这个|那个|它|为什么"
    r"|为何|为啥|怎么会|原因|请问|想问(?:一?下)?|帮我(?:查查|查一下"
    r"|看看|看下)?|麻烦(?:看下)?|告诉我|(?:一共|总共|到底|究竟)?(?:多少|几)(?:件|份|个|条|次|名|位|篇|场|元"
    r"|人)?|怎么样|如何|什么|哪些|有没有|是否|吗|呢|吧|的|了"
    r"|是|有|在|里|中|年报|年度报告|报告|提到|提及|谈到|讲到|说到|写到|写着|提出|说|写|介绍|情况|"
    r"\b(?:how|many|much|what|which|did|does|do|the|of|in|for|a|an|is|are|was|were|there|its|their|any|to|by"
    r"|at|and|about|say|says|report|mention|mentioned|tell|me|please|show|switch|change|now|just|only|sorry|ones?"
    r"|branch|bureau|office|department|agency|one|ones)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Topic:
    """What the prose is to be searched for."""

    words: str  # what to search for
    section: int | None
    start: int
    end: int
    said: str


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "topics.toml").read_text(encoding="utf-8"))


@cache
def _narrative() -> tuple[tuple[str, int | None, re.Pattern[str]], ...]:
    found = []
    for entry in _data()["narrative"]:
        patterns = [f"(?:{p})" for p in entry["zh"]] + [rf"\b(?:{p})\b" for p in entry["en"]]
        found.append((entry["topic"], entry.get("section"), re.compile("|".join(patterns), re.I)))
    return tuple(found)


@cache
def _pattern(group: str) -> re.Pattern[str]:
    entry = _data()[group]
    return re.compile("|".join([f"(?:{p})" for p in entry["zh"]] + [rf"\b(?:{p})\b" for p in entry["en"]]), re.I)


@cache
def _breakdown(name: str) -> re.Pattern[str]:
    data = _data()["breakdowns"]
    return re.compile(
        "|".join([f"(?:{p})" for p in data[name + "_zh"]] + [rf"\b(?:{p})\b" for p in data[name + "_en"]]), re.I
    )


def find_topics(text: str) -> tuple[Topic, ...]:
    """Themes of the prose that a text names, left to right; the longest where two overlap."""
    found: list[Topic] = []
    for words, section, pattern in _narrative():
        found += [
            Topic(words, section, m.start(), m.end(), m.group()) for m in pattern.finditer(text) if m.group().strip()
        ]
    kept: list[Topic] = []
    for topic in sorted(found, key=lambda t: t.start - t.end):
        if not any(k.start < topic.end and topic.start < k.end for k in kept):
            kept.append(topic)
    return tuple(sorted(kept, key=lambda t: t.start))


def find_outside(text: str) -> tuple[str, ...]:
    """Words for figures that the form has no box for: 访问量, GDP."""
    beyond = find_beyond(text)
    return beyond or tuple(
        dict.fromkeys(
            m.group().strip()
            for m in _pattern("outside").finditer(text)
            if m.group().strip() and not _OF_LETTERS.search(text, 0, m.start())
        )
    )


_OF_LETTERS = re.compile(r"(?:留言|咨询|来信|信件|热线)(?:的)?(?:平均)?$")  # 留言办理时限 is told in prose


def find_beyond(text: str) -> tuple[str, ...]:
    """Words that no box of the form answers, even where one is named: 女性提的申请, 平均答复天数."""
    return tuple(dict.fromkeys(m.group().strip() for m in _pattern("beyond").finditer(text)))


def find_section(text: str) -> int | None:
    """The part of the report that is named: 第五部分, section five."""
    match = _pattern("sections").search(text)
    if match is None:
        return None
    said = next(group for group in match.groups() if group).lower()
    return _SECTIONS.get(said)


def find_breakdown(text: str, keys: tuple[str, ...]) -> tuple[str, ...]:
    """The boxes that a word for all of them stands for: 各类申请人 → the six columns of the row."""
    row = next((key.rsplit("/", 1)[0] for key in keys if key.startswith("applications/")), "applications/new")
    if any(key.count("/") == 2 and not key.startswith(row) for key in keys):
        return ()  # 行政许可办理情况, 办结的申请里其他处理情况: boxes of their own
    item = row.split("/")[1]
    if _breakdown("applicants").search(text):
        return tuple(f"{row}/{column}" for column in APPLICANTS)
    if item.split(".")[0] in ("denied", "unavailable", "not_processed") and _breakdown("reasons").search(text):
        return tuple(
            f"applications/{r.item}/total" for r in all_rows() if r.table == "applications" and r.group == item
        )
    if item in ("new", "concluded") and _breakdown("outcomes").search(text):
        return tuple(
            f"applications/{name}/total"
            for name in ("granted", "partial", "denied", "unavailable", "not_processed", "other")
        )
    return ()


def words_left(text: str) -> str:
    """What a text says besides marks and little words: the topic of a search."""
    bare = re.sub(r"[\ue000-\ue0ff]", " ", text)
    bare = _FILLER.sub(" ", bare)
    return re.sub(r"[\s,，。.?？!！:;、()\"'“”]+", " ", bare).strip()
