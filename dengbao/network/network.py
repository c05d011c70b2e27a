"""The whole network, ready to be asked: what one area can send to another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from dengbao.model import Device, InterfaceAddress
from dengbao.network.areas import PRIVATE, Area, Entry, Home, areas, both, entries, without
from dengbao.network.cells import Cells
from dengbao.network.filters import Lists
from dengbao.network.routes import Routing
from dengbao.network.space import Cuts, Space
from dengbao.network.topology import Subnet, Topology, build
from dengbao.network.translate import Origin, Translations, final, sent
from dengbao.network.walk import Arrival, Detail, End, Ground, Step, Walk
from dengbao.packets.lower import Operands
from dengbao.packets.packet import Packet
from dengbao.packets.space import Box

if TYPE_CHECKING:
    from dengbao.network.critical import Survival
    from dengbao.network.intent import Leak
    from dengbao.network.isolation import Contact
    from dengbao.network.plan import Clash
    from dengbao.network.quota import Senders
    from dengbao.network.wiring import Wiring

FAMILIES = (4, 6)
_MOST_PUBLIC = 1 << 16  # a translation of more addresses than that names no servers


class Reached(Struct, frozen=True, eq=False):
    """Packets that reach an area: as they arrive, and how; ``doubt`` says why it is not sure."""

    space: Space
    arrived: Cells
    origin: Origin
    step: Step
    doubt: str = ""

    @property
    def sent(self) -> Cells:
        """The packets as they were sent."""
        return sent(self.space, self.arrived, self.origin)

    @property
    def final(self) -> Cells:
        """From the true source to the true destination: the flow as people declare it."""
        return final(self.space, self.arrived, self.origin)

    def boxes(self) -> Iterator[Box]:
        """The flow as boxes of the packet space."""
        return self.space.boxes(self.final)

    def packet(self) -> Packet:
        """One of the packets as sent."""
        return self.space.packet(self.sent)


class Network:
    """All devices and the site's zones.

    Attributes:
        devices: every host that was read.
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
        self.devices = list(devices)
        self._zones, self._as_of = zones, as_of
        self.topology: Topology = build(self.devices, missing)
        self.areas: dict[str, Area] = areas(zones)
        self._ground = Ground(self.topology, Routing(self.topology), Lists(as_of), Translations())
        self._cuts: Cuts | None = None
        self._spaces: dict[int, Space] = {}
        self._walks: dict[tuple[int, Detail], Walk] = {}
        self._reached: dict[str, dict[str, list[Reached]]] = {}
        self._wiring: Wiring | None = None
        self._leaks: tuple[list[Any], list[Leak]] | None = None
        own = [Subnet(family, address, address) for family, address in sorted(self.topology.answers)]
        self.own = sorted({*own, *self.public()})

    def like(self, devices: Iterable[Device]) -> Network:
        """The same site with other devices."""
        return Network(devices, self._zones, self._as_of, self.topology.missing)

    def cut(self, ranges: Iterable[Subnet] = (), operands: Iterable[Operands] = ()) -> None:
        """Let what follows tell these ranges and operands apart, beside all that the network does.

        Raises:
            Undecided: the devices' own rules cut the packets into too many cells.
        """
        cuts = self._cuts = self._cuts or self._base()
        before = cuts.size
        cuts.add_ranges(ranges)
        for one in operands:
            cuts.add(one)
        if cuts.size > before:
            self._spaces.clear()
            self._walks.clear()
            self._reached.clear()

    def _base(self) -> Cuts:
        cuts = Cuts()
        cuts.add_ranges(self.own)
        cuts.add_ranges(PRIVATE)
        for area in self.areas.values():
            cuts.add_ranges(area.ranges)
            cuts.add_ranges(entry.sources for entry in self.entries(area.ranges))
        for node in self.topology.nodes.values():
            for family in FAMILIES:
                table = self._ground.routing.table(node, family)
                cuts.add_ranges(Subnet(family, low, high) for low, high, _ in table.parts(0, table.end))
            for rules in self._ground.lists.all_of(node):
                rules.cut(cuts)
            self._ground.translations.cut(node, cuts)
        return cuts

    def space(self, family: int) -> Space:
        """The packets of a family as the network tells them apart."""
        if family not in self._spaces:
            cuts = self._cuts = self._cuts or self._base()
            self._spaces[family] = Space.cut(family, cuts, self.own)
        return self._spaces[family]

    def walker(self, family: int, detail: Detail) -> Walk:
        """What follows packets of a family; see ``Walk``."""
        if (family, detail) not in self._walks:
            self._walks[family, detail] = Walk(self._ground, self.space(family), detail)
        return self._walks[family, detail]

    def home(self, ranges: Sequence[Subnet]) -> Home:
        """The zones that any of some addresses lie in, whole."""
        zones = [area for area in self.areas.values() if any(both(one, two) for one in ranges for two in area.ranges)]
        rest = tuple(one for area in self.areas.values() if area.rest for one in area.ranges)
        return Home(tuple(one for area in zones for one in area.ranges), rest)

    def entries(self, sources: Sequence[Subnet]) -> list[Entry]:
        """Where packets of some senders come in."""
        return entries(self.topology, self._ground.routing, sources, self.home(sources))

    def targets(self, ranges: Sequence[Subnet], *, own: bool = False) -> list[Subnet]:
        """Addresses of hosts: without those that devices of the inventory answer for, unless they are wanted."""
        if own:
            return list(ranges)
        return without(ranges, (one for one in self.own if any(both(one, other) for other in ranges)))

    def starts(self, sources: Sequence[Subnet], family: int, wanted: Iterable[Cells]) -> list[Arrival]:
        """Packets of some senders where they come in; of each port those in doubt, and those that are not, together.

        Args:
            sources: of the senders.
            family: of the packets.
            wanted: which packets, whatever their sources.
        """
        space = self.space(family)
        by_port: dict[tuple[int, str], tuple[Entry, int]] = {}
        for entry in self.entries(sources):
            if entry.sources.family == family:
                first, mask = by_port.get((id(entry.port), entry.doubt), (entry, 0))
                by_port[id(entry.port), entry.doubt] = first, mask | space.ranges([entry.sources])
        return [
            Arrival(entry.port, (cells[0], mask & cells[1], cells[2]), doubt=entry.doubt)
            for entry, mask in by_port.values()
            for cells in wanted
            if cells[0] and cells[2] and mask & cells[1]
        ]

    def public(self) -> list[Subnet]:
        """What devices translate to addresses behind them: destinations that are not those of the receiver."""
        return [
            Subnet(family, low, high)
            for port in self.topology.ports()
            for one in self._ground.translations.public(port)
            for family, intervals in one.operands.destinations.items()
            for low, high in intervals
            if high - low < _MOST_PUBLIC
        ]

    @staticmethod
    def arrived(space: Space, end: End, home: Home) -> Iterator[tuple[Cells, str]]:
        """What of an end is where it should be: the packets, and the doubt ("" for sure).

        Args:
            space: the packets that were followed.
            end: packets for an area.
            home: the zones that their destinations lie in.
        """
        if end.kind == "delivered":
            yield end.cells, end.doubt
        elif end.kind == "lost":
            yield end.cells, end.doubt or "去向不明"
        elif end.kind == "handed" and end.gateway is not None:
            if home.is_there(space.family, end.gateway):
                yield end.cells, end.doubt
                return
            cells = end.cells
            if home.is_beyond(space.family, end.gateway):  # the internet has no route to private addresses
                cells = cells[0] & ~space.ranges(PRIVATE), *cells[1:]
            if cells[0]:
                yield cells, end.doubt or "下一跳不是清单中的设备"

    def flows(self, name: str) -> dict[str, list[Reached]]:
        """Everything that a zone can send to the other zones, found once; the steps know the last device alone.

        Args:
            name: of a declared zone.

        Returns:
            By zone: packets, sure and doubtful; the two may overlap.

        Raises:
            Undecided: the budget ran out.
        """
        if name not in self._reached:
            found: dict[str, list[Reached]] = {other: [] for other in self.areas if other != name}
            for family in FAMILIES:
                walker = self.walker(family, "sets")
                starts = self.starts(self.areas[name].ranges, family, [walker.space.everything])
                for other, one in self._sorted(name, walker.space, walker.flood(starts)):
                    found[other].append(one)
            self._reached[name] = found
        return self._reached[name]

    def ways(self, name: str, wanted: dict[int, list[Cells]]) -> Iterator[tuple[str, Reached]]:
        """The ways by which some packets of a zone get to the other zones, with all their steps.

        Args:
            name: of a declared zone.
            wanted: packets as they are sent, by family.

        Yields:
            Where to, and how.

        Raises:
            Undecided: the budget ran out.
        """
        for family, cells in wanted.items():
            walker = self.walker(family, "rules")
            ends = walker.follow(self.starts(self.areas[name].ranges, family, cells))
            yield from self._sorted(name, walker.space, ends)

    def _sorted(self, name: str, space: Space, ends: Iterable[End]) -> Iterator[tuple[str, Reached]]:
        """What of the ends is in another zone."""
        others = [area for area in self.areas.values() if area.name != name]
        homes = [(area.name, space.ranges(area.ranges), self.home(area.ranges)) for area in others]
        for end in ends:
            for other, target, home in homes:
                if to := end.cells[0] & target:
                    piece = End(end.kind, (to, *end.cells[1:]), end.origin, end.step, end.doubt, end.gateway)
                    for cells, doubt in self.arrived(space, piece, home):
                        yield other, Reached(space, cells, end.origin, end.step, doubt)

    def leaks(self, flows: Sequence[Any]) -> list[Leak]:
        """What gets from zone to zone beyond the declared flows; see ``intent.leaks``."""
        from dengbao.network.intent import leaks  # noqa: PLC0415 - it is written in terms of this class

        if self._leaks is None or self._leaks[0] != list(flows):
            self._leaks = list(flows), leaks(self, flows)
        return self._leaks[1]

    def contacts(self, one: str, other: str) -> list[Contact]:
        """What joins two zones; see ``isolation.contacts``."""
        from dengbao.network.isolation import contacts  # noqa: PLC0415 - it is written in terms of this class

        return contacts(self, one, other)

    def shared(self, one: str, other: str) -> list[Contact]:
        """What joins two zones below the third layer; see ``layer2.shared``."""
        from dengbao.network.layer2 import shared  # noqa: PLC0415 - it is written in terms of this class
        from dengbao.network.wiring import Wiring  # noqa: PLC0415

        self._wiring = self._wiring or Wiring(self.topology)
        return shared(self, one, other, self._wiring)

    def zones_of(self, addresses: Iterable[InterfaceAddress]) -> list[str]:
        """The zones that addresses of an adapter or interface lie in."""
        from dengbao.network.wiring import areas_of  # noqa: PLC0415 - it is written in terms of this package's parts

        return areas_of(addresses, self.areas)

    def senders(self, networks: Sequence[Any], target: str) -> Senders:
        """How many addresses reach a zone; see ``quota.senders``."""
        from dengbao.network.quota import senders  # noqa: PLC0415 - it is written in terms of this class

        return senders(self, networks, target)

    def survival(self, pair: tuple[str, str], flows: Sequence[Any]) -> Survival:
        """What hangs on one device; see ``critical.survival``."""
        from dengbao.network.critical import survival  # noqa: PLC0415 - it is written in terms of this class

        return survival(self, pair, flows)

    def clashes(self) -> list[Clash]:
        """What is wrong with the address plan; see ``plan.clashes``."""
        from dengbao.network.plan import clashes  # noqa: PLC0415 - it is written in terms of this class

        return clashes(self)
