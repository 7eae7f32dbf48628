"""Numbers that count the rows or columns of a table, and are no figures of it: 行次 1 to 25, 栏次 1 to 15, A01.

They count up by one from row to row, or from box to box: no figures of a report do so for long.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from ingest.extract.labels import bare
from ingest.extract.strips import Kind, Piece, Strip, with_pieces

_FEWEST = 5  # numbers in a row that are no chance
_MANY = 12  # numbers of boxes
_IN_BOX = re.compile(r"\s*[（(\[【]?(\d{1,3})(?:[）)\]】.、:：]+\s*|\s+|$)([-+\d/／—].{0,12}|无)?\s*$", re.S)
_HEADS = frozenset(
    ("行次", "栏次", "序号", "行号", "代码", "代号", "编号", "编码", "指标代码", "项目代码", "项目编号", "栏目代码")
)
_LETTERS = re.compile(r"[甲乙丙丁戊]")
_NUMBER = re.compile(r"[（(\[]?((?:[A-Za-z\d]{0,4}[-.—_])?[A-Za-z]{0,3})(\d{1,5})[）)\]]?")
Code = tuple[str, int]


def without_numbers(strips: Sequence[Strip]) -> Sequence[Strip]:
    """The printed rows of a table less those that number its columns, and less the boxes that number its rows."""
    rows: Sequence[Strip] = [strip for strip in strips if not _numbers_columns(strip)]
    for find in (_first, _behind_label):
        rows = _without(rows, find)
    return _without_numbered_boxes(rows)


@lru_cache(maxsize=16384)
def _code(text: str) -> Code | None:
    match = _NUMBER.fullmatch(text.strip())
    return (match[1], int(match[2])) if match else None


@lru_cache(maxsize=16384)
def _in_box(text: str) -> tuple[int, str] | None:
    """The number of a box, and what stands behind it."""
    match = _IN_BOX.match(text) if any(char.isdigit() for char in text[:6]) else None
    return (int(match[1]), (match[2] or "").strip()) if match else None


def _counts_up(codes: Sequence[Code]) -> bool:
    return len(codes) >= _FEWEST and all(a[0] == b[0] and b[1] - a[1] == 1 for a, b in pairwise(codes))


def _numbers_columns(strip: Strip) -> bool:
    filled = [piece for piece in strip.pieces if piece.kind is not Kind.EMPTY]
    words = [p for p in filled if _code(p.text) is None]
    codes = [code for piece in filled if (code := _code(piece.text))]
    if len(words) > 3 or not all(bare(p.text) in _HEADS or _LETTERS.fullmatch(bare(p.text)) for p in words):
        return False
    named = bool(words) and len(codes) > 1 and all(b[1] - a[1] == 1 for a, b in pairwise(codes))
    return _counts_up(codes) or named


def _first(strip: Strip) -> Piece | None:
    """The first box of a row with a label behind it."""
    filled = [piece for piece in strip.pieces if piece.kind is not Kind.EMPTY]
    return filled[0] if len(filled) > 1 and bare(filled[1].text) and filled[1].kind is Kind.WORDS else None


def _behind_label(strip: Strip) -> Piece | None:
    """The first number behind the words that a row begins with."""
    filled = [piece for piece in strip.pieces if piece.kind is not Kind.EMPTY]
    words = next((at for at, piece in enumerate(filled) if _code(piece.text) or piece.kind is not Kind.WORDS), 0)
    return filled[words] if words else None


def _without_numbered_boxes(strips: Sequence[Strip]) -> Sequence[Strip]:
    """The rows less the numbers of their boxes, in the box before each figure, or in front of it in its own box."""
    filled = [strip for strip in strips if strip.has_figures or any(_in_box(p.text) for p in strip.pieces)]
    behind = {id(strip): _values(strip) for strip in filled}
    alone = [piece for strip in filled for piece in behind[id(strip)][::2]]
    if len(alone) >= _MANY and _counts_up([code for piece in alone if (code := _code(piece.text))] or [("", 0)]):
        gone = {id(piece) for piece in alone}
        return [with_pieces(strip, [p for p in strip.pieces if id(p) not in gone]) for strip in strips]
    found = [(p, told) for strip in filled for p in behind[id(strip)] if (told := _in_box(p.text))]
    if len(found) < _MANY or not _counts_up([("", number) for _, (number, _) in found]):
        return strips
    rest = {id(piece): text for piece, (_, text) in found}
    return [
        with_pieces(strip, [replace(p, text=rest[id(p)]) if id(p) in rest else p for p in strip.pieces])
        for strip in strips
    ]


def _values(strip: Strip) -> list[Piece]:
    """The boxes behind the label of a row."""
    words = [at for at, p in enumerate(strip.pieces) if p.kind is Kind.WORDS and not _in_box(p.text)]
    return list(strip.pieces[(words[-1] + 1 if words else 0) :])


def _without(strips: Sequence[Strip], find: Callable[[Strip], Piece | None]) -> Sequence[Strip]:
    """The rows less the box that `find` tells of each, where these boxes count the rows, or stand under such a head."""
    found = [(strip, piece) for strip in strips if (piece := find(strip)) is not None]
    codes = [code for _, piece in found if (code := _code(piece.text))]
    under = {(strip.block, piece.column) for strip in strips for piece in strip.pieces if bare(piece.text) in _HEADS}
    counted = _counts_up(codes)
    gone = {
        id(piece)
        for strip, piece in found
        if (_code(piece.text) or bare(piece.text) in _HEADS)
        and (counted or (piece.column >= 0 and (strip.block, piece.column) in under))
    }
    if not gone:
        return strips
    return [
        with_pieces(strip, [p for p in strip.pieces if id(p) not in gone]) if strip.pieces else strip
        for strip in strips
    ]
