"""Management services: ``enable service``, SSH algorithms, file servers, and what else listens.

Telnet is on by default on switches (command notes and the ``show service`` of the manuals); SSH, Web and SNMP differ by
release and product, so a line that is missing leaves them unknown unless ``show service`` was gathered. Defaults of
SSH algorithms after the RGOS 11.x Configuration Guide p.968: CBC, CTR and others; MD5 and SHA-1.
"""

from __future__ import annotations

from dengbao.model import Absent, Address, Channel, Fact, Known, Unknown, Unsupported
from dengbao.model.facts import UNREAD
from parsers.blocks import Block
from parsers.grammar import Reading
from parsers.ioslike.acl import sources_of
from parsers.ioslike.entries import host
from parsers.ioslike.numbers import integer
from parsers.ruijie_os.table import TOP, Rgos

_CIPHERS = {"cbc": "aes-cbc", "ctr": "aes-ctr", "gcm": "aes-gcm", "others": "des-others"}
_MACS = {"md5": "hmac-md5", "md5-96": "hmac-md5-96", "sha1": "hmac-sha1", "sha1-96": "hmac-sha1-96",
         "sha2-256": "hmac-sha2-256", "sha2-512": "hmac-sha2-512", "sm3": "hmac-sm3"}  # fmt: skip
_EXCHANGES = {"dh_group": "diffie-hellman-group"}
_KNOWN = frozenset(
    {"telnet-server", "ssh-server", "ssh-sesrver", "web-server", "snmp-agent", "netconf", "ssh", "sftp-server"}
)


