"""Whether a sentence is in the language of the question, and says nothing that no report and no question could want."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from retrieval.fluent.names import HIDDEN

_LINK = re.compile(r"https?:|www\.|@\w|\b\w+\.(?:com|cn|net|org|io)\b", re.I)
_MACHINE = re.compile(
    r"提示词|系统提示|忽略(?:以上|前面|之前|上述)|system prompt|ignore (?:all|the|any|previous|above)|</?\w+>|[{}]",
    re.I,
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ENGLISH = _words(
    "the of and to in for was were is are be been that which its it on by with from as at this these their they has"
    " have had not also than or one all report reports said says states stated according bureau"
)
_FOREIGN = _words(
    "le la les des du une est dans pour sur avec der die das und ist mit von wurden el los las una que por para con del"
    " en il di che sono per gli een het van zijn em os dos foram demandes solicitudes anträge"
)
# What a figure alone does not say: all of them, the most, on average, not, in future, more than before, of everybody.
_CLAIMS = re.compile(
    r"全部|全都|均(?:[予已为未获按系被]|维持|公开|办结|答复|公示|纠正)|都已|以来|累计|历年|历来|无一|最[多少高低大小]|居首|首位|领先|垫底|倒数|平均|人均|日均|每[月天日季周]|不是|并非|不止|不仅|预计|预测|将[达有会]|未来"
    r"|[全各][省市区县]|各单位|各部门|各机关|所有|季度|月份|上半年|下半年|截至"
    r"|\b(?:all|every|each|most|highest|lowest|largest|smallest|average|per|not|expected|forecast|will|month\w*|quarter\w*|best|worst"
    r"|total of all|everyone)\b",
    re.I,
)
_MOVES = re.compile(
    r"增[长加多]|上升|提高|减少|下降|降低|回落|翻|\b(?:rose|rise|increas\w*|grew|growth|fell|decreas\w*|declin\w*|drop\w*|up|down)\b",
    re.I,
)
_QUOTED = re.compile(r"“[^”]*”|「[^」]*」|\"[^\"]*\"")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_ALLOWED = _words("pdf docx html")


def check_words(words: str, language: str, vocabulary: str) -> Iterator[tuple[str, str]]:
    """The rule that is broken, and the words that break it."""
    if _LINK.search(words) or _MACHINE.search(words):
        yield "instruction", words.replace(HIDDEN, "").strip()
        return
    for sign in words:
        if sign.isalpha() and sign != HIDDEN and not sign.isascii():
            name = unicodedata.name(sign, "")
            if not name.startswith("CJK UNIFIED") or language == "en":
                yield "language", sign
                return
    latin = re.findall(r"[A-Za-z]+", words)
    han = re.findall(r"[\u4e00-\u9fff]", words)
    if language == "en":
        lower = [word.lower() for word in latin]
        if sum(word in _FOREIGN for word in lower) >= 2 or (len(lower) > 3 and not set(lower) & _ENGLISH):
            yield "language", words.replace(HIDDEN, "").strip()
        return
    known = vocabulary.lower()
    strange = [word for word in latin if word.lower() not in known and word.lower() not in _ALLOWED]
    if strange:
        yield "language", strange[0]
    elif not han and HIDDEN not in words:
        yield "language", words.strip()


def is_foreign(text: str, language: str) -> bool:
    """Whether a whole text, its quotes apart, is not in the language that it should be in."""
    own = _QUOTED.sub("", text)
    han, other = len(_HAN.findall(own)), sum(sign.isalpha() for sign in own)
    return other > 12 and (han > other / 2 if language == "en" else han < other / 2)


def check_claims(words: str, compared: bool) -> Iterator[tuple[str, str]]:
    """What a sentence that tells a figure says beyond it; `compared` where the figure is itself a change."""
    claim = find_claim(words) or (None if compared else find_move(words))
    if claim:
        yield "number", claim[0]


def find_claim(words: str) -> re.Match[str] | None:
    """全部, 最多, 平均: what a figure alone does not say."""
    return _CLAIMS.search(words)


def find_move(words: str) -> re.Match[str] | None:
    """增长, 下降: what only a comparison says."""
    return _MOVES.search(words)
