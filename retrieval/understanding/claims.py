"""Figures that the user states and wants confirmed: 听说去年收到500件,对吗; 不是收了一万五千多件吗.

A claim is exact, or a bound (超过一万件), or about so much (三百多件, 大约5000件). For what it is claimed of, the
figure stands where 多少 would stand: 收了500件 names the box that 收了多少件 names.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from retrieval.question import Claim
from retrieval.understanding.conditions import read_number

_ASKS = re.compile(
    r"对吗|对不对|对吧|对么|是吗|是吧|是不是|没错吧|属实|真的(?:吗|假的)?|有这么多|这么多吗|准不准|正确吗|是真的|当真|果真|真有|(?:才|足足|整整|高达|多达|竟然|居然|仅有?|只有?)(?:收|办|公开|拒|结转|有)?(?:到|了|结)?[\d一二两三四五六七八九十百千万]|难道|莫非|真没"
    r"|有没有搞错|记得(?:是|有)?|听说|据说|听人说|(?:人|朋友|同事|同学|领导|老师|邻居|家人|网友|记者|亲戚)(?:跟我|告诉我|都|也)?(?:说|讲|称|传)|媒体说|网上说|新闻说|报道说|传闻|印象(?:里|中)"
    r"|^\W*(?:那)?(?:是|有)(?:不是)?\s*\d[\d,.]*\s*(?:件|个|份|条|次|%|万元)[^,?]{0,3}(?:吗|么)|我(?:看到|记得|以为)"
    r"|(?:上|里|媒体|报纸|网上|别人|朋友|领导|同事)(?:都|就|明明)?(?:写|说|报道?|印|讲)的?(?:可)?是|明明(?:是|写)"
    r"|以为|吧[?。!]?$|不是.{0,24}吗|(?:\d|[一二三四五六七八九十百千万])(?:多|余|来)?[件个份条宗起][^,?哪几]{0,8}(?:吗|么)\W*$"
    r"|\b(?:right|correct|is it true|isn'?t it|i heard|i read|i thought|they say|reportedly|supposedly"
    r"|didn'?t (?:it|they)|is that so|true\?)",
    re.I,
)
_BEFORE = (
    r"(?:(?P<over>超过了?|超出|多于|大于|高于|突破了?|不止|至少(?:有)?|不少于|不低于)"
    r"|(?P<under>不到|不足|少于|低于|小于|没到|未到|不满|不超过|没超过|至多)"
    r"|(?P<near>大约|大概|约|差不多|将近|接近|近|左右|上下))(?:有|是)?\s*"
)
_CLAIMED = re.compile(
    rf"(?:{_BEFORE})?(?:(?<![\d.])(?P<value>\d[\d,]*(?:\.\d+)?)\s*(?P<wan>万)?|(?P<han>[一二两三四五六七八九十百千万零]+))"
    r"\s*(?P<more>多|余|来|好几|几)?(?:件|份|个(?!单位|月|局|部门|年|人|点|问|数)|条|宗|项|次|起|例|%|万元|元|申请|家"
    r"|(?= ?(?:new |foi |information )*(?:applications?|requests?|cases?|permits?|penalt|decisions?"
    r"|documents?|lawsuits?))|(?=[,, .!]*(?:对|是|吧|真|吗|么|right|correct|$)))(?P<about>左右|上下|之多)?"
)
_HAN_NUMBER = re.compile(r"[一二两三四五六七八九]?[十百千万]|[二两三四五六七八九]|^零$")
_MEANT = re.compile(
    r"(?:难道|莫非|是不是|不是|该不会)(?:是|没有?|不是)?(?=[^,?]{0,16}多少)|(?<=\ue000)没有?(?=收|公开|办)"
)
_NEAR = Decimal("0.1")  # 大约 may be off by so much


def find_claim(text: str, said: str = "") -> Claim | None:
    """A figure that the user states and wants confirmed; `said` is the whole text, talk around it included."""
    if not (_ASKS.search(text) or _ASKS.search(said)):
        return None
    claims = [claim for match in _CLAIMED.finditer(text) if (claim := _read(match)) is not None]
    return replace(claims[0], more=tuple(claims[1:])) if claims else None


def _read(match: re.Match[str]) -> Claim | None:
    if match["han"] and not _HAN_NUMBER.search(match["han"]):
        return None  # 一件 of 一件都没有 counts nothing
    value = read_number(match["han"] or match["value"].replace(",", ""))
    if value is None:
        return None
    value *= 10000 if match["wan"] else 1
    return Claim(value, match.group().strip(), *_span(match, value))


def _span(match: re.Match[str], value: Decimal) -> tuple[str, Decimal]:
    """How the figure is meant, and how far about it reaches."""
    if match["over"]:
        return ">", Decimal(0)
    if match["under"]:
        return "<", Decimal(0)
    if match["more"]:
        digits = value.normalize().as_tuple()
        return "+", Decimal(10) ** int(digits.exponent)
    if match["near"] or match["about"] in ("左右", "上下"):
        return "~", value * _NEAR
    return "=", Decimal(0)


def asked_in_its_place(text: str, claim: Claim) -> str:
    """The text with 多少 where each figure claimed stood; English stays as it is."""
    if not re.search(r"[\u4e00-\u9fff]", text):
        return text
    for one in (claim, *claim.more):
        unit = re.search(r"(件|份|个|条|宗|项|次|起|例|万元|元)(?:左右|上下|之多)?$", one.words)
        text = text.replace(one.words, f"多少{unit[1] if unit else ''}", 1)
    return _MEANT.sub("", text)
