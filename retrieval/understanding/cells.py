"""What the form counts, as people name it: rows, columns, groups and rates, from `cells.toml`.

A phrase names a row, a column, or both; the longest phrase wins where two overlap, and a column belongs to the row that
stands nearest. A weak phrase (申请 alone) counts only where nothing better is named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from report.form import Cell, groups, row_of
from retrieval.understanding.beside import without_answers, without_bare_numbers, without_bare_verbs, without_counted
from retrieval.understanding.phrases import Phrase, find_phrases

_APART = re.compile(r"[,，;。].{0,4}(?:其中|里面|当中)|\bof (?:them|which|these)\b|,\s*(?:and )?how many")
_OF_ALL = re.compile(r"\bof (?:the |its |their |all |these |those |\ue003 ?(?:['’]s )?)*$", re.I)
# 行政诉讼一共几件,被纠正几件: the row is asked for by itself, then the column.
_COUNTED = re.compile(r"(?:多少|几)[件个宗起场次份]?(?:案件?|申请)?(?:呢|啊|呀)?[,，、;；。?]|how many[^,;?]*[,;?]")
_COUNT = re.compile(r"(?:多少|几)[件个宗起场次份]")
_COUNT_ENDS = re.compile(rf"{_COUNT.pattern}\s*$")  # 复议几件维持几件
_SHARE_OF = re.compile(r"占|比例|比重|百分|share|percent|proportion", re.I)
_BOUNDS = re.compile(
    r"(?:超过|大于|多于|高于|少于|低于|小于|不足|至少|不少于|>|<|more than|fewer than|at least|over"
    r"|under).*(?:而且|并且|且|同时|,|and|又)"
)
_BOUND = re.compile(
    r"[超大多高少低小]过?[于过]|不足|不到|至少|[<>≥≤]|但|且|\b(?:than|least|most|over|under|above|below)\b"
)
# 新收超过100件且自然人…: the row has a bound of its own, and what follows the joint is another box.
_BOUND_OF_ITS_OWN = re.compile(
    r"(?:超过|大于|多于|高于|少于|低于|小于|不足|不到|不满|至少|不少于|达到|[<>≥≤]|\d\s*[件份个条]?以[上下]|为零|为0)"
    r".{0,8}(?:且|但|又|同时|[,，、;；])"
)
MEASURE_MARK = "\ue002"
DEFAULT_COLUMN = {
    "permits": "decisions",
    "penalties": "decisions",
    "coercions": "decisions",
    "other_services": "decisions",
    "fees": "amount",
    "procurement": "amount",
}
_DOCUMENT_COLUMNS = ("issued", "repealed", "in_force", "made", "published", "published_total")
_COLUMNS_OF_ROW = {
    "regulations": _DOCUMENT_COLUMNS,
    "normative_documents": _DOCUMENT_COLUMNS,
    "permits": ("items_last_year", "items_change", "decisions"),
    "other_services": ("items_last_year", "items_change", "decisions"),
    "penalties": ("items_last_year", "items_change", "decisions"),
    "coercions": ("items_last_year", "items_change", "decisions"),
    "fees": ("items_last_year", "items_change", "amount"),
    "procurement": ("projects", "amount"),
}


@dataclass(frozen=True, slots=True)
class Measured:
    """The measures that a text names, in the order named, and the text with a mark where each row stood."""

    keys: tuple[str, ...]
    text: str
    rows: tuple[str, ...] = ()  # keys of rows, `applications/denied`
    columns: tuple[str, ...] = ()  # columns named, whether or not a row was
    positions: tuple[tuple[int, str], ...] = ()  # where in the text before marking each measure was named
    weak: bool = False  # only 申请 or the like
    said: tuple[str, ...] = ()
    column_only: bool = False  # a column without a row: 法人呢
    spans: tuple[tuple[int, int, str], ...] = ()  # stretches with what they named


def find_measures(text: str) -> Measured:
    """The measures named in a text from which bodies and years were taken out."""
    phrases = find_phrases(text)
    rates = [p for p in phrases if p.kind == "rate"]
    strong = [p for p in phrases if p.kind == "row" and not p.weak]
    weak = [p for p in phrases if p.kind == "row" and p.weak]
    columns = [p for p in phrases if p.kind == "column"]
    verbs = [p for p in strong if p not in without_bare_verbs(strong) and not p.words.isascii()]
    strong = without_bare_numbers(without_answers(without_bare_verbs(strong), text), text)
    strong = without_counted(strong, columns, text)
    rows = _without_context(_without_groups(_one_of_each(strong, columns, text), text), text)
    only_weak = False
    if not rows and not rates and weak:
        rows, only_weak = [_weak_row(weak)], True
    elif rows and not rates:
        rows = _with_weak_pairs(rows, weak, text)
    rows = _with_weak_bounds(rows, rates, weak, text)
    spans = [*rows, *rates]
    placed = _place_columns(rows, columns, text)
    named: list[tuple[int, str]] = [(rate.start, _rate_key(rate, _rows_before(rate, rates, strong))) for rate in rates]
    litigation_rate = any(rate.name == "correction_rate" for rate in rates)
    for row, own in placed:
        if rates and ((row.table == "review_litigation" and litigation_rate) or _is_part_of_rate(row, rates, text)):
            continue
        named += _keys_in_place(row, own, text)
    named.sort(key=lambda pair: pair[0])
    keys = tuple(dict.fromkeys(key for _, key in named))
    used = [p for p in columns if not rows or any(p in own for _, own in placed)]
    return Measured(
        keys,
        _mark(text, [*spans, *(p for p in used if p.name != "total" or _belongs(p, rows))]),
        tuple(dict.fromkeys(f"{row.table}/{row.name}" for row in rows)),
        tuple(dict.fromkeys(f"{p.table}/{p.name}" for p in columns)),
        tuple(named),
        only_weak,
        tuple(dict.fromkeys(p.words.strip() for p in [*spans, *used])),
        bool(columns) and not rows and not rates,
        tuple((p.start, p.end, f"{p.kind}:{p.table}/{p.name}") for p in phrases if p not in verbs),
    )


def _belongs(total: Phrase, rows: list[Phrase]) -> bool:
    """行政诉讼总计 is the box's own name; 新收申请总计 asks for a sum."""
    return any(row.table == total.table == "review_litigation" and row.end == total.start for row in rows)


