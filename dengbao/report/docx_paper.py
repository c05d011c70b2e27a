"""Paper as Chinese public bodies write it: one document in the typography of GB/T 9704-2012, and what it is made of.

Title 22 pt 小标宋, headings 16 pt 黑体 and 楷体, text 16 pt 仿宋 in lines of 28 pt indented by two characters, A4 with
the standard's margins (5.2.1), page numbers between dashes on the outer side (7.5). Fonts that a machine lacks have
a fallback in the font table. Text goes in as text: nothing in it can become markup, a field or a link.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import _Footer
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle

from dengbao.report.xml import text as xml_text
from dengbao.results.visible import clip, one_line

TITLE, BLACK, KAI, SONG, FANG, MONO = "方正小标宋简体", "黑体", "楷体_GB2312", "宋体", "仿宋_GB2312", "Consolas"
_FALLBACKS = {
    TITLE: "宋体,SimSun,Noto Serif CJK SC",
    BLACK: "SimHei,Noto Sans CJK SC",
    KAI: "楷体,KaiTi,Noto Serif CJK SC",
    SONG: "SimSun,Noto Serif CJK SC",
    FANG: "仿宋,FangSong,Noto Serif CJK SC",
    MONO: "Courier New,DejaVu Sans Mono",
}
_BLANK = re.compile("(【待填[^】]*】)")
_WIDTH = 156  # mm between the margins
_TITLE_MOST = 255  # characters: a property of a document takes no more


class Paper:
    """One document, written from top to bottom."""

    def __init__(self, title: str, written: dt.datetime) -> None:
        """Lay out an empty page under a title."""
        self._document = Document()
        about = self._document.core_properties
        about.title, about.author, about.comments = clip(one_line(title), _TITLE_MOST), "", ""
        about.created = about.modified = written.astimezone(dt.UTC)
        self._page()
        self._language()
        self._fonts()
        for name, font, size, more in (
            ("标题", TITLE, 22, {"centre": True}),
            ("一级", BLACK, 16, {"indent": True, "keep": True}),
            ("二级", KAI, 16, {"indent": True, "keep": True}),
            ("三级", FANG, 16, {"indent": True, "keep": True, "bold": True}),
            ("正文公文", FANG, 16, {"indent": True}),
            ("落款", FANG, 16, {"right": True}),
            ("抬头", FANG, 16, {}),
            ("表题", BLACK, 12, {"centre": True, "keep": True, "tight": True}),
            ("表头", BLACK, 10.5, {"centre": True, "tight": True}),
            ("表文", FANG, 10.5, {"tight": True}),
            ("表数", FANG, 10.5, {"centre": True, "tight": True}),
            ("证据", MONO, 9, {"tight": True}),
        ):
            self._style(name, font, size, **more)
        self._body = self._document.element.body
        self._end = self._body.sectPr
        self.line(title, "标题")

    def line(self, text: str, style: str = "正文公文") -> None:
        """Add a paragraph; blanks that a person has to fill in (``【待填：…】``) are marked yellow."""
        self._end.addprevious(parse_xml(f"<w:p {nsdecls('w')}>{_paragraph(text, style)}</w:p>"))

    def space(self) -> None:
        """Add an empty line."""
        self.line("")

    def lines(self, texts: Iterable[str], style: str = "证据") -> None:
        """Add paragraphs of one style in a shaded block."""
        for text in texts:
            self._end.addprevious(parse_xml(f"<w:p {nsdecls('w')}>{_paragraph(text, style, shaded=True)}</w:p>"))

    def table(
        self, heads: Sequence[str], rows: Iterable[Sequence[str | int]], widths: Sequence[int], title: str = ""
    ) -> None:
        """Add a ruled table whose head comes again on each page.

        Args:
            heads: of the columns.
            rows: numbers are centred, texts are not.
            widths: of the columns, in parts of their sum.
            title: over it.
        """
        if title:
            self.line(title, "表题")
        whole = sum(widths)
        twips = [round(Mm(_WIDTH * width / whole) / 635) for width in widths]
        parts = [
            f"<w:tbl {nsdecls('w')}>{_RULES}<w:tblGrid>",
            *(f'<w:gridCol w:w="{width}"/>' for width in twips),
            "</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>",
            *map(_cell, heads, twips, ["表头"] * len(heads)),
            "</w:tr>",
        ]
        for row in rows:
            styles = ["表数" if isinstance(value, int) else "表文" for value in row]
            parts.append("<w:tr><w:trPr><w:cantSplit/></w:trPr>")
            parts += map(_cell, map(str, row), twips, styles)
            parts.append("</w:tr>")
        self._end.addprevious(parse_xml("".join([*parts, "</w:tbl>"])))
        self.line("", "表文")

    def new_page(self) -> None:
        """Begin a page."""
        self._end.addprevious(parse_xml(f'<w:p {nsdecls("w")}><w:r><w:br w:type="page"/></w:r></w:p>'))

    def save(self, file: BinaryIO) -> None:
        """Write the document."""
        self._document.save(file)

    def _page(self) -> None:
        section = self._document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(37), Mm(35)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        section.footer_distance = Mm(25)
        self._document.settings.odd_and_even_pages_header_footer = True
        _numbered(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
        _numbered(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)

    def _style(self, name: str, font: str, size: float, **kind: bool) -> None:
        style = self._document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        assert isinstance(style, ParagraphStyle)
        style.base_style = None
        style.font.size, style.font.bold = Pt(size), kind.get("bold", False)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{script}"), FANG if font == MONO and script == "eastAsia" else font)
        form = style.paragraph_format
        form.space_before = form.space_after = Pt(0)
        form.line_spacing_rule = WD_LINE_SPACING.SINGLE if kind.get("tight") else WD_LINE_SPACING.EXACTLY
        if not kind.get("tight"):
            form.line_spacing = Pt(28 if size < 20 else 36)  # noqa: PLR2004 - the title's letters are higher
        form.keep_with_next = kind.get("keep", False)
        form.widow_control = True
        if kind.get("indent"):
            form.first_line_indent = Pt(2 * size)
        form.alignment = (
            WD_ALIGN_PARAGRAPH.CENTER
            if kind.get("centre")
            else WD_ALIGN_PARAGRAPH.RIGHT
            if kind.get("right")
            else WD_ALIGN_PARAGRAPH.LEFT
        )

    def _language(self) -> None:
        """Declare the text Chinese: programs choose glyphs by it where a font is lacking."""
        defaults = self._document.styles.element.find(qn("w:docDefaults"))
        for language in defaults.iter(qn("w:lang")):
            language.set(qn("w:eastAsia"), "zh-CN")

    def _fonts(self) -> None:
        """Name fallbacks for the official fonts: many machines lack some of them."""
        (part,) = (one for one in self._document.part.package.iter_parts() if one.partname == "/word/fontTable.xml")
        fonts = "".join(
            f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/></w:font>'
            for name, others in _FALLBACKS.items()
        )
        part._blob = f'<?xml version="1.0" encoding="UTF-8"?><w:fonts {nsdecls("w")}>{fonts}</w:fonts>'.encode()  # noqa: SLF001


_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_RULES = (
    f'<w:tblPr><w:tblW w:w="{round(Mm(_WIDTH) / 635)}" w:type="dxa"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
    '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="60" w:type="dxa"/>'
    '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="60" w:type="dxa"/>'
    "</w:tblCellMar></w:tblPr>"
)


def _paragraph(text: str, style: str, *, shaded: bool = False) -> str:
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>' if shaded else ""
    return f'<w:pPr><w:pStyle w:val="{style}"/>{shade}</w:pPr>{_runs(text)}'


def _runs(text: str) -> str:
    clean = xml_text(text)
    if "\n" in clean or "\t" in clean:
        clean = clean.replace("\t", "    ")
    parts = []
    for number, line in enumerate(clean.split("\n")):
        if number:
            parts.append("<w:r><w:br/></w:r>")
        for piece in _BLANK.split(line):
            mark = '<w:rPr><w:highlight w:val="yellow"/></w:rPr>' if piece.startswith("【待填") else ""
            if piece:
                parts.append(f'<w:r>{mark}<w:t xml:space="preserve">{piece}</w:t></w:r>')
    return "".join(parts)


def _cell(text: str, width: int, style: str) -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"<w:p>{_paragraph(text, style)}</w:p></w:tc>"
    )


def _numbered(footer: _Footer, side: WD_ALIGN_PARAGRAPH) -> None:
    """Put the page's number between dashes, 14 pt 宋体."""
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.alignment = side
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(14)
    for piece in ("— ", None, " —"):
        run = paragraph.add_run(piece or "")
        run.font.size = Pt(14)
        run.font.name = SONG
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), SONG)  # noqa: SLF001
        if piece is None:
            for kind, told in (("begin", ""), ("", "PAGE"), ("end", "")):
                mark = OxmlElement("w:fldChar" if kind else "w:instrText")
                if kind:
                    mark.set(qn("w:fldCharType"), kind)
                else:
                    mark.text = told
                run._element.append(mark)  # noqa: SLF001
