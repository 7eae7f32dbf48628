"""Who reports: a body is a region and a name.

`桦陵市麓桥区科学技术局` is the 科学技术局 of (桦陵市, 麓桥区). A region is what reports print, or what the name says;
nothing is guessed beyond that.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Agency:
    """A reporting body, as one report names it."""

    name: str  # whole, as the report bears it: 桦陵市麓桥区科学技术局
    region: tuple[str, ...] = ()  # outermost first: ("沅西省", "桦陵市", "麓桥区"), as far as known
    body: str = ""  # the name less its region: 科学技术局
    kind: str = ""  # key of report/agencies.toml: science, police, government, …; empty where unknown
