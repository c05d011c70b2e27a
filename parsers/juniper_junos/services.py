"""Management services, the ways in, SSH, the web, and what else listens.

A service runs only when its statement stands there: "remote access is disabled by default" (User Access and
Authentication Guide, "Remote Access Overview"). J-Web sessions last 1440 minutes unless ``idle-timeout`` is set.
SSH's protocol versions and algorithms differ from release to release, so that they are known only where configured.
"""

from __future__ import annotations

from dengbao.model import Absent, Channel, Fact, Known, Terminal, Unknown, Unsupported
from parsers.ioslike.numbers import integer
from parsers.juniper_junos.accounts import cli_idle
from parsers.juniper_junos.guard import sources
from parsers.juniper_junos.state import Config, on, opened
from parsers.statements import Node

SCHEMA = """
system
  services
    ssh
      root-login|client-alive-count-max|client-alive-interval|connection-limit|rate-limit|max-sessions-per-connection =
      max-pre-authentication-packets|fingerprint-hash|port|authorized-keys-command|authorized-keys-command-user =
      log-key-changes|trusted-user-ca-key-file|host-certificate-file|authorized-principals-file =
      protocol-version|ciphers|macs|key-exchange|hostkey-algorithm|authentication-order|authorized-principals *
      rekey
        data-limit|time-limit =
      hostkey-algorithm-list *
      no-passwords|no-password-authentication|no-public-keys|no-challenge-response|no-tcp-forwarding|tcp-forwarding
      allow-tcp-forwarding|sftp-server|access-disable-external
    telnet|ftp|finger|rlogin|rsh|tftp-server
      connection-limit|rate-limit =
      authentication-order *
    netconf
      ssh
        connection-limit|rate-limit|port|client-alive-count-max|client-alive-interval =
      tls ...
      rfc-compliant|yang-compliant
      hello-message|notification|unified|yang-modules|traceoptions ...
    rest
      http
        port =
        addresses *
      https
        port|server-certificate|cipher-list =
        addresses *
        mutual-authentication ...
      control ...
      enable-explorer
      traceoptions ~ 调试跟踪
    web-management
      management-url =
      http
        port =
        interface *
      https
        port|local-certificate|pki-local-certificate =
        interface *
        system-generated-certificate
        virtual-domain ...
      session
        idle-timeout|session-limit =
      control|limits ...
      traceoptions ~ 调试跟踪
    xnm-clear-text|xnm-ssl
      connection-limit|rate-limit|local-certificate =
      ssl-renegotiation|no-ssl-renegotiation
    extension-service
      request-response
        grpc
          clear-text
            address|port =
          ssl ...
          max-connections =
          undocumented ...
          skip-authentication
      notification ...
      traceoptions ~ 调试跟踪
    outbound-ssh|outbound-https|service-deployment|flow-tap-dtcp|database-replication|resource-monitor ...
    dhcp|dhcp-local-server|dns|dns-proxy|subscriber-management|local-policy-decision-function ...
    ssh-known-hosts|webapi|netproxy|bbe-stats-service|dtcp-only|designer-settings|packet-triggered-subscribers ...
  ports
    console|auxiliary
      log-out-on-disconnect|insecure|disable|silent-with-modem
      type|speed|authentication-order *
  autoinstallation|phone-home ...
chassis
  auto-image-upgrade|no-source-route
  usb
    storage ...
"""
_SIMPLE = {"telnet": 23, "ftp": 21}
_OFF = "没有 system services {}，缺省不启用"
_ALGORITHMS = {
    "dh-group1-sha1": "diffie-hellman-group1-sha1", "dh-group14-sha1": "diffie-hellman-group14-sha1",
    "group-exchange-sha1": "diffie-hellman-group-exchange-sha1",
    "group-exchange-sha2": "diffie-hellman-group-exchange-sha256",
}  # fmt: skip
_EXTRA = ("rlogin", "rsh", "xnm-clear-text", "tftp-server")


def read(config: Config) -> None:
    """Read what listens and how one gets in."""
    system, device = config.root.at("system"), config.device
    services = system.at("services")
    opened(device.channels, services.doubts())
    opened(device.terminals, services.doubts(), system.at("ports").doubts())
    _channels(config, services)
    _ssh(config, services)
    _web(config, services)
    _terminals(config, system, services)
    _others(config, system, services)


def _channels(config: Config, services: Node) -> None:
    add = config.device.channels.items.append
    for name, port in _SIMPLE.items():
        add(_channel(config, name, services.at(name), name, port))
    ssh = services.at("ssh")
    add(_channel(config, "ssh", ssh, "ssh", integer(ssh.word("port")) or 22))
    web = services.at("web-management")
    for name, port in (("http", 80), ("https", 443)):
        node = web.at(name)
        channel = _channel(config, name, node, f"web-management {name}", integer(node.word("port")) or port)
        channel.interfaces = tuple(node.words("interface"))
        add(channel)
    netconf = services.at("netconf ssh")
    add(_channel(config, "netconf", netconf, "netconf ssh", integer(netconf.word("port")) or 830))
    add(_channel(config, "tftp", services.at("tftp-server"), "tftp-server", 69, protocol=17))
    for name, path, port in (("rest http", "rest http", 3000), ("rest https", "rest https", 3443),
                             ("grpc", "extension-service request-response grpc", 32767)):  # fmt: skip
        if services.has(path):
            channel = _channel(config, "api", services.at(path), name, integer(services.word(f"{path} port")) or port)
            channel.context = name
            add(channel)


