"""The whole road of a file into SQL on one core: read, extracted, checked, saved; `--write` makes docs/loading.md.

Text, Markdown, HTML and Word of the samples, several times over under other years. Beside it, in the same run, what
reading alone costs; indexing into Chroma is reported apart. Seconds of the processor.
"""

from __future__ import annotations

import argparse
import hashlib
import platform
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from ingest.chunks import report_to_passages
from ingest.extract import document_to_report
from ingest.readers import read_document
from report.checks import check_report
from retrieval.models import embedder
from retrieval.passages import Passages
from retrieval.store import Store

ROOT = Path(__file__).parents[2]
FORMATS = ("txt", "md", "html", "docx")
ROUNDS = 3


def measure(files: list[Path], data: Path) -> tuple[float, float, float]:
    """Seconds of the processor to read alone, for the whole road into SQL, and to index."""
    with Store.open(None, data / "first") as first:
        for path in files[:3]:  # what is compiled and imported once is no file's cost
            report = document_to_report(read_document(path))
            first.save(report, check=check_report, passages=report_to_passages(report), original=path)
    store = Store.open(None, data)
    reading = whole = 0.0
    for number in range(ROUNDS):
        for path in files:
            start = time.process_time()
            document = read_document(path)
            reading += time.process_time() - start
            report = document_to_report(document)
            sha256 = hashlib.sha256(f"{number} {path.name}".encode()).hexdigest()
            report = replace(report, year=report.year + 20 * number, sha256=sha256, file=f"{number}/{path.name}")
            store.save(
                report,
                check=check_report,
                passages=report_to_passages(report),
                original=path,
            )
            whole += time.process_time() - start
    start = time.process_time()
    Passages.open(data, store, embedder("")).catch_up()
    return reading, whole, time.process_time() - start


def main() -> None:
    """Measure, and write the document if told to."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--write", action="store_true", help="write docs/loading.md")
    told = options.parse_args()
    lines = [
        "| format | files | read alone, files/s | read, checked and saved, files/s | indexed, files/s |",
        "|---|---|---|---|---|",
    ]
    for suffix in FORMATS:
        files = sorted((ROOT / "samples").glob(f"*.{suffix}"))
        with tempfile.TemporaryDirectory() as folder:
            reading, whole, indexing = measure(files, Path(folder))
        count = len(files) * ROUNDS
        lines.append(f"| {suffix} | {count} | {count / reading:.0f} | {count / whole:.0f} | {count / indexing:.0f} |")
    head = [
        "# From a file into SQL",
        "",
        "Written by `python -m tests.bench.loading --write`: the samples three times over, one core, seconds of the",
        f"processor, Python {platform.python_version()}, {platform.machine()}. Saving counts the checks, the passages",
        "and the original bytes; indexing into Chroma is apart.",
        "",
    ]
    text = "\n".join([*head, *lines, ""])
    sys.stdout.write(text)
    if told.write:
        (ROOT / "docs" / "loading.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
