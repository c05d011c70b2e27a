"""Management services: those of the MGT port, and those that interface management profiles open on data ports.

HTTPS, SSH and ping answer on the MGT port unless disabled; telnet and HTTP are printed as disabled on a fresh device.
Without ``permitted-ip`` anybody may connect (web interface help, "Device > Setup > Interfaces" and "Network >
Network Profiles > Interface Mgmt"). Logins always ask for account and password.
"""

from __future__ import annotations

from typing import Any

from dengbao.model import Absent, Address, Channel, Fact, Known, Terminal, Unknown, Unsupported
from parsers.ioslike.numbers import integer
from parsers.paloalto_panos.state import Config, opened, yes
from parsers.statements import Node
from parsers.statements.terms import address

SERVICES = ("ssh", "https", "http", "telnet", "snmp", "ping")
_PORTS = {"ssh": 22, "https": 443, "http": 80, "telnet": 23, "snmp": 161}


def read(config: Config) -> None:
    """Read what listens, and how one gets in."""
    device, system = config.device, config.at("deviceconfig system")
    profiles = list(config.each("network profiles interface-management-profile"))
    paths = ("deviceconfig system service", "deviceconfig system permitted-ip")
    opened(device.channels, config.doubts(*paths, "network profiles interface-management-profile"))
    sources = sources_of(system)
    add = device.channels.items.append
    for name in ("ssh", "https", "http", "telnet"):
        add(Channel(name=name, enabled=_managed(system, name), port=_PORTS[name], sources=sources, interfaces=("mgt",)))
    for name in ("ftp", "tftp"):
        add(
            Channel(
                name=name, enabled=Unsupported(f"PAN-OS 没有 {name.upper()} 服务"), sources=Unsupported("没有这一服务")
            )
        )
    for profile in profiles:
        bound = tuple(
            port.name
            for port in device.interfaces.items
            if config.profiles.get("interfaces", {}).get(port.name) == profile.name
        )
        if bound:
            for name, port in _PORTS.items():
                if yes(profile, name):
                    add(
                        Channel(
                            name=name, enabled=Known(True, profile.lines(name)), port=port, interfaces=bound,
                            sources=sources_of(profile), context=profile.name, unread=tuple(profile.doubts()),
                        )
                    )  # fmt: skip
    _terminals(config, system)
    _ssh(config, system)
    _others(config)


def _managed(system: Node, name: str) -> Fact[bool]:
    """Whether a service of the MGT port is on."""
    off = yes(system.at("service"), f"disable-{name}")
    if off is not None:
        return Known(not off, system.lines(f"service disable-{name}"))
    if name in {"ssh", "https"}:
        return Absent(True, f"没有 disable-{name}，MGT 口缺省开放 {name.upper()}")
    return Unknown(f"没有 disable-{name} 一行，缺省值未证实")


def sources_of(node: Node) -> Fact[tuple[Address, ...]]:
    """The addresses that an entrance accepts; empty when it accepts all."""
    words = node.words("permitted-ip")
    if not words:
        return Known(())
    found = [address(word) for word in words]
    if not all(found):
        return Unknown("permitted-ip 中有没有读懂的地址", node.lines("permitted-ip"))
    return Known(tuple(term for term in found if term), node.lines("permitted-ip"))


def _terminals(config: Config, system: Node) -> None:
    """One idle time for web and command line alike."""
    management = config.at("deviceconfig setting management")
    opened(config.device.terminals, management.doubts())
    minutes = integer(management.word("idle-timeout"))
    idle: Fact[float] = (
        Known(float(minutes), management.lines("idle-timeout")) if minutes is not None
        else Unknown("没有 idle-timeout，缺省值未证实")
    )  # fmt: skip
    always: Fact[Any] = Absent("user", "PAN-OS 的登录都要求账户和口令")
    for name, kind in (("console", "console"), ("ssh", "ssh"), ("web", "web")):
        fact = _managed(system, "https" if name == "web" else name) if name != "console" else None
        enabled = not (isinstance(fact, Known) and not fact.value)
        config.device.terminals.items.append(
            Terminal(
                name=name, kind=kind, lines=idle.lines, authentication=always, idle_minutes=idle, enabled=enabled,  # type: ignore[arg-type]
                acl=Unsupported("PAN-OS 以 permitted-ip 限制来源"),
            )
        )  # fmt: skip