def _one_of_each(rows: list[Phrase], columns: list[Phrase], text: str) -> list[Phrase]:
    """The same row said twice counts once, the longer phrase; but 申请量超过50而且新收中法人超过10 says two boxes."""
    if columns and len(rows) > len({(row.table, row.name) for row in rows}) and _BOUNDS.search(text):
        return rows
    best: dict[tuple[str, str], Phrase] = {}
    for row in rows:
        key = (row.table, row.name)
        if key not in best or row.size > best[key].size:
            best[key] = row
    return sorted(best.values(), key=lambda p: p.start)


def _without_groups(rows: list[Phrase], text: str) -> list[Phrase]:
    """因第三方权益不予公开 names the part, not the group; so does 未经复议直接起诉的行政诉讼."""
    kept = []
    for row in rows:
        parts = [other for other in rows if other.table == row.table and _group_of(other.name) == row.name]
        if parts and row.name in (*groups(), "other") and not _contrasted(row, parts, text):
            continue
        courts = [other for other in rows if other.name.startswith("litigation_")]
        if row.name == "reconsideration" and courts and not _contrasted(row, courts, text):
            continue  # 复议 in 复议后起诉
        kept.append(row)
    return kept


def _group_of(item: str) -> str:
    if item.startswith("litigation_"):
        return "litigation"
    return item.split(".")[0] if "." in item else ""


_CONTEXT = re.compile(r"(?:的)?(?:申请)?(?:里面|里头|里|当中|之中|中间|中|内)")
_CONTEXT_ROWS = ("new", "concluded", "carried_in", "denied", "unavailable", "not_processed")


def _without_context(rows: list[Phrase], text: str) -> list[Phrase]:
    """办结的申请里部分公开几件 asks for the part; the row before 里 says of what."""
    if _SHARE_OF.search(text):
        return rows
    return [
        row
        for row in rows
        if not (row.table == "applications" and row.name in _CONTEXT_ROWS and _CONTEXT.match(text, row.end))
        or re.search(r"多少|几[件个份]", row.words)
        or not any(other.table == row.table and other.start > row.end for other in rows)
    ]


_CHANGES = re.compile(r"同比|环比|增|减|涨|跌|变化|较上|比上|year[- ]on[- ]year|\bchange|\bgr[eo]w")


def _contrasted(group: Phrase, parts: list[Phrase], text: str) -> bool:
    """Whether the group is named beside its part: 不予公开里属于国家秘密的占比, 不予公开和属于国家秘密的."""
    near = sorted(parts, key=lambda part: max(part.start - group.end, group.start - part.end))
    for part in near[:1]:
        first, second = sorted((group, part), key=lambda p: p.start)
        between = text[first.end : second.start]
        if (_BOUND.search(between) and re.search(r"\d", between)) or re.search(
            r"和|与|跟|、|以及|比|占(?!了?多少[件个份])|且|同时|\band\b|\bvs\b|versus|^ to (?:the )?$", between
        ):
            return True
    if _CHANGES.search(text):
        return False
    return bool(re.search(r"占(?!了?多少[件个份])|比例|比重|百分|\bshare\b|\bpercent|\bproportion", text))


