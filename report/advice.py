"""Findings in the order in which a clerk should take them up, each with what to do about it.

One wrong figure breaks several sums. Where they all miss by the same amount and share one cell, that cell is named, so
that the clerk looks there first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from report.facts import Finding
from report.form import Cell
from report.numbers import render
from report.words import box_name, render_finding

# The gravest first: what is not there, what cannot be, what does not add up, what only looks strange.
_ORDER = (
    "missing_table",
    "missing_section",
    "wrong_edition",
    "bad_value",
    "balance",
    "results",
    "applicants",
    "outcomes",
    "carryover",
    "narrative",
    "stale_year",
    "fees",
    "in_force",
    "outlier",
    "section_order",
    "boilerplate",
)
_SUMS = frozenset({"balance", "results", "applicants", "outcomes"})
_ADVICE = {
    "balance": ("请按登记台账逐项核对这四个数", "check these four figures against the register"),
    "results": ("请核对总计和各项办理结果", "check the total and the result rows"),
    "applicants": ("请核对这一行的总计和各栏", "check the total and the columns of this row"),
    "outcomes": ("请核对总计和各项结果", "check the total and the outcomes"),
    "carryover": (
        "请对照去年已公布的报告；去年有误的，在正文说明",
        "compare last year's published report; if that was wrong, say so in the text",
    ),
    "narrative": ("请统一正文与表格，改错的一处", "make text and table agree by correcting the wrong one"),
    "bad_value": ("请填写实际的数字", "fill in the actual figure"),
    "wrong_edition": ("请换用应当使用的表格重新填写", "fill in the right form instead"),
    "fees": ("请核对后统一", "check both and make them agree"),
}


def by_weight(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The gravest first; of one kind, totals before single columns and large gaps before small ones."""

    def weight(finding: Finding) -> tuple[bool, int, bool, Decimal]:
        rule = _ORDER.index(finding.rule) if finding.rule in _ORDER else len(_ORDER)
        of_total = any(cell.column == "total" for cell in finding.cells[:1])
        return finding.severity != "error", rule, not of_total, -_gap(finding)

    return tuple(sorted(findings, key=weight))


def render_with_advice(finding: Finding, among: Sequence[Finding] = (), language: str = "zh") -> str:
    """The finding and what to do about it, in one sentence; `among` are all findings of the same draft."""
    english = language == "en"
    sentence = render_finding(finding, language)
    zh, en = _ADVICE.get(finding.rule, ("", ""))
    cell = _suspect(finding, among)
    if cell is not None:
        edition = str(finding.values.get("edition", "2021"))
        gap = render(_gap(finding))
        zh = f"请先核对{box_name(cell, edition)}，几处不符都差 {gap}，都与这一格有关"
        en = f"look first at {box_name(cell, edition, 'en')}: every sum that misses by {gap} has it"
    if not zh:
        return sentence
    return f"{sentence.rstrip('.')}; {en}." if english else f"{sentence.rstrip('。')}；{zh}。"


def _suspect(finding: Finding, among: Sequence[Finding]) -> Cell | None:
    """The one cell that this broken sum shares with the others that miss by the same amount."""
    if finding.rule not in _SUMS:
        return None
    others = [f for f in among if f.rule in _SUMS and f is not finding and _gap(f) == _gap(finding)]
    shared = Counter(cell for other in others for cell in other.cells if cell in finding.cells)
    best = shared.most_common(2)
    if not best or (len(best) > 1 and best[0][1] == best[1][1]):
        return None
    return best[0][0]


def _gap(finding: Finding) -> Decimal:
    if finding.expected is None or finding.found is None:
        return Decimal(0)
    return abs(finding.expected - finding.found)
