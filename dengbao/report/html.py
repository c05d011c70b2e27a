"""``report.html``: one file that opens from a stick, without a network, in an old browser.

The first page is written out as HTML (`html_front`); the lists are drawn by the page's own script from data in it
(`html_data`). The content policy allows exactly that style and that script, by hash, and nothing from anywhere else.
"""

from __future__ import annotations

import base64
import hashlib
import itertools
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element

from dengbao.report.html_data import Data
from dengbao.report.html_element import el, markup
from dengbao.report.html_front import FILTERS, TABS, front, heading
from dengbao.report.source import Source
from dengbao.results.atomic import atomic
from dengbao.results.summary import Summary

HELP = "网页:report.html(单个文件,不联网)"
FILE = "report.html"
_PARTS = Path(__file__).parent / "html_parts"


@cache
def part(suffix: str) -> str:
    """Join the files of one kind, ``css`` or ``js``, in the order of their numbers."""
    joined = "\n".join(path.read_text(encoding="utf-8") for path in sorted(_PARTS.glob(f"*.{suffix}")))
    return f'"use strict";\n(function () {{\n{joined}\n}}());\n' if suffix == "js" else joined


def policy() -> str:
    """The content security policy: this style, this script, nothing else, from nowhere."""

    def allowed(text: str) -> str:
        return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"

    return (
        f"default-src 'none'; style-src {allowed(part('css'))}; script-src {allowed(part('js'))}; img-src data:; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
    )


def render(source: Source) -> list[Path]:
    """Write the page.

    Returns:
        Its path.

    Raises:
        UserError: results and run record do not agree, or the catalogue lacks a clause that they name.
    """
    data, summary = Data(source), Summary()
    for result in source.results():
        summary.add(result)
        data.add(result)
    source.agree(summary.totals)
    path = source.folder / FILE
    with atomic(path) as file:
        for piece in _pieces(source, summary, data):
            file.write(piece)
    return [path]


def _pieces(source: Source, summary: Summary, data: Data) -> Iterator[bytes]:
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=policy()),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("title", f"等级保护自查 {source.run.site} {source.run.as_of}"),
    )
    opened = markup(head).removesuffix("</head>")
    yield f'<!DOCTYPE html>\n<html lang="zh-CN">\n{opened}<style>{part("css")}</style></head>\n<body>\n'.encode()
    body = [
        heading(source),
        el("nav", el("div", *_tabs(), class_="page")),
        el(
            "main",
            el("noscript", el("p", "浏览器禁用了脚本:下面的首页仍可看,按条款、主机、问题的列表和筛选用不了。")),
            front(source, summary, data.suspects),
            _bar(),
            el("div", id="stage", hidden="hidden"),
            el("div", id="paper"),
            class_="page",
        ),
    ]
    yield "\n".join(map(markup, body)).encode()
    yield b'\n<script type="application/json" id="index">' + data.index(summary) + b"</script>\n"
    for number, block in enumerate(data.blocks):
        yield b'<script type="application/json" id="d%d">' % number + b"\n".join(block) + b"</script>\n"
    yield f"<script>{part('js')}</script>\n</body>\n</html>\n".encode()


def _tabs() -> Iterator[Element]:
    for tab, title in TABS.items():
        yield el("a", title, href=f"#{tab}", data_tab=tab)
    yield el("button", "打印", type="button", id="print")


def _bar() -> Element:
    fields = [
        el("select", el("option", title, value=""), id=f"f-{name}", name=name, aria_label=title)
        for name, title in FILTERS.items()
    ]
    search = el(
        "input",
        id="f-text",
        name="text",
        type="search",
        placeholder="搜索:主机、问题、条款、配置原文,空格隔开的词都要有",
        aria_label="搜索",
    )
    clear = el("button", "清除", type="button", id="clear")
    return el("div", *itertools.chain(fields, (search, clear)), el("span", id="told"), id="bar", hidden="hidden")
