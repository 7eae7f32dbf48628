"""The digit-lock of a draft: a body's own report says nothing that its figures, its last report or its writer do not.

A sentence cites what it rests on; one that cites nothing leaves something to be filled in, or speaks of what is to be
done. Numbers without a year are this year's. Sentences of other bodies' reports are not passed off as ours.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from retrieval.fluent import wording_checks as wording
from retrieval.fluent.binding import Spoken, bind
from retrieval.fluent.copying import find_copied
from retrieval.fluent.lock import Breach, Checked, Lock, hidden_labels
from retrieval.fluent.material import Material
from retrieval.fluent.names import HIDDEN, Named, find_named_bodies, find_named_years, hide
from retrieval.fluent.numerals import LOOSE, YEAR, Number, find_numbers
from retrieval.fluent.quoting import check_quotes
from retrieval.fluent.sentences import QUOTED, Sentence
from retrieval.fluent.shown import QUOTE, TOLD, Piece
from retrieval.question import StoredAgency
from retrieval.understanding.directory import directory_of

LONGEST = 900  # characters of one paragraph
_OPEN = re.compile(r"【([^】]*)】?")
_TO_FILL = re.compile(r"待填(?:[：:][^】\d]{1,40})?")
_PLAN = re.compile(
    r"^(?:[一二三四五六]是)?(?:下一步|今后|下一?年度?|后续|接下来)"
    r"|(?:^|[，,；;])(?:[一二三四五六]是)?[^，,；;]{0,12}(?:将|拟|计划)(?![于近达])"
)
_GOES_ON = re.compile(r"[一二三四五六]是|同时|此外|并")
_LAST_YEAR = re.compile(r"上一?年|去年|前一年|20\d\d年")
_EACH = re.compile(r"每|各|平均|人均")
_MOVES = re.compile(
    r"同比|环比|持平|翻番|(?:申请|件数|数量|总量|总数|发布量|公开量|办结|收到)[^，。；]{0,8}(?:增[长加多幅]|上升|减少|下降|降低|回落|大幅)"
)
_DONE = re.compile(r"已[经于]|完成了|建成|荣获|获评|获得|通报表[扬彰]|率先|领先|首[创个家]|圆满")


@dataclass
class DraftLock(Lock):
    """Holds the paragraphs of one body's report against what may be told in it."""

    own: StoredAgency | None = None
    year: int = 0
    others: Sequence[str] = ()  # passages of other bodies
    free: str = ""  # words that anybody may use
    _planning: bool = False  # the sentence before spoke of what is to be done

    def check(self, text: str, *, whole: bool = True) -> Checked:
        """The sentences of one paragraph that pass."""
        self._planning = False
        if len(text) > LONGEST:
            return Checked((), (Breach("length", f"more than {LONGEST} characters"),))
        return super().check(text, whole=whole)

    def check_sentence(self, sentence: Sentence) -> list[Breach]:
        """What in one sentence is bound to nothing."""
        unknown = [n for n in sentence.cited if n not in self.shown.pieces]
        if unknown:
            return [Breach("source", f"[{unknown[0]}]")]
        cited = [self.shown.pieces[n] for n in sentence.cited]
        words = sentence.words
        for match in _OPEN.finditer(words):
            if not match[0].endswith("】") or not _TO_FILL.fullmatch(match[1]) or find_numbers(match[1]):
                return [Breach("number", match[0][:40])]
        left_open = bool(_OPEN.search(words))
        words = _OPEN.sub(lambda match: HIDDEN * len(match[0]), words)
        self._planning = self._plans(words)
        done = left_open and _DONE.search(words)
        if not cited and (done or not (left_open or self._planning)):
            return [Breach("unsaid", sentence.told)]
        if any(piece.kind == QUOTE for piece in cited) and not left_open and not _LAST_YEAR.search(words):
            return [Breach("last year", sentence.told)]
        quoted, false = check_quotes(sentence, cited, self.shown, "")
        if false:
            return [Breach("quote", false[0])]
        copied = find_copied(sentence.told, self.others, self.free)
        if copied:
            return [Breach("copied", copied)]
        return self._breaches(sentence, words.replace(QUOTED, HIDDEN), cited, quoted)

    def _plans(self, words: str) -> bool:
        begins = _PLAN.search(words.strip()) or (self._planning and _GOES_ON.match(words.strip()))
        return bool(begins) and not _DONE.search(words)

    def _breaches(self, sentence: Sentence, own: str, cited: Sequence[Piece], quoted: Sequence[str]) -> list[Breach]:
        assert self.own is not None
        bodies = find_named_bodies(own, self.directory, {self.own.id, *self._ids()})
        bare = hidden_labels(hide(own, bodies), cited)
        numbers = find_numbers(bare)
        years = find_named_years(bare, numbers, self.today)
        counted = [n for n in numbers if n.kind != YEAR and not self._told_so(own, n, cited)]
        retold = [n for n in numbers if n.kind != YEAR and n not in counted]
        breaches = self._names(cited, own, bodies, counted)
        breaches += self._of_years(years, cited, counted, own)
        breaches += [Breach("number", n.words) for n in counted if n.kind == LOOSE]
        if breaches:
            return breaches
        self._spoken = Spoken(
            Named(0, 0, self.own.agency.name, frozenset({self.own.id})), Named(0, 0, str(self.year), year=self.year)
        )
        exact = [n for n in numbers if n.kind not in (YEAR, LOOSE)]
        bound = bind(own, sentence, exact, bodies, years, cited, self._spoken)
        breaches += [Breach("number", n.words) for n, found in bound if not found and n not in retold]
        used = {piece.number for _, found in bound for piece in found}
        breaches += self._claims(sentence, bare, bound, cited, bool(retold))
        breaches += self._sources(sentence, own, cited, used, quoted)
        vocabulary = self._vocabulary(cited) + self.free
        breaches += [Breach(rule, words) for rule, words in wording.check_words(hide(own, bodies), "zh", vocabulary)]
        return breaches

    def _allowed(self, cited: Sequence[Piece]) -> set[int]:
        assert self.own is not None
        return super()._allowed(cited) | {self.own.id}

    def _of_years(
        self, years: Sequence[Named], cited: Sequence[Piece], counted: Sequence[Number], own: str
    ) -> list[Breach]:
        """This year and last year's are spoken of; next year's only in a plan."""
        allowed = {self.year, self.year - 1} | {year for piece in cited for year in piece.years}
        if self._plans(own) and not counted:
            allowed.add(self.year + 1)
        texts = "".join(piece.text for piece in cited)
        return [
            Breach("year", named.words)
            for named in years
            if named.year not in allowed and (counted or named.words not in texts)
        ][:1]

    def _told_so(self, own: str, number: Number, cited: Sequence[Piece]) -> bool:
        """Whether somebody told this number of the same thing: the same value, counted in the same word, of a subject
        that both name."""
        for piece in cited:
            if piece.kind != TOLD:
                continue
            for told in find_numbers(piece.text):
                same = told.kind == number.kind != LOOSE and (told.value, told.unit) == (number.value, number.unit)
                if same and _alike(own, number, piece.text, told):
                    return True
                stretch = own[max(0, number.start - 1) : number.end + 1]
                if told.kind == number.kind == LOOSE and stretch in piece.text:
                    return True  # 近40篇, word for word
        return False

    def _claims(
        self,
        sentence: Sentence,
        bare: str,
        bound: Sequence[tuple[Number, list[Piece]]],
        cited: Sequence[Piece],
        retold: bool,
    ) -> list[Breach]:
        """A rise is told by a difference only; beside a figure nothing is said that it does not say."""
        told = "".join(piece.text for piece in cited)
        claim = wording.find_claim(bare)
        if claim and (retold or any(found for _, found in bound)) and claim[0] not in told:
            return [Breach("number", claim[0])]
        for start, end in sentence.clauses():
            words = bare[start:end]
            here = [found for number, found in bound if start <= number.start < end and found]
            moved = _MOVES.search(words) or (here and wording.find_move(words))
            if moved and moved[0] not in told:
                after = start + moved.start()  # 较上年的1件增加52件: what stands after it is by how much
                by = [p for number, found in bound if after <= number.start < end for p in found]
                if not by or any(p.measure not in ("change", "difference") for p in by):
                    return [Breach("number", moved[0])]
        return []


