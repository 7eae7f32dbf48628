"""Which of several sets of tables is the report's own.

A document may print the form's tables twice: last year's for comparison, a subordinate body's in an annex. Rows that
begin again from the top begin another set. The captions over it, the sections it stands in and the signature before it
say whose it is; where nothing says so, every set is given back and what they differ in cannot be known.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ingest.extract.captions import Caption, Whose, read_caption
from ingest.extract.printings import Printing, find_printings, is_in_columns, whole_printings
from ingest.extract.regions import evidence, find_heading, is_prose
from ingest.extract.script import to_simplified
from ingest.extract.sections import DATE_LINE, SIGNED
from ingest.extract.strips import Piece, Strip, with_pieces
from report.form import SECTION_OF, TABLES

_MARGIN = 1.5
_BEHIND = 5.0  # behind the signature or the last parts: more than a caption that names the report's own year
_MOST = 6
_WORTH_ASKING = re.compile(
    r"下属|所属|局属|直属|[计纳列归]入本|上一?年(?![结转项末底])|去年|往年|对照|参考|附[表录]|附件\S*?[：:\d]?\s*\S{4}|[样范]表|示例"
)


@dataclass(slots=True)
class _Mark:
    """What the captions so far say of one thing: the year, or the body."""

    value: int = 0
    firm: bool = False
    fresh: bool = False  # no table stands between the caption and here
    governs: bool = False  # it stands over headings of its own
    under: set[int] = field(default_factory=set)  # those headings

    def told(self, value: int, *, firm: bool) -> None:
        self.value, self.firm, self.fresh, self.governs, self.under = value, firm, True, False, set()

    def holds(self) -> bool:
        """Whether it says that what follows is another's, whatever a heading below it calls 本年."""
        return self.value < 0 and (self.fresh or self.governs)

    def score(self) -> float:
        """What it is worth for the table that follows; a caption of its own weighs more than one left behind."""
        return self.value * (4.0 if self.fresh else 3.0 if self.value < 0 else 2.0)


@dataclass(frozen=True, slots=True)
class Sets:
    """The printed rows without the tables of others; several times, where several sets may be the report's own."""

    rows: tuple[Sequence[Strip], ...]
    twice: frozenset[str] = frozenset()  # tables that are printed more than once


def own_sets(strips: Sequence[Strip], whose: Whose) -> Sets:
    """The report's own tables among all that a document prints."""
    prints = find_printings(strips)
    by_table = {table: [each for each in prints if each.table == table] for table in TABLES}
    if all(len(each) < 2 for each in by_table.values()) and not _is_suspect(strips, prints):
        return Sets((strips,))
    order = _weigh(strips, prints, whose)
    rivals = {table: found for table, each in by_table.items() if len(found := whole_printings(each, table)) > 1}
    rivals = {table: found for table, found in rivals.items() if not is_in_columns(found, table)}
    if rivals and _captions_stand_below(rivals):
        _take_captions_below(prints)
    chosen, open_tables = _choose(rivals, order)
    dropped = [each for each in prints if _is_strange(each, prints, chosen)]
    dropped += [each for table, kept in chosen.items() for each in rivals[table] if each is not kept]
    dropped += [each for each in _scraps_of_annexes(by_table) if each not in dropped]
    if not open_tables:
        return Sets((_without(strips, dropped),), frozenset(rivals))
    ways = min(_MOST, max(len(rivals[table]) for table in open_tables))
    sets = []
    for way in range(ways):
        others = [each for t in open_tables for at, each in enumerate(rivals[t]) if at != min(way, len(rivals[t]) - 1)]
        sets.append(_without(strips, [*dropped, *others]))
    return Sets(tuple(sets), frozenset(rivals))


def _is_suspect(strips: Sequence[Strip], prints: Sequence[Printing]) -> bool:
    """Whether a line outside the tables may say that one of them is another's."""
    alone = (
        strip.pieces[0].text for strip in strips if strip.pieces and len(strip.pieces) < 3 + 3 * (not strip.closed)
    )
    return bool(prints) and any(len(text) < 60 and "。" not in text and _WORTH_ASKING.search(text) for text in alone)


# ---- what stands over them


def _weigh(strips: Sequence[Strip], prints: Sequence[Printing], whose: Whose) -> list[int]:
    """Sets on each printing what the lines before say of it; gives back captions that stand side by side, in order."""
    starts: dict[int, list[Printing]] = defaultdict(list)
    inside: set[int] = set()
    for each in prints:
        starts[each.first].append(each)
        inside |= each.sure
    year, body = _Mark(), _Mark()
    annex = signed = False
    section, seen = 0, set[int]()
    run: list[int] = []  # captions one after the other
    order: list[int] = []
    behind: Printing | None = None  # the table right above, nothing but captions between
    for at, strip in enumerate(strips):
        for each in starts.get(at, ()):
            if len(set(run)) > 1:  # captions side by side, as over tables side by side
                order = run
                year.told(0, firm=False)
            behind_all = signed or section > max(SECTION_OF.values())
            place = (section == SECTION_OF[each.table]) - _BEHIND * behind_all
            each.score = year.score() + body.score() - annex + place
            each.firm = (year.value < 0 and year.firm) or (body.value < 0 and body.firm)
            each.alien = year.value < 0 or body.value < 0
            each.above = year.fresh or body.fresh
            each.home = section == SECTION_OF[each.table] and not (signed or each.alien)
            each.signed = signed
            year.fresh = body.fresh = False
            behind, run = each, []
        text = strip.text
        if at in inside or not text or len(text) > 160:
            continue
        if prints and at > prints[0].first and _is_signature(text):
            signed = True
        if len(strip.pieces) > 3 and strip.has_figures:
            continue
        caption, heading = _caption_of(strip, text, whose), _heading_of(strip, text)
        if caption is not None and not (heading and caption.relative and year.holds()):
            if behind is not None and behind.below is None:
                behind.below = caption
            annex = caption.annex or (annex and caption.year <= 0 and caption.body <= 0)
            if caption.year or caption.mixed:
                year.told(caption.year, firm=caption.firm)
                run += [caption.year] if caption.year else []
            if caption.body or caption.mixed:
                body.told(caption.body, firm=caption.firm)
        elif heading:
            section = heading
            for mark in (year, body):
                _pass_heading(mark, heading, seen, trailing=behind is not None)
            annex = annex and heading in seen
            seen.add(heading)
            behind, run = None, []
        elif is_prose(strip):
            for mark in (year, body):
                mark.fresh = mark.fresh and mark.value < 0
            behind, run = None, []
    return order


