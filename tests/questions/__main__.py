"""`python -m tests.questions tests/questions/samples.jsonl` writes the questions again."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.questions.write import write_questions

sys.stdout.write(f"{write_questions(Path(sys.argv[1]))} questions\n")
