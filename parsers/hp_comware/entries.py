"""One entry of an access list: its criteria, in any order (Comware 7 ACL reference, ``rule``)."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Literal

from dengbao.model import Acl, Rule, Service
from dengbao.model.rules import Action
from parsers.blocks import Block
from parsers.hp_comware import ports
from parsers.hp_comware.terms import V4, any_of, operand, operand_of

_PLAIN = re.compile(
    r"rule ([0-9]+) (permit|deny) (\S+)(?: source ([0-9.]+) ([0-9.]+))?(?: destination ([0-9.]+) ([0-9.]+))?"
    r"(?: destination-port eq (\S+))?"
)
_ANY_SIDE = (any_of(V4), 1)
_VERDICTS: dict[str, Action] = {"permit": "permit", "deny": "deny"}


def plain_entry(acl: Acl, block: Block) -> bool:
    """Read a rule of the commonest shape by one pattern; False leaves any other to the reader of criteria."""
    match = _PLAIN.fullmatch(block.text)
    if match is None:
        return False
    name, action, protocol, source, bits, destination, mask, port = match.groups()
    sources = operand_of(source, bits, V4) if source else _ANY_SIDE
    destinations = operand_of(destination, mask, V4) if destination else _ANY_SIDE
    service = _service(protocol, port)
    if sources is None or destinations is None or service is None:
        return False
    acl.rules.append(
        Rule(
            name=name,
            action=_VERDICTS[action],
            lines=(block.number,),
            sources=(sources[0],),
            destinations=(destinations[0],),
            services=service,
        )
    )
    return True


@lru_cache(1 << 16)
def _service(protocol: str, port: str | None) -> tuple[Service] | None:
    number = ports.protocol_number(protocol)
    if number is None:
        return None
    plain = None if number < 0 else number
    if port is None:
        return (Service(plain),)
    found = ports.port(port, plain)
    return None if found is None else (Service(plain, destination=(found, found)),)


_ALL_PORTS: tuple[tuple[int, int], ...] = ((0, 65535),)


class Criteria:
    """The words of one rule, read from the front."""

    def __init__(self, acl: Acl, rule: Rule) -> None:
        """Read for a rule of a list; without criteria it matches everything."""
        self.family: Literal[4, 6] = acl.family or 4
        self.basic = acl.kind == "basic"
        self.rule = rule
        self.protocol: int | None = None
        self.ports = {"source-port": _ALL_PORTS, "destination-port": _ALL_PORTS}
        self.icmp: tuple[int | None, int | None] = (None, None)
        self.flags: tuple[str, ...] = ()
        self.other: tuple[str, ...] = ()

    def read(self, words: list[str]) -> bool:
        """Take all words; False when one of them is not understood."""
        rule = self.rule
        rule.sources = rule.destinations = (any_of(self.family),)
        at = 0
        if not self.basic:
            number = ports.protocol_number(words[0]) if words else None
            if number is None:
                return False
            self.protocol, at = None if number < 0 else number, 1
        count = len(words)
        while at < count:
            taken = _READERS.get(words[at], Criteria._valued)(self, words, at)
            if not taken:
                return False
            at += taken
        if len(self.flags) > 1:
            return False
        established = "established" in self.flags
        other = " ".join(self.other if established else self.other + self.flags)
        rule.services = tuple(
            Service(self.protocol, source, destination, self.icmp, established, "", other)
            for source in self.ports["source-port"]
            for destination in self.ports["destination-port"]
        )
        return True

    def _source(self, words: list[str], at: int) -> int:
        found = operand(words[at + 1 : at + 3], self.family)
        if found is None:
            return 0
        self.rule.sources = (found[0],)
        return 1 + found[1]

    def _destination(self, words: list[str], at: int) -> int:
        found = operand(words[at + 1 : at + 3], self.family)
        if found is None:
            return 0
        self.rule.destinations = (found[0],)
        return 1 + found[1]

    def _port(self, words: list[str], at: int) -> int:
        rest = words[at + 1 : at + 4]
        if rest[:1] == ["object-group"] and len(rest) > 1:
            self.other += (f"{words[at]} {rest[1]}",)
            return 3
        found = ports.ports(rest, self.protocol)
        if found is None:
            return 0
        self.ports[words[at]] = found[0]
        return 1 + found[1]

    def _icmp(self, words: list[str], at: int) -> int:
        found = ports.icmp(words[at + 1 : at + 3], self.protocol)
        if found is None:
            return 0
        self.icmp = found[0]
        return 1 + found[1]

    def _flag(self, words: list[str], at: int) -> int:
        self.flags += (words[at],)
        return 1 if words[at] == "established" else 2

    def _bare(self, words: list[str], at: int) -> int:
        if words[at] == "logging":
            self.rule.logged = True
        elif words[at] == "fragment":
            self.other += ("fragment",)
        return 1

    def _valued(self, words: list[str], at: int) -> int:
        head, value = words[at], words[at + 1] if len(words) > at + 1 else ""
        if head in {"routing", "hop-by-hop"}:
            self.other += (head,)
            return 3 if value == "type" else 1
        if not value:
            return 0
        if head == "time-range":
            self.rule.schedule = value
        elif head == "vpn-instance":
            self.rule.vrf = value
        elif head in {"dscp", "precedence", "tos", "flow-label"}:
            self.other += (f"{head} {value}",)
        else:
            return 0
        return 2


_READERS: dict[str, Callable[[Criteria, list[str], int], int]] = {
    "source": Criteria._source,  # noqa: SLF001 - the class's own table
    "destination": Criteria._destination,  # noqa: SLF001
    "source-port": Criteria._port,  # noqa: SLF001
    "destination-port": Criteria._port,  # noqa: SLF001
    "icmp-type": Criteria._icmp,  # noqa: SLF001
    "icmp6-type": Criteria._icmp,  # noqa: SLF001
    **dict.fromkeys(("established", "ack", "fin", "psh", "rst", "syn", "urg"), Criteria._flag),  # noqa: SLF001
    **dict.fromkeys(("logging", "fragment", "counting"), Criteria._bare),  # noqa: SLF001
}
