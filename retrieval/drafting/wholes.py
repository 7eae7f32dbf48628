"""Words that settle several cells at once: 都是自然人, 其余都是企业, 跟去年一样, 先空着.

Each is heard only where a row and a sum are sure; else it is asked back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from report.form import APPLICANTS, OUTCOMES, Cell, Form
from report.numbers import render
from retrieval.drafting.clauses import Clause, find_named
from retrieval.drafting.heard import Heard
from retrieval.understanding.phrases import Phrase

REST = re.compile(
    r"(?:(?:其余|剩下|余下|别|另外)(?:的|各|各类|各栏|栏目?|项目?|格|行|列|数据|数字|申请人|部分|情形)*"
    r"(?:都|均|全部?|一律|统一)?(?:填写?|记|为|是|写|算|按)*"
    r"|其[他它](?:的|栏目?|项目?|格|行|列|数据|数字|申请人|部分|情形)*(?:各[类栏项格行列]|都|均|全部?|一律|统一)+(?:填写?|记|为|是|写|算|按)*"
    r"|(?:都|均|全部?|一律|统一)(?:填写?|记|为|是|写|算|按)+)"
    r"\s*(?:0|零|〇|○)(?![\d.])\s*件?"
    r"|\b(?:the rest|rest|everything else|all else|the others)(?: (?:in|of) section \w+)?"
    r" (?:is|are|all|=)?\s*(?:0|zero|none)\b|\b(?:is|are) all (?:0|zero)\b",
    re.I,
)
_SCOPES = (
    (re.compile(r"第(?:二|2)部分|表二|主动公开(?:表|部分)|\bsection (?:2|two)\b", re.I), "disclosure"),
    (re.compile(r"第(?:三|3)部分|表三|依?申请(?:公开)?(?:表|部分)|\bsection (?:3|three)\b", re.I), "applications"),
    (
        re.compile(
            r"第(?:四|4)部分|表四|复议诉讼(?:表|部分)|(?:复议|诉讼)[^,。;]{0,6}(?:都|均|全)|\bsection (?:4|four)\b",
            re.I,
        ),
        "review_litigation",
    ),
)
_EVERYTHING = re.compile(r"全表|整个?表|全部|所有|三张表|各表|everything(?! else)|all the rest", re.I)
_EXCEPT = re.compile(r"除[了去外开]?|\bexcept\b|\bapart from\b", re.I)
_ALL = re.compile(
    r"(?:都|均|全部|全都|全|一律|统统)(?:是|为|由|来自|属于?|系|已经?|被|得到|因)*$"
    r"|\b(?:all|both)(?: of (?:them|which))?(?: (?:are|were|is|came|come|from|by|of|being))*\s*$",
    re.I,
)
_REMAINDER = re.compile(
    r"(?:其余|剩下|余下|剩余|其[他它])(?:的)?(?:申请|部分)?"
    r"(?:(?:都|均|全部|全)(?:是|为|由|来自|属于?|系)*|(?:是|为|由|来自|属于?|系)+)$"
    r"|\b(?:the )?(?:rest|others|remaining(?: ones)?)(?: (?:are|were|is|all|came|come|from|by))+\s*$",
    re.I,
)
_SAME = re.compile(
    r"(?:跟|和|与|同)?(?:去年|上年|上一年|上年度|去年度)(?:的)?(?:情况|数字|数据|数)?(?:都|均|完全|保持)?"
    r"(?:一样|相同|一致|持平|没变|不变|没有变化|没变化|无变化)|(?:照|按)(?:去年|上年)(?:的)?(?:填|写|来|数)"
    r"|\b(?:the )?same as (?:last year|the year before)\b|\bunchanged (?:from|since) last year\b",
    re.I,
)
_NO_CHANGE = re.compile(r"没有?变化|没变|无变化|无增减|保持不变|\bunchanged\b|\bno change\b", re.I)
_CLEAR = re.compile(
    r"(?:先|暂时?)?(?:空着|留空|不填|空白|待定)|(?:删掉|去掉|清空|撤回|撤销)了?|\bleave (?:it )?(?:open|blank)\b", re.I
)
_TABLES = {"二": "disclosure", "三": "applications", "四": "review_litigation"}


@dataclass(frozen=True, slots=True)
class Whole:
    """Such a word, and where it stands."""

    kind: str  # all | remainder | same | unsaid | clear
    start: int
    end: int


def find_wholes(text: str) -> tuple[list[Whole], str]:
    """Such words, and the text without them, so that their own 其他 names no column."""
    found: list[Whole] = []
    for kind, pattern in (("same", _SAME), ("unsaid", _NO_CHANGE), ("clear", _CLEAR)):
        for match in pattern.finditer(text):
            if not any(whole.start < match.end() and match.start() < whole.end for whole in found):
                found.append(Whole(kind, match.start(), match.end()))
    text = _without(text, found)
    for phrase in find_named(text):
        before = text[: phrase.start]
        for kind, pattern in (("remainder", _REMAINDER), ("all", _ALL)):
            said = pattern.search(before)
            if said is not None and not phrase.weak:
                found.append(Whole(kind, said.start(), said.end()))
                break
    return sorted(found, key=lambda whole: whole.start), _without(text, found)


def _without(text: str, found: list[Whole]) -> str:
    for whole in found:
        text = text[: whole.start] + "\ue010" * (whole.end - whole.start) + text[whole.end :]
    return text


def hear_whole(heard: Heard, whole: Whole, clause: Clause) -> None:
    """What such a word settles, or a question back."""
    {"all": _all, "remainder": _remainder, "same": _same, "unsaid": _unsaid, "clear": _clear}[whole.kind](heard, clause)


def _all(heard: Heard, clause: Clause) -> None:
    """新收12件，都是自然人: 12 of them, and none of the others."""
    shown = _shown(heard, clause)
    if heard.settle(clause.named):
        return
    columns = _columns(clause)
    if not columns:
        heard.unclear(shown, "请说件数", "say how many")
        return
    total = heard.last[0] if heard.last is not None else _row_total(heard)
    value = heard.figure(total) if total is not None else None
    if total is None or value is None or total.column != "total":
        heard.unclear(shown, "没有说一共多少件", "how many there are in all was not said")
        return
    _fill(heard, total, columns, value, shown, every=True)


def _remainder(heard: Heard, clause: Clause) -> None:
    """新收12件，自然人10，其余都是企业: what is left of the total, and none of the others."""
    shown = _shown(heard, clause)
    columns = _columns(clause)
    total = _row_total(heard)
    value = heard.figure(total) if total is not None else None
    if total is None or value is None or not columns:
        heard.unclear(shown, "这一行的总计还不知道", "the total of this row is not known")
        return
    parts = _parts(total)
    left = value - sum((heard.figure(part) or Decimal(0) for part in parts), Decimal(0))
    named = next((part for part in parts if part.column in columns), None)
    if named is None or heard.figure(named) is not None or left < 0:
        heard.unclear(
            shown, f"总计 {render(value)}，减去已说的还剩 {render(left)}，请直接说件数", "say the figure itself"
        )
        return
    _fill(heard, total, columns, left, shown, every=False)


def _fill(heard: Heard, total: Cell, columns: list[str], value: Decimal, shown: str, *, every: bool) -> None:
    cells = [part for part in _parts(total) if part.column in columns]
    if len(cells) != 1:
        heard.unclear(shown, "没有说是哪一列", "of which column is unclear")
        return
    for part in _parts(total):
        if part == cells[0]:
            heard.give(part, value, shown)
        elif every or heard.figure(part) is None:
            heard.give(part, Decimal(0), shown)
    if every:
        heard.told.figures.setdefault(total, heard.told.figures[cells[0]])
    heard.told.row = f"{total.table}/{total.item}"


def _same(heard: Heard, clause: Clause) -> None:
    """规章跟去年一样: as last year's report prints it."""
    cells = cells_named(heard, clause, heard.form)
    if not cells:
        heard.unclear(_shown(heard, clause), "哪一栏跟去年一样？请说出栏目", "which cells are the same as last year")
        return
    heard.told.same += cells


