"""Named sets of firewalls: addresses, services, time ranges.

After the USG6000E ``ip address-set`` and ``ip service-set`` pages and printed configurations. Sets may be nested and
may be used before they are defined, so references are resolved when all is read. A service without a port means every
port.
"""

from __future__ import annotations

from dengbao.model import Address, AddressObject, Lines, Schedule, Service, ServiceObject, expand
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.huawei.operands import PROTOCOLS, number, policy_address, port_number, unquote
from parsers.huawei.state import TOP, State

_TCP, _UDP, _ICMP = 6, 17, 1
# The services that every device defines (``display predefined-service``), as far as their ports are standard.
PREDEFINED_TCP = {
    "ftp": 21, "ssh": 22, "telnet": 23, "smtp": 25, "http": 80, "pop3": 110, "imap": 143, "https": 443, "smtps": 465,
    "imaps": 993, "pop3s": 995, "bgp": 179, "ldap": 389, "ldaps": 636, "rdp-tcp": 3389, "sqlserver": 1433,
    "mysql": 3306, "sqlnet": 1521, "rtsp": 554, "pptp": 1723, "netbios-session": 139, "smb": 445, "sip": 5060,
    "dns-tcp": 53,
}  # fmt: skip
PREDEFINED_UDP = {
    "sip": 5060, "dns": 53, "ntp": 123, "snmp": 161, "snmptrap": 162, "syslog": 514, "tftp": 69, "radius": 1812,
    "radius-accounting": 1813, "l2tp": 1701, "bootps": 67, "bootpc": 68, "netbios-name": 137, "netbios-datagram": 138,
    "isakmp": 500, "ike": 500,
}  # fmt: skip
_WHOLE = {
    "tcp": _TCP,
    "udp": _UDP,
    "icmp": _ICMP,
    "icmpv6": 58,
    "esp": 50,
    "ah": 51,
    "gre": 47,
    "ospf": 89,
    "sctp": 132,
}
ADDRESSES: Table[AddressObject] = Table()
SERVICES: Table[ServiceObject] = Table()
TIMES: Table[Schedule] = Table()
DOMAINS: Table[Reading] = Table()
ADDRESSES.ignore("说明文字", "description")
SERVICES.ignore("说明文字", "description")


@TOP.line("ip address-set", topic="address_objects")
def _address_set(reading: Reading, words: list[str], block: Block) -> bool:
    """``ip address-set NAME type object|group`` (also ``ipv6``); the name may hold blanks, then in quotes."""
    if "type" not in words[3:]:
        return False
    state: State = reading.scratch
    found = AddressObject(
        name=unquote(" ".join(words[2 : words.index("type", 3)])),
        terms=(),
        lines=(block.number,),
        context=state.context,
    )
    found.unread = reading.inside(block, ADDRESSES, found)
    reading.device.address_objects.items.append(found)
    return True


@ADDRESSES.line("address", "exclude-address")
def _address(found: AddressObject, words: list[str], block: Block) -> bool:
    """``address [ID] A mask M``, ``address ID range A B``, ``address ID address-set N``; the ID may be left out."""
    rest = words[1:]
    if len(rest) > 1 and rest[0].isdecimal():
        rest = rest[1:]
    if "description" in rest:
        rest = rest[: rest.index("description")]
    term = policy_address(rest)
    if term is None:
        return False
    if words[0] == "exclude-address":
        term = Address(
            term.low, term.high, term.family, term.wildcard, term.ref, term.other, excluded=True, resolved=term.resolved
        )
    found.terms += (term,)
    found.lines += (block.number,)
    return True


@TOP.line("ip service-set", topic="service_objects")
def _service_set(reading: Reading, words: list[str], block: Block) -> bool:
    """``ip service-set NAME type object|group [N]``."""
    if "type" not in words[3:]:
        return False
    state: State = reading.scratch
    found = ServiceObject(
        name=unquote(" ".join(words[2 : words.index("type", 3)])),
        terms=(),
        lines=(block.number,),
        context=state.context,
    )
    found.unread = reading.inside(block, SERVICES, found)
    reading.device.service_objects.items.append(found)
    return True


@SERVICES.line("service")
def _service(found: ServiceObject, words: list[str], block: Block) -> bool:
    """``service [ID] protocol tcp [source-port ...] [destination-port ...]``, ``service [ID] service-set N``."""
    rest = words[1:]
    if rest and rest[0].isdecimal():
        rest = rest[1:]
    if "description" in rest:
        rest = rest[: rest.index("description")]
    terms = service_terms(rest)
    found.terms += terms or ()
    found.lines += (block.number,)
    return bool(terms)


def service_terms(words: list[str]) -> tuple[Service, ...] | None:
    """What ``protocol P ...`` or ``service-set N`` or a bare name matches; None when it is not understood."""
    match words:
        case ["any"]:
            return (Service(),)
        case ["service-set", *name] if name:
            return (Service(ref=unquote(" ".join(name)), resolved=False),)
        case ["protocol", name, *rest]:
            protocol = PROTOCOLS.get(name.lower(), number(name, 255))
            return _ports(protocol, rest) if protocol is not None else None
        case [name]:
            return (Service(ref=unquote(name), resolved=False),)
    return (Service(ref=unquote(" ".join(words)), resolved=False),) if words and words[0].startswith('"') else None


