"""SSH, web and file servers, and the small services that nobody needs.

Defaults: TCP and UDP small servers are off since 11.3, finger since 12.1(5), source routing, ``pad`` and BOOTP on up to
15.x (IOS Configuration Fundamentals and IP Addressing Command References). What changed later is not known here.
"""

from __future__ import annotations

from dengbao.model import Absent, Address, Channel, Fact, Known, Ssh, Unknown, Unsupported
from dengbao.model.facts import UNREAD
from parsers.blocks import Block
from parsers.cisco_ios.table import TOP, Ios
from parsers.grammar import Reading
from parsers.ioslike.acl import sources_of
from parsers.ioslike.numbers import integer

_OLD = 15  # the last major release whose defaults these are
_SWITCHES = {
    "service finger": "finger", "ip finger": "finger", "service tcp-small-servers": "tcp_small_servers",
    "service udp-small-servers": "udp_small_servers", "ip bootp server": "bootp", "service pad": "pad",
    "ip source-route": "source_route", "vstack": "smart_install", "service config": "config_autoload",
    "ip domain lookup": "domain_lookup", "ip domain-lookup": "domain_lookup",
}  # fmt: skip


def _switch(reading: Reading, words: list[str], block: Block) -> bool:
    """Read a service that a line switches on, or off with ``no``."""
    on = words[0] != "no"
    text = block.text if on else block.text[3:]
    name = next((name for head, name in _SWITCHES.items() if text.startswith(head)), "")
    if not name:
        return False
    if name == "pad" and words[-1] in {"to-xot", "from-xot", "cmns"}:
        return True
    setattr(reading.device.services, name, Known(on, (block.number,)))
    return True


TOP.line(*_SWITCHES, *(f"no {head}" for head in _SWITCHES), topic="services")(_switch)


@TOP.line("boot host", "boot network", "service call-home-boot", topic="services")
def _boot(reading: Reading, _words: list[str], block: Block) -> bool:
    reading.device.services.config_autoload = Known(value=True, lines=(block.number,))
    return True


_EXTRA = {
    "ip rcmd rsh-enable": "rsh", "ip rcmd rcp-enable": "rcp", "mop enabled": "mop", "ip identd": "identd",
    "ip dns server": "DNS 服务", "service dhcp relay": "", "ip rsvp": "", "tcl": "", "service call-home": "call-home",
    "ip hp-host": "", "ip nhrp": "",
}  # fmt: skip


@TOP.line(*(head for head, title in _EXTRA.items() if title), topic="services")
def _extra(reading: Reading, _words: list[str], block: Block) -> bool:
    title = next(title for head, title in _EXTRA.items() if title and block.text.startswith(head))
    reading.device.services.extra.append((title, block.number))
    return True


def finish_services(reading: Reading) -> None:
    """Fill in defaults; the version decides."""
    services, state = reading.device.services, reading.scratch
    old = state.version is not None and state.version[0] <= _OLD
    confirmed = {
        "finger": "12.1(5) 起缺省关闭 finger", "tcp_small_servers": "11.3 起缺省关闭 TCP 小服务",
        "udp_small_servers": "11.3 起缺省关闭 UDP 小服务",
        "config_autoload": "没有 service config 行,缺省不从网络加载配置",
    }  # fmt: skip
    for name, why in confirmed.items():
        if getattr(services, name) is UNREAD:
            setattr(services, name, Absent(False, why))
    if services.domain_lookup is UNREAD:
        services.domain_lookup = Absent(True, "没有 no ip domain lookup 行,缺省开启域名解析")
    if services.source_route is UNREAD:
        services.source_route = Absent(True, "没有 no ip source-route 行,缺省开启源路由")
    for name, head in (("bootp", "ip bootp server"), ("pad", "service pad")):
        if getattr(services, name) is UNREAD:
            on: Fact[bool] = Absent(True, f"没有 no {head} 行,15.x 及以前缺省开启")
            setattr(services, name, on if old else Unknown(f"没有 {head} 行,这一版本的缺省没有确认"))
    if services.smart_install is UNREAD:
        services.smart_install = (
            Unknown("没有 vstack 行,是否缺省开启 Smart Install 要看型号")
            if old or state.version is None or state.switch
            else Unsupported("IOS-XE 路由器没有 Smart Install 客户端")
        )


