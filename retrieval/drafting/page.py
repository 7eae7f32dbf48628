"""The page that a document of a public body is printed on (GB/T 9704): size, margins, fonts by name, line spacing.

Fonts are named, not embedded: 方正小标宋 over the report, 黑体 and 楷体 over its parts, 仿宋 for the text.
"""

from __future__ import annotations

from typing import Any

TITLE, BODY, FIRST, SECOND, TABLE = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"
WIDTH = 8844  # of the text in twentieths of a point: 210 mm less margins of 28 and 26 mm
_LINE = 579  # 28.95 pt
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACE = f'xmlns:w="{_W}"'
_UNUSED = (
    *("stylesWithEffects", "customXml", "numbering", "fontTable"),
    *("webSettings", "theme", "thumbnail", "extended-properties"),
)


def fonts(name: str) -> str:
    """One font for every script, the Chinese one above all."""
    return f'<w:rFonts w:ascii="{name}" w:eastAsia="{name}" w:hAnsi="{name}" w:cs="{name}"/>'


def _style(key: str, name: str, paragraph: str, font: str, size: int, *, after: str = "Normal", own: str = "") -> str:
    return (
        f'<w:style w:type="paragraph"{own} w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f'<w:next w:val="{after}"/><w:qFormat/><w:pPr>{paragraph}</w:pPr>'
        f'<w:rPr>{fonts(font)}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


_SPACING = f'<w:spacing w:before="0" w:after="0" w:line="{_LINE}" w:lineRule="exact"/>'
_INDENT = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
_PLAIN = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
STYLES = f"""<w:styles {NAMESPACE}>
<w:docDefaults><w:rPrDefault><w:rPr>{fonts(BODY)}<w:kern w:val="2"/><w:sz w:val="32"/><w:szCs w:val="32"/>
<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>
<w:pPr>{_SPACING}{_INDENT}<w:jc w:val="both"/></w:pPr>
<w:rPr>{fonts(BODY)}<w:sz w:val="32"/><w:szCs w:val="32"/></w:rPr></w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>
<w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>
<w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>
<w:left w:w="28" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="28" w:type="dxa"/></w:tblCellMar></w:tblPr>
</w:style>
{_style("Title", "Title", f'{_SPACING}{_PLAIN}<w:jc w:val="center"/>', TITLE, 44)}
{
    _style(
        "Heading1",
        "heading 1",
        f'<w:keepNext/><w:keepLines/>{_SPACING}{_INDENT}<w:outlineLvl w:val="0"/>',
        FIRST,
        32,
    )
}
{
    _style(
        "Heading2",
        "heading 2",
        f'<w:keepNext/><w:keepLines/>{_SPACING}{_INDENT}<w:outlineLvl w:val="1"/>',
        SECOND,
        32,
    )
}
{_style("Signature", "Signature", f'{_SPACING}{_PLAIN}<w:jc w:val="right"/>', BODY, 32)}
{_style("Footer", "footer", f'{_PLAIN}<w:jc w:val="center"/>', TABLE, 28, after="Footer")}
{
    _style(
        "TableText",
        "Table Text",
        f'<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>{_PLAIN}'
        '<w:jc w:val="center"/>',
        TABLE,
        20,
        after="TableText",
        own=' w:customStyle="1"',
    )
}
</w:styles>"""
SETTINGS = f"""<w:settings {NAMESPACE}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>
<w:drawingGridVerticalSpacing w:val="{_LINE}"/><w:characterSpacingControl w:val="compressPunctuation"/>
<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>
</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>
</w:settings>"""
_FOOTER = """<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:r><w:t xml:space="preserve">— </w:t></w:r>
<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t xml:space="preserve"> —</w:t></w:r>
</w:p>"""


def open_page() -> Any:
    """An empty document with this page; python-docx's own styles and parts, made for English letters, are left out."""
    from docx import Document
    from docx.oxml import parse_xml

    document = Document()
    for rels in (document.part.rels, document.part.package.rels):
        for number in [number for number, rel in rels.items() if rel.reltype.rsplit("/", 1)[-1] in _UNUSED]:
            del rels[number]
    document.element.attrib.clear()  # markup of later versions is announced there, and none is used
    _replace(document.styles.element, parse_xml(STYLES))
    _replace(document.settings.element, parse_xml(SETTINGS))
    section = document.sections[0]
    section.footer.is_linked_to_previous = False
    footer = section.footer._element
    _replace(footer, parse_xml(f"<w:ftr {NAMESPACE}>{_FOOTER}</w:ftr>"))
    _set_page(section._sectPr)
    return document


def _replace(element: Any, other: Any) -> None:
    """The content of one element in place of another's; its attributes too."""
    for old in list(element):
        element.remove(old)
    for key in list(element.attrib):
        del element.attrib[key]
    element.text = None
    for new in list(other):
        element.append(new)


def _set_page(section: Any) -> None:
    from docx.oxml import parse_xml

    kept = [child for child in section if child.tag.endswith("}footerReference")]
    mm = 1440 / 25.4
    page = parse_xml(
        f"<w:sectPr {NAMESPACE}>"
        f'<w:pgSz w:w="11906" w:h="16838"/>'
        f'<w:pgMar w:top="{37 * mm:.0f}" w:right="{26 * mm:.0f}" w:bottom="{35 * mm:.0f}" w:left="{28 * mm:.0f}" '
        f'w:header="851" w:footer="{28 * mm:.0f}" w:gutter="0"/>'
        f'<w:cols w:space="425"/><w:docGrid w:type="lines" w:linePitch="{_LINE}"/></w:sectPr>'
    )
    _replace(section, page)
    for place, child in enumerate(kept):
        section.insert(place, child)
