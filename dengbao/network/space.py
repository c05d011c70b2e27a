"""The packets of one family that open a connection, cut into cells by everything that the network tells apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, field

from dengbao.model import ANY_ADDRESS, ANY_SERVICE, Address, Rule, Service
from dengbao.network.cells import Cells, Line, Move, runs
from dengbao.network.headers import Headers
from dengbao.network.topology import Subnet, top
from dengbao.packets.lower import Operands, Reading, is_exact, operands
from dengbao.packets.packet import Packet, packet_of
from dengbao.packets.space import DATAGRAM, EVERYTHING, IPV4, IPV6, Axis, Box, Interval, narrowed

_MOST = Reading(other=True, unread=True)
_USUAL = (443, 80, 22, 3389, 445)  # TCP ports to show where any would do


class Matched(Struct, frozen=True):
    """What operands match at most; ``sure`` when that is what they match."""

    operands: Operands
    sure: bool


def matched(
    sources: Sequence[Address] = (ANY_ADDRESS,),
    destinations: Sequence[Address] = (ANY_ADDRESS,),
    services: Sequence[Service] = (ANY_SERVICE,),
) -> Matched:
    """The packets that operands of the model match, zones aside."""
    rule = Rule(name="", action="permit", lines=(), sources=tuple(sources), destinations=tuple(destinations),
                services=tuple(services))  # fmt: skip
    return Matched(operands(rule, _MOST), is_exact(rule))


class Cuts(Struct):
    """Where the axes are to be cut; ``moves`` are translations one to one: what is cut here is cut there, too."""

    addresses: dict[int, set[Interval]] = field(default_factory=lambda: {4: set(), 6: set()})
    headers: set[Box] = field(default_factory=set)
    moves: dict[int, set[Move]] = field(default_factory=lambda: {4: set(), 6: set()})
    port_moves: set[Move] = field(default_factory=set)

    def add(self, one: Operands) -> None:
        """Cut at the ends of a rule's operands."""
        for family, intervals in (*one.destinations.items(), *one.sources.items()):
            self.addresses[family].update(intervals)
        self.headers.update(one.services)

    def add_ranges(self, ranges: Iterable[Subnet]) -> None:
        """Cut at the ends of address ranges."""
        for one in ranges:
            self.addresses[one.family].add((one.low, one.high))

    @property
    def size(self) -> int:
        """How many there are: it grows with each new one."""
        count = len(self.headers) + len(self.port_moves)
        return count + sum(len(self.addresses[family]) + len(self.moves[family]) for family in self.addresses)


class Space(Struct, eq=False):
    """One family, 4 or 6."""

    family: int
    addresses: Line
    headers: Headers
    own: int = 0

    @classmethod
    def cut(cls, family: int, cuts: Cuts, own: Iterable[Subnet] = ()) -> Space:
        """Cut the packets of a family; ``own`` are the addresses that devices answer for themselves."""
        addresses = Line.cut(cuts.addresses[family], top(family), cuts.moves[family])
        space = cls(family, addresses, Headers.cut(cuts.headers, cuts.port_moves))
        space.own = space.ranges(own)
        return space

    @property
    def everything(self) -> Cells:
        """All packets."""
        return self.addresses.whole, self.addresses.whole, self.headers.whole

    def operands(self, one: Operands) -> Cells:
        """What a rule's operands match of this family."""
        family = self.family
        return (
            self.addresses.mask(one.destinations[family]),
            self.addresses.mask(one.sources[family]),
            self.headers.mask(one.services),
        )

    def ranges(self, ranges: Iterable[Subnet]) -> int:
        """The cells of address ranges of this family."""
        return self.addresses.mask((one.low, one.high) for one in ranges if one.family == self.family)

    def boxes(self, cells: Cells) -> Iterator[Box]:
        """A set as disjoint boxes of the packet space."""
        place = IPV4 if self.family == 4 else IPV6  # noqa: PLR2004 - the IP version
        for ports, protocol, sources, established in self.headers.rectangles(cells[2]):
            for start in self.addresses.intervals(cells[1]):
                for to in self.addresses.intervals(cells[0]):
                    yield narrowed(
                        EVERYTHING,
                        [
                            (Axis.DESTINATION, to),
                            (Axis.SOURCE, start),
                            (Axis.DESTINATION_PORT, ports),
                            (Axis.PROTOCOL, protocol),
                            (Axis.SOURCE_PORT, sources),
                            (Axis.FAMILY, (place, place)),
                            (Axis.ESTABLISHED, established),
                        ],
                    )

    def packet(self, cells: Cells) -> Packet:
        """A packet of a set that is not empty, of a usual kind where there is a choice."""
        to, start = (_first(side) for side in cells[:2])
        for port in _USUAL:
            if usual := cells[2] & self.headers.to_port(port):
                box = next(self.boxes((to, start, usual)))
                return packet_of(narrowed(box, [(Axis.DESTINATION_PORT, (port, port))]), ())
        box = next(self.boxes((to, start, cells[2])))
        place = box[Axis.PROTOCOL][1]
        changes = [(Axis.PROTOCOL, (place, place))]
        low, high = box[Axis.DESTINATION_PORT]
        if place >= DATAGRAM[0] and low == 0 < high:
            changes.append((Axis.DESTINATION_PORT, (min(_USUAL[0], high),) * 2))
        return packet_of(narrowed(box, changes), ())


def _first(mask: int) -> int:
    """The cells of the first interval of a set."""
    first, last = next(runs(mask))
    return (2 << last) - (1 << first)
