"""What the bot counts, for Prometheus; the names are told in docs/operating.md.

Nothing here tells who asked or what: labels are kinds of updates and of answers.
"""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram
from telegram import Update

from retrieval.fluent.usage import Spent

BUCKETS = (0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120)
UPDATES = Counter("wenbao_updates", "Updates from Telegram that are done with", ["kind"])
SECONDS = Histogram(
    "wenbao_update_seconds", "From the arrival of an update to the end of its answer", ["kind"], buckets=BUCKETS
)
ANSWERS = Counter("wenbao_answers", "Answers of the conversation", ["kind"])
ANSWER_SECONDS = Histogram(
    "wenbao_answer_seconds", "The conversation alone, without Telegram", ["kind"], buckets=BUCKETS
)
REFUSED = Counter("wenbao_refused", "Questions refused by the limits", ["limit"])
ERRORS = Counter("wenbao_errors", "Updates that a bug spoiled")
RETRIES = Counter("wenbao_retries", "Answers that Telegram did not take at first")

MODEL = Counter("wenbao_model_answers", "Answers that the language model had a part in", ["task", "outcome"])
MODEL_TOKENS = Counter("wenbao_model_tokens", "Tokens given to the language model and taken from it", ["direction"])
MODEL_SECONDS = Histogram(
    "wenbao_model_seconds", "What the language model took for one answer", ["task"], buckets=BUCKETS
)

SEEN = Gauge("wenbao_telegram_seen_timestamp_seconds", "When Telegram last answered")
WAITING = Gauge("wenbao_waiting", "Updates received and not answered yet")


def count_model(spent: Spent) -> None:
    """One answer's share of the language model."""
    MODEL.labels(spent.task, spent.outcome).inc()
    MODEL_TOKENS.labels("in").inc(spent.tokens_in)
    MODEL_TOKENS.labels("out").inc(spent.tokens_out)
    MODEL_SECONDS.labels(spent.task).observe(spent.milliseconds / 1000)


def kind_of(update: Update) -> str:
    """message, edited, button or inline."""
    if update.callback_query is not None:
        return "button"
    if update.inline_query is not None:
        return "inline"
    return "edited" if update.edited_message is not None else "message"