_ALGORITHMS = {"encryption": "ciphers", "mac": "macs", "kex": "key_exchanges", "hostkey": "host_keys"}


@TOP.line("ip ssh", topic="ssh")
def _ssh(reading: Reading, words: list[str], block: Block) -> bool:
    ssh, lines = reading.device.ssh, (block.number,)
    match words[2:]:
        case ["version", ("1" | "2") as version]:
            ssh.version = Known(version, lines)
        case ["time-out", seconds] if (number := integer(seconds)) is not None:
            ssh.timeout_seconds = Known(number, lines)
        case ["authentication-retries", tries] if (number := integer(tries)) is not None:
            ssh.retries = Known(number, lines)
        case ["server", "algorithm", kind, *names] if kind in _ALGORITHMS and names:
            setattr(ssh, _ALGORITHMS[kind], Known(frozenset(name.lower() for name in names), lines))
        case ["server", "algorithm", "authentication" | "publickey", *_]:
            return True
        case ["server", "authenticate", "user", *_] | ["server", "certificate", *_]:
            return True
        case ["pubkey-chain"]:
            return _pubkeys(reading, block)
        case [
            "source-interface" | "rsa" | "dh" | "logging" | "maxstartups" | "port" | "dscp" | "precedence" | "ec"
            | "break-string" | "stricthostkeycheck" | "client" | "bulk-mode" | "window-size" | "rekey", *_
        ]:  # fmt: skip
            return True
        case _:
            return False
    return True


def _pubkeys(reading: Reading, block: Block) -> bool:
    for child in block.children:
        words = child.text.split()
        if words[0] == "username" and len(words) > 1:
            reading.scratch.facts[f"pubkey {words[1]}"] = child
        reading.use(*reading.numbers(child))
    return True


@TOP.line("ip http", "no ip http", topic="web")
def _http(reading: Reading, words: list[str], block: Block) -> bool:
    on = words[0] != "no"
    rest = words[2 if on else 3 :]
    facts, web, lines = reading.scratch.facts, reading.device.web, (block.number,)
    match rest:
        case ["server"] | ["secure-server"] | ["access-class", *_] | ["port", _] | ["secure-port", _]:
            facts[f"http {rest[0]}"] = block
        case ["tls-version", *names] if names and on:
            web.tls_versions = Known(frozenset(name.lower().replace("v1", "1") for name in names), lines)
        case ["secure-ciphersuite", *names] if names:
            web.ciphers = Known(frozenset(names), lines)
        case ["timeout-policy", "idle", seconds, *_] if (number := integer(seconds)) is not None:
            web.idle_minutes = Known(number / 60, lines)
        case ["session-idle-timeout", seconds] if (number := integer(seconds)) is not None:
            web.idle_minutes = Known(number / 60, lines)
        case [
            "authentication" | "client" | "max-connections" | "secure-trustpoint" | "secure-active-session-modules"
            | "active-session-modules" | "path" | "secure-client-auth" | "secure-ecdhe-curve" | "session-module-list"
            | "digest" | "help-path" | "banner" | "banner-path" | "secure-peer-verify-trustpoint" | "accounting"
            | "session-idle-timeout" | "auth-retry", *_
        ]:  # fmt: skip
            return True
        case _:
            return False
    return True


TOP.line("ftp-server enable", "no ftp-server enable", "tftp-server", "ip scp server enable", "no ip scp server enable",
         "netconf-yang", "netconf ssh", "restconf", "no netconf-yang", "no restconf",
         topic="channels")(
    lambda reading, words, block: bool(reading.scratch.facts.setdefault(f"file {_server_of(words)}", block))
)  # fmt: skip


