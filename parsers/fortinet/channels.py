"""Management services: where they answer, from where they may be reached, and the sessions that they open.

A service answers on an interface whose ``allowaccess`` names it. Logins are limited by ``trusthost1..10`` of *every*
administrator (one without keeps the login page open to all), or by ``config firewall local-in-policy``, which is
tried before and has no end that denies (CLI reference 6.0–7.4; administration guide "Trusted hosts", "Local-in
policies"). SNMP communities have their own hosts; SNMPv3 knows no limit but local-in policies.
"""

from __future__ import annotations

from dengbao.model import (
    ANY_IPV6,
    Absent,
    Acl,
    Address,
    Channel,
    Fact,
    Known,
    Rule,
    Service,
    Terminal,
    Unknown,
    Unsupported,
)
from parsers.fortinet.config import PART, Config
from parsers.fortinet.fields import section
from parsers.fortinet.interfaces import allowed_at
from parsers.fortinet.objects import TCP, UDP, Book
from parsers.fortinet.system import GLOBAL
from parsers.fortinet.tree import Node
from parsers.fortinet.users import subnet, trusted
from parsers.ioslike.numbers import bounded, integer

_READ = (
    "intf srcaddr dstaddr service action schedule status srcaddr-negate dstaddr-negate service-negate ha-mgmt-intf-only"
)
section("firewall local-in-policy", "firewall local-in-policy6", read=_READ,
    skip="uuid comments virtual-patch logtraffic "
        "internet-service-src.*")  # fmt: skip
_PORTS = {"https": ("admin-sport", 443), "http": ("admin-port", 80), "ssh": ("admin-ssh-port", 22),
          "telnet": ("admin-telnet-port", 23)}  # fmt: skip
LOGIN = tuple(_PORTS)
_IDLE_KINDS = {"ssh": "ssh", "telnet": "telnet", "https": "web", "http": "web"}
_SNMP = 161


def read(config: Config, books: dict[str, Book]) -> None:
    """Fill channels, terminals and the access list that local-in policies are."""
    device = config.device
    device.acls.missing = ""
    local = _local_in(config, books)
    device.acls.items.extend(local.values())
    device.channels.missing = device.interfaces.missing
    device.terminals.missing = ""
    for name in LOGIN:
        device.channels.items.append(_login(config, name, local))
    device.channels.items.append(_snmp(config, local))
    for name, word in (("ftp", "FTP"), ("tftp", "TFTP"), ("netconf", "NETCONF")):
        device.channels.items.append(Channel(name=name, enabled=Unsupported(f"FortiOS 没有 {word} 管理服务")))
    device.channels.items.append(_api(config))
    for _, node in config.entries("system interface"):
        device.channels.unread.extend(line for name, line in node.own_unread if name.endswith("allowaccess"))
    _terminals(config)


def _open_at(config: Config, service: str) -> list[tuple[Node, int]]:
    """The interfaces that are up and let a service in, with the line that does."""
    return [
        (node, line)
        for _, node in config.entries("system interface")
        if node.word("status") != "down" and (line := allowed_at(node, service)) is not None
    ]


def _login(config: Config, name: str, local: dict[str, Acl]) -> Channel:
    setting, default = _PORTS[name]
    found = config.setting(GLOBAL, setting)
    port = (bounded(found.word, 1, 65535) if found else None) or default
    places = _open_at(config, name)
    channel = Channel(name=name, port=port, interfaces=tuple(node.name for node, _ in places))
    lines = tuple(line for _, line in places)
    barred = config.setting(GLOBAL, "admin-telnet") if name == "telnet" else None
    if barred and barred.word == "disable":
        channel.enabled = Known(value=False, lines=(barred.line,), file=barred.file)
    elif places:
        channel.enabled = Known(value=True, lines=lines)
    else:
        channel.enabled = config.default(value=False, why=f"没有接口的 allowaccess 含 {name}")
    limited = _limited(port, TCP, places, local)
    channel.sources = _trusted(config, name, places) if limited is None else limited
    return channel


