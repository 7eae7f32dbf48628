"""What a document says of the body and the year that it reports for: each hint with where it stands.

Hints come from title lines, the signature and its date, the block of data over an article, the sentence on the period,
the address, the first sentences. None is trusted alone: a site prints other reports' titles beside this one, a clerk
leaves last year's date in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ingest.document import Document, Table
from ingest.extract.prose import Line, clean, read_lines
from ingest.extract.sections import Heading, find_headings, own_lines
from report.agencies import is_body_name
from report.numbers import normalise

_MOST = 100_000  # characters looked through for addresses and renamings
_CHINESE_DIGITS = str.maketrans("〇○Ｏ零一二三四五六七八九", "0000123456789")
_CHINESE_YEAR = re.compile(r"[二2][〇○Ｏ零0][〇○Ｏ零一二三四五六七八九\d]{2}(?=年)")
_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?!\d)")
_CORE = re.compile(r"(?:政府信息|政务信息|政务|信息)(?:主动)?公开")
_TITLE_END = re.compile(r"(?:报告|年报)(?:的公示|的公告)?$")
_NO_TITLE = re.compile(r"通知|格式|[，。；]|上一篇|下一篇|要求编制|情况如下|指南|目录|制度|条例(?!.*报告$)")
_PERIOD = re.compile(
    r"(?:统计|数据|期限|时限|起止|时间|报告期)[^。；]{0,40}?(20\d\d)年?度?(?:[（(]?)0?1月?0?1日?[^。；\d]{0,6}(?:(20\d\d)年?)?12月?31"
)
_PERIOD_BARE = re.compile(r"(20\d\d)年?0?1月?0?1日?(?:起)?(?:至|到|—|-|－|~)(?:(?:20\d\d)年?)?12月?31")
_DATES = re.compile(r"(20\d\d)\s*[年\-./]\s*(\d{1,2})\s*[月\-./]\s*(\d{1,2})")
_KEYS = {
    "publisher": re.compile(
        r"^(?:发布机构|发布单位|发文机关|发文单位|公开机构|公开主体|责任部门|公开责任部门|信息公开责任部门|信息提供单位|单位名称|编制单位|制作单位|单位)$"
    ),
    "source": re.compile(r"^(?:来源|信息来源|文章来源|稿源|作者|主办|主办单位|承办|承办单位|版权所有)$"),
    "published": re.compile(
        r"^(?:发布时间|发布日期|发文日期|成文日期|公开日期|生成日期|发文时间|公开时间|日期|时间|更新时间|印发日期)$"
    ),
}
_PAIR = re.compile(
    r"(?P<key>[\u4e00-\u9fff]{2,9})\s*[：:]\s*(?P<value>[^：:\u3000]{2,40}?)(?=\s{2,}|\u3000|\s[\u4e00-\u9fff]{2,8}[：:]|\s*$|\s)"
)
_ADDRESS = re.compile(r"(?:地址|地点|位于|办公地点)[：:是为在]?\s*([\u4e00-\u9fff]{3,30})")
_CONTACT = re.compile(
    r"(?:请与|请联系|可与|联系单位[：:]?|联系部门[：:]?|咨询)([\u4e00-\u9fff]{4,40}?)(?:办公室)?(?:联系|咨询|[（(，。,])"
)
_WRITER = re.compile(
    r"(?:报告由|公布|公开|发布|现将)([\u4e00-\u9fff]{4,30}?)(?:20\d\d年|编制|根据|依据|按照|政府信息公开)"
)
_SUBJECT = re.compile(
    r"(?:^|[。，；）)]|\d年度?|一年来|过去一年|年来)[，,、]?\s*([\u4e00-\u9fff]{2,30}?)"
    r"(?=认真|严格|深入|坚持|始终|在(?!.{0,6}公开栏)|紧紧|紧扣|高度|按照|扎实|积极|持续|全面|以|共|坚决|切实|不断|围绕|聚焦|贯彻|政府信息公开|全年|收到|主动|继续|根据|依据)"
)
_FORMER = re.compile(
    r"(?P<new>[\u4e00-\u9fff]{4,30})[（(]原(?:名)?[“\"]?(?P<old>[\u4e00-\u9fff]{3,30}?)[”\"]?[）)]|"
    r"(?:原|由(?:原)?|将(?:原)?)[“\"]?(?P<old2>[\u4e00-\u9fff]{3,30}?)[”\"]?(?:已|正式|于20\d\d年\d{1,2}月(?:\d{1,2}日)?)?"
    r"(?:更名|改名|改称|变更名称|名称变更|更改名称|重组更名)(?:为|成|而来)?[“\"]?(?P<new2>[\u4e00-\u9fff]{0,30})"
)


@dataclass(frozen=True, slots=True)
class Hint:
    """Something that a document prints of itself; `weight` says how much it is worth."""

    source: str  # title, signature, publisher, contact, subject, …
    printed: str
    weight: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that speaks of the body, its place and the year."""

    title: str
    signature: str
    signed: date | None
    published: date | None
    names: tuple[Hint, ...]
    places: tuple[Hint, ...]  # addresses and names of other bodies, for the region alone
    years: tuple[tuple[str, int, float], ...]
    former: tuple[tuple[str, str], ...]  # (former name, the name that followed it or empty)


