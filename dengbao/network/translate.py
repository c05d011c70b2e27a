"""Address translation: the destination before routing, the source after the policies.

A translated axis remembers what it was: nothing (unchanged), a shift (one to one), or the whole range that was folded
into one. So a packet that arrives can be told as it was sent.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from dengbao.model import Address, Lines, Nat, Section
from dengbao.model.terms import PORT_MAX
from dengbao.network.boxes import Matched, family_of, matched, outside, shared
from dengbao.network.topology import Node, Port, plain
from dengbao.packets.space import Axis, Box, Interval, narrowed

Was = int | Interval | None
Origin = tuple[Was, Was, Was, Was]
AXES = (Axis.SOURCE, Axis.DESTINATION, Axis.SOURCE_PORT, Axis.DESTINATION_PORT)
UNCHANGED: Origin = (None, None, None, None)

_SEES_ORIGINAL = frozenset({"hillstone_stoneos", "paloalto_panos", "fortinet"})
"""Platforms whose policies name the destination as it was before translation (StoneOS, PAN-OS; FortiOS the VIP)."""
_SEES_TRANSLATED_PORT = frozenset({"fortinet"})
"""Of those, where the service is that of the inside (FortiOS: the mapped port)."""


class Change(Struct, frozen=True):
    """A part of a box after one translation (or none): ``seen`` is what policies look at."""

    box: Box
    origin: Origin
    seen: Box
    lines: Lines = ()
    doubt: str = ""
    before: Box | None = None

    def towards(self, low: int, high: int) -> Change:
        """The part of it that goes to a range of destinations."""
        axis = Axis.DESTINATION
        box = narrowed(self.box, [(axis, (low, high))])
        start, end = self.seen[axis]
        if end - start != self.box[axis][1] - self.box[axis][0]:  # folded: any of the old stands behind any of the new
            return Change(box, self.origin, self.seen, self.lines, self.doubt, self.before)
        by = start - self.box[axis][0]
        seen = narrowed(self.seen, [(axis, (low + by, high + by))])
        return Change(box, self.origin, seen, self.lines, self.doubt, self.before)

    def back(self, seen: Box) -> tuple[Box, Origin]:
        """The part that stands behind a part of what policies saw."""
        if self.before is None:
            return seen, self.origin
        box, origin = list(seen), list(self.origin)
        for place, axis in enumerate(AXES):
            if self.seen[axis] == self.box[axis]:
                continue
            by = self.box[axis][0] - self.seen[axis][0]
            if self.box[axis][1] - self.seen[axis][1] == by:
                box[axis] = (seen[axis][0] + by, seen[axis][1] + by)
                continue
            box[axis] = self.box[axis]
            if origin[place] == self.before[axis]:  # folded here: what policies left of the old range
                origin[place] = seen[axis]
        return tuple(box), (origin[0], origin[1], origin[2], origin[3])


def sent(box: Box, origin: Origin) -> Box:
    """The packets as their sender wrote them."""
    changes: list[tuple[Axis, Interval]] = []
    for axis, was in zip(AXES, origin, strict=True):
        if isinstance(was, int):
            changes.append((axis, (box[axis][0] - was, box[axis][1] - was)))
        elif was is not None:
            changes.append((axis, was))
    return narrowed(box, changes) if changes else box


class Translations:
    """What each instance translates, made ready when first asked for."""

    def __init__(self) -> None:
        """Begin with nothing made ready."""
        self._ready: dict[tuple[int, bool], Matched] = {}
        self._public: dict[int, list[Box]] = {}

    def public(self, port: Port) -> list[Box]:
        """What a port answers for in the name of hosts behind it."""
        key = id(port)
        if key not in self._public:
            nats = [nat for nat in port.node.device.nat.items if _forwards(nat, port)]
            self._public[key] = [box for nat in nats for box in self._matched(nat, inward=True).boxes]
        return self._public[key]

    def inward(self, into: Port, box: Box, origin: Origin) -> Iterator[Change]:
        """Translate destinations of what comes in by a port."""
        node = into.node
        unread = _unread_nat(node.device.nat)
        if node.device.nat.missing and not node.device.nat.unsupported:
            yield Change(box, origin, box, (), unread)
            return
        rest = [box]
        for nat in node.device.nat.items:
            if not _forwards(nat, into):
                continue
            found = self._matched(nat, inward=True)
            for part in [one for piece in rest for one in shared(piece, found.boxes)]:
                yield self._forwarded(nat, part, origin, node, sure=found.sure)
            rest = [piece for one in rest for piece in outside(one, found.boxes)]
        yield from (Change(piece, origin, piece, (), unread) for piece in rest)

    def _forwarded(self, nat: Nat, part: Box, origin: Origin, node: Node, *, sure: bool) -> Change:
        inside = nat.translated_destinations or nat.sources
        public = nat.destinations if nat.translated_destinations else nat.translated_sources
        box, found, doubt = _moved(part, origin, Axis.DESTINATION, public, inside)
        ports = nat.translated_ports if nat.translated_destinations else _inside_ports(nat)
        outer = nat.services[0].destination if nat.translated_destinations and nat.services else nat.translated_ports
        if ports is not None:
            box, found = _ported(box, found, outer or ports, ports)
        seen = box
        if node.device.platform in _SEES_ORIGINAL:
            kept = (Axis.DESTINATION,) if node.device.platform in _SEES_TRANSLATED_PORT else (
                Axis.DESTINATION, Axis.DESTINATION_PORT)  # fmt: skip
            seen = narrowed(box, [(axis, part[axis]) for axis in kept])
        if nat.unread or not sure:
            doubt = f"{nat.key} 没有完全读懂"
        return Change(box, found, seen, nat.lines, doubt, part)

    def outward(self, into: Port, out: Port, box: Box, origin: Origin) -> Iterator[Change]:
        """Translate sources of what leaves by a port."""
        rest = [box]
        for nat in into.node.device.nat.items:
            if not _hides(nat, into, out):
                continue
            found = self._matched(nat, inward=False)
            for part in [one for piece in rest for one in shared(piece, found.boxes)]:
                yield self._hidden(nat, part, origin, out, sure=found.sure)
            rest = [piece for one in rest for piece in outside(one, found.boxes)]
        yield from (Change(piece, origin, piece) for piece in rest)

    @staticmethod
    def _hidden(nat: Nat, part: Box, origin: Origin, out: Port, *, sure: bool) -> Change:
        if nat.kind == "exempt":
            return Change(part, origin, part, nat.lines)
        if nat.kind == "static" and nat.translated_destinations:
            box, found, doubt = _moved(part, origin, Axis.SOURCE, nat.translated_destinations, nat.destinations)
        else:
            named = tuple(term for term in nat.translated_sources if not term.other)
            box, found, doubt = _moved(part, origin, Axis.SOURCE, nat.sources, named or _own(out, part))
            if nat.kind != "static":
                box, found = _fold(box, found, Axis.SOURCE_PORT, (0, PORT_MAX))
        if nat.unread or not sure or nat.acl:
            doubt = f"{nat.key} 没有完全读懂"
        return Change(box, found, box, nat.lines, doubt)

    def _matched(self, nat: Nat, *, inward: bool) -> Matched:
        key = (id(nat), inward)
        if key not in self._ready:
            if not inward and nat.kind == "static" and nat.translated_destinations:
                self._ready[key] = matched(sources=nat.translated_destinations)
            elif not inward or nat.translated_destinations:
                self._ready[key] = matched(nat.sources, nat.destinations, nat.services)
            else:  # a static source translation, from the other side
                ports = nat.translated_ports
                services = [replace(one, destination=ports) if ports else one for one in nat.services]
                self._ready[key] = matched(nat.destinations, nat.translated_sources, services)
        return self._ready[key]


def _unread_nat(nat: Section[Nat]) -> str:
    """Say why translations of a device may be missing; empty when they were all read."""
    if nat.unsupported:
        return ""
    return f"地址转换没有读到:{nat.missing}" if nat.missing else "地址转换有没有读懂的行" if nat.unread else ""


def _inside_ports(nat: Nat) -> Interval | None:
    return nat.services[0].destination if nat.translated_ports and nat.services else None


def _applies(nat: Nat, node: Node) -> bool:
    return nat.enabled and plain(nat.vrf) == node.vrf and plain(nat.context) == node.context


def _forwards(nat: Nat, into: Port) -> bool:
    """Whether it changes destinations of what comes in by a port."""
    if not _applies(nat, into.node):
        return False
    if nat.translated_destinations:
        if nat.kind not in {"server", "static", "destination"} or nat.interface not in {"", into.name}:
            return False
        return not nat.source_zones or into.zone in nat.source_zones
    if nat.kind not in {"server", "static"} or not nat.translated_sources:
        return False
    if nat.interface and nat.interface not in {into.name, into.zone}:
        return False
    return not nat.destination_zones or into.zone in nat.destination_zones


def _hides(nat: Nat, into: Port, out: Port) -> bool:
    """Whether it changes sources of what goes from one port to another."""
    if not _applies(nat, into.node) or nat.kind not in {"source", "static", "exempt"}:
        return False
    if nat.interface and nat.interface not in {out.name, out.zone}:
        return False
    return (not nat.source_zones or into.zone in nat.source_zones) and (
        not nat.destination_zones or out.zone in nat.destination_zones
    )


def _own(out: Port, box: Box) -> tuple[Address, ...]:
    family = family_of(box)
    mine = sorted(address for kind, address in out.own if kind == family)
    return (Address(mine[0], mine[0], family),) if mine else ()  # type: ignore[arg-type]


def _moved(
    box: Box, origin: Origin, axis: Axis, old: Sequence[Address], new: Sequence[Address]
) -> tuple[Box, Origin, str]:
    """Put new addresses on an axis: shifted where both ranges are as large, else any of the new ones."""
    family = family_of(box)
    targets = [term for term in new if term.family == family]
    if not targets or not all(_plain(term) for term in new):
        return box, origin, "转换后的地址不明"
    low, high = targets[0].low, max(term.high for term in targets)
    start, end = box[axis]
    for term in old:
        if term.family == family and _plain(term) and term.low <= start and end <= term.high:
            if len(targets) == 1 and term.low < term.high and term.high - term.low == high - low:
                return *_shift(box, origin, axis, low - term.low), ""
            break
    return *_fold(box, origin, axis, (low, high)), "" if low == high else "转换后的地址不止一个"


def _plain(term: Address) -> bool:
    return term.resolved and not (term.other or term.excluded or term.wildcard)


def _ported(box: Box, origin: Origin, old: Interval, new: Interval) -> tuple[Box, Origin]:
    if old == new:
        return box, origin
    if old[1] - old[0] == new[1] - new[0]:
        return _shift(box, origin, Axis.DESTINATION_PORT, new[0] - old[0])
    return _fold(box, origin, Axis.DESTINATION_PORT, new)


def _shift(box: Box, origin: Origin, axis: Axis, by: int) -> tuple[Box, Origin]:
    place = AXES.index(axis)
    was = origin[place]
    start, end = box[axis]
    if was is None or isinstance(was, int):
        was = (was or 0) + by
    return narrowed(box, [(axis, (start + by, end + by))]), _with(origin, place, was)


def _fold(box: Box, origin: Origin, axis: Axis, into: Interval) -> tuple[Box, Origin]:
    place = AXES.index(axis)
    was = origin[place]
    start, end = box[axis]
    if was is None:
        was = (start, end)
    elif isinstance(was, int):
        was = (start - was, end - was)
    return narrowed(box, [(axis, into)]), _with(origin, place, was)


def _with(origin: Origin, place: int, was: Was) -> Origin:
    parts = list(origin)
    parts[place] = was
    return parts[0], parts[1], parts[2], parts[3]
