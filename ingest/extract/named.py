"""Figures that are printed each with the name of its column: 自然人：12，商业企业：3 … 总计：15.

A sentence for each row, a card for each row with a line for each figure, a table whose boxes hold name and figure, a
sheet with a row for each figure: where the names are those of one row of the form, all of them and each once, they are
a row of the form, in the form's order whatever the print's. Anything less stays as it is and is never told as blank.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import groupby

from ingest.extract.labels import bare, columns, disclosure_columns, find_exact
from ingest.extract.regions import find_heading
from ingest.extract.strips import UNSURE, Kind, Piece, Shape, Strip, kind_of
from report.form import APPLICANTS, OUTCOMES, row_of

_ORDERS: dict[str, tuple[str, ...]] = {
    "applications": (*APPLICANTS, "total"),
    "review_litigation": (*OUTCOMES, "total"),
}
_SEPARATORS = " \t\u3000，,；;、。.：:|"
_BETWEEN = re.compile(r"[\s\u3000]*(?:[（(][^（）()]{0,12}[)）])?[\s\u3000]*[：:为是＝=]?[\s\u3000]*")
_PATH = re.compile(r"\s*(?:[/／>＞→｜|\\]|-{1,2}>|——)\s*|\u3000+|\s{2,}|(?<=^第二十条第（.）项)\s*")
_YEAR = re.compile(r"20\d\d(?:年度?)?")
_LONGEST = 400
_WHOLE = {"applications": 8, "review_litigation": 2, "disclosure": 3}  # rows that make a table of it
_FEWEST = 20  # rows of a sheet that has one for each figure


@dataclass(frozen=True, slots=True)
class _Named:
    """A figure, or a blank, with the name that is printed before it."""

    name: str
    head: str  # the name as printed
    value: Piece


def spell_out(strips: Sequence[Strip], year: int) -> Sequence[Strip]:
    """The printed rows, those that name each figure put as rows of the form; `year` is the report's own, or 0."""
    found = [each for part in _tables(strips) for each in (_from_list(part, year) or part)]
    if not any(_begins(strip) for strip in found):
        return found
    speller = _Speller(frozenset(_WHOLE))
    whole = list(speller.spell(found))
    told = frozenset(table for table, least in _WHOLE.items() if len(speller.labels[table]) >= least)
    if not any(len(speller.filled[table]) > least for table, least in _WHOLE.items()):
        told = frozenset()  # names alone may be the heads of columns
    return whole if len(told) == len(_WHOLE) else list(_Speller(told).spell(found))


# ---- a row, a sentence, a card


class _Speller:
    """Goes over the rows with a line held back that may be the label of a card."""

    def __init__(self, told: frozenset[str]) -> None:
        self.told = told  # the tables that are told so; a sentence or two of prose are none
        self.labels: dict[str, set[str]] = {table: set() for table in _WHOLE}
        self.filled: dict[str, set[str]] = {table: {""} for table in _WHOLE}

    def spell(self, strips: Sequence[Strip]) -> Iterator[Strip]:
        """The rows, those that name their figures put as the form's."""
        held: Strip | None = None
        run: list[tuple[Strip, _Named]] = []
        for strip in strips:
            single = _single(strip)
            if single is not None and (held is not None or run):
                run.append((strip, single))
                continue
            yield from self._card(held, run)
            held, run = None, []
            if rows := self._row(strip):
                yield from rows
            elif strip.shape is Shape.LINE and strip.words and not strip.has_figures and not find_heading(strip):
                held = strip
            else:
                yield strip
        yield from self._card(held, run)

    def _card(self, label: Strip | None, run: Sequence[tuple[Strip, _Named]]) -> Iterator[Strip]:
        """A label with a line for each figure below it."""
        if label is not None and run:
            words = [piece.text for piece in label.pieces if piece.text]
            rows = self._form_row(replace(run[0][0], areas=label.areas), words, [each for _, each in run])
            if rows:
                yield from rows
                return
        if label is not None:
            yield label
        yield from (strip for strip, _ in run)

    def _row(self, strip: Strip) -> list[Strip]:
        """The row of the form that one printed row is; empty where it is none, marked where a figure of it is lost."""
        if not _begins(strip):
            return []
        pieces = [piece for piece in strip.pieces if piece.text]
        if strip.shape is Shape.LINE:
            for table in _WHOLE:
                label, found = _read_named(strip.text, table)
                if label and found and (rows := self._form_row(strip, [label], found)):
                    return rows
            return []
        for table in _WHOLE:
            told = [_in_box(piece, table) for piece in pieces]
            words = [p.text for p, each in zip(pieces, told, strict=True) if each is None]
            named = [each for each in told if each is not None]
            if named and len(words) <= 4 and (rows := self._form_row(strip, words, named)):
                return rows
        return [_unread(strip)]

    def _form_row(self, strip: Strip, words: Sequence[str], found: Sequence[_Named]) -> list[Strip]:
        table, rows = _form_row(strip, words, found)
        if rows and table in self.told:
            self.labels[table].add(bare("".join(words)))
            colons = strip.text.count("：") + strip.text.count(":")
            is_filled = any(each.value.text for each in found) or colons >= len(found)
            self.filled[table].add(bare("".join(words)) if is_filled else "")
            return rows
        return []


