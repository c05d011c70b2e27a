"""Static routes (ASA command reference ``route``, ``ipv6 route``)."""

from __future__ import annotations

from dengbao.model import Route
from parsers.blocks import Block
from parsers.cisco_asa.table import TOP, Asa
from parsers.grammar import Reading
from parsers.ioslike.numbers import bounded, ipv4, ipv6, ipv6_prefix, mask_length


@TOP.line("route", topic="routes")
def _route(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``route IF NETWORK MASK GATEWAY [distance] [track N | tunneled]``; IF ``Null0`` drops."""
    state: Asa = reading.scratch
    if len(words) < 4:  # noqa: PLR2004
        return False
    network, prefix = ipv4(state.plain(words[2])), mask_length(words[3])
    if network is None or prefix is None:
        return False
    route = Route(network=network, prefix=prefix, lines=(block.number,), interface=words[1])
    reading.device.routes.items.append(route)
    rest = words[4:]
    route.discard = words[1].lower() == "null0"
    if not route.discard:
        route.next_hop = ipv4(state.plain(rest[0])) if rest else None
        if route.next_hop is None:
            return False
        rest = rest[1:]
    return _options(route, rest)


@TOP.line("ipv6 route", topic="routes")
def _route6(reading: Reading, words: list[str], block: Block) -> bool:
    found = ipv6_prefix(words[3]) if len(words) > 4 else None  # noqa: PLR2004
    if found is None:
        return False
    route = Route(
        network=found[0], prefix=found[1], lines=(block.number,), family=6, interface=words[2], next_hop=ipv6(words[4])
    )
    reading.device.routes.items.append(route)
    return route.next_hop is not None and _options(route, words[5:])


def _options(route: Route, words: list[str]) -> bool:
    at = 0
    while at < len(words):
        word = words[at]
        if word == "track" and at + 1 < len(words):
            route.track, at = words[at + 1], at + 2
        elif word == "tunneled":
            at += 1
        elif (distance := bounded(word, 1, 255)) is not None:
            route.distance, at = distance, at + 1
        else:
            return False
    return True


def name_ports(reading: Reading) -> None:
    """Take the names of ``passive-interface`` for the ports that ``nameif`` gives them to."""
    for port in reading.scratch.ports:
        name, zone = port.interface.name.lower(), port.interface.zone.lower()
        for speaker in reading.scratch.speakers:
            for ports in (speaker.passive, speaker.active):
                if zone and zone in ports:
                    ports.add(name)