def _ssh(config: Config, system: Node) -> None:
    ssh = config.device.ssh
    opened(ssh, config.doubts("deviceconfig system ssh"))
    ssh.version = Unknown("PAN-OS 没有 SSH 版本的设置，是否只用第 2 版未证实")
    node = system.at("ssh profiles mgmt-profiles server-profiles").kid(system.word("ssh mgmt server-profile"))
    for field, word in (("ciphers", "ciphers"), ("macs", "mac"), ("key_exchanges", "kex")):
        values = frozenset(node.words(word))
        fact: Fact[frozenset[str]] = (
            Known(values, node.lines(word))
            if values
            else Unknown(f"没有绑定限定 {word} 的 SSH 服务配置文件，缺省算法未证实")
        )
        setattr(ssh, field, fact)
    old = system.words("ssh ciphers mgmt")
    if old and isinstance(ssh.ciphers, Unknown):
        ssh.ciphers = Known(frozenset(old), system.lines("ssh ciphers mgmt"))
    web, name = config.device.web, system.word("ssl-tls-service-profile")
    opened(web)
    profile = config.shared.at("ssl-tls-service-profile").kid(name)
    low = profile.word("protocol-settings min-version")
    order = ["tls1-0", "tls1-1", "tls1-2", "tls1-3"]
    high = profile.word("protocol-settings max-version", "max")
    if low in order:
        last = order.index(high) if high in order else len(order) - 1
        web.tls_versions = Known(
            frozenset(word.replace("-", ".") for word in order[order.index(low) : last + 1]),
            profile.lines("protocol-settings"),
        )
    else:
        web.tls_versions = Unknown("没有绑定限定 TLS 版本的配置文件，缺省值未证实")
    web.redirect = Unsupported("PAN-OS 没有这一设置")
    web.idle_minutes = config.device.terminals.items[-1].idle_minutes


def _others(config: Config) -> None:
    others = config.device.services
    opened(others)
    for name in (
        "finger",
        "tcp_small_servers",
        "udp_small_servers",
        "bootp",
        "pad",
        "smart_install",
        "config_autoload",
    ):
        setattr(others, name, Unsupported("PAN-OS 没有这一服务"))
    zones = [zone for _, scope in config.scopes for zone in scope.each("zone")]
    profiles = {node.name: node for node in config.each("network profiles zone-protection-profile")}
    lines: list[int] = []
    for zone in zones:
        profile = profiles.get(zone.word("network zone-protection-profile"))
        if profile and yes(profile, "discard-strict-source-routing") and yes(profile, "discard-loose-source-routing"):
            lines += profile.lines("discard-strict-source-routing", "discard-loose-source-routing")
    if zones and len(lines) >= 2 * len(zones):
        others.source_route = Known(False, tuple(sorted(set(lines))))
    else:
        others.source_route = Unknown("不是每个安全域都有丢弃源路由的 zone-protection-profile；缺省行为未证实")
    dns = config.at("deviceconfig system dns-setting")
    others.domain_lookup = Known(True, dns.lines()) if dns else Absent(False, "没有 dns-setting")


def merge(config: Config) -> None:
    """Make one channel of a service that answers on the MGT port and on data ports."""
    section = config.device.channels
    merged: dict[str, Channel] = {}
    for channel in section.items:
        known = merged.setdefault(channel.name, channel)
        if known is channel or not _is_on(channel):
            continue
        if not _is_on(known):
            merged[channel.name] = channel
            continue
        known.enabled = Known(True, tuple(sorted({*known.lines, *channel.lines})))
        known.sources = _union(known.sources, channel.sources)
        known.interfaces += channel.interfaces
        known.unread += channel.unread
    section.items = list(merged.values())


def _is_on(channel: Channel) -> bool:
    return isinstance(channel.enabled, (Known, Absent)) and bool(channel.enabled.value)


def _union(one: Fact[tuple[Address, ...]], two: Fact[tuple[Address, ...]]) -> Fact[tuple[Address, ...]]:
    """Sources of two entrances; an entrance open to all makes the sum so."""
    if not (isinstance(one, Known) and isinstance(two, Known)):
        return one if not isinstance(one, Known) else two
    if not one.value or not two.value:
        return Known((), one.lines + two.lines)
    return Known(one.value + two.value, one.lines + two.lines)


def manage(config: Config) -> None:
    """Say what each interface answers."""
    profiles = {node.name: node for node in config.each("network profiles interface-management-profile")}
    bound = config.profiles.get("interfaces", {})
    for port in config.device.interfaces.items:
        if port.name == "mgt":
            on = (
                c.name
                for c in config.device.channels.items
                if c.interfaces == ("mgt",) and isinstance(c.enabled, (Known, Absent)) and c.enabled
            )
            port.management = frozenset(on)
        elif port.addresses or port.dynamic_address or port.parent:
            profile = profiles.get(bound.get(port.name, ""))
            port.management = frozenset(name for name in SERVICES if profile and yes(profile, name))