@TOP.line("enable service", "no enable service", topic="channels")
def _service(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``[no] enable service NAME [http | https | all]``."""
    off = words[0] == "no"
    rest = words[3 if off else 2 :]
    if not rest:
        return False
    names = [rest[0]]
    if rest[0] == "web-server":
        kinds = {"http": ["http"], "https": ["https"]}.get(rest[1] if len(rest) > 1 else "", ["http", "https"])
        names = [f"web-server {kind}" for kind in kinds]
    for name in names:
        reading.scratch.services[name] = (not off, block.number)
    return rest[0] in _KNOWN


@TOP.line("service telnet host", topic="channels")
def _telnet_host(reading: Reading, words: list[str], block: Block) -> bool:
    reading.scratch.telnet_hosts.append((words[-1], block.number))
    return host(words[-1]) is not None


@TOP.line("ip ssh", "no ip ssh", topic="ssh")
def _ssh(reading: Reading, words: list[str], block: Block) -> bool:
    ssh, lines = reading.device.ssh, (block.number,)
    if words[0] == "no":
        return True
    match words[2:]:
        case ["version", ("1" | "2") as version]:
            ssh.version = Known(version, lines)
        case ["time-out", seconds] if (number := integer(seconds)) is not None:
            ssh.timeout_seconds = Known(number, lines)
        case ["authentication-retries", tries] if (number := integer(tries)) is not None:
            ssh.retries = Known(number, lines)
        case ["cipher-mode", *modes] if modes and set(modes) <= set(_CIPHERS):
            ssh.ciphers = Known(frozenset(_CIPHERS[mode] for mode in modes), lines)
        case ["hmac-algorithm", *names] if names and set(names) <= set(_MACS):
            ssh.macs = Known(frozenset(_MACS[name] for name in names), lines)
        case ["key-exchange", *names] if names:
            ssh.key_exchanges = Known(frozenset(map(_exchange, names)), lines)
        case ["access-class", name, *_]:
            reading.scratch.facts["ssh acl"] = Block(block.number, name)
        case ["port" | "peer" | "source-interface" | "access-port" | "dh-exchange", *_]:
            return True
        case _:
            return False
    return True


def _exchange(name: str) -> str:
    """Give a key exchange the name that RFC 4253 and its followers gave it: ``dh_group1_sha1`` among them."""
    return name.replace("dh_group", "diffie-hellman-group").replace("_", "-")


@TOP.line("ftp-server", "no ftp-server", "tftp-server", "no tftp-server", "netconf", topic="channels")
def _file_server(reading: Reading, words: list[str], block: Block) -> bool:
    off = words[0] == "no"
    name = words[off].removesuffix("-server")
    if words[-1] == "enable" or name == "netconf":
        reading.scratch.services[name] = (not off, block.number)
    return name == "netconf" or words[off + 1 : off + 2] == [] or words[off + 1] in _FILE_SERVER


_FILE_SERVER = frozenset(
    {"enable", "topdir", "timeout", "username", "password", "login", "source", "acl", "encryption"}
)


@TOP.line("ip source-route", "no ip source-route", "zam", "no zam", "cwmp", "no cwmp", topic="services")
def _small(reading: Reading, words: list[str], block: Block) -> bool:
    on = words[0] != "no"
    services, name = reading.device.services, words[not on]
    if name == "ip":
        services.source_route = Known(on, (block.number,))
    elif name == "zam":
        services.config_autoload = Known(on, (block.number,))
    elif on:
        services.extra.append(("cwmp", block.number))
    for child in block.children:
        reading.skip(child)
    return True


def finish_services(reading: Reading) -> None:
    """Fill in what no line says."""
    device = reading.device
    services, ssh, web = device.services, device.ssh, device.web
    for name in ("finger", "tcp_small_servers", "udp_small_servers", "bootp", "pad", "smart_install"):
        setattr(services, name, Unsupported("RGOS 没有这一服务"))
    if services.source_route is UNREAD:
        services.source_route = Unknown("没有 ip source-route 行,缺省没有确认")
    if services.config_autoload is UNREAD:
        services.config_autoload = Unknown("没有 zam 行,缺省没有确认")
    services.domain_lookup = Unknown("域名解析的缺省没有确认")
    why = "没有 {} 行,缺省兼容旧算法"
    if ssh.ciphers is UNREAD:
        ssh.ciphers = Absent(
            frozenset(_CIPHERS[mode] for mode in ("cbc", "ctr", "others")), why.format("ip ssh cipher-mode")
        )
    if ssh.macs is UNREAD:
        weak = ("md5", "md5-96", "sha1", "sha1-96")
        ssh.macs = Absent(frozenset(_MACS[name] for name in weak), why.format("ip ssh hmac-algorithm"))
    for name, words in (("version", "version"), ("key_exchanges", "key-exchange"), ("timeout_seconds", "time-out")):
        if getattr(ssh, name) is UNREAD:
            setattr(ssh, name, Unknown(f"没有 ip ssh {words} 行,缺省没有确认"))
    if ssh.retries is UNREAD:
        ssh.retries = Absent(3, "没有 ip ssh authentication-retries 行,缺省 3 次")
    ssh.rsa_bits = ssh.host_keys = Unknown("主机密钥不在配置中")
    web.tls_versions = web.ciphers = Unknown("RGOS 没有公开的 TLS 版本命令")
    web.redirect = web.idle_minutes = Unknown("配置中没有这一项")


def finish_channels(reading: Reading) -> None:
    """Put the switches of the services over what the vty lines let in."""
    state: Rgos = reading.scratch
    channels = {channel.name: channel for channel in reading.device.channels.items}
    _login_service(
        state,
        channels["telnet"],
        "telnet-server",
        Absent(True, "没有 no enable service telnet-server 行,缺省开启 Telnet"),
    )
    _login_service(state, channels["ssh"], "ssh-server", Unknown("没有 enable service ssh-server 行,缺省没有确认"))
    if state.telnet_hosts:
        terms = tuple(found for word, _ in state.telnet_hosts if (found := host(word)))
        channels["telnet"].sources = Known(terms, tuple(number for _, number in state.telnet_hosts))
    acl = state.facts.get("ssh acl")
    if acl:
        channels["ssh"].sources = sources_of(reading, acl.text, (acl.number,))
    none: tuple[Address, ...] = ()
    doubt = "没有 enable service web-server 行,是否缺省开启要看型号和版本"
    for name, word, port, default in (
        ("http", "web-server http", 80, Unknown(doubt)),
        ("https", "web-server https", 443, Unknown(doubt)),
        ("ftp", "ftp", 21, Absent(False, "没有 ftp-server enable 行,缺省关闭")),
        ("tftp", "tftp", 69, Absent(False, "没有 tftp-server enable 行,缺省关闭")),
    ):
        enabled = _switch(state, word, default)
        channel = Channel(name=name, port=port, enabled=enabled, sources=Known(none, enabled.lines))
        reading.device.channels.items.append(channel)
    netconf = state.services.get("netconf")
    if netconf:  # no manual says that it answers by itself
        lines = (netconf[1],)
        reading.device.channels.items.append(
            Channel(name="netconf", port=830, enabled=Known(netconf[0], lines), sources=Known(none, lines))
        )


def _switch(state: Rgos, word: str, default: Fact[bool]) -> Fact[bool]:
    found = state.services.get(word)
    return Known(found[0], (found[1],)) if found else default


def _login_service(state: Rgos, channel: Channel, word: str, default: Fact[bool]) -> None:
    """A service that is off is off whatever the lines let in; on, but let in nowhere, is a case nobody confirmed."""
    service, lines = _switch(state, word, default), channel.enabled
    if isinstance(service, Unknown) or not service.value:
        channel.enabled = service
    elif isinstance(lines, Known) and not lines.value:
        channel.enabled = Unknown(
            f"{word} 开启而线路不接受 {channel.name},是否还能登录没有确认", (*service.lines, *lines.lines)
        )
    else:
        channel.enabled = service
