"""A model that lies, and one that is wrong a third of the time: `python -m tests.bench.fluent [--write]`.

Every reply goes the whole road: scripted server, LangChain's client and agent, tools, stream, lock. `--shared DIR` asks
another set of questions too, of reports that are read first.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from statistics import median
from typing import Any

from retrieval.conversation import Conversation
from retrieval.evaluate import judge
from retrieval.fluent.drafting import TO_FILL, Drafted
from retrieval.fluent.guest import Fluent
from retrieval.fluent.lock import Lock
from retrieval.fluent.sentences import without_marks
from retrieval.models import chat_model
from retrieval.question import Answer
from tests.draft_replies import honest as told_honestly
from tests.draft_replies import lies as told_lies
from tests.model_replies import honest, lies
from tests.model_server import Said, Script, model_server
from tests.stored import store_samples
from tests.test_retrieval_fluent import ASKED, BODY, FIGURE, QUESTIONS, TODAY
from tests.test_retrieval_fluent_draft_lock import material_of

DOCUMENT = Path(__file__).parents[2] / "docs" / "fluent.md"
SECTIONS = (("汐原市科学技术局", 1), ("汐原市教育局", 1), ("汐原市教育局", 5), ("汐原市教育局", 6))
STORED = {"浔川市": "汐原市", "栎山区": "榆汀区", "泽安市": "芷澜区"}  # places of understanding → of the samples
LOOKED_UP = (
    FIGURE,
    f"{BODY}2022年收到多少件申请",
    "汐原市教育局2023年收到多少件申请",
    "汐原市教育局2023年予以公开多少件",
)


def deliver(store: Any, kind: str, many: int) -> tuple[int, int, list[str]]:
    """How many replies of a kind were sent and delivered, and those that should not have been."""
    shown: list[Any] = []
    made = Lock.__init__

    def remember(self: Any, *args: Any, **named: Any) -> None:
        made(self, *args, **named)
        shown.append(self.shown)

    Lock.__init__ = remember  # type: ignore[method-assign]
    pick, reply, wrong, delivered = random.Random(23), {}, [], 0

    def script(request: dict[str, Any]) -> Said:
        if not any(m["role"] == "tool" for m in request["messages"]):
            return Said(calls=tuple(("look_up_figures", {"question": asked}) for asked in LOOKED_UP))
        if "now" not in reply:
            made = lies(shown[-1], pick, 40) if kind == "lies" else honest(shown[-1], pick, 1)
            reply["now"] = pick.choice([one for one in made if kind == "lies" or one.language == "zh"])
        return Said(reply["now"].text)

    with model_server(script) as server:
        model = Fluent(lambda: chat_model("openai:scripted", server.url, "key"), local=True)
        plain = Conversation(store, None, TODAY).reply(ASKED)
        for _ in range(many):
            reply.clear()
            *partial, answer = Conversation(store, None, TODAY, model=model).stream(ASKED)
            assert isinstance(answer, Answer)
            worded = answer.text.partition("\n（语言模型")[0] != plain.text
            delivered += worded
            lie = reply["now"].lie
            if kind == "lies" and (worded or (lie and any(lie[:-1] in str(text) for text in partial))):
                wrong.append(reply["now"].kind)
    Lock.__init__ = made  # type: ignore[method-assign]
    return many, delivered, wrong


def sections(store: Any, kind: str, many: int) -> tuple[int, int, list[str]]:
    """How many sections of a report were sent, written without anything left out, and the lies that were delivered."""
    pick, reply, wrong, whole = random.Random(29), {}, [], 0
    materials = [material_of(store, *of) for of in SECTIONS]
    with model_server(lambda request: Said(reply["now"].text)) as server:
        model = Fluent(lambda: chat_model("openai:scripted", server.url, "key"), local=True)
        for n in range(many):
            material = materials[n % len(materials)]
            made = told_lies(material, pick, 120) if kind == "lies" else told_honestly(material, pick, 1)
            reply["now"] = pick.choice(list(made))
            *partial, last = model.write_section(material)
            assert isinstance(last, Drafted)
            told = "\n".join([*map(str, partial), *(text for _, text in last.parts)])
            lie = without_marks(reply["now"].lie)
            wrong += [reply["now"].kind] if kind == "lies" and lie and lie in told else []
            whole += len(last.parts) == len(material.headings) and TO_FILL not in [text for _, text in last.parts]
    return many, whole, wrong


def wrong_a_third(pick: random.Random) -> Script:
    """A model that fills and words well two times of three."""

    def script(request: dict[str, Any]) -> Said:
        shown = request["messages"][0]["content"]
        lies = pick.random() < 1 / 3
        if request.get("tool_choice"):
            keys = re.findall(r"^(\w+/\S+/\w+): ", shown, re.M)
            bodies = [int(number) for number in re.findall(r"^(\d+): ", shown, re.M)]
            made = {"agencies": bodies[:1], "years": [], "measures": keys[:1], "operation": "figure"}
            if lies:
                made = {
                    "agencies": [pick.choice([*bodies, 1, 2, 3])],
                    "years": [pick.randrange(2019, 2026)],
                    "measures": [pick.choice([*keys, "applications/new/total"])],
                    "operation": pick.choice(["figure", "passage", "sum", "rank", "trend"]),
                    "topic": pick.choice(["培训", "问题", "网站", ""]),
                }
            return Said(calls=(("Question", made),))
        if lies:
            return Said(f"{BODY}2023年收到申请{pick.randrange(1000)}件[1]。")
        found = quote_in(request)
        return Said(f"报告写道：“{found[1]}”[{found[0]}]。" if found else "没有查到。")

    return script


def quote_in(request: dict[str, Any]) -> tuple[str, str] | None:
    """Number and text of the first passage that the model was shown, in a prompt of either language."""
    shown = re.split("原文：|Passages:", str(request["messages"][1]["content"]))[-1]
    found = re.search(r"\[(\d+)\][^《]*《《《(.*?)》》》", shown, re.S)
    return (found[1], found[2]) if found else None


def questions(store: Any) -> dict[str, tuple[Counter[str], Counter[str], list[str]]]:
    """Outcomes of every question with an answer, by file, without a model and with one wrong a third of the time."""
    found = {}
    with model_server(wrong_a_third(random.Random(5))) as server:
        for path in (QUESTIONS, QUESTIONS.with_name("talks.jsonl")):
            model = Fluent(lambda: chat_model("openai:scripted", server.url, "key"), local=True)
            lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
            outcomes: dict[str, Counter[str]] = {"without": Counter(), "with": Counter()}
            right: dict[str, set[str]] = {"without": set(), "with": set()}
            for name, guest in (("without", None), ("with", model)):
                talks: dict[str, Conversation] = {}
                for line in lines:
                    talk = talks.setdefault(line["session"], Conversation(store, None, TODAY, model=guest))
                    outcome = judge(line["expect"], talk.reply(line["question"]))[0]
                    outcomes[name][outcome] += 1
                    right[name] |= {line["id"]} if outcome == "right" else set()
            worse = sorted(right["without"] - right["with"])
            found[path.stem] = (outcomes["without"], outcomes["with"], worse)
    return found


def phrasings(store: Any) -> tuple[int, int, list[str]]:
    """Every question of understanding: how many, how many the model was asked about, whose figures it changed."""
    asked = changed = 0
    told: list[str] = []
    with model_server(wrong_a_third(random.Random(7))) as server:
        model = Fluent(lambda: chat_model("openai:scripted", server.url, "key"), local=True)
        for path in sorted(QUESTIONS.parent.glob("understanding*.jsonl")):
            talks: dict[str, tuple[Conversation, Conversation]] = {}
            for number, line in enumerate(map(json.loads, path.read_text(encoding="utf-8").splitlines())):
                if "question" not in line:
                    continue
                question = re.sub("|".join(STORED), lambda match: STORED[match[0]], line["question"])
                session = str(line.get("session") or line.get("id") or f"{path.stem} {number}")
                fresh = (Conversation(store, None, TODAY), Conversation(store, None, TODAY, model=model))
                plain, fluent = talks.setdefault(session, fresh)
                before, after = plain.reply(question), fluent.reply(question)
                asked += 1
                changed += before.text != after.text
                if before.figures != after.figures:
                    told.append(f"{path.stem} {number}")
                    fluent.previous = plain.previous
    return asked, changed, told


def shared(folder: Path) -> tuple[str, str]:
    """The last line of the score of another set, without a model and with one wrong a third of the time."""
    data = Path(tempfile.mkdtemp())
    wenbao = [sys.executable, "-m", "bot.cli"]
    files, asks = str(folder / "dev" / "files"), str(folder / "dev" / "questions.asks.jsonl")
    subprocess.run([*wenbao, "ingest", "--data", str(data), files], check=False, capture_output=True)
    scores = []
    with model_server(wrong_a_third(random.Random(5))) as server:
        settings = {"WENBAO_CHAT_MODEL": "openai:scripted", "WENBAO_CHAT_URL": server.url, "WENBAO_CHAT_KEY": "key"}
        for extra in ({}, settings):
            env = {**os.environ, "WENBAO_TODAY": TODAY.isoformat(), **extra}
            asked = [*wenbao, "ask", "--data", str(data), "--batch", asks]
            made = subprocess.run(asked, capture_output=True, text=True, env=env, check=True)
            (data / "answers").write_text(made.stdout, encoding="utf-8")
            score = [sys.executable, str(folder / "score" / "score_answers.py")]
            done = subprocess.run(
                [*score, str(folder / "dev" / "questions.jsonl"), str(data / "answers")],
                capture_output=True,
                text=True,
                check=True,
            )
            scores.append(" ".join(done.stdout.strip().splitlines()[-1].split()))
    return scores[0], scores[1]


def latency(store: Any) -> tuple[float, float]:
    """Median milliseconds of a figure without a model, and with one configured."""
    told = []
    for guest in (None, Fluent(lambda: None, local=True)):
        spent = []
        for _ in range(60):
            talk = Conversation(store, None, TODAY, model=guest)
            started = time.perf_counter()
            talk.reply(FIGURE)
            spent.append((time.perf_counter() - started) * 1000)
        told.append(median(spent))
    return told[0], told[1]


def told_of(outcomes: Counter[str]) -> str:
    """482 right, 5 wrong."""
    return ", ".join(f"{count} {name}" for name, count in outcomes.most_common())


def main() -> None:
    """Prints the measurements; `--write` puts them into the document."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--many", type=int, default=1000)
    parser.add_argument("--shared", type=Path)
    options = parser.parse_args()
    store = store_samples(Path(tempfile.mkdtemp()))[0]
    off, on = latency(store)
    sent, lied, wrong = deliver(store, "lies", options.many)
    told, passed, _ = deliver(store, "honest", max(100, options.many // 5))
    drafts, _, false = sections(store, "lies", options.many)
    honest_drafts, whole, _ = sections(store, "honest", max(100, options.many // 5))
    lines = [
        "## Measured",
        "`python -m tests.bench.fluent --write` measures this: a scripted server, the real client.",
        "",
        "| what | measured |",
        "|---|---|",
        f"| lying replies sent, delivered in any part | {sent}, {len(wrong)} |",
        f"| answers changed by a lie | {lied} |",
        f"| honest replies sent, delivered | {told}, {passed} ({passed / told:.1%}) |",
        f"| sections of a report with a lie sent, the lie delivered | {drafts}, {len(false)} {' '.join(false[:3])} |",
        f"| honest sections sent, delivered whole | {honest_drafts}, {whole} ({whole / honest_drafts:.1%}) |",
    ]
    for name, (without, with_, worse) in questions(store).items():
        lines += [
            f"| questions of {name}, without a model | {told_of(without)} |",
            f"| the same with a model wrong a third of the time | {told_of(with_)} |",
            f"| right without it and not with it | {len(worse)} {' '.join(worse[:5])} |",
        ]
    asked, changed, figures = phrasings(store)
    lines.append(f"| questions of understanding asked with it, answers changed | {asked}, {changed} |")
    lines.append(f"| of these with other figures | {len(figures)} {' '.join(figures[:5])} |")
    if options.shared:
        plain, fluent = shared(options.shared)
        lines += [f"| another set of questions, without a model | {plain} |", f"| the same with it | {fluent} |"]
    lines.append(f"| a figure, milliseconds, no model set / a model set | {off:.1f} / {on:.1f} |")
    text = "\n".join(lines) + "\n"
    sys.stdout.write(text)
    if options.write:
        page = DOCUMENT.read_text(encoding="utf-8").partition("## Measured")[0]
        DOCUMENT.write_text(page + text, encoding="utf-8")


if __name__ == "__main__":
    main()