def _weak_row(weak: list[Phrase]) -> Phrase:
    best = max(weak, key=lambda p: (p.name != "any", p.size))
    return replace(best, name="new" if best.name == "any" else best.name)


def _with_weak_pairs(rows: list[Phrase], weak: list[Phrase], text: str) -> list[Phrase]:
    """结转 beside a strong row still names carried_out: 新收和结转."""
    extra = [
        p
        for p in weak
        if p.name == "carried_out"
        and not any(r.name in ("carried_in", "carried_out") for r in rows)
        and not any(r.start < p.end and p.start < r.end for r in rows)
    ]
    return sorted([*rows, *extra], key=lambda p: p.start)


_BOUND_BEFORE = re.compile(
    r"\b(?:over|above|than|under|below|at least|at most|exactly|up to|exceeding|between \d[\d,]* and)"
    r" (?:an? )?\d[\d,]* (?:new |foi |information )*$",
    re.I,
)
_CLAUSES = re.compile(r"[,，、;；]|(?<=[\d件家份])和|并且|而且|同时|且|但是?|又|\ue004")
_BOUNDED = re.compile(
    r"(?:超过|大于|多于|高于|少于|低于|小于|不足|不到|不满|至少|不少于|达到|不超过|[<>≥≤]|\d\s*[件份个条宗]?(?:及|或|和)?以[上下])"
)


def _with_weak_bounds(rows: list[Phrase], rates: list[Phrase], weak: list[Phrase], text: str) -> list[Phrase]:
    """群众提的申请超过20且不予公开超过10: a clause with its own bound has its own box, if only 申请 says which."""
    if len(_BOUNDED.findall(text)) < (1 if rows and "\ue004" in text else 2) and not any(
        _BOUND_BEFORE.search(text[: phrase.start]) for phrase in weak
    ):
        return rows
    taken = [*rows, *rates]
    extra: list[Phrase] = []
    for phrase in weak:
        if phrase.name != "any" or any(r.start < phrase.end and phrase.start < r.end for r in taken):
            continue
        if rows and _BOUND_BEFORE.search(text[: phrase.start]):
            extra.append(replace(phrase, name="new", weak=False))  # over 100 requests and no lawsuits
            continue
        opens = max((m.end() for m in _CLAUSES.finditer(text, 0, phrase.start)), default=0)
        closing = _BOUNDED.search(text, phrase.end)
        if closing is None or _CLAUSES.search(text, phrase.end, closing.start()):
            continue
        if not any(opens <= r.start < closing.start() for r in [*taken, *extra]):
            extra.append(replace(phrase, name="new", weak=False))
    return sorted([*rows, *extra], key=lambda p: p.start) if extra else rows


def _place_columns(rows: list[Phrase], columns: list[Phrase], text: str) -> list[tuple[Phrase, tuple[Phrase, ...]]]:
    """Each row with the columns that belong to it."""
    own: dict[int, list[Phrase]] = {index: [] for index in range(len(rows))}
    for column in columns:
        fitting = [i for i, row in enumerate(rows) if row.table == column.table and _row_has(row.name, column.name)]
        if not fitting:
            continue
        nearest = min(fitting, key=lambda i: (_gap(rows[i], column, text), rows[i].start < column.start))
        own[nearest].append(column)
    if len(columns) and len(rows) > 1:
        specific = [(i, c) for i, cs in own.items() for c in cs if c.name != "total"]
        if len({c.name for _, c in specific}) == 1:
            index, column = specific[0]
            for other in range(len(rows)):
                if other != index and rows[other].table == rows[index].table and _coordinated(rows, index, other, text):
                    own[other].append(column)
    return [(row, tuple(own[i])) for i, row in enumerate(rows)]


def _row_has(item: str, column: str) -> bool:
    return item not in _COLUMNS_OF_ROW or column in _COLUMNS_OF_ROW[item]


def _gap(row: Phrase, column: Phrase, text: str) -> float:
    if column.start >= row.end:
        between = text[row.end : column.start]
        return len(between) + (
            0
            if re.match(
                r"\s*(?:里|中|的|当中|之中|\(|,|、|-|:|/|\s|from|by"
                r"|of)",
                between,
            )
            else 1
        )
    between = text[column.end : row.start]
    return len(between) + (8 if re.search(r"[,,;。]|并且|而且|\band\b", between) else 0)


