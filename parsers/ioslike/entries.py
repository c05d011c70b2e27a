"""One entry of an access list: ``permit tcp host 10.1.1.1 eq 22 any log`` as a rule, in one pass over its words.

Grammar after the IOS Security Command Reference (``permit``, ``deny`` of ``ip access-list``, ``ipv6 access-list``) and
the NX-OS Security Command Reference; RGOS and ZXROS follow it. A word that is not known makes the entry not understood.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from dengbao.model import ANY_ADDRESS, ANY_IPV4, ANY_IPV6, ANY_SERVICE, IPV4_MAX, Action, Address, Rule, Service
from parsers.ioslike.numbers import ipv4, ipv4_prefix, ipv6, ipv6_prefix, network
from parsers.ioslike.ports import ICMP, ICMP6, ICMP6_TYPES, ICMP_TYPES, TCP, UDP, port, protocol_number

Interval = tuple[int, int]
Types = tuple[int | None, int | None]
Family = Literal[4, 6, 0]

_ALL_PORTS: tuple[Interval, ...] = ((0, 65535),)
_OPERATORS = frozenset({"eq", "neq", "gt", "lt", "range", "portgroup"})
WITH_PORTS = frozenset({TCP, UDP, 132})
_ANY_TYPE: Types = (None, None)
_FLAGS = frozenset({"ack", "fin", "psh", "rst", "syn", "urg"})
_NARROWING = frozenset({"dscp", "precedence", "tos", "flow-label", "option", "packet-length", "dest-option-type"})
_NARROWING_ALONE = frozenset({"fragments", "fragment", "routing", "undetermined-transport", "mobility", "auth"})
ACTIONS: dict[str, Action] = {"permit": "permit", "deny": "deny"}


class Operand(NamedTuple):
    """An address of an entry, and the index of the word after it."""

    address: Address
    after: int


@lru_cache(1 << 16)
def masked(address: str, mask: str, inverted: bool) -> Address | None:  # noqa: FBT001 - cached, so by position
    """Read an address with a wildcard, or with a net mask (``inverted`` false)."""
    low, bits = ipv4(address), ipv4(mask)
    if low is None or bits is None:
        return None
    free = bits if inverted else ~bits & IPV4_MAX
    low &= ~free
    return Address(low, low | free, 4) if free & (free + 1) == 0 else Address(low, low, 4, free)


@lru_cache(1 << 16)
def host(word: str) -> Address | None:
    """Read one address, or a prefix with a slash."""
    if ":" in word:
        found = ipv6(word) if "/" not in word else None
        if found is not None:
            return Address(found, found, 6)
        prefix = ipv6_prefix(word)
        return Address(*network(*prefix, family=6), 6) if prefix else None
    found = ipv4(word)
    if found is not None:
        return Address(found, found, 4)
    prefix = ipv4_prefix(word)
    return Address(*network(*prefix), 4) if prefix else None


def operand(words: Sequence[str], at: int, family: Family, *, netmask: bool = False) -> Operand | None:
    """Read the address that begins at a word: ``any``, ``host A``, ``A WILDCARD``, a prefix, a group's name."""
    count = len(words)
    if at >= count:
        return None
    word = words[at]
    if word == "any":
        return Operand(ANY_IPV6 if family == 6 else ANY_IPV4, at + 1)  # noqa: PLR2004 - the IP version
    if at + 1 < count:
        following = words[at + 1]
        if word == "host":
            found = host(following)
            return Operand(found, at + 2) if found else None
        if word in {"object-group", "addrgroup", "object"}:
            return Operand(Address(ref=following, resolved=False), at + 2)
        found = masked(word, following, not netmask)
        if found:
            return Operand(found, at + 2)
    found = host(word)
    return Operand(found, at + 1) if found and "/" in word else None


def ports_at(words: Sequence[str], at: int, protocol: int | None) -> tuple[tuple[Interval, ...] | None, int]:
    """Read ``eq``, ``neq``, ``gt``, ``lt`` or ``range`` at a word; all ports when there is none of them."""
    count = len(words)
    if at >= count or words[at] not in _OPERATORS:
        return _ALL_PORTS, at
    operator, at = words[at], at + 1
    numbers: list[int] = []
    most = {"range": 2, "gt": 1, "lt": 1}.get(operator, 16)
    while at < count and len(numbers) < most and (number := port(words[at], protocol)) is not None:
        numbers.append(number)
        at += 1
    if not numbers or (operator == "range" and len(numbers) != 2):  # noqa: PLR2004 - both ends
        return None, at
    return _intervals(operator, tuple(numbers)), at


