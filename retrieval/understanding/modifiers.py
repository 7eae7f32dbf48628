"""Words that narrow a bare 申请 and name no box: 征地拆迁类申请, applications concerning land use.

申请 alone means what came in; narrowed by words that the form does not know it means some part of that, of which no box
tells. The same holds for a kind of applicant alone, and for 规范性文件 narrowed by an unknown word.
"""

from __future__ import annotations

import re

from retrieval.understanding.cells import Measured

_NARROWS = re.compile(r"(?P<words>[\u4e00-\u9fff“”\"]{2,})(?:的|类|方面的?|性质的?)$")
_FILLERS = re.compile(
    r"政府信息公开|依申请公开|信息公开|政府信息|公开|申请人?|所有|全部|全年|本年度?|当年|年度|今年|年报|报告|统计|关于|有关|想要?|知道|了解"
    r"|一共|总共|总的|共有|现在|提出|提交|递交|提|收到|收|受理|接到|办理|处理|请问|请|查询|查|看|问|帮我?|麻烦|告诉我?|给我?|他们|它们?|该单位|该局|单位|本机关|哪些|哪家|哪个|谁"
    r"|多少|几|[我你他在是有为里中与和及跟的了呢吗那个件份一来各每家年月类型度：:]"
)
_PLAIN_COLUMN = re.compile(
    r"提出|提交|递交|申请人?|来自|那一?栏|这一?栏|占比?|比例|比重|百分之|多少|几成|一栏|类型?|部分|情况|数[量字据]?|总[数量计共]|合计|平均|最|哪|谁|呢|排[名行]?|前|名|家|单位"
    r"|趋势|走势|变化|同比|增|减|涨|跌|幅度|比|较|上|下|升|降|年|去|今|逐|历|近|过|多|少|高|低|大|小|超|于|等|分别|各"
)
_NARROWS_EN = re.compile(
    r"^\s+(?:that|which|whose|where|when|requiring|needing|involving|concerning|regarding|about|relating|related|because"
    r"|without|not|dropped|made by|sent by|overdue|late)\b(?! (?:were |was |it )?(?:received|submitted|filed|made))"
)


def find_unknown_modifier(text: str, measured: Measured) -> str:
    """The words that narrow what is named to something that no box tells; empty where there are none."""
    spans = measured.spans
    if measured.weak:
        for start, end, what in spans:
            if what.endswith("/any") and (said := _narrowed(text, start, end, spans)):
                return said
    if any(key.endswith("/any") for key in measured.keys):
        for start, end, what in spans:
            if what.startswith("row:disclosure/") and (said := _narrowed(text, start, end, spans)):
                return said
    if measured.column_only and any(said.startswith("applications/") for said in measured.columns):
        return _beside_column(text, spans)
    return ""


def _narrowed(text: str, start: int, end: int, spans: tuple[tuple[int, int, str], ...]) -> str:
    after = _NARROWS_EN.match(text[end:])
    if after:
        return text[start : end + 40].strip()
    match = _NARROWS.search(text[:start])
    if match is None:
        return ""
    words = _unspoken(text, match.start("words"), match.end("words"), spans)
    return words if len(words) >= 2 else ""


def _unspoken(text: str, start: int, end: int, spans: tuple[tuple[int, int, str], ...]) -> str:
    """What of a stretch is no name of a column or row and no filler."""
    kept = "".join(
        " " if any(a <= at < b and not what.endswith("/any") for a, b, what in spans) else text[at]
        for at in range(start, end)
    )
    return re.sub(r"[^\u4e00-\u9fff]", "", _FILLERS.sub("", kept))


def _beside_column(text: str, spans: tuple[tuple[int, int, str], ...]) -> str:
    words = _unspoken(_PLAIN_COLUMN.sub(lambda m: " " * len(m.group()), text), 0, len(text), spans)
    return words if len(words) >= 3 else ""
