"""From where a host's own firewall lets packets come to one of its sockets."""

from __future__ import annotations

import functools
import ipaddress
import re
from collections.abc import Callable
from typing import NamedTuple

from checks.sources import within
from dengbao.check import Device, Undecided, offending
from dengbao.model import ANY_ADDRESS, Address, FirewallRule, Known, Lines, Socket

_PROTOCOLS = {"tcp": 6, "udp": 17}


class Admitted(NamedTuple):
    """Who may reach a socket: their addresses, and the firewall's lines that let them."""

    sources: tuple[Address, ...]
    lines: Lines

    def beyond(self, device: Device) -> str:
        """The sources outside the management network, in words; "" when there are none.

        A keyword such as LocalSubnet is wider than the management network.
        """
        strangers = [one for one in self.sources if one.other or not within([one], device.site.management)]
        return "、".join(dict.fromkeys(map(_words, strangers)))


class Exposed(NamedTuple):
    """A socket that somebody else may reach: ``strangers`` says who, ``lines`` prove it."""

    key: str
    socket: Socket
    strangers: str
    lines: Lines

    @property
    def file(self) -> str:
        """The output that the lines are of."""
        return self.socket.file


class Gate:
    """A host's firewall: its inbound rules in the order in which they win."""

    def __init__(self, device: Device) -> None:
        """Read it.

        Raises:
            Undecided: it was not read, or another product filters in its place.
        """
        firewall = device.host.firewall
        self.rules: list[FirewallRule] | None = None
        if not all(profile.enabled and profile.inbound.value == "deny" for profile in firewall.profiles):
            if isinstance(firewall.replaced_by, Known) and firewall.replaced_by.value:
                raise Undecided(f"由 {firewall.replaced_by.value} 代替系统防火墙,看不出它放行了什么")
            return
        in_order = device.platform != "windows"  # Windows: block wins over allow; Linux: the first match
        local = in_order or firewall.local_rules.value
        rules = [rule for rule in firewall.rules if rule.inbound and rule.enabled and (rule.policy or local)]
        self.rules = rules if in_order else sorted(rules, key=lambda rule: rule.action != "deny")

    def admits(self, socket: Socket) -> Admitted:
        """Say who may reach a socket.

        Raises:
            Undecided: a rule that might let them was not understood.
        """
        if self.rules is None:
            return Admitted((ANY_ADDRESS,), ())
        found = []
        for rule in self.rules:
            if not _concerns(rule, socket):
                continue
            if rule.unread:
                raise Undecided(f"主机防火墙规则 {rule.name} 没有读懂", tuple(rule.unread), rule.file)
            if rule.action == "deny" and rule.from_any and not (rule.scopes or rule.program or rule.service):
                break
            if rule.permits and not rule.authenticated:
                found.append(rule)
        return Admitted(
            tuple(source for rule in found for source in rule.sources),
            tuple(line for rule in found for line in rule.lines),
        )


def exposed(device: Device, concerns: Callable[[Socket], object]) -> list[Exposed]:
    """Sockets that others than the management network may reach, one for each port.

    Args:
        device: the host.
        concerns: which sockets are asked about; those that only the host itself reaches never are.

    Raises:
        Undecided: none is for certain, but something was not read.
    """
    gate = functools.cache(lambda: Gate(device))
    found: dict[str, Exposed] = {}

    def is_open(socket: Socket) -> bool:
        if socket.local or not concerns(socket):
            return False
        admitted = gate().admits(socket)
        if strangers := admitted.beyond(device):
            found.setdefault(socket.key, Exposed(socket.key, socket, strangers, (*socket.lines, *admitted.lines)))
        return bool(strangers)

    offending(device.host.sockets, is_open)
    return list(found.values())


def _concerns(rule: FirewallRule, socket: Socket) -> bool:
    """Whether a rule is about a socket, by port, program and service; ``other`` ports are those that RPC gives out."""
    number = _PROTOCOLS[socket.protocol]
    if not any(
        service.protocol in {None, number}
        and not (service.other or service.established)
        and service.destination[0] <= socket.port <= service.destination[1]
        for service in rule.services
    ):
        return False
    if rule.program and socket.process and _name(rule.program) != _name(socket.process):
        return False
    services = {service.casefold() for service in socket.services}
    return rule.service in {"", "*"} or not services or rule.service.casefold() in services


def _name(program: str) -> str:
    """A program's file name, without the ending that only one side may give."""
    return re.split(r"[\\/]", program)[-1].casefold().removesuffix(".exe")


def _words(source: Address) -> str:
    if source.is_any:
        return "任意地址"
    if source.other:
        return source.other
    low, high = ipaddress.ip_address(source.low), ipaddress.ip_address(source.high)
    networks = list(ipaddress.summarize_address_range(low, high))
    if len(networks) > 1:
        return f"{low}-{high}"
    return str(low) if low == high else str(networks[0])
