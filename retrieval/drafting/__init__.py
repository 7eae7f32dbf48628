"""A report of the year, written: figures given, carried over and added up become a DOCX in the national form.

What is not known stays 【待填】. A figure comes from a file, from the person who writes, from last year's report, or is
a sum of such; nothing else makes one.
"""

from __future__ import annotations

from retrieval.drafting.draft import Draft, Entry, Given, Origin, make_draft

__all__ = ["Draft", "Entry", "Given", "Origin", "make_draft"]
