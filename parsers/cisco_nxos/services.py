"""SSH, Telnet, NX-API, and small services (NX-OS Security and Programmability Guides).

SSH is version 2 alone and on by default; Telnet and NX-API are off until a feature switches them on. ``ssh ciphers``,
``ssh macs`` and ``ssh kexalgos`` are printed when they differ from the default; ``all`` opens the weak ones too. IPv4
source routing is on by default (CIS Cisco NX-OS Benchmark 3.2.5, DISA STIG V-221095).
"""

from __future__ import annotations

from dengbao.model import Absent, Address, Channel, Fact, Known, Terminal, Unknown, Unsupported
from dengbao.model.facts import UNREAD
from parsers.blocks import Block
from parsers.cisco_nxos.aaa import authentication
from parsers.cisco_nxos.table import TOP, Nexus
from parsers.grammar import Reading
from parsers.ioslike.acl import sources_of
from parsers.ioslike.lines import finish_lines
from parsers.ioslike.numbers import bounded, integer
from parsers.ioslike.state import State

_ALL = {
    "ciphers": frozenset({"aes128-cbc", "aes192-cbc", "aes256-cbc", "aes128-ctr", "aes192-ctr", "aes256-ctr"}),
    "kexalgos": frozenset({
        "diffie-hellman-group1-sha1", "diffie-hellman-group14-sha1", "diffie-hellman-group-exchange-sha1",
        "diffie-hellman-group-exchange-sha256", "ecdh-sha2-nistp256", "ecdh-sha2-nistp384", "ecdh-sha2-nistp521",
    }),
    "macs": frozenset({"hmac-sha1", "hmac-sha2-256", "hmac-sha2-512"}),
}  # fmt: skip
_FACTS = {"ciphers": "ciphers", "kexalgos": "key_exchanges", "macs": "macs"}


