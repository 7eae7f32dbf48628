"""Whether a text asks about the form and its rules rather than about a report: 撤回的算不算, 收费不交会怎样.

What names no body and asks how something is counted, filled in or allowed is about the rules; how many there were is
asked of the reports, and so is what stands in them.
"""

from __future__ import annotations

import re

from retrieval.glossary import find_entry, matches
from retrieval.understanding import grammar
from retrieval.understanding.operations import Shape
from retrieval.understanding.reading import Parts

_SURE = 4.5  # what a name of the glossary weighs that nobody says by chance
OF_THE_FORM = re.compile(
    r"申请|公开|新收|登记|收件|年报|报告|答复|收费|费用|复议|诉讼|官司|条例|填|表格|统计|公布|栏|件|期限|工作日|结转|办结|补正|处罚"
    r"|许可|强制|规章|规范性|信息|案卷|案子|第[一二三四五六]部分"
    r"|\b(?:appl|request|report|disclos|regulation|fee|article|form|count|box|row|column|reply|deadline|case|penalt"
    r"|permit"
    r"|withh|publi|memo|openness|reconsideration|lawsuit|sue|suing)",
    re.I,
)
_ASKS_RULE = re.compile(
    r"算不算|算(?:在|到|作|成|哪|什么|啥|谁|是|不|第|几|[^,?]{1,12}吗)|(?:要不要|用不用|该不该|需不需要|需要不需要"
    r"|能不能|可不可以|可否|能否|填不填|写不写|给不给|收不收|计不计)"
    r"|填(?:哪|什么|啥|几|在|0|零|到)|归(?:哪|到|类|谁|入)|(?:怎么|如何|怎样|咋)(?:填|写|算|计|归|答|办|处理|分|认定"
    r"|理解|判|改|统计|申请|提|收|公开|报)"
    r"|什么意思|(?:是|指)什么|(?:可以|能|要|必须|需要|应该|应当|该|得|允许|一定)[^,?]{0,18}吗"
    r"|有(?:什么|啥|何)(?:责任|后果|区别|不同|不一样|关系|规定|要求)|谁(?:来|管|编|写|报|审|负责)|为什么(?:要|用"
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
_VAGUE = re.compile(
    r"(?:其他|其它|别的|另外|一个|某|谁|哪)*(?:单位|部门|机关|机构|局)?(?:里|内|中)?$|(?:other|another|an?"
    r"|the) |(?:all |any |every |each |which )?(?:government |public |administrative )?"
    r"(?:agencies|agency|bodies|body|authorit(?:y|ies)|departments?|bureaus?|organs?|offices)$",
    re.I,
)
_OF_REPORTS = re.compile(
    r"平均|中位|median|average|多少(?!天|页|钱|个?工作日|号)|几(?:件|家|个单位|个局|份|宗)(?!算)|总数|合计是|排名"
    r"|最(?:多|少|高|低)的|平均"
    r"|哪些(?:单位|部门|机关|局)|哪家|收录|库里"
    r"|提到|怎么写的|\bhow many\b|\bhow much\b|\btotal of\b|\branking\b|\bwhich (?:agenc|bod|bureau|dep)|\bmost\b"
    r"|\bmention",
    re.I,
)


def asks_about_form(parts: Parts, shape: Shape, measures: tuple[str, ...]) -> bool:
    """Whether a text that names no body asks about the rules; the glossary need not know the answer."""
    text = parts.text
    unheard = sum(1 for mention in parts.mentions if not mention.ids)  # 法治政府年报 is no body's
    of_a_set = parts.scope is not None and not _VAGUE.match(parts.scope.words)
    if shape.bodies > unheard or (unheard and (shape.years or measures)):
        return False
    if shape.region or of_a_set or shape.follows:
        return False
    if grammar.WRITES.search(text) or grammar.ALL_BODIES.search(text):
        return False
    found = matches(text)
    if found and found[0].score >= _SURE and found[0].entry.key.split("/")[0] in ("law", "form", "program"):
        counts = measures and not shape.weak and grammar.COUNTS.search(parts.grammar)
        if not ((shape.years and (measures or parts.topics) and counts) or shape.scope):
            return True
    rule = _ASKS_RULE.search(text) and OF_THE_FORM.search(text)
    return bool(rule) and not _OF_REPORTS.search(text) and not parts.outside


def names_a_box(parts: Parts) -> bool:
    """四类过程性信息: a box of the form alone, nothing that asks how many, is asked to be explained."""
    return find_entry(parts.text) is not None and not grammar.COUNTS.search(parts.grammar + parts.text)