def arabic_years(text: str) -> str:
    """二〇二三年 written 2023年."""
    return _CHINESE_YEAR.sub(lambda match: match[0].translate(_CHINESE_DIGITS), text)


def find_evidence(document: Document, printed: Sequence[Line] | None = None) -> Evidence:
    """Every hint of a document; `printed` are its own lines, if known."""
    if printed is None:
        printed = own_lines(read_lines(document))
    lines = tuple(Line(arabic_years(line.text), line.block, line.page, line.heading) for line in printed)
    headings = find_headings(lines, document)
    head, body, tail = _parts(lines, headings)
    titles = _titles(head, document)
    title = titles[0] if titles else ""
    pairs = _pairs(document)
    signature, signed = _signature(tail)
    if signed is None:
        signed = next(
            (found for line in head if _SIGNED.fullmatch(line.text) and (found := read_date(line.text))), None
        )
    stamps = [value for key, value in document.metadata if re.search(r"pub.*date|publish|发布", key, re.IGNORECASE)]
    published = next((found for value in [*pairs["published"], *stamps] if (found := read_date(value))), None)
    text = normalise("".join(line.text for line in body))[:_MOST]
    preface = normalise("".join(line.text for line in head))[:_MOST]
    names = [*_title_names(title, 7.0), *_title_names(_page_title(document)[0], 3.0)]
    if signature:
        names.append(Hint("signature", signature, 6.0))
    names += [Hint("publisher", value, 2.5) for value in dict.fromkeys(pairs["publisher"])]
    names += [Hint("contact", match, 2.0) for match in _CONTACT.findall(preface + text[-600:])]
    names += [Hint("writer", match, 2.0) for match in _WRITER.findall(preface)]
    names += [Hint("subject", match, 1.0) for match in _SUBJECT.findall(text[:3000])]
    names += [Hint("file", match, 2.0) for match in re.findall(r"[\u4e00-\u9fff]{4,40}", _file_title(document.name))]
    places = [Hint("address", match, 1.0) for match in _ADDRESS.findall(preface + text)]
    places += [Hint("source", value, 1.0) for value in pairs["source"]]
    places += [Hint("site", value, 1.0) for value in _page_title(document)[1:]]
    places += [Hint("meta", part, 0.5) for _, value in document.metadata for part in re.split(r"[,，;；\s-]+", value)]
    places += names
    years = _years(title, preface, text, signed, published, document)
    return Evidence(
        title, signature, signed, published, tuple(names), tuple(places), tuple(years), tuple(_former(preface + text))
    )


def _parts(lines: Sequence[Line], headings: Sequence[Heading]) -> tuple[Sequence[Line], Sequence[Line], Sequence[Line]]:
    """What stands before the first heading, from there on, and the end from the last heading on."""
    if not headings:
        return lines[:40], lines, lines[-12:]
    first, last = headings[0].line, headings[-1].line
    return lines[:first], lines[first:], lines[last + 1 :]


# ---- titles


def _titles(head: Sequence[Line], document: Document) -> list[str]:
    """The title, best first: the one nearest to the text, a heading, or what the page calls itself."""
    called = normalise(document.title)
    found: list[tuple[float, int, str]] = []
    nearest = True
    for stop in range(len(head) - 1, -1, -1):
        for size in range(1, 5):
            start = stop - size + 1
            if start < 0 or sum(len(line.text) for line in head[start : stop + 1]) > 90:
                break
            title = normalise("".join(line.text for line in head[start : stop + 1]))
            if not _is_title(title):
                continue
            title, start = _upwards(title, start, head)
            score = 2.0 * nearest + 3.0 * any(line.heading for line in head[start : stop + 1])
            score += 3.0 * bool(called and title and (title in called or called in title))
            found.append((score, stop, title))
            nearest = False
            break
    found.sort(key=lambda entry: (-entry[0], -entry[1]))
    page = _page_title(document)[0]
    return [title for _, _, title in found] or ([page] if _is_title(page) else [])


