"""VLANs, and what guards ports against forged addresses and unknown terminals.

After the S V200R019 DHCP snooping, ARP security, IP source guard and NAC pages. The global ``dhcp snooping enable``
alone covers no VLAN: a VLAN or port must have it too. Authentication profiles ship by default; only a port's line
counts.
"""

from __future__ import annotations

from dengbao.model import Absent, Fact, Interface, Known, Lines, Unknown, Unsupported, Vlan
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.huawei.dialect import FIREWALLS
from parsers.huawei.interfaces import INTERFACE
from parsers.huawei.operands import number, vlan_list
from parsers.huawei.state import TOP, State, refuse, say

VLAN: Table[Vlan] = Table()
VLAN.ignore(
    "VLAN 的转发参数",
    *(
        "mac-address",
        "igmp-snooping",
        "igmp",
        "mld-snooping",
        "broadcast-suppression",
        "multicast-suppression",
        "aggregate-vlan",
    ),
    *(
        "access-vlan",
        "management-vlan",
        "statistic",
        "unknown-unicast-suppression",
        "traffic-policy",
        "stp",
        "l2-multicast",
    ),
    *(
        "dhcp snooping trusted",
        "dhcp snooping check",
        "dhcp snooping max-user-number",
        "dhcp option82",
        "principal",
        "subordinate",
    ),
    *(
        "arp",
        "mux-vlan",
        "protocol-vlan",
        "vlan",
        "mac-vlan",
        "ip-subnet-vlan",
        "alias",
        "undo mac-address",
        "isolate-user-vlan",
    ),
    *("ip source check user-bind check-item", "arp anti-attack check user-bind check-item", "mac-limit", "port"),
)
say(
    "layer2",
    *(
        "dhcp snooping enable",
        "undo dhcp snooping enable",
        "arp anti-attack check user-bind enable",
        "stp bpdu-protection",
    ),
    *(
        "arp anti-attack gateway-duplicate enable",
        "arp anti-attack rate-limit",
        "arp anti-attack entry-check",
        "dot1x enable",
    ),
    *(
        "mac-authen",
        "authentication unified-mode",
        "undo authentication unified-mode",
        "user-bind static",
        "stp disable",
    ),
    *(
        "arp dhcp-snooping-detect enable",
        "stp tc-protection",
        "stp enable",
        "firewall mac-binding",
        "loop-detection enable",
    ),
    *("loopback-detect enable", "arp anti-attack", "mac-address flapping detection", "undo stp"),
)
refuse("layer2", "stp", "dhcp snooping", "user-bind", "dot1x", "arp anti-attack")
TOP.ignore(
    "DHCP 服务总开关与监听细节",
    "dhcp enable",
    "dhcp snooping user-bind",
    "dhcp snooping over-vpls",
    "dhcp snooping check dhcp-rate",
    "dhcp snooping alarm",
    "dhcp server",
    "undo dhcp",
    "dhcp relay",
    "dhcp snooping max-user-number",
)
TOP.ignore(
    "生成树的参数",
    "stp mode",
    "stp instance",
    "stp region-configuration",
    "stp root",
    "stp priority",
    "stp timer",
    "stp pathcost-standard",
    "stp converge",
    "stp max-hops",
    "stp bridge-diameter",
    "stp v-stp",
    "stp compliance",
    "stp bpdu-filter",
    "stp edged-port",
    "stp vlan",
    "stp flush",
)


@TOP.line("vlan", topic="vlans")
def _vlan(reading: Reading, words: list[str], block: Block) -> bool:
    """``vlan batch 2 to 5 7``; ``vlan N`` with what guards it below it."""
    made = reading.scratch.of("vlan")
    if words[1:2] == ["batch"]:
        intervals = vlan_list(words[2:])
        for low, high in intervals or ():
            for value in range(low, high + 1):
                made.setdefault(value, Vlan(number=value, lines=())).lines += (block.number,)
        return intervals is not None
    single = number(words[1], 4094) if len(words) == 2 else None  # noqa: PLR2004
    if single is None:
        return False
    vlan: Vlan = made.setdefault(single, Vlan(number=single, lines=()))
    vlan.lines += (block.number,)
    vlan.unread += reading.inside(block, VLAN, vlan)
    return True


@VLAN.line("description", "name")
def _name(vlan: Vlan, words: list[str], _block: Block) -> bool:
    vlan.name = vlan.name or " ".join(words[1:])
    return True


VLAN.line("arp anti-attack check user-bind")(lambda _vlan, _words, _block: False)


@VLAN.line("dhcp snooping enable")
def _snooping(vlan: Vlan, _words: list[str], block: Block) -> bool:
    vlan.dhcp_snooping, vlan.lines = True, (*vlan.lines, block.number)
    return True


@VLAN.line("arp anti-attack check user-bind enable")
def _inspection(vlan: Vlan, _words: list[str], block: Block) -> bool:
    vlan.arp_inspection, vlan.lines = True, (*vlan.lines, block.number)
    return True


@VLAN.line("ip source check user-bind enable", "ipv4 source check user-bind enable")
def _guard(vlan: Vlan, _words: list[str], block: Block) -> bool:
    vlan.source_guard, vlan.lines = True, (*vlan.lines, block.number)
    return True


@INTERFACE.line("dhcp snooping enable")
def _port_snooping(interface: Interface, _words: list[str], _block: Block) -> bool:
    interface.nac |= {"snooping"}  # taken out again when all is read
    return True


