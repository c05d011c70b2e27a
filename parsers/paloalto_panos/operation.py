"""The device itself, logs, clock, SNMP, backup.

Logs carry date and time with the year, and system, configuration and threat logs are always written to disk; they leave
the device when a match list sends them to a syslog profile (administrator's guide, "Monitoring"). Commits are stored at
once; Panorama keeps each commit of the devices that it manages.
"""

from __future__ import annotations

from typing import Literal

from dengbao.mask import read_secret
from dengbao.model import (
    Absent,
    Community,
    Fact,
    Known,
    LogServer,
    NtpServer,
    SnmpTarget,
    SnmpUser,
    Unknown,
)
from parsers.ioslike.numbers import integer
from parsers.paloalto_panos.state import Config, opened, yes
from parsers.statements import Node
from parsers.statements.time_zones import MINUTES


def read(config: Config) -> None:
    """Read all of it."""
    _system(config)
    _logs(config)
    _clock(config)
    _snmp(config)
    archive = config.device.archive
    opened(archive, config.around("deviceconfig system"))
    archive.saved = Absent(True, "PAN-OS 的运行配置就是已提交存盘的配置")
    system = config.at("deviceconfig system")
    panorama = system.lines("panorama-server", "panorama-server-2", "panorama")
    managed = system.word("panorama-server") or system.word("panorama local-panorama panorama-server")
    archive.automatic = (
        Known(True, tuple(n for n in panorama if n))
        if managed
        else Absent(False, "没有 Panorama 管理，本机没有自动备份")
    )
    archive.destinations = Known((managed,)) if managed else Absent((), "没有 Panorama 管理")


def _system(config: Config) -> None:
    system, node = config.device.system, config.at("deviceconfig system")
    opened(
        system,
        config.root.unread,
        *(home.at("deviceconfig").unread + home.at("deviceconfig system").unread for home in config.homes),
    )
    system.hostname = node.fact("hostname", "没有 hostname")
    system.vendor = Absent("Palo Alto Networks", "平台由清单给出")
    banner = node.word("login-banner").strip()
    system.banner = Known(banner, node.lines("login-banner")) if banner else Absent("", "没有 login-banner")
    system.version = Unknown("没有采集 show system info，配置里只有格式版本")


def _lists(config: Config) -> list[Node]:
    """Every match list, of the device's own logs and of forwarding profiles."""
    found: list[Node] = []
    for scope in (config.shared, *(node for _, node in config.scopes)):
        settings = scope.at("log-settings")
        for kind in ("system", "config", "userid", "hipmatch", "iptag", "globalprotect", "correlation"):
            found += list(settings.each(f"{kind} match-list"))
        for profile in settings.each("profiles"):
            found += list(profile.each("match-list"))
    return found


def _logs(config: Config) -> None:
    logging = config.device.logging
    opened(logging)
    opened(logging.servers)
    used = {word for part in _lists(config) for word in part.words("send-syslog")}
    for scope in (config.shared, *(node for _, node in config.scopes)):
        logging.unread += scope.at("log-settings").unread
        for profile in scope.each("log-settings syslog"):
            for server in profile.each("server"):
                transport = server.word("transport", "UDP").lower()
                logging.servers.items.append(
                    LogServer(
                        address=server.word("server"), lines=server.lines(), port=integer(server.word("port")),
                        transport="tls" if transport == "ssl" else "tcp" if transport == "tcp" else "udp",
                        enabled=profile.name in used, unread=tuple(server.doubts()),
                    )
                )  # fmt: skip
    why = "PAN-OS 始终把系统、配置、威胁日志写到本机磁盘"
    logging.enabled, logging.buffer = Absent(True, why), Absent(True, why)
    logging.timestamp = Absent("datetime", "PAN-OS 日志的时间戳带年月日和时间")
    logging.logins = Absent(True, "登录记入系统日志")
    audit = config.at("deviceconfig setting management audit-tracking")
    if yes(audit, "op-commands"):
        logging.commands = Known(True, audit.lines())
    else:
        logging.commands = Absent(True, "管理员的每次配置操作记入配置日志")


