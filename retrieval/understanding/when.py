"""Which years a follow-up is about: those of the turn before, those it names, or those counted from them.

In a conversation about 2022, 前两年 are 2020 and 2021, 后一年 is 2023, 那两年 are the two that were just told. What is
counted from today in any case, 去年, 近三年 and last year, stays so.
"""

from __future__ import annotations

import re
from dataclasses import replace

from retrieval.question import Operation, Question
from retrieval.understanding import grammar
from retrieval.understanding.directory import Directory
from retrieval.understanding.reading import Parts

BEFORE = re.compile(
    r"(?:再)?(?:前|上)(?:面)?一年|(?:再)?往前一年|头一年|上年(?!结转)|上一年(?!度?结转)|前一个年度"
    r"|\b(?:the )?(?:year before(?! last)"
    r"|previous year|prior year|preceding year|one year earlier|a year earlier)\b",
    re.I,
)
_AFTER = re.compile(
    r"(?:再)?(?:后|下)(?:面)?一年|第二年|次年|往后一年|\b(?:the )?(?:next year|following year|year after"
    r"|a year later)\b",
    re.I,
)
LATEST = re.compile(r"最新|最近(?:一年|的)|\blatest\b|\bmost recent\b", re.I)
_COUNTS = {"一": 1, "两": 2, "俩": 2, "二": 2, "三": 3, "四": 4, "五": 5, "几": 3} | {str(n): n for n in range(1, 10)}
_COUNTS |= {"two": 2, "three": 3, "four": 4, "five": 5, "few": 3, "couple": 2, "both": 2}
_N = r"(?P<n>[两俩二三四五几2-9])"
_N_EN = r"(?P<en>[2-9]|two|three|four|five|few|couple of)"
_YEARS_BEFORE = re.compile(
    rf"(?<!最)(?:再?往?前(?:面)?(?:的)?|之前(?:的)?|此前(?:的)?|更早(?:的)?)\s*{_N}\s*个?年(?!前)"
    rf"|\b(?:the )?(?:previous|preceding|prior) {_N_EN} years"
    rf"|\b(?:the )?{_N_EN.replace('en', 'en2')} years (?:before|prior)\b",
    re.I,
)
_YEARS_AFTER = re.compile(
    rf"(?:再?往?后(?:面)?(?:的)?|之后(?:的)?|此后(?:的)?|接下来(?:的)?|随后(?:的)?)\s*{_N}\s*个?年"
    rf"|\b(?:the )?(?:following|next|subsequent) {_N_EN} years"
    rf"|\b(?:the )?{_N_EN.replace('en', 'en2')} years (?:after|following)\b",
    re.I,
)
_THOSE_YEARS = re.compile(
    rf"[这那](?:前后)?{_N}个?(?:年(?!前|来)|年份|年度)|\b(?:those|these|all|the) {_N_EN} years"
    rf"|\b(?P<both>both) years",
    re.I,
)
_YEARS_TOGETHER = re.compile(
    rf"^\W*(?:那么?|这|把)?{_N}个?年(?:的)?(?:一共|总共|总数|总量|之和|合计|加起来|加一起|合起来|总和|平均|都)|\b(?:all"
    rf"|the) {_N_EN} years"
    rf"|^\W*(?:and |so )?(?:the )?(?:(?:sum|total) of (?:the |all |those |these )+|all ){_N_EN.replace('en', 'en2')}"
    r"(?: of them)?(?: (?:together|combined|added up|in total))?\W*$",
    re.I,
)
_SINCE = re.compile(
    r"(?:从|自)?(?:那|此)(?:一?年)?(?:以后|之后|起|以来)(?!再)|\b(?:since then|from then on|ever since)\b", re.I
)
_UNTIL = re.compile(r"年?度?(?:之前|以前)(?!年)|\bbefore\b", re.I)
_FIRST = 2019  # the first year of the form
_BEST_YEAR = re.compile(
    r"最(?:多|高|少|低|大|小)的?(?:那|这)?一?年(?!是|份?是)|\bin (?:the|its) (?:peak|best|top|worst"
    r"|lowest) year\b",
    re.I,
)
_BEST = re.compile(
    r"^\W*(?:那么?)?最(?:多|高|少|低|大|小)(?:的)?(?:呢|是|年)?\W*$|^\W*(?:and )?the (?:highest|lowest|most"
    r"|least)\W*$",
    re.I,
)
_WITH_A_YEAR = re.compile(
    r"(?:比|较|跟|和|与|同|对比|相比|对照)(?:起|于)?\s*[\ue000\ue001]|\b(?:than|with|to|from|against|over|versus|vs)\b",
    re.I,
)
_SHORT_YEAR = re.compile(r"(?:^|[那就换看要,，和]|\band\b|what about)\s*'?(1[89]|2[0-6])(?:的|呢|吧|那年)?\W*$", re.I)
_LEAST_YEAR = re.compile(r"最(?:少|低|小)|worst|lowest", re.I)
_AGAINST = re.compile(
    r"比|较|跟|和|与|同(?!年)|对照|差|增|减|涨|跌|升|降|变|\b(?:than|with|to|from|against|over|versus|vs|compared?)\b",
    re.I,
)
THAT_YEAR = re.compile(r"那一?年|当年|同一?年|那个年份|该年度?|\b(?:that|the same) year\b", re.I)
_EARLIEST = re.compile(
    r"最早(?:的)?(?:那|一|的)?一?年|^\W*(?:那么?)?最早(?:的)?呢?\W*$|第一年"
    r"|\b(?:the )?(?:earliest|first) year\b",
    re.I,
)
_EARLIER = re.compile(
    r"^\W*(?:那么?|还有)?(?:有没有)?(?:更|再)(?:往)?(?:早|前)(?:一?[点些])?(?:的|年份|几年)?(?:呢|吗|数据)?\W*$"
    r"|^\W*(?:and )?earlier\W*$",
    re.I,
)
_LATER = re.compile(
    r"^\W*(?:那么?|还有)?(?:有没有)?(?:更|再)(?:往)?(?:晚|后|近)(?:一?[点些])?(?:的|年份|几年)?(?:呢|吗|数据)?\W*$"
    r"|^\W*(?:and )?later\W*$",
    re.I,
)
_WHICH_YEAR = re.compile(r"哪一?个?年(?!的?报|度?报告)|\b(?:which|what) year\b", re.I)
_BY_HOW_MUCH = re.compile(
    r"(?:高|低|多|少|升|降|涨|跌|增|减|差|上升|下降|提高|降低)(?:了|出)?(?:来)?(?:多少|几)|相差"
    r"|\bby how (?:much|many)\b",
    re.I,
)
_MORE_NOW = re.compile(
    r"更(?:多|少|高|低|大|小)|(?:多|少|高|低|升|降|涨|跌|增加|减少|上升|下降|增长|增|减)了?(?:吗|吧|没有?|么|不少|很多"
    r"|一?些|点)(?:了|呢|\W|$)"
    r"|(?:有没有|是不是|是否|有无)(?:更|变|在|也)?(?:多|少|高|低|增|减|升|降|涨|跌|上升|下降|改善|好转)|变(?:多|少"
    r"|高|低)"
    r"|\b(?:more|fewer|less|higher|lower|better|worse)\b(?! than \d)(?!.*\bthan\b)|\b(?:increase|decrease|rise|rose"
    r"|fall|fell|drop|grow|go up|go down)",
    re.I,
)


