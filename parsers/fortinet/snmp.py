"""SNMP: agent, communities, users, and where traps go.

The agent is off by default; a community answers v1 and v2c queries and sends traps of both by default, to and from the
hosts that it lists (``host-type any``) or from anybody; a user without ``security-level`` has neither authentication
nor privacy (CLI reference 6.0–7.4, ``config system snmp``). A community that is off, or all of them while the agent is
off, answers nobody and is left out.
"""

from __future__ import annotations

from typing import Literal

from dengbao.mask import read_secret
from dengbao.model import Address, Community, Known, SnmpTarget, SnmpUser, Unknown
from parsers.fortinet import attributes
from parsers.fortinet.config import PART, Config
from parsers.fortinet.fields import fields, section
from parsers.fortinet.tree import Node
from parsers.fortinet.users import subnet
from parsers.ioslike.numbers import integer, ipv4

_COMMUNITY = "name status query-v1-status query-v2c-status trap-v1-status trap-v2c-status"
_HOSTS = fields("ip ipv6 host-type", skip="source-ip.* ha-direct interface.* vrf-select")
section("system snmp sysinfo", read="status", skip=attributes.SNMP_AGENT)
section("system snmp community", read=_COMMUNITY,
        skip="events query-v(?:1|2c)-port trap-v(?:1|2c)-(?:lport|rport) mib-view vdoms",
        tables={"hosts": _HOSTS, "hosts6": _HOSTS})  # fmt: skip
section("system snmp user", read="status trap-status notify-hosts notify-hosts6 queries security-level auth-proto"
    " priv-proto",
        skip="auth-pwd priv-pwd events query-port trap-lport trap-rport source-ip.* ha-direct mib-view vdoms"
            " interface.*")  # fmt: skip
section("system snmp mib-view", skip="name include exclude")
section("system snmp rmon-stat", skip="id owner source")
Level = Literal["noauth", "auth", "priv"]
_LEVELS: dict[str, Level] = {"no-auth-no-priv": "noauth", "auth-no-priv": "auth", "auth-priv": "priv"}


def read(config: Config) -> None:
    """Fill SNMP."""
    snmp = config.device.snmp
    agent = config.switch("system snmp sysinfo", "status", config.default(value=False, why="SNMP 代理缺省不启用"))
    snmp.enabled = agent
    for part in (snmp.communities, snmp.users, snmp.targets):
        part.missing = PART if isinstance(agent, Unknown) else ""
    if isinstance(agent, Unknown):
        snmp.versions = snmp.traps = agent
        return
    if not agent:
        snmp.communities.none = snmp.users.none = "SNMP 代理没有启用"
        snmp.versions = (
            Known(frozenset(), agent.lines) if agent.lines else config.default(frozenset(), "SNMP 代理缺省不启用")
        )
        snmp.traps = (
            Known(value=False, lines=agent.lines)
            if agent.lines
            else config.default(value=False, why="SNMP 代理缺省不启用")
        )
        return
    versions: dict[str, int] = {}
    for _, node in config.entries("system snmp community"):
        if node.enables("status", default=True):
            _community(config, node, versions)
    for _, node in config.entries("system snmp user"):
        if node.enables("status", default=True):
            _user(config, node, versions)
    snmp.versions = Known(frozenset(versions), tuple(versions.values()) or agent.lines)
    lines = tuple(line for target in snmp.targets.items for line in target.lines)
    snmp.traps = Known(value=bool(lines), lines=lines or agent.lines)
    garbled = tuple(node.settings["notify-hosts"].line for _, node in config.entries("system snmp user")
                    if any(ipv4(word) is None for word in node.words("notify-hosts")))  # fmt: skip
    if not lines and garbled:
        snmp.traps = Unknown("没有读懂 set notify-hosts", garbled)
    elif not lines:
        snmp.traps = config.unless_doubtful(snmp.traps, "system snmp user", "system snmp community")


def _community(config: Config, node: Node, versions: dict[str, int]) -> None:
    snmp = config.device.snmp
    for version, key in (("1", "query-v1-status"), ("2c", "query-v2c-status")):
        if node.enables(key, default=True):
            versions.setdefault(version, node.lines(key)[0])
    community = Community(
        lines=node.lines("name"), access="read", number=integer(node.name) or 1, unread=tuple(node.unread)
    )
    community.secret = read_secret(node.word("name"))
    hosts: list[Address] = []
    open_ = not list(node.table("hosts"))
    for host in node.table("hosts"):
        address = subnet(host.words("ip"))
        kind = host.word("host-type", "any")
        if kind in {"any", "query"}:
            open_ = open_ or address is None or address.is_any
            hosts.extend([address] if address else [])
        if kind in {"any", "trap"} and address and address.low == address.high:
            _trap(config, node, host)
    community.sources = Known(() if open_ else tuple(hosts), node.lines("name"))
    snmp.communities.items.append(community)


def _trap(config: Config, node: Node, host: Node) -> None:
    version = next(
        (word for word, key in (("2c", "trap-v2c-status"), ("1", "trap-v1-status")) if node.enables(key, default=True)),
        "",
    )
    if version:
        config.device.snmp.targets.items.append(
            SnmpTarget(address=host.word("ip"), lines=host.lines("ip"), version=version)
        )


def _user(config: Config, node: Node, versions: dict[str, int]) -> None:
    snmp = config.device.snmp
    if node.enables("queries", default=True):
        versions.setdefault("3", node.line)
    user = SnmpUser(name=node.name, lines=node.lines("security-level"), unread=tuple(node.unread))
    user.level = _LEVELS.get(node.word("security-level", "no-auth-no-priv"), "")
    user.authentication = node.word("auth-proto", "sha") if user.level in {"auth", "priv"} else ""
    user.privacy = node.word("priv-proto", "aes") if user.level == "priv" else ""
    snmp.users.items.append(user)
    if node.enables("trap-status", default=True):
        snmp.targets.items.extend(
            SnmpTarget(address=address, lines=node.lines("notify-hosts"), version="3")
            for address in node.words("notify-hosts")
            if ipv4(address) is not None
        )
