"""What a check of drafts finds, and what it cries wolf at.

`python -m tests.bench.drafts [--each N] [--write docs/checks.md]` makes N drafts for every rule with one fault of it,
and as many without a fault, in several formats; last years' reports are in a store. Each is checked by the road of
`wenbao check`. A fault is found where a finding of its rule names its cell, or its part.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from bot.check import Checked, annotate, check_file
from report.checks import check_report
from report.facts import Finding
from retrieval.store import Store
from tests.drafts import FAULTS, Seeded, Years, faultless, store_years, write_draft
from tests.drafts.years import FORMATS, lay_draft, unfinished
from tests.maker.made import make


@dataclass
class Tally:
    """What became of the drafts."""

    seeded: Counter[str] = field(default_factory=Counter)  # by rule
    found: Counter[str] = field(default_factory=Counter)
    other: Counter[str] = field(default_factory=Counter)  # by rule, findings that the fault does not explain
    clean: int = 0
    alarmed: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Faults found, of all."""
        return sum(self.found.values()) / max(1, sum(self.seeded.values()))


def is_found(seeded: Seeded, findings: tuple[Finding, ...]) -> bool:
    """Whether a finding of the seeded rule is about the seeded place."""
    for finding in findings:
        about = finding.values.get("number", finding.values.get("then", finding.values.get("section", 0)))
        right = seeded.cell in finding.cells if seeded.cell else seeded.section in (0, about)
        if finding.rule == seeded.rule and right:
            return True
    return False


def measure_faults(store: Store, years: Years, folder: Path, each: int, tally: Tally) -> None:
    """`each` drafts of every rule."""
    for at, (rule, seed) in enumerate(FAULTS.items()):
        for number in range(each):
            seeded = seed(years, number * len(FAULTS) + at, Random(f"{rule} {number}"))
            path = folder / f"{rule}{number}{FORMATS[(number + at) % len(FORMATS)]}"
            checked = check_file(write_draft(seeded.made, seeded.blocks, path), store)
            tally.seeded[rule] += 1
            found = is_found(seeded, checked.findings)
            tally.found[rule] += found
            if not found:
                tally.notes.append(f"missed {path.name} {seeded.cell or seeded.section} of {seeded.made.title}")
            _count_others(seeded, checked, years, tally, path.name)


def _count_others(seeded: Seeded, checked: Checked, years: Years, tally: Tally, name: str) -> None:
    """Findings that a perfect reader of the same draft does not have, other than those of the seeded rule."""
    made = seeded.made
    past = [years[key].report() for key in years if key[0] == made.body and key[1] < made.year]
    explained = check_report(made.report(), seeded.before.report(), draft=True, past=past)
    known = {(finding.rule, finding.cells) for finding in explained}
    for finding in checked.findings:
        if finding.rule != seeded.rule and (finding.rule, finding.cells) not in known:
            tally.other[seeded.rule] += 1
            tally.notes.append(
                f"other {name}: {finding.rule} {[c.key for c in finding.cells][:2]} {finding.values}"[:200]
            )


def measure_clean(store: Store, years: Years, folder: Path, count: int, tally: Tally) -> None:
    """`count` drafts without a fault; every third lies unfinished on the desk."""
    for number in range(count):
        made, _ = faultless(years, 5000 + number)
        blocks = lay_draft(made)
        if number % 3 == 0:
            blocks = unfinished(blocks, Random(number))
        path = folder / f"clean{number}{FORMATS[number % len(FORMATS)]}"
        checked = check_file(write_draft(made, blocks, path), store)
        tally.clean += 1
        tally.alarmed += bool(checked.findings)
        for finding in checked.findings:
            tally.notes.append(f"alarm {path.name} {made.title}: {finding.rule} {finding.values}"[:260])


def measure_seconds(store: Store, years: Years, folder: Path) -> float:
    """A Word file of some fifteen pages with findings, from the file to the file with comments."""
    made, before = faultless(years, 3)
    long = tuple(f"（{n}）{'；'.join(made.prose.parts[5])}" * 3 for n in range(72))
    made = make(made.body, made.year, 503, before=before, broken="results", lines={1: long})
    path = write_draft(made, lay_draft(made), folder / "long.docx")
    started = time.perf_counter()
    checked = check_file(path, store)
    annotated = annotate(checked, path.read_bytes())
    assert annotated
    return time.perf_counter() - started


_HEAD = """# What a check of drafts finds

Drafts of invented bodies, one fault each, and drafts without a fault (every third unfinished: no signature, figures
still to be filled in), as {formats}; four years of every body are stored. Each was checked by the
road of `wenbao check`. Written by `python -m tests.bench.drafts --write docs/checks.md`. *Other findings* are those
that neither the fault nor what follows from it explains.

- {seeded} drafts with a fault: **{recall:.1f} %** found.
- {clean} drafts without one: **{alarmed}** with a finding.
- A Word file of 15 pages, read, checked and given its comments: {seconds:.1f} s.

| rule | drafts | found | other findings |
|---|---|---|---|
"""


def measure(each: int, clean: int) -> tuple[Tally, float]:
    """All of it."""
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        store, years = store_years(Path(folder) / "data")
        measure_faults(store, years, Path(folder), each, tally)
        measure_clean(store, years, Path(folder), clean, tally)
        seconds = measure_seconds(store, years, Path(folder))
    return tally, seconds


def main() -> None:
    """Measures, shows, and writes the page."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--each", type=int, default=8)
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    tally, seconds = measure(options.each, options.each * len(FAULTS))
    text = _HEAD.format(
        formats=", ".join(dict.fromkeys(suffix[1:].upper() for suffix in FORMATS)),
        seeded=sum(tally.seeded.values()),
        recall=100 * tally.recall,
        clean=tally.clean,
        alarmed=tally.alarmed,
        seconds=seconds,
    )
    for rule in FAULTS:
        text += f"| {rule} | {tally.seeded[rule]} | {tally.found[rule]} | {tally.other[rule]} |\n"
    sys.stderr.write("\n".join([text, *tally.notes, ""]))
    if options.write:
        options.write.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
