"""tests/bench/rounds.py: a first try is never written over, and what is read since stands beside it."""

from __future__ import annotations

from tests.bench.rounds import record

_DOCUMENT = (
    "# Layouts\n\nWords.\n\n## The first round\n\n| layout | what it is | wrong |\n|---|---|---|\n| old | HTML | 9 |\n"
)


def _row(name: str, right: str, missing: int, wrong: int) -> str:
    return f"| {name} | Text: words | {right} % | {missing} | {wrong} | 1 of 8 | 8 of 8 |"


def test_a_new_round_stands_behind_the_others_with_its_commit() -> None:
    written = record(_DOCUMENT, "Held back", {"two_up": _row("two_up", "17.00", 90, 2)}, "abc1234", "Tried once.")
    assert written.startswith(_DOCUMENT)
    assert "## Held back\n\nTried once.\n\n| layout |" in written
    assert written.endswith("| two_up | Text: words | 17.00 % | 90 | 2 | 1 of 8 | 8 of 8 | `abc1234` |  |\n")


def test_the_first_try_stays_when_the_readers_are_mended() -> None:
    first = record(_DOCUMENT, "Held back", {"two_up": _row("two_up", "17.00", 90, 2)}, "abc1234")
    same = record(first, "Held back", {"two_up": _row("two_up", "99.00", 1, 0)}, "abc1234")
    assert same == first  # the same readers: the first try is not tried again
    later = record(first, "Held back", {"two_up": _row("two_up", "99.00", 1, 0)}, "def5678")
    assert "| 17.00 % | 90 | 2 | 1 of 8 | 8 of 8 | `abc1234` | 99.00 %, 1 not read, 0 wrong (`def5678`) |" in later
    more = record(later, "Held back", {"new": _row("new", "50.00", 4, 0)}, "def5678")
    assert later.rstrip("\n") in more
    assert "| new | Text: words | 50.00 % | 4 | 0 | 1 of 8 | 8 of 8 | `def5678` |  |" in more


def test_an_older_round_keeps_its_columns_and_what_follows_it() -> None:
    written = record(
        _DOCUMENT + "\n## Notes\n\nEnd.\n", "The first round", {"old": _row("old", "99.00", 1, 0)}, "def5678"
    )
    assert "| layout | what it is | wrong | since |\n|---|---|---|---|\n" in written
    assert "| old | HTML | 9 | 99.00 %, 1 not read, 0 wrong (`def5678`) |\n\n## Notes\n\nEnd.\n" in written