def _coordinated(rows: list[Phrase], index: int, other: int, text: str) -> bool:
    first, second = sorted((rows[index], rows[other]), key=lambda p: p.start)
    between = text[first.end : second.start]
    return (
        re.fullmatch(
            r"\s*(?:申请|的|数量?|件数?)*\s*(?:和|与|、|跟|及|以及|and|,|vs\.?|versus|还有)\s*(?:the )?(?:的)?\s*",
            between,
        )
        is not None
    )


def _keys_in_place(row: Phrase, own: tuple[Phrase, ...], text: str) -> list[tuple[int, str]]:
    """The keys of a row with where each is named: a column that stands after a bound of the row is named there."""
    late = tuple(c for c in own if c.start > row.end and c.name != "total")
    if row.table == "applications" and late and _BOUND_OF_ITS_OWN.search(text[row.end : late[0].start]):
        early = tuple(c for c in own if c not in late)
        named = [(row.start, key) for key in _keys(row, early, text)]
        return named + [(c.start, Cell(row.table, row.name, c.name).key) for c in late]
    at = {Cell(row.table, row.name, c.name).key: c.start for c in own if c.name != "total"}
    return [(at.get(key, row.start) if len(at) > 1 else row.start, key) for key in _keys(row, own, text)]


def _keys(row: Phrase, own: tuple[Phrase, ...], text: str) -> tuple[str, ...]:
    columns = tuple(dict.fromkeys(column.name for column in own))
    if row.table != "disclosure":
        specific = tuple(c for c in columns if c != "total")
        first = min((c.start for c in own if c.name != "total"), default=0)
        of_all = _OF_ALL.search(text[: row.start])  # of its lawsuits, how many did it win
        apart = (_APART.search(text[row.end : first]) and not of_all) or _COUNTED.search(text[row.start : first])
        apart = apart or (_COUNT_ENDS.search(text[row.start : first]) and _COUNT.search(text[first:]))
        if specific and apart and not _SHARE_OF.search(text):
            specific = ("total", *specific)  # 收到多少申请,其中自然人多少 asks for both
        return tuple(Cell(row.table, row.name, c).key for c in (specific or ("total",)))
    if not columns:
        default = DEFAULT_COLUMN.get(row.name)
        return (Cell(row.table, row.name, default or "any").key,)
    joined = len(own) > 1 and re.search("[和与、跟及]", text[own[0].end : own[-1].start])  # 金额和项目数
    if "amount" in columns and {"items_last_year", "items_change", "projects"} & set(columns) and not joined:
        columns = tuple(c for c in columns if c != "amount")
    if "published_total" in columns and "published" in columns:
        columns = tuple(c for c in columns if c != "published")
    return tuple(Cell(row.table, row.name, c).key for c in columns)


def _rows_before(rate: Phrase, rates: list[Phrase], rows: list[Phrase]) -> list[Phrase]:
    """Of 复议纠正率和诉讼纠正率 each rate has the row that leads up to it; a rate alone has all rows."""
    since = max((other.end for other in rates if other.end <= rate.start), default=0)
    own = [row for row in rows if since <= row.start < rate.end]
    return own if own and len(rates) > 1 else rows


def _rate_key(rate: Phrase, rows: list[Phrase]) -> str:
    if rate.name != "correction_rate":
        return rate.name
    names = {row.name for row in rows if row.table == "review_litigation"}
    review = "reconsideration" in names
    court = any(name.startswith("litigation") for name in names) or (not review and "败诉" in rate.words)
    return f"correction_rate:{'both' if review == court else 'reconsideration' if review else 'litigation'}"


def _is_part_of_rate(row: Phrase, rates: list[Phrase], text: str) -> bool:
    """办结 in 予以公开加部分公开占办结的比例, 新收 in 结转率(结转下年÷新收加上年结转): only the formula."""
    for rate in rates:
        between = text[min(rate.end, row.end) : max(rate.start, row.start)]
        if _BOUND.search(between):
            continue  # 新收超过100件但公开率低于30%
        if re.search(r"[和、与]|以及|\band\b", between) is None or re.search(r"占|÷|除以|share|of", text):
            return True
    return False


def _mark(text: str, phrases: list[Phrase]) -> str:
    """The text with each phrase replaced by one mark, overlapping ones by one together."""
    out: list[str] = []
    at = 0
    for phrase in sorted(phrases, key=lambda p: p.start):
        if phrase.start >= at:
            out += [text[at : phrase.start], MEASURE_MARK]
        at = max(at, phrase.end)
    return "".join(out) + text[at:]


def is_known(key: str) -> bool:
    """Whether a key is a cell, a group or a rate of the form."""
    if key.count("/") != 2:
        return True
    table, item, _ = key.split("/")
    return row_of(table, item) is not None or item in groups()
