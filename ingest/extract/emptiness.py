"""When a row is blank: its label stands there, its boxes are empty, and no figure near it is left without a row.

A label cut in two, figures told in words (制发5件), a table on its side: each leaves a row of the form without figures
of its own. None of them is a blank, and what cannot be taken for one stays unread.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from ingest.extract.labels import bare, core, disclosure_columns, find_exact, group_labels, score_label
from ingest.extract.rows import Row, begins_as_figure
from ingest.extract.strips import UNSURE, Kind, Shape

REASON = "格内印的不是数字"
_NO_FIGURE = re.compile(
    r"20\d\d\s*年度?|第\s*\d{1,2}\s*[条项款类]|[（(\[]\s*\d{1,2}\s*[）)\]]|\d{1,2}\s*[.．、:：]\s*(?=\D|$)|[①-⑩]|^\s*\d{1,2}\s*$|"
    r"^\s*\d{1,2}\s*(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff）)”])\d(?=$|\s)"
)
_TOLD = re.compile(r"[:：]\s*\d|\d\s*[件条项个份次宗例元万]")
_WIDTH = 7  # columns of section 三
_CLEAR = 0.6  # a label so like the form's names its row


@lru_cache(maxsize=16384)
def holds_figure(text: str) -> bool:
    """Whether words hold a figure besides what a label of the form may be numbered with: 制发5件, 自然人：12."""
    plain = unicodedata.normalize("NFKC", text)
    if begins_as_figure(text) or _TOLD.search(re.sub(r"^\s*\d{1,2}\s*[.．、]", "", plain)):
        return True
    return any(char.isdigit() for char in _NO_FIGURE.sub("", plain))


def is_blank(row: Row, table: str) -> bool:
    """Whether a row without figures may be told as blank."""
    if row.figures or row.open or any(holds_figure(label) for label in (*row.labels, *row.tail)):
        return False
    if not row.strip.closed:
        return True
    words = [piece.text for piece in row.strip.pieces if piece.kind is Kind.WORDS]
    return len({item for word in words if (item := _names(word, table))}) < 2


def holds_more(row: Row, table: str) -> bool:
    """Whether a label holds a figure beside those behind it, 上年20，增减 -3, or is that of two rows."""
    return any(holds_figure(label) or _names_several(label, table) for label in row.labels[-2:])


def _names_several(label: str, table: str) -> bool:
    """Whether rows of the form have run together in one box."""
    return "\n" in label and len({item for line in label.split("\n") if (item := _names(line, table))}) > 1


def _names(text: str, table: str) -> str:
    """The row that words name; a group's label over it, and a column's, name none."""
    is_other = core(text) in group_labels() or (table == "disclosure" and bare(text) in disclosure_columns())
    return "" if is_other else find_exact(text, table)


def runs_on(rows: Sequence[Row], at: int) -> bool:
    """Whether a row of text goes on in the next line: figures without a label, too few for a row of their own."""
    row, below = rows[at], rows[at + 1] if at + 1 < len(rows) else None
    if row.values and UNSURE in row.values[-1].text and len(row.values) < _WIDTH and not row.strip.closed:
        return True  # a figure alone in the line behind it was held to be a page's number, or the last of its boxes
    if below is None or below.labels or not 0 < len(below.figures) < _WIDTH:
        return False
    if not row.labels or row.shape is not Shape.RAGGED or row.strip.closed:
        return False
    if below.shape is Shape.RAGGED or not row.figures or row.values[-1].kind is Kind.EMPTY:
        return True
    return len(row.values) == _WIDTH - 1  # the total alone is missing; behind a whole row it is a page's number


def orphans_beside(rows: Sequence[Row], at: int, table: str) -> bool:
    """Whether the next row has figures that no label of the form claims, and so may be this one's."""
    row, following = rows[at], rows[at + 1] if at + 1 < len(rows) else None
    if following is None or not following.figures or row.figures:
        return False
    if table == "disclosure" and any(bare(label) in disclosure_columns() for label in following.labels):
        return True  # its columns stand below it, a row for each
    if row.strip.closed and any(find_exact(label, table) for label in row.labels[-1:]):
        return False
    return max(score_label(following.labels, table).values(), default=0.0) < _CLEAR
