"""What `make run` shows: the samples read, five questions answered, then a conversation.

In Telegram where a token is set, else in the terminal; without a terminal it ends after the answers.
"""

from __future__ import annotations

import sys
from pathlib import Path

from bot.parts import Parts
from bot.progress import Progress
from bot.reply import render_answer
from bot.settings import read_settings
from bot.terminal import converse, write
from report.errors import ReportError

SAMPLES = Path(__file__).parent.parent / "samples"
# A figure; its follow-up; one in English; words of the prose; one that no stored report can answer.
QUESTIONS = (
    "汐原市教育局2023年收到多少件政府信息公开申请？",
    "那2022年呢？",
    "How many applications did the Xiyuan Science and Technology Bureau receive in 2024?",
    "汐原市科学技术局2025年存在的主要问题是什么？",
    "汐原市水务局2023年收到多少件申请？",
)


def main() -> int:
    """The whole show; 0 unless something needed is missing."""
    try:
        parts = Parts(read_settings())
        from ingest.load import load

        with Progress() as progress:
            for loaded in load([SAMPLES], parts.store, parts.passages, progress=progress.step):
                progress.count(loaded)
        progress.summary()
        conversation = parts.conversation()
        for question in QUESTIONS:
            write(f"问：{question}\n答：{render_answer(conversation.reply(question))}")
        if parts.settings.telegram_token:
            from bot.app import run

            run(parts)
        elif sys.stdin.isatty():
            converse(conversation)
    except ReportError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
