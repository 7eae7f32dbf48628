"""Which rows of the form words may mean, by likeness: a suggestion to offer, never a figure to give.

What is asked is recognised by closed words (`understanding`); where none fits, the rows nearest in meaning make the
“did you mean” of the reply. The model is right about the first of them in three of four questions (docs/embedding.md),
which is enough to ask with and far too little to answer with.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from report.form import Cell, row_of
from retrieval.embedding.pairs import items

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from retrieval.models import Embedder


def find_rows(words: str, embedder: Embedder, count: int = 3, least: float = 0.35) -> list[tuple[Cell, float]]:
    """The rows nearest to these words, best first, each by its total or first column; none below `least`."""
    rows, vectors = _rows(embedder)
    scores = vectors @ embedder.vectors([words], query=True)[0]
    best: dict[Cell, float] = {}
    for n in (-scores).argsort():
        if scores[n] < least or len(best) == count:
            break
        best.setdefault(rows[n], float(scores[n]))
    return list(best.items())


@cache
def _rows(embedder: Embedder) -> tuple[list[Cell], NDArray[np.float32]]:
    rows: list[Cell] = []
    texts: list[str] = []
    for item in items():
        table, _, name = item.key.partition("/")
        row = row_of(table, name) if name else None
        if row is not None:
            columns = next(reversed(row.columns.values()))
            cell = Cell(table, name, "total" if "total" in columns else columns[0])
            ways = (*item.texts, *item.zh, *item.en)
            rows += [cell] * len(ways)
            texts += ways
    return rows, embedder.vectors(texts)
