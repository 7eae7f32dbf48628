"""Figures told in a sentence: 新收12件，自然人10，企业2 → cells of the form.

Rows and columns are heard as questions name them. A number goes to the row and column that stand before it; a row holds
until another is named. What does not surely belong to one cell is taken for none, and said.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from report.form import Cell, Form, column_label, groups, parts_of, row_label, unit
from report.numbers import NotAFigure, read_chinese, read_figure
from retrieval.drafting.draft import Given
from retrieval.understanding.cells import DEFAULT_COLUMN
from retrieval.understanding.phrases import Phrase, find_phrases
from retrieval.understanding.script import to_simplified

TOLD = "对话"
_ASKING = re.compile(
    r"[?？]|多少|几(?:件|个|家|份|宗|条|起)|吗|么$|呢$|什么|哪|怎么|怎样|如何|为什么|是否|有没有"
    r"|列出|排名|排行|前\s*\d+|趋势|走势|对比|比较|查一下|查查|帮我查|告诉|请问|[个家]单位|的单位"
    r"|\b(?:list|rank|compare|show|how|what|(?<!of )which|why|where|when|did|does|is)\b",
    re.I,
)
_MASKED = re.compile(
    r"20\d\d\s*年度?|第[一二三四五六\d]+部分|第?二十条(?:第?\([一五六八]\)项)?|\([一二三四五六七八]\)|(?:^|(?<=[\s,。;:)]))[1-8][.、](?=[属其危保本没补信重要无申])"
    r"|(?:^|(?<=[,。;\n]))\s*[一二三四五六]、"
)
_NUMBER = re.compile(
    r"(?P<figure>(?<![\d.])\d[\d,]*(?:\.\d+)?(?<![,.]))\s*(?P<ten>万(?!元)|千(?!元))?\s*"
    r"(?P<unit>万元|亿元|元|件|份|宗|条|项|个|次|起|例|家|人)?"
    r"|(?P<han>[零〇一二两三四五六七八九十百千]+)(?P<han_unit>件|份|宗|条|项|次|起|例)"
    r"|(?P<none>零|〇|没有|无)(?=[,。;、)\n]|$)"
)
_ABOUT = re.compile(r"(?:约|大概|大约|将近|近|接近|差不多|超过?|不到|至少|about|some|around|nearly|over)\s*$", re.I)
_MORE_OR_LESS = re.compile(r"^\s*(?:余|多(?!少)|左右|来件|上下|以上|以下)")
_CHANGE = re.compile(
    r"(?:增加|增长|减少|下降|上升|降低|提高|多了|少了|同比|占|比例|increase\w*|decrease\w*|rose|fell)[^,。;]{0,6}$",
    re.I,
)
_NOT_ONE = re.compile(
    r"(?:没有|没|未|无)(?:收到|接到|新收|受理|发生|产生|提起|引发|办理|作出|收取|有|过|任何|因政府信息公开)*"
)
_REST = re.compile(
    r"(?:(?:其余|剩下|余下)(?:的|各|各类|各栏|栏目?|项目?|格|行|列|数据|数字|申请人|部分|情形)*"
    r"(?:都|均|全部?|一律|统一)?(?:填写?|记|为|是|写|算|按)*"
    r"|其[他它](?:的|栏目?|项目?|格|行|列|数据|数字|申请人|部分|情形)*(?:各[类栏项格行列]|都|均|全部?|一律|统一)+(?:填写?|记|为|是|写|算|按)*|(?:都|均|全部|一律|统一)(?:填写?|记|为|是|写|算|按)+)"
    r"\s*(?:0|零|〇|○)(?![\d.])\s*件?|\b(?:the )?rest (?:is|are|all|=)?\s*(?:0|zero|none)\b",
    re.I,
)
_SCOPES = (
    (re.compile(r"第(?:二|2)部分|表二|主动公开(?:表|部分)"), "disclosure"),
    (re.compile(r"第(?:三|3)部分|表三|依?申请(?:公开)?(?:表|部分)"), "applications"),
    (re.compile(r"第(?:四|4)部分|表四|复议诉讼(?:表|部分)|(?:复议|诉讼)[^,。;]{0,6}(?:都|均|全)"), "review_litigation"),
)
_EVERYTHING = re.compile(r"全表|整个?表|全部|所有|三张表|各表|everything|all the rest", re.I)
_EACH = re.compile(r"都|均|各|\b(?:each|both)\b", re.I)
_OTHER = re.compile(r"^(?:的)?其(?:他|它)(?:类|结果|组织)?(?:是|为|有)?$|^other$", re.I)
_SUM = re.compile(r"^(?:一?共|合计|总共|总数|总量|总计|共计)(?:是|为|有)?$|^(?:in )?total$", re.I)
_SHORT = {"许可": "permits", "处罚": "penalties", "强制": "coercions", "收费": "fees", "事业性收费": "fees"}
_FILLER = re.compile(r"[\s,，。;；、:：()（）\"“”是为有了的里件]|其中|分别")
_ORDINAL = re.compile(r"第\s*\d+")
_ANOTHER_TIME = re.compile(
    r"去年|前年|往年|同期|上一?年(?!度?结转)|季度|[上下]半年|\d+月|\blast year\b|\bquarter\b", re.I
)
_CALCULATED = re.compile(r"^\s*(?:[+＋*×/~～－—–-]|到|至|加|减|\d)")
_NOT_THIS = re.compile(r"(?:不是|并非|不为)\s*\d+\s*[件条份]?")
_CONCLUDED = re.compile(r"\(七\)\s*总计")
_ENGLISH = re.compile(r"(\d[\d,]*)\s+((?:new )?(?:applications?|requests?))", re.I)


@dataclass(slots=True)
class Told:
    """What a message gives: figures by cell, what the rest is 0 of, and what could not be placed."""

    figures: dict[Cell, Given] = field(default_factory=dict)
    rest: list[str] = field(default_factory=list)  # a table, table/item, or * for everything
    unclear: list[tuple[str, str]] = field(default_factory=list)
    row: str = ""  # table/item that was spoken of last

    @property
    def empty(self) -> bool:
        """Whether nothing was told."""
        return not (self.figures or self.rest or self.unclear)


def read_told(text: str, form: Form, row: str = "") -> Told:
    """The figures that a message tells; nothing where it asks. `row` is what the message before spoke of."""
    words = to_simplified(unicodedata.normalize("NFKC", text)).strip()
    if _ASKING.search(words):
        return Told()
    words = _ENGLISH.sub(r"\2 \1", _CONCLUDED.sub("办理结果总计", words))
    return _Hearing(words, form, row).hear()


@dataclass(frozen=True, slots=True)
class _Number:
    start: int
    end: int
    value: Decimal | None
    printed: str
    unit: str


class _Hearing:
    """Goes through one message from left to right."""

    def __init__(self, words: str, form: Form, row: str) -> None:
        self.words = words
        self.form = form
        self.told = Told(row=row)
        masked = _masked(_masked(_masked(words, _MASKED), _NOT_THIS), _ORDINAL)
        self.leading = ""  # a column that stands before its rows: 自然人新收1、办结1
        self.rests = list(_REST.finditer(masked))
        masked = _masked(masked, _REST)
        phrases = [p for p in find_phrases(masked) if p.kind in ("row", "column")]
        spans = [(p.start, p.end) for p in phrases]
        self.numbers = [n for n in _numbers(masked) if not any(a < n.end and n.start < b for a, b in spans)]
        self.phrases = sorted(phrases, key=lambda p: (p.start, p.end))
        self.masked = masked

    def hear(self) -> Told:
        """Everything told."""
        self._not_one()
        events: list[Phrase | _Number | re.Match[str]] = [*self.phrases, *self.numbers, *self.rests]
        events.sort(key=_begin)
        pending: list[Phrase] = []
        at, n = 0, 0
        while n < len(events):
            event = events[n]
            n += 1
            if isinstance(event, Phrase):
                pending.append(event)
                continue
            if isinstance(event, re.Match):
                self._rest(event, pending)
                pending, at = [], event.end()
                continue
            if run := self._whole_line(events[n - 1 :], pending):
                pending, at, n = [], run, n - 1 + sum(1 for e in events[n - 1 :] if _begin(e) < run)
                continue
            following = events[n] if n < len(events) else None
            after = events[n + 1] if n + 1 < len(events) else None
            if isinstance(following, Phrase) and self._counts(event, following, after, pending):
                pending.append(following)
                n += 1
            self._number(event, pending, at)
            at, pending = max(event.end, pending[-1].end if pending else 0), []
        self._settle(pending)
        return self.told

    def _whole_line(self, events: Sequence[Phrase | _Number | re.Match[str]], pending: Sequence[Phrase]) -> int:
        """A row as it is copied from a table, a figure for each of its cells; where it ends, or 0."""
        rows = _rows(pending)
        if len(rows) != 1 or any(p.kind == "column" for p in pending):
            return 0
        cells = [cell for cell in self.form.cells if (cell.table, cell.item) == rows[0]]
        run = events[: len(cells)]
        numbers = [event for event in run if isinstance(event, _Number)]
        if len(cells) < 2 or len(numbers) < len(cells):
            return 0
        between = [self.masked[a.end : b.start] for a, b in pairwise(numbers)]
        if any(re.sub(r"[\s,、|]", "", gap) for gap in between):
            return 0
        for cell, number in zip(cells, numbers, strict=True):
            value = _of_unit(number, cell) if number.value is not None else None
            if value is not None:
                self._give(cell, value, number.printed)
        self.told.row = f"{rows[0][0]}/{rows[0][1]}"
        return numbers[-1].end

    def _counts(self, number: _Number, phrase: Phrase, after: object, pending: Sequence[Phrase]) -> bool:
        """Whether a column stands behind its number: 10件自然人."""
        if phrase.kind != "column" or any(p.kind == "column" for p in pending):
            return False
        between = self.masked[number.end : phrase.start]
        if between.strip() not in ("", "的", "是", "来自", "from"):
            return False
        if not isinstance(after, _Number):
            return True
        return bool(re.search(r"[,。;、)\n]", self.masked[phrase.end : after.start]))

    def _settle(self, pending: Sequence[Phrase]) -> None:
        rows = [p for p in pending if p.kind == "row" and not p.weak]
        if rows:
            self.told.row = f"{rows[-1].table}/{rows[-1].name}"

    # -- 没有行政复议

    def _not_one(self) -> None:
        for match in _NOT_ONE.finditer(self.masked):
            end = re.search(r"[,。;\n]", self.masked[match.end() :])
            stop = match.end() + end.start() if end else len(self.masked)
            if any(match.end() <= number.start < stop for number in self.numbers):
                continue
            rows = [
                p for p in self.phrases if p.kind == "row" and not p.weak and match.start() < p.start and p.end <= stop
            ]
            if not rows or rows[0].start > match.end() + 2:
                continue
            for phrase in rows:
                self.phrases.remove(phrase)
                for cell in self._whole_row(phrase):
                    self._give(cell, Decimal(0), self.words[match.start() : stop])

    def _whole_row(self, phrase: Phrase) -> Iterator[Cell]:
        items = [row.item for row in self.form.table_rows(phrase.table) if phrase.name in (row.item, row.group)]
        for row in self.form.table_rows(phrase.table):
            if row.item in items:
                yield from (cell for cell in self.form.row_cells(row) if cell.column != "in_force")

    # -- 其余为0

    def _rest(self, match: re.Match[str], pending: Sequence[Phrase]) -> None:
        self._settle(pending)
        before = re.split(r"[。;\n]", self.words[: match.start()])[-1]
        clause = before + match[0]
        table = next((table for pattern, table in _SCOPES if pattern.search(clause)), "")
        if table:
            self.told.rest.append(table)
        elif self.told.row and not _EVERYTHING.search(clause):
            self.told.rest.append(self.told.row)
        else:
            self.told.rest.append("*")

    # -- 自然人10

    def _number(self, number: _Number, pending: Sequence[Phrase], at: int) -> None:
        shown = f"{self.words[at : number.end].strip(' ,。;、:()')}" or number.printed
        if re.search(r"[。;\n]", self.masked[at : number.start]):
            self.leading = ""
        if self._is_no_count(number, shown, at):
            return
        rows = _rows(pending)
        columns = [p for p in pending if p.kind == "column"]
        if rows and not columns and self.leading:
            self._unclear(shown, f"是“{self.leading}”的，还是总计", f"of “{self.leading}”, or the total")
            return
        first = next((p for p in pending if p.kind == "row"), None)
        if first is not None and columns and columns[0].start < first.start and columns[0].name != "total":
            self.leading = columns[0].words
        if any(p.kind == "row" and p.weak and p.name != "any" for p in pending) and not rows:
            self._unclear(shown, "是上年结转，还是结转下年度", "carried in from last year, or over to next year")
            return
        if not rows and any(p.kind == "row" and p.name == "any" for p in pending) and not columns:
            rows = [("applications", "new")]
        if len(rows) > 1 and not _EACH.search(self.masked[at : number.start]):
            self._unclear(shown, "提到了好几行，请一行一个数", "several rows are named; one figure a row, please")
            return
        left = _FILLER.sub("", self.masked[(pending[-1].end if pending else at) : number.start])
        if not rows and not columns and (item := _SHORT.get(left.removeprefix("行政"))):
            rows = [("disclosure", item)]
        if not rows and not columns and not (_OTHER.match(left) or _SUM.match(left)):
            self._unclear(shown, "没有说是哪一栏", "of which cell was not said")
            return
        for table, item in rows or ([_split(self.told.row)] if self.told.row else []):
            self.told.row = f"{table}/{item}"
            self._place(number, table, item, columns, left, shown)
        if not rows and not self.told.row:
            self._unclear(shown, "没有说是哪一行", "of which row was not said")

    def _place(self, number: _Number, table: str, item: str, columns: Sequence[Phrase], left: str, shown: str) -> None:
        named = list(dict.fromkeys(p.name for p in columns if p.table == table))
        if len(named) > 1 and _EACH.search(self.masked[columns[0].start : number.start]):
            for name in named:
                self._place(number, table, item, [p for p in columns if p.name == name], left, shown)
            return
        if len(named) > 1:
            self._unclear(shown, "提到了好几列，请一列一个数", "several columns are named; one figure a column, please")
            return
        column = self._column(table, item, columns, left)
        if column is None:
            choices = "、".join(
                column_label(cell) for cell in self.form.cells if (cell.table, cell.item) == (table, item)
            )
            self._unclear(
                shown, f"没有说是哪一列（{choices}）" if choices else "没有这一列", "of which column is unclear"
            )
            return
        cell = Cell(table, item, column)
        assert number.value is not None
        parts = [cell] if cell in self.form.cells else self._parts(cell)
        if parts != [cell] and number.value != 0:
            names = "、".join(dict.fromkeys(_name(part) for part in parts))
            self._unclear(shown, f"表里要分开填：{names}", "the form prints its parts, not the sum")
            return
        value = _of_unit(number, cell)
        if value is None:
            self._unclear(shown, "不是整数", "no whole number")
            return
        for part in parts:
            self._give(part, value, shown)

    def _parts(self, cell: Cell) -> list[Cell]:
        return [part for part in parts_of(cell, self.form.cells) if part in self.form.cells]

    def _column(self, table: str, item: str, columns: Sequence[Phrase], left: str) -> str | None:
        fitting = [p.name for p in columns if p.table == table and self._has(table, item, p.name)]
        if fitting:
            return fitting[-1]
        if columns:
            return None
        if _OTHER.match(left):
            return {"applications": "other_org", "review_litigation": "other"}.get(table)
        return DEFAULT_COLUMN.get(item) if table == "disclosure" else "total"

    def _has(self, table: str, item: str, column: str) -> bool:
        parts = self._parts(Cell(table, item, column))
        return bool(parts)

    def _is_no_count(self, number: _Number, shown: str, at: int) -> bool:
        """Approximate, negative, calculated, percentages, changes, other times: not what a cell holds."""
        before, after = self.masked[: number.start], self.masked[number.end :]
        tail = self.masked[number.start + len(number.printed.rstrip("件份宗条项个次起例家人元万亿")) :]
        if _ABOUT.search(before) or _MORE_OR_LESS.match(tail) or _MORE_OR_LESS.match(after):
            self._unclear(shown, "年报里要填准确的数", "the form wants an exact figure")
        elif _CALCULATED.match(after) or re.search(r"\d\s*(?:[件份宗]\s*)?(?:[+＋*×/~～]|到|至)\s*$", before):
            self._unclear(shown, "请给一个数", "one figure, please")
        elif re.search(r"[-−负]\s*$", before):
            self._unclear(shown, "不能是负数", "negative")
        elif after.lstrip().startswith(("%", "个百分点")) or re.search(r"百分之$", before) or _CHANGE.search(before):
            self._unclear(shown, "像是增减或比例，没有记", "looks like a change or a share, not taken")
        elif _ANOTHER_TIME.search(self.words[at : number.start]):
            self._unclear(shown, "不是全年的数，或是往年的", "not of this whole year")
        elif number.value is None:
            self._unclear(shown, "读不出数", "no figure")
        else:
            return False
        return True

    def _give(self, cell: Cell, value: Decimal, shown: str) -> None:
        if cell in self.told.figures and self.told.figures[cell].value != value:
            self._unclear(shown, "同一栏说了两个数，以后一个为准", "the same cell was told twice; the last one holds")
        self.told.figures[cell] = Given(value, TOLD)

    def _unclear(self, shown: str, zh: str, en: str) -> None:
        self.told.unclear.append((f"“{shown}”：{zh}", f"“{shown}”: {en}"))


def _masked(text: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub(lambda match: "\ue010" * len(match[0]), text)


def _begin(event: Phrase | _Number | re.Match[str]) -> int:
    return event.start() if isinstance(event, re.Match) else event.start


def _split(row: str) -> tuple[str, str]:
    table, _, item = row.partition("/")
    return table, item


def _rows(pending: Sequence[Phrase]) -> list[tuple[str, str]]:
    """The rows named, a group only where none of its own rows is."""
    rows = list(dict.fromkeys((p.table, p.name) for p in pending if p.kind == "row" and not p.weak))
    inner = {item.split(".")[0] for _, item in rows if "." in item}
    inner |= {"litigation" for _, item in rows if item.startswith("litigation_")}
    return [(table, item) for table, item in rows if item not in inner or item not in (*groups(), "other")]


def _name(cell: Cell) -> str:
    label = row_label(cell)
    return label if cell.column == "total" or cell.table == "disclosure" else f"{label}（{column_label(cell)}）"


def _numbers(text: str) -> Iterator[_Number]:
    for match in _NUMBER.finditer(text):
        if match["none"]:
            yield _Number(match.start(), match.end(), Decimal(0), match[0], "")
        elif match["han"]:
            said = read_chinese(match["han"])
            yield _Number(match.start(), match.end(), None if said is None else Decimal(said), match[0], "")
        else:
            factor = {"万": 10_000, "千": 1_000}.get(match["ten"] or "", 1)
            value = Decimal(match["figure"].replace(",", "")) * factor
            yield _Number(match.start(), match.end(), value, match[0], match["unit"] or "")


def _of_unit(number: _Number, cell: Cell) -> Decimal | None:
    """The figure in the cell's own unit; None for money among counts, or a part of a whole."""
    assert number.value is not None
    money = number.unit in ("元", "万元", "亿元")
    if unit(cell) == "万元":
        try:
            return read_figure(f"{number.value}{number.unit if money else ''}", "万元")
        except NotAFigure:
            return None
    whole = number.value == number.value.to_integral_value()
    return number.value if whole and not money else None
