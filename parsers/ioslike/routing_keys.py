"""Whether neighbours of OSPF, EIGRP, RIP and IS-IS must know a key, interface by interface.

An interface that a process runs on takes any neighbour unless its area or the interface itself switches authentication
on; ``ip ospf message-digest-key`` and ``authentication-key`` alone only keep a key ready (IOS IP Routing: OSPF Command
Reference, ``ip ospf authentication``; NX-OS Unicast Routing Configuration Guide, "Configuring OSPFv2"). Passive
interfaces and loopbacks have no neighbours.
"""

from __future__ import annotations

from msgspec import Struct, field

from dengbao.model import RoutingProcess
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.ioslike.interfaces import Port
from parsers.ioslike.numbers import integer, ipv4

KEYS: Table[Port] = Table()
"""The lines of interfaces that tell which processes run there, and with which keys."""
_OF_OSPF = frozenset({
    "bfd", "cost", "database-filter", "dead-interval", "demand-circuit", "encryption", "fast-reroute",
    "flood-reduction", "hello-interval", "lls", "lsa", "mtu-ignore", "multi-area", "name", "neighbor",
    "network", "prefix-suppression", "priority", "resync-timeout", "retransmit-interval", "shutdown",
    "transmit-delay", "ttl-security", "advertise", "event-history", "area", "authentication", "source-check",
    "subvlan", "tag",
})  # fmt: skip
"""What else ``ip ospf`` and ``ipv6 ospf`` set: costs, timers, kinds of networks (OSPF Command References)."""
_INTERIOR = frozenset({"ospf", "eigrp", "rip", "isis"})


class Speaker(Struct):
    """A routing process, and where it has neighbours.

    ``networks`` are (address, length, area) of the interfaces that it runs on, ``areas`` those that name a key;
    ``keys`` tells that the process itself does. ``silent``: only the interfaces ``active`` have neighbours, else all
    but ``passive``.
    """

    process: RoutingProcess
    networks: list[tuple[int, int, str]] = field(default_factory=list)
    areas: set[str] = field(default_factory=set)
    keys: bool = False
    silent: bool = False
    passive: set[str] = field(default_factory=set)
    active: set[str] = field(default_factory=set)

    def quiet(self, words: list[str]) -> None:
        """Read ``[no] passive-interface {default | INTERFACE}``."""
        on = words[0] != "no"
        name = _plain("".join(words[1 if on else 2 :]))
        if name == "default":
            self.silent = on
        else:
            (self.passive if on else self.active).add(name)
            (self.active if on else self.passive).discard(name)


def area_of(word: str) -> str:
    """Spell an area in one way: ``0.0.0.1`` is ``1``."""
    dotted, plain = ipv4(word), integer(word)
    return str(plain if plain is not None else dotted if dotted is not None else word)


@KEYS.line("ip ospf", "ip router", "ipv6 ospf")
def _runs(port: Port, words: list[str], _block: Block) -> bool:
    """Read ``ip ospf 1 area 0``, ``ip router ospf 1 area 0``, ``ip router isis [TAG]``; other words shape or time."""
    routed = words[1] == "router" and len(words) > 2  # noqa: PLR2004
    protocol, name = (words[2], "".join(words[3:4])) if routed else ("ospf", "".join(words[2:3]))
    if "area" in words[:-1] and words[0] == "ip":
        port.runs[protocol, name] = area_of(words[words.index("area") + 1])
    elif routed:
        port.runs[protocol, name] = ""
    elif words[2:3] and words[1] == "ospf":
        return words[2] in _OF_OSPF or words[2].isdecimal()
    return len(words) > 2  # noqa: PLR2004


@KEYS.line("ip ospf authentication", "ip authentication mode eigrp", "ip rip authentication key-chain",
           "isis authentication", "isis password", "isis authentication-type", "ospfv3 authentication")  # fmt: skip
def _keyed(port: Port, words: list[str], _block: Block) -> bool:
    if words[-1] == "null":
        port.bare.add("ospf")
    else:
        port.keyed.update(_INTERIOR.intersection(words))
    return True


@KEYS.line("ip ospf message-digest-key", "ip ospf authentication-key", "ip authentication key-chain eigrp",
           "ip rip authentication")  # fmt: skip
def _key(_port: Port, _words: list[str], _block: Block) -> bool:
    """Know a key that another line puts to use."""
    return True


@KEYS.line("ip ospf passive-interface", "no ip ospf passive-interface", "ip passive-interface",
           "no ip passive-interface")  # fmt: skip
def _passive(port: Port, words: list[str], _block: Block) -> bool:
    """Read NX-OS's way to keep a process quiet on an interface."""
    port.quiet = words[0] != "no"
    return True


def settle(reading: Reading, speakers: list[Speaker]) -> None:
    """Say of each process whether every interface that it runs on asks for a key."""
    for speaker in speakers:
        process = speaker.process
        if process.neighbours or process.protocol not in _INTERIOR:
            process.authenticated = process.authenticated or (speaker.keys if not process.neighbours else False)
            continue
        found = [_asks(port, speaker) for port in reading.scratch.ports]
        asked = [one for one in found if one is not None]
        process.authenticated = speaker.keys or (all(asked) if asked else bool(speaker.areas))


def _asks(port: Port, speaker: Speaker) -> bool | None:
    """Whether a process asks for a key at an interface; None where it has no neighbours there."""
    interface, protocol = port.interface, speaker.process.protocol
    name = _plain(interface.name)
    quiet = name not in speaker.active if speaker.silent else name in speaker.passive
    if port.quiet is not None:
        quiet = port.quiet
    area = port.runs.get((protocol, speaker.process.name))
    if area is None:
        area = next((area for address, length, area in speaker.networks if _holds(port, address, length)), None)
    if quiet or area is None or interface.shutdown or interface.kind == "loopback":
        return None
    if interface.vrf != speaker.process.vrf:
        return None
    return protocol in port.keyed or (area in speaker.areas and protocol not in port.bare)


def _holds(port: Port, address: int, length: int) -> bool:
    shift = 32 - length
    return any(own.family == 4 and own.address >> shift == address >> shift for own in port.interface.addresses)  # noqa: PLR2004


def _plain(name: str) -> str:
    return name.replace(" ", "").lower()
