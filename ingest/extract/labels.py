"""Which row or column of the form a printed label names.

A label reaches us whole, cut, wrapped, numbered otherwise, damaged, or with a neighbour's words before it. Exact
spellings are looked up; the rest is compared by the characters in common and in order, and the caller decides by the
order of the rows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

from report.form import APPLICANTS, OUTCOMES, all_rows, column_label
from report.form import Cell as FormCell

# Characters that differ between the scripts, as far as the form uses them.
_SIMPLE = str.maketrans(
    "規範許處罰強業費購項數減額單萬採製發廢現効對總開機構會組織務計轉結續辦屬國護權內過執詢無關沒補後訪舉報訴類復復請據確認獲繳納維糾審訟經議餘"
    "區僅應訊當況問題決與關聯絡檔區條標準複臨間內處個別員並為從給繫繼貫徹",
    "规范许处罚强业费购项数减额单万采制发废现效对总开机构会组织务计转结续办属国护权内过执询无关没补后访举报诉类复复请据确认获缴纳维纠审讼经议余"
    "区仅应讯当况问题决与关联络档区条标准复临间内处个别员并为从给系继贯彻",
)
_NUMBERING = re.compile(
    r"^(?:[(（\[【]?\s*(?:[一二三四五六七八九十]{1,2}|\d{1,2}|[①-⑩])\s*[)）\]】、.．:：,，·]+\s*|[①-⑩]\s*)+"
)
_ORDINAL = re.compile(r"[(（\[【]\s*([一二三四五六七八九])\s*[)）\]】]|(?<![\d.])(\d)\s*[.．、,，]|([一二三四])\s*、")
_REMARK = re.compile(r"[(（]区分处理.{0,30}?(?:其他情形[)）]?|[)）]|$)")
_KEPT = re.compile(r"[^0-9A-Za-z\u3007\u4e00-\u9fff]+")

# What people print for a row besides the form's own words.
_ALIASES: dict[tuple[str, str], tuple[str, ...]] = {
    ("disclosure", "regulations"): ("行政规章", "政府规章", "地方政府规章"),
    ("disclosure", "normative_documents"): ("规范性文件", "行政规范性文件", "规范文件"),
    ("disclosure", "other_services"): ("其他对外管理服务", "其他管理服务事项"),
    ("disclosure", "fees"): ("行政事业收费", "行政事业性收费项目"),
    ("disclosure", "procurement"): ("集中采购", "政府采购"),
    ("applications", "new"): (
        "本年新收政府信息公开申请",
        "本年新收申请数量",
        "本年新收政府信息申请数量",
        "本年度新收政府信息公开申请数量",
        "本年新收",
    ),
    ("applications", "carried_in"): (
        "上年结转政府信息公开申请",
        "上年结转申请数量",
        "上年度结转政府信息公开申请数量",
        "上年转结政府信息公开申请数量",
        "上年结转",
    ),
    ("applications", "partial"): ("部分公开",),
    ("applications", "denied.security_stability"): ("危及三安全一稳定", "三安全一稳定"),
    ("applications", "denied.law_forbids"): ("其他法律行政止公开",),
    ("applications", "other"): ("其他处理", "其他处理情况"),
    ("applications", "other.uncorrected"): ("逾期不补正", "申请人逾期不补正", "申请人无正当理由逾期不补正"),
    ("applications", "other.unpaid"): ("逾期不缴费", "逾期未缴费", "申请人逾期不缴费", "申请人逾期未缴纳费用"),
    ("applications", "other.other"): ("其他",),
    ("applications", "concluded"): ("总计", "合计", "总数"),
    ("applications", "carried_out"): (
        "结转下年度继续办理",
        "结转下年继续办理",
        "转结下年度继续办理",
        "结转下年度办理",
        "结转下年度",
    ),
    ("review_litigation", "reconsideration"): ("行政复议",),
    ("review_litigation", "litigation_direct"): (
        "未经复议直接起诉",
        "行政诉讼未经复议直接起诉",
        "未经行政复议直接起诉",
        "直接起诉",
    ),
    ("review_litigation", "litigation_after_review"): ("复议后起诉", "行政诉讼复议后起诉", "行政复议后起诉"),
}
# Labels over several rows: printed, but no row of figures.
GROUP_LABELS: dict[str, tuple[str, ...]] = {
    "results": ("本年度办理结果", "本年办理结果", "办理结果"),
    "denied": ("不予公开",),
    "unavailable": ("无法提供",),
    "not_processed": ("不予处理",),
    "other": ("其他处理",),
    "litigation": ("行政诉讼",),
}
_COLUMN_ALIASES: dict[tuple[str, str], tuple[str, ...]] = {
    ("applications", "public_interest"): ("社会公益", "公益组织"),
    ("applications", "legal_service"): ("法律服务",),
    ("applications", "business"): ("企业",),
    ("applications", "research"): ("科研",),
    ("applications", "total"): ("合计", "总数"),
    ("review_litigation", "upheld"): ("维持", "告果维持"),
    ("review_litigation", "corrected"): ("纠正",),
    ("review_litigation", "other"): ("其他",),
    ("review_litigation", "pending"): ("未审结", "市结"),
    ("review_litigation", "total"): ("合计",),
}
DISCLOSURE_COLUMNS: dict[str, tuple[str, ...]] = {
    "issued": ("本年制发件数", "本年制发数量", "制发件数", "本年度制发件数"),
    "repealed": ("本年废止件数", "废止件数", "本年废止数量", "本年度止件数", "本年度废止件数"),
    "in_force": ("现行有效件数", "现行有效件", "现行有效数量", "现行有效件数历史累计", "现行有效"),
    "made": ("本年新制作数量", "新制作数量", "本年度新制作数量", "本年新制作"),
    "published": ("本年新公开数量", "新公开数量", "本年度新公开数量", "本年新公开"),
    "published_total": ("对外公开总数量", "对外公开总数", "对外公开数量"),
    "items_last_year": ("上一年项目数量", "上年项目数量", "上一年度项目数量", "上一年项目"),
    "items_change": ("本年增减", "本年度增减", "增减"),
    "decisions": ("处理决定数量", "本年处理决定数量", "本年度处理决定数量", "本年处理决定"),
    "projects": ("采购项目数量", "项目数量"),
    "amount": ("本年收费金额单位万元", "本年收费金额", "采购总金额", "收费金额", "采购金额"),
}


@lru_cache(maxsize=65536)
def bare(text: str) -> str:
    """A text by its words alone: one width, one script, no blanks and no punctuation."""
    return _KEPT.sub("", unicodedata.normalize("NFKC", text).translate(_SIMPLE))


@lru_cache(maxsize=65536)
def core(text: str) -> str:
    """A label less its numbering and its remark in brackets."""
    text = _NUMBERING.sub("", unicodedata.normalize("NFKC", text).strip())
    return bare(_REMARK.sub("", text))


@lru_cache(maxsize=65536)
def ordinal(text: str) -> str:
    """How the label is numbered: （六） is `(6`, `3.` is `.3`, `四、` is `,4`; empty where it is not."""
    found = ""
    for match in _ORDINAL.finditer(unicodedata.normalize("NFKC", text)):
        if match[1]:
            found = "(" + str("一二三四五六七八九".index(match[1]) + 1)
        elif match[2]:
            found = "." + match[2]
        else:
            found = "," + str("一二三四".index(match[3]) + 1)
    return found


@cache
def _labels(table: str) -> dict[str, tuple[str, ...]]:
    """Every spelling of every row of a table, by item."""
    return {
        row.item: tuple(
            dict.fromkeys(
                [
                    core(row.label),
                    core(row.label_2019),
                    bare(row.label),
                    *map(bare, _ALIASES.get((table, row.item), ())),
                ]
            )
        )
        for row in all_rows()
        if row.table == table
    }


@cache
def _exact(table: str) -> dict[str, str]:
    return {label: item for item, labels in _labels(table).items() for label in labels}


@cache
def _ordinals(table: str) -> dict[str, str]:
    return {row.item: ordinal(row.label) for row in all_rows() if row.table == table}


@cache
def columns(table: str) -> dict[str, str]:
    """Every spelling of a column of section 三 or 四, and its key."""
    keys = (*APPLICANTS, "total") if table == "applications" else (*OUTCOMES, "total")
    item = "new" if table == "applications" else "reconsideration"
    found: dict[str, str] = {}
    for key in keys:
        for label in (column_label(FormCell(table, item, key)), *_COLUMN_ALIASES.get((table, key), ())):
            found[bare(label)] = key
    return found


@cache
def disclosure_columns() -> dict[str, str]:
    """Every spelling of a column of section 二, and its key."""
    return {label: key for key, labels in DISCLOSURE_COLUMNS.items() for label in labels}


@cache
def _heads() -> tuple[tuple[str, str], ...]:
    return tuple((label, key) for label, key in disclosure_columns().items() if len(label) >= 6)


@lru_cache(maxsize=4096)
def find_head(text: str) -> str:
    """The column of section 二 that a label names, cut or damaged too; empty where it names none."""
    words = bare(re.split(r"[（(]", text)[0]) or bare(text)
    if exact := disclosure_columns().get(words) or disclosure_columns().get(bare(text)):
        return exact
    if not 3 <= len(words) <= 14:
        return ""
    scores = sorted(((similarity(words, label), key) for label, key in _heads()), reverse=True)
    best, key = scores[0]
    second = max((score for score, other in scores if other != key), default=0.0)
    return key if best >= 0.7 and best - second >= 0.1 else ""


@cache
def group_labels() -> frozenset[str]:
    """The labels that stand over several rows."""
    return frozenset(label for labels in GROUP_LABELS.values() for label in labels)


def find_exact(text: str, table: str) -> str:
    """The item whose label is spelled exactly so; empty where none is."""
    item = _exact(table).get(core(text)) or _exact(table).get(bare(text)) or ""
    if table == "applications" and item in ("other.other", "other"):
        return "other" if ordinal(text) == "(6" else item
    return item


@cache
def _form_text() -> str:
    """Every label that the form prints anywhere, one after the other."""
    rows = [row.label + "\n" + row.label_2019 for row in all_rows()]
    heads = [*columns("applications"), *columns("review_litigation"), *disclosure_columns(), *group_labels()]
    others = [label for spellings in _ALIASES.values() for label in spellings]
    return "\n".join(map(bare, [*rows, *heads, *others, *_OVER]))


_OVER = ("申请人情况", "法人或其他组织", "信息内容", "第二十条第项一二三四五六七八九", "续表", "单位件")


@lru_cache(maxsize=4096)
def is_form_word(text: str) -> bool:
    """Whether some words may be a label of the form, or a piece of one."""
    words = bare(text)
    return bool(ordinal(text)) or (bool(words) and words in _form_text())


def score_label(pieces: Sequence[str], table: str) -> dict[str, float]:
    """How well the pieces of a label name each row of a table, 0 to 1; items that they do not name are left out.

    The last pieces count: what stands before them may be a group's label or the end of the label above.
    """
    kept = [piece for piece in pieces if bare(piece)]
    if table == "applications":  # 其他处理 is a row of its own in one edition
        kept = [piece for at, piece in enumerate(kept) if not _is_group(piece) or at == len(kept) - 1]
        if kept and _is_group(kept[-1]) and core(kept[-1]) != "其他处理":
            kept.pop()
    return _score(tuple(kept[-8:]), table)


def _is_group(piece: str) -> bool:
    return core(piece) in group_labels()


@lru_cache(maxsize=16384)
def _score(pieces: tuple[str, ...], table: str) -> dict[str, float]:
    named = [at for at, piece in enumerate(pieces[:-1]) if find_exact(piece, table)]
    if named:  # a row printed empty above this one; or the whole label, with a remark or its own end behind it
        if whole := find_exact("".join(pieces[named[-1] :]), table):
            return {whole: 1.0}
        behind = _score(pieces[named[-1] + 1 :], table)
        return behind if max(behind.values(), default=0.0) >= 0.35 else {find_exact(pieces[named[-1]], table): 1.0}
    texts: list[str] = []
    joined = ""
    for piece in reversed(pieces):
        joined = piece + joined
        if item := find_exact(joined, table):
            return {item: 1.0}
        texts.append(core(joined))
    end = len(texts[0]) if texts else 0
    scores: dict[str, float] = {}
    number = next((o for o in (ordinal(piece) for piece in reversed(pieces)) if o), "")
    for item, labels in _labels(table).items():
        best = max((_likeness(text, label, end) for text in texts if text for label in labels), default=0.0)
        own = _ordinals(table).get(item, "")
        if best > 0 and number and number == own:
            best = min(0.99, best + 0.08)
        elif number[:1] == own[:1] == "(" and number != own:
            best = min(best, 0.5)
        if best >= 0.25:
            scores[item] = best
    return scores


def _likeness(text: str, label: str, end: int) -> float:
    """How alike they are; a label that stands whole before the last piece is another row's."""
    at = text.rfind(label)
    return 0.0 if at >= 0 and at + len(label) <= len(text) - end else similarity(text, label)


