"""What a Word file is held to by the schemas of ISO/IEC 29500, which are other people's text and not kept here.

`WENBAO_OOXML_SCHEMAS` names a folder of them, in whatever subfolders; tests that need them skip where it is not set.
Markup that a file declares ignorable is left out first, as the standard asks of a reader that does not know it.
"""

from __future__ import annotations

import io
import os
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from lxml import etree

from tests.wordprocessing import W

SETTING = "WENBAO_OOXML_SCHEMAS"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_BY_NAMESPACE = {
    W: "wml.xsd",
    "http://schemas.openxmlformats.org/package/2006/content-types": "opc-contentTypes.xsd",
    "http://schemas.openxmlformats.org/package/2006/relationships": "opc-relationships.xsd",
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "sml.xsd",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "dml-main.xsd",
    "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties": (
        "shared-documentPropertiesExtended.xsd"
    ),
}


def schemas_given() -> bool:
    """Whether this machine has the schemas."""
    folder = os.environ.get(SETTING, "")
    return bool(folder) and _find("wml.xsd") is not None


def violations(office: bytes) -> list[str]:
    """Every sentence of the validator over every part that a schema is known for, the part's name before it."""
    found: list[str] = []
    for name, root in _parts(office):
        schema = _schema(etree.QName(root).namespace or "")
        if schema is not None and not schema.validate(_understood(root)):
            found += [f"{name}:{error.line}: {error.message}" for error in schema.error_log]
    return found


def parts_seen(office: bytes) -> set[str]:
    """The parts that a schema was found for."""
    return {name for name, root in _parts(office) if _schema(etree.QName(root).namespace or "") is not None}


def _parts(office: bytes) -> list[tuple[str, Any]]:
    with ZipFile(io.BytesIO(office)) as package:
        names = [name for name in package.namelist() if name.endswith((".xml", ".rels"))]
        return [(name, etree.fromstring(package.read(name))) for name in names]


@cache
def _schema(namespace: str) -> Any:
    path = _find(_BY_NAMESPACE.get(namespace, ""))
    return etree.XMLSchema(etree.parse(str(path))) if path is not None else None


def _find(name: str) -> Path | None:
    if not name:
        return None
    return next(iter(sorted(Path(os.environ[SETTING]).expanduser().rglob(name))), None)


def _understood(root: Any) -> Any:
    """The part as a reader of the standard alone sees it: without ignorable markup, the fallback of each choice."""
    ignorable = {
        element.nsmap.get(prefix)
        for element in root.iter(etree.Element)
        for prefix in (element.get(f"{{{_MC}}}Ignorable") or "").split()
    }
    for element in list(root.iter(etree.Element)):
        if etree.QName(element).namespace in ignorable and element.getparent() is not None:
            element.getparent().remove(element)
            continue
        for key in list(element.attrib):
            if etree.QName(key).namespace in {*ignorable, _MC}:
                del element.attrib[key]
    for choice in list(root.iter(f"{{{_MC}}}AlternateContent")):
        fallback = choice.find(f"{{{_MC}}}Fallback")
        for child in list(fallback) if fallback is not None else []:
            choice.addprevious(child)
        choice.getparent().remove(choice)
    return root
