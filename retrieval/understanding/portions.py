"""Bounds told as portions, written out in per cent: 过半 is 超过50%, 不到三成 is 不到30%.

超过办结数的四分之一 names its whole: 占办结数超过25%. Only after a word that bounds; 占几成 and 三成多 bound nothing.
"""

from __future__ import annotations

import re

_DIGITS = {c: n for n, c in enumerate("一二三四五六七八九", 1)} | {"两": 2} | {str(n): n for n in range(1, 10)}
_BOUNDS = (
    r"(?:超过了?|超出|大于|多于|高于|不到|低于|少于|小于|不足|不满|未达到?|没达到?|达到了?|不低于|不少于"
    r"|至少(?:有)?|不超过|超)"
)
_PORTION = (
    r"(?P<portion>一半|半数|二分之一|[一二两三四五六七八九1-9]成半?(?![立为本果功员都])"
    r"|(?P<parts>[二两三四五六七八九十])分之(?P<of>[一二两三四五六七八九]))"
)
_WHOLE = (
    r"(?P<whole>(?:全部|所有|总|全年|本年|其)?(?:办结|办理结果|办理|处理|新收|收到?的?|总计|总)?(?:的)?(?:申请|件|案件)?"
    r"(?:总数量?|总量|数量|件数|数|量)?(?:的)?)"
)
_BOUND_OF_WHOLE = re.compile(rf"(?P<bound>{_BOUNDS}){_WHOLE}{_PORTION}")
_BOUND_AFTER = re.compile(rf"{_PORTION}(?P<after>及?以[上下])")
# 公开了(含部分公开)的: both of them
_WITH_PARTIAL = re.compile(
    r"(?:予以|同意|给予?|被|准予|获)?公开(?:了|的)?[,，]?[((]?(?:含|包括|包含|连同|算上|加上|连带|含有)(?:了)?部分(?:的|公开)*(?:在内|的)?[))]?"
)
_MORE_THAN_HALF = re.compile(r"(?<![通经超大])过半(?:数)?(?=$|[的,，、。?？]|且|而|并|单位|有)")


def portions_spelt(text: str) -> str:
    """The text with bounds in per cent for those that are told as portions."""
    if not re.search("[半成分]", text):
        return text
    text = _WITH_PARTIAL.sub("予以公开加部分公开", text)
    text = _MORE_THAN_HALF.sub("超过50%", text)
    text = _BOUND_OF_WHOLE.sub(_written, text)
    return _BOUND_AFTER.sub(lambda match: f"{_per_cent(match)}%{match['after']}", text)


def _written(match: re.Match[str]) -> str:
    whole = match["whole"].removesuffix("的")
    lead = f"占{whole}" if whole else ""
    return f"{lead}{match['bound']}{_per_cent(match)}%"


def _per_cent(match: re.Match[str]) -> str:
    said = match["portion"]
    if said in ("一半", "半数", "二分之一"):
        return "50"
    if match["parts"]:
        parts = 10 if match["parts"] == "十" else _DIGITS[match["parts"]]
        return f"{100 * _DIGITS[match['of']] / parts:.4f}".rstrip("0").rstrip(".")
    return str(10 * _DIGITS[said[0]] + (5 if said.endswith("半") else 0))
