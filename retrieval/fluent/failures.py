"""Why a model gave no answer: named from what the client raised, whichever provider it is."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from retrieval.fluent.usage import GONE, LIMITED, MALFORMED, REFUSED, TIMEOUT

_GONE = (
    "APIConnectionError",
    "ConnectError",
    "ConnectionError",
    "InternalServerError",
    "RemoteProtocolError",
    "NotFoundError",
)
_SLOW = ("APITimeoutError", "Timeout", "ReadTimeout", "ConnectTimeout", "TimeoutError")
_REFUSED = ("AuthenticationError", "PermissionDeniedError", "BadRequestError", "ContentFilterFinishReasonError")


class TooSlow(Exception):
    """The time that an answer may take is over."""


class Unbound(Exception):
    """What the model wrote is bound to nothing, twice."""


class NoText(Unbound):
    """What the model wrote is no text to be held against anything: empty, endless, in another language."""


class CutOff(ConnectionError):
    """A stream ended without its end."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What to count, and what to do with the server."""

    outcome: str
    dead: bool = False  # it cannot be reached, or says itself that it cannot go on
    server: bool = True  # the server's doing, not what the model wrote


def failure_of(error: BaseException) -> Failure:
    """The failure behind an exception."""
    names = {kind.__name__ for kind in type(error).__mro__}
    status = getattr(error, "status_code", None) or getattr(getattr(error, "response", None), "status_code", None)
    if isinstance(error, TooSlow) or names & set(_SLOW):
        return Failure(TIMEOUT)
    if status == 429 or "RateLimitError" in names:
        return Failure(LIMITED, dead=True)
    if (isinstance(status, int) and status >= 500) or names & set(_GONE) or isinstance(error, OSError):
        return Failure(GONE, dead=True)
    if names & set(_REFUSED) or (isinstance(status, int) and status >= 400):
        return Failure(REFUSED, dead=status in (401, 403))
    if isinstance(error, json.JSONDecodeError | ValueError | KeyError | TypeError):
        return Failure(MALFORMED, server=False)
    return Failure(MALFORMED, server=False)


def ending_of(message: Any) -> str:
    """Why a model stopped, as its server says; raises `CutOff` where it says nothing."""
    told = getattr(message, "response_metadata", None) or {}
    reason = next((told[key] for key in ("finish_reason", "done_reason", "stop_reason") if told.get(key)), None)
    if reason is None:
        raise CutOff("the stream ended without a reason")
    return str(reason)


def note_of(outcome: str, language: str) -> str:
    """One quiet sentence for the reader."""
    told = {
        TIMEOUT: ("语言模型没有及时应答", "the language model did not answer in time"),
        LIMITED: ("语言模型暂时限流", "the language model is limiting requests"),
        GONE: ("语言模型连不上", "the language model cannot be reached"),
        REFUSED: ("语言模型拒绝了请求", "the language model refused"),
    }
    zh, en = told.get(outcome, ("语言模型的回答不可用", "the language model's answer was unusable"))
    return f"{en}; this reply was made without it" if language == "en" else f"{zh}，本条回复未经它润色"
