"""What guards the ports of ZXROS, and which parts of it no public text explains.

ARP inspection stands below an interface that the block ``arp`` opens again, and is off by default (ZXROS NG V5 command
manual, ARP: ``inspection``); DHCP snooping and loop detection as C620 prints them. 802.1X, zones, IPsec, translation
and the protection of the processor are kept as lines that were not understood, so that nothing about them is passed.
"""

from __future__ import annotations

from dengbao.model import Known, Unknown
from dengbao.model.facts import UNREAD
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.ioslike.interfaces import VLAN_MAX, Port
from parsers.ioslike.numbers import intervals
from parsers.zte_zxros.table import TOP, Zxros, default, inner

ARP: Table[Port] = Table()
ARP.ignore(
    "ARP 表项的学习与老化", "arp", "timeout", "detect", "learn-disable", "learn-limit", "limit-time",
    "gratuitous-learn", "gratuitous-proxy-arp", "inter-vlan-proxy", "local-proxy-arp", "proxy", "port-speed",
    "keepalive", "acl",
)  # fmt: skip
_IDLE = frozenset({
    "acl", "alarm-threshold", "gratuitous-learn", "gratuitous-proxy-arp", "keepalive", "learn-disable", "learn-limit",
    "local-proxy-arp", "periodic", "timeout",
})  # fmt: skip


@ARP.line("inspection")
def _inspection(port: Port, words: list[str], block: Block) -> bool:
    """Read ``inspection {enable | disable}``."""
    if words[1:] not in (["enable"], ["disable"]):
        return False
    port.interface.arp_inspection = words[1] == "enable"
    port.reading.scratch.guarded.setdefault("inspection", []).append(((), block.number))
    return True


@TOP.line("arp", topic="layer2")
def _arp(reading: Reading, _words: list[str], block: Block) -> bool:
    idle = [child for child in block.children if child.text.split()[0] in _IDLE]
    for child in idle:
        reading.skip(child)
    ports = Block(block.number, block.text, [child for child in block.children if child not in idle])
    return inner(reading, ports, ARP)


@TOP.line("ip dhcp snooping", topic="layer2")
def _snooping(reading: Reading, words: list[str], block: Block) -> bool:
    if words[3:] in (["enable"], ["disable"]):
        reading.device.layer2.dhcp_snooping = Known(words[3] == "enable", (block.number,))
        return True
    found = intervals("".join(words[4:]), 1, VLAN_MAX) if words[3:4] == ["vlan"] else None
    if found:
        reading.scratch.guarded.setdefault("snooping", []).append((found, block.number))
    return found is not None


@TOP.line("loopback-detection", topic="layer2")
def _loops(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``loopback-detection {enable | disable}``; how it detects matters less."""
    if words[1:] in (["enable"], ["disable"]):
        reading.device.layer2.loop_protection = Known(words[1] == "enable", (block.number,))
    return len(words) > 1


@TOP.line("dhcp", topic="layer2")
def _dhcp(reading: Reading, _words: list[str], block: Block) -> bool:
    """Pass over servers and relays; what is said of snooping there is not known."""
    numbers = reading.numbers(block)
    if any("snooping" in reading.lines[number - 1] for number in numbers):
        return False
    reading.use(*numbers)
    return True


@TOP.line("dot1x", topic="layer2")
@TOP.line("isakmp", "ipsec", "ike", "crypto", topic="proposals")
@TOP.line("security-zone", "zone", "firewall", topic="policies")
@TOP.line("nat", "cgn", "ip nat", topic="nat")
@TOP.line("control-plane-security", "cpu-protect", topic="defence")
def _unexplained(_reading: Reading, _words: list[str], _block: Block) -> bool:
    return False


def finish_guards(reading: Reading) -> None:
    """Mark guarded VLANs, and say what was read of guards, policies and tunnels."""
    state: Zxros = reading.scratch
    device = reading.device
    layer2, policies = device.layer2, device.policies
    ranges = state.guarded.get("snooping", [])
    on = isinstance(layer2.dhcp_snooping, Known) and layer2.dhcp_snooping.value
    for vlan in device.vlans.items:
        vlan.dhcp_snooping = on and any(low <= vlan.number <= high for found, _ in ranges for low, high in found)
    if layer2.dhcp_snooping is UNREAD:
        layer2.dhcp_snooping = Unknown("没有 ip dhcp snooping enable 行,中兴的缺省没有确认")
    if lines := tuple(number for _, number in state.guarded.get("inspection", [])):
        layer2.arp_inspection = Known(any(port.arp_inspection for port in device.interfaces.items), lines)
    else:
        layer2.arp_inspection = default(state, layer2, False, "没有接口配置 inspection enable", "缺省不检测")  # noqa: FBT003
    if policies.unread:
        policies.missing = "安全区域的配置没有读懂"
    else:
        policies.missing, policies.unsupported = "", "ZXROS 按接口的访问控制列表过滤,没有区域间的安全策略"
    device.schedules.missing = ""
    device.proposals.missing = "IPsec 的配置没有读懂" if device.proposals.unread else ""
