"""Logs and the clock.

Every event kind is logged by default (``config log eventfilter``; STIG V-234176). Collectors are syslogd, syslogd2 to
4 and FortiAnalyzer, with overrides a VDOM; a collector counts with ``status enable``. Entries always carry date, time
and zone. The time zone is an index up to 7.4.1 (55: Beijing; 56 to 59 are +8:00 as
well) and a name afterwards; NTP keys may stand at each server.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dengbao.model import Absent, Known, LogServer, NtpServer, Unknown, Unsupported
from parsers.fortinet import attributes
from parsers.fortinet.config import PART, Config
from parsers.fortinet.fields import fields, section
from parsers.fortinet.system import GLOBAL
from parsers.fortinet.tree import Node
from parsers.ioslike.numbers import bounded

_SYSLOG = tuple(f"log syslogd{number}" for number in ("", "2", "3", "4"))
_ANALYSERS = tuple(f"log fortianalyzer{number}" for number in ("", "2", "3", "-cloud"))
_EVENTS = (
    "event system vpn user router wireless-activity wan-opt endpoint ha security-rating fortiextender connector sdwan"
    " cifs switch-controller rest-api web-svc webproxy compliance-check dns-query"
)
section("log eventfilter", read=_EVENTS, skip="")
section(*(f"{head} {kind}" for head in _SYSLOG for kind in ("setting", "override-setting")),
        read="status server mode port facility enc-algorithm format override use-management-vdom",
        skip="source-ip.* interface.* certificate max-log-rate priority ssl-min-proto-version reliable csv syslog-type "
        "vrf-select", tables={"custom-field-name": None})  # fmt: skip
section(*(f"{head} {kind}" for head in (*_SYSLOG, *_ANALYSERS, "log memory", "log disk") for kind in ("filter",
    "override-filter")),
        read="severity", skip=attributes.LOG_FILTER, tables={"free-style": None})  # fmt: skip
section(*(f"{head} {kind}" for head in _ANALYSERS for kind in ("setting", "override-setting")),
        read="status server reliable enc-algorithm upload-option override use-management-vdom",
        skip=attributes.ANALYSER,
        tables={"serial": None})  # fmt: skip
section(
    "log disk setting",
    "log memory setting",
    read="status maximum-log-age diskfull",
    skip=attributes.LOG_DISK,
)
section("log memory global-setting", read="max-size", skip=attributes.LOG_MEMORY)
section("log setting", read="fwpolicy-implicit-log fwpolicy6-implicit-log local-in-allow local-in-deny-unicast"
    " local-in-deny-broadcast local-out resolve-ip resolve-port syslog-override faz-override",
        skip="(?:daemon|brief|log|user|expolicy|neighbor|custom|anonymization"
        "|extended|zone|rest|long|local)-.*", tables={})  # fmt: skip
section(
    "system ntp", read="ntpsync type server-mode interface authentication key-id key key-type",
    skip="syncinterval source-ip.*",
    tables={"ntpserver": fields("server ntpv3 authentication key key-id key-type",
        skip="interface.* ip-type vrf-select")},
)  # fmt: skip
_SEVERITIES = ("emergency", "alert", "critical", "error", "warning", "notification", "information", "debug")
_INDICES = {"04": -480, "49": 360, "50": 360, "53": 420, "54": 420, "60": 540} | dict.fromkeys(
    map(str, range(55, 60)), 480
)
_ZONE_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+)*")


def read(config: Config) -> None:
    """Fill logging and the clock."""
    logging = config.device.logging
    logging.enabled = config.switch("log eventfilter", "event", config.default(value=True, why="事件日志缺省全部记录"))
    for _, node in config.nodes("log eventfilter"):
        logging.unread.extend(node.unread)
    # an administrator's login is an event of the kind ``system`` (log reference, 32001 and 32002)
    logins = config.switch("log eventfilter", "system", config.default(value=True, why="事件日志缺省全部记录"))
    off = isinstance(logging.enabled, (Known, Absent)) and not logging.enabled.value
    logging.logins = logging.enabled if off else logins
    logging.commands = config.switch(GLOBAL, "cli-audit-log", config.default(value=False, why="缺省不记录命令行操作"))
    logging.timestamp = config.default("datetime", "FortiOS 的日志总带日期、时间和时区")
    _servers(config)
    _buffer(config)
    _clock(config)


def _servers(config: Config) -> None:
    servers = config.device.logging.servers
    servers.missing = ""
    for head in _SYSLOG:
        for context, node in config.nodes(f"{head} setting", f"{head} override-setting"):
            if server := _server(config, node, head, context):
                servers.items.append(server)
    for head in _ANALYSERS:
        for context, node in config.nodes(f"{head} setting", f"{head} override-setting"):
            if server := _server(config, node, head, context):
                servers.items.append(server)
    if not servers.items and not config.whole:
        servers.missing = PART


def _server(config: Config, node: Node, head: str, context: str) -> LogServer | None:
    address = node.word("server") or ("FortiAnalyzer Cloud" if head.endswith("-cloud") else "")
    if not address or node.word("status") != "enable":
        return None
    server = LogServer(address=address, lines=node.lines("status", "server"), unread=tuple(node.unread))
    syslog = "syslogd" in head
    server.port = bounded(node.word("port", "514"), 1, 65535) if syslog else 514
    server.transport = _transport(node, syslog=syslog)
    chosen = config.node(f"{head} filter", context) or config.node(f"{head} override-filter", context)
    word = chosen.word("severity", "information") if chosen else "information"
    server.level = _SEVERITIES.index(word) if word in _SEVERITIES else None
    return server


def _transport(node: Node, *, syslog: bool) -> Literal["udp", "tcp", "tls", ""]:
    encrypted = node.word("enc-algorithm", "disable" if syslog else "high") != "disable"
    if syslog:
        if node.word("mode", "udp") == "udp":
            return "udp"
        return "tls" if encrypted else "tcp"
    return "tls" if encrypted else "tcp"


def _buffer(config: Config) -> None:
    """Memory and disk; which of them the factory switches on depends on the model."""
    logging = config.device.logging
    found = [
        setting for path in ("log memory setting", "log disk setting") if (setting := config.setting(path, "status"))
    ]
    on = [setting for setting in found if setting.word == "enable"]
    if on:
        logging.buffer = Known(value=True, lines=tuple(setting.line for setting in on), file=on[0].file)
    elif len(found) == 2:  # noqa: PLR2004 - both
        logging.buffer = Known(value=False, lines=tuple(setting.line for setting in found), file=found[0].file)
    else:
        logging.buffer = Unknown("内存日志和磁盘日志的缺省值随型号而异,配置没有写明")


def _clock(config: Config) -> None:
    clock = config.device.clock
    clock.synchronised = Unsupported("FortiOS 只有 diagnose 命令显示时间是否同步,不采集")
    clock.servers.missing = ""
    sync = config.switch("system ntp", "ntpsync", config.default(value=False, why="配置中没有 set ntpsync enable"))
    if isinstance(sync, Unknown):
        clock.servers.missing = sync.why
        clock.authenticated = sync
    else:
        clock.servers.none = "没有启用 NTP 同步"
        _ntp(config, on=bool(sync))
    zone = config.setting(GLOBAL, "timezone")
    if zone is None:
        clock.zone_minutes = config.default(-480, "缺省为太平洋时间(美国)")
        return
    minutes = _INDICES.get(zone.word) if zone.word.isdecimal() else _offset(zone.word)
    if minutes is None:
        clock.zone_minutes = Unknown(f"没有收录时区 {zone.word}", (zone.line,), zone.file)
    else:
        clock.zone_minutes = Known(minutes, (zone.line,), zone.file)


def _offset(name: str) -> int | None:
    """The standard offset of a zone of the tz database in minutes; None when it has no such zone."""
    if not _ZONE_NAME.fullmatch(name):
        return None
    try:
        offset = ZoneInfo(name).utcoffset(dt.datetime(2026, 1, 1))  # noqa: DTZ001 - a wall clock of that zone
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
    return round(offset.total_seconds() / 60) if offset is not None else None


def _ntp(config: Config, *, on: bool) -> None:
    clock = config.device.clock
    node = config.node("system ntp")
    if node is None or not on:
        clock.authenticated = config.default(value=False, why="没有启用 NTP 同步")
        return
    clock.servers.unread = [line for _, line in node.own_unread]
    if node.word("type", "fortiguard") != "custom":
        clock.servers.items.append(NtpServer(address="FortiGuard", lines=node.lines("ntpsync", "type")))
        clock.authenticated = Known(value=False, lines=node.lines("ntpsync", "type"))
        return
    entries = list(node.table("ntpserver"))
    clock.servers.unread += [line for entry in entries if not entry.word("server") for line in entry.unread]
    keyed = [entry for entry in entries if entry.enables("authentication") and "key" in entry.settings]
    clock.servers.items.extend(
        NtpServer(address=entry.word("server"), lines=entry.lines("server"), unread=tuple(entry.unread),
                  key_id=entry.word("key-id") if entry in keyed else "")
        for entry in entries if entry.word("server")
    )  # fmt: skip
    lines = tuple(line for entry in entries for line in entry.lines("authentication"))
    clock.authenticated = Known(value=bool(entries) and len(keyed) == len(entries), lines=lines or (node.line,))
    doubtful = [line for entry in entries if entry not in keyed for line in entry.unread]
    doubtful += [entry.settings["authentication"].line for entry in entries
                 if entry.word("authentication", "disable") not in {"enable", "disable"}]  # fmt: skip
    if doubtful:
        clock.authenticated = Unknown("config ntpserver 有没有读懂的行", tuple(doubtful))
    clock.algorithms = Known(frozenset(entry.word("key-type", "MD5").lower() for entry in keyed), lines)