@TOP.line("ftp-server", "no ftp-server", topic="channels")
def _ftp(_reading: Reading, words: list[str], _block: Block) -> bool:
    """``ftp-server topdir DIRECTORY`` says what is offered, not that it is (IOS File System Command Reference)."""
    return words[words[0] == "no" :][1:2] == ["topdir"]


def _server_of(words: list[str]) -> str:
    words = words[words[0] == "no" :]
    return {"ftp-server": "ftp", "tftp-server": "tftp", "ip": "scp", "restconf": "restconf"}.get(words[0], "netconf")


def _web_channel(reading: Reading, name: str, word: str, port_word: str, port: int) -> Channel:
    facts = reading.scratch.facts
    block, acl, port_block = facts.get(f"http {word}"), facts.get("http access-class"), facts.get(f"http {port_word}")
    enabled: Fact[bool] = (
        Known(not block.text.startswith("no "), (block.number,))
        if block
        else Unknown(f"没有 ip http {word} 行,是否缺省开启要看型号和版本")
    )
    words = acl.text.split() if acl else []
    names = [word for word in words[3:] if word not in {"ipv4", "ipv6", "in"}]
    sources = sources_of(reading, names[0] if names else "", (acl.number,) if acl else enabled.lines)
    port = (integer(port_block.text.split()[-1]) or port) if port_block else port
    return Channel(name=name, port=port, enabled=enabled, sources=sources)


def finish_channels(reading: Reading) -> None:
    """Make the channels that are no lines: web, files, NETCONF; SNMP makes its own."""
    facts, channels = reading.scratch.facts, reading.device.channels.items
    channels.append(_web_channel(reading, "http", "server", "port", 80))
    channels.append(_web_channel(reading, "https", "secure-server", "secure-port", 443))
    defaults = {
        "ftp": "没有 ftp-server enable 行,缺省关闭", "tftp": "没有 tftp-server 行,缺省不提供文件",
        "scp": "没有 ip scp server enable 行,缺省关闭", "netconf": "没有 netconf 行,缺省关闭",
        "restconf": "没有 restconf 行,缺省关闭",
    }  # fmt: skip
    for name, why in defaults.items():
        block = facts.get(f"file {name}")
        enabled: Fact[bool] = Known(not block.text.startswith("no "), (block.number,)) if block else Absent(False, why)
        sources: Fact[tuple[Address, ...]] = Known((), (block.number,)) if block else Absent((), "没有开启")
        channels.append(Channel(name=name, enabled=enabled, sources=sources))


def finish_ssh(reading: Reading) -> None:
    """Fill in what the version alone decides; algorithms that no line sets depend on the release."""
    ssh: Ssh = reading.device.ssh
    state: Ios = reading.scratch
    if ssh.version is UNREAD:
        old = state.version is not None and state.version[0] <= _OLD
        ssh.version = (
            Absent("1,2", "没有 ip ssh version 2 行,15.x 及以前缺省兼容 SSH 1(1.99)")
            if old
            else Unknown("没有 ip ssh version 行,这一版本的缺省没有确认")
        )
    for kind, name in _ALGORITHMS.items():
        if getattr(ssh, name) is UNREAD:
            setattr(ssh, name, Unknown(f"没有 ip ssh server algorithm {kind} 行,缺省的算法随版本而不同"))
    if ssh.timeout_seconds is UNREAD:
        ssh.timeout_seconds = Absent(120, "没有 ip ssh time-out 行,缺省 120 秒")
    if ssh.retries is UNREAD:
        ssh.retries = Absent(3, "没有 ip ssh authentication-retries 行,缺省 3 次")
    ssh.rsa_bits = Unknown("RSA 密钥长度不在配置中,要看 show ip ssh")
    web = reading.device.web
    for name in ("tls_versions", "ciphers"):
        if getattr(web, name) is UNREAD:
            setattr(web, name, Unknown("没有配置,缺省随版本而不同"))
    web.redirect = Unsupported("IOS 没有把 HTTP 转到 HTTPS 的开关")
    if web.idle_minutes is UNREAD:
        web.idle_minutes = Absent(3.0, "没有 ip http timeout-policy 行,缺省空闲 180 秒")