def _trusted(config: Config, name: str, places: list[tuple[Node, int]]) -> Fact[tuple[Address, ...]]:
    """The trusted hosts of all administrators together; none where one of them has none."""
    admins = [node for _, node in config.entries("system admin")]
    if not admins:
        return Unknown("配置里没有管理员,看不出可信主机")
    open_ = [node for node in admins if not trusted(node)]
    if open_:
        return Known((), tuple(node.line for node in open_))
    found = tuple(dict.fromkeys(address for node in admins for address in trusted(node)))
    six = [
        node
        for node, _ in places
        if name in (node.tables["ipv6"].words("ip6-allowaccess") if "ipv6" in node.tables else ())
    ]
    if six and not all(any(address.family == 6 for address in trusted(node)) for node in admins):  # noqa: PLR2004
        found += (ANY_IPV6,)
    lines = tuple(node.settings[key].line for node in admins for key in node.settings if "trusthost" in key)
    return Known(found, lines)


def _limited(
    port: int, protocol: int, places: list[tuple[Node, int]], local: dict[str, Acl]
) -> Fact[tuple[Address, ...]] | None:
    """What local-in policies leave of the sources; None where they do not close a service on every interface."""
    allowed: list[Address] = []
    lines: list[int] = []
    for node, _ in places:
        acl = local.get(node.word("vdom")) or local.get("")
        closed = False
        for rule in acl.rules if acl else ():
            if not rule.enabled or (rule.source_zones and node.name not in rule.source_zones):
                continue
            touches = _touch(rule.services, port, protocol)
            if touches is None or not all(term.resolved for term in rule.sources):
                return Unknown("有没有读懂的 local-in-policy", rule.lines)
            if not touches:
                continue
            lines.extend(rule.lines)
            if rule.permits:
                allowed.extend(rule.sources)
            elif rule.from_any and rule.to_any:
                closed = True
                break
        if not closed:
            return None
    if not places:
        return None
    return Known(tuple(dict.fromkeys(allowed)) or (Address(0, 0, 4),), tuple(dict.fromkeys(lines)))


def _touch(services: tuple[Service, ...], port: int, protocol: int) -> bool | None:
    """Whether a port is among services; None when some are not known."""
    if any(
        term.resolved and not term.other and term.protocol in {None, protocol}
        and term.destination[0] <= port <= term.destination[1] for term in services
    ):  # fmt: skip
        return True
    return None if any(not term.resolved or term.other for term in services) else False


def _local_in(config: Config, books: dict[str, Book]) -> dict[str, Acl]:
    """Local-in policies as one access list a context; it ends in permit, as nothing denies what none matches."""
    lists: dict[str, Acl] = {}
    for context, book in books.items():
        node = config.node("firewall local-in-policy", context)
        if node is None or not node.entries:
            continue
        name = f"local-in-policy {context}".strip()
        rules = [_local_rule(entry, book, context) for entry in node.entries.values()]
        lists[context] = Acl(name=name, kind="advanced", family=4, rules=rules, lines=(node.line,), default="permit",
                             unread=tuple(node.unread))  # fmt: skip
    return lists


def _local_rule(entry: Node, book: Book, context: str) -> Rule:
    zones = () if "any" in entry.words("intf") else tuple(entry.words("intf"))
    rule = Rule(name=entry.name, action="permit" if entry.word("action") == "accept" else "deny", lines=(entry.line,),
                context=context, source_zones=zones, unread=tuple(entry.unread))  # fmt: skip
    rule.enabled = entry.enables("status", default=True) and entry.word("schedule", "always") == "always"
    if entry.enables("ha-mgmt-intf-only"):
        rule.enabled = False  # about other ports than those of allowaccess
    rule.sources = book.address(entry.words("srcaddr"), negate=entry.enables("srcaddr-negate"))
    rule.destinations = book.address(entry.words("dstaddr"), negate=entry.enables("dstaddr-negate"))
    rule.services = book.service(entry.words("service"))
    if entry.enables("service-negate"):
        rule.services = (Service(ref="(服务取反)", resolved=False),)
    return rule