def _caption_of(strip: Strip, text: str, whose: Whose) -> Caption | None:
    filled = [piece for piece in strip.pieces if piece.text]
    if len(filled) > 3:
        return None
    if not evidence(strip):
        return read_caption(text, whose)
    alone = (with_pieces(strip, [piece]) for piece in filled) if len(filled) > 1 else ()
    found = (read_caption(each.text, whose) for each in alone if not evidence(each))
    return next((caption for caption in found if caption is not None), None)


def _heading_of(strip: Strip, text: str) -> int:
    """The part that a line is the heading of, in either script."""
    found = find_heading(strip)
    if found or (plain := to_simplified(text)) == text:
        return found
    return find_heading(with_pieces(strip, [Piece(plain)]))


def _pass_heading(mark: _Mark, heading: int, seen: set[int], *, trailing: bool) -> None:
    """What a caption still says behind the heading of a part."""
    if mark.value > 0:
        mark.told(0, firm=False)
        mark.fresh = False
    elif not mark.value:
        return
    elif mark.fresh and not (trailing and heading not in seen):
        mark.governs, mark.under = True, {heading}
    elif mark.governs and heading not in mark.under and heading != 1:
        mark.under.add(heading)
    elif mark.governs or mark.fresh or heading not in seen:
        mark.told(0, firm=False)
        mark.fresh = False


def _is_signature(text: str) -> bool:
    bare_text = "".join(text.split())
    return bool(DATE_LINE.fullmatch(bare_text) or SIGNED.fullmatch(bare_text))


def _captions_stand_below(rivals: Mapping[str, Sequence[Printing]]) -> bool:
    """Whether every table has its caption under it, and the first has none over it."""
    return all(all(each.below is not None for each in found) and not found[0].above for found in rivals.values())


def _take_captions_below(prints: Sequence[Printing]) -> None:
    for each in prints:
        if each.below is not None:
            each.score = 4.0 * (each.below.year + each.below.body) - each.below.annex
            each.firm, each.alien = each.below.firm, each.below.year < 0 or each.below.body < 0


# ---- choosing


def _choose(rivals: Mapping[str, Sequence[Printing]], order: Sequence[int]) -> tuple[dict[str, Printing], list[str]]:
    """The report's own printing of each table that is printed more than once, and the tables for which none is sure."""
    chosen: dict[str, Printing] = {}
    for table, found in rivals.items():
        if (own := _at_home(found)) is not None:
            chosen[table] = own
            continue
        if order.count(1) == 1 and len(order) == len(found) and not any(each.above for each in found[1:]):
            chosen[table] = found[order.index(1)]
            continue
        ranked = sorted(found, key=lambda each: -each.score)
        if ranked[0].score - ranked[1].score >= _MARGIN:
            chosen[table] = ranked[0]
    left = [table for table in rivals if table not in chosen]
    places = {rivals[table].index(each) for table, each in chosen.items()}
    counts = {len(found) for found in rivals.values()}
    if left and len(places) == len(counts) == 1:  # as many printings of each: they stand in one order
        place = places.pop()
        chosen |= {table: rivals[table][place] for table in left if not rivals[table][place].alien}
    return chosen, [table for table in rivals if table not in chosen]


def _at_home(found: Sequence[Printing]) -> Printing | None:
    """The one printing in its own part of the report, before the signature, that nothing calls another's.

    No caption over another set outweighs that: 局机关2024年数据 is of this year, and of a department.
    """
    own = [each for each in found if each.home]
    return own[0] if len(own) == 1 and not own[0].score < 0 else None


def _scraps_of_annexes(by_table: Mapping[str, Sequence[Printing]]) -> Iterator[Printing]:
    """Rows like the form's behind the signature of a report whose own table stands in its part."""
    for found in by_table.values():
        if (own := _at_home(found)) is not None and own in whole_printings(found, own.table):
            yield from (each for each in found if each.signed)


def _is_strange(each: Printing, prints: Sequence[Printing], chosen: Mapping[str, Printing]) -> bool:
    """Whether a printing without a rival is another's all the same: it says so, and the report's own tables do not."""
    if each.table in chosen or not each.alien:
        return False
    own = [other for other in (*chosen.values(), *prints) if not other.alien and other.score >= each.score + 3]
    return bool(own) and (each.firm or bool(chosen))


def _without(strips: Sequence[Strip], dropped: Sequence[Printing]) -> Sequence[Strip]:
    """The printed rows less those of some printings; headings and prose stay."""
    gone: set[int] = set()
    for each in dropped:
        for start, end in each.spans:
            for at in range(start, end):
                strip = strips[at]
                said = evidence(strip) if at >= each.first else ""
                if said and said != each.table:
                    break
                if not find_heading(strip) and not is_prose(strip):
                    gone.add(at)
    return [strip for at, strip in enumerate(strips) if at not in gone] if gone else strips
