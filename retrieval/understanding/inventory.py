"""What is asked of the reports as documents: which are stored, when one came out, what its file is called."""

from __future__ import annotations

import re


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.I)


# Of one report itself: when it came out, what its file is called, who signed it.
REPORT_ITSELF = _compiled(
    r"(?:哪一?天|几号|几月|什么时候|何时|啥时候?|多会儿|什么时间|什么日期)[^,?]{0,6}(?:发布|公布|发出|印发|发|出|挂|上网|落款|成文|签发|对外公开)"
    r"|(?:发布|公布|公开|落款|成文|签发|发文|出)(?:的)?(?:日期|时间|日子)|(?:发布|公布)(?:的)?(?:是)?(?:哪一?天|几号|什么时候|何时)"
    r"|文件名|源文件|原文件|原始文件|(?:文件|文档)(?:叫|是)(?:什么|啥|哪)|落款|署名|(?:报告|年报)(?:的)?(?:标题|题目|全称|名称|名字)|(?:标题|题目)(?:是|叫)?(?:什么|啥)"
    r"|\bwhen (?:was|did|were)\b.{0,80}\b(?:publish(?:ed)?|releas(?:ed?)|issued?|come out|came out|posted)\b"
    r"|\b(?:publication|release|publishing|issue) date\b|\bdate of (?:publication|release|issue)\b|\bfile ?names?\b"
    r"|\bname of the (?:source )?file\b"
    r"|\b(?:source|original) file\b|\bsigned by\b|\bsignature\b|\btitle of\b"
)
_OF_THE_STORE = _compiled(
    r"[\s,?。!:、\ue004\ue005]|收录|录入|收集|入库|库存|收|存|数据库|知识库|库|系统|机器人|这里|这儿|这边|你们?|您|我们?|请问?|想|要|知道|看看|看|问|一?下|现在|目前|当前|一共|总共|共|全部|所有|总"
    r"|都|有没有|有|是|能够?|可以|可|支持|查询|查到|查|问到|包括|包含|覆盖|涵盖|提供|哪些|哪几|哪|什么|啥|多少|几|家|个|份|篇|本|些"
    r"|单位|部门|机关|机构|局|政府|地方|名单|清单|列表|列出来?|列|给我|告诉我|显示|展示|数据|资料|年度报告|年报|报告|信息|里面?|中|内|上|的|了|呢|吗|呀|啊|来|进|过|和|与|及|供|各|分别"
    r"|\b(?:which|what|how|many|list|show|me|all|the|of|agenc(?:y|ies)|bod(?:y|ies)|bureaus?|departments?|reports?|annual|do|does|you|have|has|is|are|there|in|this|your|here|stored?|covered?|"
    r"cover|available|data(?:base)?|system|collection|hold|included?|can|i|ask|about|query|please|and|name|names|every|total|currently|now|know)\b"
)


def asks_what_is_stored(text: str, follows: bool = False) -> bool:
    """收录了哪些单位, which agencies do you have: every word is about the store, and a set or its reports is named."""
    if follows and not re.search(
        r"收录|录入|入库|库|查|报告|年报|\byou\b|\bstored\b|\bcovered?\b|\bavailable\b", text, re.I
    ):
        return False  # 有几家 goes on about what was asked before
    named = re.search(r"\ue004|单位|部门|机关|报告|年报|\breports?\b|\bagenc|\bbod", text, re.I)
    asked = re.search(
        r"哪|什么|多少|几|名单|清单|列|\bwhich\b|\bwhat\b|\bhow many\b|\blist\b|\bshow\b|\bname", text, re.I
    )
    return bool(named and asked) and not _OF_THE_STORE.sub("", text)
