"""Figures told in a sentence: 新收12件，自然人10，企业2 → cells of the form.

Rows and columns are heard as questions name them. A number goes to the row and column that stand before it, or to
those right behind it where its clause begins with it (8件予以公开); a row holds until another is named. What does not
surely belong to one cell is taken for none, and said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from report.form import Cell, Form, column_label, groups
from retrieval.drafting.clauses import (
    Clause,
    Number,
    cut_clauses,
    find_named,
    find_numbers,
    masked,
    plain_words,
    value_for,
    without_numbering,
)
from retrieval.drafting.doubtful import why_no_count
from retrieval.drafting.heard import TOLD, Heard, Told
from retrieval.drafting.nothing import hear_nothing
from retrieval.drafting.wholes import REST, Whole, find_wholes, hear_rest, hear_whole
from retrieval.understanding.cells import DEFAULT_COLUMN
from retrieval.understanding.phrases import Phrase

__all__ = ["TOLD", "Told", "read_told"]

_ASKING = re.compile(
    r"[?？]|多少|几(?:件|个|家|份|宗|条|起)|吗|么$|呢$|什么|哪|怎么|怎样|如何|为什么|是否|有没有"
    r"|列出|排名|排行|前\s*\d+|趋势|走势|对比|比较|查一下|查查|帮我查|告诉|请问|[个家]单位|的单位"
    r"|\b(?:list|rank|compare|show|how|what|(?<!of )which|why|where|when)\b|^(?:did|does|do|is|are|was|were|can)\b",
    re.I,
)
_EACH = re.compile(r"都|均|各|\b(?:each|both)\b", re.I)
_THE_REST = re.compile(r"其[余他它]|剩下|余下|别的|\b(?:other|rest|else)", re.I)
_OTHER = re.compile(r"^(?:的)?其(?:他|它)(?:类|结果|组织)?(?:是|为|有)?$|^other$", re.I)
_SUM = re.compile(r"^(?:一?共|合计|总共|总数|总量|总计|共计)(?:是|为|有)?$|^(?:in )?total$", re.I)
_SHORT = re.compile(r"(?:^|除了?|行政|有)(许可|处罚|强制|事业性收费|收费|fees)证?(?:共|一共|办)*$", re.I)
_SHORT_ROWS = {
    **{"许可": "permits", "处罚": "penalties", "强制": "coercions"},
    **{"收费": "fees", "事业性收费": "fees", "fees": "fees"},
}
_FILLER = re.compile(r"[\s,，。;；、:：()（）\"“”是为有了的里件]|其中|分别")
_BETWEEN = re.compile(  # a number and what stands behind it: 8件是予以公开的
    r"(?:[\s的是为系属于被由来自已经都均有]|全部|得到|依法|给予|作出|作了|申请|were|was|are|is|from|by|been|have|of"
    r"|them|applications?|requests?|cases?)*",
    re.I,
)
_COUNTED_AS = re.compile(r"^(?:都|均|应)?(?:算|算作|计入|计为|属于|归入|记作|记为|是因为?)")
_WITHIN = re.compile(r"^\s*(?:里面?|中|之中|当中)[,，]?$")


def read_told(text: str, form: Form, row: str = "", known: Mapping[Cell, Decimal] | None = None) -> Told:
    """The figures that a message tells; nothing where it asks.

    `row` is what the message before spoke of; `known` the figures so far, which 其余都是企业 needs.
    """
    words = plain_words(text)
    if _ASKING.search(words):
        return Told()
    return _Hearing(words, form, row, known or {}).hear()


class _Hearing(Heard):
    """Goes through one message from left to right."""

    def __init__(self, words: str, form: Form, row: str, known: Mapping[Cell, Decimal]) -> None:
        super().__init__(words, form, row, known)
        self.leading = ""  # a column that stands before its rows: 自然人新收1、办结1
        self.led_by: Phrase | None = None  # the same, where a colon says so: 自然人：新收1，办结1
        self.loose: tuple[Number, int] | None = None  # a number of no row yet, and the place of the complaint
        text = without_numbering(words)
        self.rests = list(REST.finditer(text))
        text = masked(text, REST)
        self.wholes, text = find_wholes(text)
        self.phrases = list(find_named(text))
        self.masked = text
        self.numbers = find_numbers(text, self.phrases)
        self.unnamed = words
        for phrase in self.phrases:
            self.unnamed = self.unnamed[: phrase.start] + " " * phrase.size + self.unnamed[phrase.end :]
        self.pending: list[Phrase] = []
        self.at = 0  # up to where was heard
        self.clause: Clause | None = None

    def hear(self) -> Told:
        """Everything told."""
        hear_nothing(self)
        marks = [whole.start for whole in self.wholes]
        for clause in cut_clauses(self.masked, self.phrases, self.numbers, marks):
            self.clause = clause
            whole = next((whole for whole in self.wholes if clause.start <= whole.start < clause.end), None)
            if whole is not None and not clause.numbers:
                hear_whole(self, whole, clause)
                self.pending, self.at = [], clause.end
            elif clause.end > self.at:
                self._clause(clause)
            for rest in self.rests:
                if clause.start <= rest.start() < clause.end:
                    self._named_last(self.pending)
                    self.pending, self.at = [], max(self.at, rest.end())
                    hear_rest(self, rest, self.phrases)
        self._named_last(self.pending)
        self.flush()
        return self.told

    def _clause(self, clause: Clause) -> None:
        named = clause.named
        if not clause.numbers:
            if not self._counted_as(clause) and not self.settle(named) and not self._the_only_one(clause):
                self.pending += clause.phrases
            return
        if clause.counts_first and not self._whole_line(clause.numbers[0], given=False):
            self._number_first(clause)
            return
        if len(clause.numbers) > 2 and not self._whole_line(clause.numbers[0], given=False) and self._is_run(clause):
            shown = self.words[clause.start : clause.end].strip(" ,。;、:()")
            zh = "照抄一行时请带上行名，每一列一个数（自然人到总计共7个，第四部分每行5个）"
            self.unclear(shown, zh, "a row copied whole needs its name and a figure for every column")
            self.pending, self.at = [], clause.end
            return
        trailing = clause.after(clause.numbers[-1])
        if trailing and not self._joined(clause, trailing):
            shown = self.words[clause.start : clause.end].strip(" ,。;、:()")
            self.unclear(shown, "哪个数是哪一栏的不清楚，请分开说", "which figure belongs where is unclear")
            self.pending, self.at = [], clause.end
            return
        self._name_first(clause)

    def _joined(self, clause: Clause, trailing: Sequence[Phrase]) -> bool:
        """Whether names behind the last number of a clause leave no doubt: 新收10件自然人, 其他处理1件是逾期不补正."""
        number = clause.numbers[-1]
        before = [p for p in (*self.pending, *clause.named) if p.start < number.start]
        if len(clause.numbers) == len(trailing) == 1 and self._counts(number, trailing[0], before):
            return True
        if any(p.kind == "column" for p in trailing):
            return False
        rows, own = list(dict.fromkeys((p.table, p.name) for p in trailing)), _rows(before)
        if len(clause.numbers) > 1 or len(rows) > 1:
            return False
        return rows == own or any(self._is_part(*pair) for one in own for pair in ((one, rows[0]), (rows[0], one)))

    def _is_part(self, group: tuple[str, str], row: tuple[str, str]) -> bool:
        return group != row and Cell(*row, "total") in self.parts(Cell(*group, "total"))

    def _name_first(self, clause: Clause) -> None:
        """新收12件其中自然人10件."""
        events: list[Phrase | Number] = [*clause.phrases, *clause.numbers]
        events.sort(key=lambda event: (event.start, event.end))
        taken: list[Phrase] = []
        for event in events:
            if event.start < self.at or event in taken:
                continue
            if isinstance(event, Phrase):
                self.pending.append(event)
                continue
            run = self._whole_line(event)
            if run:
                self.pending, self.at = [], run
                continue
            behind = clause.after(event)[:1]
            more = any(n.start > event.start for n in clause.numbers)
            if behind and not more and self._counts(event, behind[0], self.pending):
                taken = behind
                self.pending += behind
            self._number(event, self.pending)
            self.at, self.pending = max(event.end, taken[-1].end if taken else 0), []
        trailing = [p for p in clause.after(clause.numbers[-1]) if p not in taken]
        if self.at < clause.end and trailing:
            self.settle(trailing)
        self.at, self.pending = max(self.at, clause.end), []

    def _number_first(self, clause: Clause) -> None:
        """8件予以公开2件部分公开: what stands right behind a number is what it counts."""
        for number in clause.numbers:
            if number.start < self.at:
                continue
            behind = clause.after(number)
            if not behind:
                self._number(number, self.pending)
            elif _BETWEEN.fullmatch(self.masked[number.end : behind[0].start]) is None:
                shown = self.words[number.start : behind[-1].end]
                self.unclear(shown, "没有听明白，请说成“栏目+数”", "not understood; say the cell, then its figure")
            else:
                rows = any(p.kind == "row" for p in behind)
                before = [p for p in self.pending if p.kind == ("column" if rows else "row")]
                before = [] if rows and any(p.kind == "row" for p in self.pending) else before
                self._number(number, [*before, *behind], self.words[number.start : behind[-1].end])
            self.at = max(number.end, behind[-1].end if behind else 0)
        self.at, self.pending = clause.end, []

    def _counts(self, number: Number, phrase: Phrase, before: Sequence[Phrase]) -> bool:
        """Whether a column, or the row of a column, stands behind its number: 10件自然人, 制发3件规范性文件."""
        if any(p.kind == phrase.kind for p in before) or (phrase.kind == "row" and not before):
            return False
        return self.masked[number.end : phrase.start].strip() in ("", "的", "是", "来自", "from")

    def _counted_as(self, clause: Clause) -> bool:
        """算重复申请, behind a number of no row."""
        rows = _rows(clause.named)
        text = self.masked[clause.start : clause.named[0].start] if clause.named else ""
        if self.loose is None or len(rows) != 1 or not _COUNTED_AS.match(text.strip()):
            return False
        number, complaint = self.loose
        del self.told.unclear[complaint]
        self.loose = None
        self._number(number, list(clause.named), self.words[number.start : clause.end].strip(" ,。;、"))
        return True

    def _the_only_one(self, clause: Clause) -> bool:
        """复议1件，结果维持: of one, what it was needs no figure."""
        before = self.masked[clause.start : clause.named[0].start].strip() if clause.named else "-"
        only = self.last is not None and self.last[1] == 1 and self.last[0].column == "total"
        if not only or any(p.kind == "row" for p in clause.phrases) or not re.fullmatch("[是为系来自由]*", before):
            return False
        hear_whole(self, Whole("all", clause.start, clause.start), clause)
        return True

    def _is_run(self, clause: Clause) -> bool:
        """Bare figures one behind the other."""
        gaps = (self.masked[a.end : b.start] for a, b in pairwise(clause.numbers))
        return all(number.unit == "" for number in clause.numbers) and not any(gap.strip(" \t|") for gap in gaps)

    def _whole_line(self, first: Number, *, given: bool = True) -> int:
        """A row as it is copied from a table, a figure for each of its cells; where it ends, or 0."""
        pending = [p for p in (*self.pending, *self.phrases_before(first)) if p.start < first.start]
        rows = _rows(pending)
        if len(rows) != 1 or any(p.kind == "column" for p in pending):
            return 0
        cells = [cell for cell in self.form.cells if (cell.table, cell.item) == rows[0]]
        numbers = [n for n in self.numbers if n.start >= first.start][: len(cells)]
        if len(cells) < 2 or len(numbers) < len(cells):
            return 0
        between = [self.masked[a.end : b.start] for a, b in pairwise(numbers)]
        if any(re.sub(r"[\s,、|]", "", gap) for gap in between):
            return 0
        for cell, number in zip(cells, numbers, strict=True) if given else ():
            value = value_for(number, cell)
            if value is not None:
                self.give(cell, value, number.printed)
        self.told.row = f"{rows[0][0]}/{rows[0][1]}"
        return numbers[-1].end

    def phrases_before(self, number: Number) -> list[Phrase]:
        """What the clause at hand names before a number and after the last."""
        assert self.clause is not None
        return [p for p in self.clause.phrases if self.at <= p.start < number.start]

    def _named_last(self, pending: Sequence[Phrase]) -> None:
        rows = [p for p in pending if p.kind == "row" and not p.weak]
        if rows:
            self.told.row = f"{rows[-1].table}/{rows[-1].name}"

    # -- 自然人10

    def _number(self, number: Number, pending: Sequence[Phrase], shown: str = "") -> None:
        at = self.at
        shown = shown or self.words[at : number.end].strip(" ,。;、:()") or number.printed
        if re.search(r"[。;\n]", self.masked[at : number.start]):
            self.leading, self.led_by = "", None
        doubt = why_no_count(number, self.unnamed, self.masked, at)
        if doubt is not None:
            self.unclear(shown, *doubt)
            return
        rows, columns = _rows(pending), [p for p in pending if p.kind == "column"]
        self._lead(number, pending, columns)
        if rows and not columns and self.led_by is not None:
            columns = [self.led_by]
        elif rows and not columns and self.leading:
            self.unclear(shown, f"是“{self.leading}”的，还是总计", f"of “{self.leading}”, or the total")
            return
        weak = [p for p in pending if p.kind == "row" and p.weak]
        if any(p.name != "any" for p in weak) and not rows:
            self.unclear(shown, "是上年结转，还是结转下年度", "carried in from last year, or over to next year")
            return
        if not rows and any(p.name == "any" for p in weak) and not columns:
            rows = [("applications", "new")]
        if len(rows) > 1 and not _EACH.search(self.masked[at : number.start]):
            self.unclear(shown, "提到了好几行，请一行一个数", "several rows are named; one figure a row, please")
            return
        left = _FILLER.sub("", self.masked[max((p.end for p in pending), default=at) : number.start])
        short = _SHORT.search(left)
        if not rows and not columns and short is not None:
            rows = [("disclosure", _SHORT_ROWS[short[1].lower()])]
        if not rows and not columns and not (_OTHER.match(left) or _SUM.match(left)):
            self.loose = (number, len(self.told.unclear))
            self.unclear(shown, "没有说是哪一栏", "of which cell was not said")
            return
        if not rows and not columns and _OTHER.match(left) and "/other." in self.told.row:
            self.unclear(shown, "是“其他”这一列，还是其他处理的“其他”一行", "the column or the row “other”")
            return
        for table, item in rows or ([_split(self.told.row)] if self.told.row else []):
            self.told.row = f"{table}/{item}"
            self._place(number, table, item, columns, left, shown)
        if not rows and not self.told.row:
            self.unclear(shown, "没有说是哪一行", "of which row was not said")

    def _lead(self, number: Number, pending: Sequence[Phrase], columns: Sequence[Phrase]) -> None:
        """Remembers a column that stands before rows, which later rows may mean too."""
        first = next((p for p in pending if p.kind == "row"), None)
        leads = (
            columns
            and columns[0].name != "total"
            and (
                (first is not None and columns[0].start < first.start)
                or (first is None and _WITHIN.match(self.masked[number.end : self.clause.end if self.clause else None]))
            )
        )
        if not leads:
            return
        self.leading, self.led_by = columns[0].words, None
        if first is not None and re.fullmatch(r"\s*[:：]\s*", self.masked[columns[0].end : first.start]):
            self.led_by = columns[0]

    def _place(self, number: Number, table: str, item: str, columns: Sequence[Phrase], left: str, shown: str) -> None:
        named = list(dict.fromkeys(p.name for p in columns if p.table == table))
        if len(named) > 1 and _EACH.search(self.masked[columns[0].start : number.start]):
            for name in named:
                self._place(number, table, item, [p for p in columns if p.name == name], left, shown)
            return
        if len(named) > 1:
            self.unclear(shown, "提到了好几列，请一列一个数", "several columns are named; one figure a column, please")
            return
        if number.none and not columns:
            self.give_row(Phrase(0, 0, "row", table, item, ""), shown, rest=_THE_REST.search(shown) is not None)
            return
        column = self._column(table, item, columns, left)
        if column is None:
            choices = "、".join(column_label(c) for c in self.form.cells if (c.table, c.item) == (table, item))
            zh = f"没有说是哪一列（{choices}）" if choices else "没有这一列"
            self.unclear(shown, zh, "of which column is unclear")
            return
        cell = Cell(table, item, column)
        parts = [cell] if cell in self.form.cells else self.parts(cell)
        value = value_for(number, cell)
        if value is None:
            self.unclear(shown, "不是整数", "no whole number")
        elif parts != [cell] and value != 0:
            self.open_group(cell, value, shown)
        else:
            for part in parts:
                self.give(part, value, shown)

    def _column(self, table: str, item: str, columns: Sequence[Phrase], left: str) -> str | None:
        fitting = [p.name for p in columns if p.table == table and self.parts(Cell(table, item, p.name))]
        if fitting:
            return fitting[-1]
        if columns:
            return None
        if _OTHER.match(left):
            return {"applications": "other_org", "review_litigation": "other"}.get(table)
        return DEFAULT_COLUMN.get(item) if table == "disclosure" else "total"


def _split(row: str) -> tuple[str, str]:
    table, _, item = row.partition("/")
    return table, item


def _rows(pending: Sequence[Phrase]) -> list[tuple[str, str]]:
    """The rows named, a group only where none of its own rows is."""
    rows = list(dict.fromkeys((p.table, p.name) for p in pending if p.kind == "row" and not p.weak))
    inner = {item.split(".")[0] for _, item in rows if "." in item}
    inner |= {"litigation" for _, item in rows if item.startswith("litigation_")}
    return [(table, item) for table, item in rows if item not in inner or item not in (*groups(), "other")]
