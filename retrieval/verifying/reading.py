"""A text read number by number, into claims about a body, a year and a measure, or ones that cannot be told.

What the words around a number leave unsaid goes on from the claim before. Numbers in a row (229件和134件) belong to the
years, bodies or measures that are named in a row before them, or to none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from report.form import RATES
from retrieval.question import Question, StoredAgency
from retrieval.understanding import understand
from retrieval.understanding.script import to_simplified
from retrieval.verifying.claims import Claim, Kind
from retrieval.verifying.numbers import halfwidth
from retrieval.verifying.parts import (
    CLAUSE,
    SAID_OTHERWISE,
    Part,
    alike,
    as_named,
    asking,
    direction,
    is_rough,
    parts_of,
    shown,
    small,
)
from retrieval.verifying.plain import is_plain

_SENTENCE = re.compile(r"[。！!？?\n]+|\.(?=\s|$)")
_LEVEL = re.compile(
    r"(?:增|升|降|减|加|长|少|落|滑|涨|扩大|提高|回升|变)(?:[加长少]|至|到|为)*[至到为]\s*$|\bto\s*$", re.I
)
_STEP = re.compile(r"(?:增加|减少|下降|上升|增长|多出?|少|增|减|降)了?\s*$|\b(?:by|of)\s*$", re.I)
_FROM = re.compile(r"(?:由|从|自)(?:上年|去年|前一年|上一年|20\d\d年)?的?\s*$|\bfrom\s*$", re.I)
_AGAINST = re.compile(
    r"(?:比|较|相比|相较|对比)(?:于)?\s*(20\d\d)\s*年|(?:compared (?:with|to)|than|from|against)\s+(?:in )?(20\d\d)",
    re.I,
)
_YEAR_BEFORE = re.compile(
    r"同比|上年|去年|上一年|前一年|previous year|year before|(?:from|than) last year|year on year", re.I
)
_TOGETHER = re.compile(r"合计|共计?|总共|一共|累计|总计|加起来|\b(?:together|in total|altogether|combined)\b", re.I)
_SO_MANY_YEARS = re.compile(r"([一二两三四五六七八九十]|\d)年(?:间|来|里)?(?:合计|共|总共|一共|累计|总计)")
_SHARE = re.compile(r"占比|比重|占|比例|\bshare\b|\b(?:per ?cent|%) of\b", re.I)
_SAME_TIME = re.compile(r"同期|同年|同一时期")
# Somebody who is named and not recognised: the figure may be theirs.
_SOMEBODY = re.compile(
    r"[\u4e00-\u9fff]{2}(?:局|委|委员会|厅|公司|中心|医院|学院|大学|学校|政府|街道|镇|乡|法院|协会)(?!信息)"
)
_OURSELVES = re.compile(r"[本我该各]?(?:局|委|厅|单位|机关|中心)机?关?")


def find_claims(text: str, agencies: Sequence[StoredAgency], today: date) -> Iterator[Claim]:
    """The numbers with a unit, in order."""
    text = halfwidth(text)
    simple = to_simplified(text)
    text = simple if len(simple) == len(text) else text
    reader = _Reader(agencies, today)
    for sentence in _SENTENCE.split(text):
        reader.begin()
        yield from reader.read(sentence)


@dataclass(slots=True)
class _Context:
    """What goes on from one number to the next."""

    agencies: tuple[int, ...] = ()
    years: tuple[int, ...] = ()
    measure: str = ""
    question: Question | None = None
    blurred: bool = False  # the number before is of something else: 同比增长7% may be of that
    before: list[Claim] = field(default_factory=list)  # levels of the text, in order


class _Reader:
    """Reads the sentences of one text."""

    def __init__(self, agencies: Sequence[StoredAgency], today: date) -> None:
        self._agencies = agencies
        self._names = {agency.id: (agency.agency.name, *agency.names) for agency in agencies}
        self._today = today
        self._context = _Context()

    def begin(self) -> None:
        """A new sentence: what was said goes on, 同期 and 两年 speak of the sentence."""
        self._context.before = self._context.before[-6:]

    def read(self, sentence: str) -> Iterator[Claim]:
        """The claims of one sentence."""
        parts = parts_of(sentence)
        if not parts:
            self._hear(sentence)
        at = 0
        while at < len(parts):
            row = 1
            while at + row < len(parts) and parts[at + row].follows and alike(parts[at], parts[at + row]):
                row += 1
            yield from self._single(parts[at]) if row == 1 else self._row(parts[at : at + row])
            at += row

    def _hear(self, words: str) -> None:
        """A sentence without numbers may name who is spoken of."""
        heard = self._understand(words)
        if _known(heard) and heard.named & {"agencies", "years"}:
            self._keep(heard, heard.years if heard.year_said else self._context.years, "")

    def _understand(self, words: str, *, alone: bool = False) -> Question:
        for said, meant in SAID_OTHERWISE:
            words = re.sub(r" {2,}", " ", said.sub(meant, words))
        return understand(words, self._agencies, self._today, None if alone else self._context.question)

    def _keep(self, heard: Question, years: tuple[int, ...], measure: str) -> None:
        context = self._context
        context.agencies, context.years = heard.agencies, years
        context.measure = measure or context.measure
        measures = (context.measure,) if context.measure else ()
        context.question = replace(heard, years=years, year_said=bool(years), measures=measures, topic="", outside=())

    # -- one number

    def _single(self, part: Part) -> Iterator[Claim]:
        claim, heard = self._resolve(part)
        if claim.doubt and part.number.bare:
            return
        yield claim
        self._go_on(claim, heard)

    def _go_on(self, claim: Claim, heard: Question) -> None:
        """What the next number goes on from."""
        context = self._context
        if claim.doubt in ("body", "several"):
            context.agencies, context.question, context.measure = (), None, ""
            context.years = claim.years or context.years
            return
        context.blurred = claim.doubt == "measure" or (context.blurred and claim.kind is not Kind.LEVEL)
        if claim.doubt or claim.kind in (Kind.STEP, Kind.CHANGE, Kind.SHARE):
            if claim.doubt and _known(heard) and heard.named & {"agencies", "years"}:
                self._keep(heard, claim.years or context.years, "")
            return
        if claim.kind is Kind.SUM:
            if len(claim.agencies) == 1 and len(claim.measures) == 1:
                self._keep(heard, context.years or claim.years[-1:], claim.measures[0])
            return
        context.before.append(claim)
        if len(claim.measures) != 1 or _part_of(claim):
            return  # what comes next is of the row that the sentence is about
        if _FROM.search(claim.head):
            self._keep(replace(heard, agencies=claim.agencies), context.years, claim.measures[0])
        elif not (_AGAINST.search(claim.head) or re.search(r"^\W*(?:比|较)", claim.head)):
            self._keep(replace(heard, agencies=claim.agencies), claim.years, claim.measures[0])

    def _resolve(self, part: Part) -> tuple[Claim, Question]:
        number = part.number
        words = f"{part.head}\0{part.tail}"
        asked = asking(part)
        heard = self._understand(asked)
        alone = self._understand(asked, alone=True)
        claim = Claim(shown(part), part.head, number, heard.language)
        claim = replace(claim, rough=is_rough(part), direction=direction(part))
        years = self._years(part, heard)
        claim = replace(claim, years=years)
        who = self._who(part, heard)
        if isinstance(who, str):
            return replace(claim, doubt=who), heard
        claim = replace(claim, agencies=who)
        kind = self._kind(part, heard, alone, who, years)
        claim = replace(claim, kind=kind)
        if not years:
            return replace(claim, doubt="year"), heard
        measures = self._measures(part, heard, alone, kind) or self._by_last_clause(part, who, years, kind)
        plain = is_plain(words, [self._names[one] for one in who])
        plain = plain and not (_FROM.search(part.head) and not re.search(r"20\d\d", part.head + part.tail))
        claim = replace(claim, measures=measures, plain=plain)
        if not measures:
            return replace(claim, doubt="measure"), heard
        if kind is Kind.SHARE:
            claim = replace(claim, wholes=self._wholes(part))
        if kind in (Kind.STEP, Kind.CHANGE):
            return self._counted_from(part, claim), heard
        if kind is Kind.SUM:
            return claim, heard
        if len(who) > 1 or len(years) > 1:
            return replace(claim, doubt="body" if len(who) > 1 else "measure"), heard
        return claim, heard

    def _years(self, part: Part, heard: Question) -> tuple[int, ...]:
        context = self._context
        head = _AGAINST.sub("", part.head)
        if _FROM.search(head):
            said = re.search(r"20\d\d(?=年的?\s*$)", head) or re.search(r"20\d\d", part.tail)
            if said or not context.years:
                return (int(said[0]),) if said else ()
            return (self._earlier(context.years[-1]) or context.years[-1] - 1,)
        if _AGAINST.search(part.head):
            step = _STEP.search(part.head) or direction(part) or _LEVEL.search(part.head)
            against = _AGAINST.search(part.head)
            assert against is not None
            return context.years[-1:] if step else (int(against[1] or against[2]),)
        many = _SO_MANY_YEARS.search(head)
        if many and not re.search(r"20\d\d", head):
            told = list(dict.fromkeys(year for claim in context.before for year in claim.years))
            return tuple(sorted(told[-small(many[1]) :])) if len(told) >= small(many[1]) else ()
        if not (heard.year_said and "years" in heard.named):
            return context.years[-1:] if context.years else ()
        if len(heard.years) > 1 and not _TOGETHER.search(head):
            last = [
                clause
                for clause in CLAUSE.split(part.head)
                if re.search(r"\d{2}年|20\d\d|[〇零一二三四五六七八九]{2}年", clause)
            ]
            only = self._understand(last[-1], alone=True) if last else heard
            if len(only.years) == 1 and only.year_said:
                return only.years
        return heard.years

    def _earlier(self, year: int) -> int | None:
        """The year before this one that the text has told of, of the same body."""
        told = [claim.years[-1] for claim in self._context.before if claim.agencies == self._context.agencies]
        return next((said for said in reversed(told) if said < year), None)

    def _who(self, part: Part, heard: Question) -> tuple[int, ...] | str:
        # 芷澜区教育局 fits several, and a clause on the full name stands.
        if any(not set(fitting) & set(heard.agencies) for _, fitting in heard.candidates):
            return "several"
        if heard.unknown or heard.scope is not None or not heard.agencies:
            return "body"
        said = _OURSELVES.sub("", f"{part.head}{part.tail}".replace("政府信息", ""))
        if "agencies" not in heard.named and _SOMEBODY.search(said):
            return "body"
        compared = re.search(r"(?:比|较)(?!上年|去年|20)", part.head)
        if len(heard.agencies) > 1 and compared and not _TOGETHER.search(part.head):
            return heard.agencies[-1:] if "agencies" in heard.named else heard.agencies[:1]
        return heard.agencies

    def _kind(self, part: Part, heard: Question, alone: Question, who: tuple[int, ...], years: tuple[int, ...]) -> Kind:
        head = part.head
        if part.number.percent:
            if any(measure in RATES for measure in alone.measures):
                return Kind.LEVEL
            if direction(part) or re.search(r"同比|环比|变化", head):
                return Kind.CHANGE
            if _SHARE.search(head) or _SHARE.search(part.tail):
                return Kind.SHARE
            return Kind.LEVEL
        if _LEVEL.search(head) or _FROM.search(head):
            return Kind.LEVEL
        if _STEP.search(head) or re.match(r"\s*(?:more|fewer|less)\b", part.tail):
            return Kind.STEP
        if (len(who) > 1 or len(years) > 1) and _TOGETHER.search(head):
            return Kind.SUM
        return Kind.LEVEL

    def _measures(self, part: Part, heard: Question, alone: Question, kind: Kind) -> tuple[str, ...]:
        """The measure that the words name, else the one that the sentence goes on with; empty where in doubt."""
        context = self._context
        plain = is_plain(f"{part.head}\0{part.tail}", self._all_names(heard), rows=False)
        about_prose = heard.topic and heard.operation.value == "passage"
        if (about_prose and not plain) or heard.outside or alone.outside:
            return ()
        named = alone.measures if "measures" in alone.named and not (alone.topic and not alone.measures) else ()
        if kind is Kind.SHARE:
            named = self._named(_SHARE.split(part.head)[0])
            if not named:
                return context.before[-1].measures[:1] if context.before and not context.blurred else ()
        if named and not part.number.percent:
            named = tuple(measure for measure in named if measure not in RATES)
        if kind is Kind.LEVEL and part.number.percent:
            rates = tuple(measure for measure in named if measure in RATES)
            carried = (context.measure,) if context.measure in RATES and not named else ()
            return rates or (carried if plain else ())
        if len(named) > 1 and context.measure:
            kin = tuple(
                measure for measure in named if measure.rpartition("/")[0] == context.measure.rpartition("/")[0]
            )
            named = kin if len(kin) == 1 else named
        if len(named) == 1:
            return self._of_row(part, named[0], heard)
        if named:
            return ()
        if not context.measure or context.blurred or (context.measure in RATES and kind is Kind.LEVEL):
            return ()
        if plain:
            return (context.measure,)
        # 现行有效69件, after 制发规范性文件2件: the same row goes on with another of its columns.
        row = context.measure.rpartition("/")[0]
        of_row = len(heard.measures) == 1 and heard.measures[0].rpartition("/")[0] == row
        return heard.measures if of_row and is_plain(f"{part.head}\0{part.tail}", self._all_names(heard)) else ()

    def _named(self, words: str) -> tuple[str, ...]:
        """The measures that words name by themselves."""
        heard = self._understand(f"{words}多少件", alone=True) if words.strip(" ，、：:（）()的") else None
        return heard.measures if heard is not None and "measures" in heard.named and not heard.topic else ()

    def _wholes(self, part: Part) -> tuple[str, ...]:
        """What stands after 占: 占办结总数的."""
        after = _SHARE.split(f"{part.head}")[-1].strip("的比为 ")
        return tuple(measure for measure in self._named(after) if measure.endswith("/total"))

    def _by_last_clause(self, part: Part, who: tuple[int, ...], years: tuple[int, ...], kind: Kind) -> tuple[str, ...]:
        """What the last clause says by itself, where those before it say something else as well."""
        *before, last = CLAUSE.split(part.head)
        if not last.strip() or not "".join(before).strip() or len(who) != 1:
            return ()
        part = replace(part, head=last)
        alone = self._understand(asking(part), alone=True)
        if alone.outside or len(alone.measures) != 1 or "measures" not in alone.named:
            return ()
        return self._measures(part, replace(alone, agencies=who, years=years), alone, kind)

    def _of_row(self, part: Part, named: str, heard: Question) -> tuple[str, ...]:
        """其中自然人2件, after 予以公开, is of that row; without 其中 it may be of either."""
        if named.count("/") != 2 or heard.measures == (named,) or len(heard.measures) != 1:
            return (named,)
        of_row = heard.measures[0]
        column = named.rpartition("/")[2]
        if column != "total" and of_row.rpartition("/")[2] == column and "measures" not in heard.named:
            return (of_row, named)
        return (named,)

    def _counted_from(self, part: Part, claim: Claim) -> Claim:
        """A step with what it is counted from: a year that is named, the other body of 比, else the year before."""
        words, context = f"{part.head}{part.tail}", self._context
        body, year = claim.agencies[0], claim.years[-1]
        claim = replace(claim, agencies=(body,), years=(year,))
        against = _AGAINST.search(words)
        if against:
            return replace(claim, base=(body, int(against[1] or against[2])))
        if _YEAR_BEFORE.search(words):
            return replace(claim, base=(body, year - 1))
        told = [one for one in context.before if one.measures == claim.measures]
        if len(told) > 1 and told[-1].years == told[-2].years and told[-1].agencies != told[-2].agencies:
            if not re.search("[比较]", told[-1].head):
                return replace(claim, doubt="measure")
            return replace(claim, agencies=told[-2].agencies, base=(told[-1].agencies[0], year))
        # Nothing says from where: where it fits it is so, where it does not it may be told of something else.
        return replace(claim, base=(body, self._earlier(year) or year - 1), plain=False)

    def _all_names(self, heard: Question) -> list[tuple[str, ...]]:
        return [self._names[one] for one in heard.agencies if one in self._names]

    # -- numbers in a row

    def _row(self, row: list[Part]) -> Iterator[Claim]:
        """229件和134件: of the years, bodies or measures that stand in a row before them."""
        first, count = row[0], len(row)
        head = first.head
        heard = self._understand(asking(first))
        alone = self._understand(asking(first), alone=True)
        claims = [Claim(shown(part), part.head, part.number, heard.language, rough=is_rough(part)) for part in row]
        who = self._who(first, heard)
        years = heard.years if heard.year_said and heard.years else self._context.years
        years = as_named(head, years)
        if _SAME_TIME.search(head):
            told = list(dict.fromkeys(year for claim in self._context.before for year in claim.years))
            years = tuple(sorted(told[-count:]))
        context = self._context
        named = tuple(m for m in alone.measures if m not in RATES) if "measures" in alone.named else ()
        measures = named or ((context.measure,) if context.measure and context.measure not in RATES else ())
        if isinstance(who, str):
            yield from (replace(claim, doubt=who) for claim in claims)
            context.agencies, context.question = (), None
            return
        long = [len(side) == count for side in (years, who, measures)]
        short = [len(side) == 1 for side in (years, who, measures)]
        fits = sum(long) == 1 and sum(short) == 2 and not heard.outside and not (heard.topic and not named)
        plain = is_plain(f"{head}\0", self._all_names(heard))
        if first.number.percent or not fits:
            yield from (replace(claim, doubt="measure") for claim in claims)
            return
        for n, claim in enumerate(claims):
            year = years[n] if long[0] else years[0]
            body = who[n] if long[1] else who[0]
            measure = measures[n] if long[2] else measures[0]
            resolved = replace(claim, agencies=(body,), years=(year,), measures=(measure,), plain=plain)
            context.before.append(resolved)
            yield resolved
        self._keep(replace(heard, agencies=who[-1:]), (max(years),), measures[-1])


def _known(heard: Question) -> bool:
    fits = all(set(fitting) & set(heard.agencies) for _, fitting in heard.candidates)
    return len(heard.agencies) == 1 and fits and not heard.unknown


def _part_of(claim: Claim) -> bool:
    """其中自然人2件 does not turn what comes next to natural persons."""
    measure = claim.measures[0]
    return measure.count("/") == 2 and not measure.endswith("/total") and measure.startswith("applications/")
