"""`python -m tests.maker samples/` writes the samples again."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.maker.samples import write_samples

write_samples(Path(sys.argv[1]))
