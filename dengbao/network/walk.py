"""Follows sets of packets through the network until nothing new arrives anywhere.

What has already arrived at a port in the same form is not followed again: a set is cut down to what is new, so that
loops end and no path is missed (a search that only refuses to visit a device twice would miss some). Sets that pass in
doubt are kept apart from those that pass for sure.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

from dengbao.model import Lines, Undecided
from dengbao.network.cells import Cells, joined, outside, shared
from dengbao.network.filters import Filters, Lists
from dengbao.network.routes import Hop, Routing
from dengbao.network.space import Space
from dengbao.network.topology import Node, Port, Topology
from dengbao.network.translate import UNCHANGED, Change, Origin, Translations, Translator

BUDGET = 200_000
"""Sets followed for one question."""
_FRAGMENTED = "网络中的报文集合过于零碎,超出了计算预算"
_DEEPEST = 4  # routes that hand on to another VRF


_ELSEWHERE = Hop("unknown")


class Cited(Struct, frozen=True):
    """What decided at a device: ``rule`` in words, at ``lines`` of its configuration."""

    device: str
    rule: str
    lines: Lines


class Step(Struct, frozen=True, eq=False):
    """One device passed: how packets came in and left, and what let them through."""

    before: Step | None
    node: Node
    into: Port
    out: Port | None
    cited: tuple[Cited, ...]

    def path(self) -> list[Step]:
        """All steps, the first first."""
        found: list[Step] = []
        step: Step | None = self
        while step is not None:
            found.append(step)
            step = step.before
        return found[::-1]


class Arrival(Struct, frozen=True, eq=False):
    """Packets at a port, coming in."""

    port: Port
    cells: Cells
    origin: Origin = UNCHANGED
    doubt: str = ""
    before: Step | None = None


Place = tuple[object, ...]
Kind = Literal["delivered", "handed", "local", "lost", "stopped"]


class End(Struct, frozen=True, eq=False):
    """Packets that leave what is known, or stay: ``kind`` says how.

    ``delivered``: handed to a host on the wire of the last port. ``handed``: to ``gateway``, which is no device of the
    inventory. ``local``: to the device itself. ``lost``: to an unknown place. ``stopped``: by a filter, a route to
    nowhere, or none.
    """

    kind: Kind
    cells: Cells
    origin: Origin
    step: Step
    doubt: str = ""
    gateway: int | None = None
    why: str = ""


class Ground(Struct, frozen=True, eq=False):
    """What packets walk on, whatever they are: the instances, their routes, filters and translations."""

    topology: Topology
    routing: Routing
    lists: Lists
    translations: Translations


Detail = Literal["sets", "rules", "lines", "stopped"]
"""Nothing but what passes; the rules that let it; the lines of routes, too, told apart; and what is stopped, too."""


class Walk:
    """One network in one space, ready to be asked again and again."""

    def __init__(self, ground: Ground, space: Space, detail: Detail = "rules") -> None:
        """Take the network, the space, and how much is to be told of each device."""
        self.topology, self.routing, self.space = ground.topology, ground.routing, space
        self.fine, self.stopped = detail in {"lines", "stopped"}, detail == "stopped"
        self.filters = Filters(ground.lists, space, named=detail != "sets", stopped=self.stopped)
        self.translator = Translator(ground.translations, space)
        self._places: dict[int, Place] = {}
        self._routes: dict[int, list[tuple[int, tuple[Hop, ...]]]] = {}

    def follow(self, starts: Iterable[Arrival]) -> Iterator[End]:
        """Follow packets to all their ends.

        Args:
            starts: where they come in.

        Yields:
            Ends, in no order; sure and doubtful ones may overlap.

        Raises:
            Undecided: the budget ran out.
        """
        sure: deque[Arrival] = deque()
        doubtful: deque[Arrival] = deque()
        seen: dict[tuple[int, Origin, int, bool], list[Cells]] = {}
        budget = BUDGET
        for start in starts:
            (doubtful if start.doubt else sure).append(start)
        while sure or doubtful:
            arrival = sure.popleft() if sure else doubtful.popleft()
            # By source: what other sources brought is not looked at, which costs little and keeps the lists short.
            form = id(arrival.port), arrival.origin, arrival.cells[1]
            known = seen.setdefault((*form, False), [])
            here = known if not arrival.doubt else seen.setdefault((*form, True), [])
            fresh = outside(arrival.cells, known if here is known else [*known, *here])
            here.extend(fresh)
            for cells in fresh:
                budget -= 1
                if budget < 0:
                    raise Undecided(_FRAGMENTED)
                for found in self._pass(arrival, cells):
                    if isinstance(found, End):
                        if found.kind != "stopped" or self.stopped:
                            yield found
                    else:
                        (doubtful if found.doubt else sure).append(found)

    def flood(self, starts: Iterable[Arrival]) -> Iterator[End]:
        """Follow packets to all their ends without their paths: what comes to a place by many ways goes on together.

        Args:
            starts: as for ``follow``.

        Yields:
            The same ends in fewer parts; their steps know the last device alone, and their doubts are one of many.

        Raises:
            Undecided: the budget ran out.
        """
        waiting: dict[bool, dict[tuple[Place, Origin], list[Arrival]]] = {False: {}, True: {}}
        seen: dict[tuple[Place, Origin, bool], list[Cells]] = {}
        budget = BUDGET

        def wait(arrival: Arrival) -> None:
            waiting[bool(arrival.doubt)].setdefault((self.place(arrival.port), arrival.origin), []).append(arrival)

        for start in starts:
            wait(start)
        while among := waiting[False] or waiting[True]:
            form = next(iter(among))
            arrivals = among.pop(form)
            first = arrivals[0]
            known = seen.setdefault((*form, False), [])
            here = seen.setdefault((*form, True), []) if first.doubt else known
            coming = joined([arrival.cells for arrival in arrivals])
            fresh = [part for cells in coming for part in outside(cells, known)]
            if first.doubt:
                fresh = [part for cells in fresh for part in outside(cells, here)]
            fresh = _apart(fresh)
            here[:] = joined([*here, *fresh])
            budget -= len(fresh)
            if budget < 0:
                raise Undecided(_FRAGMENTED)
            for cells in fresh:
                for found in self._pass(Arrival(first.port, cells, first.origin, first.doubt), cells):
                    if isinstance(found, Arrival):
                        wait(found)
                    elif found.kind != "stopped":
                        yield found

    def place(self, port: Port) -> Place:
        """What makes a port act as it does: packets fare alike at all ports with the same."""
        key = id(port)
        if key not in self._places:
            bound = any(nat.interface for nat in port.node.device.nat.items)
            inward = port.interface.acl_in, port.doors
            self._places[key] = (id(port.node), port.zone, *inward, _managed(port), port.name if bound else "")
        return self._places[key]

    def _pass(self, arrival: Arrival, cells: Cells) -> Iterator[Arrival | End]:
        """Everything that one device does to one set."""
        into, node = arrival.port, arrival.port.node
        doubt = arrival.doubt or (node.doubts[0][0] if node.doubts else "") or _managed(into)
        for entered in self.filters.entering(into, cells):
            way = _Way(arrival, into, None, _cite(node, entered.rule, entered.lines), doubt or entered.doubt)
            if not entered.passes:
                yield way.stop(entered.cells, arrival.origin, f"{node.host} 在接口 {into.name} 入方向拒绝")
                continue
            for change in self.translator.inward(into, entered.cells, arrival.origin):
                noted = way.noting(_cite(node, "地址转换", change.lines), change.doubt)
                if elsewhere := node.device.policy_routes:
                    noted = noted.noting((), f"{node.host} 有策略路由,下一跳可能不按路由表")
                    yield from self._leave(noted.noting(_cite(node, "策略路由", elsewhere), ""), change, _ELSEWHERE)
                for part, hop in self._ways(node, change, _DEEPEST):
                    onward = noted.noting(_cite(node, "路由", hop.lines), hop.doubt)
                    yield from self._leave(onward, part, hop)

    def _ways(self, node: Node, change: Change, deep: int) -> Iterator[tuple[Change, Hop]]:
        """Part packets by where they go next."""
        for destinations, hops in self._parts(node):
            kept = destinations & change.cells[0]
            if not kept:
                continue
            part = change.towards(self.space, kept)
            for hop in hops:
                if hop.vrf is None:
                    yield part, hop
                    continue
                other = self.topology.nodes.get((node.host, hop.vrf, node.context))
                if other is None or not deep:
                    yield part, Hop("unknown", lines=hop.lines, doubt=f"{node.host} 没有转发实例 {hop.vrf or '(公网)'}")
                else:
                    yield from self._ways(other, part, deep - 1)

    def _parts(self, node: Node) -> list[tuple[int, tuple[Hop, ...]]]:
        """The destinations of an instance by where they go."""
        key = id(node)
        if key not in self._routes:
            table = self.routing.table(node, self.space.family)
            ways: dict[tuple[object, ...], tuple[int, tuple[Hop, ...]]] = {}
            for low, high, hops in table.parts(0, table.end):
                same = tuple(
                    (
                        hop.kind,
                        hop.port and hop.port.name,
                        hop.gateway,
                        hop.doubt,
                        hop.vrf,
                        hop.lines if self.fine else (),
                    )
                    for hop in hops
                )
                known, said = ways.get(same, (0, hops))
                ways[same] = known | self.space.addresses.mask([(low, high)]), said
            self._routes[key] = list(ways.values())
        return self._routes[key]

    def _leave(self, way: _Way, change: Change, hop: Hop) -> Iterator[Arrival | End]:
        """Policies, the filter of the way out, and translation of the source; then on to whoever is there."""
        node = way.into.node
        if hop.kind == "discard":
            yield way.stop(change.cells, change.origin, f"{node.host} 丢弃到该目的的报文")
            return
        if hop.kind == "none":
            yield way.stop(change.cells, change.origin, f"{node.host} 没有到该目的的路由")
            return
        if hop.kind == "local":
            yield way.end("local", change.cells, change.origin)
            return
        out = hop.port
        kept = _managed(out) if out else ""
        for verdict in self.filters.between(way.into, out, change.seen):
            ruled = way.towards(out).noting(_cite(node, verdict.rule, verdict.lines), verdict.doubt or kept)
            for cells, origin in change.back(self.space, verdict.cells):
                if not verdict.passes:
                    yield ruled.stop(cells, origin, f"{node.host} 的 {verdict.rule} 拒绝")
                elif out is None:
                    yield ruled.end("lost", cells, origin)
                else:
                    yield from self._out(ruled, out, cells, origin, hop)

    def _out(self, way: _Way, out: Port, cells: Cells, origin: Origin, hop: Hop) -> Iterator[Arrival | End]:
        node = way.into.node
        for change in self.translator.outward(way.into, out, cells, origin):
            moved = way.noting(_cite(node, "地址转换", change.lines), change.doubt)
            for verdict in self.filters.listed(node, out.interface.acl_out, change.cells):
                passed = moved.noting(_cite(node, verdict.rule, verdict.lines), verdict.doubt)
                if not verdict.passes:
                    yield passed.stop(verdict.cells, change.origin, f"{node.host} 在接口 {out.name} 出方向拒绝")
                elif hop.kind == "unknown":
                    yield passed.end("lost", verdict.cells, change.origin)
                else:
                    yield from self._hand_on(passed, out, verdict.cells, change.origin, hop.gateway)

    def _hand_on(
        self, way: _Way, out: Port, cells: Cells, origin: Origin, gateway: int | None
    ) -> Iterator[Arrival | End]:
        """Give packets to the next hop, or to the hosts of the wire and to the devices that answer there for others."""
        family = self.space.family
        step = way.step()
        if gateway is not None:
            owners = [port for port in self.topology.owners(family, gateway) if port.node is not way.into.node]
            for port in owners:
                yield Arrival(port, cells, origin, way.doubt, step)
            if not owners:
                yield End("handed", cells, origin, step, way.doubt, gateway)
            return
        rest = [cells]
        for subnet in out.subnets:
            for port in self.topology.on(subnet) if subnet.family == family else ():
                if port.node is way.into.node or not (public := self.translator.public(port)):
                    continue
                for part in shared(cells, public):  # two devices may answer for the same address: both get it
                    yield Arrival(port, part, origin, way.doubt, step)
                rest = [piece for one in rest for piece in outside(one, public)]
        yield from (End("delivered", piece, origin, step, way.doubt) for piece in rest)


class _Way(Struct, frozen=True):
    """What happened so far at one device."""

    arrival: Arrival
    into: Port
    out: Port | None
    cited: tuple[Cited, ...]
    doubt: str

    def noting(self, cited: tuple[Cited, ...], doubt: str) -> _Way:
        if not (cited or doubt):
            return self
        return _Way(self.arrival, self.into, self.out, (*self.cited, *cited), self.doubt or doubt)

    def towards(self, out: Port | None) -> _Way:
        return _Way(self.arrival, self.into, out, self.cited, self.doubt)

    def step(self) -> Step:
        return Step(self.arrival.before, self.into.node, self.into, self.out, self.cited)

    def end(self, kind: Kind, cells: Cells, origin: Origin) -> End:
        return End(kind, cells, origin, self.step(), self.doubt)

    def stop(self, cells: Cells, origin: Origin, why: str) -> End:
        return End("stopped", cells, origin, self.step(), self.doubt, why=why)


def _apart(parts: Iterable[Cells]) -> list[Cells]:
    """The same packets, each once."""
    found: list[Cells] = []
    for part in parts:
        found.extend(outside(part, found))
    return found


def _managed(port: Port) -> str:
    """The doubt about a management port: most platforms do not forward between it and the others.

    StoneOS: a port in the zone ``mgt`` is one, whatever virtual router it is in.
    """
    apart = port.interface.kind == "management" or port.zone.casefold() == "mgt"
    return f"{port.node.host} 的管理口 {port.name} 是否转发不明" if apart else ""


def _cite(node: Node, rule: str, lines: Lines) -> tuple[Cited, ...]:
    return (Cited(node.host, rule, lines),) if lines else ()
