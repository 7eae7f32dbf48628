"""Whether a text asks about the form and its rules rather than about a report: 撤回的算不算, 收费不交会怎样.

What names no body and asks how something is counted, filled in or allowed is about the rules; how many there were is
asked of the reports, and so is what stands in them.
"""

from __future__ import annotations

import re

from retrieval.asked import likeliest
from retrieval.glossary import find_entry, matches
from retrieval.understanding import grammar
from retrieval.understanding.operations import Shape
from retrieval.understanding.reading import Parts

_SURE = 4.5  # what a name of the glossary weighs that nobody says by chance
OF_THE_FORM = re.compile(
    r"申请|公开|新收|登记|收件|年报|报告|答复|收费|费用|复议|诉讼|官司|条例|填|表格|统计|公布|栏|件|期限|工作日|结转|办结|补正|处罚"
    r"|工作日|停表|放假|节假日|原件|盖章|附图|附表|热线|信箱|第三方|默认|同意|期间|收钱|交钱|要钱|缴费|回复|法院|投诉|举报|涉密|保密|公报|县志|档案|公文|文件|材料|格式|口径|法条|区分处理"
    r"|许可|强制|规章|规范性|信息|案卷|案子|第[一二三四五六]部分"
    r"|\b(?:appl|request|report|disclos|regulation|fee|article|form|count|box|row|column|reply|deadline|case|penalt"
    r"|permit"
    r"|withh|publi|memo|openness|reconsideration|lawsuit|sue|suing)",
    re.I,
)
_ASKS_RULE = re.compile(
    r"算不算|算(?:在|到|作|成|哪|什么|啥|谁|是|不|第|几|[^,?]{1,12}吗)|(?:要不要|用不用|该不该|需不需要|需要不需要"
    r"|能不能|可不可以|可否|能否|填不填|写不写|给不给|收不收|计不计)"
    r"|填(?:哪|什么|啥|几|在|0|零|到)|归(?:哪|在|到|类|谁|入)|填[^,?]{1,6}吗|(?:怎么|如何|怎样|咋)(?:填|写|算|计|归|答|办|处理|分|认定"
    r"|理解|判|改|统计|申请|提|收|公开|报)"
    r"|还是|(?:列|记|抄|放|写|报|落|挂)(?:在|到|进|入)?哪|哪一?[类种]|(?:找|向|跟|问|去)(?:谁|哪)|收钱|要钱|咋"
    r"|什么意思|(?:是|指)什么|(?:可以|能|要|必须|需要|应该|应当|该|得|允许|一定)[^,?]{0,18}吗"
    r"|有(?:什么|啥|何)(?:责任|后果|区别|不同|不一样|关系|规定|要求)|谁(?:来|去|该)?(?:管|编|写|报|审|负责|填|算|公开|公布|答复|收|批|定|来)|为什么(?:要|用"
    r"|没有|不|取消)|为啥(?:要|用|没有|不)"
    r"|以(?:哪|谁|什么)[^,?]{0,4}为准|是[^,?]{1,8}还是[^,?]{1,10}|包(?:不)?(?:包)?括[^,?]{0,12}吗|一样吗|一回事|有哪几(?:条|种|类|项)|哪几(?:条|种|类|项)|行不行|行吗|合规吗|合法吗"
    r"|报给谁|哪里看|在哪(?:儿|里)?(?:看|公布|公开|查)"
    r"|\bcount(?:s|ed)? (?:as|in|under|towards|for)\b|\b(?:which|what) (?:row|box|column|line|article|edition"
    r"|counts)\b|\bwhat(?:'s| (?:if|happens|does|is|are|did))\b"
    r"|\bhow (?:is|are|do|does|should|must)\b|\bwhy (?:is|are|does|do|did|isn|doesn|don)|\bwhen (?:does|do|must|is"
    r"|are)\b|\brequired\b|\ballowed\b"
    r"|\b(?:have|has|need|needs|obliged|bound|entitled|permitted) to\b|\b(?:must|may|compulsory|mandatory|obligatory)\b"
    r"|\bwhy (?:would|can|could|might|may|should)\b|\bwhat (?:now|next|can i do|should i do)\b|\bnow what\b"
    r"|\b(?:by|until|on) (?:what|which) (?:date|day)\b"
    r"|\bsupposed to\b|^(?:may|must|should|can|could|is|are|do|does|am)\b|\bwhere can\b|\bwho (?:publishes|must"
    r"|has to|files|writes)\b",
    re.I,
)
_TELLS_HOW_MANY = re.compile(
    r"\b(?:number|highest|lowest|largest|smallest|most|fewest|least|maximum|minimum|average|mean|median|total|sum|zero"
    r"|none|any)\b",
    re.I,
)
_VAGUE = re.compile(
    r"(?:其他|其它|别的|另外|一个|某|谁|哪)*(?:单位|部门|机关|机构|局)?(?:里|内|中)?$|(?:other|another|an?"
    r"|the) |(?:all |any |every |each |which )?(?:government |public |administrative )?"
    r"(?:agencies|agency|bodies|body|authorit(?:y|ies)|departments?|bureaus?|organs?|offices)$",
    re.I,
)
_OF_REPORTS = re.compile(
    r"平均|中位|median|average|(?<![收交缴付罚]他)(?<![要该得][收交缴付])多少(?!天|页|钱|个?工作日|号|算)|几(?:件|家|个单位|个局|份|宗)(?!算)|总数|合计是|排名"
    r"|最(?:多|少|高|低)的|平均"
    r"|哪些(?:单位|部门|机关|局)|哪家|收录|库里"
    r"|提到|怎么写的|\bhow many\b|\bhow much\b|\btotal of\b|\branking\b|\bwhich (?:agenc|bod|bureau|dep)|\bmost\b"
    r"|\bmention",
    re.I,
)


