"""One entry of an ASA access list: ``access-list X extended permit tcp host A object-group G eq 443 log`` as a rule.

Grammar after the ASA command reference (``access-list extended``): masks are net masks; objects and groups stand for
protocols, addresses and ports; ``inactive`` switches an entry off.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dengbao.model import ANY_ADDRESS, ANY_IPV4, ANY_IPV6, Address, Rule, Service, expand
from parsers.cisco_asa.objects import host_or_net, icmp_type
from parsers.cisco_asa.table import Asa
from parsers.ioslike.entries import ACTIONS, host, masked, ports_at, services
from parsers.ioslike.numbers import integer
from parsers.ioslike.ports import ICMP, ICMP6, protocol_number

Interval = tuple[int, int]
Terms = tuple[Address, ...]

_ALL: tuple[Interval, ...] = ((0, 65535),)
_OPERATORS = frozenset({"eq", "neq", "gt", "lt", "range"})
_PORTED = frozenset({6, 17, 132})
_LEVELS = frozenset({
    "emergencies", "alerts", "critical", "errors", "warnings", "notifications", "informational", "debugging",
    "default", "disable",
})  # fmt: skip
_ADDRESS = r"(any[46]?|(?:host|object|object-group) \S+|\d\S* \d\S*)"
_COMMON = re.compile(
    rf"(permit|deny) ([a-z0-9]+) {_ADDRESS} {_ADDRESS}(?: (eq \S+|range \S+ \S+))?( log)?( inactive)?$"
)


class Entries:
    """Reads entries against the objects of one device, remembering what it resolved."""

    def __init__(self, state: Asa, own: dict[str, tuple[Address, ...]]) -> None:
        """Take the objects, and the addresses of interfaces by nameif."""
        self._state, self._own = state, own
        self._addresses: dict[str, Terms] = {}
        self._services: dict[tuple[str, str | None], tuple[Service, ...]] = {}
        self._expanded: dict[str, Terms] = {}
        self._expanded_services: dict[str, tuple[Service, ...]] = {}

    def read(self, text: str, name: str, number: int) -> Rule | None:
        """Read an entry.

        Args:
            text: from ``permit`` or ``deny`` on.
            name: of the rule.
            number: of the line.

        Returns:
            The rule, ``logged`` where the entry says it; None when the entry was not understood.
        """
        match = _COMMON.match(text)
        if match is not None:
            action, protocol, source, target, ports, log, inactive = match.groups()
            sources = self._addresses.get(source) or self._address(source)
            destinations = self._addresses.get(target) or self._address(target)
            found = self._services.get((protocol, ports)) or self._simple(protocol, ports)
            if sources and destinations and found:
                return Rule(
                    name=name,
                    action=action,  # type: ignore[arg-type]  # of the pattern
                    lines=(number,),
                    enabled=inactive is None,
                    sources=sources,
                    destinations=destinations,
                    services=found,
                    logged=True if log else None,
                )
        return _Entry(self, self._state, text.split()).rule(name, number)

    def _simple(self, word: str, ports: str | None) -> tuple[Service, ...]:
        """Read a protocol with the ports of its destination; nothing when they are none."""
        number = protocol_number(word)
        if number is None or (ports and number not in _PORTED):
            return ()
        words = ports.split() if ports else []
        intervals, after = ports_at(words, 0, number)
        if intervals is None or after != len(words):
            return ()
        found = self._services[word, ports] = services(None if number < 0 else number, destinations=intervals)
        return found

    def _address(self, text: str) -> Terms:
        """Read an address of the common form; nothing when it is none."""
        first, _, last = text.partition(" ")
        found: Address | None = None
        if first == "host":
            found = host(last)
        elif first[0].isdecimal():
            found = masked(first, last, False)  # noqa: FBT003 - cached, so by position
        terms = (found,) if found else self.address(text.split()) or ()
        if terms:
            self._addresses[text] = terms
        return terms

    def address(self, words: Sequence[str]) -> Terms | None:
        """Read an address with its word in front (``host``, ``object`` ...)."""
        match words:
            case ["any"]:
                return (ANY_ADDRESS,)
            case ["any4"]:
                return (ANY_IPV4,)
            case ["any6"]:
                return (ANY_IPV6,)
            case ["interface", name]:
                return self._own.get(name) or (Address(other=f"interface {name}"),)
            case [("object" | "object-group" | "object-group-network-service"), name]:
                return expand((Address(ref=name, resolved=False),), self._state.lists.addresses, self._expanded)
        found = host_or_net(words, self._state)
        return (found,) if found else None

    def plain(self, word: str) -> str:
        """Give the address that a word stands for."""
        return self._state.plain(word)

    def service(self, name: str) -> tuple[Service, ...]:
        """Resolve a service, port, protocol or ICMP group."""
        return expand((Service(ref=name, resolved=False),), self._state.lists.services, self._expanded_services)


class _Entry:
    """An entry being read, word by word."""

    def __init__(self, entries: Entries, state: Asa, words: list[str]) -> None:
        self.entries, self.state, self.words = entries, state, words
        self.at = 1
        self.users: list[str] = []
        self.icmp: tuple[int | None, int | None] = (None, None)

    def rule(self, name: str, number: int) -> Rule | None:
        words = self.words
        action = ACTIONS.get(words[0]) if words else None
        protocol = self._protocol()
        if action is None or protocol is None:
            return None
        base, plain = protocol
        self._who()
        sources = self._address()
        sports = self._ports(plain)
        self._who()
        destinations = self._address()
        dports = self._ports(plain)
        if sources is None or destinations is None or sports is None or dports is None:
            return None
        self._message_type(plain)
        rule = Rule(name=name, action=action, lines=(number,), sources=sources, destinations=destinations)
        if not self._options(rule):
            return None
        rule.services, rule.users = self._services(base, plain, sports, dports), tuple(self.users)
        return rule

    def _take(self, count: int) -> list[str]:
        found = self.words[self.at : self.at + count]
        self.at += count
        return found

    def _next(self) -> str:
        return self.words[self.at] if self.at < len(self.words) else ""

    def _protocol(self) -> tuple[tuple[Service, ...] | None, int | None] | None:
        """Give the services of an object, or a protocol number (None for any)."""
        word = self._next()
        if word in {"object", "object-group"} and self.at + 1 < len(self.words):
            return self.entries.service(self._take(2)[1]), None
        number = protocol_number(word)
        if number is None:
            return None
        self.at += 1
        return None, None if number < 0 else number

    def _who(self) -> None:
        """Take users and security groups, which narrow an entry."""
        while self._next() in {"user", "user-group", "object-group-user", "object-group-security", "security-group"}:
            count = 3 if self._next() == "security-group" else 2
            self.users.append(" ".join(self._take(count)))

    def _address(self) -> Terms | None:
        word = self._next()
        if not word:
            return None
        if word in {"any", "any4", "any6"}:
            return self.entries.address(self._take(1))
        if word in {"host", "object", "object-group", "interface", "object-group-network-service"}:
            return self.entries.address(self._take(2))
        if "/" in word:
            return self.entries.address(self._take(1))
        found = self._take(2)
        if len(found) < 2:  # noqa: PLR2004
            return None
        net = masked(self.state.plain(found[0]), found[1], False)  # noqa: FBT003
        return (net,) if net else None

    def _ports(self, protocol: int | None) -> tuple[Interval, ...] | str | None:
        """Read ports, or the name of a group of ports; None when they are wrong."""
        word = self._next()
        if word in _OPERATORS:
            ports, self.at = ports_at(self.words, self.at, protocol)
            return ports
        if word == "object-group" and self.state.kinds.get((self.words[self.at + 1 : self.at + 2] or [""])[0]) in {
            "ports", "icmp-type", "service",
        }:  # fmt: skip
            return self._take(2)[1]
        return _ALL

    def _message_type(self, protocol: int | None) -> None:
        if protocol not in {ICMP, ICMP6} or not self._next():
            return
        for count in (2, 1):
            found = (
                icmp_type(self.words[self.at : self.at + count], protocol)
                if self.at + count <= len(self.words)
                else None
            )
            if found is not None:
                self.icmp, self.at = found, self.at + count
                return

    def _options(self, rule: Rule) -> bool:
        while word := self._next():
            if word == "log":
                self.at += 1
                rule.logged = True
                if self._next() in _LEVELS or integer(self._next()) is not None:
                    rule.logged = None if self._take(1)[0] == "disable" else True
                if self._next() == "interval":
                    self.at += 2
            elif word == "time-range" and self.at + 1 < len(self.words):
                rule.schedule = self._take(2)[1]
                schedule = self.state.lists.schedules.get(rule.schedule)
                rule.until = schedule.until if schedule else ""
            elif word == "inactive":
                rule.enabled, self.at = False, self.at + 1
            else:
                return False
        return True

    def _services(
        self,
        base: tuple[Service, ...] | None,
        protocol: int | None,
        sports: tuple[Interval, ...] | str,
        dports: tuple[Interval, ...] | str,
    ) -> tuple[Service, ...]:
        """Join the protocol, the ports of both sides and the ICMP type."""
        other = " ".join(self.users)
        if base is None and isinstance(sports, tuple) and isinstance(dports, tuple):
            return services(protocol, sports, dports, self.icmp, False, other)  # noqa: FBT003
        found: list[Service] = []
        for service in base or (Service(protocol),):
            for low, first in self._side(sports, service):
                for high, last in self._side(dports, service):
                    unresolved = first if not first.resolved else last
                    if not (service.resolved and unresolved.resolved):
                        found.append(unresolved if service.resolved else service)
                        continue
                    found.append(
                        Service(
                            protocol=service.protocol,
                            source=low if isinstance(sports, str) or sports is not _ALL else service.source,
                            destination=high if isinstance(dports, str) or dports is not _ALL else service.destination,
                            icmp=last.icmp if last.icmp != (None, None) else service.icmp,
                            ref=service.ref or last.ref or first.ref,
                            other=service.other or other,
                        )
                    )
        return tuple(dict.fromkeys(found))

    def _side(self, ports: tuple[Interval, ...] | str, service: Service) -> list[tuple[Interval, Service]]:
        """Give the intervals of one side, each with the term that it comes from."""
        if not isinstance(ports, str):
            return [(interval, service) for interval in ports]
        terms = self.entries.service(ports)
        fitting = [
            term
            for term in terms
            if not term.resolved or service.protocol is None or term.protocol in {None, service.protocol}
        ]
        return [(term.destination, term) for term in fitting]
