"""How fast the store saves and answers; `python -m tests.bench.store [REPORTS]` writes docs/store.md.

Each figure stands beside that of a plain alternative on the same reports in the same run: a row at a time through the
same engine, and one JSON document a report, which is what one writes without a schema. Ratios are the result; absolute
times are those of the machine.
"""

from __future__ import annotations

import json
import platform
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from sqlalchemy import delete, insert, literal, select

from report.checks import check_report
from report.facts import Report
from report.form import Cell
from report.numbers import render
from retrieval.store import Store, rows, schema
from tests import postgres
from tests.maker.bodies import CITY_EDUCATION
from tests.maker.made import make

YEARS = range(2019, 2026)
CELL = Cell.parse("applications/new/total")
DOCUMENT = Path(__file__).parents[2] / "docs" / "store.md"


def reports(count: int) -> Iterator[Report]:
    """Reports of as many bodies as it takes, seven years each; figures differ from body to body."""
    patterns = [make(CITY_EDUCATION, year, 1).report() for year in YEARS]
    for n in range(count):
        body, pattern = n // len(YEARS), patterns[n % len(YEARS)]
        place = "".join(chr(0x4E00 + int(d) * 7 + 100) for d in f"{body:04d}") + "市"
        agency = replace(pattern.agency, name=f"{place}教育局", region=(place,))
        facts = tuple(
            fact
            if fact.value is None
            else replace(fact, value=fact.value + body % 7, printed=render(fact.value + body % 7))
            for fact in pattern.facts
        )
        yield replace(pattern, agency=agency, facts=facts, file=f"{body}/{pattern.year}.docx", sha256=f"{n:064x}")


