"""What a report says, as text beside it: one cell a line, so that a changed reading shows as a changed line.

agency  汐原市教育局
year    2022
applications/new/total   12     12
applications/new/research       blank  /
finding results  applications/concluded/total …
"""

from __future__ import annotations

from collections.abc import Iterable

from report.facts import Finding, Report, Status
from report.form import form
from report.numbers import render


def render_facts(report: Report, findings: Iterable[Finding] = ()) -> str:
    """The golden text of a report: who, when, which form, every cell of it, and what does not hold."""
    facts = {fact.cell: fact for fact in report.facts}
    lines = [
        f"agency\t{report.agency.name}",
        f"year\t{report.year}",
        f"edition\t{report.edition}\t{report.applications_edition}",
    ]
    for cell in form(report.edition, report.applications_edition).cells:
        fact = facts.get(cell)
        if fact is None or fact.status is Status.ABSENT:
            lines.append(f"{cell}\tabsent\t")
            continue
        value = str(fact.status) if fact.value is None else render(fact.value)
        lines.append(f"{cell}\t{value}\t{fact.printed or ''}".rstrip(" "))
    for finding in findings:
        lines.append(f"finding\t{finding.rule}\t{finding.cells[0] if finding.cells else ''}")
    return "\n".join(lines) + "\n"