@lru_cache(maxsize=65536)
def similarity(printed: str, label: str) -> float:
    """How alike a printed label and the form's are: 1 for the same, near 1 for one cut short, 0 for strangers."""
    if printed == label:
        return 1.0
    if len(label) < 3 or not 2 <= len(printed) <= 160 or not set(printed) & set(label):
        return 0.0
    if len(set(printed) & set(label)) * 4 < min(len(printed), len(label)):
        return 0.0
    common = _common(printed, label)
    alike = 2 * common / (len(printed) + len(label))
    if len(printed) >= 4 and label.startswith(printed):
        alike = max(alike, 0.9)
    elif len(label) >= 4 and label in printed:
        alike = max(alike, 0.85)
    elif len(printed) >= 4 and printed in label:
        alike = max(alike, 0.8)
    elif len(printed) >= 5:
        alike = max(alike, 0.8 * common / len(printed) if common >= 5 else 0.0)
    return min(alike, 0.99)


def _common(a: str, b: str) -> int:
    """The length of the longest common subsequence."""
    row = [0] * (len(b) + 1)
    for char in a:
        diagonal = 0
        for at, other in enumerate(b, start=1):
            above = row[at]
            if char == other:
                row[at] = diagonal + 1
            elif row[at - 1] > above:
                row[at] = row[at - 1]
            diagonal = above
    return row[-1]
