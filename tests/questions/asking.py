"""How a question is written down with what is expected of its answer, and what may be asked of a sample."""

from __future__ import annotations

from typing import Any

from tests.questions.figures import Stored
from tests.questions.words import CELLS, CELLS_2019, CELLS_2021, NAMES, Asked

Line = dict[str, Any]
NEW, DONE = "applications/new/total", "applications/concluded/total"
ONE = ["figure", "comparison", "share", "aggregate"]


def ask(question: str, kind: list[str] | str, figures: list[Line] | None = None, **more: Any) -> Line:
    """One question and what is expected of the answer."""
    kinds = [kind] if isinstance(kind, str) else kind
    return {
        "question": question,
        "language": more.pop("language", "zh"),
        "expect": {"kind": kinds, "figures": figures or [], **more},
    }


def traditional(text: str) -> str:
    from opencc import OpenCC

    return str(OpenCC("s2tw").convert(text))


def cells_of(of_edition: str) -> tuple[Asked, ...]:
    return CELLS + (CELLS_2019 if of_edition == "2019" else CELLS_2021)


def askable(sample: Stored) -> bool:
    return sample.made.body in NAMES and sample.made.edition == sample.made.applications_edition