def count_years(previous: Question, question: Question, parts: Parts) -> Question:
    """前一年呢, 前两年, 那两年 count from the years talked about; 跟上一年比 compares the two."""
    known, text = previous.years, parts.text
    if previous.years_listed and not question.years and (_BEST_YEAR.search(text) or _BEST.match(text)):
        best = previous.years_listed
        plain = question.operation in (Operation.RANK, Operation.MAXIMUM, Operation.MINIMUM, Operation.COMPARE)
        if plain and question.measures:
            question = replace(question, operation=Operation.FIGURE, named=question.named - {"operation"})
        return _in(question, best[-1:] if _LEAST_YEAR.search(text) else best[:1])
    if (short := _SHORT_YEAR.search(text)) and not (question.years or question.measures):
        return _in(question, (2000 + int(short[1]),))
    if not known:
        return question
    if match := _YEARS_BEFORE.search(text):
        return _in(question, range(known[0] - _number(match), known[0]))
    if match := _YEARS_AFTER.search(text):
        return _in(question, range(known[-1] + 1, known[-1] + 1 + _number(match)))
    if (match := _THOSE_YEARS.search(text)) and (told := _told_years(previous, _number(match))):
        return _in(question, told)
    if len(question.years) == 1 and _UNTIL.search(text) and question.years[0] > _FIRST:
        return _in(question, range(_FIRST, question.years[0]))
    if (match := _YEARS_TOGETHER.search(text)) and len(previous.years_talked) >= (n := _number(match)) > len(known):
        return _in(question, tuple(sorted(previous.years_talked[-n:])))
    if question.years:
        return question
    if previous.years_listed and len(known) != 1 and THAT_YEAR.search(text):
        return _in(question, previous.years_listed[:1])
    against = question.operation is Operation.CHANGE or _AGAINST.search(text)
    if against and question.operation in (Operation.CHANGE, Operation.COMPARE) and "operation" in question.named:
        return question
    if BEFORE.search(parts.grammar):
        return _in(question, (known[0] - 1,))
    if _AFTER.search(parts.grammar):
        return _in(question, (known[-1] + 1,))
    return question


