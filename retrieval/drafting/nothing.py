"""没有行政复议, 没收到申请, none were denied: 0 for all that is named, where no figure says otherwise."""

from __future__ import annotations

import re
from decimal import Decimal

from retrieval.drafting.clauses import Number
from retrieval.drafting.heard import Heard
from retrieval.understanding.phrases import Phrase

_NOT_ONE = re.compile(
    r"(?:没有|没|未|无)(?:收到|接到|新收|受理|发生|产生|提起|引发|办理|作出|收取|有|过|任何|因政府信息公开)*"
    r"|\b(?:no|nothing|without any|not any|without)\b|\bnone(?: of them)?(?: (?:was|were|is|are))?\b",
    re.I,
)
_CONCLUDED = re.compile(r"办[结完]|办理完|答复完|处理完|\bconcluded\b|\ball done\b", re.I)


def hear_nothing(heard: Heard) -> None:
    """0 to the rows that there was none of; their names are heard with that."""
    for match in _NOT_ONE.finditer(heard.masked):
        end = re.search(r"[,。;\n]", heard.masked[match.end() :])
        stop = match.end() + end.start() if end else len(heard.masked)
        if any(match.end() <= number.start < stop for number in heard.numbers):
            continue
        rows = [
            p
            for p in heard.phrases
            if p.kind == "row" and match.start() < p.start + (p.name == "new") and p.end <= stop
        ]
        shown = heard.words[match.start() : stop]
        bare = re.match(
            r"(?:收费|收取费用)(?=$|[\s,，。;；!！])", heard.words[match.end() :]
        )  # of which of the two fees?
        if rows and rows[0].start <= match.end() + 2 and not bare:
            _rows(heard, rows, match, shown)
        elif bare or (not rows and re.match("收费|收取费用", heard.words[match.end() :])):
            heard.phrases[:] = [phrase for phrase in heard.phrases if phrase not in rows]
            zh = "第二部分的行政事业性收费请说“行政事业性收费0”；信息处理费写在第六部分"
            heard.unclear(shown, zh, "say “administrative charges 0” for section 2; the processing fee is in section 6")
        else:
            _column(heard, match, stop)


def _rows(heard: Heard, rows: list[Phrase], match: re.Match[str], shown: str) -> None:
    for phrase in rows:
        heard.phrases.remove(phrase)
        if not phrase.weak:
            heard.give_row(phrase, shown)
        elif phrase.name != "any" and _CONCLUDED.search(heard.words[: match.start()]):
            heard.give_row(Phrase(0, 0, "row", phrase.table, "carried_out", phrase.words), shown)
        elif phrase.name != "any":
            heard.unclear(shown, "是上年结转，还是结转下年度", "carried in from last year, or over to next year")


def _column(heard: Heard, match: re.Match[str], stop: int) -> None:
    """没有废止的, where a row is spoken of: 0, told as a number would be."""
    named = [p for p in heard.phrases if match.start() < p.start and p.end <= stop]
    if len({p.name for p in named}) == 1 and named[0].kind == "column" and named[0].start <= match.end() + 1:
        none = Number(named[-1].end, named[-1].end, Decimal(0), match[0], "件")
        heard.numbers = tuple(sorted((*heard.numbers, none), key=lambda number: number.start))