def _unsaid(heard: Heard, clause: Clause) -> None:
    shown = _shown(heard, clause)
    heard.unclear(shown, "请说“跟去年一样”，或者直接说数", "say “same as last year”, or the figures")


def _clear(heard: Heard, clause: Clause) -> None:
    """企业那栏先空着: what was told of it is forgotten."""
    cells = cells_named(heard, clause, heard.form, every=True)
    if not cells:
        heard.unclear(_shown(heard, clause), "哪一栏要空着？请说出栏目", "which cells are to be left open")
        return
    for cell in cells:
        heard.told.figures.pop(cell, None)
    heard.told.cleared += cells


def cells_named(heard: Heard, clause: Clause, form: Form, *, every: bool = False) -> list[Cell]:
    """The cells that a clause names: a part of the report, rows, or columns of the row spoken of.

    Of a row of applications or of a court only the total, unless every cell is meant.
    """
    text = heard.words[clause.start : clause.end]
    section = re.search(r"第([二三四])部分|表([二三四])", text)
    if section is not None:
        table = _TABLES[section[1] or section[2]]
        return [cell for cell in form.cells if cell.table == table and cell.item != "carried_in"]
    rows = [(p.table, p.name) for p in clause.named if p.kind == "row"]
    columns = {p.name for p in clause.named if p.kind == "column"}
    table, _, item = heard.told.row.partition("/")
    rows = rows or ([(table, item)] if columns and item else [])
    cells = [cell for cell in form.cells if (cell.table, cell.item) in rows]
    if columns:
        return [cell for cell in cells if cell.column in columns]
    return [cell for cell in cells if every or cell.table == "disclosure" or cell.column == "total"]


