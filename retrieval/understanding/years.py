"""Years as people say them: 2023年, 23年, 二〇二三年, 去年, 近三年, 2021到2023, 十四五期间, the year before last.

A report for a year comes out the next year, so 近三年 ends with last year. A number is a year only where something says
so: 2023件 and 〔2021〕30号 are none.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from retrieval.understanding.dates import write_plainly

YEAR_MARK = "\ue000"  # stands in the text where a year stood
RANGE_MARK = "\ue001"

_DIGITS = {c: str(i) for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": "0",
    "○": "0",
    "Ｏ": "0",
    "O": "0",
    "o": "0",
}
_COUNT = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10, "几": 3}
_ENGLISH_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ENGLISH_COUNT = {w: i for i, w in enumerate(_ENGLISH_NUMBERS, 1)}
_PLANS = {"十二五": (2011, 2015), "十三五": (2016, 2020), "十四五": (2021, 2025), "十五五": (2026, 2030)}

_FOUR = r"(?:19|20)\d\d"
_HAN_FOUR = r"[一二两][零〇○Oo九0][零〇○一二三四五六七八九0]{2}"
_HAN_TWO = r"[零〇一二][零〇一二三四五六七八九]"
_NO_COUNT = r"(?!\s*(?:件|条|份|项|家|个(?!人)|人|次|篇|元|万|亿|%|宗|起|号|名|户|页))"
# A four-digit year may stand alone, a two-digit one needs 年 (or a partner in a range that has it).
_POINT = (
    rf"(?:(?<!\d)(?<!\d[.,])(?:{_FOUR}|{_HAN_FOUR})(?!\d|[.,]\d)(?:\s*年度?|{_NO_COUNT})"
    rf"|(?<![\d一二三四五六七八九十.])(?:['’]?\d\d|{_HAN_TWO})\s*年度?(?!\s*(?:内(?!部)|来(?!自|源)|期(?!初|末|间)"
    rf"|前(?!一年)|后|代)))"
)
_RELATIVE = {
    "上上一年": 2,
    "上上年": 2,
    "大大前年": 4,
    "大前年": 3,
    "前年": 2,
    "去年": 1,
    "旧年": 1,
    "上年度": 1,
    "上一年度": 1,
    "上个年度": 1,
    "今年": 0,
    "本年度": 0,
    "明年": -1,
    "后年": -2,
}
_RELATIVE_WORDS = r"上上一?年度?|大大前年度?|大前年度?|(?<!大)前年度?|去年度?|旧年|今年度?|明年度?|后年度?"
_LAST_PERIOD = r"(?<![比较跟与同和于])(?:上一年度|上年度|上个年度)(?!比|相比|结转|的?比)"
_SINGLE = rf"(?:{_POINT}|{_RELATIVE_WORDS}|{_LAST_PERIOD})"
_TO = r"\s*(?:到|至|—+|–|-+|―|~|〜|～|to|until|through|and)\s*"
_HALF = rf"(?:{_FOUR}|{_HAN_FOUR}|(?<!\d)\d\d|{_HAN_TWO})(?:\s*年度?)?|{_RELATIVE_WORDS}"

_NOT_YEARS = re.compile(
    rf"(?:去年|上一?年度?)(?:遗留|留|结转|转|剩)(?:下来)?(?:到|至)(?:今年|本年)度?"
    rf"|(?:结转|转|留|推|拖|延)(?:到|至|入|给|待)?(?:明年|后年)(?:度)?|(?:carried|rolled|carry|carrying"
    rf"|carryover|carry-over"
    rf"|brought|held|pushed|transfer|transferred|moved|passed|shifted|continued|extended|delayed|postponed)"
    rf" (?:over |forward |in |out |on )*(?:in)?to (?:the )?(?:next|following|coming"
    rf"|this) year|(?:into|to|for|until|till) (?:the )?(?:next|following|coming) year"
    rf"|[〔\[(【]\s*{_FOUR}\s*[〕\])】]\s*(?:第?\d+\s*号)"
    rf"|第[一二三四五六七八九十百\d]+条(?:第[((]?[一二三四五六七八九十\d]+[))]?[项款])?"
    rf"|第[一二三四五六七八九十百\d]+[项款章名位]|前[一二两三四五六七八九十\d]+[名位家个]|(?:{_FOUR})\s*(?:版"
    rf"|式)|edition\s+{_FOUR}|{_FOUR}\s+edition",
    re.I,
)
_RANGE = re.compile(
    rf"(?:从|自|由|from|between)?\s*(?P<first>{_HALF}){_TO}(?P<last>{_POINT}|{_FOUR}(?!\d)"
    rf"|{_RELATIVE_WORDS})(?:\s*年?(?:期间|间|之间))?",
    re.I,
)
_BETWEEN = re.compile(rf"\bbetween\s+(?P<first>{_FOUR})\s+and\s+(?P<last>{_FOUR})", re.I)
_PLAN = re.compile(r"[“\"']?(十[二三四五]五)[”\"']?(?:规划)?(?:期间|时期|以来|期内|这五年)?")
_RECENT = re.compile(
    r"(?:最近|近|过去|连续(?:的)?|连着|前(?!一|1)|这(?!一|1)|头(?!一|1)|往前(?!一|1))(?:的)?\s*(?P<n>[一二两三四五六七八九十几]"
    r"|\d{1,2})\s*(?:个)?年(?:来|间"
    r"|内|里|度)?(?!以?前)"
)
_RECENT_EN = re.compile(
    r"\b(?:the\s+)?(?:past|last|previous|recent|latest|preceding)\s+(?P<n>\d{1,2}|two|three|four|five|six"
    r"|seven|eight|nine|ten|few|several)\s+years?\b",
    re.I,
)
_FEW_YEARS = re.compile(
    r"(?:最近|近|过去|这|往)(?:的)?(?:好)?几(?:个)?年(?:来|间|内|里|度)?"
    r"|\b(?:the\s+|these\s+)?(?:past|last|previous|recent|latest)\s+(?:few|several)\s+years\b|\bin recent years\b",
    re.I,
)
_SINCE = re.compile(
    rf"(?:自|从|since|from)?\s*(?P<first>{_FOUR}|{_HAN_FOUR})\s*年?\s*(?:以来|之后|以后|至今|到现在|起|onwards?"
    rf"|till now"
    rf"|until now|to date)",
    re.I,
)
_SINCE_EN = re.compile(rf"\bsince\s+(?P<first>{_FOUR})\b", re.I)
_EVER = re.compile(
    r"历年|这些年|近年来?|所有年份|每一?年(?:的|都)?(?=.*(?:趋势|走势|变化|多少|几))|各年度?"
    r"|逐年|over the years|each year"
    r"|every year|all years|year by year",
    re.I,
)
_AGO = re.compile(
    r"(?<![零〇一二三四五六七八九\d])(?P<n>[一二两三四五六七八九十]|\d{1,2})\s*年(?:以前|之前|前(?![一前]))"
    r"|\b(?P<en>\d{1,2}|one|two|three|four|five|six"
    r"|seven)\s+years?\s+ago\b",
    re.I,
)
_ENGLISH_RELATIVE = re.compile(
    r"\b(?:in\s+)?(?P<two>(?:the\s+)?year\s+before\s+last)\b|\b(?P<one>last\s+year|the\s+past\s+year)\b"
    r"|\b(?P<zero>this\s+year|the\s+current\s+year)\b|\b(?P<next>next\s+year)\b",
    re.I,
)
_LISTED = re.compile(r"(?<!\d)((?:\d\d[、,和与及跟]\s*)+)(\d\d年)")  # 20、21、22年
_LISTED_TOGETHER = re.compile(
    r"(?<!\d)((?:[12]\d[、,和与及跟\s]\s*)+[12]\d)(?=(?:这)?[两二三四五六七]个?年)"
)  # 22、23、24三年
# 2019、2020两年: the word counts the years before it.
_COUNTED_YEARS = re.compile(r"(?<=[\ue000\ue001])(?:这)?(?:前后)?[两二三四五六七]个?年(?:度|间|里|内)?(?!前|来|以|之)")
# 2024年…和去年同期比: beside a year of its own, the year before that.
_SAME_PERIOD = re.compile(r"(?:去|上)年度?(?=同期|同比|同一时期)")
_INTO_NEXT = re.compile(
    rf"(?P<first>{_POINT})(?P<between>[^,，?？]{{0,24}}?)(?:(?P<into>(?:结转|转|留|推|拖|延|带|移)"
    rf"(?:了)?(?:(?:多少|几)[件个宗份]?(?:申请)?)?(?:到|至|入|给)了?)"
    rf"|(?:从|由|自))(?P<second>{_POINT})(?=(?P<from>(?:度)?(?:的)?(?:结转|转|遗留|留|剩|带|接|拖|移|顺延|承接))?)"
)
# Carried over from 2022 into 2023: it is the report for 2022 that carries over.
_INTO_NEXT_EN = re.compile(
    r"\b(?P<how>(?:carr|roll|brought|bring|held|left|push|defer)\w*(?: over| forward)?)\b(?P<between>[^,;?.]{0,40}?)"
    r" (?:from (?P<first>20\d\d) (?:in)?to (?P<second>20\d\d)|(?:in)?to (?P<later>20\d\d) from (?P<earlier>20\d\d))",
    re.I,
)
# Carried over from 2022, of the report for 2022, is what it carries out; of that for 2023, what it carries in.
_FROM_EN = re.compile(
    r"\b(?P<how>(?:carr|roll|brought|bring)\w*(?: over| forward)?) from (?:the year )?(?P<year>20\d\d)", re.I
)
_INTO_EN = re.compile(r"\b(?P<how>(?:carr|roll)\w*(?: over| forward)?) (?:in)?to (?:the year )?(?P<year>20\d\d)", re.I)
# 民國112年, 112年度: the years of the Republic begin with 1912.
_REPUBLIC = re.compile(
    r"(?:中华)?民国\s*(?P<han>[一二三四五六七八九十百〇零\d]{2,5})\s*年度?|(?<![\d.])(?P<digits>1[01]\d)\s*年度?(?![以之]?[前后内来])(?!间)"
)
# 111至113年度, 112、113年: the first of them has no 年 of its own.
_REPUBLIC_LISTED = re.compile(
    r"(?<![\d.])(?P<n>1[01]\d)(?=\s*[、,，和与及至到~–-]\s*(?:1[01]\d\s*[、,，和与及至到~–-]\s*)*1[01]\d\s*年)"
)
_POINT_ABSOLUTE = re.compile(_POINT)
# 2023年…去年没办完转过来的: beside a year of its own, the word belongs to the row.
_CARRIED = re.compile(
    r"(?:去年|上一?年度?)(?:度)?(?:的)?(?=(?:还|仍)?[未没]?(?:有)?(?:办完|办结|能办|结转|转|遗留|剩|积压|留))"
    r"|(?<=自)(?:去年|上一?年度?)|(?<=从)(?:去年|上一?年度?)(?=转|结转|留|带|来)|今年(?=新|收到|收的)"
    r"|\b(?:from|of) (?:the )?(?:last year|previous year|year before(?! last))"
    r"|\bitems? (?:in )?(?:the )?(?:last|previous) year"
    r"|\blast year'?s (?=(?:number of )?items|backlog|carry)",
    re.I,
)
_BARE_SHORT = re.compile(r"(?:^|(?<=[\u4e00-\u9fff]) )(?P<year>[12]\d)(?=$|[ ?？。])")  # 浔川教育 新收 23
_CARRIED_BESIDE = re.compile(
    r"上一?个?年度?(?=(?:的)?(?:转入|遗留|留下|剩|积压|没办|未办))"
    r"|(?<=over )from (?:the )?(?:last|previous) year|(?<=forward )from (?:the )?(?:last|previous) year",
    re.I,
)
_POINT_RE = re.compile(_SINGLE, re.I)
# 上一年全部单位…: last year where nothing else says which; 跟上一年比, 上一年结转, 上一年呢 are none.
_YEAR_BEFORE = re.compile(
    r"(?<![比较跟与同和于从由自])上一?年(?=[^,?]{6})(?!度?(?:相?比|同期"
    r"|结转(?!(?:到|至|入)?下(?!来))|转|遗留|留|积压|剩|没|未|的?结转|[^,?]{0,16}项目))"
)


@dataclass(frozen=True, slots=True)
class Years:
    """The years that a text names, in the order of time, and the text with a mark where each stood."""

    years: tuple[int, ...]
    text: str
    is_range: bool = False  # from … to …: every year between is meant
    open_ended: bool = False  # 历年: whatever there is
    said: tuple[str, ...] = ()


def find_years(text: str, today: date) -> Years:
    """The years named in a normalised text."""
    found: list[tuple[int, ...]] = []
    said: list[str] = []
    state = {"range": False, "ever": False}
    hidden: list[str] = []

    def hide(match: re.Match[str]) -> str:
        hidden.append(match.group())
        return "\ue0ff" + chr(0xE100 + len(hidden) - 1)

    def take(years: tuple[int, ...], words: str, ranged: bool) -> str:
        found.append(years)
        said.append(words.strip())
        state["range"] = state["range"] or ranged
        return RANGE_MARK if ranged else YEAR_MARK

    def spread(first: int | None, last: int | None, match: re.Match[str]) -> str:
        if first is None or last is None or not first < last <= first + 30:
            return match.group()
        return take(tuple(range(first, last + 1)), match.group(), True)

    def ever(match: re.Match[str]) -> str:
        state["ever"] = True
        said.append(match.group())
        return RANGE_MARK

    text = write_plainly(text)
    text = _beside_its_year(_INTO_NEXT_EN.sub(_into_next_english, text))
    text = _NOT_YEARS.sub(hide, text)
    text = (_CARRIED if _POINT_ABSOLUTE.search(text) else _CARRIED_BESIDE).sub(hide, text)
    if _POINT_ABSOLUTE.search(text):
        text = _SAME_PERIOD.sub("上一年", text)
    text = _REPUBLIC_LISTED.sub(lambda m: f"{1911 + int(m['n'])}年", text)
    text = _REPUBLIC.sub(lambda m: _of_the_republic(m, today), text)
    text = _INTO_NEXT.sub(_into_next(today), text)
    text = _LISTED_TOGETHER.sub(lambda m: re.sub(r"\d\d", lambda d: d[0] + "年", m[1]), text)
    text = _LISTED.sub(lambda m: re.sub(r"\d\d", lambda d: d[0] + "年", m[1]) + m[2], text)
    text = _PLAN.sub(lambda m: take(tuple(range(_PLANS[m[1]][0], _PLANS[m[1]][1] + 1)), m[0], True), text)
    text = _BETWEEN.sub(lambda m: spread(int(m["first"]), int(m["last"]), m), text)
    text = _SINCE_EN.sub(lambda m: spread(int(m["first"]), today.year - 1, m), text)
    text = _SINCE.sub(lambda m: spread(_year(m["first"], today), today.year - 1, m), text)
    text = _RANGE.sub(
        lambda m: (
            spread(_year(m["first"], today), _year(m["last"], today), m)
            if not re.search(r"(?i)\band\b", m[0])
            else m[0]
        ),
        text,
    )
    if not found:
        text = _FEW_YEARS.sub(ever, text)  # 这几年 says no number: every year that is stored
    text = _RECENT.sub(lambda m: _recent(m, m["n"], today, take), text)
    text = _RECENT_EN.sub(lambda m: _recent(m, m["n"].lower(), today, take), text)
    text = _AGO.sub(lambda m: take((today.year - _count(m["n"] or m["en"].lower()),), m[0], False), text)
    text = _ENGLISH_RELATIVE.sub(
        lambda m: take((today.year - (2 if m["two"] else 1 if m["one"] else 0 if m["zero"] else -1),), m[0], False),
        text,
    )

    if not state["range"]:
        text = _EVER.sub(ever, text)  # 2020到2023年逐年: the word asks for each of them

    def point(match: re.Match[str]) -> str:
        year = _year(match.group(), today)
        return match.group() if year is None else take((year,), match.group(), False)

    text = _POINT_RE.sub(point, text)
    if not found:
        text = _YEAR_BEFORE.sub(lambda m: take((today.year - 1,), m[0], False), text)
    text = _COUNTED_YEARS.sub("", text)
    text = re.sub("\ue0ff([\ue100-\ue1ff])", lambda m: hidden[ord(m[1]) - 0xE100], text)
    if not found and not state["ever"] and (bare := _BARE_SHORT.search(text)):
        year = 2000 + int(bare["year"])
        if 2015 <= year < today.year:
            text = text[: bare.start("year")] + take((year,), bare["year"], False) + text[bare.end("year") :]
    years = tuple(sorted({year for group in found for year in group}))
    return Years(years, text, state["range"] or state["ever"], state["ever"], tuple(said))


def _into_next(today: date) -> Callable[[re.Match[str]], str]:
    """2022年结转到2023年的: the year after belongs to the row, as the year before does in 2023年从2022年转来的."""

    def marked(match: re.Match[str]) -> str:
        first, second = _year(match["first"], today), _year(match["second"], today)
        gap = 1 if match["into"] else -1
        told = match["into"] or match["from"]
        if not told or first is None or second is None or second - first != gap:
            return match.group()
        said = match.group()
        return said[: match.start("second") - match.start()] + YEAR_MARK + said[match.end("second") - match.start() :]

    return marked


def _into_next_english(match: re.Match[str]) -> str:
    first, second = int(match["first"] or match["earlier"]), int(match["second"] or match["later"])
    if second - first != 1:
        return match.group()
    return f"{match['how']}{match['between']} to next year in {first}"


def _beside_its_year(text: str) -> str:
    """Told with the year of the report, the other year is that of the row: in 2023, carried over from 2022."""
    if len(re.findall(r"\b(?:into|from) (?:the year )?20\d\d", text, re.I)) > 1:
        return text
    if (told := _FROM_EN.search(text)) is not None:
        beside = str(int(told["year"]) + 1) in text
        named = f"{told['how']} from last year" if beside else f"{told['how']} to next year in {told['year']}"
        return text[: told.start()] + named + text[told.end() :]
    if (told := _INTO_EN.search(text)) is not None and str(int(told["year"]) - 1) in text:
        return text[: told.start()] + f"{told['how']} to next year" + text[told.end() :]
    return text


def _of_the_republic(match: re.Match[str], today: date) -> str:
    """The year as the reports count it, where it is one that a report can be for."""
    said = match["han"] or match["digits"]
    number = int(said) if said.isdigit() else _han_number(said)
    year = 1911 + number
    return f"{year}年" if 2008 <= year <= today.year + 1 else match.group()


def _han_number(said: str) -> int:
    """一一二 and 一百一十二."""
    if not re.search("[十百]", said):
        return int("".join(_DIGITS.get(c, c) for c in said))
    hundreds, _, rest = said.rpartition("百")
    tens, ten, ones = rest.lstrip("零〇").rpartition("十")
    return (
        100 * (_COUNT.get(hundreds, 0) if hundreds else 0)
        + (10 * _COUNT.get(tens, 1) if ten else 0)
        + (_COUNT.get(ones, 0) if ones else 0)
    )


def _recent(match: re.Match[str], n: str, today: date, take: object) -> str:
    count = _count(n)
    assert callable(take)
    if count == 1 and re.match(r"(?:the\s+)?(?:最近|latest|recent)", match.group(), re.I):
        return match.group()  # 最近一年 is the latest that the body has
    if not 1 <= count <= 15:
        return match.group()
    return str(take(tuple(range(today.year - count, today.year)), match.group(), count > 1))


def _count(word: str) -> int:
    if word.isdigit():
        return int(word)
    return _COUNT.get(word) or _ENGLISH_COUNT.get(word) or 3


def _year(said: str, today: date) -> int | None:
    said = re.sub(r"\s", "", said).lstrip("'’")
    bare = re.sub(r"年?度?$", "", said)
    for word, back in _RELATIVE.items():
        if said.startswith(word) or said.rstrip("度") == word:
            return today.year - back
    digits = "".join(_DIGITS.get(c, "2" if c == "两" else c) for c in bare)
    if not digits.isdigit():
        return None
    if len(digits) == 2:
        year = 2000 + int(digits)
        return year if 2008 <= year <= today.year + 5 else None
    year = int(digits)
    return year if 1949 <= year <= 2100 else None