@lru_cache(1 << 16)
def _intervals(operator: str, numbers: tuple[int, ...]) -> tuple[Interval, ...]:
    """Turn an operator with its ports into intervals."""
    if operator == "range":
        return ((min(numbers), max(numbers)),)
    if operator == "gt":
        return ((min(numbers[0] + 1, 65535), 65535),)
    if operator == "lt":
        return ((0, max(numbers[0] - 1, 0)),)
    if operator == "eq":
        return tuple((number, number) for number in numbers)
    edges = [-1, *sorted(set(numbers)), 65536]
    return tuple((low + 1, high - 1) for low, high in pairwise(edges) if high - low > 1)


@lru_cache(1 << 16)
def services(  # noqa: PLR0913, PLR0917 - an entry has these parts
    protocol: int | None,
    sources: tuple[Interval, ...] = _ALL_PORTS,
    destinations: tuple[Interval, ...] = _ALL_PORTS,
    icmp: Types = _ANY_TYPE,
    established: bool = False,  # noqa: FBT001, FBT002 - cached, so by position
    other: str = "",
) -> tuple[Service, ...]:
    """Build the services of an entry: one for each pair of port intervals."""
    if protocol is None and not other and sources is _ALL_PORTS and destinations is _ALL_PORTS:
        return (ANY_SERVICE,)
    return tuple(
        Service(protocol, source, destination, icmp, established, other=other)
        for source in sources
        for destination in destinations
    )


class _Options:
    """What may stand after the addresses."""

    __slots__ = ("established", "icmp", "logged", "name", "other", "schedule")

    def __init__(self) -> None:
        self.icmp, self.established, self.other = _ANY_TYPE, False, ""
        self.logged, self.schedule, self.name = False, "", ""

    def read(self, words: Sequence[str], at: int, protocol: int | None) -> bool:
        """Read the words from ``at`` to the end; tells if all were understood."""
        count = len(words)
        while at < count:
            word = words[at]
            if word in {"log", "log-input"}:
                self.logged = True
                at += 1
                while at < count and words[at] not in {"time-range", "sequence"}:
                    at += 1  # a cookie, which ends in the message
            elif word == "established":
                self.established, at = True, at + 1
            elif word in {"time-range", "sequence", "reflect", "timeout", "vlan"} and at + 1 < count:
                at = self._named(word, words[at + 1], at)
            elif (after := self._narrow(words, at)) is not None or (after := self._type(words, at, protocol)):
                at = after
            else:
                return False
        return True

    def _named(self, word: str, value: str, at: int) -> int:
        if word == "time-range":
            self.schedule = value
        elif word == "sequence":
            self.name = value
        elif word == "vlan":
            self.other = f"{self.other} vlan {value}".strip()
        return at + 2

    def _narrow(self, words: Sequence[str], at: int) -> int | None:
        """Take a condition that has no numbers in the model; it makes the entry match less."""
        word, count = words[at], len(words)
        if word in _FLAGS or word in _NARROWING_ALONE or word[0] in "+-" or word in {"match-all", "match-any"}:
            length = 1
        elif word == "ttl" and at + 2 < count:
            length = 4 if words[at + 1] == "range" else 3
        elif word in _NARROWING and at + 1 < count:
            length = 2
        else:
            return None
        self.other = f"{self.other} {' '.join(words[at : at + length])}".strip()
        return min(at + length, count)

    def _type(self, words: Sequence[str], at: int, protocol: int | None) -> int:
        """Take an ICMP type with its code, or another protocol's message type; 0 when it is none."""
        word = words[at]
        if protocol in {ICMP, ICMP6}:
            named = (ICMP_TYPES if protocol == ICMP else ICMP6_TYPES).get(word)
            if named is not None:
                self.icmp = named
                return at + 1
            if word.isdecimal() and word.isascii() and len(word) <= 3:  # noqa: PLR2004 - 8 bits
                code = words[at + 1] if at + 1 < len(words) else ""
                if code.isdecimal() and code.isascii() and len(code) <= 3:  # noqa: PLR2004 - 8 bits
                    self.icmp = int(word), int(code)
                    return at + 2
                self.icmp = int(word), None
                return at + 1
            return 0
        if protocol == 2 and at + 1 == len(words):  # noqa: PLR2004 - IGMP
            self.other = f"igmp {word}"
            return at + 1
        return 0


