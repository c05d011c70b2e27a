"""SSH, Telnet and HTTPS (ASDM), who may use them on which interface, and small services.

``ssh A M IF`` admits addresses on an interface; without such a line nobody is admitted. ``http server enable`` serves
HTTPS; plain HTTP only redirects (``http redirect IF``). Both SSH versions are accepted by default in the releases that
knew version 1 (command reference, ``ssh version``); from 9.16 there is version 2 alone. Algorithms: ``ssh cipher
encryption`` is medium by default, which offers CBC; ``ssh cipher integrity`` was medium (with hmac-sha1-96) and is high
(hmac-sha2-256) from 9.12(1); ``ssh key-exchange`` was dh-group1-sha1 and is dh-group14-sha256 from 9.12(1) (command
reference, release notes 9.12(1)). What the levels hold from 9.16 on was not confirmed.
"""

from __future__ import annotations

from dengbao.model import Absent, Channel, Fact, Known, Unknown, Unsupported
from dengbao.model.facts import UNREAD
from parsers.blocks import Block
from parsers.cisco_asa.objects import host_or_net
from parsers.cisco_asa.table import TOP, Admission, Asa
from parsers.grammar import Reading
from parsers.ioslike.entries import host
from parsers.ioslike.numbers import bounded

_CBC_AND_CTR = frozenset({
    "3des-cbc", "aes128-cbc", "aes192-cbc", "aes256-cbc", "aes128-ctr", "aes192-ctr", "aes256-ctr",
})  # fmt: skip
_CIPHERS = {
    "all": _CBC_AND_CTR, "low": _CBC_AND_CTR, "medium": _CBC_AND_CTR, "high": frozenset({"aes256-cbc", "aes256-ctr"}),
    "fips": frozenset({"aes128-cbc", "aes256-cbc"}),
}  # fmt: skip
_ALL_MACS = frozenset({"hmac-sha1", "hmac-sha1-96", "hmac-md5", "hmac-md5-96"})
_MACS = {
    "all": _ALL_MACS, "low": _ALL_MACS, "medium": frozenset({"hmac-sha1", "hmac-sha1-96"}),
    "fips": frozenset({"hmac-sha1"}),
}  # fmt: skip
_EXCHANGES = {
    "dh-group1-sha1": "diffie-hellman-group1-sha1", "dh-group14-sha1": "diffie-hellman-group14-sha1",
    "dh-group14-sha256": "diffie-hellman-group14-sha256",
}  # fmt: skip
_TLS = {"sslv3": "ssl3", "sslv3-only": "ssl3", "tlsv1": "tls1", "tlsv1-only": "tls1", "tlsv1.1": "tls1.1",
        "tlsv1.2": "tls1.2", "tlsv1.3": "tls1.3"}  # fmt: skip
_REDIRECTS: Fact[bool] = Absent(False, "只提供 HTTPS(ASDM),http redirect 只把浏览器转到 HTTPS")
_RANKS = ("ssl3", "tls1", "tls1.1", "tls1.2", "tls1.3")