@INTERFACE.line("storm-control", "broadcast-suppression")
def _storm(interface: Interface, words: list[str], _block: Block) -> bool:
    """Read ``broadcast-suppression 5``, ``storm-control broadcast min-rate 9 max-rate 99``; 100 per cent is no limit.

    What is done once a limit is passed (``storm-control action|interval|enable``) sets none (S series, Interfaces).
    """
    if words[0] == "storm-control" and words[1:2] and words[1] in {"action", "interval", "enable", "whitelist"}:
        return True
    if not words[-1].isdecimal():
        return False
    if words != ["broadcast-suppression", "100"]:
        interface.nac |= {"storm"}
    return True


PROFILE: Table[set[str]] = Table()
PROFILE.ignore(
    "准入模板的参数",
    *(
        "authentication",
        "undo authentication",
        "access-domain",
        "access-user",
        "permit-domain",
        "free-rule-template",
        "link-down",
        "domain",
        "authorize",
        "security-name",
        "roam",
    ),
)
_METHODS = {"dot1x-access-profile": "dot1x", "mac-access-profile": "mac-auth", "portal-access-profile": "portal"}


@PROFILE.line(*_METHODS)
def _method(methods: set[str], words: list[str], _block: Block) -> bool:
    methods.add(_METHODS[words[0]])
    return len(words) == 2  # noqa: PLR2004


@TOP.line("authentication-profile name", topic="layer2")
def _profile(reading: Reading, words: list[str], block: Block) -> bool:
    methods: set[str] = reading.scratch.of("profile").setdefault(words[-1], set())
    reading.topic("layer2").unread.extend(reading.inside(block, PROFILE, methods))
    return len(words) == 3  # noqa: PLR2004


def finish(reading: Reading) -> None:
    """Join VLANs, ports and the global switches."""
    state: State = reading.scratch
    device = reading.device
    device.vlans.missing = ""
    _cover(state)
    device.vlans.items += [vlan for _, vlan in sorted(state.of("vlan").items())]
    snooped, storms = _settle_ports(reading)
    facts = device.layer2
    if state.dialect in FIREWALLS:
        why = "防火墙没有接入侧的这一功能"
        facts.dhcp_snooping = facts.arp_inspection = facts.source_guard = facts.nac = Unsupported(why)
        facts.loop_protection = facts.storm_control = Unsupported(why)
    else:
        vlans, ports = device.vlans.items, device.interfaces.items
        lost = tuple(line for lines in ([v.unread for v in vlans] + [p.unread for p in ports]) for line in lines)
        facts.dhcp_snooping = _snooping_fact(state, snooped)
        facts.arp_inspection = _sum(
            [(v.arp_inspection, v.lines) for v in vlans] + [(p.arp_inspection, p.lines) for p in ports],
            "没有 arp anti-attack check user-bind enable",
            lost,
        )
        facts.source_guard = _sum(
            [(v.source_guard, v.lines) for v in vlans] + [(p.source_guard, p.lines) for p in ports],
            "没有 ip source check user-bind enable",
            lost,
        )
        admitted = [(bool(p.nac & {"dot1x", "mac-auth", "portal"}), p.lines) for p in ports]
        facts.nac = _sum(admitted, "没有端口启用 802.1X 或 MAC 认证", lost)
        guard = state.lines("stp bpdu-protection", "loop-detection enable", "loopback-detect enable")
        facts.loop_protection = (
            Known(value=True, lines=guard) if guard else Absent(value=False, why="没有 stp bpdu-protection")
        )
        facts.storm_control = _sum([(True, lines) for lines in storms], "没有端口启用风暴抑制", lost)
    binds = state.lines("user-bind static") + tuple(
        line for words, line in state.said.get("firewall mac-binding", ()) if words != ["enable"]
    )
    facts.bindings = Known(len(binds), binds) if binds else Absent(0, "没有静态绑定")


def _cover(state: State) -> None:
    """``dhcp snooping enable vlan 10 to 20`` at the top covers these VLANs."""
    for words, line in state.said.get("dhcp snooping enable", ()):
        intervals = vlan_list(words[1:]) if words[:1] == ["vlan"] else None
        for low, high in intervals or ():
            for value in range(low, high + 1):
                vlan: Vlan = state.of("vlan").setdefault(value, Vlan(number=value, lines=()))
                vlan.dhcp_snooping, vlan.lines = True, (*vlan.lines, line)


def _settle_ports(reading: Reading) -> tuple[list[Lines], list[Lines]]:
    """Replace profile names by their methods; return the ports that are snooped, and those guarded against storms."""
    snooped: list[Lines] = []
    storms: list[Lines] = []
    profiles = reading.scratch.of("profile")
    for port in reading.device.interfaces.items:
        if not port.nac:
            continue
        if "snooping" in port.nac:
            snooped.append(port.lines)
        if "storm" in port.nac:
            storms.append(port.lines)
        named = {word.removeprefix("profile ") for word in port.nac if word.startswith("profile ")}
        methods = {method for name in named for method in profiles.get(name, ())}
        port.nac = (
            frozenset(word for word in port.nac if word not in {"snooping", "storm"} and " " not in word) | methods
        )
    return snooped, storms


def _snooping_fact(state: State, snooped: list[Lines]) -> Fact[bool]:
    lines = state.lines("dhcp snooping enable")
    if not lines:
        return Absent(value=False, why="缺省不启用 DHCP Snooping")
    covered = [vlan.lines for vlan in state.of("vlan").values() if vlan.dhcp_snooping] + snooped
    return Known(value=bool(covered), lines=(*lines, *(line for found in covered[:5] for line in found[-1:])))


def _sum(parts: list[tuple[bool, Lines]], why: str, lost: Lines) -> Fact[bool]:
    """On where any part is; not known where none is and some of their lines, ``lost``, were not understood."""
    on = [lines for value, lines in parts if value]
    if on:
        return Known(value=True, lines=tuple(line for lines in on[:5] for line in lines))
    return Unknown(f"{why},但有没有读懂的行", lost) if lost else Absent(value=False, why=why)
