"""A web page saved in one file, as Word and browsers do (MHTML, often under the name .doc)."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace

from ingest.document import Document
from ingest.readers import web
from report.errors import UnreadableFile


def read(data: bytes, name: str) -> Document:
    """The first page in the file."""
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content.strip():
                return replace(web.read(content, name), format="mhtml")
    raise UnreadableFile(name=name, why="里面没有网页", why_en="it holds no page")
