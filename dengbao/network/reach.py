"""One question: can these addresses reach those on this service? With a packet, its path, and the lines that decide."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from msgspec import Struct

from dengbao.errors import UserError
from dengbao.model import Service, Undecided
from dengbao.network.areas import of_network
from dengbao.network.cells import Cells, common
from dengbao.network.network import FAMILIES, Network, Reached
from dengbao.network.space import matched
from dengbao.network.topology import Node, Subnet
from dengbao.network.walk import Arrival, Cited, End, Step
from dengbao.packets.lower import Operands
from dengbao.packets.packet import Packet

Word = Literal["reachable", "blocked", "unknown"]
_NUMBERS = {"icmp": 1, "tcp": 6, "udp": 17, "gre": 47, "esp": 50, "ah": 51, "icmpv6": 58, "ospf": 89, "vrrp": 112}
_NUMBERS["sctp"] = 132


class Answer(Struct, frozen=True, kw_only=True):
    """The verdict; ``witness`` is a packet that passes, or one that is stopped when nothing passes."""

    verdict: Word
    why: str
    witness: Packet | None = None
    path: tuple[Step, ...] = ()
    cited: tuple[Cited, ...] = ()


def place(network: Network, text: str, key: str) -> list[Subnet]:
    """Addresses by the name of a zone, as a network or as one address.

    Raises:
        UserError: it is none of these.
    """
    if text in network.areas:
        return list(network.areas[text].ranges)
    try:
        return [of_network(ipaddress.ip_network(text, strict=False))]
    except ValueError:
        names = "、".join(network.areas) or "(清单没有声明区域)"
        raise UserError(f"{text} 不是区域名、网段或地址", key=key, mend=f"区域有:{names}") from None


def service(text: str) -> Operands:
    """The packets of a service as the site writes it: ``tcp/445``, ``tcp/8000-8010``, ``icmp``, ``any``.

    Raises:
        UserError: it is not written so.
    """
    from dengbao.inventory.terms import service as known  # noqa: PLC0415 - the site's own grammar

    try:
        word = known(text)
    except ValueError as error:
        raise UserError(str(error), key="SERVICE") from None
    return of_service(word)


def of_service(word: str) -> Operands:
    """The packets of a service that the site's grammar let through."""
    if word == "any":
        return matched().operands
    name, _, ports = word.partition("/")
    low, _, high = ports.partition("-")
    interval = (int(low), int(high or low)) if ports else (0, 65535)
    return matched(services=(Service(protocol=_NUMBERS[name], destination=interval),)).operands


def ask(network: Network, sources: Sequence[Subnet], targets: Sequence[Subnet], what: Operands) -> Answer:
    """Answer the question for new connections; what answers is let back by the session.

    Args:
        network: the whole.
        sources: where packets come from.
        targets: where they go: addresses as sent, or those behind a translation.
        what: services, as ``service`` reads them.

    Returns:
        ``reachable`` with a packet that surely passes; ``blocked`` when surely nothing does; else ``unknown``.
    """
    try:
        network.cut([*sources, *targets, *(each.sources for each in network.entries(sources))], [what])
        questions = [_Question(network, family, sources, targets, what) for family in FAMILIES]
        if direct := next((direct for one in questions if (direct := one.same_wire())), None):
            return direct
        if not network.entries(sources):
            return Answer(verdict="unknown", why="源地址不在清单中任何设备的网段内,也没有路由通向它")
        return _answered(network, questions)
    except Undecided as undecided:
        return Answer(verdict="unknown", why=undecided.why)


def _answered(network: Network, questions: Sequence[_Question]) -> Answer:
    doubtful: Answer | None = None
    for one in questions:
        for answer in one.answers():
            if answer.verdict == "reachable":
                return answer
            doubtful = doubtful or answer
    if doubtful:
        return doubtful
    if network.topology.missing:
        return Answer(verdict="unknown", why=f"没有发现通路,但以下设备没有数据:{'、'.join(network.topology.missing)}")
    stopped = [found for one in questions if (found := one.stopped())]
    if not stopped:
        derived = _derived(network.topology.nodes.values())
        return Answer(verdict="blocked", why=f"没有任何设备把这样的报文送往目的{derived}")
    _, packet, end = max(stopped, key=lambda found: found[0])
    path = tuple(end.step.path())
    said = end.why + _derived(step.node for step in path)
    return Answer(verdict="blocked", why=said, witness=packet, path=path,
                  cited=tuple(one for step in path for one in step.cited))  # fmt: skip


