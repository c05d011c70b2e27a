"""What guards the ports of IOS and NX-OS switches, said once all lines are read.

The platform's scratch holds ``guarded`` (VLAN ranges by guard, with their lines), ``facts`` (the device's switches) and
``bindings`` (lines of static bindings).
"""

from __future__ import annotations

from dengbao.model import Absent, Fact, Known
from parsers.blocks import Block
from parsers.grammar import Reading, Table

BESIDE: Table[Reading] = Table()
"""What begins like a guard's lines and is none."""
_BESIDE = {
    "dhcp": frozenset({
        "pool", "excluded-address", "relay", "server", "smart-relay", "use", "conflict", "ping", "database", "class",
        "bootp", "compatibility", "limit", "update", "auto-broadcast", "remember", "option", "support", "binding",
        "aaa", "subscriber-id", "packet", "limited-broadcast-address", "route", "drop", "monitor", "force", "global",
        "refuse",
    }),
    "arp": frozenset({
        "gratuitous", "proxy", "incomplete", "queue", "entry", "track", "nat", "poll", "timeout", "synchronize",
        "cached", "outside", "rate-limit", "max-entries", "trust-monitor", "trusted", "unresolve", "retry", "scan",
    }),
}  # fmt: skip


@BESIDE.line("ip dhcp", "ip arp", topic="layer2")
def _beside(reading: Reading, words: list[str], block: Block) -> bool:
    """Know the lines of DHCP servers and relays, and of the ARP table; any other may be a guard's."""
    known = len(words) > 2 and words[2] in _BESIDE[words[1]]  # noqa: PLR2004
    if known:
        reading.skip(block)
    return known


def finish_layer2(reading: Reading) -> None:
    """Say which guards are on, and which VLANs and ports they cover."""
    device, state = reading.device, reading.scratch
    layer2 = device.layer2
    for name, attribute, words in (
        ("snooping", "dhcp_snooping", "ip dhcp snooping 与 ip dhcp snooping vlan"),
        ("inspection", "arp_inspection", "ip arp inspection vlan"),
    ):
        ranges, switch = state.guarded.get(name, []), state.facts.get(name)
        lines = (*((switch.number,) if switch else ()), *(number for _, number in ranges))
        on = bool(ranges) and (name == "inspection" or switch is not None)
        setattr(layer2, attribute, Known(on, lines) if lines else Absent(False, f"没有配置 {words}"))
        for vlan in device.vlans.items:
            setattr(vlan, attribute, on and _covers(ranges, vlan.number))
    for interface in device.interfaces.items:
        if interface.mode == "access" and interface.vlan is not None:
            interface.arp_inspection = _covers(state.guarded.get("inspection", []), interface.vlan)
    guarded = tuple(port.lines[0] for port in device.interfaces.items if port.source_guard)
    layer2.source_guard = (
        Known(value=True, lines=guarded) if guarded else Absent(False, "没有接口配置 ip verify source")
    )
    bindings = tuple(state.bindings)
    layer2.bindings = Known(len(bindings), bindings) if bindings else Absent(0, "没有 ip source binding 行")
    layer2.nac = _switch(state.facts, "dot1x", "没有 dot1x system-auth-control 行")
    layer2.loop_protection = _switch(state.facts, "bpduguard", "没有配置 bpduguard 或 loopguard")
    layer2.storm_control = _switch(state.facts, "storm", "没有接口配置 storm-control")


def _covers(ranges: list[tuple[tuple[tuple[int, int], ...], int]], number: int) -> bool:
    return any(low <= number <= high for found, _ in ranges for low, high in found)


def _switch(facts: dict[str, Block], name: str, why: str) -> Fact[bool]:
    block = facts.get(name)
    return Known(value=True, lines=(block.number,)) if block else Absent(False, why)
