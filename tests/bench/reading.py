"""How fast files are read; `python -m tests.bench.reading [FOLDER]` writes docs/reading.md.

Without a folder it reads the samples, and PDFs that LibreOffice exports of made reports, where it is installed.
Times are of the processor, so that other work on the machine does not count;
each is the best of three. pdfplumber reads the same pages in the same run: the ratios are the result.
"""

from __future__ import annotations

import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

import pdfplumber

from ingest.readers import claims, guard, read_document
from ingest.readers.pdf_layout import read_ruled_tables
from ingest.readers.pdf_page import PdfFile
from report.errors import ReportError
from tests.maker import layouts_office
from tests.maker.bodies import CITY
from tests.maker.made import make

SAMPLES = Path(__file__).parents[2] / "samples"
DOCUMENT = Path(__file__).parents[2] / "docs" / "reading.md"
HUGE = 15  # megabytes
PLAIN = {".txt", ".md", ".html", ".htm", ".docx", ".xlsx", ".xls"}
_TEXT = """# Reading files: what it costs

Written by `python -m tests.bench.reading`: {count} files of {where}, Python {python}, one core, seconds of the
processor, best of three.

Pages a second of PDF with a text layer, and how many times as fast as pdfplumber's `extract_tables`. “tables” is the
same work; “whole road” is `read_document`: prose, tables, the second reading, pages joined.

| files | pages | pdfplumber | tables | whole road |
|---|---|---|---|---|
{papers}

| format | files | files/s |
|---|---|---|
{formats}

A worker that read all of them held {memory:.0f} MB at most; one that read a text of {huge} MB, near the largest
that is taken, {most:.0f} MB. Neither recognises pictures.
"""


def best(work: Callable[[], object]) -> float:
    """Seconds of the processor, the best of three."""
    times = []
    for _ in range(3):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def by_rules(paths: Iterable[Path]) -> None:
    """Tables of each page."""
    for path in paths:
        with PdfFile(path.read_bytes(), path.name) as file:
            for page in file.pages():
                read_ruled_tables(page)


def by_pdfplumber(paths: Iterable[Path]) -> int:
    """Tables of each page, and how many pages there are."""
    pages = 0
    for path in paths:
        with pdfplumber.open(path) as file:
            for page in file.pages:
                page.extract_tables()
                pages += 1
    return pages


def whole(paths: Iterable[Path]) -> None:
    """The road of `read_document`."""
    for path in paths:
        read_document(path)


def has_text(path: Path) -> bool:
    """Whether a file can be read without recognition."""
    try:
        return len(read_document(path).blocks) > 0
    except ReportError:
        return False


def worker_memory(paths: Iterable[Path]) -> float:
    """Megabytes that a worker held at most while it read the files."""
    worker = guard.Worker(guard.MEGABYTES, recognises=False)
    for path in paths:
        worker.ask(guard.Request(path.name, str(path), suffix=path.suffix), guard.SECONDS)
    status = Path(f"/proc/{worker.process.pid}/status").read_text(encoding="ascii")
    worker.stop()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) / 1024


def huge_text(folder: Path) -> Path:
    """A text of about as many megabytes as is still read."""
    line = "全年通过门户网站主动公开政府信息，依法受理并答复公民、法人和其他组织提出的申请。\n"
    path = folder / "huge.txt"
    path.write_text(line * (HUGE * 1024 * 1024 // len(line.encode())), encoding="utf-8")
    return path


def measure_papers(folder: Path, files: list[Path]) -> Iterator[str]:
    """A row for each kind of PDF."""
    kinds = {"as they are": [path for path in files if path.suffix == ".pdf"]}
    with tempfile.TemporaryDirectory() as made:
        if folder == SAMPLES and shutil.which("soffice"):
            kinds["exported by LibreOffice"] = [exported(Path(made), year) for year in (2020, 2022, 2024)]
        for kind, papers in kinds.items():
            pages = by_pdfplumber(papers)
            plumber, ruled, road = (best(partial(work, papers)) for work in (by_pdfplumber, by_rules, whole))
            yield (
                f"| {kind} | {pages} | {pages / plumber:.0f} | {pages / ruled:.0f} = {plumber / ruled:.1f} × |"
                f" {pages / road:.0f} = {plumber / road:.1f} × |"
            )


def exported(folder: Path, year: int) -> Path:
    """A made report as LibreOffice exports it."""
    path = layouts_office.office_pdf(make(CITY, year, 1), folder)
    return path.rename(folder / f"{year}.pdf")


def measure(folder: Path) -> str:
    """The page of figures."""
    files = [path for path in sorted(folder.iterdir()) if claims(path) and has_text(path)]
    rows = []
    for suffix in sorted(PLAIN & {path.suffix for path in files}):
        same = [path for path in files if path.suffix == suffix]
        rows.append(
            f"| {suffix.removeprefix('.')} | {len(same)} | {len(same) / best(lambda same=same: whole(same)):.0f} |"
        )  # type: ignore[misc]
    with tempfile.TemporaryDirectory() as made:
        most = worker_memory([huge_text(Path(made))])
    return _TEXT.format(
        count=len(files),
        where="the samples" if folder == SAMPLES else "a folder that was named",
        python=platform.python_version(),
        papers="\n".join(measure_papers(folder, files)),
        formats="\n".join(rows),
        memory=worker_memory(files),
        huge=HUGE,
        most=most,
    )


if __name__ == "__main__":
    named = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES
    text = measure(named)
    sys.stdout.write(text)
    if named == SAMPLES:
        DOCUMENT.write_text(text, encoding="utf-8")
