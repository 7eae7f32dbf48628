"""`python -m retrieval "汐原市科技局去年收到多少件申请"` prints each step from the words to the answer."""

from __future__ import annotations

import os
import sys
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from retrieval.answer import compose
from retrieval.answering.steps import explain, found
from retrieval.question import Question
from retrieval.store import Store
from retrieval.understanding import understand

_SHANGHAI = timezone(timedelta(hours=8))


def main(arguments: list[str]) -> int:
    """Answers the words given, in the store that WENBAO_DATA names."""
    if not arguments:
        sys.stderr.write('usage: python -m retrieval "QUESTION"…\n')
        return 2
    said = os.environ.get("WENBAO_TODAY")
    today = date.fromisoformat(said) if said else datetime.now(_SHANGHAI).date()
    store = Store.open(os.environ.get("WENBAO_DATABASE_URL"), Path(os.environ.get("WENBAO_DATA", "data")))
    previous: Question | None = None
    for text in arguments:
        question = understand(text, store.agencies(), today, previous)
        answer = compose(question, store, None, today)
        previous = question
        lines = [f"> {text}", *explain(question, store), *found(answer), "", answer.text]
        lines += [*(f"  ▸ {choice.question}" for choice in answer.choices), ""]
        sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
