"""Trains the carried model: `python -m retrieval.embedding.train`.

A vector a token: a character for Chinese, a word or a piece of one for English. The vectors start as a random code, so
that characters never seen still match themselves, and are moved until a question lies nearest to what answers it, in
either language (multiple negatives in the batch). The same data and seed give the same model.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from retrieval.embedding.pairs import items, meanings, pairs, phrasings, prose
from retrieval.glossary import glossary
from retrieval.models import CARRIED

SEED = 20261120
DIMENSIONS = 256
EPOCHS = 60
BATCH = 192
SCALE = 20.0
RATE = 0.02
SUFFIXES = ("##s", "##es", "##ed", "##d", "##ing", "##ly", "##er", "##ion", "##al")


def main() -> None:
    """Trains and saves."""
    parser = argparse.ArgumentParser(description="Train the embedding model that the repository carries.")
    parser.add_argument("--out", type=Path, default=CARRIED)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    options = parser.parse_args()
    os.environ["HF_HUB_OFFLINE"] = "1"
    train(options.out, epochs=options.epochs)


def train(out: Path, *, epochs: int = EPOCHS, seed: int = SEED) -> None:
    """The model in the folder `out`, made anew."""
    import torch

    torch.manual_seed(seed)
    torch.set_num_threads(1)  # sums in one order: the same model every time
    random = Random(seed)
    tokenizer = make_tokenizer()
    start = torch.from_numpy(starting_weights(tokenizer, seed))
    model = torch.nn.EmbeddingBag.from_pretrained(start.clone(), freeze=False, mode="mean")
    optimizer = torch.optim.Adam(model.parameters(), lr=RATE)
    for epoch in range(epochs):
        for group in optimizer.param_groups:
            group["lr"] = RATE * (1 - epoch / epochs)
        total = 0.0
        made = batches(pairs(random), random)
        for batch in made:
            asked = _embed(model, tokenizer, [question for _, question, _ in batch])
            said = _embed(model, tokenizer, [text for _, _, text in batch])
            scores = asked @ said.T * SCALE
            target = torch.arange(len(batch))
            loss = (torch.nn.functional.cross_entropy(scores, target)
                    + torch.nn.functional.cross_entropy(scores.T, target)) / 2  # fmt: skip
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            with torch.no_grad():
                model.weight[0] = 0
            total += loss.item()
        if epoch % 10 == 9 or epoch == epochs - 1:
            print(f"epoch {epoch + 1}: loss {total / len(made):.3f}", flush=True)  # noqa: T201
    save(tokenizer, model.weight.detach().numpy(), out)


def batches(found: list[tuple[str, str, str]], random: Random) -> list[list[tuple[str, str, str]]]:
    """Pairs in batches in which no key comes twice: what answers one question must not count against another."""
    random.shuffle(found)
    made: list[list[tuple[str, str, str]]] = []
    open_batches: list[tuple[list[tuple[str, str, str]], set[str]]] = []
    for pair in found:
        place = next((b for b in open_batches if pair[0] not in b[1]), None)
        if place is None:
            place = ([], set())
            open_batches.append(place)
        place[0].append(pair)
        place[1].add(pair[0])
        if len(place[0]) == BATCH:
            made.append(place[0])
            open_batches.remove(place)
    return made + [batch for batch, _ in open_batches if len(batch) >= 8]


def make_tokenizer() -> Any:
    """A character a token for Chinese; English words of the data, with common endings split off. No digits."""
    from tokenizers import Tokenizer, normalizers, pre_tokenizers
    from tokenizers.models import WordPiece

    words = Counter(word for text in _texts() for word in re.findall(r"[a-z]{2,}", text.lower()))
    characters = dict.fromkeys(char for text in _texts() for char in text if "\u4e00" <= char <= "\u9fff")
    characters |= dict.fromkeys(_common_characters())
    tokens = ["[UNK]", *characters, *sorted(words), *SUFFIXES]
    vocabulary = {token: number for number, token in enumerate(dict.fromkeys(tokens))}
    tokenizer = Tokenizer(WordPiece(vocabulary, unk_token="[UNK]", max_input_chars_per_word=40))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.BertNormalizer(strip_accents=True)])
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return tokenizer


def starting_weights(tokenizer: Any, seed: int) -> Any:
    """A random code, shorter for what is common: the and 的 say little."""
    size = tokenizer.get_vocab_size()
    weights = np.random.default_rng(seed).standard_normal((size, DIMENSIONS)).astype(np.float32) / DIMENSIONS**0.5
    texts = list(_texts())
    seen = np.zeros(size, dtype=np.float32)
    for encoding in tokenizer.encode_batch(texts, add_special_tokens=False):
        seen[list(set(encoding.ids))] += 1
    weights *= (np.log((len(texts) + 1) / (seen + 1)) / np.log(len(texts) + 1))[:, None]
    weights[0] = 0  # what is not known says nothing
    return weights


def save(tokenizer: Any, weights: Any, out: Path) -> None:
    """In sentence-transformers' own format."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding

    shutil.rmtree(out, ignore_errors=True)
    model = SentenceTransformer(
        modules=[StaticEmbedding(tokenizer, embedding_weights=weights), Normalize()], device="cpu"
    )
    model.save(str(out), create_model_card=False)


def _embed(model: Any, tokenizer: Any, texts: list[str]) -> Any:
    import torch

    ids = [encoding.ids for encoding in tokenizer.encode_batch(texts, add_special_tokens=False)]
    starts = np.cumsum([0, *(len(one) for one in ids[:-1])])
    flat = torch.tensor([one for several in ids for one in several], dtype=torch.long)
    return torch.nn.functional.normalize(model(flat, torch.from_numpy(starts)), dim=1)


def _texts() -> list[str]:
    texts = list(prose())
    texts += [name for entry in glossary() for name in entry.names]
    texts += [text for item in items() for text in (*item.zh, *item.en)]
    texts += [" ".join(words) for words in meanings()]
    texts += [str(text) for several in phrasings().get("frames", {}).values() for text in several]
    return texts


def _common_characters() -> list[str]:
    """The 3,755 common characters that GB 2312 puts first."""
    found = []
    for row in range(0xB0, 0xD8):
        for cell in range(0xA1, 0xFF):
            try:
                found.append(bytes([row, cell]).decode("gb2312"))
            except UnicodeDecodeError:
                continue
    return found


if __name__ == "__main__":
    main()
