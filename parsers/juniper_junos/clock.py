"""Time: NTP servers, their keys, the zone.

UTC without ``system time-zone``; a key counts when a server names it, its value stands there and it is trusted
(Network Management and Monitoring Guide, "NTP Authentication Keys").
"""

from __future__ import annotations

from dengbao.model import Absent, Fact, Known, NtpServer, Unknown
from parsers.juniper_junos.state import Config, opened
from parsers.statements import Node
from parsers.statements.time_zones import MINUTES

SCHEMA = """
system
  time-zone =
  use-imported-time-zones
  ntp
    boot-server|source-address|interval-range|threshold =
    multicast-client|broadcast-client *
    trusted-key *
    authentication-key *
      type|value =
    restrict *
      mask =
      noquery
    server|peer|broadcast *
      key|version|routing-instance|ttl =
      prefer
      nts ...
    nts ...
"""


def read(config: Config) -> None:
    """Read the clock."""
    system, clock = config.root.at("system"), config.device.clock
    node = system.at("ntp")
    opened(clock, node.doubts())
    opened(clock.servers)
    clock.servers.items = [_server(part) for kind in ("server", "peer") for part in node.each(kind)]
    clock.authenticated = _authenticated(node, clock.servers.items)
    keys = node.at("authentication-key")
    used = [keys.kid(server.key_id) for server in clock.servers.items if server.key_id]
    algorithms = frozenset(part.word("type") for part in used if part.word("type"))
    clock.algorithms = Known(algorithms, keys.lines()) if algorithms else Absent(frozenset(), "没有使用 NTP 密钥")
    zone = system.word("time-zone")
    if not zone:
        clock.zone_minutes = Absent(0, "没有 system time-zone，缺省 UTC")
    elif zone in MINUTES:
        clock.zone_minutes = Known(MINUTES[zone], system.lines("time-zone"))
    else:
        clock.zone_minutes = Unknown(f"不认识时区 {zone}", system.lines("time-zone"))
    clock.synchronised = Unknown("没有采集 show ntp status")


def _server(node: Node) -> NtpServer:
    return NtpServer(
        address=node.name, lines=node.lines(), key_id=node.word("key"), prefer=node.has("prefer"),
        unread=tuple(node.doubts()),
    )  # fmt: skip


def _authenticated(node: Node, servers: list[NtpServer]) -> Fact[bool]:
    if not servers:
        return Absent(False, "没有配置时间源")
    trusted, keys = set(node.words("trusted-key")), node.at("authentication-key")
    good = [server for server in servers if server.key_id in trusted and keys.kid(server.key_id)]
    lines = tuple(line for server in servers for line in server.lines)
    if len(good) < len(servers) and (doubts := node.doubts()):
        return Unknown("时间源或密钥有没有读懂的行", tuple(doubts))
    return Known(len(good) == len(servers), lines + node.lines("trusted-key"))
