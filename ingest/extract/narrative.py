"""Figures that the prose states, each with its sentence, and the cell where it surely speaks of one.

A clerk writes 共收到申请4件（其中自然人3件），上年结转2件: each figure is told by the words around it. A figure of
another year, of another scope, of a part or of two rows together speaks of no cell, since a false alarm is worse than
a silent one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.extract.told import Told, flatten, read_told
from report.agencies import Agency
from report.facts import Paragraph, Section, Statement
from report.form import Cell
from report.open_places import without_note

_SENTENCE = re.compile(r"[^。！？；]+[。！？；]?")
_YEAR = re.compile(r"(20\d\d)年")
_OTHER_TIME = re.compile(
    r"上年同期|去年|往年|同比|环比|相比|较上年|比上年|较去年|比去年|累计|历年|近年|近[两三五\d]年|以来|上半年|下半年|季度|月份|\d月|每年|每月|每季|"
    r"每周|平均|计划|拟|力争|目标|不少于|至少|建成以来|截止?至?(?!20\d\d年(?:年?底|12月31日))"
)
_PART = re.compile(r"其中|分别|包括|包含|涉及|通过|以.{1,12}名义|代为|协助|转办|指导|督促|下属|所属|基层|窗口")
_ASKING = re.compile(r"信息公开.{0,6}申请|依申请|申请公开|公开申请|申请.{0,4}政府信息")
_CASE = "件宗例份项起条"


@dataclass(frozen=True, slots=True)
class _Context:
    """Where a sentence stands."""

    section: int
    year: int
    own: frozenset[str]  # what the body calls itself
    asking: bool  # the paragraph speaks of applications
    sentence: str


_APPLICANTS = {
    "自然人": "natural_person",
    "公民": "natural_person",
    "商业企业": "business",
    "科研机构": "research",
    "社会公益组织": "public_interest",
    "法律服务机构": "legal_service",
    "法人或其他组织": "organizations",
    "法人和其他组织": "organizations",
    "法人及其他组织": "organizations",
    "法人、其他组织": "organizations",
}
_RESULTS = {
    "予以公开": "granted",
    "部分公开": "partial",
    "不予公开": "denied",
    "无法提供": "unavailable",
    "不予处理": "not_processed",
    "其他处理": "other",
    "属于国家秘密": "denied.state_secret",
    "其他法律行政法规禁止公开": "denied.law_forbids",
    "保护第三方合法权益": "denied.third_party",
    "属于三类内部事务信息": "denied.internal_affairs",
    "属于四类过程性信息": "denied.process",
    "属于行政执法案卷": "denied.enforcement_file",
    "属于行政查询事项": "denied.administrative_query",
    "本机关不掌握相关政府信息": "unavailable.not_held",
    "没有现成信息需要另行制作": "unavailable.no_existing",
    "补正后申请内容仍不明确": "unavailable.unclear",
    "信访举报投诉类申请": "not_processed.petition",
    "重复申请": "not_processed.repeat",
    "无正当理由大量反复申请": "not_processed.excessive",
}
_RESULT_AT_END = re.compile(
    rf"(?:^|[，,、；;：:（(]|其中|结果为?|作出|给予|包括)(?:属于|为|依法)?"
    rf"(?P<word>{'|'.join(sorted(_RESULTS, key=len, reverse=True))})"
    r"(?:的|了|共|为|有|政府信息|信息|决定|申请|答复|[：:]){0,3}$"
)
_APPLICANT_AT_END = re.compile(
    rf"(?:^|[，,、；;：:（(]|其中|来自|按申请人|由)(?P<word>{'|'.join(sorted(_APPLICANTS, key=len, reverse=True))})"
    r"(?:的|提出的?|提交的?|申请人?|共|为|有|[：:]){0,3}$"
)
_RECEIVED = re.compile(
    r"(?:新收|新增|收到|接到|接收|收办|收悉|收取|受理|接受)(?!.{0,30}(?:答复|办结|来信|来电|留言|投诉|咨询|举报|建议|提案|复议|诉讼))"
    r".{0,24}(?:申请|依申请公开件?|申请公开).{0,8}$"
)
_NOT_RECEIVED = re.compile(
    r"(?:未|没有|没|无)(?:收到|接到|接收到?|受理过?|收过|收取)?(?:任何|到|新的?|有关|公民、法人(?:或者?|和|及)其他组织(?:提出|提交)?的?|公众的?|群众的?)*"
    r"(?:关于|要求|提出的?)*(?:政府)?(?:信息公开|依申请公开|公开政府信息|申请公开|依申请)(?:的)?(?:政府信息)?(?:信息)?(?:的)?(?:申请|事项|件|工作)"
)
_NOT_REVIEWED = re.compile(
    r"(?:未|没有|没|无)(?:发生|收到|出现|产生|引发|因|有|涉及)[^，。；]{0,30}?(?:复议|诉讼)(?!.{0,8}(?:纠正|败诉|撤销|违法|维持))"
)
_NO_FEES = re.compile(r"(?:未|没有|无)(?:发生|产生|收取|有|进行)?(?:过)?[^，。；]{0,16}(?:收费|信息处理费|检索费|费用)")
_CHANNEL = re.compile(r"书面|网络|网上|信函|当面|现场|邮寄|邮件|传真|电话|口头|线上|线下|平台|微信")


def read_statements(
    sections: Sequence[Section], agency: Agency | None = None, year: int | None = None
) -> tuple[Statement, ...]:
    """Every figure that the prose states in words known here, in the order in which they stand."""
    usual = year or _usual_year(sections)
    own = _own_names(agency)
    found: list[Statement] = []
    for section in sections:
        asking = False
        for paragraph in section.paragraphs:
            text = flatten(without_note(paragraph.text))[0]
            asking = bool(_ASKING.search(text)) or (asking and len(text) < 40)
            for match in _SENTENCE.finditer(text):
                if len(match[0]) > 1_000:  # a table's leftovers, no sentence
                    continue
                context = _Context(section.number, usual, own, asking, match[0])
                found.extend(_statements(context, paragraph))
    return tuple(_once(found))


def _own_names(agency: Agency | None) -> frozenset[str]:
    if agency is None:
        return frozenset()
    short = agency.name
    for place in agency.region:
        short = short.removeprefix(place)
    return frozenset({agency.name, agency.body, short} - {""})


def _usual_year(sections: Sequence[Section]) -> int:
    years = [
        int(y)
        for section in sections
        if section.number in (1, 0)
        for p in section.paragraphs
        for y in _YEAR.findall(p.text)
    ]
    return max(sorted(set(years)), key=years.count) if years else 0


def _once(found: list[Statement]) -> Iterator[Statement]:
    seen: set[tuple[str, str, Decimal]] = set()
    for statement in found:
        key = (statement.what, statement.sentence, statement.value)
        if key not in seen:
            seen.add(key)
            yield statement


def _statements(context: _Context, paragraph: Paragraph) -> Iterator[Statement]:
    topic = ""
    for told in read_told(context.sentence):
        what, cell, topic = _speak(context, told, topic)
        if what:
            yield _statement(context, paragraph, what, cell, told.value, told.approximate, told.unit)
    for what, cell, unit in _denials(context):
        yield _statement(context, paragraph, what, cell, Decimal(0), "", unit)


def _statement(
    context: _Context, paragraph: Paragraph, what: str, cell: Cell | None, value: Decimal, approximate: str, unit: str
) -> Statement:
    return Statement(
        what,
        cell,
        value,
        approximate,
        unit,
        _printed(context.sentence, paragraph.text),
        context.section,
        paragraph.place,
    )


def _printed(sentence: str, text: str) -> str:
    """The sentence as the paragraph prints it, blanks and narrow characters as they are."""
    flat, places = flatten(text)
    at = flat.find(sentence)
    return text[places[at] : places[at + len(sentence) - 1] + 1] if at >= 0 else sentence


# ---- what a figure speaks of


def _speak(context: _Context, told: Told, topic: str) -> tuple[str, Cell | None, str]:
    """What a figure counts, the cell that it surely speaks of, and what the next figure goes on with."""
    for read in (_of_documents, _of_applications, _of_reviews):
        what, cell, after = read(context, told, topic)
        if what:
            if cell is not None and not _is_sure(context, told):
                cell = None
            return what, cell, after
    return (*_of_work(told), topic)


def _is_sure(context: _Context, told: Told) -> bool:
    """Whether a figure is of this year and this body, exact enough to hold against a cell."""
    before = context.sentence[: told.start]
    years = [int(year) for year in _YEAR.findall(before)]
    if years and context.year and years[-1] != context.year:
        return False
    clause = told.clause
    if _OTHER_TIME.search(_without_carry(clause)) or "%" in told.right[:4]:
        return False
    return told.approximate not in ("不足",)


def _without_carry(clause: str) -> str:
    return re.sub(r"上一?年度?(?:结转|转入|转结|遗留)", "", clause)


def _cell(table: str, item: str, column: str) -> Cell:
    return Cell(table, item, column)


def _of_applications(context: _Context, told: Told, topic: str) -> tuple[str, Cell | None, str]:
    if told.unit not in _CASE or not (context.asking or context.section == 3):
        return "", None, topic
    left, right = told.left, told.right
    asked = Cell("applications", "new", "total")
    if re.search(
        r"(?:结转|转|顺延|延续|转结|移)(?:至|到|入)?(?:下|次|20\d\d)(?:一)?(?:个)?年", right[:24]
    ) and re.search(r"(?:另有|还有|尚有|剩余|其余|余下|未办结|正在办理|仍有|有)(?:的)?$", left):
        return _told_cell("applications", "carried_out", "total", topic)
    if re.search(
        r"(?:结转|转|顺延|转结|转入|移)(?:至|到|入)?(?:下|次)(?:一)?(?:个)?年度?(?:的)?(?:继续)?(?:办理|处理|答复)?(?:的)?(?:申请)?(?:共|计|为|[：:])?$",
        left,
    ):
        return _told_cell("applications", "carried_out", "total", topic)
    if re.search(
        r"(?:上|去)一?年度?(?:结转|转入|转结|遗留|延续)(?:本年)?(?:度)?(?:办理)?(?:的)?(?:政府信息公开)?(?:申请)?(?:共|计|为|[：:])?$",
        left,
    ):
        return _told_cell("applications", "carried_in", "total", topic)
    match = _APPLICANT_AT_END.search(left)
    if match:
        sure = topic == "applications/new" and "其中" in context.sentence[: told.start]
        cell = _cell("applications", "new", _APPLICANTS[match["word"]])
        return cell.key, cell if sure else None, topic
    match = _RESULT_AT_END.search(left)
    if match:
        joined = re.search(
            r"(?:和|及|与|或|、)(?:部分公开|予以公开|不予公开|无法提供|不予处理)[^，；]{0,6}$", left
        ) and not re.search(r"[\d件]、[^、]*$", context.sentence[: told.start])
        cell = _cell("applications", _RESULTS[match["word"]], "total")
        return cell.key, None if joined else cell, topic
    if re.search(
        r"(?:办结|办理完毕|办理完结|处理完毕)(?!率)(?:的)?(?:政府信息公开|信息公开|依申请公开)?(?:申请|答复|事项|件){0,2}(?:共|计|共计|为|[：:])?$",
        left,
    ):
        cell = Cell("applications", "concluded", "total")
        return cell.key, None if _PART.search(told.clause) else cell, topic
    if _RECEIVED.search(left) and not _PART.search(_since_break(left)):
        sure = not _CHANNEL.search(told.clause) and _is_own(context, told)
        return asked.key, asked if sure else None, "applications/new" if sure else "applications/other"
    return "", None, topic


def _since_break(left: str) -> str:
    return re.split(r"[，,；;。]", left)[-1]


def _told_cell(table: str, item: str, column: str, topic: str) -> tuple[str, Cell | None, str]:
    cell = Cell(table, item, column)
    return cell.key, cell, topic


def _is_own(context: _Context, told: Told) -> bool:
    """Whether the body itself received them: an office inside, or the bodies below it, are another scope."""
    words = re.split(r"新收|新增|收到|接到|接收|收办|收悉|受理|接受", told.clause)[0]
    words = re.sub(r"20\d\d年度?|本年度?|全年|年度?|内|共计?|累计|总共|一共", "", words)
    if not words or any(words.endswith(own) for own in context.own):
        return True
    return not re.search(
        r"办公室|办公厅|本级|部门|各|镇|街道|乡|村|社区|窗口|中心|科室|代表|单位(?<!本单位)(?<!我单位)", words
    )


def _of_reviews(context: _Context, told: Told, topic: str) -> tuple[str, Cell | None, str]:
    if told.unit not in _CASE:
        return "", None, topic
    about = context.section == 4 or "信息公开" in context.sentence
    match = re.search(r"(?P<word>行政复议|复议|行政诉讼|诉讼)(?:的)?(?:案件|申请)?(?:共|共计|计|为|[：:])?$", told.left)
    if match is None or not about:
        return "", None, topic
    if re.search(r"(?:复议|诉讼).{0,3}(?:和|及|与|、|或).{0,12}$", told.left[: match.end()]) and "件" not in told.left:
        return "reviews", None, topic  # 复议、诉讼共3件: two items together
    item = "reconsideration" if "复议" in match["word"] else "litigation"
    cell = Cell("review_litigation", item, "total")
    doubtful = re.search(r"办理|审理|代理|应诉|作为|维持|纠正|撤销|直接起诉|复议后", told.clause) or _PART.search(
        told.clause
    )
    return cell.key, None if doubtful or not _is_plain(told.clause) else cell, topic


def _is_plain(clause: str) -> bool:
    return not re.search(r"(?:全国|全省|上级|其他)", clause)


def _of_documents(context: _Context, told: Told, topic: str) -> tuple[str, Cell | None, str]:
    if told.unit not in _CASE:
        return "", None, topic
    left = told.left
    match = re.search(
        r"(?P<verb>新?制发|新制定|制定|制作|出台|新增|发布|公开|印发)(?:的)?(?:的|了|本)*(?P<kind>(?:行政)?规范性文件|规章)(?:共|共计|计|为|[：:])?$",
        left,
    )
    if match:
        item = "regulations" if match["kind"] == "规章" else "normative_documents"
        cell = Cell("disclosure", item, "issued")
        sure = match["verb"] in ("制发", "新制发", "新制定", "制定") and not _PART.search(told.clause)
        return cell.key, cell if sure else None, f"documents/{item}"
    item = topic.removeprefix("documents/") if topic.startswith("documents/") else ""
    named = re.search(r"(?P<kind>(?:行政)?规范性文件|规章)", left)
    if named:
        item = "regulations" if named["kind"] == "规章" else "normative_documents"
    if not item:
        return "", None, topic
    if re.search(r"(?:废止|失效|宣布失效)(?:的)?(?:(?:行政)?规范性文件|规章)?(?:共|共计|计|为|[：:])?$", left):
        cell = Cell("disclosure", item, "repealed")
        return cell.key, cell if not re.search(r"失效|清理|建议|拟", left) else None, f"documents/{item}"
    if re.search(r"现行有效(?:的)?(?:(?:行政)?规范性文件|规章)?(?:共|共计|计|为|[：:])?$", left):
        cell = Cell("disclosure", item, "in_force")
        return cell.key, cell, f"documents/{item}"
    return "", None, topic


_WORK: tuple[tuple[str, str, str], ...] = (
    ("processing_fees", r"(?:信息处理费|处理费|收费|费用)[^，；]{0,16}$", "元|万元"),
    ("proposals_npc", r"(?:人大|代表)[^，；、]{0,8}建议(?:议案)?(?:共|共计|为)?$", "件|条|份|项"),
    ("proposals_cppcc", r"(?:政协|委员)[^，；、]{0,6}提案(?:共|共计|为)?$", "件|条|份|项"),
    ("proposals", r"建议(?:、|和|及)?提案[^，；]{0,6}$", "件|条|份|项"),
    ("open_days", r"开放日[”\"]?(?:系列)?(?:主题)?(?:活动)?$", "次|场|期"),
    ("press_conferences", r"新闻发布会$", "次|场|期"),
    ("trainings", r"(?:培训|培训班|培训会|专题培训|讲座)$", "次|期|场|个"),
    ("trained", r"培训[^，；]{0,6}$", "人次|人|名"),
    ("meetings", r"(?:会议?|调度会|推进会|座谈会|例会|协调会)$", "次|场|个"),
    ("new_media_videos", r"(?:视频号|短视频|视频)[^，；、]{0,10}$", "条|个|部|期|篇"),
    ("new_media_posts", r"(?:公众号|微信|微博|新媒体|抖音|客户端|头条)[^，；]{0,24}$", "条|篇|期|次|个"),
    ("interpretations", r"(?:政策解读|解读|图解|解读材料|解读稿)[^，；]{0,10}$", "件|条|篇|期|个|份|次|部"),
    ("site_columns", r"(?:栏目|专栏|专题)$", "个|项"),
    ("staff", r"(?:人员|工作者|队伍)$", "名|人"),
    ("times", r"(?:自查|检查|抽查|通报|更新|督查|巡查|监测|测评|考核|约谈|提醒)$", "次|期|轮"),
    ("replies", r"(?:留言|来信|来电|咨询|信箱|热线|诉求|回应|网民)[^，；]{0,12}$", "件|条|次|个|件次"),
    ("published_topic", r"(?:类|方面)信息$|其中[^，；]{1,20}信息$", "条|件|篇|项"),
    (
        "published_items",
        r"(?:公开|发布|公布|更新|上传|推送)[^，；]{0,30}(?:信息|政府信息|政务信息|动态|文件|内容)(?:共|共计|总计|累计|数|达|达到|[：:]){0,2}$",
        "条|件|篇|项|份|个",
    ),
    (
        "published_items",
        r"(?:主动公开|公开信息|发布信息|信息公开|公开各类|发布各类|公开信息共计|信息共计)[^，；]{0,12}$",
        "条|篇|项",
    ),
)


def _of_work(told: Told) -> tuple[str, Cell | None]:
    """Work that no cell counts: items published, meetings held, fees."""
    clause = told.left[-60:]
    for what, pattern, units in _WORK:
        if told.unit in units.split("|") and re.search(pattern, clause):
            return what, None
    return "", None


# ---- what did not happen


def _denials(context: _Context) -> Iterator[tuple[str, Cell | None, str]]:
    """未收到申请, 未发生复议诉讼, 未收取费用: a zero told in words."""
    sentence = context.sentence
    match = _NOT_RECEIVED.search(sentence)
    if match and not re.search(r"无(?!.{0,2}(?:政府|依申请|信息))|超|逾|遗漏|未按|答复", match[0]):
        before = sentence[: match.start()]
        clause = re.split(r"[，,；;。]", before)[-1]
        years = [int(year) for year in _YEAR.findall(before)]
        other = bool(years and context.year and years[-1] != context.year) or bool(_OTHER_TIME.search(clause))
        sure = not other and not _CHANNEL.search(match[0]) and not re.search(r"其中|部门|镇|街道", clause)
        yield "applications/new/total", Cell("applications", "new", "total") if sure else None, "件"
    match = _NOT_REVIEWED.search(sentence)
    if match and ("信息公开" in sentence or context.section == 4):
        # No cell: such sentences are carried over from year to year beside tables that have long changed.
        both = sentence[match.start() :]
        if "复议" in both:
            yield "review_litigation/reconsideration/total", None, "件"
        if "诉讼" in both:
            yield "review_litigation/litigation/total", None, "件"
    if _NO_FEES.search(sentence) and "减免" not in sentence:
        yield "processing_fees", None, "元"
