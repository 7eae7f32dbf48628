"""The bodies that a text names: those that are stored, those that fit several, those that are not stored."""

from __future__ import annotations

import re

from retrieval.understanding.bodies import Mention
from retrieval.understanding.directory import Directory
from retrieval.understanding.reading import Parts

_ORGANISATION = re.compile(
    r"[\u4e00-\u9fff]{2,14}(?:银行|大学|医院|集团|法院|检察院|协会|委员会|研究院|学院|交易所|证监会|总局|公司"
    r"|中学|小学|街道办|总署|银保监会|[省市县区]委"
    r"|[市县区省]局|管理局|监督局)|(?:外交|教育|公安|财政|商务|国防|司法|民政|水利|农业农村|自然资源|交通运输"
    r"|生态环境|科技|科学技术|住房和城乡建设|应急管理|文化和旅游|工业和信息化)部|国务院|国家\S{2,8}(?:局|委)"
    r"|[\u4e00-\u9fff]{2,6}(?:镇|乡)政府"
)
_ENGLISH_BODY = re.compile(
    r"\b(?:[A-Z][\w'’]+ (?:(?:of|and|for|the) )*)+"
    r"(?:Bureau|Department|Office|Commission|Government|Administration|Committee|Authority|Ministry)\b"
)
_LIST = 2  # characters between two bodies of a list: 、 和 以及


def bodies_named(
    parts: Parts, directory: Directory
) -> tuple[tuple[int, ...], tuple[tuple[str, tuple[int, ...]], ...], tuple[str, ...], tuple[int, ...]]:
    agencies: list[int] = []
    candidates: list[tuple[str, tuple[int, ...]]] = []
    unknown: list[str] = []
    near: list[int] = []
    before: Mention | None = None
    for mention in parts.mentions:
        beside = _beside(mention, before, agencies, directory)
        before = mention
        if beside:
            agencies += beside
            continue
        narrowed = _in_regions(mention, parts, directory)
        if len(narrowed) == 1 and (len(mention.ids) > 1 or not mention.asks):
            agencies += narrowed
        elif len(mention.ids) == 1 and not mention.asks:
            agencies += mention.ids
        elif mention.ids:
            candidates.append((mention.words, mention.ids))
        else:
            unknown.append(mention.words)
            near += mention.near
    return tuple(dict.fromkeys(agencies)), tuple(candidates), tuple(unknown), tuple(dict.fromkeys(near))[:5]


def _beside(mention: Mention, before: Mention | None, agencies: list[int], directory: Directory) -> tuple[int, ...]:
    """科技局 of 汐原市教育局、科技局: the one of its kind in the place of the body named just before it."""
    if before is None or not (mention.kind_only and agencies and len(mention.ids) > 1):
        return ()
    if not 0 <= mention.start - before.end <= _LIST:
        return ()
    home = directory.stored[agencies[-1]].agency.region
    there = tuple(i for i in mention.ids if directory.stored[i].agency.region == home)
    return there if len(there) == 1 else ()


def _in_regions(mention: Mention, parts: Parts, directory: Directory) -> tuple[int, ...]:
    """芷澜区教育局（汐原市）: of the bodies that fit, those of the place that is named beside."""
    if len(mention.ids) < 2 or not parts.regions or parts.scope is not None:
        return ()
    places = {place for region in parts.regions for place in region.places}
    regions = {id_: directory.stored[id_].agency.region for id_ in mention.ids}
    own = tuple(i for i, region in regions.items() if region and region[-1] in places)
    return own or tuple(i for i, region in regions.items() if places & set(region))


def unknown_organisation(parts: Parts) -> tuple[str, ...]:
    """中国人民银行, 教育部: what is named like a body and is none of the stored kinds."""
    match = _ORGANISATION.search(re.sub(r"[\ue000-\ue0ff]", " ", parts.grammar))
    if match is None:
        return ()
    words = re.sub(r"^(?:请问|想问|查询|帮我查?|麻烦|那|和|跟|与|的)+", "", match.group())
    return (words,) if len(words) >= 3 else ()


def english_body(bare: str) -> str:
    """The Springfield Water Bureau: what is written like the name of a body and is none that is stored."""
    match = _ENGLISH_BODY.search(bare)
    return match.group().removeprefix("The ") if match else ""