def by_stored_years(previous: Question, question: Question, parts: Parts, directory: Directory) -> Question:
    """最早那年, 更早的呢: years of the body talked about that are stored; 哪年高 between the two that were told."""
    if question.years or len(previous.agencies) != 1 or _named_body(question):
        return question
    stored, known = directory.stored[previous.agencies[0]].years, previous.years
    if _EARLIEST.search(parts.text) and stored:
        return _in(question, stored[:1])
    if known and (_EARLIER.match(parts.text) or _LATER.match(parts.text)):
        back = _EARLIER.match(parts.text) is not None
        others = [year for year in stored if (year < known[0] if back else year > known[-1])]
        return _in(question, tuple(others) or (known[0] - 1 if back else known[-1] + 1,))
    if _WHICH_YEAR.search(parts.text) and not parts.years.open_ended and len(known) == 1 and not question.measures:
        told = tuple(sorted({*previous.earlier, *known}))
        if len(told) > 1:
            made = _in(question, told)
            shares = previous.operation is Operation.SHARE
            operation = Operation.SHARE if shares else Operation.COMPARE
            return replace(made, operation=operation, topic="", named=made.named | {"operation"})
        plain = replace(question, operation=Operation.TREND, years=(), year_said=False, topic="")
        return replace(plain, named=question.named | {"operation"})
    return question


def _named_body(question: Question) -> bool:
    return bool(question.agencies or question.candidates or question.unknown or question.scope)


def _told_years(previous: Question, count: int) -> tuple[int, ...]:
    """The so many years that were told last, one after the other or together; none where there were not so many."""
    if len(previous.years) > 1:
        return previous.years if len(previous.years) == count else ()
    told = previous.years_talked[-count:]
    return tuple(sorted(told)) if len(told) == count else ()


def _number(match: re.Match[str]) -> int:
    groups = match.groupdict()
    said = next(word for word in (groups.get("n"), groups.get("en"), groups.get("en2"), groups.get("both")) if word)
    return _COUNTS.get(said.lower().removesuffix(" of"), 3)


def _in(question: Question, years: range | tuple[int, ...]) -> Question:
    """The question about these years; words that were only about the years are no topic."""
    if question.operation is Operation.PASSAGE and "operation" not in question.named:
        question = replace(question, operation=Operation.FIGURE, topic="")
    return replace(question, years=tuple(years), year_said=True, named=question.named | {"years"})


def asks_more(previous: Question, question: Question, parts: Parts) -> bool:
    """24年是不是更多了: against the one year that was told before."""
    shares = previous.operation is Operation.SHARE
    one = len(previous.years) == 1 and len(previous.agencies) == 1 and (len(previous.measures) == 1 or shares)
    other = len(question.years) == 1 and question.years != previous.years
    other = other or (not question.years and len(previous.earlier) == 1)  # 高了吗, of the two told before
    same = not question.measures or question.measures == previous.measures
    said = _MORE_NOW.search(parts.text) or (shares and _BY_HOW_MUCH.search(parts.text))
    return one and other and same and bool(said)


def adds_two_years(previous: Question) -> bool:
    """一共 after the same total of two years, one after the other, adds the two."""
    one = len(previous.earlier) == 1 and len(previous.years) == 1 and len(previous.measures) == 1
    return one and previous.operation is Operation.FIGURE and not _is_column(previous.measures[0])


def _is_column(measure: str) -> bool:
    return measure.startswith(("applications/", "review_litigation/")) and not measure.endswith("/total")


