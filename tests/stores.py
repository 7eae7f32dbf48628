"""Empty stores in either database, small reports for them, and what of a store counts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from itertools import count
from pathlib import Path

from report.agencies import read_agency
from report.facts import Citation, Fact, Place, Report, Status
from report.form import Cell
from retrieval.store import Store

NEW = Cell.parse("applications/new/total")


Opened = Callable[[], Store]
_numbers = count(1)


def new_database(server: str) -> str:
    """The URL of an empty database on a PostgreSQL server."""
    import psycopg

    name = f"wenbao{next(_numbers)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return server.removesuffix("postgres") + name


@contextmanager
def opening(url: str, data: Path) -> Iterator[Opened]:
    """Opens the same empty store, as often as a test likes."""
    stores: list[Store] = []

    def open_store() -> Store:
        stores.append(Store.open(url, data))
        return stores[-1]

    yield open_store
    for store in stores:
        store.close()


def report(
    name: str = "汐原市榆汀区科技局",
    year: int = 2023,
    new: int | str | None = 12,
    *,
    published: date | None = None,
    file: str = "",
    former: Sequence[str] = (),
) -> Report:
    """A small report; its bytes are its contents."""
    agency = read_agency(name)
    file = file or f"{name}{year}.txt"
    citation = Citation(
        agency.name, year, file, "三、收到和处理政府信息公开申请情况", Place(1, 2, 3, 7, "一、本年新收")
    )
    value = None if new is None else Decimal(new)
    fact = Fact(NEW, value, "" if new is None else str(new), Status.BLANK if new is None else Status.READ, citation)
    sha = hashlib.sha256(f"{name}{year}{new}{published}{file}".encode()).hexdigest()
    return Report(
        agency, year, "2021", "2021", file, published=published, facts=(fact,), former_names=tuple(former), sha256=sha
    )


def current(store: Store) -> set[tuple[str, int, str, str, Decimal | None]]:
    """Everything that counts, without the numbers that a database gives."""
    names = {body.id: "/".join(sorted(body.names)) for body in store.agencies()}
    return {(names[f.agency_id], f.year, f.fact.citation.file, f.fact.cell.key, f.fact.value) for f in store.facts()}


WORLD = [
    report("汐原市榆汀区科学技术局", 2021, 1),
    report("汐原市榆汀区科技局", 2022, 2),
    report("榆汀区科学技术局", 2023, 3),
    report("榆汀区科技局", 2023, 4, published=date(2024, 2, 1)),
    report("汐原市芷澜区教育局", 2022, 5),
    report("砚浦市芷澜区教育局", 2022, 6),
    report("芷澜区教育局", 2023, 7),
    report("汐原市崧陵县扶贫开发办公室", 2020, 8),
    report("崧陵县乡村振兴局", 2022, 9),
    report("汐原市住房和城乡建设局", 2023, 10, former=["汐原市房产管理局"]),
    report("汐原市房产管理局", 2021, 11),
    report("汐原市公安局榆汀分局", 2022, 12),
    report("汐原市榆汀区公安分局", 2023, 13),
]


def bodies(store: Store) -> set[frozenset[str]]:
    """Which names are one body."""
    return {frozenset(body.names) for body in store.agencies()}
