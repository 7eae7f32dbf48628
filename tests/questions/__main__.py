"""`python -m tests.questions tests/questions/samples.jsonl` writes the questions again, and the turns beside them."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.questions.turns import write_turns
from tests.questions.write import write_questions

path = Path(sys.argv[1])
sys.stdout.write(f"{write_questions(path)} questions, {write_turns(path.with_name('turns.jsonl'))} turns\n")