def _is_title(text: str) -> bool:
    bare = re.sub(r"[（(][^（()）]{0,16}[）)]$", "", text)
    bare = re.sub(r"(?<=[告报])[-—–－]{1,3}[\u4e00-\u9fff]{3,30}$", "", bare)
    core = _CORE.search(bare)
    return bool(core and len(bare) < 90 and _TITLE_END.search(bare) and not _NO_TITLE.search(bare))


def _upwards(title: str, start: int, head: Sequence[Line]) -> tuple[str, int]:
    """A title with the lines above that it lacks: the body's name, the year, the first half of a name."""
    for _ in range(2):
        name, year = split_title(title)
        if start == 0 or (name and year and is_body_name(name)):
            break
        above = normalise(head[start - 1].text)
        whole = above + title
        wants_name = not name or not is_body_name(name)
        fits = is_body_name(above) or is_body_name(split_title(whole)[0]) or re.fullmatch(r"20\d\d年?度?", above)
        if not (wants_name and fits) or len(whole) > 80 or _NO_TITLE.search(above):
            break
        title, start = whole, start - 1
    return title, start


def split_title(title: str) -> tuple[str, int | None]:
    """The body's name and the year in a title, each empty where the title has none."""
    bare = normalise(arabic_years(title))
    core = None
    for match in _CORE.finditer(bare):
        core = match
        break
    year = next((int(found) for found in _YEAR.findall(bare)), None)
    front = bare[: core.start()] if core else bare
    front = re.sub(r"[〔\[【(（].*?[〕\]】)）]", "", front)
    behind = re.search(r"(?<=[告报])[-—–－]{1,3}([\u4e00-\u9fff]{3,30})$", bare)
    if behind and not re.search(r"[局厅委府会]", front):
        front = behind[1]
    front = re.sub(
        r"(?:20\d\d|\d{2})年?(?:度|份)?的?|^关于(?:公布|公开|发布|印发)?|关于(?:公布|公开|发布|编制)?|年度$|本级$",
        "",
        front,
    )
    front = re.sub(r"^[^\u4e00-\u9fff]+|[^\u4e00-\u9fff]+$", "", front)
    if front.endswith("人民") and core and core[0].startswith("政府"):
        front += "政府"
    return front, year


def _title_names(title: str, weight: float) -> list[Hint]:
    name, _ = split_title(title)
    return [Hint("title", name, weight)] if len(name) > 2 else []


def _page_title(document: Document) -> list[str]:
    """What the page's <title> says, the article first, then the site: 某局年报 - 某区人民政府."""
    parts = [
        part.strip() for part in re.split(r"\s[-–—_|]\s|[_|]|(?<=报告)-|(?<=年报)-", document.title) if part.strip()
    ]
    return [normalise(parts[0]), *parts[1:]] if parts else [""]


def _file_title(name: str) -> str:
    return re.sub(r"\.[A-Za-z]{2,5}$", "", name.split("/")[-1])


# ---- the block of data, the signature


def _pairs(document: Document) -> dict[str, list[str]]:
    """发布机构, 来源 and 发布时间 with their values, from lines and from boxes side by side."""
    found: dict[str, list[str]] = {key: [] for key in _KEYS}
    waiting = ""
    for text in _strings(document):
        bare = re.sub(r"[\s：:【】\[\]]+", "", text)
        key = next((key for key, pattern in _KEYS.items() if pattern.match(bare)), "")
        if key:
            waiting = key
            continue
        if waiting and bare:
            found[waiting].append(text.strip())
        waiting = ""
        for match in _PAIR.finditer(text) if "：" in text or ":" in text else ():
            name = next((key for key, pattern in _KEYS.items() if pattern.match(match["key"])), "")
            if name:
                found[name].append(match["value"].strip())
    return found


