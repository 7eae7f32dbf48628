"""Passages: found by meaning and by words, inside the set of reports that a question resolved.

SQL holds the passages and their vectors, Chroma is the index of them. A small set is ranked exactly from SQL; a whole
corpus goes to the index. Whoever holds the writer lock catches the index up with SQL; until then reports that the index
does not know are ranked exactly beside it, so that nothing stored is missed.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from report.passages import PROSE, ROW, Passage
from retrieval.passages.chroma import Chroma, Row, State
from retrieval.passages.ranking import combined, lexical

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from retrieval.models import Embedder
    from retrieval.store import Store

__all__ = ["PROSE", "ROW", "Hit", "Passage", "Passages"]

EXACT = 300  # reports up to which a set is ranked exactly
CACHED = 600  # reports whose vectors are kept in memory
REPORTS_AT_ONCE = 100
CANDIDATES = 200  # of each year, that the index gives to be ranked
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found, and how near it is."""

    passage: Passage
    score: float


@dataclass(frozen=True, slots=True)
class _Of:
    """The passages of one report with their vectors."""

    passages: tuple[Passage, ...]
    vectors: NDArray[np.float32]


class Passages:
    """The passages of a store."""

    def __init__(self, chroma: Chroma, store: Store, embedder: Embedder) -> None:
        self._chroma = chroma
        self._store = store
        self._embedder = embedder
        self._kept: OrderedDict[int, _Of] = OrderedDict()
        self._kept_at = -1  # the generation of SQL that `_kept` shows
        self._current: dict[int, int] = {}  # report → year
        self._turn = threading.RLock()  # the bot answers in threads: one at a time in memory, one at the index
        self._index_turn = threading.RLock()

    @classmethod
    def open(cls, data: Path, store: Store, embedder: Embedder, *, url: str = "") -> Passages:
        """The passages of this store, indexed in the data folder or on the Chroma server of the URL.

        Raises `UnusableSetting` where no server answers.
        """
        return cls(Chroma(data / "index", url), store, embedder)

    def close(self) -> None:
        """Lets go of the index."""
        self._chroma.close()

    def answers(self) -> bool:
        """Whether the index can be asked; without it small sets are ranked from SQL."""
        return self._chroma.answers()

    def count(self) -> int:
        """How many passages the index holds."""
        with self._index_turn:
            state = self._chroma.state()
            return self._chroma.count(state) if state else 0

    # — searching —

    def search(
        self,
        query: str,
        report_ids: Sequence[int] | None = None,
        section: int | None = None,
        k: int = 8,
        *,
        kind: str | None = None,
        each: bool = False,
    ) -> list[Hit]:
        """The nearest passages, best first, of these reports or of all that count.

        `kind` keeps to prose or to rows; `each` gives the best passage of each report, for 哪些单位提到….
        """
        if not query.strip() or k < 1:
            return []
        with self._turn:
            self._refresh()
            wanted = set(self._current) if report_ids is None else set(report_ids) & set(self._current)
            found = self._exact(query, wanted, section, kind) if len(wanted) <= EXACT else None
        if found is None:
            found = self._indexed(query, wanted, section, kind)
        found.sort(key=lambda hit: -hit.score)
        if each:
            best: dict[int, Hit] = {}
            for hit in found:
                best.setdefault(hit.passage.report_id, hit)
            found = list(best.values())
        return found[:k]

    def _exact(self, query: str, wanted: Iterable[int], section: int | None, kind: str | None) -> list[Hit]:
        """Every passage of the set, ranked from SQL."""
        of = [self._of_report(report_id) for report_id in self._load(wanted)]
        if not of:
            return []
        passages = [passage for one in of for passage in one.passages]
        vectors = np.concatenate([one.vectors for one in of])
        keep = [n for n, passage in enumerate(passages) if _fits(passage.number, passage.kind, section, kind)]
        dense = vectors[keep] @ self._embedder.vectors([query], query=True)[0]
        words = lexical(query, [passages[n].text for n in keep])
        scores = combined(dense, words)
        return [Hit(passages[n], float(score)) for n, score in zip(keep, scores, strict=True)]

    def _indexed(self, query: str, wanted: set[int], section: int | None, kind: str | None) -> list[Hit]:
        """The index's candidates ranked by meaning and words, and beside them what the index does not know yet."""
        state = self._chroma.state()
        usable = state is not None and state.model == self._embedder.name
        with self._turn:
            years = sorted({self._current[report_id] for report_id in wanted if report_id in self._current})
            behind = wanted & {c.report_id for c in self._store.changes(state.generation)} if state else wanted
            found = self._exact(query, sorted(behind)[:EXACT], section, kind)
        if not usable:
            log.warning("the index is missing or of another model; `wenbao index` builds it")
            return found
        near = self._nearest(self._embedder.vectors([query], query=True)[0], years)
        near = [
            (row, cosine)
            for row, cosine in near
            if row.report_id in wanted and row.report_id not in behind and _fits(row.section, row.kind, section, kind)
        ]
        scores = combined(
            np.array([cosine for _, cosine in near], dtype=np.float32), lexical(query, [row.text for row, _ in near])
        )
        best = sorted(zip(near, scores, strict=True), key=lambda one: -one[1])[:CANDIDATES]
        with self._turn:
            of = [self._of_report(report_id) for report_id in self._load({row.report_id for (row, _), _ in best})]
            stored = {passage.id: passage for one in of for passage in one.passages}
        found += [Hit(stored[row.id], float(score)) for (row, _), score in best if row.id in stored]
        return found

    def _nearest(self, vector: NDArray[np.float32], years: Sequence[int]) -> list[tuple[Row, float]]:
        """What the index gives; once more where it was rebuilt under our hands."""
        for again in (True, False):
            try:
                with self._index_turn:
                    state = self._chroma.state()
                    return self._chroma.nearest(state, vector, years, CANDIDATES) if state else []
            except Exception as error:  # whatever is broken, SQL has the truth
                with self._index_turn:
                    self._chroma.close()
                if not again:
                    log.warning("the index cannot be read (%s); `wenbao index` rebuilds it", error)
        return []

    def _refresh(self) -> None:
        """Forgets what SQL has changed since it was read."""
        generation = self._store.generation()
        if generation == self._kept_at:
            return
        for change in self._store.changes(max(self._kept_at, 0)):
            self._kept.pop(change.report_id, None)
        self._current = {report.report_id: report.year for report in self._store.reports()}
        self._kept_at = generation

    def _of_report(self, report_id: int) -> _Of:
        self._kept.move_to_end(report_id)
        return self._kept[report_id]

    def _load(self, wanted: Iterable[int]) -> list[int]:
        """Makes sure that these reports are in memory; which of them have passages."""
        ids = sorted(wanted)
        missing = [report_id for report_id in ids if report_id not in self._kept]
        if missing:
            by_report: dict[int, list[Passage]] = {}
            for passage in self._store.passages(missing):
                by_report.setdefault(passage.report_id, []).append(passage)
            vectors, _ = self._vectors([passage for several in by_report.values() for passage in several])
            start = 0
            for report_id, several in by_report.items():
                self._kept[report_id] = _Of(tuple(several), vectors[start : start + len(several)])
                start += len(several)
        while len(self._kept) > max(CACHED, len(ids)):
            self._kept.popitem(last=False)
        return [report_id for report_id in ids if report_id in self._kept]

    def _vectors(self, found: Sequence[Passage]) -> tuple[NDArray[np.float32], dict[str, bytes]]:
        """A row a passage: what SQL keeps, and for the others what the model makes now, which is also given apart."""
        kept = self._store.vectors(sorted({passage.report_id for passage in found}), self._embedder.name)
        missing = [n for n, passage in enumerate(found) if passage.id not in kept]
        made = self._embedder.vectors([found[n].text for n in missing]).astype(np.float16)
        new = {found[n].id: vector.tobytes() for n, vector in zip(missing, made, strict=True)}
        kept |= new
        rows = [np.frombuffer(kept[passage.id], dtype=np.float16) for passage in found]
        return (np.stack(rows).astype(np.float32) if rows else np.zeros((0, 1), np.float32)), new

    # — the index —

    def catch_up(self) -> int:
        """Brings the index level with SQL; how many reports were indexed.

        Where another process is writing, nothing is done: the generation stays behind, and whoever writes next sees it.
        """
        with self._index_turn, self._chroma.lock() as mine:
            if not mine:
                return 0
            state = self._chroma.state()
            if state is None or state.model != self._embedder.name:
                return self._build()[0]
            try:
                return self._follow(state)
            except Exception as error:  # an index that cannot be written is made anew
                log.warning("the index is damaged (%s) and is rebuilt from SQL", error)
                return self._build()[0]

    def rebuild(self) -> int:
        """Makes the index anew from SQL, beside the old one until it is whole; how many passages it holds."""
        with self._index_turn, self._chroma.lock(wait=True):
            return self._build()[1]

    def remove(self, report_ids: Sequence[int]) -> None:
        """Takes reports out of the index now, where this process may write; else the next to write does."""
        with self._index_turn, self._chroma.lock() as mine:
            state = self._chroma.state()
            if not mine or state is None:
                return
            try:
                self._chroma.delete(state, report_ids)
                self._chroma.write_state(state)
            except Exception as error:
                log.warning("the index is damaged (%s) and is rebuilt when reports are next read", error)

    def _follow(self, state: State) -> int:
        generation = self._store.generation()
        if generation == state.generation:
            return 0
        changed = [change.report_id for change in self._store.changes(state.generation)]
        for start in range(0, len(changed), REPORTS_AT_ONCE):
            part = changed[start : start + REPORTS_AT_ONCE]
            self._chroma.delete(state, part)
            self._index(state, part)
        self._chroma.write_state(State(state.build, generation, state.model, state.writes))
        return len(changed)

    def _build(self) -> tuple[int, int]:
        generation = self._store.generation()
        state = self._chroma.fresh_build()
        ids = [report.report_id for report in self._store.reports()]
        passages = sum(
            self._index(state, ids[start : start + REPORTS_AT_ONCE]) for start in range(0, len(ids), REPORTS_AT_ONCE)
        )
        built = self._chroma.write_state(State(state.build, generation, self._embedder.name, state.writes))
        self._chroma.drop_others(built)
        return len(ids), passages

    def _index(self, state: State, report_ids: Sequence[int]) -> int:
        """Puts the passages of these reports into the index, their vectors into SQL; how many passages."""
        found = self._store.passages(report_ids)
        if not found:
            return 0
        vectors, new = self._vectors(found)
        self._store.save_vectors(new, self._embedder.name)
        by_year: dict[int, list[int]] = {}
        for n, passage in enumerate(found):
            if vectors[n].any():  # a text of no known word has no direction
                by_year.setdefault(passage.year, []).append(n)
        for year, places in by_year.items():
            rows = [Row(p.id, p.report_id, p.number, p.kind, p.text) for p in (found[n] for n in places)]
            self._chroma.upsert(state, year, rows, vectors[places])
        return len(found)


def _fits(number: int, of: str, section: int | None, kind: str | None) -> bool:
    return (section is None or number == section) and (kind is None or of == kind)
