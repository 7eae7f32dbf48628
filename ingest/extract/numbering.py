"""Numbers that count the rows or columns of a table, and are no figures of it: 行次 1 to 25, 栏次 1 to 15, A01.

They count up by one from row to row, or from box to box: no figures of a report do so for long.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise

from ingest.extract.labels import bare
from ingest.extract.strips import Kind, Piece, Strip, with_pieces

_FEWEST = 5  # numbers in a row that are no chance
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
    return rows


@lru_cache(maxsize=16384)
def _code(text: str) -> Code | None:
    match = _NUMBER.fullmatch(text.strip())
    return (match[1], int(match[2])) if match else None


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
