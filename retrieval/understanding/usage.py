"""Words of Taiwan and Hong Kong, told in those of the form: 訴願 is 行政复议, 件數為何 是多少.

The text is simplified already; only words that the mainland's reports do not use are changed.
"""

from __future__ import annotations

import re

_WORDS = {
    "诉愿人": "申请人",
    "诉愿": "行政复议",
    "行政争讼": "行政诉讼",
    "裁罚": "行政处罚",
    "开罚": "行政处罚",
    "准驳情形": "办理结果",
    "受理诉愿": "行政复议",
    "全部提供": "予以公开",
    "部分提供": "部分公开",
    "作成": "作出",
    "警方": "公安局",
    "裁处": "行政处罚",
    "罚锾": "行政处罚",
    "规费": "行政事业性收费",
    "法规命令": "规章",
    "行政规则": "行政规范性文件",
    "资讯": "信息",
    "讯息公开": "信息公开",
    "揭露": "公开",
    "公部门": "单位",
    "公益团体": "社会公益组织",
    "非政府组织": "社会公益组织",
    "学术机构": "科研机构",
    "研究单位": "科研机构",
    "中位值": "中位数",
    "平均数": "平均",
    "年增率": "同比增长率",
    "年减率": "同比下降率",
    "成长率": "增长率",
    "成长幅度": "增长幅度",
    "负成长": "下降",
    "成长": "增长",
    "何者": "哪个",
    "个资": "个人信息",
    "区公所": "区政府",
}
_PATTERNS: tuple[tuple[str, str], ...] = (
    (
        r"(?:遭到?|被|予以|获)?(?:否准|未获准|未获核准|不予核准|不准予?|不核准)(?:公开|提供)?(?=的|之|件|了|申请|数|总|有|几|多|\W|$)",
        "不予公开",
    ),
    (r"(?:获|经)?(?:核准|准许)(?:公开|提供)", "予以公开"),
    (r"(?<!百分)(?<![总反久])之(?=件数|数量|申请|案件|比例|信息|决定|报告|年报|单位|机关|理由|原因)", "的"),
    (r"(?<=[而者])不提供", "不予公开"),
    (r"(?<=[销持正回准理结])者(?=\W|$|[几有多共计])", "的"),
    (r"(?<!行政处)(?<=行政)罚(?![款法则单])", "处罚"),
    (r"想知(?!道)", "想知道"),
    (r"(?<=[多少升降增减涨跌]了)定(?=[多少升降增减涨跌]了)", "还是"),
    (r"先(?=处理|办理)", "才"),
    (r"遭(?=法院|复议机关|机关|行政诉讼|诉讼|起诉|告|撤销|纠正|驳回|拒|不予)", "被"),
    (r"(?:各)?(?:为何|若干|几何)(?=\s*[?？。!！]|\s*$)", "是多少"),
    (r"(?<=[数量额率])各为何", "各是多少"),
    (r"资料(?=(?:是否|有无)?(?:正确|准确|可靠|可信|有误|无误|错误))", "数据"),
    (r"申请案(?!卷|子|件|例)", "申请案件"),
)
_TABLE = re.compile("|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True)))


# Cantonese as it is typed, told in the written language: 收咗幾多單 is 收了多少件. Before the script is changed, which
# makes 係 and 系 one.
_CANTONESE: tuple[tuple[str, str], ...] = (
    ("係唔係|係咪", "是不是"),
    ("(?<![關关體体聯联干派])係(?![數数列統统])", "是"),
    ("有冇", "有沒有"),
    ("冇", "沒有"),
    ("[俾畀]人", "被人"),
    ("[俾畀]", "給"),
    ("[幾几]多(?!少)", "多少"),
    ("(?<=多少)[單单](?!位)", "件"),
    ("(?<=多少)[間间]", "家"),
    ("[邊边]([個个])", r"哪\1"),
    ("[邊边][間间](?!局|廳)", "哪家"),
    ("[邊边]一?年", "哪年"),
    ("[點点]解", "為什麼"),
    ("[點点][樣样]", "怎樣"),
    ("乜[嘢野]|(?<![a-z])咩", "什麼"),
    ("舊年", "去年"),
    ("嘅", "的"),
    ("咗", "了"),
    ("喺", "在"),
    ("唔", "不"),
    ("咁", "這麼"),
    ("嗰", "那"),
    ("[佢]哋?", "它"),
    ("啲", "些"),
    ("嚟", "來"),
    ("睇", "看"),
    ("攞", "拿"),
)


def written_out(text: str) -> str:
    """What is typed in Cantonese, in the written language."""
    for pattern, word in _CANTONESE:
        text = re.sub(pattern, word, text)
    return text


def in_words_of_the_form(text: str) -> str:
    """The simplified text with words of other places exchanged for those that the reports use."""
    for pattern, word in _PATTERNS:
        text = re.sub(pattern, word, text)
    return _TABLE.sub(lambda match: _WORDS[match.group()], text)
