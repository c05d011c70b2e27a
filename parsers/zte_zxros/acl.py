"""Access lists of ZXROS, and the interfaces on which they stand.

Rules are tried by ascending number, whatever the order of the lines; masks are wildcards; ``ge`` and ``le`` include
their bound, and a range is written ``1000-2000`` (ZXROS NG command manual, IPv4 ACL: ``rule``, ``move``). What no rule
matches is denied (ZXROS NG command manual, OSPF: ``distribute-list``). A list is bound below an interface or at the top
level (``ipv4-access-group``). Names of ports are only those that the manual prints.
"""

from __future__ import annotations

from typing import Literal

from dengbao.model import Acl, Rule
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.ioslike.entries import extended_entry, standard_entry
from parsers.ioslike.interfaces import Port
from parsers.ioslike.numbers import integer
from parsers.zte_zxros.table import TOP, Zxros

_PORTS = {
    "discard": 9, "ftp-data": 20, "ftp": 21, "ssh": 22, "telnet": 23, "smtp": 25, "domain": 53, "bootps": 67,
    "bootpc": 68, "tftp": 69, "http": 80, "www": 80, "pop3": 110, "ntp": 123, "snmp": 161, "snmptrap": 162, "bgp": 179,
    "https": 443, "pim-auto-rp": 496, "rip": 520,
}  # fmt: skip
_PROTOCOLS = frozenset({"ip", "tcp", "udp", "icmp", "sctp", "igmp", "gre", "ospf", "pim", "esp", "ah", "ahp", "vrrp"})
_HIGHEST = 65535


@TOP.line(
    "acl number", "acl standard", "acl extended", "ipv4-access-list", "ipv6-access-list", topic="acls",
)  # fmt: skip
def _acl(reading: Reading, words: list[str], block: Block) -> bool:
    """Read a list whose entries begin with ``rule N``."""
    family: Literal[4, 6] = 6 if words[0].startswith("ipv6") else 4
    acl = Acl(name=words[-1], kind="advanced", family=family, rules=[], lines=(block.number,))
    numbered: list[tuple[int, Rule]] = []
    unread: list[int] = []
    for child in block.children:
        parts = child.text.split()
        if parts[0] in {"name", "description"}:
            acl.description = " ".join(parts[1:])
        elif parts[0] == "rule" and (found := _rule(parts[1:], child.number, family)):
            numbered.append(found)
            if found[1].schedule:
                reading.scratch.lists.pending.append(found[1])
        else:
            unread.extend(reading.numbers(child))
            continue
        reading.use(child.number)
    acl.rules = [rule for _, rule in sorted(numbered, key=lambda pair: pair[0])]
    acl.unread = tuple(unread)
    reading.scratch.lists.by_name[acl.name] = acl
    reading.device.acls.items.append(acl)
    return len(words) > 1


def _rule(words: list[str], number: int, family: Literal[4, 6]) -> tuple[int, Rule] | None:
    """Read ``[N] {permit | deny} ...``; a rule without its number has no certain place, so it is not understood."""
    order = integer(words[0]) if words else None
    if order is None or len(words) < 3:  # noqa: PLR2004 - number, action, source
        return None
    plain = _plain(words[1:-1] if words[-1] in {"ipv4", "ipv6"} else words[1:])
    if plain is None:
        return None
    if family == 4 and len(plain) > 1 and not (plain[1] in _PROTOCOLS or plain[1].isdecimal()):  # noqa: PLR2004 - the IP version
        rule = standard_entry(plain, 0, words[0], number)
    else:
        rule = extended_entry(plain, 0, words[0], number, family)
    return None if rule is None else (order, rule)


def _plain(words: list[str]) -> list[str] | None:
    """Write an entry as IOS does: ``ge 1024`` as ``gt 1023``, ``range 1-2`` as two words, names as numbers."""
    found: list[str] = []
    words = list(words)
    while words:
        word = words.pop(0)
        if word not in {"eq", "ge", "le", "range"} or not words or found[-1:] == ["ttl"]:
            found.append(word)
            continue
        first, dash, last = words.pop(0).partition("-") if word == "range" else (words.pop(0), "", "")
        if word != "range":
            first, dash, last = _port(first), "", ""
        low, high = integer(first), integer(last)
        if low is None or (dash and high is None) or (word == "range" and not dash):
            return None
        match word:
            case "eq":
                found += ["eq", str(low)]
            case "range":
                found += ["range", str(low), str(high)]
            case "ge":
                found += ["range", str(low), str(_HIGHEST)]
            case _:
                found += ["range", "0", str(low)]
    return found


def _port(word: str) -> str:
    return str(_PORTS.get(word, word))


def bind(table: Table[Port]) -> None:
    """Let interfaces read ``{ipv4 | ipv6}-access-group {ingress | egress} NAME``."""

    @table.line("ipv4-access-group", "ipv6-access-group")
    def _group(port: Port, words: list[str], _block: Block) -> bool:
        return _put(port, words[1:])


def _put(port: Port, words: list[str]) -> bool:
    interface = port.interface
    match words:
        case ["ingress", name]:
            interface.acl_in = (*interface.acl_in, name)
        case ["egress", name]:
            interface.acl_out = (*interface.acl_out, name)
        case _:
            return False
    return True


@TOP.line("ipv4-access-group interface", "ipv6-access-group interface", topic="acls")
def _bound(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``ipv4-access-group interface IF {ingress | egress} NAME``, which may stand before the interface."""
    state: Zxros = reading.scratch
    if len(words) != 5:  # noqa: PLR2004 - a list of several interfaces or an option is not understood
        return False
    state.bindings_of.append((words[2], words[3:], block.number))
    return words[3] in {"ingress", "egress"}


def finish_bindings(reading: Reading) -> None:
    """Put lists that the top level binds on their interfaces; a name that nobody knows leaves the line unread."""
    state: Zxros = reading.scratch
    for name, words, number in state.bindings_of:
        interface = state.interfaces.get(name)
        if interface is None:
            reading.device.acls.unread.append(number)
            reading.status[number - 1] = 0
            continue
        _put(Port(interface, reading), words)
        interface.lines = (*interface.lines, number)
