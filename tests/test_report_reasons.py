"""Every reason that the readers of tables write is told in English too."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from report.reasons import reason_in

EXTRACT = Path(__file__).parent.parent / "ingest" / "extract"
REASON = re.compile("无法确定$|无法辨认$|取定$|不一致$|不可信$|已接上$|勾稽不符$|都不符$|按列对齐$|万元计$")


def reasons() -> Iterator[str]:
    """String constants of the readers that read like a reason."""
    for path in EXTRACT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            value = node.value if isinstance(node, ast.Constant) else None
            if isinstance(value, str) and REASON.search(value):
                yield value


def test_every_reason_has_its_english() -> None:
    written = set(reasons())
    assert len(written) >= 10
    for reason in written:
        assert not re.search("[\u4e00-\u9fff]", reason_in(reason, "en")), reason
        assert reason_in(reason, "zh") == reason
