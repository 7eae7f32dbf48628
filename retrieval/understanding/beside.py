"""Rows that a text says but does not ask for beside another: permits granted, 过程性信息的自然人申请数."""

from __future__ import annotations

import re

from retrieval.understanding.phrases import Phrase

_BARE_VERB = re.compile(
    r"^(?:\W|how|many|were|was)*(?:granted?|approved?|disclosed|denied|refused|received"
    r"|issued|rejected|concluded|closed|answered|handled|conclude|answer)\W*$"
    r"|^(?:一共|总共|共|都)?(?:办理?|办结|办完|处理|作出|做出)(?:了|过)?(?:一共|总共|共)?(?:多少|几)?[件个宗起份次项]?$"
)


def without_bare_verbs(rows: list[Phrase]) -> list[Phrase]:
    """permits granted, 行政许可办了多少件 are permits: a verb alone names no row beside a row of another table."""
    if not any(row.table != "applications" for row in rows):
        return rows
    return [row for row in rows if row.table != "applications" or not _BARE_VERB.match(row.words)]


_NUMBER_OF = re.compile(
    r"^(?:total |overall )*(?:number|amount|quantity|volume|total) of (?:requests|applications|cases)$", re.I
)
_JOINED = re.compile(r"\b(?:and|or|plus|versus|vs|than|to|out of|of which|with)\b|[,;/+]")
_SHARE = re.compile(r"share|percent|proportion|fraction|ratio", re.I)


def without_bare_numbers(rows: list[Phrase], text: str) -> list[Phrase]:
    """The number of requests that … asked for a publication: the number is of what is named after."""
    if _SHARE.search(text):
        return rows
    return [
        row
        for row in rows
        if not (row.name == "new" and _NUMBER_OF.match(row.words))
        or not any(
            o.table == row.table and o.start >= row.end and not _JOINED.search(text[row.end : o.start]) for o in rows
        )
    ]


_ANSWER = re.compile(r"^(?:答复|回复|处理|决定)")


def without_answers(rows: list[Phrase], text: str) -> list[Phrase]:
    """信息不存在的答复 is the outcome before it, no 办结 besides."""
    return [
        row
        for row in rows
        if not (row.name == "concluded" and _ANSWER.match(row.words))
        or not any(o.table == row.table and o is not row and text[o.end : row.start] in ("", "的") for o in rows)
    ]


_NOUN_COUNTED = re.compile(
    r"^(?:(?:政府)?信息公开|依)?(?:的)?申请(?:公开)?(?:的)?(?:件|案件)?(?:总)?(?:数量|数|量|件数|总量|总数)$"
)
_OF_ITS_KIND = re.compile(r"(?:的|类|性|类型|那类|这类|方面|信息|事项|情形)*")


def without_counted(rows: list[Phrase], columns: list[Phrase], text: str) -> list[Phrase]:
    """过程性信息的自然人申请数 counts the row before it: the noun is no 新收 besides."""

    def counted(row: Phrase) -> bool:
        if row.name != "new" or not _NOUN_COUNTED.match(row.words):
            return False
        before = [o for o in rows if o.table == row.table and o.name != "new" and o.end <= row.start]
        if not before:
            return False
        last = max(before, key=lambda o: o.end)
        between = text[last.end : row.start]
        for column in columns:
            if last.end <= column.start and column.end <= row.start:
                between = between.replace(column.words.strip(), "", 1)
        return _OF_ITS_KIND.fullmatch(between) is not None

    return [row for row in rows if not counted(row)]