def _clock(config: Config) -> None:
    clock, system = config.device.clock, config.at("deviceconfig system")
    node = system.at("ntp-servers")
    doubts = config.doubts("deviceconfig system ntp-servers")
    opened(clock, doubts)
    opened(clock.servers, config.around("deviceconfig system"), doubts)
    keyed = []
    algorithms: set[str] = set()
    for kind in ("primary-ntp-server", "secondary-ntp-server"):
        part = node.at(kind)
        if part.word("ntp-server-address"):
            key = part.at("authentication-type symmetric-key")
            keyed.append(bool(key) or part.has("authentication-type autokey"))
            algorithms.update(key.words("algorithm"))
            clock.servers.items.append(
                NtpServer(
                    address=part.word("ntp-server-address"),
                    lines=part.lines(),
                    key_id=key.word("key-id"),
                    prefer=kind[0] == "p",
                )
            )
    if not keyed:
        clock.authenticated = Absent(False, "没有配置时间源")
    elif doubts and not all(keyed):
        clock.authenticated = Unknown("时间源的认证有没有读懂的行", tuple(doubts))
    else:
        clock.authenticated = Known(all(keyed), node.lines())
    clock.algorithms = (
        Known(frozenset(algorithms), node.lines()) if algorithms else Absent(frozenset(), "没有使用 NTP 密钥")
    )
    zone = system.word("timezone")
    if zone in MINUTES:
        clock.zone_minutes = Known(MINUTES[zone], system.lines("timezone"))
    else:
        clock.zone_minutes = Unknown(f"不认识时区 {zone}" if zone else "没有 timezone，缺省值未证实")
    clock.synchronised = Unknown("没有采集 show ntp")


def _snmp(config: Config) -> None:
    snmp = config.device.snmp
    node = config.at("deviceconfig system snmp-setting access-setting version")
    opened(snmp, config.doubts("deviceconfig system snmp-setting"), config.shared.at("log-settings").unread)
    for section in (snmp.communities, snmp.users, snmp.targets):
        opened(section)
    old = node.at("v2c snmp-community-string")
    permitted = config.at("deviceconfig system").words("permitted-ip")
    for number, kid in enumerate(old.each(), 1):
        sources: Fact[tuple[()]] = Known(()) if not permitted else Unknown("来源由 permitted-ip 限制")
        snmp.communities.items.append(
            Community(lines=(kid.line,), access="read", secret=read_secret(kid.name), sources=sources, number=number)  # type: ignore[arg-type]
        )
    snmp.users.items = [_snmp_user(part) for part in node.each("v3 users")]
    versions = frozenset({*(("2c",) if snmp.communities.items else ()), *(("3",) if snmp.users.items else ())})
    off = yes(config.at("deviceconfig system service"), "disable-snmp")
    lines = tuple(line for community in snmp.communities.items for line in community.lines)
    lines += tuple(line for user in snmp.users.items for line in user.lines)
    if versions and not off:
        snmp.enabled, snmp.versions = Known(True, lines), Known(versions, lines)
    elif versions:
        lines = config.at("deviceconfig system").lines("service disable-snmp")
        snmp.enabled, snmp.versions = Known(False, lines), Known(frozenset(), lines)
    else:
        why = "没有 SNMP 团体字和用户，不应答"
        snmp.enabled, snmp.versions = Absent(False, why), Absent(frozenset(), why)
    _traps(config)


def _snmp_user(node: Node) -> SnmpUser:
    level: Literal["priv", "auth", "noauth"] = (
        "priv" if node.has("privpwd") else "auth" if node.has("authpwd") else "noauth"
    )
    return SnmpUser(
        name=node.name, lines=node.lines(), level=level,
        authentication=(node.word("authproto") or node.word("auth-protocol")).lower(),
        privacy=(node.word("privproto") or node.word("priv-protocol")).lower(), unread=tuple(node.doubts()),
    )  # fmt: skip


def _traps(config: Config) -> None:
    snmp = config.device.snmp
    used = {word for part in _lists(config) for word in part.words("send-snmptrap")}
    for scope in (config.shared, *(node for _, node in config.scopes)):
        for profile in scope.each("log-settings snmptrap"):
            for version in profile.each("version"):
                for server in version.each("server"):
                    if profile.name in used:
                        snmp.targets.items.append(
                            SnmpTarget(
                                address=server.word("manager"),
                                lines=server.lines(),
                                version=version.name.removeprefix("v"),
                            )
                        )
    lines = tuple(line for target in snmp.targets.items for line in target.lines)
    snmp.traps = Known(True, lines) if lines else Absent(False, "没有日志转发到 SNMP trap 服务器")
