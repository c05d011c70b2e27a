"""Address translation: firewalls' nat-policy and nat server, routers' interface lines.

After the USG6000E NAT chapters and AR pages. ``nat server`` maps the inside address to the outside; a policy must still
let the traffic through on a firewall.
"""

from __future__ import annotations

from dengbao.model import Address, Interface, Nat, Rule, Service
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.huawei.interfaces import INTERFACE, NOTED
from parsers.huawei.objects import Resolvers
from parsers.huawei.operands import PROTOCOLS, ipv4, number, port_number, unquote
from parsers.huawei.policy import RULE, settle
from parsers.huawei.state import TOP, State, refuse

POLICY: Table[Reading] = Table()
POOL: Table[Reading] = Table()
POOL.ignore(
    "地址池的地址段和分配方式;不影响谁能被转换",
    "mode",
    "section",
    "route",
    "status",
    "srcip-car-num",
    "exclude-ip",
    "exclude-port",
    "smart-nopat",
    "port-range",
    "probe",
    "description",
    "undo",
    "vpn-instance",
    "full-cone",
)
refuse("nat", "nat")
TOP.ignore(
    "地址转换的别名、日志和计时参数",
    "nat alg",
    "undo nat alg",
    "nat log",
    "nat session",
    "nat link-down",
    "undo nat",
    "nat overlap-address",
    "nat mapping-mode",
    "nat filter-mode",
    "nat dns-map",
    "nat static-mapping",
    "nat ipv4",
    "nat resource",
    "nat instance",
)


@TOP.line("nat address-group", topic="nat")
def _pool(reading: Reading, _words: list[str], block: Block) -> bool:
    reading.topic("nat").unread.extend(reading.inside(block, POOL, reading))
    return True


@TOP.line("nat-policy", topic="nat")
def _policy(reading: Reading, _words: list[str], block: Block) -> bool:
    reading.topic("nat").unread.extend(reading.inside(block, POLICY, reading))
    return True


RULES: Table[tuple[Reading, Rule, Nat]] = Table()


@POLICY.line("rule name")
def _rule(reading: Reading, words: list[str], block: Block) -> bool:
    """The same operands as a security rule, with another action."""
    name = unquote(" ".join(words[2:]))
    rule = Rule(name=name, action="other", lines=(), sources=(), destinations=(), services=())
    nat = Nat(
        name=name,
        kind="source",
        lines=(block.number, *[child.number for child in block.children]),
        context=reading.scratch.context,
    )
    nat.unread = reading.inside(block, RULES, (reading, rule, nat))
    reading.device.nat.items.append(nat)
    reading.scratch.of("nat rule")[len(reading.device.nat.items) - 1] = rule
    return True


@RULES.line("action")
def _action(at: tuple[Reading, Rule, Nat], words: list[str], _block: Block) -> bool:
    """``source-nat easy-ip|address-group G``, ``no-nat``, ``destination-nat ...``, ``nat easy-ip`` (old)."""
    nat = at[2]
    kinds = {
        "source-nat": "source",
        "nat": "source",
        "no-nat": "exempt",
        "destination-nat": "destination",
        "double-nat": "source",
    }
    kind = kinds.get(words[1]) if len(words) > 1 else None
    if kind == "exempt":
        nat.kind = "exempt"
    elif kind == "destination":
        nat.kind = "destination"
        nat.translated_destinations = tuple(
            Address(value, value, 4) for word in words if (value := ipv4(word)) is not None
        )
    return kind is not None


@RULES.line("egress-interface")
def _egress(at: tuple[Reading, Rule, Nat], words: list[str], _block: Block) -> bool:
    at[2].interface = "".join(words[1:])
    return True


def _operand(at: tuple[Reading, Rule, Nat], words: list[str], block: Block) -> bool:
    found = RULE.find(words)
    return found is True or (found is not False and found[0](at[1], words, block))