def _strings(document: Document) -> Iterator[str]:
    """Short lines and boxes outside the form's tables, where such pairs stand."""
    for block in document.blocks[:_MOST]:
        if isinstance(block, Table):
            if block.height <= 12:
                yield from (box.text for box in sorted(block.boxes, key=lambda box: (box.row, box.column)))
            continue
        yield from (line for line in block.text.split("\n") if len(line) < 200)


def read_date(text: str) -> date | None:
    """The first date in a text."""
    bare = normalise(re.sub(r"[二2][〇○Ｏ零0][〇○Ｏ零一二三四五六七八九\d]{2}年.{0,9}日", _arabic_date, text))
    match = _DATES.search(bare)
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _arabic_date(match: re.Match[str]) -> str:
    """二〇二三年十二月三十一日 → 2023年12月31日."""

    def number(words: str) -> str:
        if "十" not in words:
            return words.translate(_CHINESE_DIGITS)
        tens, _, ones = words.partition("十")
        return str(int((tens or "一").translate(_CHINESE_DIGITS)) * 10 + int((ones or "零").translate(_CHINESE_DIGITS)))

    parts = re.split(r"[年月日]", normalise(match[0]))
    if len(parts) < 3 or not all(re.fullmatch(r"[\d〇○Ｏ零一二三四五六七八九十]+", part) for part in parts[:3]):
        return match[0]
    try:
        return f"{parts[0].translate(_CHINESE_DIGITS)}年{number(parts[1])}月{number(parts[2])}日"
    except ValueError:
        return match[0]


_SIGNED = re.compile(
    r"(?P<name>[\u4e00-\u9fff·]{4,40})?\s*[（(]?(?P<date>[\d〇○零二][^，。；]{5,14}日|20\d\d[-./]\d{1,2}[-./]\d{1,2})[）)]?"
)


def _signature(tail: Sequence[Line]) -> tuple[str, date | None]:
    """Who signs at the end, and when: two lines, one line, or the name alone."""
    name, signed = "", None
    for index, line in enumerate(tail):
        text = clean(line.text)
        match = _SIGNED.fullmatch(text)
        found = read_date(text) if match else None
        if match and found:
            signed = found
            own = match["name"] or ""
            above = [clean(before.text) for before in tail[max(0, index - 2) : index]]
            name = own if own and is_body_name(own) else _name_above(above) or name
            return name, signed
    for line in tail:
        if is_body_name(line.text) and len(line.text) < 36:
            name = clean(line.text)
    return name, signed


def _name_above(above: list[str]) -> str:
    joined = "".join(above)
    if above and not is_body_name(above[-1]) and is_body_name(joined):
        return joined  # a name cut in two: 汐原市规划和自然资源局 / 榆汀分局
    return next((text for text in reversed(above) if is_body_name(text)), "")


# ---- years, former names


def _years(
    title: str, preface: str, text: str, signed: date | None, published: date | None, document: Document
) -> Iterator[tuple[str, int, float]]:
    preface, text = (re.sub(r"[〔\[【(（]20\d\d(?:[〕\]】)）]|\d{1,2}号)", "", part) for part in (preface, text))
    found = split_title(title)[1]
    if found:
        yield "title", found, 5.0
    page = split_title(_page_title(document)[0])[1]
    if page and page != found:
        yield "page title", page, 2.0
    for match in [*_PERIOD.finditer(preface + text[:1500])][:1] or [*_PERIOD_BARE.finditer(preface + text[:1500])][:1]:
        yield "period", int(match[1]), 5.0
    if signed:
        yield "signed", signed.year - 1, 3.0
    if published:
        yield "published", published.year - 1, 2.0
    stamped = re.search(r"(?<![\dA-Za-z])t(20\d\d)(\d{2})(\d{2})_", document.name)
    if stamped:
        yield "file", int(stamped[1]) - 1, 1.5
    for year in re.findall(r"(20\d\d)年(?:度)?(?=.{0,40}(?:报告|年报|信息公开))", _file_title(document.name))[:1]:
        yield "file", int(year), 2.0
    years = [int(year) for year in re.findall(r"(?<!\d)(20\d\d)年", text)]
    if years:
        yield "first", years[0], 1.5
        usual = max(sorted(set(years)), key=years.count)
        yield "usual", usual, 1.5


def _former(text: str) -> Iterator[tuple[str, str]]:
    for match in _FORMER.finditer(text):
        old, new = match["old"] or match["old2"] or "", match["new"] or match["new2"] or ""
        if is_body_name(old):
            yield old, new