def standard_entry(words: Sequence[str], at: int, name: str, number: int) -> Rule | None:
    """Read an entry of a standard list, which matches sources only.

    Args:
        words: of the line.
        at: index of ``permit`` or ``deny``.
        name: of the rule.
        number: of the line.

    Returns:
        The rule; None when the entry was not understood.
    """
    action = ACTIONS.get(words[at])
    if action is None:
        return None
    found = operand(words, at + 1, 4)
    if found is None and at + 1 < len(words) and (alone := host(words[at + 1].rstrip(","))):
        found = Operand(alone, at + 2)
    options = _Options()
    if found is None or not (found.after == len(words) or options.read(words, found.after, None)):
        return None
    return Rule(
        name=name,
        action=action,
        lines=(number,),
        sources=(found.address,),
        destinations=(ANY_IPV4,),
        logged=options.logged,
        schedule=options.schedule,
    )


def extended_entry(  # noqa: C901, PLR0913 - one pass over the words is what makes it quick
    words: Sequence[str], at: int, name: str, number: int, family: Family = 4, *, netmask: bool = False
) -> Rule | None:
    """Read an entry of an extended or IPv6 list.

    Args:
        words: of the line.
        at: index of ``permit`` or ``deny``.
        name: of the rule, unless the entry names its own (``sequence 10``).
        number: of the line.
        family: what ``any`` means.
        netmask: addresses have net masks, not wildcards (ASA).

    Returns:
        The rule; None when the entry was not understood.
    """
    count = len(words)
    if at + 1 >= count or (action := ACTIONS.get(words[at])) is None:
        return None
    word, at = words[at + 1], at + 2
    group = ""
    if word in {"object-group", "object"} and at < count:
        group, protocol, at = words[at], None, at + 1
    elif (protocol := protocol_number(word)) is None:
        return None
    elif protocol < 0:
        protocol = None
    ported = protocol in WITH_PORTS
    source = operand(words, at, family, netmask=netmask)
    if source is None:
        return None
    sports, at = ports_at(words, source.after, protocol) if ported else (_ALL_PORTS, source.after)
    target = operand(words, at, family, netmask=netmask)
    if target is None or sports is None:
        return None
    dports, at = ports_at(words, target.after, protocol) if ported else (_ALL_PORTS, target.after)
    if dports is None:
        return None
    if at == count and not group:
        found = services(protocol, sports, dports)
        return Rule(
            name=name,
            action=action,
            lines=(number,),
            sources=(source.address,),
            destinations=(target.address,),
            services=found,
            logged=False,
        )
    options = _Options()
    if not options.read(words, at, protocol):
        return None
    if group:
        found = (Service(ref=group, resolved=False, established=options.established, other=options.other),)
    else:
        found = services(protocol, sports, dports, options.icmp, options.established, options.other)
    return Rule(
        name=options.name or name,
        action=action,
        lines=(number,),
        sources=(source.address,),
        destinations=(target.address,),
        services=found,
        logged=options.logged,
        schedule=options.schedule,
    )


def layer2_entry(words: Sequence[str], at: int, name: str, number: int) -> Rule | None:
    """Read an entry of a MAC list; its addresses have no numbers in the model."""
    action = ACTIONS.get(words[at])
    if action is None or at + 2 >= len(words):
        return None
    text = " ".join(words[at + 1 :])
    either = ANY_ADDRESS if text.startswith("any any") else Address(other=f"mac {text}")
    service = ANY_SERVICE if text == "any any" else Service(other=f"mac {text}")
    return Rule(name=name, action=action, lines=(number,), sources=(either,), services=(service,), logged=False)