def hear_rest(heard: Heard, match: re.Match[str], phrases: Sequence[Phrase]) -> None:
    """What the rest is 0 of: a part of the report that is named, else the row spoken of, else everything."""
    before = re.split(r"[。;\n]", heard.words[: match.start()])[-1]
    clause = before + match[0]
    table = next((table for pattern, table in _SCOPES if pattern.search(clause)), "")
    since = match.start() - len(before)
    row_named = any(p.kind == "row" and not p.weak and since <= p.start < match.start() for p in phrases)
    if _EXCEPT.search(before) and heard.told.unclear:
        heard.unclear(match[0], "前面的数还没有记下，先不填0", "the figure before was not taken, so no 0 is put in yet")
    elif table:
        heard.told.rest.append(table)
    elif row_named and _EXCEPT.search(before):
        zh = "是哪一部分其余为0？请说“第三部分其余为0”或“全部其余填0”"
        heard.unclear(match[0], zh, "the rest of which section is 0? say “section 3: the rest is 0”")
    elif heard.told.row and not _EVERYTHING.search(clause):
        heard.told.rest.append(heard.told.row)
    else:
        heard.told.rest.append("*")


def _columns(clause: Clause) -> list[str]:
    return list(dict.fromkeys(p.name for p in clause.named if p.kind == "column"))


def _row_total(heard: Heard) -> Cell | None:
    table, _, item = heard.told.row.partition("/")
    cell = Cell(table, item, "total")
    return cell if cell in heard.form.cells else None


def _parts(total: Cell) -> list[Cell]:
    columns = OUTCOMES if total.table == "review_litigation" else APPLICANTS
    return [Cell(total.table, total.item, column) for column in columns]


def _shown(heard: Heard, clause: Clause) -> str:
    return heard.words[clause.start : clause.end].strip(" ,。;、:()")
