"""The model writes a section of a report, a paragraph under each heading, each through the lock of drafts.

A paragraph with a breach is asked for once more with the reason; then the outline stands in its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from prompts import fenced, rules_and_material, version
from retrieval.drafting.outline import TO_FILL
from retrieval.fluent.draft_lock import DraftLock, lock_of
from retrieval.fluent.failures import NoText, Unbound, ending_of
from retrieval.fluent.lock import Breach
from retrieval.fluent.material import Material
from retrieval.fluent.sentences import Sentence, without_marks
from retrieval.fluent.usage import tokens_of
from retrieval.fluent.writing import Account, halting, reason

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_ROUNDS = 2
_HEAD = re.compile(r"^[#*\s]*(?:[（(][一二三四五六][）)]|[一二三四五六][、.])?\s*")


@dataclass(frozen=True, slots=True)
class Drafted:
    """A section: a heading and its text each, and the pieces that the texts rest on; empty where none was written."""

    parts: tuple[tuple[str, str], ...] = ()
    rests_on: tuple[int, ...] = ()
    note: str = ""  # why none was written
    steps: tuple[str, ...] = ()


def draft_section(
    model: BaseChatModel, material: Material, account: Account, stopped: Callable[[], bool]
) -> Iterator[str | Drafted]:
    """The paragraphs that have passed so far, then the section; raises `Unbound` where none passes."""
    account.prompt = version("drafting", material.language)
    rules, asked = rules_and_material("drafting", material.language, **material.values())
    messages: list[Any] = [("system", rules), ("user", asked)]
    passed: dict[str, tuple[Sentence, ...]] = {}
    for _ in range(_ROUNDS):
        text, given, whole = "", "", None
        for chunk in model.stream(messages, {"callbacks": [halting(stopped)]}):
            text += str(chunk.text)
            spent = tokens_of(chunk)
            account.tokens_in, account.tokens_out = account.tokens_in + spent[0], account.tokens_out + spent[1]
            whole = chunk if whole is None else whole + chunk
            if "\n" in str(chunk.text) and len(shown := _so_far(text, material)) > len(given):
                given = shown
                yield shown
        account.calls += 1
        cut = ending_of(whole) == "length"
        found, breaches = check_parts(split_parts(text, material.headings, cut=cut), material)
        passed |= found
        missing = [heading for heading in material.headings if heading not in passed]
        if not missing:
            break
        account.breaches += [str(breach) for breach in breaches]
        again, _question = rules_and_material(
            "again",
            material.language,
            reasons="\n".join(reason(breach, material.language) for breach in breaches[:8])
            or "- " + "、".join(missing),
            question=fenced(material.asked),
        )
        messages = [*messages, ("assistant", text[:4000]), ("user", again)]
    if not passed:
        kind = NoText if all(breach.rule in ("language", "length") for breach in breaches) else Unbound
        raise kind("; ".join(account.breaches[-3:]))
    yield drafted(passed, material)


def split_parts(text: str, headings: Sequence[str], *, cut: bool = False) -> dict[str, str]:
    """The paragraph under each heading; what stands before the first, or under another, is dropped."""
    parts: dict[str, str] = {}
    now = ""
    bare = {_HEAD.sub("", heading): heading for heading in headings}
    for line in text.splitlines():
        head = _HEAD.sub("", line).strip().strip("*#：: ")
        begins = next((name for name in bare if head.startswith(name)), None)
        if begins is not None and (head == begins or _HEAD.match(line)[0].strip("#* ")):  # type: ignore[index]
            now = bare[begins]
            parts[now] = head[len(begins) :].lstrip("。：: *")
        elif now:
            parts[now] += line.strip()
    if cut and now:  # the last sentence of a text that was cut off is none
        parts[now] = parts[now][: max(parts[now].rfind(end) for end in "。！？") + 1]
    return {heading: part for heading, part in parts.items() if part.strip()}


def check_parts(parts: Mapping[str, str], material: Material) -> tuple[dict[str, tuple[Sentence, ...]], list[Breach]]:
    """The paragraphs that pass, and what speaks against the others."""
    lock: DraftLock = lock_of(material)
    passed: dict[str, tuple[Sentence, ...]] = {}
    breaches: list[Breach] = []
    for heading, text in parts.items():
        checked = lock.check(text)
        if checked.breaches:
            breaches += checked.breaches
        else:
            passed[heading] = checked.sentences
    return passed, breaches


def drafted(passed: Mapping[str, Sequence[Sentence]], material: Material) -> Drafted:
    """The section as it is written into the report: no marks, 【待填】 where no paragraph passed."""
    parts = [
        (heading, "".join(without_marks(s.text) for s in passed[heading]) if heading in passed else TO_FILL)
        for heading in material.headings
    ]
    cited = dict.fromkeys(n for sentences in passed.values() for s in sentences for n in s.cited)
    return Drafted(tuple(parts), tuple(cited))


def render_parts(parts: Sequence[tuple[str, str]]) -> str:
    """As it stands in the report."""
    return "\n".join(f"{heading}\n{text}" for heading, text in parts)


def _so_far(text: str, material: Material) -> str:
    """The finished paragraphs of a text that is still being written, where all of them pass."""
    parts = split_parts(text, material.headings)
    for last in list(parts)[-1:]:
        del parts[last]
    passed, breaches = check_parts(parts, material)
    if breaches or not passed:
        return ""
    return render_parts([(heading, "".join(without_marks(s.text) for s in passed[heading])) for heading in passed])
