"""Backup of the configuration, defence against attacks, other services.

After the S ``set save-configuration`` page and the USG6000E attack-defence and session pages: stateful checks are on
unless ``undo``; attack defence is off unless said.
"""

from __future__ import annotations

from dengbao.model import Absent, Fact, Known, Unknown, Unsupported
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.huawei.dialect import FIREWALLS, Dialect
from parsers.huawei.state import TOP, State, refuse, say

say("archive", "set save-configuration backup-to-server", "set save-configuration", "undo set save-configuration")
say(
    "defence",
    *("firewall defend", "undo firewall defend", "firewall session link-state", "undo firewall session link-state"),
    *("cpu-defend-policy", "update schedule", "undo update schedule", "firewall session link-state exclude"),
    *("anti-attack", "undo anti-attack", "attack-source-trace"),
)
refuse("defence", "firewall")
say(
    "services",
    "cluster enable",
    "ntdp enable",
    "ndp enable",
    "undo cluster enable",
    "undo ntdp enable",
    "undo ndp enable",
    "dns resolve",
    "undo dns resolve",
    "vcmp role",
)
refuse("services", "cluster", "ntdp", "ndp")
_BACKUP = {"server", "vpn-instance", "transport-type", "user", "password", "path", "port", "source-ip"}
CPU: Table[Reading] = Table()
CPU.ignore(
    "上送 CPU 的限速和攻击溯源参数",
    "car",
    "auto-defend",
    "auto-port-defend",
    "blacklist",
    "whitelist",
    "deny",
    "linkup-car",
    "undo",
    "port-type",
    "user-defined-flow",
    "host-car",
    "description",
    "packet-type",
    "process-priority",
)


@TOP.line("cpu-defend policy", topic="defence")
def _cpu(reading: Reading, words: list[str], block: Block) -> bool:
    """A policy works only where ``cpu-defend-policy`` names it."""
    reading.topic("defence").unread.extend(reading.inside(block, CPU, reading))
    reading.scratch.of("cpu policy")[words[-1]] = block.number
    return len(words) == 3  # noqa: PLR2004


TOP.ignore(
    "内容安全模板的细节;是否引用看安全策略",
    "profile",
    "signature-set",
    "update server",
    "undo update",
    "update",
    "av",
    "ips",
)


def finish(reading: Reading) -> None:
    """Judge backup, defence and services."""
    state: State = reading.scratch
    _archive(reading, state)
    _defence(reading, state)
    reading.device.certificates.missing = "证书有效期不在配置中"
    reading.device.neighbours.missing = "没有采集 ARP、MAC 和 LLDP 表"
    _health(reading)
    services = reading.device.services
    none: Fact[bool] = Absent(value=False, why="VRP 没有这一服务")
    services.finger = services.tcp_small_servers = services.udp_small_servers = services.bootp = services.pad = none
    services.source_route = services.smart_install = services.config_autoload = none
    on = state.lines("dns resolve")
    services.domain_lookup = (
        Known(value=True, lines=on) if on else Absent(value=False, why="缺省不启用域名解析(dns resolve)")
    )
    for name in ("cluster", "ntdp", "ndp"):
        enabled, disabled = state.lines(f"{name} enable"), state.lines(f"undo {name} enable")
        if enabled and max(enabled) > max(disabled, default=0):
            services.extra.append((name, enabled[-1]))


def _health(reading: Reading) -> None:
    """Say which outputs would tell."""
    health = reading.device.health
    health.cpu_percent = Unknown("没有采集 display cpu-usage")
    health.memory_percent = Unknown("没有采集 display memory-usage")
    health.power_supplies = health.alarms = Unknown("没有采集 display device,或其中没有列出电源")


def _archive(reading: Reading, state: State) -> None:
    archive = reading.device.archive
    said = state.said.get("set save-configuration backup-to-server", [])
    lines = tuple(line for _, line in said)
    targets = tuple(words[1] for words, _ in said if words[:1] == ["server"] and len(words) > 1)
    strange = tuple(line for words, line in said if len(words) % 2 or set(words[::2]) - _BACKUP)
    if strange:
        archive.automatic = archive.destinations = Unknown("没有读懂 backup-to-server 的取值", strange)
    elif said:
        archive.automatic, archive.destinations = Known(value=True, lines=lines), Known(targets, lines)
    else:
        why = "没有 set save-configuration backup-to-server"
        archive.automatic, archive.destinations = Absent(value=False, why=why), Absent((), why)
    archive.saved = Unknown("没有采集 compare configuration 的输出")


_NE = 800  # V800: NetEngine routers


def _policed_by_default(state: State) -> Fact[bool]:
    """S and CE switches apply the policy ``default``, which cannot be taken away (``cpu-defend policy`` pages)."""
    if state.version.router or (state.dialect is Dialect.VRP8 and state.version.major == _NE):
        return Unknown("没有确认路由器缺省的 CPU 防攻击策略")
    return Absent(value=True, why="缺省应用 default 防攻击策略,按协议限制上送 CPU 的报文")


def _defence(reading: Reading, state: State) -> None:
    facts = reading.device.defence
    if state.dialect not in FIREWALLS:
        why = "交换机和路由器没有这一功能"
        facts.attack_defence = facts.stateful = facts.ips_signature = facts.av_signature = Unsupported(why)
        used = [
            line
            for words, line in state.said.get("cpu-defend-policy", ())
            if words and words[0] in state.of("cpu policy")
        ]
        facts.control_plane = Known(value=True, lines=tuple(used)) if used else _policed_by_default(state)
        return
    facts.control_plane = Unsupported("防火墙没有 cpu-defend 策略")
    on = tuple(line for words, line in state.said.get("firewall defend", ()) if words[-1:] == ["enable"])
    facts.attack_defence = (
        Known(value=True, lines=on) if on else Absent(value=False, why="缺省不启用攻击防范(firewall defend … enable)")
    )
    off = state.lines("undo firewall session link-state")
    kept = state.lines("firewall session link-state")
    if off:
        facts.stateful = Known(value=False, lines=off)
    else:
        facts.stateful = (
            Known(value=True, lines=kept) if kept else Absent(value=True, why="缺省启用状态检测,关闭时才会显示")
        )
    facts.licences.missing = "没有采集 display license 的输出"
