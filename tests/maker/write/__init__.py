"""The formats: a made report's blocks become a file as an office or a web site would make it.

`write(made, path)` goes by the suffix; a `look` names one of the ways in which offices do it.
"""

from __future__ import annotations

from pathlib import Path

from tests.maker.made import Made
from tests.maker.pages import lay_out
from tests.maker.write.html import write_html
from tests.maker.write.pdf import write_pdf
from tests.maker.write.sheet import write_xlsx
from tests.maker.write.text import write_markdown, write_text
from tests.maker.write.word import write_docx


def write(made: Made, path: Path, look: str = "") -> Path:
    """The report as a file of the path's suffix."""
    blocks = lay_out(made)
    match path.suffix:
        case ".txt":
            write_text(blocks, path, look or "tabs")
        case ".md":
            write_markdown(blocks, path)
        case ".html" | ".htm":
            write_html(made, blocks, path, look or "site")
        case ".docx":
            write_docx(made, blocks, path)
        case ".pdf":
            write_pdf(made, blocks, path, look or "ruled")
        case ".xlsx":
            write_xlsx(blocks, path)
        case other:
            raise ValueError(other)
    return path