class _Question:
    """One family's part of a question."""

    def __init__(
        self, network: Network, family: int, sources: Sequence[Subnet], targets: Sequence[Subnet], what: Operands
    ) -> None:
        self.network, self.space = network, network.space(family)
        self.sources, self.targets = sources, targets
        whole = self.space.addresses.whole
        self.wanted: Cells = (self.space.ranges(targets), whole, self.space.headers.mask(what.services))
        self.hosts = self.space.ranges(network.targets(targets))
        translator = network.walker(family, "lines").translator
        public = [cells for port in network.topology.ports() for cells in translator.public(port)]
        self.starts: list[Arrival] = network.starts(sources, family, [self.wanted, *dict.fromkeys(public)])

    def answers(self) -> Iterator[Answer]:
        """What reaches the targets, sure or in doubt; last what stays at a device."""
        local: Answer | None = None
        home = self.network.home(self.targets)
        for end in self.network.walker(self.space.family, "lines").follow(self.starts):
            for cells, as_sent in self._parts(end):
                if end.kind == "local":
                    if not self.hosts:
                        local = local or self._answer("unknown", _own(end), as_sent, end)
                    continue
                to = cells[0] & self.hosts if end.origin.destination is None else cells[0]
                piece = End(end.kind, (to, *cells[1:]), end.origin, end.step, end.doubt, end.gateway)
                for part, doubt in self.network.arrived(self.space, piece, home) if to else ():
                    kept = as_sent if end.origin.moved() else Reached(self.space, part, end.origin, end.step).sent
                    if doubt:
                        yield self._answer("unknown", doubt, kept, end)
                    else:
                        yield self._answer("reachable", "配置允许这样的报文通过", kept, end)
        if local:
            yield local

    def _parts(self, end: End) -> Iterator[tuple[Cells, Cells]]:
        """What of an end was asked for, by its destination as it arrived or as sent; and the same as sent."""
        if (arrived := common(end.cells, self.wanted)) is not None:
            yield arrived, Reached(self.space, arrived, end.origin, end.step).sent
        if end.origin.moved():
            part = common(Reached(self.space, end.cells, end.origin, end.step).sent, self.wanted)
            if part is not None:
                yield end.cells, part

    def _answer(self, verdict: Word, why: str, as_sent: Cells, end: End) -> Answer:
        path = tuple(end.step.path())
        cited = tuple(one for step in path for one in step.cited)
        said = why + _derived(step.node for step in path)
        return Answer(verdict=verdict, why=said, witness=self.space.packet(as_sent), path=path, cited=cited)

    def stopped(self) -> tuple[tuple[int, bool, bool], Packet, End] | None:
        """What stops the packets that come furthest."""
        best: tuple[tuple[int, bool, bool], Packet, End] | None = None
        for end in self.network.walker(self.space.family, "stopped").follow(self.starts):
            for _, as_sent in self._parts(end) if end.kind == "stopped" else ():
                packet = self.space.packet(as_sent)
                rank = len(end.step.path()), bool(end.step.cited), packet.protocol == _NUMBERS["tcp"]
                if best is None or rank > best[0]:
                    best = (rank, packet, end)
        return best

    def same_wire(self) -> Answer | None:
        """Two hosts of one network need no device between them."""
        sources, headers = self.space.ranges(self.sources), self.wanted[2]
        for port in self.network.topology.ports():
            for subnet in port.subnets:
                wire = self.space.ranges([subnet])
                here, there = wire & sources, wire & self.hosts
                if not (here and there and headers):
                    continue
                packet = self.space.packet((there, here, headers))
                if packet.source == packet.destination:
                    continue
                cited = (Cited(port.node.host, f"接口 {port.name} 的网段", port.interface.lines[:1]),)
                return Answer(verdict="reachable", why="同一网段,不经过三层设备", witness=packet, cited=cited)
        return None


def _derived(nodes: Iterable[Node]) -> str:
    """Say where routes are those of the configuration alone, because nobody gathered the routing table."""
    bare = any(all(route.origin != "table" for route in node.device.routes.items) for node in nodes)
    return "(没有采集路由表,按直连和静态路由推算)" if bare else ""


def _own(end: End) -> str:
    return f"目的是 {end.step.node.host} 自身的地址,能否登录由管理类检查判定"
