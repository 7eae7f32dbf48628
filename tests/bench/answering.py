"""How soon a figure is told: in a fresh process, and in one that runs. `--write` puts it into docs/answering.md.

Beside it, in the same run, what the usual road costs: importing the embedding library alone in a fresh process, and
finding the nearest passage in the index in a running one.
"""

from __future__ import annotations

import argparse
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median, quantiles

from ingest.load import load
from retrieval.conversation import Conversation
from retrieval.evaluate import evaluate
from retrieval.models import embedder
from retrieval.passages import Passages
from retrieval.store import Store

ROOT = Path(__file__).parents[2]
QUESTION = "汐原市教育局2023年收到多少件申请"
QUESTIONS = ROOT / "tests" / "questions" / "samples.jsonl"
TODAY = date(2026, 11, 20)


def seconds(work: Callable[[], object], times: int) -> float:
    """The median of so many runs, by the clock."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return median(taken)


def fresh(*command: str) -> Callable[[], object]:
    """A process of its own."""
    return lambda: subprocess.run([sys.executable, *command], check=True, capture_output=True, cwd=ROOT)


def measure(data: Path) -> list[str]:
    """The lines of the table."""
    store = Store.open(None, data)
    passages = Passages.open(data, store, embedder(""))
    for _ in load([ROOT / "samples"], store, passages):
        pass
    ask = fresh("-m", "bot.cli", "ask", QUESTION, "--data", str(data))
    library = fresh("-c", "import sentence_transformers")
    asked, imported = seconds(ask, 7), seconds(library, 3)
    verdicts = list(evaluate(QUESTIONS, lambda: Conversation(store, lambda: passages, TODAY).reply))
    figures = [verdict.seconds for verdict in verdicts if verdict.category == "figures"]
    everything = [verdict.seconds for verdict in verdicts]
    nearest = seconds(lambda: passages.search(QUESTION), 30)
    return [
        "| what | seconds | against |",
        "|---|---|---|",
        f"| a figure in a fresh process (`wenbao ask`), median of 7 | {asked:.2f} "
        f"| importing sentence-transformers alone: {imported:.2f}, {imported / asked:.1f} times as long |",
        f"| a figure in a running process, median of {len(figures)} | {median(figures):.4f} "
        f"| the nearest passage in the index: {nearest:.4f}, {nearest / median(figures):.1f} times as long |",
        f"| any of {len(everything)} questions, median | {median(everything):.4f} | |",
        f"| any of them, 95th percentile | {quantiles(everything, n=20)[-1]:.4f} | |",
    ]


def main() -> None:
    """Measure, and write the document if told to."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--write", action="store_true", help="write docs/answering.md")
    told = options.parse_args()
    reports = len(list((ROOT / "samples").glob("*.facts")))
    with tempfile.TemporaryDirectory() as folder:
        lines = measure(Path(folder))
    text = "\n".join(
        [
            "# How soon a question is answered",
            "",
            f"Written by `python -m tests.bench.answering --write`: {reports} samples, embedded stores, "
            f" Python {platform.python_version()}, {platform.machine()}, by the clock.",
            "",
            *lines,
            "",
        ]
    )
    sys.stdout.write(text)
    if told.write:
        (ROOT / "docs" / "answering.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
