"""Who reports, and for which year: the hints of a document weighed against each other.

The body with the most weight wins; its name is the longest that the document prints for it, written out by the
vocabulary. Its region takes what the document prints for the same place. What cannot be known stays empty and is marked
unsure: a guessed body would be worse than none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ingest.document import Document
from ingest.extract.evidence import Evidence, Hint, find_evidence
from ingest.extract.prose import Line
from report.agencies import Agency, find_kind, full_body, is_body_name, kinds, read_agency, split_branch
from report.places import join_places, place_rank, place_stem, read_places, same_place, vocabulary

_LEAST = 2.0  # a body that only an address or a page's source names is not the reporting one


@dataclass(frozen=True, slots=True)
class Identity:
    """The body and the year of a report, as the document tells them."""

    agency: Agency
    year: int  # 0 where it cannot be known
    title: str = ""
    signature: str = ""
    published: date | None = None
    former_names: tuple[str, ...] = ()  # that the report's own words link
    sure: bool = True  # False where body or year cannot be known; `agency.name` is empty then, or the year 0


@dataclass(frozen=True, slots=True)
class _Named:
    """A hint that names a body, read."""

    hint: Hint
    agency: Agency


def read_identity(document: Document, lines: Sequence[Line] | None = None) -> Identity:
    """The body and the year that a document reports for; `lines` are its own, if known."""
    evidence = find_evidence(document, lines)
    agency = _agency(evidence)
    year = _year(evidence)
    former = tuple(dict.fromkeys(old for old, new in evidence.former if _is_own(old, new, agency)))
    return Identity(
        agency=agency,
        year=year,
        title=evidence.title,
        signature=evidence.signature,
        published=evidence.published or evidence.signed,
        former_names=former,
        sure=bool(agency.name and year),
    )


def _year(evidence: Evidence) -> int:
    """The year with the most weight; 0 where nothing tells one."""
    weights: dict[int, float] = defaultdict(float)
    for _, year, weight in evidence.years:
        if 2008 <= year <= 2040:
            weights[year] += weight
    return max(sorted(weights), key=lambda year: weights[year]) if weights else 0


# ---- which body


def _agency(evidence: Evidence) -> Agency:
    named = [_Named(hint, read_agency(name)) for hint in evidence.names if is_body_name(name := _whole(hint))]
    if not named:
        return Agency("")
    clusters: dict[tuple[str, str], list[_Named]] = defaultdict(list)
    for entry in named:
        clusters[_key(entry.agency)].append(entry)
    weights = {key: _weight(entries) for key, entries in clusters.items()}
    best = max(clusters, key=lambda key: weights[key])
    if weights[best] < _LEAST:
        return Agency("")
    return _assemble(clusters[best], _paths(evidence.places))


def _weight(entries: Sequence[_Named]) -> float:
    """A source counts once, however often it repeats itself; what prose calls itself counts up to three times."""
    by_source: dict[str, float] = defaultdict(float)
    for entry in entries:
        source, weight = entry.hint.source, entry.hint.weight
        by_source[source] = (
            min(by_source[source] + weight, 3.0) if source == "subject" else max(by_source[source], weight)
        )
    return sum(by_source.values())


def _whole(hint: Hint) -> str:
    """The name that a hint prints; a title that names a place alone speaks of its government."""
    name = _trim(hint.printed)
    path = read_places(name) if hint.source == "title" else None
    if not path:
        return name
    rank = place_rank(path[-1])
    if path[-1].endswith("街道"):
        return name + "办事处"
    return name if rank == 4.5 and not path[-1].endswith("新区") else name + "人民政府"


def _trim(printed: str) -> str:
    """A name without words that lead to it: 关于, 现将."""
    for lead in ("关于", "本年度", "今年", "全年", "现将", "由", "与"):
        printed = printed.removeprefix(lead)
    return printed


def _key(agency: Agency) -> tuple[str, str]:
    """Names with one key are names of one body, as far as a single document goes."""
    branch = split_branch(agency.body)
    return (agency.kind or agency.body, place_stem(branch[1]) if branch else "")


def _paths(hints: Iterable[Hint]) -> list[tuple[str, ...]]:
    """Every path of places that the document spells out, in names and in addresses."""
    found: list[tuple[str, ...]] = []
    for hint in hints:
        text = hint.printed
        if is_body_name(text):
            path = read_agency(text).region
        else:
            path = next((p for end in range(min(len(text), 30), 1, -1) if (p := _clean_path(text[:end]))), ())
        if path:
            found.append(path)
    return found


def _clean_path(text: str) -> tuple[str, ...]:
    path = read_places(text)
    return path if path and all(len(place) <= 8 or "族" in place for place in path) else ()


def _assemble(entries: Sequence[_Named], paths: Sequence[tuple[str, ...]]) -> Agency:
    """One name out of all that the document prints for the body."""
    order = sorted(entries, key=lambda entry: -entry.hint.weight)
    body = _body([entry.agency for entry in order])
    regions = [entry.agency.region for entry in order if entry.agency.region]
    branch = split_branch(body)
    longest: tuple[str, ...] = ()
    for region in regions:
        longest = join_places(longest, region) or longest if longest else region
    if not regions:
        longest = _scope_region(order, paths)
        if not longest:
            return Agency("")
    region = longest
    for path in paths:
        for size in range(len(path), 0, -1):
            joined = join_places(region, path[:size])
            if joined:
                region = joined
                break
    prefix = _prefix(order)
    named = tuple(place for place in region if any(same_place(place, p) for p in longest))
    if branch:
        named = tuple(place for place in named if not same_place(place, branch[1]))
    elif named and place_rank(named[0]) == 4.0 and named[0].endswith("区"):
        named = (*(place for place in region if 2.0 <= place_rank(place) < 4.0), *named)
    printed = [place for place in named if place_rank(place) > 1.0 or _prints(order, place) or len(named) == 1]
    start = prefix + "".join(printed)
    ending = "街道办事处" if body == "办事处" and not start.endswith("街道") else body
    return Agency(start + ending, region, body, find_kind(branch[0] if branch else body) or order[0].agency.kind)


def _prefix(order: Sequence[_Named]) -> str:
    """国家税务总局 before the region."""
    for entry in order:
        agency = entry.agency
        start = agency.name.removesuffix(agency.body)
        while start and read_places(start) is None:
            start = start[:-1]
        if start and start == agency.name.removesuffix(agency.body):
            return ""
    names = [entry.agency.name.removesuffix(entry.agency.body) for entry in order]
    return next((p for name in names for p in vocabulary()["prefixes"] if name.startswith(p)), "")


def _prints(order: Sequence[_Named], place: str) -> bool:
    """Whether the document puts a place before the name: 桐川省汐原市科学技术局."""
    return any(place in entry.agency.name for entry in order)


def _body(agencies: Sequence[Agency]) -> str:
    """The body's name written out: as the document prints it whole, or else by the vocabulary."""
    for agency in agencies:
        kind = kinds().get(agency.kind)
        branch = split_branch(agency.body)
        if kind and (branch[0] if branch else agency.body) in kind.full:
            return agency.body
    return full_body(agencies[0].body)


def _scope_region(order: Sequence[_Named], paths: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The region of a body that is only called 区科技局: the one district that the document's other names agree on."""
    scopes = {"省": 1.0, "市": 3.0, "区": 4.0, "县": 4.0, "州": 2.0, "旗": 4.0, "镇": 5.0, "乡": 5.0}
    ranks = {scopes[entry.hint.printed[0]] for entry in order if entry.hint.printed[:1] in scopes}
    fitting = {path for path in paths if place_rank(path[-1]) in ranks}
    last = {path[-1] for path in fitting}
    if len(last) != 1:
        return ()
    region: tuple[str, ...] = ()
    for path in sorted(fitting, key=len):
        region = join_places(region, path) or region if region else path
    return region


def _is_own(old: str, new: str, agency: Agency) -> bool:
    """Whether a sentence on a renaming speaks of this body."""
    former = read_agency(old, agency.region)
    if former.name == agency.name or (former.kind and former.kind == agency.kind and former.body == agency.body):
        return False
    if not new or not is_body_name(new):
        return not new or new[:2] in ("我局", "我办", "我委", "我厅", "本局", "本机")
    after = read_agency(new)
    return _key(after) == _key(agency)