def _channel(  # noqa: PLR0913, PLR0917 - what makes a service
    config: Config, name: str, node: Node, words: str, port: int, protocol: int = 6
) -> Channel:
    """One service: on when its statement is there, limited by the filter on ``lo0``."""
    if not node:
        return Channel(name=name, enabled=Absent(False, _OFF.format(words)), port=port, sources=Unknown("服务未启用"))
    return Channel(name=name, enabled=on(node), port=port, sources=sources(config, protocol, port))


def _names(node: Node, word: str) -> Fact[frozenset[str]]:
    """Algorithms by the names that SSH itself uses."""
    values = frozenset(_ALGORITHMS.get(value, value.lower()) for value in node.words(word))
    return Known(values, node.lines(word)) if values else Unknown(f"没有 ssh {word}，缺省算法因版本而异，未证实")


def _ssh(config: Config, services: Node) -> None:
    ssh, node = config.device.ssh, services.at("ssh")
    opened(ssh, node.doubts())
    versions = sorted(value.removeprefix("v") for value in node.words("protocol-version"))
    ssh.version = (
        Known(",".join(versions), node.lines("protocol-version")) if versions
        else Unknown("没有 protocol-version，缺省版本因 Junos 版本而异")
    )  # fmt: skip
    ssh.ciphers, ssh.macs = _names(node, "ciphers"), _names(node, "macs")
    ssh.key_exchanges, ssh.host_keys = _names(node, "key-exchange"), _names(node, "hostkey-algorithm")


def _web(config: Config, services: Node) -> None:
    web, node = config.device.web, services.at("web-management")
    opened(web, node.doubts())
    web.redirect = (
        Known(node.has("https") and not node.has("http"), node.lines()) if node else Unsupported("没有启用 J-Web")
    )
    web.tls_versions = web.ciphers = (
        Unknown("J-Web 没有 TLS 版本和算法的设置，缺省值因版本而异，未证实") if node else Unsupported("没有启用 J-Web")
    )
    minutes = integer(node.word("session idle-timeout"))
    if not node:
        web.idle_minutes = Unsupported("没有启用 J-Web")
    elif minutes is None:
        web.idle_minutes = Absent(1440.0, "J-Web 缺省 1440 分钟超时")
    else:
        web.idle_minutes = Known(float(minutes), node.lines("session"))


def _terminals(config: Config, system: Node, services: Node) -> None:
    """Consoles and remote ways in: Junos asks for account and password on all of them."""
    always: Fact[str] = Absent("user", "Junos 的登录都要求账户和口令")
    idle = cli_idle(config)
    console, auxiliary = system.at("ports console"), system.at("ports auxiliary")
    add = config.device.terminals.items.append
    add(_terminal("console", "console", console.lines(), always, idle, enabled=not console.has("disable")))
    if auxiliary:
        add(_terminal("auxiliary", "aux", auxiliary.lines(), always, idle, enabled=not auxiliary.has("disable")))
    for kind in ("ssh", "telnet"):
        if services.has(kind):
            add(_terminal(kind, kind, services.lines(kind), always, idle))
    web = services.at("web-management")
    if web:
        add(_terminal("web", "web", web.lines(), always, config.device.web.idle_minutes))


def _terminal(  # noqa: PLR0913 - what makes a way in
    name: str, kind: object, lines: tuple[int, ...], way: object, idle: Fact[float], *, enabled: bool = True
) -> Terminal:
    return Terminal(
        name=name, kind=kind, lines=tuple(line for line in lines if line), authentication=way, idle_minutes=idle,  # type: ignore[arg-type]
        acl=Unsupported("Junos 以 lo0 上的过滤器限制来源"), enabled=enabled,
    )  # fmt: skip


def _others(config: Config, system: Node, services: Node) -> None:
    others, chassis = config.device.services, config.root.at("chassis")
    opened(others, services.unread)
    finger = services.at("finger")
    others.finger = on(finger) if finger else Absent(False, _OFF.format("finger"))
    for name in ("tcp_small_servers", "udp_small_servers", "bootp", "pad", "smart_install"):
        setattr(others, name, Unsupported("Junos 没有这一服务"))
    others.source_route = _source_route(config)
    loaded = [
        part
        for part in (system.at("autoinstallation"), system.at("phone-home"), chassis.at("auto-image-upgrade"))
        if part
    ]
    others.config_autoload = (
        Known(True, tuple(part.line for part in loaded)) if loaded else Absent(False, "没有自动装载配置的语句")
    )
    others.domain_lookup = (
        Known(True, system.lines("name-server")) if system.has("name-server") else Absent(False, "没有 name-server")
    )
    others.extra = [(name, services.at(name).line) for name in _EXTRA if services.has(name)]
    for name, path in (
        ("rest-http", "rest http"),
        ("grpc-clear-text", "extension-service request-response grpc clear-text"),
    ):
        if services.has(path):
            others.extra.append((name, services.at(path).line))
    for name in ("grpc-skip-authentication",):
        path = "extension-service request-response grpc skip-authentication"
        if services.has(path):
            others.extra.append((name, services.at(path).line))


def _source_route(config: Config) -> Fact[bool]:
    """Refused by ``chassis no-source-route``, or dropped by the screen of every zone of a firewall."""
    statement = config.root.at("chassis no-source-route")
    if statement:
        return Known(False, (statement.line,))
    zones = list(config.root.each("security zones security-zone"))
    screens = config.root.at("security screen ids-option")
    refusing = [node.line for zone in zones if (node := screens.kid(zone.word("screen")).at("ip source-route-option"))]
    if config.firewall and zones and len(refusing) == len(zones):
        return Known(False, tuple(sorted(set(refusing))))
    return Unknown("没有 chassis no-source-route，也不是每个安全域都有丢弃源路由的 screen；缺省行为未证实")
