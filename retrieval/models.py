"""The models: an embedder and a chat model, behind LangChain's interfaces, chosen by a setting.

The embedder that the repository carries is static: a vector a token, and a text is their mean. Its vectors are computed
here without torch, equal to those of `SentenceTransformer`, which a test holds. Any other sentence-transformers name or
folder is loaded by the library itself.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np
from langchain_core.embeddings import Embeddings

from report.errors import UnusableSetting

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from numpy.typing import NDArray

OLLAMA = "http://127.0.0.1:11434"  # where a server of Ollama's listens, whatever its own variables say
CARRIED = Path(__file__).parent / "embedding" / "model"


class Embedder(Embeddings):
    """LangChain's `Embeddings`, with arrays for our own use; a vector has length 1, or 0 where no word is known."""

    name: str  # two embedders of one name give the same vectors

    def vectors(self, texts: Sequence[str], *, query: bool = False) -> NDArray[np.float32]:
        """One row a text."""
        raise NotImplementedError

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """LangChain's door for passages."""
        return [[float(x) for x in row] for row in self.vectors(texts)]

    def embed_query(self, text: str) -> list[float]:
        """LangChain's door for a question."""
        return [float(x) for x in self.vectors([text], query=True)[0]]


class StaticEmbedder(Embedder):
    """A static model of sentence-transformers, read from its folder with tokenizers and numpy only."""

    def __init__(self, folder: Path) -> None:
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        inside = folder / (_static_module(folder) or "")
        self._tokenizer = Tokenizer.from_file(str(inside / "tokenizer.json"))
        self._tokenizer.no_padding()
        weights = load_file(inside / "model.safetensors")
        self._weights: NDArray[np.float32] = next(iter(weights.values())).astype(np.float32)
        digest = hashlib.sha256((inside / "model.safetensors").read_bytes())
        digest.update((inside / "tokenizer.json").read_bytes())
        self.name = f"static-{digest.hexdigest()[:16]}"

    def vectors(self, texts: Sequence[str], *, query: bool = False) -> NDArray[np.float32]:
        """One row a text."""
        sums = np.zeros((len(texts), self._weights.shape[1]), dtype=np.float32)
        for row, encoding in enumerate(self._tokenizer.encode_batch(list(texts), add_special_tokens=False)):
            if encoding.ids:
                sums[row] = self._weights[encoding.ids].mean(axis=0)
        return _normalised(sums)


class TransformerEmbedder(Embedder):
    """Any sentence-transformers model, by the library itself; its own prompts for questions and passages are used."""

    def __init__(self, name: str) -> None:
        folder = Path(name).expanduser()
        local = folder.is_dir()
        if local:
            os.environ.setdefault("HF_HUB_OFFLINE", "1")
        try:
            if not local:
                _require_hub(name)
            from sentence_transformers import SentenceTransformer

            self._model: Any = SentenceTransformer(str(folder) if local else name, device="cpu")
        except Exception as error:  # the libraries raise OSError, ValueError, RuntimeError and their own
            raise _unusable(name) from error
        self.name = name

    def vectors(self, texts: Sequence[str], *, query: bool = False) -> NDArray[np.float32]:
        """One row a text."""
        encode = self._model.encode_query if query else self._model.encode_document
        found = encode(list(texts), show_progress_bar=False, convert_to_numpy=True)
        return _normalised(np.asarray(found, dtype=np.float32))


def _require_hub(name: str) -> None:
    """Raises unless the model lies in the hub's cache or the hub knows it: the loader itself tries for minutes."""
    from huggingface_hub import HfApi, try_to_load_from_cache

    if not isinstance(try_to_load_from_cache(name, "config.json"), str):
        HfApi().model_info(name, timeout=10)


@cache
def embedder(name: str = "") -> Embedder:
    """The embedder of a setting: a sentence-transformers name or folder, or the carried model where it is empty.

    Raises `UnusableSetting` where there is no such model.
    """
    folder = Path(name).expanduser() if name else CARRIED
    if _static_module(folder) is not None:
        return StaticEmbedder(folder)
    if not name or (_is_path(name) and not folder.is_dir()):
        raise _unusable(name or str(folder))
    return TransformerEmbedder(name)


def chat_model(name: str, url: str = "", key: str = "", proxy: str = "", timeout: float = 20) -> BaseChatModel | None:
    """The chat model of a setting, `provider:name`; None where none is set.

    Nothing is sent before the first question, and nothing but to the model's own address: what runs on this machine is
    asked without a proxy, and no trace goes to anybody. Raises `UnusableSetting` where there is no such provider.
    """
    if not name:
        return None
    os.environ.update(LANGSMITH_TRACING="false", LANGCHAIN_TRACING_V2="false")
    from langchain.chat_models import init_chat_model

    try:
        model: BaseChatModel = init_chat_model(name, **_chat_options(name, url, key, proxy, timeout))
    except Exception as error:  # each provider raises its own
        raise UnusableSetting(
            setting="WENBAO_CHAT_MODEL",
            why=f"{name} 无法使用，要写成“提供方:模型名”，并装有该提供方的 langchain 包、设好密钥",
            why_en=f"{name} cannot be used; write provider:name, with that provider's langchain package and a key",
        ) from error
    return model


def _chat_options(name: str, url: str, key: str, proxy: str, timeout: float) -> dict[str, Any]:
    """What a provider's client is made with; each calls these by other names."""
    provider = name.partition(":")[0]
    here = runs_here(name, url)
    if provider == "ollama":
        client: dict[str, Any] = {"timeout": timeout, "trust_env": not here}
        client |= {"headers": {"Authorization": f"Bearer {key}"}} if key else {}
        client |= {"proxy": proxy} if proxy and not here else {}
        return {"base_url": url or OLLAMA, "temperature": 0, "client_kwargs": client}
    # Whoever asks gets the reply made without a model rather than wait for a second try.
    options: dict[str, Any] = {"timeout": timeout, "max_retries": 0, "temperature": 0}
    options |= {"base_url": url} if url else {}
    options |= {"api_key": key} if key else {}
    if provider == "openai":
        options["stream_usage"] = True
        if here:
            from openai import DefaultHttpxClient

            options["http_client"] = DefaultHttpxClient(trust_env=False, timeout=timeout)
        elif proxy:
            options["openai_proxy"] = proxy
    return options


def runs_here(name: str, url: str) -> bool:
    """Whether what a chat model is told stays on this machine: its address is the loopback."""
    host = urlsplit(url or (OLLAMA if name.startswith("ollama:") else "")).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:  # a name that only begins like an address
        return False


def _static_module(folder: Path) -> str | None:
    """Where in the folder a model of nothing but static vectors keeps them; None for any other model."""
    try:
        modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    types = [str(module["type"]).rsplit(".", 1)[-1] for module in modules]
    return str(modules[0]["path"]) if types in (["StaticEmbedding"], ["StaticEmbedding", "Normalize"]) else None


def _is_path(name: str) -> bool:
    return name.startswith(("/", ".", "~")) or name.count("/") > 1 or "\\" in name


def _unusable(name: str) -> UnusableSetting:
    return UnusableSetting(
        setting="WENBAO_EMBEDDING_MODEL",
        why=f"找不到或无法载入模型 {name}",
        why_en=f"the model {name} is not there or cannot be loaded",
    )


def _normalised(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    result: NDArray[np.float32] = rows / np.maximum(lengths, 1e-12)
    return result
