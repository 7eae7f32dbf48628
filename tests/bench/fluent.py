"""A model that lies, and one that is wrong a third of the time: `python -m tests.bench.fluent [--write]`.

Every reply goes the whole road: scripted server, LangChain's client and agent, tools, stream, lock.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from statistics import median
from typing import Any

from retrieval.conversation import Conversation
from retrieval.evaluate import judge
from retrieval.fluent.guest import Fluent
from retrieval.fluent.lock import Lock
from retrieval.models import chat_model
from retrieval.question import Answer
from tests.model_replies import honest, lies
from tests.model_server import Said, model_server
from tests.stored import store_samples
from tests.test_retrieval_fluent import ASKED, BODY, FIGURE, QUESTIONS, TODAY, quote_of

DOCUMENT = Path(__file__).parents[2] / "docs" / "fluent.md"
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
            worded = answer.text != plain.text
            delivered += worded
            lie = reply["now"].lie
            if kind == "lies" and (worded or (lie and any(lie[:-1] in str(text) for text in partial))):
                wrong.append(reply["now"].kind)
    Lock.__init__ = made  # type: ignore[method-assign]
    return many, delivered, wrong


def questions(store: Any) -> tuple[Counter[str], Counter[str], list[str]]:
    """Outcomes of every question of the samples without a model and with one wrong a third of the time."""
    pick = random.Random(5)

    def script(request: dict[str, Any]) -> Said:
        if request.get("tool_choice"):
            keys = re.findall(r"^(\w+/\S+/\w+): ", request["messages"][0]["content"], re.M)
            at = -1 if pick.random() < 1 / 3 else 0
            made = {"agencies": [1], "years": [2023], "measures": keys[at:][:1], "operation": "figure"}
            return Said(calls=(("Question", made),))
        if pick.random() < 1 / 3:
            return Said(f"{BODY}2023年收到申请{pick.randrange(1000)}件[1]。")
        number, quote = quote_of(request)
        return Said(f"报告写道：“{quote}”[{number}]。")

    outcomes: dict[str, Counter[str]] = {"without": Counter(), "with": Counter()}
    right: dict[str, set[str]] = {"without": set(), "with": set()}
    lines = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    with model_server(script) as server:
        model = Fluent(lambda: chat_model("openai:scripted", server.url, "key"), local=True)
        for name, guest in (("without", None), ("with", model)):
            talks: dict[str, Conversation] = {}
            for line in lines:
                talk = talks.setdefault(line["session"], Conversation(store, None, TODAY, model=guest))
                outcome = judge(line["expect"], talk.reply(line["question"]))[0]
                outcomes[name][outcome] += 1
                right[name] |= {line["id"]} if outcome == "right" else set()
    return outcomes["without"], outcomes["with"], sorted(right["without"] - right["with"])


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


def main() -> None:
    """Prints the measurements; `--write` puts them into the document."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--many", type=int, default=1000)
    options = parser.parse_args()
    store = store_samples(Path(tempfile.mkdtemp()))[0]
    off, on = latency(store)
    sent, lied, wrong = deliver(store, "lies", options.many)
    told, passed, _ = deliver(store, "honest", max(100, options.many // 5))
    without, with_, worse = questions(store)
    lines = [
        "# Fluent with a language model",
        "",
        "`python -m tests.bench.fluent --write` measures this: a scripted server, the real client.",
        "",
        "| what | measured |",
        "|---|---|",
        f"| lying replies sent, delivered in any part | {sent}, {len(wrong)} |",
        f"| answers changed by a lie | {lied} |",
        f"| honest replies sent, delivered | {told}, {passed} ({passed / told:.1%}) |",
        f"| questions of the samples, without a model | {dict(without)} |",
        f"| the same with a model wrong a third of the time | {dict(with_)} |",
        f"| questions right without it and not with it | {len(worse)} {' '.join(worse[:5])} |",
        f"| a figure, milliseconds, no model set / a model set | {off:.1f} / {on:.1f} |",
    ]
    text = "\n".join(lines) + "\n"
    sys.stdout.write(text)
    if options.write:
        DOCUMENT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