@TOP.line("ssh ciphers", "ssh macs", "ssh kexalgos", topic="ssh")
def _algorithms(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``ssh ciphers {all | A ...}``; several lines add up."""
    names = frozenset(word.lower() for word in words[2:])
    if not names:
        return False
    kind = words[1]
    names = _ALL[kind] if names == {"all"} else names
    fact = getattr(reading.device.ssh, _FACTS[kind])
    before = fact if isinstance(fact, Known) else Known(frozenset())
    setattr(reading.device.ssh, _FACTS[kind], Known(before.value | names, (*before.lines, block.number)))
    return True


@TOP.line("ssh cipher-mode weak", topic="ssh")
def _weak(reading: Reading, _words: list[str], block: Block) -> bool:
    reading.device.ssh.ciphers = Known(_ALL["ciphers"], (block.number,))
    return True


@TOP.line("ssh key", "no ssh key", topic="ssh")
def _key(reading: Reading, words: list[str], block: Block) -> bool:
    bits = integer(words[3]) if len(words) > 3 else None  # noqa: PLR2004
    if words[2:3] == ["rsa"] and bits is not None:
        reading.device.ssh.rsa_bits = Known(bits, (block.number,))
    return True


@TOP.line("ssh login-attempts", "ssh login-gracetime", topic="ssh")
def _attempts(reading: Reading, words: list[str], block: Block) -> bool:
    number = integer(words[-1])
    if number is None:
        return False
    name = "retries" if words[1] == "login-attempts" else "timeout_seconds"
    setattr(reading.device.ssh, name, Known(number, (block.number,)))
    return True


@TOP.line("ssh port", "ssh name", "ssh rekey", "ssh keytypes", "ssh idle-timeout", "no ssh", topic="ssh")
def _ssh_other(reading: Reading, words: list[str], block: Block) -> bool:
    if words[:2] == ["ssh", "port"]:
        reading.scratch.facts["ssh port"] = block
    return len(words) > 2  # noqa: PLR2004


@TOP.line("nxapi", "no nxapi", topic="channels")
def _nxapi(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``nxapi {http | https} port N``, ``no nxapi http``, ``nxapi use-vrf V``, ``nxapi ssl ...``."""
    rest = words[1:] if words[0] != "no" else words[2:]
    match rest:
        case ["http" | "https" as name, *_]:
            reading.scratch.facts[f"nxapi {name}"] = block
        case ["ssl", "protocols", *names] if names:
            versions = frozenset(name.lower().replace("v1", "1") for name in names)
            reading.device.web.tls_versions = Known(versions, (block.number,))
        case ["ssl", "ciphers", *names] if names:
            reading.device.web.ciphers = Known(frozenset(names), (block.number,))
        case ["idle-timeout", minutes] if (number := integer(minutes)) is not None:
            reading.device.web.idle_minutes = Known(float(number), (block.number,))
        case [word, *_]:
            return word in {"sandbox", "use-vrf", "certificate", "client", "aaa", "ssl"}
        case _:
            return False
    return True


@TOP.line("ip source-route", "no ip source-route", topic="services")
def _source_route(reading: Reading, words: list[str], block: Block) -> bool:
    if words[-1] != "source-route":
        return False
    reading.device.services.source_route = Known(words[0] != "no", (block.number,))
    return True


@TOP.line("ip domain-lookup", "no ip domain-lookup", topic="services")
def _lookup(reading: Reading, words: list[str], block: Block) -> bool:
    reading.device.services.domain_lookup = Known(words[0] != "no", (block.number,))
    return True


_EXTRA = {"http-server": "HTTP 服务器"}


def finish_services(reading: Reading) -> None:
    """Say what NX-OS does not have, and what holds by default."""
    services = reading.device.services
    for name in ("finger", "tcp_small_servers", "udp_small_servers", "bootp", "pad", "smart_install"):
        setattr(services, name, Unsupported("NX-OS 没有这种服务"))
    if services.source_route is UNREAD and services.unread:
        services.source_route = Unknown("没有读懂有关的配置行", tuple(services.unread))
    elif services.source_route is UNREAD:
        services.source_route = Absent(True, "没有 no ip source-route 行,缺省开启源路由")
    if services.config_autoload is UNREAD:
        services.config_autoload = Absent(False, "没有 boot poap enable 行")
    if services.domain_lookup is UNREAD:
        services.domain_lookup = Unknown("没有 ip domain-lookup 行")


def finish_ssh(reading: Reading) -> None:
    """Fill in what holds by default."""
    ssh, web = reading.device.ssh, reading.device.web
    ssh.version = Absent("2", "NX-OS 只有 SSHv2")
    for name, attribute in _FACTS.items():
        if getattr(ssh, attribute) is UNREAD:
            setattr(ssh, attribute, Unknown(f"没有 ssh {name} 行,缺省的算法随版本而不同"))
    for name in ("host_keys", "rsa_bits", "timeout_seconds"):
        if getattr(ssh, name) is UNREAD:
            setattr(ssh, name, Unknown("配置中没有写明,缺省没有确认"))
    if ssh.retries is UNREAD:
        ssh.retries = Absent(3, "没有 ssh login-attempts 行,缺省 3 次")
    for name in ("tls_versions", "ciphers", "idle_minutes"):
        if getattr(web, name) is UNREAD:
            setattr(web, name, Unknown("没有 nxapi ssl 等行,缺省没有确认"))
    web.redirect = Unsupported("NX-API 没有把 HTTP 转到 HTTPS 的开关")


def _inbound(state: State, terminal: Terminal) -> Fact[frozenset[str]]:
    """Say what a vty line lets in: what the features serve."""
    assert isinstance(state, Nexus)
    if terminal.kind != "vty":
        return Absent(frozenset(), "控制口不接受网络登录")
    found = {name for name in ("telnet",) if name in state.features} | ({"ssh"} if "ssh" not in state.off else set())
    lines = tuple(state.features[name] for name in ("telnet",) if name in state.features)
    return Known(frozenset(found), lines) if lines else Absent(frozenset(found), "没有 feature telnet 行,缺省只有 SSH")


def finish_terminals(reading: Reading) -> None:
    """Complete the lines, and make the channels of features out of those of lines."""
    state: Nexus = reading.scratch
    device = reading.device
    idle: Fact[float] = Unknown("没有 exec-timeout 行,缺省没有确认")
    finish_lines(
        reading,
        authentication=lambda found, line: authentication(_own(found), line),
        inbound=_inbound,
        idle=idle,
    )
    device.channels.items.clear()
    sources = _vty_sources(reading)
    telnet = state.features.get("telnet")
    off = state.off.get("telnet")
    on: Fact[bool] = Absent(False, "没有 feature telnet 行,缺省关闭")
    if telnet or off:
        on = Known(value=telnet is not None, lines=(telnet or off or 0,))
    device.channels.items.append(Channel(name="telnet", port=23, enabled=on, sources=sources))
    closed = state.off.get("ssh")
    ssh: Fact[bool] = Known(value=False, lines=(closed,)) if closed else Absent(True, "没有 no feature ssh 行,缺省开启")
    port = state.facts.get("ssh port")
    number = bounded(port.text.split()[-1], 1, 65535) if port else None
    device.channels.items.append(Channel(name="ssh", port=number or 22, enabled=ssh, sources=sources))


def _own(state: State) -> Nexus:
    assert isinstance(state, Nexus)
    return state


def _vty_sources(reading: Reading) -> Fact[tuple[Address, ...]]:
    """Give the sources of ``line vty`` with its access class; what an undefined list does was not confirmed."""
    state: Nexus = reading.scratch
    vtys = [line for line in state.lines if line.terminal.kind == "vty"]
    names = [(line.terminal.acl.value, line.acl_lines) for line in vtys if line.acl_lines]
    if not names:
        lines = tuple(number for line in vtys for number in line.terminal.lines)
        return Known((), lines) if lines else Absent((), "没有 line vty 下的 access-class 行")
    name, lines = names[0]
    if name not in state.lists.by_name:
        return Unknown(f"access-class 引用的列表 {name} 没有定义,没有确认这时放行还是拒绝", lines)
    return sources_of(reading, name, lines)


def finish_channels(reading: Reading) -> None:
    """Make the channels of NX-API and files. NX-OS serves no FTP or TFTP."""
    state: Nexus = reading.scratch
    channels = reading.device.channels.items
    feature = state.features.get("nxapi")
    recent = state.version is not None and state.version >= (9, 2)
    none: Fact[tuple[Address, ...]] = Known((), (feature,)) if feature else Absent((), "没有开启")
    for name, port in (("http", 80), ("https", 443)):
        block = state.facts.get(f"nxapi {name}")
        enabled: Fact[bool]
        if feature is None:
            enabled = Absent(False, "没有 feature nxapi 行,缺省关闭")
        elif block:
            enabled = Known(not block.text.startswith("no "), (feature, block.number))
        elif recent:
            enabled = Absent(
                name == "https", f"开启了 NX-API,9.2 起缺省{'只用 HTTPS' if name == 'https' else '不用 HTTP'}"
            )
        else:
            enabled = Unknown(f"开启了 NX-API 而没有 nxapi {name} 行,这一版本的缺省没有确认", (feature,))
        words = block.text.split() if block else []
        number = bounded(words[-1], 1, 65535) if words else None
        channels.append(Channel(name=name, port=number or port, enabled=enabled, sources=none))
    for name, word in (
        ("scp", "scp-server"),
        ("sftp", "sftp-server"),
        ("netconf", "netconf"),
        ("restconf", "restconf"),
    ):
        line = state.features.get(word)
        on: Fact[bool] = Known(value=True, lines=(line,)) if line else Absent(False, f"没有 feature {word} 行")
        channels.append(Channel(name=name, enabled=on, sources=Known((), (line,)) if line else Absent((), "没有开启")))
    for name in ("ftp", "tftp"):
        why = "NX-OS 不提供 FTP、TFTP 服务"
        channels.append(Channel(name=name, enabled=Unsupported(why), sources=Unsupported(why)))
    for word, title in _EXTRA.items():
        if word in state.features:
            reading.device.services.extra.append((title, state.features[word]))
