"""Whether a figure told in prose agrees with a figure in a table: 120余件 agrees with 124, 近500条 with 496."""

from __future__ import annotations

from decimal import Decimal

from report.facts import Statement

_MORE = ("余", "多", "超", "以上", "逾", "不止")
_LESS = ("近", "将近", "接近", "不到")


def agrees(statement: Statement, value: Decimal) -> bool:
    """Exactly; with a word such as 余 or 近, on that side of it and within its last round digit."""
    told, word = statement.value, statement.approximate
    if told == value:
        return True
    gap = value - told
    if not word:
        # 11.9万件 is rounded without saying so.
        return told >= 10_000 and "万" in statement.sentence and abs(gap) < _step(told)
    if any(mark in word for mark in _MORE):
        return 0 <= gap < _step(told)
    if any(mark in word for mark in _LESS):
        return 0 <= -gap < _step(told)
    return abs(gap) < _step(told)


def _step(told: Decimal) -> Decimal:
    """What the last round digit is worth: 10 for 120, 1000 for 23000; never less than 10."""
    step = Decimal(10)
    while told and told == told.to_integral_value() and told % (step * 10) == 0:
        step *= 10
    return step
