"""A claim against the reports: right, wrong, or not to be told; a doubt is never a verdict.

The figures come from where every figure comes from: a question of one body, one year and one measure is looked up, and
sums, steps and shares are reckoned over what it answers, where all of it is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from enum import StrEnum

from report.form import RATES
from retrieval.question import Answer, Figure, Operation, Question
from retrieval.verifying.claims import Claim, Kind

COUNTED = frozenset({"件", "件次", "个", "项", "条", "份", "宗", "起", "例", ""})  # said for what the form counts
RESULTS = ("granted", "partial", "denied", "unavailable", "not_processed", "other")
Answered = Callable[[Question], Answer]


class Verdict(StrEnum):
    """What became of a claim."""

    RIGHT = "right"
    WRONG = "wrong"
    OPEN = "open"  # cannot be told


@dataclass(frozen=True, slots=True)
class Verified:
    """A claim, what became of it, what the reports have, and the answers that this rests on."""

    claim: Claim
    verdict: Verdict
    reason: str = ""
    value: Decimal | None = None
    unit: str = ""
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class _Reckoned:
    """What the reports have for one way of reading a claim; no value where a part is missing."""

    value: Decimal | None
    unit: str
    answers: tuple[Answer, ...]
    unlike: bool = False


def check_claim(claim: Claim, answered: Answered) -> Verified:
    """One claim against the reports that it speaks of."""
    if claim.doubt:
        return Verified(claim, Verdict.OPEN, claim.doubt)
    ways = list(_ways(claim, answered))
    if not ways:
        return Verified(claim, Verdict.OPEN, "measure")
    first = ways[0]
    if first.value is None:
        return Verified(claim, Verdict.OPEN, "unlike" if first.unlike else "none", answers=first.answers)
    told = {"value": first.value, "unit": first.unit, "answers": first.answers}
    if claim.rough:
        return Verified(claim, Verdict.OPEN, "rough", **told)  # type: ignore[arg-type]
    if _same(claim, first.value):
        return Verified(claim, Verdict.RIGHT, **told)  # type: ignore[arg-type]
    other = next((way for way in ways[1:] if way.value is not None and _same(claim, way.value)), None)
    if other is not None and claim.kind is Kind.SHARE:
        return Verified(claim, Verdict.RIGHT, "", other.value, other.unit, other.answers)
    if other is not None or not claim.plain:
        return Verified(claim, Verdict.OPEN, "measure")
    if _cut_off(claim, first.value):
        return Verified(claim, Verdict.OPEN, "rough", **told)  # type: ignore[arg-type]
    return Verified(claim, Verdict.WRONG, **told)  # type: ignore[arg-type]


def _ways(claim: Claim, answered: Answered) -> Iterator[_Reckoned]:
    """What the reports have, for each way in which the claim may be read, the likeliest first."""

    def level(agency: int, year: int, measure: str) -> _Reckoned:
        asked = Question(claim.words, claim.language, Operation.FIGURE, (agency,), years=(year,), measures=(measure,))
        answer = answered(asked)
        fitting = [figure for figure in answer.figures if figure.measure == measure]
        if len(fitting) != 1 or len(answer.figures) != 1:
            return _Reckoned(None, "", (answer,))
        return _Reckoned(fitting[0].value, fitting[0].unit, (answer,))

    agency, year = claim.agencies[0], claim.years[-1]
    for measure in claim.measures:
        if claim.kind is Kind.SUM:
            yield _sum([level(a, y, measure) for a in claim.agencies for y in claim.years], claim)
        elif claim.kind in (Kind.STEP, Kind.CHANGE):
            assert claim.base is not None
            yield _step(level(agency, year, measure), level(*claim.base, measure), claim)
        elif claim.kind is Kind.SHARE:
            for whole in claim.wholes or _wholes(measure):
                yield _share(level(agency, year, measure), level(agency, year, whole))
        else:
            yield _fitting(level(agency, year, measure), claim)


def _fitting(found: _Reckoned, claim: Claim) -> _Reckoned:
    """A figure, where it is counted in what the claim counts in."""
    if found.value is None:
        return found
    alike = found.unit == claim.number.unit or {found.unit, claim.number.unit} <= COUNTED
    return found if alike else _Reckoned(None, "", found.answers, unlike=True)


def _sum(parts: Sequence[_Reckoned], claim: Claim) -> _Reckoned:
    answers = tuple(answer for part in parts for answer in part.answers)
    values = [_fitting(part, claim).value for part in parts]
    if any(value is None for value in values):
        missing = tuple(answer for part in parts if part.value is None for answer in part.answers)
        return _Reckoned(None, "", missing or answers)
    return _Reckoned(sum((value for value in values if value is not None), Decimal(0)), parts[0].unit, answers)


def _step(now: _Reckoned, then: _Reckoned, claim: Claim) -> _Reckoned:
    answers = (*then.answers, *now.answers)
    if now.value is None or then.value is None:
        return _Reckoned(None, "", now.answers if now.value is None else then.answers)
    if claim.kind is Kind.STEP:
        return _Reckoned(now.value - then.value, now.unit, answers)
    if then.value == 0 or now.unit == "%":
        return _Reckoned(None, "", answers, unlike=True)
    return _Reckoned((now.value - then.value) / then.value * 100, "%", answers)


def _share(part: _Reckoned, whole: _Reckoned) -> _Reckoned:
    if part.value is None or whole.value is None or whole.value == 0:
        return _Reckoned(None, "", part.answers if part.value is None else whole.answers)
    return _Reckoned(part.value / whole.value * 100, "%", (*part.answers, *whole.answers))


def _wholes(measure: str) -> tuple[str, ...]:
    """What a part may be a share of, the likeliest first."""
    if measure in RATES or measure.count("/") != 2:
        return ()
    table, item, column = measure.split("/")
    if column != "total":
        return (f"{table}/{item}/total",)
    if table == "applications" and item.split(".")[0] in RESULTS:
        kind = item.split(".")[0]
        above = (f"{table}/{kind}/total",) if "." in item else ()
        return (f"{table}/concluded/total", f"{table}/new/total", *above)
    return ()


def _same(claim: Claim, printed: Decimal) -> bool:
    """Whether the printed figure, told as finely as the claim tells it, is the one that it states."""
    said = claim.number.value
    if claim.kind in (Kind.STEP, Kind.CHANGE):
        if claim.direction:
            said = claim.direction * said
        else:
            printed = abs(printed)
    return any(_told(printed, claim.number.step, way) == said for way in (ROUND_HALF_UP, ROUND_HALF_EVEN))


def _cut_off(claim: Claim, printed: Decimal) -> bool:
    """41.48 told as 41.4: neither the figure nor another one."""
    if claim.kind is Kind.LEVEL and claim.number.step <= 1 and not claim.number.percent:
        return False
    said = claim.direction * claim.number.value if claim.direction else claim.number.value
    return _told(printed, claim.number.step, ROUND_DOWN) == said


def _told(value: Decimal, step: Decimal, rounding: str) -> Decimal:
    return (value / step).quantize(Decimal(1), rounding) * step


def figures_of(verified: Sequence[Verified]) -> Iterator[tuple[Answer, Figure]]:
    """The figures that verdicts rest on, each with its answer."""
    for one in verified:
        for answer in one.answers:
            for figure in answer.figures:
                yield answer, figure