def _snmp(config: Config, local: dict[str, Acl]) -> Channel:
    """SNMP answers where the agent is on and an interface lets it in."""
    places = _open_at(config, "snmp")
    agent = config.switch("system snmp sysinfo", "status", config.default(value=False, why="SNMP 代理缺省不启用"))
    channel = Channel(name="snmp", port=_SNMP, interfaces=tuple(node.name for node, _ in places))
    lines = tuple(line for _, line in places)
    if isinstance(agent, Unknown) or not agent:
        channel.enabled = agent
    elif places:
        channel.enabled = Known(value=True, lines=(*agent.lines, *lines))
    else:
        channel.enabled = config.default(value=False, why="没有接口的 allowaccess 含 snmp")
    limited = _limited(_SNMP, UDP, places, local)
    channel.sources = _snmp_hosts(config, lines) if limited is None else limited
    return channel


def _snmp_hosts(config: Config, lines: tuple[int, ...]) -> Fact[tuple[Address, ...]]:
    found: list[Address] = []
    for _, user in config.entries("system snmp user"):
        if user.enables("queries", default=True) and user.enables("status", default=True):
            return Known((), (user.line, *lines))
    for _, community in config.entries("system snmp community"):
        hosts = [host for entry in community.table("hosts") if (host := subnet(entry.words("ip")))]
        if community.enables("status", default=True):
            if not hosts:
                return Known((), (community.line, *lines))
            found += hosts
    return Known(tuple(found), lines)


def _api(config: Config) -> Channel:
    """The REST interface answers on the HTTPS port for those who have a key."""
    keys = [node for _, node in config.entries("system api-user")]
    channel = Channel(name="api", enabled=config.default(value=False, why="没有 REST API 账号"), sources=Known(()))
    if keys and _open_at(config, "https"):
        channel.enabled = Known(value=True, lines=tuple(node.line for node in keys))
        hosts = [
            [host for entry in node.table("trusthost") if (host := subnet(entry.words("ipv4-trusthost")))]
            for node in keys
        ]
        sources = tuple(host for some in hosts for host in some) if all(hosts) else ()
        channel.sources = Known(sources, tuple(node.line for node in keys))
    return channel


def _terminals(config: Config) -> None:
    """The console, and one entrance for each login service."""
    idle = _idle(config)
    user: Fact[str] = Absent("user", "FortiOS 的登录入口都要求账号") if config.whole else Unknown(PART)
    console = Terminal(name="console", kind="console", lines=(), authentication=user)  # type: ignore[arg-type]
    console.inbound = Absent(frozenset({"console"}), "串口")
    console.idle_minutes = _console_idle(config, idle)
    login = config.setting("system console", "login")
    console.enabled = not (login and login.word == "disable")
    terminals = config.device.terminals
    terminals.items.append(console)
    for channel in config.device.channels.items:
        kind = _IDLE_KINDS.get(channel.name)
        if kind is None:
            continue
        entrance = Terminal(name=channel.name, kind=kind, lines=channel.lines, authentication=user)  # type: ignore[arg-type]
        entrance.inbound = Absent(frozenset({channel.name}), "按服务各为一个入口")
        entrance.idle_minutes, entrance.acl = idle, Absent("", "来源限制见可信主机和 local-in-policy")
        entrance.enabled = isinstance(channel.enabled, Unknown) or bool(channel.enabled)
        terminals.items.append(entrance)


def _idle(config: Config) -> Fact[float]:
    """``admintimeout`` in minutes, or the longest that a profile in use puts in its place (0: never)."""
    used = {node.word("accprofile") for _, node in config.entries("system admin")}
    overriding = [
        (float(minutes), node.settings["admintimeout"].line if "admintimeout" in node.settings else node.line)
        for _, node in config.entries("system accprofile")
        if node.name in used and node.enables("admintimeout-override")
        and (minutes := integer(node.word("admintimeout", "10"))) is not None
    ]  # fmt: skip
    own = config.device.web.idle_minutes
    if isinstance(own, Unknown) or not overriding:
        return own
    worst = max(overriding, key=lambda one: one[0] or float("inf"))
    if worst[0] == 0 or worst[0] > own.value:
        return Known(worst[0], (worst[1],))
    return own


def _console_idle(config: Config, idle: Fact[float]) -> Fact[float]:
    found = config.setting(GLOBAL, "admin-console-timeout")
    seconds = integer(found.word) if found else None
    return Known(seconds / 60, (found.line,), found.file) if found and seconds else idle