def seconds(work: Callable[[], object]) -> float:
    """How long a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def median(work: Callable[[int], object], times: int) -> float:
    """The median of so many runs, in milliseconds."""
    work(0)
    return 1000 * statistics.median(seconds(lambda n=n: work(n)) for n in range(times))  # type: ignore[misc]


def save_all(store: Store, made: list[Report], *, checked: bool) -> float:
    """Reports saved a second, one transaction each."""
    check = check_report if checked else None
    return len(made) / seconds(lambda: [store.save(report, check=check) for report in made])


def save_by_rows(store: Store, made: list[Report]) -> float:
    """The facts of these reports alone, a statement each, one transaction a report."""
    template = store.reports()[0].report_id
    copied = [column.name for column in schema.reports.columns if column.name not in ("id", "sha256")]
    columns = [schema.reports.c[name] for name in copied]

    def work() -> None:
        for number, report in enumerate(made, start=10**6):
            with store._writing() as connection:
                same = select(literal(number), literal(str(number)), *columns).where(schema.reports.c.id == template)
                connection.execute(insert(schema.reports).from_select(["id", "sha256", *copied], same))
                for fact in report.facts:
                    row = {
                        "report_id": number,
                        "cell": store._cells.number[fact.cell],
                        "year": report.year,
                        "value": rows.figure_of(fact.cell, fact.value).value,
                        "status": rows.status_number(fact.status),
                        "printed": rows.printed_of(fact),
                    }
                    connection.execute(insert(schema.facts).values(row))

    speed = len(made) / seconds(work)
    with store._writing() as connection:
        connection.execute(delete(schema.reports).where(schema.reports.c.id >= 10**6))
    return speed


class Documents:
    """The alternative without a schema: one JSON document a report."""

    def __init__(self, file: Path, made: list[Report]) -> None:
        self.connection = sqlite3.connect(file)
        self.connection.execute("PRAGMA journal_mode=WAL")
        self.connection.execute("CREATE TABLE reports (agency TEXT, year INT, facts TEXT, PRIMARY KEY (agency, year))")
        self.speed = len(made) / seconds(lambda: [self.save(report) for report in made])

    def save(self, report: Report) -> None:
        facts = {
            fact.cell.key: [None if fact.value is None else str(fact.value), fact.printed, fact.status.value]
            for fact in report.facts
        }
        with self.connection:
            row = (report.agency.name, report.year, json.dumps(facts, ensure_ascii=False))
            self.connection.execute("INSERT INTO reports VALUES (?, ?, ?)", row)

    def sum(self, year: int) -> Decimal:
        found = self.connection.execute("SELECT facts FROM reports WHERE year = ?", (year,))
        values = (json.loads(facts)[CELL.key][0] for (facts,) in found)
        return sum((Decimal(value) for value in values if value), Decimal(0))


def measure(store: Store, made: list[Report]) -> dict[str, float]:
    """Everything that is measured of one database."""
    half = len(made) // 2
    found = {
        "saved, without checks": save_all(store, made[:half], checked=False),
        "saved, with checks": save_all(store, made[half:], checked=True),
        "saved, a row at a time": save_by_rows(store, made[: len(made) // 10]),
    }
    ids = [body.id for body in store.agencies()]
    found["one figure"] = median(lambda n: store.facts([ids[n % len(ids)]], [2022], [CELL]), 300)
    found["a whole report"] = median(lambda n: store.report(ids[n % len(ids)], 2022), 100)
    found["a year of one cell"] = median(lambda n: sum(v.value or 0 for v in store.values([CELL], [2022])), 50)
    found["the same with places"] = median(
        lambda n: sum(f.fact.value or 0 for f in store.facts(None, [2022], [CELL])), 20
    )
    found["bodies listed"] = median(lambda n: (setattr(store, "_agencies", None), store.agencies()), 10)
    return found


def opening(data: Path, url: str = "") -> float:
    """Opening the store and reading one figure in a fresh process, imports aside, in milliseconds."""
    code = (
        "import sys, time; from pathlib import Path; from retrieval.store import Store; from report.form import Cell\n"
        "start = time.perf_counter(); store = Store.open(sys.argv[2], Path(sys.argv[1]))\n"
        f"store.facts([1], [2022], [Cell.parse('{CELL.key}')]); print(time.perf_counter() - start)"
    )
    runs = [
        subprocess.run([sys.executable, "-c", code, str(data), url], capture_output=True, text=True, check=True).stdout
        for _ in range(5)
    ]
    return 1000 * statistics.median(float(run) for run in runs)


def main() -> None:
    """Measures, prints and writes."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    made = list(reports(count))
    measured: dict[str, dict[str, float]] = {}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        urls = {"SQLite": ""}
        if postgres.is_there():
            urls["PostgreSQL"] = stack.enter_context(postgres.cluster())
        for name, url in urls.items():
            with Store.open(url, folder / name) as store:
                measured[name] = measure(store, made)
            measured[name]["opened, one figure"] = opening(folder / name, url)
        documents = Documents(folder / "documents.sqlite", made)
        assert len({report.agency.name for report in made}) == -(-count // len(YEARS))
        plain = {
            "saved, without checks": documents.speed,
            "a year of one cell": median(lambda n: documents.sum(2022), 20),
        }
    DOCUMENT.write_text(_page(count, measured, plain), encoding="utf-8")
    print(DOCUMENT.read_text(encoding="utf-8"))  # noqa: T201


def _page(count: int, measured: dict[str, dict[str, float]], plain: dict[str, float]) -> str:
    names = list(measured)
    cells = sum(len(report.facts) for report in reports(7)) // 7
    lines = [
        "# The store: what it costs\n",
        f"Written by `python -m tests.bench.store`: {count} made reports of about {cells} cells, Python"
        f" {platform.python_version()}, SQLite {sqlite3.sqlite_version}, one process. Last column: the alternative"
        " on the same reports: a JSON document a report in SQLite, without places, words, bodies or versions.\n",
        f"| what | unit | {' | '.join(names)} | JSON documents |",
        f"|---|---|{'---|' * (len(names) + 1)}",
    ]
    for what in next(iter(measured.values())):
        unit = "reports/s" if what.startswith("saved") else "ms"
        figures = [f"{measured[name][what]:.{0 if unit == 'reports/s' else 2}f}" for name in names]
        other = f"{plain[what]:.{0 if unit == 'reports/s' else 2}f}" if what in plain else "–"
        lines.append(f"| {what} | {unit} | {' | '.join(figures)} | {other} |")
    first = measured[names[0]]
    together = first["saved, without checks"] / first["saved, a row at a time"]
    lines += [
        "",
        "- A report's facts inserted in one statement, with all else that is saved: "
        f"{together:.1f} times as fast as its facts alone, a row at a time.",
        f"- The sum of a cell over all bodies of a year out of the covering index: "
        f"{plain['a year of one cell'] / first['a year of one cell']:.1f} times as fast as over JSON documents, and "
        f"{first['the same with places'] / first['a year of one cell']:.1f} times as fast as reading the places too.",
        "- “saved, with checks” makes the findings in the transaction, against the year before as it is stored then.",
        "- SQLite syncs every commit to disk (`synchronous=FULL`): what is told as stored outlives a power cut;"
        " the PostgreSQL of the benchmark runs without fsync.",
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