def _alike(own: str, number: Number, source: str, told: Number) -> bool:
    """Whether two numbers count the same: 培训3期 and 开展了3期业务培训."""
    after, other = own[number.end :].lstrip(), source[told.end :].lstrip()
    if after[:1] != other[:1] and (after[:1].strip(HIDDEN + "，。；、") or other[:1].strip("，。；、")):
        return False
    words, said = _clause(own, number.start, number.end), _clause(source, told.start, told.end)
    each = _EACH.search(words)
    return bool(_pairs(words) & _pairs(said)) and (each is None or each[0] in said)


def _clause(text: str, start: int, end: int) -> str:
    before = re.split(r"[，。；;、！？\n]", text[:start])[-1]
    return before + " " + re.split(r"[，。；;、！？\n]", text[end:])[0]


def _pairs(text: str) -> set[str]:
    return {run[n : n + 2] for run in re.findall(r"[\u4e00-\u9fff]+", text) for n in range(len(run) - 1)} - _COMMON


_COMMON = frozenset(  # of any sentence of a report
    (
        "本年",
        "今年",
        "全年",
        "年度",
        "我局",
        "我们",
        "本机",
        "机关",
        "开展",
        "组织",
        "共有",
        "一共",
        "其中",
        "完成",
        "工作",
        "政府",
        "信息",
        "公开",
    )
)


def lock_of(material: Material) -> DraftLock:
    """The lock of one section."""
    year, told = material.draft.year, material.told
    return DraftLock(
        material.shown,
        directory_of(material.shown.agencies),
        told,
        "zh",
        date(year, 12, 31),
        own=material.own,
        year=year,
        others=material.examples,
        free=told,
    )
