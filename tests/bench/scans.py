"""How scans are read: `python -m tests.bench.scans [--reports N] [--write docs/scans.md]`.

Samples' bodies printed, scanned by made-up copiers at 150 to 200 dpi, askew and noisy, and read by the usual road.
Needs a CJK font and the OCR extra; a page takes seconds.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from ingest.extract import document_to_report
from ingest.readers import read_document
from report.errors import ReportError
from tests.bench.layouts import Tally, compare, make_reports
from tests.maker.write.scan import Copier, write_scan

COPIERS: dict[str, tuple[str, Copier]] = {
    "clean_200": (".pdf", Copier(200)),
    "office_200": (".pdf", Copier(200, angle=0.6, noise=8, blur=0.5, quality=70)),
    "office_150": (".pdf", Copier(150, angle=-0.4, noise=6, quality=75)),
    "askew_200": (".pdf", Copier(200, angle=1.8, noise=5)),
    "picture_150": (".png", Copier(150, angle=0.3, noise=4)),
    "phone_200": (".jpg", Copier(200, angle=1.2, noise=10, blur=0.7, shade=70, quality=60)),
    "poor_150": (".pdf", Copier(150, angle=-0.7, noise=8, blur=0.4, quality=40)),
    "aslant_200": (".pdf", Copier(200, angle=2.0, noise=6, shade=50, slant=0.03, quality=70)),
}
_HEAD = """# Scans

Made reports, printed, scanned by made-up copiers and read by the usual road ({made} reports of each). Written by
`python -m tests.bench.scans --write docs/scans.md`; `--font` prints them in another font too. Every third report or so is made with
a sum that does not hold: in a scan, a figure that alone breaks every sum it is part of is told as not read, for it may be a misreading.

| copier | dpi, degrees askew, noise, blur | cells right | figures other than 0 right | not read | wrong | reports exact | body and year | s a report |
|---|---|---|---|---|---|---|---|---|
"""  # noqa: E501


def measure(name: str, count: int, font: Path | None = None) -> Tally:
    """One copier."""
    suffix, copier = COPIERS[name]
    copier = replace(copier, font=font)
    tally = Tally()
    for made in make_reports(count):
        with tempfile.TemporaryDirectory() as folder:
            path = write_scan(made, Path(folder) / f"{name}{suffix}", copier)
            tally.reports["all"] += 1
            start = time.perf_counter()
            try:
                report = document_to_report(read_document(path))
            except ReportError as error:
                tally.cells["missing"] += len(made.printed)
                tally.notes.append(f"{made.year}: {error}")
                continue
            tally.seconds += time.perf_counter() - start
            compare(made, report, tally)
    return tally


def render_row(name: str, tally: Tally, font: Path | None = None) -> str:
    """One line of the table."""
    copier, cells, reports = COPIERS[name][1], tally.cells, tally.reports
    share = 100 * cells["right"] / max(1, cells["right"] + cells["missing"] + cells["wrong"])
    figures = 100 * cells["figures right"] / max(1, cells["figures"])
    name = f"{name}, {font.stem}" if font else name
    return (
        f"| {name} | {copier.dpi}, {copier.angle}, {copier.noise}, {copier.blur} | {share:.2f} % | {figures:.2f} % | "
        f"{cells['missing']} | {cells['wrong']} | {reports['exact']} of {reports['all']} | "
        f"{reports['named']} of {reports['all']} | {tally.seconds / max(1, reports['all']):.1f} |"
    )


def main() -> None:
    """Measures all copiers, or those named."""
    parser = argparse.ArgumentParser()
    parser.add_argument("copiers", nargs="*", default=list(COPIERS))
    parser.add_argument("--reports", type=int, default=5)
    parser.add_argument("--font", type=Path, action="append", default=[], help="print in this font too")
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    text = _HEAD.format(made=options.reports)
    wanted = [(name, None) for name in options.copiers] + [("office_200", font) for font in options.font]
    for name, font in wanted:
        tally = measure(name, options.reports, font)
        row = render_row(name, tally, font)
        text += row + "\n"
        sys.stderr.write("\n  ".join([row, *tally.notes[:5]]) + "\n")
    text += f"\nThe seconds are those of {os.cpu_count()} cores under a load of {os.getloadavg()[2]:.0f}.\n"
    if options.write:
        options.write.parent.mkdir(exist_ok=True)
        options.write.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
