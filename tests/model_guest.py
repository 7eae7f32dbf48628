"""A language model as a conversation is given one, over the scripted server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from retrieval.fluent.guest import Fluent
from retrieval.models import chat_model
from tests.model_server import ModelServer, Script, model_server

Serve = Callable[[Script], ModelServer]


def guest(server: ModelServer, **options: Any) -> Fluent:
    options = {"timeout": 10.0, "local": True} | options
    return Fluent(lambda: chat_model("openai:scripted", server.url, "key", timeout=options["timeout"]), **options)


@contextmanager
def serving() -> Iterator[Serve]:
    """Starts servers, which stop when the block ends."""
    with ExitStack() as open_:
        yield lambda script: open_.enter_context(model_server(script))
