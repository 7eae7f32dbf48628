"""Any model behind one interface; the carried one without torch."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from report.errors import UnusableSetting
from retrieval.models import CARRIED, TransformerEmbedder, chat_model, embedder

TEXTS = [
    "予以公开了几件申请",
    "How many applications were refused?",
    "第二十条第（五）项 ABC 2023",
    "",
    "𠀀𠀁",
    "问　题",
]


def test_carried_vectors_equal_those_of_sentence_transformers() -> None:
    from sentence_transformers import SentenceTransformer

    theirs = SentenceTransformer(str(CARRIED), device="cpu").encode(TEXTS)
    assert np.allclose(embedder().vectors(TEXTS), theirs, atol=1e-6)


def test_carried_model_needs_no_torch() -> None:
    code = (
        "import sys; from retrieval.models import embedder; embedder().embed_query('公开'); "
        "print('torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "False"


def test_carried_model_is_small() -> None:
    assert sum(path.stat().st_size for path in CARRIED.rglob("*") if path.is_file()) < 8 * 2**20


@pytest.mark.parametrize(
    ("question", "near", "far"),
    [
        ("拒绝公开", "不予公开", "行政许可"),
        ("how many applications were received", "新收政府信息公开申请", "行政处罚处理决定数量"),
        ("打官司输了的", "结果纠正 败诉", "政府集中采购"),
    ],
)
def test_what_means_the_same_lies_nearer(question: str, near: str, far: str) -> None:
    asked, same, other = embedder().vectors([question, near, far])
    assert asked @ same > asked @ other


def test_langchain_sees_the_same_vectors() -> None:
    carried = embedder()
    assert np.allclose(carried.embed_query("公开"), carried.embed_documents(["公开"])[0])
    assert np.allclose(carried.embed_query("公开"), carried.vectors(["公开"])[0])


def test_a_transformer_from_a_folder_is_loaded_by_the_library(tmp_path: Path) -> None:
    folder = make_transformer(tmp_path)
    model = embedder(str(folder))
    assert isinstance(model, TransformerEmbedder)
    rows = model.vectors(["予以公开", "不予公开"])
    assert rows.shape == (2, 16)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert np.allclose(model.embed_query("予以公开"), rows[0], atol=1e-5)


@pytest.mark.parametrize("name", ["/nowhere/at/all", "./missing-model"])
def test_a_missing_model_is_named_in_one_sentence(name: str) -> None:
    with pytest.raises(UnusableSetting, match=r"WENBAO_EMBEDDING_MODEL.*" + name.rsplit("/", 1)[1]):
        embedder(name)


def test_a_chat_model_is_made_by_provider_and_name() -> None:
    assert chat_model("") is None
    model = chat_model("openai:any-name", url="http://127.0.0.1:9/v1", key="secret")
    assert model is not None
    assert model.model_name == "any-name"  # type: ignore[attr-defined]
    with pytest.raises(UnusableSetting, match="WENBAO_CHAT_MODEL"):
        chat_model("no-such-provider:name")


def make_transformer(folder: Path) -> Path:
    """A transformer of one small layer, saved in sentence-transformers' format."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"予以公开不信息申请", "open"]
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    inner = folder / "inner"
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(str(inner))
    shape = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
    BertModel(BertConfig(vocab_size=len(words), **shape)).save_pretrained(str(inner))
    transformer = Transformer(str(inner))
    model = SentenceTransformer(modules=[transformer, Pooling(16)], device="cpu")
    model.save(str(folder / "model"), create_model_card=False)
    return folder / "model"
