"""How well questions are answered: a file of questions with what is expected, asked and judged.

A line: {"id", "session", "category", "language", "question", "expect": {"kind": [...], "figures": [{"agency", "year",
"measure", "value", "unit", "file"}], "also": figures that may stand beside them, "ordered": whether their order counts,
"reason": [...], "includes": [[one of these must be said], ...], "choices": [bodies that must be offered],
"cites": [files]}}. Lines of one session are one conversation. A wrong figure is the worst an answer can be.
"""

from __future__ import annotations

import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from report.numbers import render
from retrieval.question import Answer

_NUMERIC = frozenset({"figure", "comparison", "ranking", "aggregate", "trend", "share"})
VERDICTS = ("right", "incomplete", "unanswered", "wrong")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one question."""

    id: str
    category: str
    language: str
    question: str
    outcome: str  # right · incomplete: nothing false, something left out · unanswered · wrong
    why: str
    cited: bool | None  # whether every figure cites the right report; None where no report is to be cited
    seconds: float


def evaluate(path: Path, converse: Callable[[], Callable[[str], Answer]]) -> Iterator[Verdict]:
    """Asks a file's questions; `converse` opens a conversation and gives its reply function."""
    sessions: dict[str, Callable[[str], Answer]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        if not line.strip():
            continue
        asked = json.loads(line)
        session = str(asked.get("session") or number)
        if session not in sessions:
            sessions[session] = converse()
        start = time.perf_counter()
        answer = sessions[session](asked["question"])
        seconds = time.perf_counter() - start
        outcome, why = judge(asked.get("expect", {}), answer)
        yield Verdict(
            id=str(asked.get("id", number)),
            category=str(asked.get("category", "")),
            language=str(asked.get("language", "")),
            question=asked["question"],
            outcome=outcome,
            why=why,
            cited=_cites(asked.get("expect", {}), answer),
            seconds=seconds,
        )


WRONG = 0.3  # per cent of wrong answers that are too many under any floor


def is_under(verdicts: Sequence[Verdict], floor: float) -> bool:
    """Whether fewer than `floor` per cent are right, or too many wrong: a wrong figure is far worse than none."""
    outcomes = Counter(verdict.outcome for verdict in verdicts)
    hundredth = len(verdicts) / 100
    return outcomes["right"] < floor * hundredth or outcomes["wrong"] > WRONG * hundredth


def judge(expect: dict[str, Any], answer: Answer) -> tuple[str, str]:
    """The outcome and, where it is not right, why."""
    wanted, allowed = expect.get("figures") or [], expect.get("also") or []
    told = [(figure.agency, _years(figure.year), float(figure.value)) for figure in answer.figures]
    loose = bool(expect.get("any_agency"))
    found = [_find(want, told, loose) for want in wanted]
    strays = [t for t in told if not any(_is(want, t, loose) for want in [*wanted, *allowed])]
    kind_fits = answer.kind in (expect.get("kind") or [answer.kind])
    if told and strays and (wanted or not kind_fits):
        return "wrong", f"tells {strays[0][2]:g} for {strays[0][0]} {strays[0][1]}"
    if not kind_fits and not (wanted and all(at is not None for at in found)):
        wrong = answer.kind in _NUMERIC and bool(told)
        return ("wrong" if wrong else "unanswered"), f"is {answer.kind} ({answer.reason or ''})"
    if None in found:
        return ("incomplete" if told else "unanswered"), f"leaves out {wanted[found.index(None)]}"
    if expect.get("ordered") and found != sorted(at for at in found if at is not None):
        return "wrong", "is in another order"
    return _complete(expect, answer)


def _complete(expect: dict[str, Any], answer: Answer) -> tuple[str, str]:
    """Whether the words hold what they should."""
    said = _bare(" ".join([answer.text, *answer.notes, *(citation.quote for citation in answer.citations)]))
    for figure in expect.get("figures") or []:
        if not _says(figure["value"], said):
            return "incomplete", f"does not say {figure['value']:g} in its text"
    reasons = expect.get("reason")
    if reasons and answer.kind == "not_found" and answer.reason not in reasons:
        return "incomplete", f"gives the reason {answer.reason}"
    for options in expect.get("includes") or []:
        if not any(_bare(option) in said for option in options):
            return "incomplete", f"does not say {options[0]}"
    offered = _bare(" ".join(choice.label + choice.question for choice in answer.choices))
    for choice in expect.get("choices") or []:
        if _bare(choice) not in offered:
            return "incomplete", f"does not offer {choice}"
    if _cites(expect, answer) is False:
        return "incomplete", "cites another report"
    return "right", ""


def _years(year: int | tuple[int, int]) -> int:
    return year if isinstance(year, int) else year[-1]


def _is(want: dict[str, Any], told: tuple[str | None, int, float], loose: bool = False) -> bool:
    agency, year, value = told
    exact = abs(value - want["value"]) <= (0.06 if want.get("unit") == "%" else 0.006)
    return exact and year == want["year"] and (loose or want["agency"] in (None, agency))


def _find(want: dict[str, Any], told: Sequence[tuple[str | None, int, float]], loose: bool) -> int | None:
    return next((at for at, figure in enumerate(told) if _is(want, figure, loose)), None)


def _cites(expect: dict[str, Any], answer: Answer) -> bool | None:
    files = {figure["file"] for figure in expect.get("figures") or [] if figure.get("file")}
    files |= set(expect.get("cites") or [])
    if not files:
        return None
    cited = {Path(citation.file).name for citation in answer.citations}
    return files <= cited


def _bare(text: str) -> str:
    # A line's end parts figures: “for 2024.” and “5 — …” on the next line are not 2024.5.
    return re.sub(r"[\s,，]", "", text.replace("\n", "；")).lower()


def _says(value: float, said: str) -> bool:
    """Whether a figure stands in the words, at some sensible precision, without its sign."""
    shown = {render(round(abs(value), places)) for places in (0, 1, 2, 4)} if value % 1 else {render(abs(value))}
    return any(re.search(rf"(?<![\d.]){re.escape(text)}(?!\d|\.\d*[1-9])", said) for text in shown)


def render_verdicts(verdicts: Iterable[Verdict]) -> str:
    """A table by category: right, incomplete, unanswered, wrong, citations, seconds."""
    rows: defaultdict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        rows[verdict.category].append(verdict)
        rows["= all"].append(verdict)
    lines = [
        f"{'category':16}{'asked':>6}" + "".join(f"{name:>12}" for name in VERDICTS) + f"{'cited':>12}{'median s':>10}"
    ]
    for category in sorted(rows, key=lambda name: (name == "= all", name)):
        group = rows[category]
        counts = Counter(verdict.outcome for verdict in group)
        cited = [verdict.cited for verdict in group if verdict.cited is not None]
        share = f"{sum(cited)}/{len(cited)}" if cited else "-"
        outcomes = "".join(f"{counts[name]:>12}" for name in VERDICTS)
        lines.append(f"{category:16}{len(group):>6}{outcomes}{share:>12}{median(v.seconds for v in group):>10.3f}")
    return "\n".join(lines)