@TOP.line("ssh", "telnet", "http", topic="channels")
def _admit(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``ssh A MASK IF`` or ``ssh PREFIX6 IF``, and alike for telnet and http."""
    state: Asa = reading.scratch
    source = None
    if len(words) == 4:  # noqa: PLR2004
        source = host_or_net(words[1:3], state)
    elif len(words) == 3 and "/" in words[1]:  # noqa: PLR2004
        source = host(words[1])
    if source is None:
        return False
    state.admissions.setdefault(words[0], []).append(Admission(source, words[-1], block.number))
    return True


@TOP.line("ssh version", topic="ssh")
def _version(reading: Reading, words: list[str], block: Block) -> bool:
    reading.device.ssh.version = Known(",".join(words[2:]), (block.number,))
    return words[2:] in (["1"], ["2"], ["1", "2"])


@TOP.line("ssh cipher encryption", "ssh cipher integrity", topic="ssh")
def _cipher(reading: Reading, words: list[str], block: Block) -> bool:
    """Read a level or ``custom "aes256-ctr:aes192-ctr"``."""
    if len(words) < 4:  # noqa: PLR2004
        return False
    encryption = words[2] == "encryption"
    fact = _algorithms(reading.scratch, words[3:], encryption=encryption, lines=(block.number,))
    setattr(reading.device.ssh, "ciphers" if encryption else "macs", fact)
    return True


def _algorithms(state: Asa, words: list[str], *, encryption: bool, lines: tuple[int, ...]) -> Fact[frozenset[str]]:
    if words[0] == "custom" and len(words) > 1:
        return Known(frozenset(name for name in words[1].strip('"').lower().split(":") if name), lines)
    level = words[0]
    weak = level in {"all", "low", "medium"}
    if level == "high" and not encryption and state.since(9, 12):
        return Known(frozenset({"hmac-sha2-256"}), lines)
    found = (_CIPHERS if encryption else _MACS).get(level)
    if found is None or (not weak and state.since(9, 16) is not False):
        return Unknown(f"没有确认这一版本的 {level} 级含哪些算法", lines)
    return Known(found, lines)


@TOP.line("ssh key-exchange", topic="ssh")
def _exchange(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``ssh key-exchange group X``; ``hostkey`` chooses the key of the device."""
    if words[2:3] == ["group"] and len(words) > 3:  # noqa: PLR2004
        reading.device.ssh.key_exchanges = Known(frozenset({_EXCHANGES.get(words[3], words[3])}), (block.number,))
        return True
    if words[2:3] == ["hostkey"] and len(words) > 3:  # noqa: PLR2004
        reading.device.ssh.host_keys = Known(frozenset({words[3]}), (block.number,))
        return True
    return False


@TOP.line("ssh scopy enable", "ssh stricthostkeycheck", "no ssh stricthostkeycheck", "ssh disconnect",
          "ssh pubkey-chain", "ssh stack", "no ssh stack", "ssh authentication method", topic="ssh")  # fmt: skip
def _ssh_other(reading: Reading, words: list[str], block: Block) -> bool:
    if words[1:3] == ["scopy", "enable"]:
        reading.scratch.facts["scopy"] = block
    for child in block.children:
        reading.use(*reading.numbers(child))
    return True


@TOP.line("http server enable", "no http server enable", "http server session-timeout", "http redirect",
          "http authentication-certificate", "http server basic-auth-client", "http username-from-certificate",
          "no http server basic-auth-client", "http connection", topic="channels")  # fmt: skip
def _http(reading: Reading, words: list[str], block: Block) -> bool:
    if "enable" in words:
        reading.scratch.facts["http server"] = block
    elif words[1] == "redirect":
        reading.scratch.facts["http redirect"] = block
    return True


@TOP.line("ssl server-version", topic="web")
def _tls(reading: Reading, words: list[str], block: Block) -> bool:
    """Read the lowest version that the device accepts; it accepts all later ones."""
    lowest = _TLS.get(words[2]) if len(words) > 2 else None  # noqa: PLR2004
    if lowest is None:
        return words[2:3] == ["any"]
    reading.device.web.tls_versions = Known(frozenset(_RANKS[_RANKS.index(lowest) :]), (block.number,))
    return True


@TOP.line("ssl cipher", topic="web")
def _ssl_cipher(reading: Reading, words: list[str], block: Block) -> bool:
    if words[2:3] == ["default"] and len(words) > 3:  # noqa: PLR2004
        reading.device.web.ciphers = Known(frozenset({words[3]}), (block.number,))
    elif words[3:4] == ["custom"] and len(words) > 4:  # noqa: PLR2004
        reading.device.web.ciphers = Known(frozenset(words[4].strip('"').split(":")), (block.number,))
    return len(words) > 3  # noqa: PLR2004


@TOP.line("auto-update", topic="services")
def _auto_update(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``auto-update server URL``: images and configuration are fetched from there."""
    if words[1:2] == ["server"]:
        reading.device.services.config_autoload = Known(value=True, lines=(block.number,))
    return True


@TOP.line("dns domain-lookup", topic="services")
def _lookup(reading: Reading, _words: list[str], block: Block) -> bool:
    reading.device.services.domain_lookup = Known(value=True, lines=(block.number,))
    return True


@TOP.line("tftp-server")
def _tftp(_reading: Reading, _words: list[str], _block: Block) -> bool:
    """Know where the device itself sends files: it serves none."""
    return True


@TOP.line("icmp", topic="channels")
def _icmp(reading: Reading, words: list[str], block: Block) -> bool:
    """Read ``icmp {permit | deny} A [M] [TYPE] IF``, which guards the device itself."""
    if words[1:2] == ["deny"] and "any" in words[2:]:
        reading.scratch.facts[f"icmp deny {words[-1]}"] = block
    return len(words) > 2 and words[1] in {"permit", "deny", "unreachable"}  # noqa: PLR2004


def _version_by_default(state: Asa) -> Fact[str]:
    if state.since(9, 16):
        return Absent("2", "9.16 起只有 SSHv2")
    if state.since(9, 10) is False:
        return Absent("1,2", "没有 ssh version 2 行,缺省兼容 SSH 1")
    return Unknown("没有 ssh version 行,这一版本的缺省没有确认")


def finish_ssh(reading: Reading) -> None:
    """Fill in what holds by default."""
    ssh, web, state = reading.device.ssh, reading.device.web, reading.scratch
    if ssh.version is UNREAD:
        ssh.version = _version_by_default(state)
    if ssh.ciphers is UNREAD:
        ssh.ciphers = (
            Absent(_CBC_AND_CTR, "没有 ssh cipher encryption 行,缺省 medium 级含 CBC 算法")
            if state.since(9, 16) is False
            else Unknown("没有 ssh cipher encryption 行,这一版本的缺省没有确认")
        )
    modern = state.since(9, 12)
    unknown = Unknown("没有 ssh cipher integrity、key-exchange 行,配置中没有版本")
    if ssh.macs is UNREAD:
        macs: Fact[frozenset[str]] = unknown
        if modern is not None:
            macs = (
                Absent(frozenset({"hmac-sha2-256"}), "没有 ssh cipher integrity 行,9.12(1) 起缺省 high 级")
                if modern
                else Absent(_MACS["medium"], "没有 ssh cipher integrity 行,9.12(1) 之前缺省 medium 级")
            )
        ssh.macs = macs
    if ssh.key_exchanges is UNREAD:
        name = "diffie-hellman-group14-sha256" if modern else "diffie-hellman-group1-sha1"
        why = f"没有 ssh key-exchange 行,9.12(1) {'起' if modern else '之前'}缺省 {name}"
        ssh.key_exchanges = unknown if modern is None else Absent(frozenset({name}), why)
    if ssh.host_keys is UNREAD:
        ssh.host_keys = Unknown("没有 ssh key-exchange hostkey 行,由已有的密钥决定")
    ssh.rsa_bits = Unknown("RSA 密钥长度不在配置中,要看 show crypto key mypubkey rsa")
    ssh.timeout_seconds, ssh.retries = (
        Unsupported("ASA 没有 SSH 登录时限的设置"),
        Unsupported("ASA 没有 SSH 重试次数的设置"),
    )
    for name in ("tls_versions", "ciphers"):
        if getattr(web, name) is UNREAD:
            setattr(web, name, Unknown("没有 ssl server-version、ssl cipher 行,缺省随版本而不同"))


def finish_channels(reading: Reading) -> None:
    """Make the channels, and note on each interface what it answers."""
    device, state = reading.device, reading.scratch
    facts, channels = state.facts, device.channels.items
    for name, port in (("telnet", 23), ("ssh", 22)):
        channels.append(_channel(state, name, name, port, None))
    server = facts.get("http server")
    on = server is not None and not server.text.startswith("no ")
    number = bounded(server.text.split()[-1], 1, 65535) if server and on else None
    https = _channel(state, "https", "http", number or 443, server)
    channels.append(https)
    channels.append(Channel(name="http", port=80, enabled=_REDIRECTS, sources=https.sources))
    redirect = facts.get("http redirect")
    device.web.redirect = (
        Known(value=True, lines=(redirect.number,))
        if redirect
        else Absent(False, "没有 http redirect 行,80 端口不应答")
    )
    scopy, none = facts.get("scopy"), Unsupported("ASA 没有这种服务")
    channels.append(
        Channel(
            name="scp", port=22, sources=channels[1].sources,
            enabled=Known(value=True, lines=(scopy.number,)) if scopy else Absent(False, "没有 ssh scopy enable 行"),
        )
    )  # fmt: skip
    off: Fact[bool] = Absent(False, "ASA 不提供 FTP、TFTP 服务")
    channels += [Channel(name=name, enabled=off, sources=none) for name in ("ftp", "tftp")]
    for interface in device.interfaces.items:
        if interface.zone:
            answers = {c.name for c in channels if interface.zone in c.interfaces and c.enabled}
            ping = f"icmp deny {interface.zone}" not in facts
            interface.management = frozenset(answers | ({"ping"} if ping else set()))


def _channel(state: Asa, name: str, word: str, port: int, switch: Block | None) -> Channel:
    """Sum up the lines that admit; a service that admits nobody is off."""
    admitted = state.admissions.get(word, [])
    lines = tuple(dict.fromkeys((*((switch.number,) if switch else ()), *(one.line for one in admitted))))
    enabled: Fact[bool]
    if word == "http" and (switch is None or switch.text.startswith("no ")):
        enabled = Known(value=False, lines=(switch.number,)) if switch else Absent(False, "没有 http server enable 行")
    elif admitted:
        enabled = Known(value=True, lines=lines)
    else:
        enabled = Known(value=False, lines=lines) if lines else Absent(False, f"没有 {word} 地址行,不接受任何来源")
    return Channel(
        name=name, port=port, enabled=enabled, interfaces=tuple(dict.fromkeys(one.nameif for one in admitted)),
        sources=Known(tuple(dict.fromkeys(one.source for one in admitted)), lines) if lines else Absent((), "没有开启"),
    )  # fmt: skip


def finish_services(reading: Reading) -> None:
    """Say what an ASA does not have, and what it does not do by default.

    Packets with a source route are dropped unless an ``inspect ip-options`` policy allows them (ASA CLI guide 2,
    "IP options inspection").
    """
    services, state = reading.device.services, reading.scratch
    for name in ("finger", "tcp_small_servers", "udp_small_servers", "bootp", "pad", "smart_install"):
        setattr(services, name, Unsupported("ASA 没有这种服务"))
    routed = state.facts.get("source route")
    services.source_route = (
        Known(value=True, lines=(routed.number,)) if routed else Absent(False, "缺省丢弃带源路由选项的报文")
    )
    if services.config_autoload is UNREAD:
        services.config_autoload = Absent(False, "没有 auto-update server 行")
    if services.domain_lookup is UNREAD:
        services.domain_lookup = Absent(False, "没有 dns domain-lookup 行")