def _ports(protocol: int, words: list[str]) -> tuple[Service, ...] | None:
    if protocol in {_ICMP, 58}:
        return _icmp(protocol, words)
    found: dict[str, list[tuple[int, int]]] = {"source-port": [], "destination-port": []}
    current: list[tuple[int, int]] | None = None
    index = 0
    while index < len(words):
        word = words[index]
        if word in found:
            current = found[word]
            index += 1
            continue
        low = port_number(word, protocol)
        if low is None or current is None:
            return None
        high: int | None = low
        if index + 2 < len(words) and words[index + 1] == "to":
            high = port_number(words[index + 2], protocol)
            index += 2
        if high is None:
            return None
        current.append((low, high))
        index += 1
    full = [(0, 65535)]
    return tuple(
        Service(protocol, source, destination)
        for source in found["source-port"] or full
        for destination in found["destination-port"] or full
    )


def _icmp(protocol: int, words: list[str]) -> tuple[Service, ...] | None:
    """``icmp-type N [M]``, ``icmp-type echo``; without it every message."""
    if not words:
        return (Service(protocol),)
    if words[0] not in {"icmp-type", "icmpv6-type"}:
        return None
    numbers = [number(word, 255) for word in words[1:] if word != "to"]
    if numbers and all(value is not None for value in numbers):
        return (Service(protocol, icmp=(numbers[0], numbers[1] if len(numbers) > 1 else None)),)
    return (Service(protocol, other=" ".join(words)),)


@TOP.line("time-range", topic="schedules")
def _time_range(reading: Reading, words: list[str], block: Block) -> bool:
    """On a firewall a view; on a switch one line each, and the same name adds up."""
    if len(words) < 2:  # noqa: PLR2004
        return False
    made = reading.scratch.of("schedule")
    schedule: Schedule | None = made.get(words[1])
    if schedule is None:
        schedule = made[words[1]] = Schedule(name=words[1], lines=())
        reading.device.schedules.items.append(schedule)
    schedule.lines += (block.number,)
    _span(schedule, words[2:])
    schedule.unread += reading.inside(block, TIMES, schedule)
    return True


@TIMES.line("period-range", "absolute-range")
def _period(schedule: Schedule, words: list[str], block: Block) -> bool:
    schedule.lines += (block.number,)
    _span(schedule, words[1:] if words[0] == "period-range" else ["from", *words[1:]])
    return True


def _span(schedule: Schedule, words: list[str]) -> None:
    """``from 08:00 2026/1/1 to 18:00 2026/12/31`` ends; anything periodic recurs for ever."""
    if words[:1] == ["from"] and "to" in words:
        end = words[words.index("to") + 1 :]
        dates = [word for word in end if "/" in word or word.count("-") == 2]  # noqa: PLR2004
        times = [word for word in end if ":" in word]
        parts = dates[0].replace("-", "/").split("/") if dates else []
        if len(parts) == 3 and all(part.isdecimal() for part in parts):  # noqa: PLR2004
            clock = times[0] if times else "24:00"
            schedule.until = f"{int(parts[0]):04d}-{int(parts[1]):02d}-{int(parts[2]):02d}T{clock}"


@TOP.line("domain-set name", "domain-set", topic="address_objects")
def _domain_set(reading: Reading, words: list[str], block: Block) -> bool:
    """Names instead of addresses: they say nothing in numbers, and their rules' operands keep them as text."""
    reading.topic("address_objects").unread.extend(reading.inside(block, DOMAINS, reading))
    return len(words) > 1


@DOMAINS.line("add domain", "description", "add")
def _domain(_reading: Reading, words: list[str], _block: Block) -> bool:
    return len(words) > 1


class Resolver:
    """Resolves the operands of one virtual system."""

    def __init__(self, reading: Reading, context: str) -> None:
        """Take the sets of that system; what a system does not define, no other system lends it."""
        device = reading.device
        self._addresses = {item.name: item.terms for item in device.address_objects.items if item.context == context}
        self._services: dict[str, tuple[Service, ...]] = {}
        for protocol, names in ((_TCP, PREDEFINED_TCP), (_UDP, PREDEFINED_UDP)):
            for name, port in names.items():
                service = Service(protocol, destination=(port, port))
                self._services[name] = (*self._services.get(name, ()), service)
        self._services |= {name: (Service(protocol),) for name, protocol in _WHOLE.items()}
        self._services |= {item.name: item.terms for item in device.service_objects.items if item.context == context}
        sets: tuple[AddressObject | ServiceObject, ...] = (*device.address_objects.items, *device.service_objects.items)
        self._broken: dict[str, Lines] = {
            item.name: item.unread for item in sets if item.context == context and item.unread
        }
        self._cache: tuple[dict[str, tuple[Address, ...]], dict[str, tuple[Service, ...]]] = ({}, {})

    def addresses(self, terms: tuple[Address, ...]) -> tuple[Address, ...]:
        """Addresses with sets resolved."""
        return expand(terms, self._addresses, self._cache[0])

    def services(self, terms: tuple[Service, ...]) -> tuple[Service, ...]:
        """Services with sets resolved."""
        return expand(terms, self._services, self._cache[1])

    def broken(self, terms: tuple[Address, ...] | tuple[Service, ...]) -> Lines:
        """The lines not understood of the sets that these operands name."""
        return tuple(line for term in terms if term.ref in self._broken for line in self._broken[term.ref])


class Resolvers(dict[str, Resolver]):
    """The resolvers by virtual system, each made when it is first asked for: there may be thousands of rules."""

    def __init__(self, reading: Reading) -> None:
        """Make none yet."""
        super().__init__()
        self._reading = reading

    def __missing__(self, context: str) -> Resolver:
        """Make the one of a system."""
        found = self[context] = Resolver(self._reading, context)
        return found


def finish(reading: Reading) -> None:
    """Say that the sets were read."""
    for section in (reading.device.address_objects, reading.device.service_objects, reading.device.schedules):
        section.missing = ""
