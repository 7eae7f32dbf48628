"""How well each way of searching finds what a held-back phrasing asks for: `python -m tests.bench.embedding`.

Each system indexes the same texts of an item: what reports print of it and the training phrasings (the fair baseline
for lexical search), a question's item is the one of its nearest text. `--write` puts the table into docs/embedding.md.
"""

from __future__ import annotations

import argparse
import itertools
import math
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from retrieval.embedding.pairs import items
from retrieval.models import embedder

HELD_BACK = Path(__file__).with_name("embedding_held_back.toml")
DOCUMENT = Path(__file__).parents[2] / "docs" / "embedding.md"
Scores = Callable[[list[str]], np.ndarray]


def held_back() -> list[tuple[str, str, str]]:
    """(key, language, question)."""
    data = tomllib.loads(HELD_BACK.read_text(encoding="utf-8"))
    return [(key, "en" if q.isascii() else "zh", q) for key, questions in data.items() for q in questions]


def texts() -> list[tuple[str, str]]:
    """(key, text) of everything that is indexed."""
    return [(item.key, text) for item in items() for text in (*item.texts, *item.zh, *item.en)]


def grams(text: str) -> list[str]:
    """Single characters and pairs, Latin words."""
    han = [c for c in text if "\u4e00" <= c <= "\u9fff"]
    words = "".join(c if c.isascii() and c.isalpha() else " " for c in text.lower()).split()
    return han + ["".join(pair) for pair in itertools.pairwise(han)] + words


def bm25(indexed: Sequence[str]) -> Scores:
    """BM25 over characters, pairs and words."""
    counts = [Counter(grams(text)) for text in indexed]
    seen = Counter(gram for count in counts for gram in count)
    lengths = np.array([sum(count.values()) for count in counts])
    mean = lengths.mean()

    def score(questions: list[str]) -> np.ndarray:
        found = np.zeros((len(questions), len(indexed)))
        for q, question in enumerate(questions):
            for gram in set(grams(question)):
                weight = math.log(1 + (len(indexed) - seen[gram] + 0.5) / (seen[gram] + 0.5))
                tf = np.array([count[gram] for count in counts])
                found[q] += weight * tf * 2.2 / (tf + 1.2 * (0.25 + 0.75 * lengths / mean))
        return found

    return score


def tfidf(indexed: Sequence[str]) -> Scores:
    """TF-IDF cosine over characters, pairs and words."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(analyzer=grams, sublinear_tf=True)
    matrix = vectorizer.fit_transform(indexed)
    return lambda questions: (vectorizer.transform(questions) @ matrix.T).toarray()


def static(indexed: Sequence[str]) -> Scores:
    """The carried model."""
    vectors = embedder().vectors(indexed)
    return lambda questions: embedder().vectors(questions) @ vectors.T


def summed(indexed: Sequence[str], share: float) -> Scores:
    """The carried model and TF-IDF, added."""
    dense, words = static(indexed), tfidf(indexed)
    return lambda questions: share * dense(questions) + (1 - share) * words(questions)


def fused(indexed: Sequence[str]) -> Scores:
    """The two rankings fused (reciprocal ranks)."""
    members = [static(indexed), tfidf(indexed)]

    def score(questions: list[str]) -> np.ndarray:
        ranks = [(-member(questions)).argsort(axis=1).argsort(axis=1) for member in members]
        return sum(1 / (60 + rank) for rank in ranks)

    return score


def recall(scores: np.ndarray, keys: Sequence[str], wanted: Sequence[str], at: int) -> float:
    """The share of questions whose item is among the first `at` items."""
    right = 0
    for row, key in zip(scores, wanted, strict=True):
        first = list(dict.fromkeys(keys[n] for n in (-row).argsort()[: at * 40]))[:at]
        right += key in first
    return right / len(wanted)


def table() -> list[str]:
    """A row a system: recall at 1 and 5, Chinese and English."""
    indexed = texts()
    keys, bodies = [key for key, _ in indexed], [text for _, text in indexed]
    questions = held_back()
    systems = {
        "BM25, characters and pairs": bm25(bodies),
        "TF-IDF, characters and pairs": tfidf(bodies),
        "the carried model": static(bodies),
        "ranks fused (model, TF-IDF)": fused(bodies),
        **{f"{s:.1f} × model + {1 - s:.1f} × TF-IDF": summed(bodies, s) for s in (0.3, 0.5, 0.7)},
    }
    lines = ["| system | zh @1 | zh @5 | en @1 | en @5 |", "|---|---|---|---|---|"]
    for name, score in systems.items():
        cells = []
        for language in ("zh", "en"):
            of = [(key, q) for key, spoken, q in questions if spoken == language]
            scores = score([q for _, q in of])
            cells += [f"{recall(scores, keys, [key for key, _ in of], at):.2f}" for at in (1, 5)]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return lines


def speed() -> str:
    """Sentences a second, and one question."""
    bodies = [text for _, text in texts()] * 5
    begin = time.perf_counter()
    embedder().vectors(bodies)
    rate = len(bodies) / (time.perf_counter() - begin)
    begin = time.perf_counter()
    for _ in range(200):
        embedder().vectors(["不予公开了几件"])
    return f"{rate:,.0f} texts a second; one question {(time.perf_counter() - begin) * 5:.2f} ms."


def main() -> None:
    """Prints the table; `--write` puts it into the document."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", action="store_true")
    asked = held_back()
    count = Counter(language for _, language, _ in asked)
    lines = [
        f"{len(items())} items, {count['zh']} Chinese and {count['en']} English questions held back, {speed()}",
        "",
        *table(),
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    if parser.parse_args().write:
        text = DOCUMENT.read_text(encoding="utf-8")
        head, _, rest = text.partition("<!-- table -->")
        _, _, tail = rest.partition("<!-- end -->")
        DOCUMENT.write_text(f"{head}<!-- table -->\n{chr(10).join(lines)}\n<!-- end -->{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()
