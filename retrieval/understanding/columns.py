"""The boxes of a turn that names half of one: 法人呢 the column, 诉讼里面呢 the row; the other half stays as it was."""

from __future__ import annotations

import re

from report.form import RATES, Cell
from retrieval.question import Operation, Question
from retrieval.understanding.reading import Parts

_COURT = "review_litigation/"
_ADDED_UP = re.compile(r"总共|一共|合计|加起来")
_AND_OTHERS = re.compile(r"[、和与及,，]其[他它](?!处理|理由|原因|情形|单位|局|部门)")
_HOW_MANY = re.compile(r"多少|几|总|数|\bhow (?:many|much)\b", re.I)
_WITHIN = re.compile(
    r"\ue002(?:案件?)?(?:里面?|里头|中|当中|之中|方面|那边|部分|的)(?:的)?(?:呢|有吗)?\W*$"
    r"|\b(?:in|among|of) (?:the )?\ue002"
)


def boxes_named(previous: Question, question: Question, parts: Parts) -> tuple[str, ...]:
    """The boxes that a turn names: rows of its own, or other columns of the row before."""
    if question.measures:
        return question.measures
    narrower = any(not said.endswith("/total") for said in parts.measured.columns)
    made = moved_columns(previous, parts) if parts.measured.column_only and narrower else ()
    if len(made) > 1 and made[0].startswith("applications/") and _AND_OTHERS.search(parts.text):
        made = tuple(dict.fromkeys((*made, f"{made[0].rsplit('/', 1)[0]}/other_org")))  # 企业、科研和其他
    return made


def moved_columns(previous: Question, parts: Parts) -> tuple[str, ...]:
    """法人 after 新收: the same row, another column."""
    rows: list[tuple[str, str]] = []
    for key in previous.measures:
        if key in RATES:
            continue
        cell = Cell.parse(key)
        rows.append((cell.table, cell.item))
    made: list[str] = []
    for said in parts.measured.columns:
        table, column = said.split("/")
        for row in dict.fromkeys(rows[:1] if previous.operation is Operation.SHARE else rows):
            if row[0] == table:
                made.append(Cell(table, row[1], column).key)
    if len(made) > 1 and _ADDED_UP.search(parts.text):
        made = [key for key in made if not key.endswith("/total")]  # 其中自然人三年总共
    if not made and rows:
        tables = {said.split("/")[0] for said in parts.measured.columns}
        column = parts.measured.columns[0].split("/")[1]
        if tables == {"applications"} or ("applications" in tables and len(tables) > 1):
            made = [Cell("applications", "new", column).key]
        elif tables == {"review_litigation"}:
            made = [Cell("review_litigation", item, column).key for item in ("reconsideration", "litigation")]
        elif tables == {"disclosure"}:
            made = [Cell("disclosure", "normative_documents", column).key]
    return tuple(dict.fromkeys(made))


def of_court(previous: Question, question: Question, parts: Parts) -> tuple[str, ...]:
    """诉讼里面呢 after 复议被纠正的 is of the same outcome; 纠正率 after 复议 is that of 复议."""
    row = question.measures[0].split("/")[1] if question.measures[0].startswith(_COURT) else ""
    of_rate = all(key.startswith("correction_rate:") for key in previous.measures) and len(question.measures) == 1
    if previous.measures and of_rate and row in ("reconsideration", "litigation"):
        plain = any(name.startswith(_COURT) for name in parts.measured.columns) or _HOW_MANY.search(parts.text)
        return question.measures if plain else (f"correction_rate:{row}",)
    told = [Cell.parse(key) for key in previous.measures if key.startswith(_COURT)]
    if not (told and previous.measures[0].startswith(_COURT)):
        return question.measures
    rows = {"reconsideration" if cell.item == "reconsideration" else "litigation" for cell in told}
    if question.measures == ("correction_rate:both",) and not parts.measured.rows and len(rows) == 1:
        return (f"correction_rate:{rows.pop()}",)
    column = Cell.parse(previous.measures[0]).column
    said = any(name.startswith(_COURT) for name in parts.measured.columns)
    whole = column == "total" or len(previous.measures) > 1 or said or not _WITHIN.search(parts.grammar)
    if whole or not all(key.startswith(_COURT) for key in question.measures):
        return question.measures
    return tuple(f"{key.rsplit('/', 1)[0]}/{column}" for key in question.measures)