def _single(strip: Strip) -> _Named | None:
    """The one figure that a line names; a name alone is a blank."""
    if strip.shape is not Shape.LINE or not strip.pieces or len(strip.text) > 60:
        return None
    for table in _WHOLE:
        label, found = _read_named(strip.text, table)
        if len(found) == 1 and not label:
            return found[0]
    return None


def _in_box(piece: Piece, table: str) -> _Named | None:
    """The figure that a box names."""
    label, found = _read_named(piece.text, table)
    if label or len(found) != 1 or not _parted(piece.text, found[0].head):
        return None
    return replace(found[0], value=replace(piece, text=found[0].value.text, column=-1))


def _parted(text: str, head: str) -> bool:
    """Whether something stands behind the name of a column: a head alone is no figure."""
    return len(text.strip()) > len(head)


@lru_cache(maxsize=16384)
def _begins_text(text: str) -> bool:
    """Whether words name a column of the form and a figure behind it."""
    if not 3 < len(text) < _LONGEST or text.isdigit():
        return False
    return any(
        found and (len(found) > 1 or ":" in text or "：" in text or (not label and found[0].value.text))
        for label, found in (_read_named(text, table) for table in _WHOLE)
    )


def _begins(strip: Strip) -> bool:
    """Whether a printed row names the column of one of its figures."""
    if strip.shape is Shape.LINE:
        text = strip.text
        return 3 < len(text) < _LONGEST and _NAMES().search(text) is not None and _begins_text(text)
    return any(
        piece.kind is Kind.WORDS and _NAMES().match(piece.text) and _in_a_box(piece.text) for piece in strip.pieces
    )


@lru_cache(maxsize=16384)
def _in_a_box(text: str) -> bool:
    return any(_in_box(Piece(text), table) is not None for table in _WHOLE)


def _unread(strip: Strip) -> Strip:
    """The row with its named figures marked: they are printed, and which row they are of is not known."""
    pieces = [
        replace(piece, text=piece.text + UNSURE) if piece.kind is Kind.WORDS and _in_a_box(piece.text) else piece
        for piece in strip.pieces
    ]
    return replace(strip, pieces=tuple(pieces))


# ---- reading names


@cache
def _names_of(table: str) -> dict[str, str]:
    if table == "disclosure":
        return {label: name for label, name in disclosure_columns().items() if len(label) > 3 and "单位" not in label}
    return {
        label: name for label, name in columns(table).items() if len(label) > 2 or label in ("其他", "总计", "合计")
    }


@cache
def _pattern(table: str) -> re.Pattern[str]:
    names = sorted(_names_of(table), key=len, reverse=True)
    spelled = ("本年增/减" if name == "本年增减" else name for name in names)
    return re.compile("|".join(map(re.escape, [*spelled, "本年增减"] if table == "disclosure" else names)))


@cache
def _NAMES() -> re.Pattern[str]:  # noqa: N802
    return re.compile("|".join(_pattern(table).pattern for table in (*_ORDERS, "disclosure")))


@lru_cache(maxsize=16384)
def _read_named(text: str, table: str) -> tuple[str, tuple[_Named, ...]]:
    """The words before the first name, and each name with what stands behind it; nothing where the names repeat."""
    matches = [m for m in _pattern(table).finditer(text) if _stands_free(text, m.start())]
    while matches and find_exact(text[: matches[0].end()], table) and len(matches) > 1:
        matches.pop(0)  # （六）其他处理, （七）总计: the label's own words
    if not matches:
        return text, ()
    label = text[: matches[0].start()].strip(_SEPARATORS)
    found: list[_Named] = []
    for at, match in enumerate(matches):
        end = matches[at + 1].start() if at + 1 < len(matches) else len(text)
        between = _BETWEEN.match(text, match.end())
        value = text[between.end() if between else match.end() : end].strip(_SEPARATORS)
        if kind_of(value) is Kind.WORDS:
            return text, ()
        head = text[match.start() : between.end() if between else match.end()].rstrip(_SEPARATORS)
        found.append(_Named(_names_of(table)[bare(match[0])], head, Piece(value)))
    if len({each.name for each in found}) < len(found):
        return text, ()
    return label, tuple(found)


def _stands_free(text: str, at: int) -> bool:
    """Whether a name begins a stretch of its own: 其他 in 其他处理 does not, nor does 自然人 in 非自然人."""
    return at == 0 or not "\u4e00" <= text[at - 1] <= "\u9fff" or text[at - 1] in "件项条宗个份次元无零"


