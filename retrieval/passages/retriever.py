"""LangChain's `BaseRetriever` over passages: what is found carries its citation as metadata."""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from retrieval.passages import Hit, Passages


class PassageRetriever(BaseRetriever):
    """Finds passages inside a resolved set of reports."""

    passages: Any  # Passages; pydantic need not look inside
    report_ids: tuple[int, ...] | None = None
    section: int | None = None
    k: int = 8

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        found: Passages = self.passages
        return [hit_to_document(hit) for hit in found.search(query, self.report_ids, self.section, self.k)]


def hit_to_document(hit: Hit) -> Document:
    """A passage as LangChain carries it."""
    passage = hit.passage
    place = passage.place
    return Document(
        page_content=passage.text,
        id=passage.id,
        metadata={
            "agency": passage.agency,
            "year": passage.year,
            "file": passage.file,
            "url": passage.url,
            "section": passage.section,
            "locator": {"page": place.page, "table": place.table, "row": place.row, "text": place.text},
            "kind": passage.kind,
            "cells": [cell.key for cell in passage.cells],
            "score": hit.score,
        },
    )
