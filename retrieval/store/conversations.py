"""What a conversation keeps over a restart: its turns, and the answers that buttons speak of."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, insert, select

from retrieval.store.database import Database
from retrieval.store.saving import new_key
from retrieval.store.schema import answers, turns

TURNS_KEPT = 20
Conversation = str | tuple[str, ...]  # (channel, chat, person)


class Conversations(Database):
    """Turns and answers, each as the JSON that its owner gave."""

    def load_turns(self, key: Conversation) -> list[dict[str, Any]]:
        """What a conversation has kept, the latest last."""
        query = select(turns.c.payload).where(turns.c.conversation == conversation_key(key)).order_by(turns.c.id)
        with self._engine.connect() as connection:
            return [json.loads(payload) for payload in connection.execute(query).scalars()]

    def save_turn(self, key: Conversation, payload: dict[str, Any]) -> None:
        """Keeps a turn; only the latest of a conversation are kept."""
        row = {
            "conversation": conversation_key(key),
            "payload": json.dumps(payload, ensure_ascii=False),
            "at": datetime.now(UTC),
        }
        with self._writing() as connection:
            connection.execute(insert(turns).values(row))
            of_key = turns.c.conversation == conversation_key(key)
            latest = select(turns.c.id).where(of_key).order_by(turns.c.id.desc()).limit(TURNS_KEPT)
            connection.execute(delete(turns).where(of_key, turns.c.id.not_in(latest)))

    def forget_turns(self, key: Conversation) -> None:
        """A conversation begins anew."""
        with self._writing() as connection:
            connection.execute(delete(turns).where(turns.c.conversation == conversation_key(key)))

    def save_answer(self, key: Conversation, payload: dict[str, Any]) -> int:
        """Keeps an answer under a number that a button can carry."""
        row = {
            "conversation": conversation_key(key),
            "payload": json.dumps(payload, ensure_ascii=False),
            "at": datetime.now(UTC),
        }
        with self._writing() as connection:
            return new_key(connection, answers, row)

    def load_answer(self, number: int) -> dict[str, Any] | None:
        """The answer of this number."""
        with self._engine.connect() as connection:
            found = connection.execute(select(answers.c.payload).where(answers.c.id == number)).scalar()
            return None if found is None else dict(json.loads(found))

    def last_answer(self, key: Conversation) -> dict[str, Any] | None:
        """The latest answer that was kept for a conversation."""
        of_key = select(answers.c.payload).where(answers.c.conversation == conversation_key(key))
        with self._engine.connect() as connection:
            found = connection.execute(of_key.order_by(answers.c.id.desc()).limit(1)).scalar()
            return None if found is None else dict(json.loads(found))


def conversation_key(key: Conversation) -> str:
    """A key as it stands in a row."""
    return key if isinstance(key, str) else "\x1f".join(key)
