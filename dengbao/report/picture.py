"""The picture of a site: zones and devices, what joins them, and where undeclared packets pass, as SVG without script.

Zones and devices are laid out by forces (networkx, always from the same start, so that the same site gives the same
picture), then pushed apart until no two labels overlap. Colours are classes of the page's style; every text is escaped
by the serialiser.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from xml.etree.ElementTree import Element

from dengbao.report.html_element import el
from dengbao.results.atlas import Atlas
from dengbao.results.visible import clip, one_line

WIDTH, HEIGHT = 1080, 640
MOST = 60
"""Devices drawn; of larger sites those that forward between zones or let undeclared packets through come first."""
_ZONE_HALF, _DEVICE_HALF = (74.0, 26.0), (52.0, 22.0)
_MARGIN = 14
_ROUNDS = 400
_LABEL = 12
_INNER = frozenset({"border_firewall", "firewall", "router", "core"})
Place = tuple[float, float]
Link = tuple[str, str]


def picture(atlas: Atlas) -> Element:
    """Draw a site.

    Args:
        atlas: of one run.

    Returns:
        An ``svg`` element.
    """
    drawn = _chosen(atlas)
    zones = {f"zone:{zone.name}": zone for zone in atlas.zones}
    links = [link for link in atlas.links if all(end in zones or end in drawn for end in link)]
    places = _laid_out([*zones, *drawn], links)
    leaking, doubtful = _walked(atlas, links, sure=True), _walked(atlas, links, sure=False)
    rules = {(leak.device, leak.rule) for cell in atlas.cells for leak in cell.leaks if not leak.doubt}
    through = Counter(device for device, _ in rules)
    shapes: list[Element] = [_line(places, link, _kind(link, leaking, doubtful)) for link in _ordered(links, leaking)]
    shapes += [_zone(places[key], zone.title, zone.networks) for key, zone in zones.items()]
    missing = {device.name: device.missing for device in atlas.devices}
    shapes += [_device(places[name], name, through[name], missing=missing.get(name, "")) for name in drawn]
    return el("svg", *shapes, class_="site-map", viewBox=f"0 0 {WIDTH} {HEIGHT}", role="img",
              aria_label="区域、设备与越界通路示意图")  # fmt: skip


def left_out(atlas: Atlas) -> int:
    """How many devices the picture does not show."""
    return max(0, len(atlas.devices) - MOST)


def _chosen(atlas: Atlas) -> list[str]:
    """The devices to draw, those that matter most first where there are too many."""
    if len(atlas.devices) <= MOST:
        return [device.name for device in atlas.devices]
    passed = {name for cell in atlas.cells for leak in cell.leaks for name in leak.path}
    ranked = sorted(atlas.devices, key=lambda one: (one.name not in passed, one.role not in _INNER, one.name))
    return [device.name for device in ranked[:MOST]]


def _walked(atlas: Atlas, links: Sequence[Link], *, sure: bool) -> set[Link]:
    """The links that undeclared packets pass."""
    known = set(links)
    found: set[Link] = set()
    for cell in atlas.cells:
        for leak in cell.leaks:
            if bool(leak.doubt) is sure:
                continue
            way = [f"zone:{cell.source}", *leak.path, f"zone:{cell.target}"]
            found |= {link for one, other in pairwise(way) for link in ((one, other), (other, one))}
    return found & known


def _ordered(links: Iterable[Link], leaking: set[Link]) -> list[Link]:
    """The red ones last, on top."""
    return sorted(links, key=lambda link: (link in leaking, link))


def _kind(link: Link, leaking: set[Link], doubtful: set[Link]) -> str:
    return "leak" if link in leaking else "doubt" if link in doubtful else "plain"


def _laid_out(nodes: Sequence[str], links: Sequence[Link]) -> dict[str, Place]:
    """A place for each node, inside the picture, no two on top of one another."""
    import networkx as nx  # type: ignore[import-untyped]  # noqa: PLC0415 - only a site with zones pays for it

    graph = nx.Graph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from(links)
    spread = nx.spring_layout(graph, seed=7, iterations=300, k=2.2 / math.sqrt(max(len(nodes), 1)))
    raw = {name: (float(x), float(y)) for name, (x, y) in spread.items()}
    return _apart(_fitted(raw))


def _fitted(raw: dict[str, Place]) -> dict[str, Place]:
    """Stretch to the picture."""
    if not raw:
        return {}
    xs, ys = [x for x, _ in raw.values()], [y for _, y in raw.values()]
    wide, high = max(max(xs) - min(xs), 1e-9), max(max(ys) - min(ys), 1e-9)
    left, top = _ZONE_HALF[0] + _MARGIN, _ZONE_HALF[1] + _MARGIN
    return {
        name: (left + (x - min(xs)) / wide * (WIDTH - 2 * left), top + (y - min(ys)) / high * (HEIGHT - 2 * top))
        for name, (x, y) in raw.items()
    }


def _apart(places: dict[str, Place]) -> dict[str, Place]:
    """Push boxes that overlap apart along the shorter way, a little at a time."""
    found = dict(places)
    names = list(found)
    for _ in range(_ROUNDS):
        moved = False
        for at, one in enumerate(names):
            for other in names[at + 1 :]:
                (ax, ay), (bx, by) = found[one], found[other]
                (aw, ah), (bw, bh) = _half(one), _half(other)
                over_x, over_y = aw + bw + _MARGIN - abs(ax - bx), ah + bh + _MARGIN - abs(ay - by)
                if over_x <= 0 or over_y <= 0:
                    continue
                moved = True
                if over_y <= over_x:
                    push = math.copysign(over_y / 2 + 0.5, by - ay or 1)
                    found[one], found[other] = _inside(one, (ax, ay - push)), _inside(other, (bx, by + push))
                else:
                    push = math.copysign(over_x / 2 + 0.5, bx - ax or 1)
                    found[one], found[other] = _inside(one, (ax - push, ay)), _inside(other, (bx + push, by))
        if not moved:
            return found
    return _on_grid(found)


def _on_grid(places: dict[str, Place]) -> dict[str, Place]:
    """Give each box the free field nearest to it: pushing goes round in circles where a border stands in the way.

    More boxes than fields stay as they are: so crowded a picture overlaps.
    """
    wide, high = 2 * _ZONE_HALF[0] + _MARGIN, 2 * _ZONE_HALF[1] + _MARGIN
    fields = [
        ((column + 0.5) * wide, (row + 0.5) * high)
        for row in range(int(HEIGHT // high))
        for column in range(int(WIDTH // wide))
    ]
    if len(places) > len(fields):
        return places
    found = {}
    for name, place in places.items():
        found[name] = min(fields, key=lambda field: math.dist(field, place))
        fields.remove(found[name])
    return found


def _half(name: str) -> Place:
    return _ZONE_HALF if name.startswith("zone:") else _DEVICE_HALF


def _inside(name: str, place: Place) -> Place:
    half, (x, y) = _half(name), place
    return min(max(x, half[0] + 2), WIDTH - half[0] - 2), min(max(y, half[1] + 2), HEIGHT - half[1] - 2)


def _number(value: float) -> str:
    return f"{value:.1f}"


def _line(places: dict[str, Place], link: Link, kind: str) -> Element:
    (x1, y1), (x2, y2) = places[link[0]], places[link[1]]
    return el("line", x1=_number(x1), y1=_number(y1), x2=_number(x2), y2=_number(y2), class_=f"map-{kind}")


def _text(x: float, y: float, said: str, class_: str, most: int = _LABEL) -> Element:
    return el("text", clip(one_line(said), most), x=_number(x), y=_number(y), class_=class_)


def _zone(place: Place, title: str, networks: Sequence[str]) -> Element:
    (x, y), (wide, high) = place, _ZONE_HALF
    shown = (
        "其余全部地址"
        if networks == ["any"]
        else networks[0] + (f" 等 {len(networks)} 段" if len(networks) > 1 else "")
    )
    return el(
        "g",
        el("title", f"{title}:{'、'.join(networks)}"),
        el(
            "rect", x=_number(x - wide), y=_number(y - high), width=_number(2 * wide), height=_number(2 * high), rx="12"
        ),
        _text(x, y - 2, title, "map-name"),
        _text(x, y + 15, shown, "map-note", 22),
        class_="map-zone",
    )


def _device(place: Place, name: str, leaks: int, *, missing: str) -> Element:
    (x, y), (wide, _) = place, _DEVICE_HALF
    note = f"越界规则 {leaks} 条" if leaks else "没有数据" if missing else ""
    kind = " map-bad" if leaks else " map-missing" if missing else ""
    return el(
        "g",
        el("title", f"{name}{':' if note else ''}{note}{' ' if missing else ''}{missing}"),
        el("rect", x=_number(x - wide), y=_number(y - 13), width=_number(2 * wide), height="26", rx="4"),
        _text(x, y + 4, name, "map-name", 14),
        *_noted(x, y, note),
        class_=f"map-device{kind}",
    )


def _noted(x: float, y: float, note: str) -> Iterator[Element]:
    if note:
        yield _text(x, y + 27, note, "map-note")