def asks_about_form(parts: Parts, shape: Shape, measures: tuple[str, ...]) -> bool:
    """Whether a text that names no body asks about the rules; the glossary need not know the answer."""
    text = parts.text
    rule = bool(_ASKS_RULE.search(text) and OF_THE_FORM.search(text))
    unheard = sum(1 for mention in parts.mentions if not mention.ids)  # 法治政府年报 is no body's
    of_all = parts.scope is not None and not (parts.scope.region or parts.scope.kinds)  # 涉及几个部门的
    vague = parts.scope is None or _VAGUE.match(parts.scope.words) or (rule and of_all and _asked_so(text, rule))
    of_a_set = not vague
    named = shape.bodies > unheard or (unheard and (shape.years or measures))
    dated = shape.years and (not rule or _DATED.search(text))
    of_nobody = rule and not dated and _nobody_in_particular(parts) and _asked_so(text, rule)
    if named and not of_nobody:
        return False
    if shape.region or of_a_set or shape.follows:
        return False
    if _WHO_DID.search(text):
        return False
    if grammar.WRITES.search(text) or (grammar.ALL_BODIES.search(text) and likeliest(text)[1] < _SAME_WAY):
        return False
    found = matches(text)
    if found and found[0].score >= _SURE and found[0].entry.key.split("/")[0] in ("law", "form", "program"):
        counts = measures and not shape.weak and grammar.COUNTS.search(parts.grammar)
        if not ((shape.years and (measures or parts.topics) and counts) or shape.scope):
            return True
    if shape.years and measures and not shape.weak and _TELLS_HOW_MANY.search(text):
        return False  # what's the highest number of permits in 2022
    if rule and not _OF_REPORTS.search(text) and not parts.outside:
        return True
    return not (dated or of_a_set) and _asked_so(text, rule)


def _nobody_in_particular(parts: Parts) -> bool:
    """政府, 街道办, 区教育局: a kind of body as the rules speak of it, no body that is named."""
    return not _DONE.search(parts.text) and all(
        (m.kind_only or not m.ids) and not _PLACE.search(m.words) for m in parts.mentions
    )


def _asked_so(text: str, rule: bool) -> bool:
    """Whether people ask so about the form: near to a way of asking, and no figure of a report is asked for."""
    if len(_SAID.findall(text)) < _SHORT:
        return False
    whole, way = likeliest(text)
    if way >= _SAME_WAY:
        return True
    least = _NEAR_RULE if rule else _NEAR if OF_THE_FORM.search(text) else _FAR
    return whole >= least and not (_OF_REPORTS.search(text) or _FIGURES.search(text))


def asked_as_a_rule(refusal: str, text: str) -> bool:
    """Whether a word that would be declined is only asked about: 申请要带身份证吗, 个人信息写错了能改吗."""
    if refusal == "steer":
        return _MAY_ONE.search(text) is not None
    if refusal == "personal" and _PAPERS.search(text):
        return True
    sure = _asked_so(text, True) and likeliest(text)[0] >= _FAR
    return refusal in ("personal", "forecast") and sure and not _OF_WHOM.search(text)


_PAPERS = re.compile(r"身份证|证件|证明|联系方式|\bid card", re.I)
_MAY_ONE = re.compile(
    r"^(?!.*(?:你|您|\byou\b)).*(?:能不能|要不要|可不可以|行不行|可以|[吗么]\W*$|^(?:may|can|must|should)\b)", re.I
)
_OF_WHOM = re.compile(
    r"是谁|叫什么|姓名|名字|名单|电话|手机|住址|地址|微信|邮箱|工资|照片|\bwho is\b|\bnames?\b|\bphone\b|\baddress",
    re.I,
)


# 谁收过信息处理费 asks the reports, 谁来收 the rules.
_WHO_DID = re.compile(r"(?:谁|哪[些家个][^,?]{0,6})[^,?]{0,4}[\u4e00-\u9fff](?:过|了)(?!\W*$)")
_DATED = re.compile(r"\d{4}|\d\d年|[零〇一二三四五六七八九]{2,4}年|前年|近.年")  # 今年, 年底 are said of the rules too
_DONE = re.compile(
    r"(?:发布|公布|公开|提交|发|交|出)(?:出来?)?(?:的|了|过)\W*$|了多少|过多少"
)  # 教育局的年报哪天发布的
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,}[省市区县州旗镇乡]")
_SAID = re.compile(r"[\u4e00-\u9fff]|[A-Za-z]{2,}|\d+")
_SHORT = 5  # 自然人呢, 为什么 are too short to be near to anything
_SAME_WAY = 0.72  # as near as the same words in another order
_NEAR_RULE, _NEAR, _FAR = 0.8, 1.05, 1.5  # how near it must be that asks for a rule, speaks of the form, does neither
_FIGURES = re.compile(
    r"占比|比例|同比|环比|走势|趋势|排名|排行|最[多少高低大小]|哪一?[家个些几年](?!月|部分)|最新|更新|收录|库里|[前后倒][一二三四五六七八九十\d几]+[名家个位]|变化|增长|下降|增加了|减少了|是多少"
    r"|\b(?:share|percent\w*|trend|rank\w*|most|fewest|highest|lowest|how many|how much|increase\w*|decrease\w*)\b",
    re.I,
)


def names_a_box(parts: Parts) -> bool:
    """四类过程性信息: a box of the form alone, nothing that asks how many, is asked to be explained."""
    return find_entry(parts.text) is not None and not grammar.COUNTS.search(parts.grammar + parts.text)