def years_meant(
    previous: Question, question: Question, operation: Operation, said: bool, parts: Parts
) -> tuple[tuple[int, ...], bool]:
    """The years, and whether somebody named them."""
    if parts.years.open_ended and not question.years:
        return (), False
    years, year_said = (question.years, True) if question.years else (previous.years, previous.year_said)
    if LATEST.search(parts.bare) and not question.years:
        return (), False
    if operation is Operation.COMPARE and _two_ends(previous, question, parts):
        return tuple(sorted({*previous.years, *question.years})), True
    compares = operation in (Operation.COMPARE, Operation.SHARE)
    if compares and asks_more(previous, question, parts) and not question.agencies:
        return tuple(sorted({*previous.years, *(question.years or previous.earlier)})), True
    if operation is Operation.SUM and said and adds_two_years(previous) and not question.years:
        return tuple(sorted({*previous.earlier, *years})), True
    differs = question.operation is Operation.COMPARE or grammar.DIFFERENCE.search(parts.grammar)
    if operation is Operation.SUM and differs and len(previous.measures) > 1 and len(previous.agencies) == 1:
        both = tuple(sorted({*previous.years, *question.years})) if question.years else years
        return (both if len(both) > 1 or not years else (years[0] - 1, years[0])), year_said
    by_the_year = operation in (Operation.SUM, Operation.MEAN) and grammar.BY_THE_YEAR.search(parts.grammar)
    if by_the_year and previous.years_listed and len(years) == 1 and not question.years:
        return tuple(sorted(previous.years_listed)), True
    if not said:
        return years, year_said
    if operation is Operation.TREND and not question.years and len(previous.years) < 3:
        return (), False
    if operation is Operation.CHANGE and _two_ends(previous, question, parts):
        return tuple(sorted({*previous.years, *question.years})), True
    if operation is Operation.CHANGE and len(years) > 1 and not question.years:
        return years[-1:], year_said
    if operation is Operation.COMPARE and _against_the_year_before(previous, question, parts) and len(years) == 1:
        asked = asks_difference(question, previous, parts) or grammar.UP_OR_DOWN.search(parts.grammar)
        apart = previous.earlier if asked else ()
        return tuple(sorted({*(apart or (years[0] - 1,)), years[0]})), True
    if (
        operation is Operation.COMPARE
        and len(question.years) == 1
        and previous.years
        and not question.agencies
        and question.years[0] not in previous.years
        and (_AGAINST.search(parts.text) or re.search(r"更|哪[一个]?年|一样|相同|一致", parts.text))
    ):
        return tuple(sorted({*previous.years[-1:], *question.years})), True
    return years, year_said


def _two_ends(previous: Question, question: Question, parts: Parts) -> bool:
    """跟2019年比变化: from the year talked of to the one that is named."""
    one = len(question.years) == 1 and len(previous.years) == 1 and question.years != previous.years
    return one and not _named(question) and _WITH_A_YEAR.search(parts.bare) is not None


def _named(question: Question) -> bool:
    return bool(question.agencies or question.candidates or question.unknown or question.measures)


def _against_the_year_before(previous: Question, question: Question, parts: Parts) -> bool:
    alone = len(question.agencies) < 2 and len(previous.agencies) < 2
    return bool(
        ((question.difference or BEFORE.search(parts.bare)) and grammar.LAST_YEAR_TOO.search(parts.grammar))
        or (alone and grammar.UP_OR_DOWN.search(parts.grammar))
        or asks_difference(question, previous, parts)
    )


def names_more(question: Question, parts: Parts) -> bool:
    """Whether a turn names a body or a box, or ranks: 一共多少件 alone adds up what was listed."""
    loose = question.candidates if parts.mentions else ()  # a place alone narrows the set
    named = question.agencies or loose or question.unknown or question.measures
    narrower = any(not said.endswith("/total") for said in parts.measured.columns)
    return bool(named or narrower or grammar.RANK.search(parts.grammar))


def asks_difference(question: Question, previous: Question, parts: Parts) -> bool:
    """增加了多少 of one year of one body: against the year before."""
    one = len(previous.agencies) == 1 and len(previous.years) == 1 and previous.operation is Operation.FIGURE
    return one and grammar.DIFFERENCE.search(parts.grammar) is not None and not names_more(question, parts)
