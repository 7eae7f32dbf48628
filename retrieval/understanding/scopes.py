"""Sets of bodies that are described, not named: 全部单位, 浔川市范围内各单位, 各区教育局, agencies in Xunchuan City.

A place with nothing after it (浔川市2023年新收申请) is not a set: it is a question back, unless the sentence sums up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from retrieval.question import Scope
from retrieval.understanding.bodies import BODY_MARK, Mention, Place
from retrieval.understanding.directory import ENDINGS, Directory
from retrieval.understanding.english_sets import kinds_of, kinds_pattern, level_said

SCOPE_MARK = "\ue004"
REGION_MARK = "\ue005"

_UNITS = (
    r"(?:级|类|市级|区级|县级|省级|区县|县区|市区|市|区|县|乡镇)?(?:的)?(?:政府)?(?:单位|部门|机关|机构|委办局"
    r"|局委办|局委|委局|行政机关|公开主体|责任主体|报告主体"
    r"|部委办局|局(?![\u4e00-\u9fff])|局(?=里|中|的|一|都|有|没|年|收|申|在|存|写|怎|办|最|谁|哪|排|平均)|报告)"
)
_QUANTITY = (
    r"(?:全部|所有|各个|各家|各|每个|每家|每一个|全体|全库|整个库|库存|全市|全省|全区|全县|全国|本市|本省|库里|库中|数据库里"
    r"|收录的?|哪些|哪一个|哪个|哪一家|哪几个|哪几家|哪家|有?几个"
    r"|有?多少个?|有?多少家|有?几家|什么|其他|其它|别的|任何|一些)"
)
_WITHIN = (
    r"(?:的)?(?:全市|全省|全区|全县)?(?:行政区域|行政区|区域)?(?:范围|辖区|境)?(?:之)?(?:内|里|中|下面|底下|治下|名下|下辖|所辖"
    r"|辖下|下属|上下|本级|本地)?(?:的)?"
    r"(?:\((?:含|包括|包含|连同)[^)]{0,12}\))?(?:含区县|包括区县|连区县)?(?:的)?"
)
_OWN_LEVEL = re.compile(r"市直|区直|县直|省直|市本级|区本级|县本级|省本级|市级|省级|本级|直属")
_BELOW_ONLY = re.compile(r"各区县?|各县区?|区县|县区|各区市县|各县市区?|下辖|下属|辖下|所辖")
# 浔川市各区谁最多: the bodies of its districts, not its own.
_EACH_DISTRICT = re.compile(
    r"(?:的)?(?:下辖|所辖|下属|辖下)?(?:的)?(?:各(?:个)?|几个|所有)(?:的)?(?:区县|县区|市县|县市区?|区市县|乡镇|区|县|镇)"
    r"(?:里面?|中|之间|之中|当中)?(?=$|[\W\ue000-\ue0ff]|谁|哪|新|收|申|办|予|不|行|最|排|一共|合计|总|平均|的|有|分别)"
)
_PLAIN = re.compile(
    r"(?:省|市|区县?|县区?|县市区)(?:级|直|直属)(?:的)?(?:各|所有|全部)?(?:单位|部门|机关|局)(?:里面|里|中)?|"
    rf"{_QUANTITY}(?:的)?(?:这些|那些)?(?:\s)?{_UNITS}(?:里面|里头|里|中|当中|之中|内(?!部))?|(?:单位|部门|机关"
    rf"|机构)(?:里面|里|中|之间|当中)|"
    r"(?<=的)(?<!金额的)(?<!计量的)(?<!收费的)(?<!数据的)(?:单位|部门|机关|机构)"
    r"(?=\W*$|[\ue000\ue001]|(?:一共|总共|都|分别)?(?:有|是|就|只有)?(?:哪|几|多少|谁|\d|[一二两三四五六七八九十]+[家个]|排|按|最|从|名单|列表|请|麻烦|给我))|"
    r"(?:全部|所有)(?:的)?(?:年报|报告)(?:里|中)?|全(?:市|省|区|县|国)(?:范围内)?|大家|一(?:个|家)(?:单位|机关|部门|局)(?=平均|\ue000|\ue001|\ue002)|每家|全库|整个库|谁家?(?=的|收|最|没|办"
    r"|公开|拒)|哪家|多少家|几家|各地"
)
_HOW_MANY = re.compile(r"多少家|几家")
_ENGLISH = re.compile(
    r"\b(?:(?:among|of|across|for|in|by)\s+)?(?:(?:all|every|each|any|which|what|how many|other|the|these"
    r"|those|various|different)\s+)*(?:of\s+)?(?:the\s+)?(?:(?:stored|listed|covered|reporting|government"
    r"|public|local|municipal|city|district|provincial|county)(?:[- ]level)?\s+)*"
    r"(?:agencies|(?<!research )(?<!welfare )(?<!interest )(?<!corporate )bodies"
    r"|bureaus|bureaux|departments|authorities|offices|units|organs|"
    r"(?<=all )(?:agency|body)|(?<=by an )agency|(?<=by any )agency|"
    r"(?<=an )agency(?= (?:received|got|had|has))|"
    r"(?:(?<=every )|(?<=each )|(?<=which )|(?<=what )|(?<=any )|(?<=per ))(?:agency"
    r"|body|bureau|department|authority|office|unit))\b"
    r"(?:\s+(?:in|of)\s+(?:the|this|your)\s+(?:collection|store|database|corpus|set|data(?:set)?)|\s+(?:here"
    r"|covered|stored))?",
    re.I,
)
_ENGLISH_WITHIN = re.compile(
    r"(?:\s*,)?\s*(?:in|of|within|across|under|throughout)\s+(?:the\s+)?\ue005(?:\s*(?:,)?\s*\(?(?:including"
    r"|incl\.?|with|and|plus)\s+(?:all\s+)?(?:its|the|their)\s+(?:districts?|counties|districts? and counties"
    r"|subdivisions?)\)?)?",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Region:
    """A place that a text names without a body."""

    start: int
    end: int
    words: str
    places: tuple[str, ...]  # every place that it can be
    path: tuple[Place, ...]


_SYSTEM = re.compile(
    r"(?:整个|各级?)?(?P<stem>[\u4e00-\u9fff]{2,8}?)系统(?:内|里)?(?:的)?(?:各|全部|所有)?(?:单位|部门|机关|局)?"
)


def spell_systems(text: str, directory: Directory) -> str:
    """全市教育系统 is 全市各教育局; a system that is no kind of body stays as it is."""

    def spelt(match: re.Match[str]) -> str:
        stem = match["stem"]
        for at in range(len(stem) - 1):
            word = next((stem[at:] + end for end in ("局", "厅", "委") if stem[at:] + end in directory.kind_words), "")
            if word:
                return f"{stem[:at]}各{word}"
        return match.group()

    return _SYSTEM.sub(spelt, text) if "系统" in text else text


def find_regions(text: str, directory: Directory) -> tuple[Region, ...]:
    """Places named outside of any body, left to right; a bare stem counts only where it stands alone."""
    found: list[Region] = []
    at = 0
    while at < len(text):
        place = _place_at(text, at, directory)
        if place is None:
            at += 1
            continue
        start, path = at, [place]
        at += len(place.words)
        while (following := _place_at(text, at, directory, inside=True)) is not None:
            path.append(following)
            at += len(following.words)
        stands = _ends_like_place(text[start:at]) or _stands_alone(text, start, at)
        if stands:
            places = tuple(p for p in path[-1].places if any(_fits(path[:-1], way) for way in directory.paths_of(p)))
            if places:
                found.append(Region(start, at, text[start:at], places, tuple(path)))
    return tuple(found)


def _place_at(text: str, at: int, directory: Directory, inside: bool = False) -> Place | None:
    for size in range(min(directory.longest_token, len(text) - at), 1, -1):
        said = text[at : at + size]
        if said in directory.tokens and not said.endswith("局"):
            return Place(said, tuple(sorted(directory.tokens[said])))
    return None


def _fits(outer: list[Place], path: tuple[str, ...]) -> bool:
    return all(any(name in path for name in place.places) for place in outer)


def _ends_like_place(words: str) -> bool:
    return words.endswith(ENDINGS)


def _stands_alone(text: str, start: int, end: int) -> bool:
    before, after = text[:start], text[end:]
    return bool(
        re.search(
            r"(?:^|[\s,。?!:;、()\ue000-\ue0ff]|请问|查|看|帮我|的|在|和|与|比|那|就|跟|同|对|换成?|改成|个|是|要|问|刚才|还有)$",
            before,
        )
    ) and bool(
        re.match(
            r"$|[\s,。?!:;、()\ue000-\ue0ff]|的|那[个家]|这[个家]|各|全部|所有|有|哪|收|新收|今|去|共|一共|总|那边|这边|地区"
            r"|范围|境内|呢|市直|区直",
            after,
        )
    )


def find_scope(
    text: str, regions: tuple[Region, ...], mentions: tuple[Mention, ...], directory: Directory
) -> tuple[Scope | None, str, tuple[Region, ...], tuple[Mention, ...]]:
    """The set described, the text with a mark in its place, and the places and bodies that are not part of it.

    Bodies stand in the text as they were said; a body without a place after 各 or 哪些 is a kind: 各区科技局.
    """
    for mention in mentions:
        if not mention.kind_only and not (not mention.ids and _BELOW_ONLY.search(mention.words)):
            continue
        scope = _kind_scope(text, mention, regions, directory, len(mentions) == 1)
        if scope is not None:
            made, start, end, used = scope
            rest = tuple(r for r in regions if r is not used)
            return made, _cut(text, start, end), rest, tuple(m for m in mentions if m is not mention)
    for region in regions:
        if (each := _EACH_DISTRICT.match(text, region.end)) is not None:
            words = text[region.start : each.end()]
            made = Scope(_path(region, directory), (), True, words, inner=True)
            return made, _cut(text, region.start, each.end()), tuple(r for r in regions if r is not region), mentions
        match = re.match(
            rf"{_WITHIN}(?:{_QUANTITY})?(?:的)?{_UNITS}(?:里面|里|中|当中|之中)?", text[region.end :]
        ) or re.match(
            r"(?:的)?(?:范围|辖区|境)内|全(?:市|省|区|县)|(?:市直|区直|县直|省直|市本级|市级|省级|区级"
            r"|县级)(?:各|的)?(?:单位|部门|机关|局)?|(?:内|里"
            r"|中)(?=谁|哪)|谁",
            text[region.end :],
        )
        if match and match.group():
            words = text[region.start : region.end + match.end()]
            scope_ = Scope(_path(region, directory), (), _OWN_LEVEL.search(match.group()) is None, words)
            return (
                scope_,
                _cut(text, region.start, region.end + match.end()),
                tuple(r for r in regions if r is not region),
                mentions,
            )
    match = _PLAIN.search(text)
    if match and BODY_MARK in text and _HOW_MANY.fullmatch(match.group()):
        match = None  # 某局收到的申请里企业有多少家: companies are counted, no bodies
    if match:
        alone = _innermost(regions, directory) if not mentions else None
        if alone is None and len(regions) > 1 and not mentions:
            return None, text, regions, mentions  # two places: which is asked back
        words = match.group()
        made = Scope(
            _path(alone, directory) if alone else (),
            (),
            _OWN_LEVEL.search(words) is None,
            (alone.words if alone else "") + words,
            "" if alone else _level(text[: match.end()]),
        )
        rest = () if alone is not None else regions
        return made, _cut(text, match.start(), match.end()), rest, mentions
    return None, text, regions, mentions


def _innermost(regions: tuple[Region, ...], directory: Directory) -> Region | None:
    """The place named; of 榆汀区(汐原) the inner, as one in the outer; None where two places stand side by side."""
    if len(regions) < 2:
        return regions[0] if regions else None
    for inner in regions:
        outer = [place for region in regions if region is not inner for place in region.path]
        ways = [way for place in inner.places for way in directory.paths_of(place) if _fits(outer, way)]
        if ways:
            return replace(inner, path=(*outer, *inner.path))
    return None


_LEVEL = re.compile(r"(?P<level>省|市|区县?|县区?|县市区)(?:级|直|直属)(?:的)?(?:各|所有|全部)?\S{0,4}$")


def _level(words: str) -> str:
    """区级单位 without a place: bodies of that level, wherever they are."""
    found = _LEVEL.search(words)
    return {"省": "省", "市": "市"}.get(found["level"], "区") if found else ""


def _kind_scope(
    text: str, mention: Mention, regions: tuple[Region, ...], directory: Directory, alone: bool
) -> tuple[Scope, int, int, Region | None] | None:
    before, after = text[: mention.start], text[mention.end :]
    said = mention.words
    lead = re.search(
        rf"(?:{_QUANTITY}|各区县?|各县区?|区县|县区|市级|区级|县级|各地|下辖|下属|辖下|内|里|范围内)(?:的)?$",
        before,
    )
    inside = _BELOW_ONLY.search(said) if not mention.kind_only else None
    tail = re.match(
        r"(?:里面?|里头|当中|之中|中)(?=[^,?]{0,16}(?:最|谁|排|前[\d一二三四五六七八九十]))"
        r"|(?:系统|们|里|中|当中|之中)?(?:面)?(?:[,\s\ue000-\ue002]*)(?:谁|哪|排|前|一共|合计|总共|平均|最|都?有(?:哪|谁|几家|几个|多少家))",
        after,
    )
    plural = re.match(r"(?:系统|们)", after)
    superlative = re.search(r"最(?:多|少|高|低|大|小)的?$", before)  # 新收最多的科技局
    if not (lead or inside or (tail and alone) or plural or superlative):
        return None
    start = lead.start() if lead else mention.start
    between = rf"{_WITHIN}(?:这|那)?(?:[两二三四五几]个)?"
    used = next((r for r in regions if r.end <= mention.start and re.fullmatch(between, text[r.end : start])), None)
    if used:
        start = used.start
    stop = mention.end + (plural.end() if plural else 0)
    below_only = bool(_BELOW_ONLY.search(text[start : mention.end]))
    region = _path(used, directory) if used else ()
    if inside and mention.region:
        region = mention.region
    scope = Scope(region, (mention.kind,) if mention.kind else (), True, text[start:stop])
    return (replace(scope, inner=True) if below_only else scope), start, stop, used


def _path(region: Region, directory: Directory) -> tuple[str, ...]:
    """The path to a place; of several places of one name only what was said."""
    if len(region.places) == 1:
        ways = [way for way in directory.paths_of(region.places[0]) if _fits(list(region.path[:-1]), way)]
        return ways[0] if len(ways) == 1 else region.places
    return tuple(place.words for place in region.path)


_ASKING = re.compile(r"有?(?:几|多少)(?:个|家)?|哪(?:些|几?个|几?家|一个|一家)|谁|\b(?:how many|which|what)\b", re.I)


def _cut(text: str, start: int, end: int) -> str:
    """A mark for a set; the word that asks about it (哪些, 几家, how many) stays."""
    asked = _ASKING.search(text[start:end])
    word = re.sub(r"(?<=[几少])$", "家", asked.group()) if asked else ""
    return f"{text[:start]}{word + ' ' if word else ''}{SCOPE_MARK}{text[end:]}"


def find_english_scope(text: str, region: Region | None, directory: Directory) -> tuple[Scope | None, str]:
    """agencies in Xunchuan City including its districts; `text` has a mark where the place stood."""
    of_kinds = list(kinds_pattern().finditer(text))
    matches = of_kinds or list(_ENGLISH.finditer(text))
    if not matches:
        return None, text
    # which agency … among agencies in Xunchuan City: the set is the one with its place
    match = next((m for m in matches if region is not None and _ENGLISH_WITHIN.match(text, m.end())), matches[0])
    within = _ENGLISH_WITHIN.match(text, match.end())
    kinds = kinds_of(match["kind"]) if of_kinds else ()
    level = level_said(match["level"] if of_kinds else match.group())
    path: tuple[str, ...] = _path(region, directory) if region is not None else ()  # in Lishan, which agency …
    end = match.end()
    if within and region is not None:
        path, end = _path(region, directory), within.end()
    elif region is not None and (before := re.search(r"\ue005(?:'s)?\s*$", text[: match.start()])):
        path = _path(region, directory)
        words = text[before.start() : end].replace(REGION_MARK, region.words)
        return Scope(path, kinds, True, words, level), _cut(text, before.start(), end)
    words = text[match.start() : end].strip().replace(REGION_MARK, region.words if region else "")
    return Scope(path, kinds, True, words, level), _cut(text, match.start(), end)


def ids_in(region: Region, directory: Directory) -> tuple[int, ...]:
    """The bodies in a place, its own first, then those of its districts."""
    own = [i for place in region.places for i in directory.by_place.get(place, ())]
    within = [i for place in region.places for i in directory.within.get(place, ())]
    return directory.ids([*own, *within])


def region_scope(region: Region, directory: Directory) -> Scope:
    """All bodies of a place."""
    return Scope(_path(region, directory), (), True, region.words)