def _form_row(strip: Strip, words: Sequence[str], found: Sequence[_Named]) -> tuple[str, list[Strip]]:
    """The table and the row of the form that the names make, with a row of heads where they say more; else nothing."""
    names = [each.name for each in found]
    labels = [part for word in words for part in _PATH.split(word.strip(_SEPARATORS)) if part]
    if not labels or len(set(names)) < len(names):
        return "", []
    by_name = {each.name: each for each in found}
    blank = not any(each.value.text for each in found)

    def row(order: Iterable[str], *, heads: Sequence[Piece] | None) -> list[Strip]:
        filled = _strip(strip, [*map(Piece, labels[-3:]), *(by_name[name].value for name in order)])
        over = [*heads, *(Piece(by_name[name].head) for name in order)] if heads is not None else []
        return [_strip(strip, over), filled] if over else [filled]

    for table, order in _ORDERS.items():
        is_own = table == "applications" or any(find_exact(w, table) for w in [*labels, "".join(labels)])
        is_own = is_own and not (blank and not any(find_exact(w, table) for w in [*labels, "".join(labels)]))
        if set(names) == set(order) and is_own:
            return table, row(order, heads=None if table == "applications" else [])
    item = next((item for label in reversed(labels) if (item := find_exact(label, "disclosure"))), "")
    form_row = row_of("disclosure", item) if item else None
    for order in form_row.columns.values() if form_row else ():
        if set(names) == set(order):
            return "disclosure", row(order, heads=[Piece("信息内容")])
    return "", []


def _strip(strip: Strip, pieces: Iterable[Piece]) -> Strip:
    placed = tuple(replace(piece, column=-1, left=-1, right=-1) for piece in pieces)
    return replace(strip, pieces=placed, shape=Shape.RAGGED, closed=True, covered=frozenset())


# ---- a row for each figure


def _tables(strips: Sequence[Strip]) -> Iterator[list[Strip]]:
    for _, part in groupby(strips, key=lambda strip: strip.table):
        yield list(part)


def _from_list(part: Sequence[Strip], year: int) -> list[Strip]:
    """The form's rows out of a table that has a row for each figure; empty for any other table."""
    if len(part) < _FEWEST or part[0].table is None:
        return []
    rows = [{piece.column: piece for piece in strip.pieces} for strip in part]
    told = Counter(at for row in rows for at, piece in row.items() if _head(piece.text))
    if not told or told.most_common(1)[0][1] * 10 < len(rows) * 8:
        return []
    heads = told.most_common(1)[0][0]
    values = next((at for at in sorted({at for row in rows for at in row}) if at > heads and _is_value(rows, at)), None)
    if values is None:
        return []
    kept = _of_one_report(part, rows, heads, year)
    found: list[Strip] = []
    for labels, group in groupby(kept, key=lambda each: _labels(each[1], heads)):
        members = list(group)
        named = [
            _Named(name, row[heads].text, row.get(values, Piece("")))
            for _, row in members
            if heads in row and (name := _head_in(row[heads].text, labels))
        ]
        found += (_form_row(members[0][0], labels, named)[1] if len(named) == len(members) else []) or [
            _unread_list(strip, values) for strip, _ in members
        ]
    return found


def _head(text: str) -> str:
    return next((name for table in (*_ORDERS, "disclosure") if (name := _names_of(table).get(bare(text), ""))), "")


def _head_in(text: str, labels: Sequence[str]) -> str:
    """The column that a head names in the row of some labels."""
    words = bare(re.split(r"[（(]", text)[0])
    for table in (*_ORDERS, "disclosure"):
        name = _names_of(table).get(words, "")
        if name and (table != "review_litigation" or any(find_exact(p, table) for w in labels for p in _PATH.split(w))):
            return name
    return _names_of("review_litigation").get(words, "")


def _is_value(rows: Sequence[dict[int, Piece]], at: int) -> bool:
    kinds = Counter(row[at].kind for row in rows if at in row)
    return kinds[Kind.FIGURE] + kinds[Kind.MARK] > 0 and kinds[Kind.WORDS] * 20 <= sum(kinds.values())


def _labels(row: dict[int, Piece], heads: int) -> tuple[str, ...]:
    """The words left of the name of the column, less those that are years or running numbers."""
    return tuple(piece.text for at, piece in sorted(row.items()) if at < heads and piece.kind is Kind.WORDS)


def _of_one_report(
    part: Sequence[Strip], rows: Sequence[dict[int, Piece]], heads: int, year: int
) -> list[tuple[Strip, dict[int, Piece]]]:
    """The rows of the report's own year, where a column tells years; none where several remain."""
    pairs = list(zip(part, rows, strict=True))
    for at in range(heads):
        told = {row[at].text for row in rows if at in row and _YEAR.fullmatch(row[at].text.strip())}
        if len(told) > 1 and sum(row[at].text in told for row in rows if at in row) * 10 >= len(rows) * 9:
            own = {text for text in told if text.startswith(str(year))}
            pairs = [pair for pair in pairs if at in pair[1] and pair[1][at].text in own]
    return pairs


def _unread_list(strip: Strip, values: int) -> Strip:
    pieces = [replace(p, text=p.text + UNSURE) if p.column == values else p for p in strip.pieces]
    return replace(strip, pieces=tuple(pieces))
