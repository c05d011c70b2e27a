"""What keeps the network up when one device fails: VRRP, HRP of firewalls, stacks, M-LAG.

After the S VRRP and USG6000E hot-standby pages; VRRP is version 2 unless ``vrrp version v3`` stands at the top.
An empty ``stack`` view is the factory's, and no stack.
"""

from __future__ import annotations

from dengbao.model import Interface, Redundancy
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.huawei.interfaces import INTERFACE, NOTED
from parsers.huawei.operands import ipv4, number
from parsers.huawei.state import TOP, State, refuse, say

STACK: Table[Reading] = Table()
say("redundancy", "hrp enable", "hrp interface", "hrp standby-device", "hrp authentication-key")
say("redundancy", "vrrp version")
refuse("redundancy", "hrp", "undo hrp")
TOP.ignore(
    "双机热备的跟踪、镜像和计时参数",
    *(
        f"hrp {word}"
        for word in (
            "mirror",
            "track",
            "standby",
            "adjust",
            "preempt",
            "timer",
            "auto-sync",
            "ospf-cost",
            "ospfv3-cost",
            "loadbalance-device",
            "configuration",
            "base",
            "escape",
            "active",
            "nat",
            "device",
            "ip-packet",
            "running",
            "encryption",
        )
    ),
    "undo hrp preempt",
    "undo hrp adjust",
    "undo hrp auto-sync",
    "undo hrp ospf-cost",
    "undo hrp ospfv3-cost",
    "undo hrp track",
)
TOP.ignore("VRRP 全局参数", "vrrp", "undo vrrp")


@INTERFACE.line("vrrp", "vrrp6")
def _vrrp(_interface: Interface, words: list[str], _block: Block) -> bool:
    """Noted by the interface's own handler, which knows the device."""
    return words[1:2] in (["version-3"], ["un-check"], ["virtual-ip"]) or _OF_GROUP.issuperset(words[3:4])


def note(reading: Reading, interface: Interface, words: list[str], line: int) -> None:
    """``vrrp vrid N virtual-ip A [M] [active|standby]``, ``priority P``, ``authentication-mode ...``."""
    if words[1:2] != ["vrid"] or len(words) < 5:  # noqa: PLR2004
        return
    made = reading.scratch.of("vrrp")
    key = (interface.name, words[2])
    if key not in made:
        made[key] = Redundancy(
            kind="vrrp", name=f"{interface.name} {words[2]}", lines=(), interface=interface.name, authenticated=False
        )
    group: Redundancy = made[key]
    group.lines += (line,)
    if words[3] == "virtual-ip" and (address := ipv4(words[4])) is not None:
        group.virtual += (address,)
    elif words[3] == "priority":
        group.priority = number(words[4], 255)
    elif words[3] == "authentication-mode":
        group.authenticated = True
    elif words[3] not in _OF_GROUP:
        group.unread += (line,)


_OF_GROUP = frozenset({
    "virtual-ip", "priority", "authentication-mode", "preempt-mode", "preempt", "timer", "track", "description",
    "holding-multiplier", "arp", "backup-forward", "unflowdown", "load-balance", "ignore-if-down", "binding", "bind",
    "admin-vrrp", "join", "send-vlan",
})  # fmt: skip
"""What a line of a VRRP group sets (S and USG6000E Command Reference, ``vrrp vrid``)."""


@TOP.line("stack", "dfs-group", topic="redundancy")
def _stack(reading: Reading, words: list[str], block: Block) -> bool:
    reading.topic("redundancy").unread.extend(reading.inside(block, STACK, reading))
    if len(words) > 1 or block.children:
        lines = (block.number, *[child.number for child in block.children])
        kind = "stack" if words[0] == "stack" else "m-lag"
        reading.device.redundancy.items.append(Redundancy(kind=kind, name=" ".join(words[1:3]) or kind, lines=lines))
    return True


STACK.ignore(
    "堆叠和 M-LAG 成员的参数",
    "stack",
    "slot",
    "source",
    "priority",
    "peer-link",
    "dual-active",
    "undo",
    "m-lag",
    "consistency-check",
    "domain",
    "authentication-mode",
    "mad",
    "port",
)
TOP.ignore("堆叠口由堆叠视图判断", "stack-port", "undo stack", "css")


NOTED["vrrp"] = note


def finish(reading: Reading) -> None:
    """Put together what lines said."""
    state: State = reading.scratch
    section = reading.device.redundancy
    section.missing = ""
    said = state.last("vrrp version")
    for group in state.of("vrrp").values():
        group.version = {"v2": 2, "v3": 3}.get("".join(said[0])) if said else 2
        section.items.append(group)
    on = state.last("hrp enable")
    if on:
        peers = state.lines("hrp interface")
        link = state.last("hrp interface")
        section.items.append(
            Redundancy(
                kind="hrp",
                name="hrp",
                lines=(on[1], *peers),
                interface="".join(word for word in link[0][:1]) if link else "",
                authenticated=bool(state.lines("hrp authentication-key")),
            )
        )
