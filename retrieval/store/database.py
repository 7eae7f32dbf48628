"""The connection under the store: reading beside others, writing one at a time, and the numbers of the form's cells."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, select

from report.form import EDITIONS, Cell, form
from retrieval.store import engine as engines
from retrieval.store.reading import Cells
from retrieval.store.schema import GENERATION, cells, counters


class Database:
    """An engine whose tables are there, and the data folder beside it."""

    def __init__(self, engine: Engine, data: Path) -> None:
        self.data = data
        self._engine = engine
        self._cells = self._load_cells()

    def close(self) -> None:
        """Gives the connections back."""
        self._engine.dispose()

    @property
    def database(self) -> str:
        """Where the rows are, without the password."""
        return self._engine.url.render_as_string(hide_password=True)

    def generation(self) -> int:
        """Counts up with every change; an index that bears the same number holds everything."""
        with self._engine.connect() as connection:
            return read_generation(connection)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with engines.writing(self._engine) as connection:
            yield connection

    def _load_cells(self) -> Cells:
        of_form = dict.fromkeys(cell for a in EDITIONS for b in EDITIONS for cell in form(a, b).cells)
        with self._engine.connect() as connection:
            cell = _stored_cells(connection)
        new = [new for new in of_form if new not in set(cell.values())]
        if new:
            with self._writing() as connection:
                cell = _stored_cells(connection)
                numbers = range(max(cell, default=0) + 1, 2**15)
                added = dict(zip(numbers, [c for c in new if c not in set(cell.values())], strict=False))
                if added:
                    connection.execute(insert(cells), [{"id": n, "key": c.key} for n, c in added.items()])
                cell |= added
        return Cells({c: n for n, c in cell.items()}, cell)


def _stored_cells(connection: Connection) -> dict[int, Cell]:
    return {int(n): Cell.parse(key) for n, key in connection.execute(select(cells.c.id, cells.c.key))}


def read_generation(connection: Connection) -> int:
    return int(connection.execute(select(counters.c.value).where(counters.c.name == GENERATION)).scalar_one())
