"""Drafts of invented bodies, each with one fault seeded or with none, and the years before them in a store."""

from tests.drafts.faults import FAULTS, Seeded
from tests.drafts.years import Years, faultless, store_years, write_draft

__all__ = ["FAULTS", "Seeded", "Years", "faultless", "store_years", "write_draft"]
