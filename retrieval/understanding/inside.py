"""What a turn asks of the inside of the box before it: its reasons, its applicants, its court rows, what is left over.

具体是哪些理由 after 不予公开 are its eight rows, 未经复议的 after 行政诉讼 is one of its two rows.
"""

from __future__ import annotations

import re
from dataclasses import replace

from report.form import OUTCOMES, all_rows
from retrieval.question import Operation, Question
from retrieval.understanding.reading import Parts
from retrieval.understanding.topics import find_breakdown

_WHY_NOT = re.compile(r"为什么|为何|为啥|怎么会|\bwhy\b", re.I)
_LEFT_OVER = re.compile(
    r"^\W*(?:那么?)?(?:剩(?:下|余)?|余下|其余)(?:的|来的)?(?:申请)?(?:呢|几件|多少|$)|^\W*(?:and )?(?:the rest"
    r"|what(?:'s| is| was) left)",
    re.I,
)
_MOST = re.compile(r"最(?:多|少|高|低|常见)|\b(?:most|least|fewest|highest|lowest)\b", re.I)
_WHICH_MOST = re.compile(
    r"^\W*(?:那么?|其中|里面)?(?:具体)?(?:是)?(?:哪|什么)(?:一|几)?(?:种|类|项)"
    r"(?:情形|理由|原因|情况|结果|人)?(?:的)?(?:数量)?(?:最|占|为主|居多)"
    r"|^\W*(?:具体|分别|各)(?:都)?(?:是|有)?(?:哪(?:几|些)?(?:种|类|项)|多少)"
    r"|\bwhich (?:one|kind|type|reason|ground)s? (?:is|was|has|had)\b",
    re.I,
)
_BOTH_ROWS = re.compile(r"(?:两|二)(?:种|类)(?:诉讼|起诉|官司|情形|情况)?|\bboth (?:kinds|types)\b", re.I)
_HOW_DECIDED = re.compile(
    r"结果(?:怎样|怎么样|如何|分别|都是)|(?:判|裁|审)得?(?:怎么样|怎样|如何)|\b(?:outcomes?"
    r"|how were they decided)\b",
    re.I,
)
_COURT_ROWS = {
    "litigation_direct": re.compile(
        r"(?:未|没有?|不)经过?(?:行政)?复议|没(?:有)?(?:先)?复议|直接(?:起诉|诉讼|告|打官司)|\bdirect"
        r"|without (?:a )?re(?:consideration|view)",
        re.I,
    ),
    "litigation_after_review": re.compile(
        r"(?:经|经过|先|走)(?:了|过)?(?:行政)?复议|复议(?:完|过|之|了)?(?:以后|之后|后|再|又|然后)"
        r"|after re(?:consideration|view)",
        re.I,
    ),
}


def in_parts(previous: Question, question: Question, parts: Parts) -> Question:
    """具体是哪些理由, 分别是谁申请的 after a total: its parts."""
    asks_why = question.operation is Operation.WHY or _WHY_NOT.search(parts.text)
    found = () if asks_why else _court_row(previous, parts)
    if not (found or asks_why or question.measures or question.outside):
        found = _breakdown(previous, parts)
    if not found:
        return question
    named = question.named | ({"measures", "operation", "boxes"} if len(found) > 1 else {"measures", "boxes"})
    plain = question.operation in (Operation.PASSAGE, Operation.SOURCE, Operation.LIST)
    operation = Operation.FIGURE if plain or len(found) > 1 else question.operation
    operation = Operation.COMPARE if len(found) > 1 and _MOST.search(parts.text) else operation
    return replace(question, measures=found, operation=operation, topic="", section=None, named=named)


def _breakdown(previous: Question, parts: Parts) -> tuple[str, ...]:
    """The parts that a turn asks for; of the group of the box before it too: 哪种理由最多 after 属于国家秘密."""
    if not previous.measures:
        return ()
    if found := find_breakdown(parts.bare, previous.measures):
        return found
    item = previous.measures[0].split("/")[1] if previous.measures[0].count("/") == 2 else ""
    whole = f"applications/{item.split('.')[0]}/total"
    if "." in item and (found := find_breakdown(parts.bare, (whole,))):
        return found
    if not _WHICH_MOST.search(parts.text):
        return ()
    rows = tuple(
        f"applications/{r.item}/total"
        for r in all_rows()
        if r.table == "applications" and r.group and r.group == item.split(".")[0]
    )
    if rows or not previous.measures[0].startswith("applications/"):
        return rows
    return find_breakdown("各类申请人" if item in ("new", "carried_in") else "各种结果", previous.measures[:1])


def _court_row(previous: Question, parts: Parts) -> tuple[str, ...]:
    """未经复议的 after 行政诉讼: one of its two rows, in the column that was asked for."""
    if previous.measures and previous.measures[0].startswith("applications/") and _LEFT_OVER.match(parts.text):
        return (f"applications/carried_out/{previous.measures[0].rsplit('/', 1)[1]}",)
    if len(previous.measures) != 1 or not previous.measures[0].startswith("review_litigation/"):
        return ()
    row, column = previous.measures[0].rsplit("/", 1)
    if _HOW_DECIDED.search(parts.text):
        return tuple(f"{row}/{outcome}" for outcome in OUTCOMES)
    of_courts = row.split("/")[1] in ("litigation", *_COURT_ROWS)
    if of_courts and _BOTH_ROWS.search(parts.text):
        column = "total" if re.search(r"总数|总共|总计|\btotal", parts.text) else column
        return tuple(f"review_litigation/{item}/{column}" for item in _COURT_ROWS)
    for item, words in _COURT_ROWS.items() if "/litigation" in row else ():
        if words.search(parts.text):
            return (f"review_litigation/{item}/{column}",)
    return ()
