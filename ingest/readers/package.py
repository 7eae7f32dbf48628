"""The archive of an office file, and its XML.

Both come from strangers: a part is read no further than its limit, whatever its header says; entities are not
resolved, and a document type is refused.
"""

from __future__ import annotations

import io
import re
import zipfile
from functools import lru_cache
from typing import TYPE_CHECKING

from report.errors import TooLarge, UnreadableFile

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAX_PART = 48 * 1024 * 1024


class Parts:
    """The parts of the archive, each read no further than its limit."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise UnreadableFile(name=name, why="文件已损坏或不完整", why_en="it is damaged or cut off") from error

    def find(self, pattern: str) -> str:
        """The first part whose name fits; empty where none does."""
        return next((part for part in self.archive.namelist() if re.fullmatch(pattern, part)), "")

    def bytes(self, part: str) -> bytes | None:
        """One part, or None where the archive has none of that name."""
        try:
            with self.archive.open(part) as stream:
                data = stream.read(_MAX_PART + 1)
        except KeyError:
            return None
        except RuntimeError as error:
            raise UnreadableFile(name=self.name, why="文件加了密码", why_en="it needs a password") from error
        except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError) as error:
            raise UnreadableFile(name=self.name, why="文件已损坏或不完整", why_en="it is damaged or cut off") from error
        except Exception as error:  # zlib.error has no public base of its own
            raise UnreadableFile(name=self.name, why="文件已损坏或不完整", why_en="it is damaged or cut off") from error
        if len(data) > _MAX_PART:
            raise TooLarge(name=self.name, limit="48 MB")
        return data

    def xml(self, part: str) -> _Element | None:
        """One part, parsed."""
        data = self.bytes(part) if part else None
        return None if data is None else parse(data, self.name)


def parse(data: bytes, name: str) -> _Element:
    """The element in the bytes of a part; entities are not resolved and a document type is refused."""
    from lxml import etree

    if b"<!DOCTYPE" in data[:5000] or b"<!ENTITY" in data[:5000]:
        raise UnreadableFile(name=name, why="文件里有不该有的实体定义", why_en="it defines entities of its own")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableFile(name=name, why="文件内容已损坏", why_en="its content is damaged") from error


@lru_cache(maxsize=2000)
def _local(name: object) -> str:
    return name[name.rfind("}") + 1 :] if isinstance(name, str) else ""  # a comment has a function for a name


def tag(element: _Element) -> str:
    """The local name; the namespace differs between strict and usual files and adds nothing."""
    return _local(element.tag)


def child(element: _Element | None, name: str) -> _Element | None:
    """The first child of that local name."""
    if element is not None:
        for inner in element:
            if _local(inner.tag) == name:
                return inner
    return None


def children(element: _Element | None) -> dict[str, _Element]:
    """The children by local name, of each name the first: for properties, which are asked for one after the other."""
    found: dict[str, _Element] = {}
    for inner in element if element is not None else ():
        found.setdefault(_local(inner.tag), inner)
    return found


def value(element: _Element | None, key: str = "val") -> str | None:
    """An attribute by its local name."""
    if element is None:
        return None
    for name, found in element.items():
        if _local(str(name)) == key:
            return str(found)
    return None
