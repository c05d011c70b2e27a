"""The whole network, ready to be asked: what one area can send to another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from dengbao.model import Device
from dengbao.network.areas import Area, Entry, Home, areas, both, entries, without
from dengbao.network.boxes import family_of, opening
from dengbao.network.topology import Subnet, Topology, build
from dengbao.network.translate import sent
from dengbao.network.walk import Arrival, End, Step, Walk
from dengbao.packets.index import real
from dengbao.packets.packet import Packet, packet_of
from dengbao.packets.space import ECHO, EVERYTHING, Axis, Box, narrowed

if TYPE_CHECKING:
    from dengbao.network.intent import Leak
    from dengbao.network.isolation import Contact

_MOST_PUBLIC = 1 << 16  # a translation of more addresses than that names no servers
_USUAL = 443  # a port to show where any would do


class Reached(Struct, frozen=True, eq=False):
    """Packets that reach an area: as they arrive, as they were sent, and how; ``doubt`` says why it is not sure.

    ``final`` has the source as it was sent, too: the flow as people declare it, from whom to whom.
    """

    arrived: Box
    sent: Box
    step: Step | None
    doubt: str = ""

    @property
    def final(self) -> Box:
        """From the true source to the true destination."""
        axes = (Axis.SOURCE, Axis.SOURCE_PORT)
        return narrowed(self.arrived, [(axis, self.sent[axis]) for axis in axes])

    def packet(self) -> Packet | None:
        """One of the packets as sent; None when there is none after all."""
        return witness(self.sent)


class Network:
    """All devices and the site's zones.

    Attributes:
        topology: instances and ports.
        areas: the declared zones by name.
    """

    def __init__(
        self, devices: Iterable[Device], zones: dict[str, Any], as_of: dt.date, missing: dict[str, str] | None = None
    ) -> None:
        """Take what was read.

        Args:
            devices: every host that was read.
            zones: ``site.zones``.
            as_of: the day by which rules expire.
            missing: network devices of which nothing is known, and why.
        """
        self.topology: Topology = build(devices, missing)
        self.areas: dict[str, Area] = areas(zones)
        self._walks = {stopped: Walk(self.topology, as_of, stopped=stopped) for stopped in (False, True)}
        own = [Subnet(family, address, address) for family, address in sorted(self.topology.answers)]
        self._reached: dict[str, dict[str, list[Reached]]] = {}
        self.own = sorted({*own, *(Subnet(family_of(box), *box[Axis.DESTINATION]) for box in self.public())})

    def home(self, ranges: Sequence[Subnet]) -> Home:
        """The zones that any of some addresses lie in, whole."""
        zones = [area for area in self.areas.values() if any(both(one, two) for one in ranges for two in area.ranges)]
        rest = tuple(one for area in self.areas.values() if area.rest for one in area.ranges)
        return Home(tuple(one for area in zones for one in area.ranges), rest)

    def entries(self, sources: Sequence[Subnet]) -> list[Entry]:
        """Where packets of some senders come in."""
        walk = self._walks[False]
        return entries(self.topology, walk.routing, sources, self.home(sources))

    def targets(self, ranges: Sequence[Subnet], *, own: bool = False) -> list[Subnet]:
        """Addresses of hosts: without those that devices of the inventory answer for, unless they are wanted."""
        if own:
            return list(ranges)
        return without(ranges, (one for one in self.own if any(both(one, other) for other in ranges)))

    def walk(self, starts: Iterable[Arrival], *, stopped: bool = False) -> Iterator[End]:
        """Follow packets to all their ends."""
        return self._walks[stopped].follow(starts)

    def public(self) -> list[Box]:
        """What devices translate to addresses behind them: destinations that are not those of the receiver."""
        translations = self._walks[False].translations
        return [
            box
            for port in self.topology.ports()
            for box in translations.public(port)
            if box[Axis.DESTINATION][1] - box[Axis.DESTINATION][0] < _MOST_PUBLIC
        ]

    @staticmethod
    def doubt_of(end: End, home: Home) -> str | None:
        """Whether an end is where it should be: for sure (""), in doubt (why), or not (None).

        Args:
            end: packets for an area.
            home: the zones that their destinations lie in.
        """
        if end.kind == "delivered":
            return end.doubt
        if end.kind == "lost":
            return end.doubt or "去向不明"
        if end.kind != "handed" or end.gateway is None:
            return None
        family = family_of(end.box)
        if home.is_there(family, end.gateway):
            return end.doubt
        if home.is_foreign(end.gateway, Subnet(family, *end.box[Axis.DESTINATION])):
            return None  # the internet has no route to it
        return end.doubt or "下一跳不是清单中的设备"

    def flows(self, name: str) -> dict[str, list[Reached]]:
        """Everything that a zone can send to the other zones, followed once; see ``_followed``."""
        if name not in self._reached:
            self._reached[name] = self._followed(name)
        return self._reached[name]

    def leaks(self, flows: Sequence[Any]) -> list[Leak]:
        """What gets from zone to zone beyond the declared flows; see ``intent.leaks``."""
        from dengbao.network.intent import leaks  # noqa: PLC0415 - it is written in terms of this class

        return leaks(self, flows)

    def contacts(self, one: str, other: str) -> list[Contact]:
        """What joins two zones; see ``isolation.contacts``."""
        from dengbao.network.isolation import contacts  # noqa: PLC0415 - it is written in terms of this class

        return contacts(self, one, other)

    def _followed(self, name: str) -> dict[str, list[Reached]]:
        """Everything that a zone can send to the other zones.

        Args:
            name: of a declared zone.

        Returns:
            By zone: packets, sure and doubtful; the two may overlap.

        Raises:
            Undecided: the budget ran out.
        """
        area = self.areas[name]
        starts = [
            Arrival(entry.port, opening(family, (entry.sources.low, entry.sources.high), whole), doubt=entry.doubt)
            for entry in self.entries(area.ranges)
            for family in (entry.sources.family,)
            for whole in [EVERYTHING[Axis.DESTINATION] if family == 6 else (0, 2**32 - 1)]  # noqa: PLR2004
        ]
        reached: dict[str, list[Reached]] = {other: [] for other in self.areas if other != name}
        homes = {other: self.home(self.areas[other].ranges) for other in reached}
        for end in self.walk(starts):
            for other, found in reached.items():
                target = self.areas[other].ranges
                for part in towards(end.box, target):
                    piece = End(end.kind, part, end.origin, end.step, end.doubt, end.gateway)
                    doubt = self.doubt_of(piece, homes[other])
                    if doubt is not None:
                        found.append(Reached(part, sent(part, end.origin), end.step, doubt))
        return reached


def towards(box: Box, targets: Iterable[Subnet]) -> list[Box]:
    """The parts of a box with destinations in some disjoint ranges."""
    family = family_of(box)
    low, high = box[Axis.DESTINATION]
    return [
        narrowed(box, [(Axis.DESTINATION, (max(low, one.low), min(high, one.high)))])
        for one in targets
        if one.family == family and one.low <= high and low <= one.high
    ]


def witness(box: Box) -> Packet | None:
    """A packet of a box, of a usual kind where there is a choice; None when it holds none."""
    parts = list(real(box))
    if not parts:
        return None
    part = max(parts, key=lambda one: one[Axis.PROTOCOL][1])
    changes = [(Axis.PROTOCOL, (part[Axis.PROTOCOL][1],) * 2)]
    low, high = part[Axis.DESTINATION_PORT]
    if part[Axis.PROTOCOL][1] > ECHO[1] and low < high and not low:
        port = min(_USUAL, high)
        changes.append((Axis.DESTINATION_PORT, (port, port)))
    return packet_of(narrowed(part, changes), ())
