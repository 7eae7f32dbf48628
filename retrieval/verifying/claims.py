"""What a text states: a number that is said to be somebody's figure of a year, or a sum, step or share of such."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from retrieval.verifying.numbers import Number


class Kind(StrEnum):
    """What a number says of its measure."""

    LEVEL = "level"
    SUM = "sum"
    STEP = "step"  # how much more or less
    CHANGE = "change"  # the same in per cent
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class Claim:
    """A number, and what it is said to be; `doubt` says why that cannot be told."""

    words: str  # as the text has them
    head: str  # what stands before the number
    number: Number
    language: str
    kind: Kind = Kind.LEVEL
    agencies: tuple[int, ...] = ()
    years: tuple[int, ...] = ()
    measures: tuple[str, ...] = ()  # of a share: its part; else as many as it may be
    wholes: tuple[str, ...] = ()  # what a share is said to be of
    base: tuple[int, int] | None = None  # the body and year that a step or change is counted from
    rough: bool = False
    direction: int = 0  # 1 rising, -1 falling
    plain: bool = True  # nothing else is said that could make it another figure
    doubt: str = ""
