"""Address translation: the destination before routing, the source after the policies.

A translated side remembers what it was: nothing (unchanged), a shift (one to one), or all that was folded into one. So
a packet that arrives can be told as it was sent.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from dengbao.model import Address, Lines, Nat, Section
from dengbao.network.cells import Cells, common, outside
from dengbao.network.space import Cuts, Matched, Space, matched
from dengbao.network.topology import Node, Port, plain
from dengbao.packets.space import Interval

Was = int | tuple[int] | None
"""Unchanged, moved by so much, or folded: then the cells that it had."""


class Origin(Struct, frozen=True):
    """What packets were when they were sent."""

    source: Was = None
    destination: Was = None
    source_ports: int | None = None
    ports: Was = None

    def moved(self) -> bool:
        """Whether the destination is not the one that was sent."""
        return self.destination is not None or self.ports is not None


UNCHANGED = Origin()

_SEES_ORIGINAL = frozenset({"hillstone_stoneos", "paloalto_panos", "fortinet"})
"""Platforms whose policies name the destination as it was before translation (StoneOS, PAN-OS; FortiOS the VIP)."""
_SEES_TRANSLATED_PORT = frozenset({"fortinet"})
"""Of those, where the service is that of the inside (FortiOS: the mapped port)."""


class Change(Struct, frozen=True):
    """A part of a set after one translation (or none): ``seen`` is what policies look at.

    ``by`` and ``ports_by`` are how far the destination and its port moved from what is seen, where policies see what
    they were; None where many were folded.
    """

    cells: Cells
    origin: Origin
    seen: Cells
    lines: Lines = ()
    doubt: str = ""
    by: int | None = 0
    ports_by: int | None = 0

    def towards(self, space: Space, destinations: int) -> Change:
        """The part of it that goes to some destinations."""
        cells = destinations, *self.cells[1:]
        seen = self.seen[0]  # folded: any of the old stands behind any of the new
        if self.by is not None:
            seen = space.addresses.shifted(destinations, -self.by)
        return Change(cells, self.origin, (seen, *self.seen[1:]), self.lines, self.doubt, self.by, self.ports_by)

    def back(self, space: Space, seen: Cells) -> Iterator[tuple[Cells, Origin]]:
        """The parts that stand behind a part of what policies saw."""
        (to, start, headers), origin = seen, self.origin
        if self.by is None:
            to, origin = self.cells[0], replace(origin, destination=_narrower(origin.destination, to))
        elif self.by:
            to = space.addresses.shifted(to, self.by)
        if self.ports_by is not None:
            yield (to, start, space.headers.shifted(headers, self.ports_by) if self.ports_by else headers), origin
            return
        after = space.headers.alike(self.cells[2])[0][1]
        for part, before in space.headers.alike(headers):
            ports = _narrower(origin.ports, before)
            yield (to, start, space.headers.with_ports(part, after)), replace(origin, ports=ports)


def _narrower(was: Was, seen: int) -> Was:
    """What policies left of what was folded; of what was translated before, nothing more is known."""
    return (seen,) if isinstance(was, tuple) else was


def sent(space: Space, cells: Cells, origin: Origin) -> Cells:
    """The packets as their sender wrote them."""
    if origin is UNCHANGED:
        return cells
    to, start = (
        was[0] if isinstance(was, tuple) else space.addresses.shifted(side, -(was or 0))
        for side, was in zip(cells, (origin.destination, origin.source), strict=False)
    )
    return to, start, _headers_sent(space, cells[2], origin)


def _headers_sent(space: Space, headers: int, origin: Origin) -> int:
    if origin.source_ports is not None:
        headers = space.headers.with_sources(headers, origin.source_ports)
    if isinstance(origin.ports, tuple):
        return space.headers.with_ports(headers, origin.ports[0])
    return space.headers.shifted(headers, -(origin.ports or 0)) if origin.ports else headers


def final(space: Space, cells: Cells, origin: Origin) -> Cells:
    """From the true source to the true destination: the flow as people declare it."""
    if origin is UNCHANGED:
        return cells
    headers = cells[2]
    if origin.source_ports is not None:
        headers = space.headers.with_sources(headers, origin.source_ports)
    return cells[0], sent(space, cells, origin)[1], headers


class Translations:
    """What each instance translates."""

    def __init__(self) -> None:
        """Begin with nothing made ready."""
        self._matched: dict[tuple[int, bool], Matched] = {}

    def public(self, port: Port) -> list[Matched]:
        """What a port answers for in the name of hosts behind it."""
        return [self.matched(nat, inward=True) for nat in port.node.device.nat.items if _forwards(nat, port)]

    def matched(self, nat: Nat, *, inward: bool) -> Matched:
        """What a translation applies to, from outside or from inside."""
        key = (id(nat), inward)
        if key not in self._matched:
            self._matched[key] = _matched(nat, inward=inward)
        return self._matched[key]

    def cut(self, node: Node, cuts: Cuts) -> None:
        """Cut the axes at everything that an instance translates, and what it becomes."""
        for nat in node.device.nat.items:
            for inward in (True, False):
                cuts.add(self.matched(nat, inward=inward).operands)
            terms = (*nat.translated_destinations, *nat.translated_sources, *nat.sources, *nat.destinations)
            for term in terms:
                if _plain(term) and term.family:
                    cuts.addresses[term.family].add((term.low, term.high))
            for old, new in (
                _inner(nat), (nat.sources, nat.translated_sources), (nat.translated_destinations, nat.destinations),
            ):  # fmt: skip
                for family, moves in cuts.moves.items():
                    moves.update(_moves(old, new, family))
            if (ports := _ports(nat)) is not None:
                old_ports, new_ports = ports
                cuts.headers.update((one, (0, 255), (0, 65535), (0, 0)) for one in ports)
                if old_ports[1] - old_ports[0] == new_ports[1] - new_ports[0]:
                    cuts.port_moves.add((old_ports, new_ports[0] - old_ports[0]))


class Translator:
    """What the translations do in one space."""

    def __init__(self, translations: Translations, space: Space) -> None:
        """Take the translations and the space."""
        self.translations, self.space = translations, space
        self._cells: dict[tuple[int, bool], Cells] = {}
        self._public: dict[int, list[Cells]] = {}

    def public(self, port: Port) -> list[Cells]:
        """What a port answers for in the name of hosts behind it."""
        key = id(port)
        if key not in self._public:
            made = [self.space.operands(one.operands) for one in self.translations.public(port)]
            self._public[key] = [cells for cells in made if all(cells)]
        return self._public[key]

    def inward(self, into: Port, cells: Cells, origin: Origin) -> Iterator[Change]:
        """Translate destinations of what comes in by a port."""
        node = into.node
        unread = _unread_nat(node.device.nat)
        if node.device.nat.missing and not node.device.nat.unsupported:
            yield Change(cells, origin, cells, (), unread)
            return
        rest = [cells]
        for nat in node.device.nat.items:
            if rest and _forwards(nat, into):
                taken = self._taken(nat, inward=True)
                for part in [one for piece in rest if (one := common(piece, taken))]:
                    yield from self._forwarded(nat, part, origin, node)
                rest = [piece for one in rest for piece in outside(one, [taken])]
        yield from (Change(piece, origin, piece, (), unread) for piece in rest)

    def _forwarded(self, nat: Nat, part: Cells, origin: Origin, node: Node) -> Iterator[Change]:
        original = node.device.platform in _SEES_ORIGINAL
        ports_too = original and node.device.platform not in _SEES_TRANSLATED_PORT
        unsure = f"{nat.key} 没有完全读懂" if nat.unread or not self.translations.matched(nat, inward=True).sure else ""
        for old, new, was, by, doubt in self._moved(part[0], origin.destination, *_inner(nat)):
            for head, kept, ports_was, ports_by in self._ported(part[2], origin.ports, _ports(nat)):
                seen = old if original else new, part[1], head if ports_too else kept
                yield Change(
                    (new, part[1], kept), replace(origin, destination=was, ports=ports_was), seen, nat.lines,
                    unsure or doubt, by if original else 0, ports_by if ports_too else 0,
                )  # fmt: skip

    def outward(self, into: Port, out: Port, cells: Cells, origin: Origin) -> Iterator[Change]:
        """Translate sources of what leaves by a port."""
        rest = [cells]
        for nat in into.node.device.nat.items:
            if rest and _hides(nat, into, out):
                taken = self._taken(nat, inward=False)
                for part in [one for piece in rest if (one := common(piece, taken))]:
                    yield from self._hidden(nat, part, origin, out)
                rest = [piece for one in rest for piece in outside(one, [taken])]
        yield from (Change(piece, origin, piece) for piece in rest)

    def _hidden(self, nat: Nat, part: Cells, origin: Origin, out: Port) -> Iterator[Change]:
        if nat.kind == "exempt":
            yield Change(part, origin, part, nat.lines)
            return
        unsure = nat.unread or nat.acl or not self.translations.matched(nat, inward=False).sure
        whole = nat.kind == "static" and nat.translated_destinations
        named = tuple(term for term in nat.translated_sources if not term.other)
        old, new = (
            (nat.translated_destinations, nat.destinations) if whole
            else (nat.sources, named or _own(out, self.space.family))
        )  # fmt: skip
        for _, start, was, _, doubt in self._moved(part[1], origin.source, old, new):
            said = f"{nat.key} 没有完全读懂" if unsure else doubt
            heads = [(part[2], -1)] if nat.kind == "static" else self.space.headers.forgetting_sources(part[2])
            for headers, rows in heads:
                kept = origin.source_ports if rows == -1 or origin.source_ports is not None else rows
                cells = part[0], start, headers
                yield Change(cells, replace(origin, source=was, source_ports=kept), cells, nat.lines, said)

    def _taken(self, nat: Nat, *, inward: bool) -> Cells:
        key = (id(nat), inward)
        if key not in self._cells:
            self._cells[key] = self.space.operands(self.translations.matched(nat, inward=inward).operands)
        return self._cells[key]

    def _moved(
        self, mask: int, was: Was, old: Sequence[Address], new: Sequence[Address]
    ) -> Iterator[tuple[int, int, Was, int | None, str]]:
        """Put new addresses on a side: shifted where both ranges are as large, else any of the new ones.

        Yields:
            Parts: what it was, what it is, what it was when sent, by how much it moved (None: folded), and the doubt.
        """
        line, family = self.space.addresses, self.space.family
        targets = [term for term in new if term.family == family]
        if not targets or not all(_plain(term) for term in new):
            yield mask, mask, was, 0, "转换后的地址不明"
            return
        rest = mask
        for interval, by in _moves(old, new, family):
            if part := rest & line.mask([interval]):
                rest &= ~part
                yield part, line.shifted(part, by), was if isinstance(was, tuple) else (was or 0) + by, by, ""
        if rest:
            into = line.mask((term.low, term.high) for term in targets)
            single = len(targets) == 1 and targets[0].low == targets[0].high
            before = was if isinstance(was, tuple) else (line.shifted(rest, -(was or 0)),)
            yield rest, into, before, None, "" if single else "转换后的地址不止一个"

    def _ported(
        self, headers: int, was: Was, ports: tuple[Interval, Interval] | None
    ) -> Iterator[tuple[int, int, Was, int | None]]:
        """Put new destination ports on headers; yields parts as ``_moved`` does."""
        line = self.space.headers
        if ports is None or ports[0] == ports[1]:
            yield headers, headers, was, 0
            return
        old, new = ports
        if old[1] - old[0] == new[1] - new[0]:
            by = new[0] - old[0]
            yield headers, line.shifted(headers, by), was if isinstance(was, tuple) else (was or 0) + by, by
            return
        columns = line.ports.mask([new])
        for part, before in line.alike(headers):
            first = was if isinstance(was, tuple) else (line.ports.shifted(before, -(was or 0)),)
            yield part, line.with_ports(part, columns), first, None


def _matched(nat: Nat, *, inward: bool) -> Matched:
    if not inward and nat.kind == "static" and nat.translated_destinations:
        return matched(sources=nat.translated_destinations)
    if not inward or nat.translated_destinations:
        return matched(nat.sources, nat.destinations, nat.services)
    ports = nat.translated_ports  # a static source translation, from the other side
    services = [replace(one, destination=ports) if ports else one for one in nat.services]
    return matched(nat.destinations, nat.translated_sources, services)


def _inner(nat: Nat) -> tuple[tuple[Address, ...], tuple[Address, ...]]:
    """The public and the inner destinations of what comes in."""
    if nat.translated_destinations:
        return nat.destinations, nat.translated_destinations
    return nat.translated_sources, nat.sources


def _ports(nat: Nat) -> tuple[Interval, Interval] | None:
    """The public and the inner ports of what comes in, where they are named."""
    if not nat.translated_ports or not nat.services:
        return None
    outer = nat.services[0].destination
    return (outer, nat.translated_ports) if nat.translated_destinations else (nat.translated_ports, outer)


def _moves(old: Sequence[Address], new: Sequence[Address], family: int) -> Iterator[tuple[Interval, int]]:
    """The ranges of a family that are translated one to one, and by how much."""
    targets = [term for term in new if term.family == family]
    if len(targets) == 1 and all(_plain(term) for term in new):
        low, high = targets[0].low, targets[0].high
        for term in old:
            if term.family == family and _plain(term) and 0 < term.high - term.low == high - low:
                yield (term.low, term.high), low - term.low


def _unread_nat(nat: Section[Nat]) -> str:
    """Say why translations of a device may be missing; empty when they were all read."""
    if nat.unsupported:
        return ""
    return f"地址转换没有读到:{nat.missing}" if nat.missing else "地址转换有没有读懂的行" if nat.unread else ""


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


def _own(out: Port, family: int) -> tuple[Address, ...]:
    mine = sorted(address for kind, address in out.own if kind == family)
    return (Address(mine[0], mine[0], family),) if mine else ()  # type: ignore[arg-type]


def _plain(term: Address) -> bool:
    return term.resolved and not (term.other or term.excluded or term.wildcard)
