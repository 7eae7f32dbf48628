"""One thing held against another in English: whose requests rose, more lawsuits than reconsiderations, shares of what.

They are read in a text where bodies, years, sets and boxes are marks already; what several words say together is
written out before anything is found (`write_out_idioms`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from report.form import Cell
from retrieval.question import Condition
from retrieval.understanding.cells import Measured

_OF_SETS = re.compile(r"\ue004|\bwho\b|\banyone\b|\banybody\b", re.I)
_RISE = (
    r"(?:rose|risen|ris(?:e|es|ing)|increas(?:e[ds]?|ing)|grew|gr(?:ow|ows|own|owing|owth)"
    r"|(?:went|go|goes|gone|going) up"
    r"|climb(?:ed|s)?|jump(?:ed|s)?|surged?|improv(?:e[ds]?|ement)|gain(?:ed|s)?|rais(?:ed?|es))"
)
_FALL = (
    r"(?:fell|fall(?:s|en|ing)?|decreas(?:e[ds]?|ing)|declin(?:e[ds]?|ing)|drop(?:s|ped|ping)?"
    r"|(?:went|go|goes|gone|going) down|shr(?:ank|unk|ink)\w*|reduc(?:e[ds]?|tion)|cut|worsen(?:ed|s)?|lower(?:ed|s))"
)
_WAY = re.compile(rf"\b(?:(?P<up>{_RISE})|(?P<down>{_FALL}))\b", re.I)
_THAN_A_YEAR = re.compile(
    r"\b(?:(?P<up>more|higher|larger|greater|bigger)|(?:fewer|less|lower|smaller))\b[^,;?]{0,60}?\bthan\b"
    r"[^,;?\ue002]{0,24}?"
    r"(?:\ue000|\b(?:(?:the )?(?:year before|previous year|prior year|preceding year|year earlier)|last year))",
    re.I,
)
_BOTH_WAYS = re.compile(
    r"\b(?:or|and)\b (?:it |they )?(?:\w+ ){0,2}?(?:" + _RISE[3:-1] + "|" + _FALL[3:-1] + r")\b", re.I
)


def rises_or_falls(text: str) -> str:
    """ "rise" or "fall" where bodies of a set are picked by how a figure moved; empty where none are."""
    if not _OF_SETS.search(text) or _BOTH_WAYS.search(text):
        return ""
    than, way = _THAN_A_YEAR.search(text), _WAY.search(text)
    found = than or way
    return "" if found is None else "rise" if found["up"] else "fall"


def asks_if_it_moved(text: str) -> bool:
    """Did the backlog shrink in 2024: asked of one year, against the year before."""
    return _DID_IT.match(text) is not None and _WAY.search(text) is not None and not _BOTH_WAYS.search(text)


_DID_IT = re.compile(
    r"^\W*(?:so |and |but |please |tell me |can you tell me |do you know )*(?:if |whether )?"
    r"(?:(?:did|has|have|is|are|was|were|does|do)\b"
    r"|(?:in percentage terms,? )?(?:by )?how (?:much|far|sharply|steeply|strongly|fast)\b)",
    re.I,
)
_MORE_BEFORE = re.compile(
    r"\b(?:(?P<more>more|higher|larger|greater)|(?:fewer|less|lower|smaller))"
    r"(?: (?:numbers? of|administrative|new))* $",
    re.I,
)
_THAN = re.compile(
    r",? ?(?:requests? |applications? |cases? )?than "
    r"(?:it |they |in |on |the |their |its |number of |were |was |had |did )*",
    re.I,
)
_MORE_THAN = re.compile(
    r",? ?(?:(?:were |was |is |are )?(?:(?P<more>more|higher|larger|greater)|(?:fewer|less|lower|smaller))"
    r"(?: requests?| applications?| cases?| numerous| frequent| often)? than"
    r"|(?P<over>exceed(?:ed|s|ing)?|outnumber(?:ed|s|ing)?|surpass(?:ed|es|ing)?|outstripped|topped)"
    r"|(?:fell|fall) short of|(?:was|were) outnumbered by)"
    r" (?:it |they |in |on |the |their |its |number of |were |was |had |did )*",
    re.I,
)


def against_in_english(text: str, measures: Sequence[tuple[int, str]], ends: Mapping[int, int]) -> list[Condition]:
    """Which agencies had more lawsuits than reconsiderations, refused more than they granted."""
    if not _OF_SETS.search(text) and not re.search(r"\b(?:agenc|bod(?:y|ies)|bureau|department|who)", text, re.I):
        return []
    made: list[Condition] = []
    for (at, one), (next_, other) in pairwise(sorted(measures)):
        between = text[ends.get(at, at) : next_]
        before, than = _MORE_BEFORE.search(text[:at]), _MORE_THAN.fullmatch(between)
        if before and _THAN.fullmatch(between):
            made.append(Condition(one, ">" if before["more"] else "<", Decimal(0), other))
        elif than:
            made.append(Condition(one, ">" if than["more"] or than["over"] else "<", Decimal(0), other))
    return made


_SHARE_OF = re.compile(
    r"(?:\b(?:share|proportion|percentage|per ?cent|fraction|portion|part|many|much)|%) of"
    r"(?: |the|all|its|their|those|total|overall|['’]s|[\ue000-\ue0ff])*$",
    re.I,
)
_WITHIN = re.compile(
    r"\b(?:in|among|amongst|out of|within|relative to|over|against|to|of|from|by)"
    r"(?: |the|all|its|their|those|total|overall|['’]s|[\ue000-\ue0ff])*$",
    re.I,
)


def whole_in_english(text: str, measured: Measured, measures: tuple[str, ...]) -> str:
    """The whole of a share: what stands after "share of", unless what follows says in or among which; else empty."""
    ends = {start: end for start, end, _ in measured.spans}
    ordered = sorted(measured.positions)
    if len(measures) == 1:
        return _kind_of_applicant_first(text, measured, measures[0])
    if len(ordered) < 2 or not _SHARE_OF.search(text[: ordered[0][0]]):
        return ""
    (at, whole), (next_, _) = ordered[:2]
    return whole if whole in measures and not _WITHIN.search(text[ends.get(at, at) : next_]) else ""


def _kind_of_applicant_first(text: str, measured: Measured, measure: str) -> str:
    """What share of requests from companies were refused: of what companies asked for."""
    cell = Cell.parse(measure) if measure.startswith("applications/") else None
    if cell is None or cell.column == "total" or cell.item in ("new", "concluded", "carried_in", "carried_out"):
        return ""
    column = next((s for s, _, what in measured.spans if what.startswith("column:")), -1)
    row = next((s for s, _, what in measured.spans if what.startswith("row:") and not what.endswith("/any")), -1)
    lead = re.search(
        r"\b(?:share|proportion|percentage|per ?cent|fraction|portion) of\b[^,;?]*$", text[: max(column, 0)], re.I
    )
    if lead is None or not 0 <= column < row or _WITHIN.search(text[column:row]):
        return ""
    return Cell("applications", "concluded", cell.column).key


# ---------------------------------------------------------------- what several words say together

_COUNTED = r"(?:requests|applications|cases|ones)"
_CARRIED = r"(?:carried|rolled|brought)[- ](?:over|forward|in)"
_NOT_OUT = r"(?! (?:in)?to| for| until)"
_ALL_TOGETHER = re.compile(
    r"\b(?:combined|together|altogether|in total|in all|total|sum|plus|add(?:ed)?|deal with|on (?:its|their) hands"
    r"|to (?:handle|process)|caseload|workload)\b|\+",
    re.I,
)
_NEW_AND_OLD = re.compile(
    rf"\b(?:the )?new(?: {_COUNTED})?,? (?:and|plus|\+|&|with) (?:also )?"
    rf"(?:the |those |ones |that were |which were |{_COUNTED} )*"
    rf"{_CARRIED}(?: {_COUNTED})?{_NOT_OUT}"
    rf"|\b(?:the |those |{_COUNTED} )*{_CARRIED}(?: {_COUNTED})? (?:and|plus|\+|&|with) (?:the )?new(?: {_COUNTED})?\b",
    re.I,
)
_HAD_TO = re.compile(
    r"\b(have|has|had) (?:to (?:deal with|handle|process|work on)|on (?:its|their) (?:hands|plate|books))\b", re.I
)
_PAIR = (
    r"(?:at least (?:partly|partially|in part)"
    r"|(?:fully|wholly|completely|entirely|in whole|in full) ?(?:or|and|and/or|/) ?(?:partly|partially|in part))"
)
_GIVEN = r"(?:grant|disclos|releas|approv|satisf)(?:e|ed|es|s|ied|y)?"
_IDIOMS = (
    (rf"\b{_PAIR} {_GIVEN}\b|\b{_GIVEN},? (?:either )?{_PAIR}(?=\W|$)", "granted plus partly granted"),
    (
        r"\b(?:requests|applications|cases) per "
        r"(?=(?:lawsuit|reconsideration|court case|refusal|denial|penalty|permit)\b)",
        "ratio of new requests to ",
    ),
    (
        r"^\W*(?:so |and )?when (did|was|were|has|have)\b"
        r"(?=.*\b(?:most|fewest|least|highest|lowest|largest|smallest|biggest|maximum|minimum)\b)",
        r"in which year \1",
    ),
    (r"\b(carried|rolled) nothing (over|forward)\b", r"had no requests \1 \2"),
    (
        r"\b(?:please |kindly |(?:can|could|would) you (?:please |kindly )?)?confirm (?=(?:the|that|whether|if|how)\b)",
        "tell me ",
    ),
    (
        r"\b(litigations?|lawsuits?|court cases|reconsiderations?) (?:(?:that|which|were|are|was|is|still|left) )*"
        r"(?:pending|open|undecided|unresolved|outstanding) (?:at|by) (?:the )?(?:year[- ]?end|end of (?:the )?year)\b",
        r"\1 pending",
    ),
    # share of new requests that were granted: two boxes, not one
    (r"\b(new|newly received|incoming) (requests|applications|cases) (?:that|which) (were|was|are|got)\b", r"\1 \2 \3"),
    (r"\bper cent\b", "percent"),
)


def write_out_idioms(text: str) -> str:
    """New and carried over combined are the two rows of what there was to do; at least partly is fully or partly."""
    for pattern, words in _IDIOMS:
        text = re.sub(pattern, words, text, flags=re.I)
    if _ALL_TOGETHER.search(text) and _NEW_AND_OLD.search(text):
        text = _NEW_AND_OLD.sub("new requests plus carried-in requests", text, count=1)
        text = re.sub(r"\bcases in total\b", "in total", _HAD_TO.sub(r"\1", text))
    return text
