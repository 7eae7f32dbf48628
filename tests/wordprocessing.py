"""The order in which WordprocessingML (ECMA-376, transitional) wants the children of an element, for what we write.

Word refuses a file whose elements stand in another order, and says only that it is damaged.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any
from zipfile import ZipFile

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ORDER = {
    "document": "background body",
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath",
    "tbl": "tblPr tblGrid tr",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tblBorders": "top left start bottom right end insideH insideV",
    "tblCellMar": "top left start bottom right end",
    "tblGrid": "gridCol",
    "tr": "tblPrEx trPr tc",
    "tc": "tcPr p",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "styles": "docDefaults latentStyles style",
    "docDefaults": "rPrDefault pPrDefault",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "settings": "writeProtection view zoom removePersonalInformation defaultTabStop autoHyphenation evenAndOddHeaders "
    "drawingGridHorizontalSpacing drawingGridVerticalSpacing characterSpacingControl footnotePr endnotePr compat "
    "docVars rsids mathPr themeFontLang clrSchemeMapping decimalSymbol listSeparator",
}
_ANY_ORDER = {
    "body": "p tbl sectPr",
    "p": "pPr r fldSimple",
    "r": "rPr t br tab",
    "fldSimple": "r",
    "trPr": "cantSplit tblHeader trHeight jc",
    "ftr": "p",
    "compat": "compatSetting",
    "rPrDefault": "rPr",
    "pPrDefault": "pPr",
}
_FIRST = {"p": "pPr", "r": "rPr", "tr": "trPr", "tc": "tcPr", "tbl": "tblPr"}
_LAST = {"body": "sectPr"}
_NEEDED = {
    "gridSpan": ("val",),
    "vMerge": ("val",),
    "pStyle": ("val",),
    "zoom": ("percent",),
    "tcW": ("w", "type"),
    "tblW": ("w", "type"),
    "pgSz": ("w", "h"),
    "pgMar": ("top", "right", "bottom", "left", "header", "footer", "gutter"),
    "fldSimple": ("instr",),
    "compatSetting": ("name", "uri", "val"),
}


def parts(docx: bytes) -> dict[str, Any]:
    """Every XML part by its name."""
    with ZipFile(io.BytesIO(docx)) as package:
        assert package.testzip() is None
        return {n: etree.fromstring(package.read(n)) for n in package.namelist() if n.endswith((".xml", ".rels"))}


def faults(docx: bytes) -> list[str]:
    """What Word would not take: a sentence each."""
    found: list[str] = []
    read = parts(docx)
    for name, root in read.items():
        if name.startswith("word/") and name.endswith(".xml"):
            found += [f"{name}: {fault}" for element in root.iter() for fault in _element(element)]
    found += list(_links(read))
    styles = {s.get(f"{{{W}}}styleId") for s in read["word/styles.xml"].iter(f"{{{W}}}style")}
    used = {s.get(f"{{{W}}}val") for s in read["word/document.xml"].iter(f"{{{W}}}pStyle")}
    return found + [f"no style {style}" for style in used - styles]


def _element(element: Any) -> Iterator[str]:
    name = _name(element)
    children = [_name(child) for child in element]
    if name in _ORDER:
        order = _ORDER[name].split()
        if unknown := [child for child in children if child not in order]:
            yield f"{name} holds {unknown}"
            return
        places = [order.index(child) for child in children]
        if places != sorted(places):
            yield f"{name} out of order: {children}"
    elif name in _ANY_ORDER:
        if unknown := [child for child in children if child not in _ANY_ORDER[name].split()]:
            yield f"{name} holds {unknown}"
    elif children:
        yield f"{name} holds {children}"
    if (first := _FIRST.get(name)) and first in children[1:]:
        yield f"{first} is not the first of {name}"
    if (last := _LAST.get(name)) and (not children or children[-1] != last or children.count(last) != 1):
        yield f"{name} does not end with {last}"
    if name == "tc" and (not children or children[-1] != "p"):
        yield "a cell does not end with a paragraph"
    for key in _NEEDED.get(name, ()):
        if element.get(f"{{{W}}}{key}") is None:
            yield f"{name} has no {key}"
    if name == "tbl":
        yield from _grid(element)


def _grid(table: Any) -> Iterator[str]:
    """Every row fills the grid, and a merge that goes on began above."""
    width = len(table.findall(f"{{{W}}}tblGrid/{{{W}}}gridCol"))
    open_at: dict[int, int] = {}
    for number, row in enumerate(table.findall(f"{{{W}}}tr"), 1):
        column, now = 0, dict[int, int]()
        for cell in row.findall(f"{{{W}}}tc"):
            span = cell.find(f"{{{W}}}tcPr/{{{W}}}gridSpan")
            across = int(span.get(f"{{{W}}}val")) if span is not None else 1
            merge = cell.find(f"{{{W}}}tcPr/{{{W}}}vMerge")
            if merge is not None:
                if merge.get(f"{{{W}}}val") == "continue" and open_at.get(column) != across:
                    yield f"row {number}: nothing above goes on at column {column}"
                now[column] = across
            column += across
        open_at = now
        if column != width:
            yield f"row {number} is {column} wide, the grid {width}"


def _links(read: dict[str, Any]) -> Iterator[str]:
    """Every part is of a known kind, and every relation leads to a part."""
    kinds = {o.get("PartName") for o in read["[Content_Types].xml"] if o.get("PartName")}
    for name in read:
        if name.endswith(".xml") and name != "[Content_Types].xml" and f"/{name}" not in kinds:
            yield f"{name} is of no kind"
    for name, root in read.items():
        if name.endswith(".rels"):
            folder = re.sub(r"_rels/[^/]*$", "", name)
            for relation in root:
                target = relation.get("Target", "")
                if (target.lstrip("/") if target.startswith("/") else folder + target) not in read:
                    yield f"{name} leads to {target}, which is not there"
    numbers = {relation.get("Id") for relation in read["word/_rels/document.xml.rels"]}
    for element in read["word/document.xml"].iter():
        number = element.get(f"{{{R}}}id")
        if number is not None and number not in numbers:
            yield f"no relation {number}"


def _name(element: Any) -> str:
    return str(etree.QName(element).localname)