RULES.line(
    "source-zone",
    "destination-zone",
    "source-address",
    "destination-address",
    "source-address-exclude",
    "destination-address-exclude",
    "service",
    "description",
    "disable",
    "enable",
    "time-range",
    "user",
)(_operand)


@TOP.line("nat server", topic="nat")
def _server(reading: Reading, words: list[str], block: Block) -> bool:
    """``nat server NAME [ID] [zone Z] protocol tcp global A P inside B Q [no-reverse] ...``; names may be garbled."""
    nat = _mapping(words, block.number)
    if nat is None:
        return False
    nat.context = reading.scratch.context
    reading.device.nat.items.append(nat)
    return True


def _mapping(words: list[str], line: int) -> Nat | None:
    if "global" not in words or "inside" not in words[words.index("global") :]:
        return None
    outside, inside = words.index("global"), words.index("inside", words.index("global"))
    head = words[2:outside]
    at = head.index("protocol") if "protocol" in head else len(head)
    protocol = PROTOCOLS.get(head[at + 1], number(head[at + 1], 255)) if at + 1 < len(head) else None
    name = " ".join(word for word in head[:at] if word != "zone")
    out_words, in_words = words[outside + 1 : inside], words[inside + 1 :]
    if out_words[:1] in (["current-interface"], ["interface"]):
        out_words = ["interface", *[w for w in out_words[1:] if port_number(w, protocol) is not None]]
    inner = ipv4(in_words[0]) if in_words else None
    outer = ipv4(out_words[0]) if out_words else None
    if inner is None:
        return None
    nat = Nat(
        name=name or words[inside + 1],
        kind="server",
        lines=(line,),
        translated_destinations=(Address(inner, inner, 4),),
    )
    nat.destinations = (Address(outer, outer, 4),) if outer is not None else (Address(other="interface"),)
    port = port_number(out_words[1], protocol) if len(out_words) > 1 else None
    target = port_number(in_words[1], protocol) if len(in_words) > 1 else None
    nat.services = (Service(protocol, destination=(port, port)),) if port is not None else (Service(protocol),)
    nat.translated_ports = (target, target) if target is not None else None
    nat.enabled = "nat-disable" not in words
    return nat


@INTERFACE.line("nat outbound", "nat server", "nat static")
def _on_interface(_interface: Interface, words: list[str], _block: Block) -> bool:
    """Noted by the interface's own handler, which knows the device."""
    return len(words) > 2  # noqa: PLR2004


def note(reading: Reading, interface: Interface, words: list[str], line: int) -> None:
    """``nat outbound ACL [address-group N]``, ``nat server protocol tcp global ...`` below an interface (AR)."""
    if words[1] == "outbound":
        reading.device.nat.items.append(
            Nat(
                name=f"{interface.name} {words[2]}",
                kind="source",
                lines=(line,),
                interface=interface.name,
                acl=words[2],
            )
        )
    elif words[1] in {"server", "static"}:
        nat = _mapping(["nat", "server", *words[2:]], line)
        if nat is None:
            interface.unread += (line,)
            return
        nat.name, nat.interface, nat.kind = (
            f"{interface.name} {nat.name}",
            interface.name,
            "server" if words[1] == "server" else "static",
        )
        reading.device.nat.items.append(nat)


NOTED["nat"] = note


def finish(reading: Reading) -> None:
    """Resolve the operands of nat-policy."""
    state: State = reading.scratch
    section = reading.device.nat
    section.missing = ""
    resolvers = Resolvers(reading)
    for index, rule in state.of("nat rule").items():
        nat = section.items[index]
        settle(rule, resolvers[nat.context])
        nat.enabled = rule.enabled
        nat.sources, nat.destinations, nat.services = rule.sources, rule.destinations, rule.services
        nat.source_zones, nat.destination_zones = rule.source_zones, rule.destination_zones
        nat.unread += rule.unread
