"""A single packet: what proves that a set of them is not empty, shown to a person or sent over a wire."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address

from msgspec import Struct

from dengbao.packets.space import ICMP, ICMPV6, IPV4, IPV6, NUMBER, PLACE, TCP, UDP, ZONE_MAX, Axis, Box

_WORDS = {ICMP: "ICMP", TCP: "TCP", UDP: "UDP", ICMPV6: "ICMPv6"}


class Packet(Struct, frozen=True, kw_only=True):
    """One packet. Ports are 0 where the protocol has none; for ICMP they are type (source) and code (destination).

    ``family`` is 4 or 6, addresses are integers. ``established``: TCP with ACK or RST set. Zones are "" where it does
    not matter or no rule names the zone.
    """

    source: int
    destination: int
    protocol: int
    source_port: int = 0
    destination_port: int = 0
    family: int = 4
    established: bool = False
    from_zone: str = ""
    to_zone: str = ""

    def __str__(self) -> str:
        """Say it in one line, as reports do."""
        source, destination = self._address(self.source), self._address(self.destination)
        name = _WORDS.get(self.protocol, f"IP 协议 {self.protocol}")
        if self.protocol in {ICMP, ICMPV6}:
            return f"{name} {source} → {destination} 类型 {self.source_port} 代码 {self.destination_port}"
        if not (self.source_port or self.destination_port):
            return f"{name} {source} → {destination}"
        if self.family == 6:  # noqa: PLR2004 - the IP version
            source, destination = f"[{source}]", f"[{destination}]"
        tail = "(已建立的连接)" if self.established else ""
        return f"{name} {source}:{self.source_port} → {destination}:{self.destination_port}{tail}"

    def _address(self, number: int) -> str:
        return str(IPv4Address(number) if self.family == 4 else IPv6Address(number))  # noqa: PLR2004

    def point(self, zones: Sequence[str]) -> tuple[int, ...]:
        """Its point in the space, with zones numbered by their place in ``zones`` (lower-cased names)."""
        names = (self.from_zone.casefold(), self.to_zone.casefold())
        places = [zones.index(name) if name in zones else ZONE_MAX for name in names]
        return (
            self.destination, self.source, self.destination_port, PLACE[self.protocol], self.source_port, *places,
            IPV4 if self.family == 4 else IPV6, int(self.established),  # noqa: PLR2004
        )  # fmt: skip


def packet_of(box: Box, zones: Sequence[str]) -> Packet:
    """Pick a packet of a box that holds only packets: a usual source port and plain addresses where it may."""
    corner = [low for low, _ in box]
    low, high = box[Axis.SOURCE_PORT]
    protocol = NUMBER[corner[Axis.PROTOCOL]]
    if protocol not in {ICMP, ICMPV6}:
        corner[Axis.SOURCE_PORT] = min(max(low, _CLIENT_PORT), high)
    for axis in (Axis.SOURCE, Axis.DESTINATION):
        start, end = box[axis]
        if start == 0 and end > 0:  # 0.0.0.0 is nobody's address
            corner[axis] = min(end, _PLAIN[corner[Axis.FAMILY]])
        elif not start & 0xFF and end > start:  # nor is a network's own
            corner[axis] = start + 1
    named = [zones[place] if place < len(zones) else "" for place in (corner[Axis.FROM_ZONE], corner[Axis.TO_ZONE])]
    return Packet(
        source=corner[Axis.SOURCE],
        destination=corner[Axis.DESTINATION],
        protocol=protocol,
        source_port=corner[Axis.SOURCE_PORT],
        destination_port=corner[Axis.DESTINATION_PORT],
        family=4 if corner[Axis.FAMILY] == IPV4 else 6,
        established=bool(corner[Axis.ESTABLISHED]),
        from_zone=named[0],
        to_zone=named[1],
    )


_CLIENT_PORT = 49152
_PLAIN = {IPV4: int(IPv4Address("1.1.1.1")), IPV6: int(IPv6Address("2001:db8::1"))}
