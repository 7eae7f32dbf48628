"""Whether a clause says nothing but whose figure it is, of which year and of which row.

A number that differs from the report is called wrong only then: a word that is not known here could make it another
figure (通过网络提交的98件, 信访件210件).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

# Ways of speaking: who tells it, whose and when it is, how numbers are joined and compared.
_SPEAKING = (
    "据|根据|数据显示|统计显示|统计|显示|了解|获悉|记者|从|日前|近日|发布|公布|印发|的?年度报告|年度报告|年报|工作报告|报告|速览|通报|公报"
    "|信息|截至|年底|底|末|期间|全年|年度|年份|本年|当年|这一年|一年来|同期|同年|去年|上年度?|上一?年|前一?年|次年|近[一二两三四五]年"
    "|[一二两三四五六七八九十]年|20\\d\\d|[〇零一二三四五六七八九]{2,4}年|\\d{2}年|年|至|到|—|-"
    "|我[局委厅县市区]|本[局委厅县市区]?|该[局委厅县市区]?|单位|机关|部门|其|全[局委厅县市区]|各|系统内"
    "|共计?|总共|一共|合计|累计|总计|总数|总量|全部|所有|数量|数|量|件数|件|为|是|达到|达|有|仅|只有|只|了|的|其中|包括|含|分别|均|都|也|则"
    "|而|且|并|又|再|还|另外|此外|同时|情况|方面|中|里|内|由|被|因|就|对|在|于|按|以|及|和|与|或"
    "|政府信息公开|政府信息|信息公开|依申请公开|依申请"
    "|同比|激增|猛增|骤增|飙升|骤降|锐减|跌|涨|比上年|较上年|增长|增加|上升|提高|攀升|下降|减少|降低|回落|下滑|降幅|减幅|增幅|升幅|增|降|减|升|多|少|比|较|相比|变化|长|加|幅度?"
    "|占比|占|比重|比例|百分点|最多|最少|居首|第一|首位|位居|高达|约|近|超过?|逾|不足|将近|不到|左右|以上|以下|成绩单|数字|数据|一览|如下"
    "|第[\\d一二三四五六七八九十]+[条点项个]?|[万千百]分之一?"
)
# Rows and columns of the form, and what is done with applications.
_ROWS = (
    "新增|新收|新|收到|接收|接到|接获|受理|收|申请公开|申请量|申请|公开|来自|提出|提交了?|依法|予以公开|部分公开|不予公开|无法提供|不予处理|其他处理"
    "|其他|办结|办理|答复|处理|完成|审结|结果|结案|作出|决定|结转|继续|转入|转|下一?年度?|下年度?|尚未|未|自然人|公民|个人|法人|组织|商业企业|企业"
    "|科研机构|社会公益组织|公益组织|法律服务机构|国家秘密|三安全一稳定|第三方|合法权益|内部事务|过程性|行政执法案卷|行政查询|不掌握|没有现成"
    "|另行制作|补正|不明确|重复申请|公开出版物|大量反复|提起|引发|发生|涉及|涉|行政复议|复议|行政诉讼|诉讼|起诉|应诉|案件|案|维持|纠正|撤销"
    "|未经复议|直接|复议后|败诉|行政许可|行政处罚|行政强制|行政事业性收费|许可|处罚|强制|收费|金额|处理决定|规章|行政规范性文件|规范性文件"
    "|制发|制定|废止|现行有效|有效|公开率|不予公开率|结转率|纠正率|率"
)


def _either(words: str) -> re.Pattern[str]:
    return re.compile("|".join(sorted(words.split("|"), key=len, reverse=True)))


_TOKENS = {True: _either(f"{_SPEAKING}|{_ROWS}"), False: _either(_SPEAKING)}
_ORGANS = re.compile(
    r"(?:管理委员会|委员会|办公室|人民政府|政府办公室|政府办|政府|分局|局|委|厅|办(?!理|结|件)|院|所|中心|大队|支队|公安|省|市|区|县|州|旗|镇)"
)
_ENGLISH_SPEAKING = (
    "the|a|an|of|in|for|to|from|by|and|at|its|it|this|that|which|were|was|is|had|has|with|over|into|on|as|up|down|year|years"
    "|previous|last|same|period|total|all|altogether|only|just|about|nearly|almost|more|less|than|fewer|compared|against"
    "|reports?|annual|according|said|says|agency|bureau|office|government|department|information|openness|foi|per|cent"
    "|percent|share|rise|rose|fell|fall|drop|dropped|decreased?|increased?|declined?|grew|growth|them|while|whose|but|faced?|respectively|section"
    "|city|county|district|\\d+"
)
_ENGLISH_ROWS = (
    "new|applications?|requests?|cases?|disclosure|received?|receives|got|granted?|grants|denied|denies|refused|disclosed|partly"
    "|partially|concluded|handled|processed|closed|answered|carried|carry|forward|next|pending|natural|persons?|individuals?"
    "|organi[sz]ations?|businesses|companies|reconsiderations?|reviews?|administrative|lawsuits?|litigation|upheld|corrected"
    "|overturned|rate"
)
_ENGLISH = {
    True: re.compile(rf"\b(?:{_ENGLISH_SPEAKING}|{_ENGLISH_ROWS})\b", re.I),
    False: re.compile(rf"\b(?:{_ENGLISH_SPEAKING})\b", re.I),
}


def is_plain(words: str, names: Sequence[Sequence[str]], *, rows: bool = True) -> bool:
    """Whether nothing is left of the words once bodies, years, ways of speaking and, rows are taken out."""
    if not re.search(r"[\u4e00-\u9fff]", words):
        rest = words
        for name in (word for body in names for word in body if word.isascii()):
            rest = re.sub(re.escape(name), " ", rest, flags=re.I)
        # What is written with a capital, other than the first word, is a name.
        rest = _ENGLISH[rows].sub(" ", re.sub(r"\b[A-Z][a-z]+\b", " ", rest))
        return not re.search(r"[a-z]{2,}", rest, re.I)
    rest = _without_bodies(words, names)
    rest = _TOKENS[rows].sub("", rest)
    return not re.search(r"[\u4e00-\u9fffA-Za-z]", rest)


def _without_bodies(words: str, names: Sequence[Sequence[str]]) -> str:
    """The words without the names of bodies, written out or shortened: their signs, up to the organ that ends each."""
    signs = {sign for body in names for name in body if not name.isascii() for sign in name} | set("省市县区")
    at = 0
    while found := next((m for m in _ORGANS.finditer(words, at) if set(m.group()) <= signs), None):
        start = found.start()
        while start > 0 and words[start - 1] in signs:
            start -= 1
        words = f"{words[:start]}\x01{words[found.end() :]}"
        at = start + 1
    return words
