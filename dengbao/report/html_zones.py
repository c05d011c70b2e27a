"""The report's picture of the site, and the matrix of zones: what is declared against what the network lets through."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from dengbao.report.html_element import card, el
from dengbao.results.atlas import Atlas, MapCell
from dengbao.results.visible import clip, one_line

LISTED = 40
"""Ways listed under the matrix; the rest is counted and stands among the findings."""
_MARKS = {"closed": "不通", "declared": "与声明一致", "idle": "声明而不通", "leak": "越界", "unknown": "不能断定"}
_SERVICES = 30


def places(atlas: Atlas | None) -> Iterator[Element]:
    """The two cards; hidden while there is nothing to show."""
    if atlas is None:
        for place, title in (("zone-picture", "区域与通路"), ("zone-matrix", "区域间互通:声明与实际")):
            yield el("section", el("h2", title), id=place, class_="card", hidden="hidden")
        return
    from dengbao.report.picture import left_out, picture  # noqa: PLC0415 - layout is not for every report

    rest = left_out(atlas)
    yield card(
        "区域与通路",
        el("div", picture(atlas), class_="map-frame"),
        el(
            "p",
            "方框为声明的区域和转发设备;",
            el("b", "红线", class_="s-fail"),
            "上有没有声明的访问通过,",
            el("b", "紫色虚线", class_="s-error"),
            "上不能排除;红框设备的规则放行了它们。" + (f"另有 {rest} 台设备没有画出。" if rest else ""),
            class_="note",
        ),
        id="zone-picture",
    )
    yield card("区域间互通:声明与实际", *_matrix(atlas), id="zone-matrix")


def _matrix(atlas: Atlas) -> Iterator[Element]:
    if atlas.why:
        yield el("p", f"不能推演:{atlas.why}", class_="s-error")
        return
    titles = {zone.name: zone.title for zone in atlas.zones}
    cells = {(cell.source, cell.target): cell for cell in atlas.cells}
    heads = el("tr", el("th", "从 \\ 到"), *(el("th", title) for title in titles.values()))
    rows = [
        el("tr", el("th", title), *(_cell(cells.get((source, target))) for target in titles))
        for source, title in titles.items()
    ]
    yield el("div", el("table", el("thead", heads), el("tbody", *rows), class_="zones"), class_="map-frame")
    yield el("p", "格内依次为结论和实际能通的服务;鼠标停留可看声明的服务。", class_="note")
    lines = list(_ways(atlas, titles))
    more = [el("li", f"另有 {len(lines) - LISTED} 条,见“按问题”")] if len(lines) > LISTED else []
    if lines:
        yield el("details", el("summary", f"没有声明的访问 {len(lines)} 条"),
                 el("ul", *lines[:LISTED], *more, class_="plain"))  # fmt: skip


def _cell(cell: MapCell | None) -> Element:
    if cell is None:
        return el("td", class_="z-self")
    services = "全部服务" if cell.actual == ["any"] else clip("、".join(cell.actual), _SERVICES)
    said = f"声明:{'、'.join(cell.declared) or '无'};实际:{'、'.join(cell.actual) or '无'}"
    said += f";不能排除:{'、'.join(cell.possible)}" if cell.possible else ""
    said += f";声明而不通:{';'.join(cell.idle)}" if cell.idle else ""
    said += f";{cell.unknown}" if cell.unknown else ""
    return el(
        "td",
        el("b", _MARKS[cell.state] + ("(应隔离)" if cell.isolated else "")),
        el("span", one_line(services)) if services else None,
        class_=f"z-{cell.state}",
        title=one_line(said),
    )


def _ways(atlas: Atlas, titles: dict[str, str]) -> Iterator[Element]:
    for cell in sorted(atlas.cells, key=lambda one: one.state != "leak"):
        for leak in sorted(cell.leaks, key=lambda one: bool(one.doubt)):
            doubt = f"(不能断定:{leak.doubt})" if leak.doubt else ""
            yield el(
                "li",
                el("b", f"{titles[cell.source]} → {titles[cell.target]}", class_="s-error" if doubt else "s-fail"),
                f" {leak.packet},经 {' → '.join(leak.path)},放行者 {leak.device} 的 {leak.rule}{doubt}",
            )
