"""The SSH server's algorithms and the web server's TLS (Comware 7 SSH and SSL references; SSH guide of 2024-07).

Without ``ssh2 algorithm`` lines everything is offered, 3DES, DES, MD5 and DH group 1 among it; releases without that
command offer the same and cannot be mended. Names are put the way SSH itself names algorithms. Which TLS versions are
on by default depends on the release, so that silence is unknown.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from dengbao.model import Known, Unknown, Unsupported
from dengbao.model.facts import Fact
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.hp_comware.state import State
from parsers.hp_comware.table import TOP, note, on_off, plain, rest, state_of
from parsers.ioslike.numbers import bounded

_NAMES = {
    "md5": "hmac-md5", "md5-96": "hmac-md5-96", "sha1": "hmac-sha1", "sha1-96": "hmac-sha1-96", "sm3": "hmac-sm3",
    "sha2-256": "hmac-sha2-256", "sha2-512": "hmac-sha2-512", "3des": "3des-cbc", "des": "des-cbc",
    "dh-group1-sha1": "diffie-hellman-group1-sha1", "dh-group14-sha1": "diffie-hellman-group14-sha1",
    "dh-group-exchange-sha1": "diffie-hellman-group-exchange-sha1",
    "dh-group-exchange": "diffie-hellman-group-exchange-sha1",
    "dh-group1": "diffie-hellman-group1-sha1", "dh-group14": "diffie-hellman-group14-sha1",
    "dsa": "ssh-dss", "rsa": "ssh-rsa", "ecdsa": "ecdsa-sha2-nistp256",
}  # fmt: skip
_DEFAULTS: dict[str, frozenset[str]] = {
    "cipher": frozenset(
        {"aes128-ctr", "aes192-ctr", "aes256-ctr", "aes128-gcm", "aes256-gcm", "aes128-cbc", "aes256-cbc", "3des-cbc"}
        | {"des-cbc"}
    ),
    "mac": frozenset({"hmac-sha2-256", "hmac-sha2-512", "hmac-sha1", "hmac-md5", "hmac-sha1-96", "hmac-md5-96"}),
    "key-exchange": frozenset(
        {"ecdh-sha2-nistp256", "ecdh-sha2-nistp384", "diffie-hellman-group-exchange-sha1"}
        | {"diffie-hellman-group14-sha1", "diffie-hellman-group1-sha1"}
    ),
}
_VERSIONS = ("ssl3.0", "tls1.0", "tls1.1")


class SslPolicy(Struct):
    """An SSL server policy: its cipher suites."""

    name: str
    reading: Reading
    suites: set[str] = set()
    lines: tuple[int, ...] = ()
    unread: tuple[int, ...] = ()


SSL: Table[SslPolicy] = Table()

on_off("ssh server compatible-ssh1x enable", "ssh1", topic="ssh")
on_off("ssh server compatible-ssh1x", "ssh1", topic="ssh")
rest("ssh server", "ssh")
rest("ssh2", "ssh")
rest("ssl", "web")
rest("undo ssl", "web")
TOP.ignore(
    "SSH、SSL 的其他参数,不改变算法与版本",
    *("ssh server dscp", "ssh server ipv6 dscp", "ssh server rekey-interval", "ssh server key-re-exchange"),
    *(
        "ssh server acl-deny-log",
        "ssh server pki-domain",
        "ssh client",
        "ssh user-server",
        "undo ssh server key-re-exchange",
    ),
    *("ssl client-policy", "ssl renegotiation", "undo ssl renegotiation", "ssh redirect", "ssh ip alias"),
)


@TOP.line(
    "ssh2 algorithm cipher",
    "ssh2 algorithm mac",
    "ssh2 algorithm key-exchange",
    "ssh2 algorithm public-key",
    topic="ssh",
)
def algorithm(reading: Reading, words: list[str], block: Block) -> bool:
    """``ssh2 algorithm cipher aes256-ctr ...``."""
    names = frozenset(_NAMES.get(word, word) for word in words[3:])
    return bool(names) and note(reading, f"ssh2 {words[2]}", names, block)


@TOP.line("ssh server authentication-timeout", "ssh server authentication-retries", topic="ssh")
def patience(reading: Reading, words: list[str], block: Block) -> bool:
    """``ssh server authentication-timeout S``, ``ssh server authentication-retries N``."""
    number = bounded(words[-1], 0, 9999)
    return number is not None and note(reading, words[2], number, block)


@TOP.line("ssl version", "undo ssl version", topic="web")
def ssl_version(reading: Reading, words: list[str], block: Block) -> bool:
    """``ssl version ssl3.0 tls1.0 disable``; its ``undo`` turns them on."""
    off = words[0] != "undo"
    names = words[2 if off else 3 : -1]
    if words[-1] != "disable" or not names:
        return False
    return all(note(reading, f"ssl {name}", not off, block) for name in names)


@TOP.line("ssl server-policy", topic="web")
def server_policy(reading: Reading, words: list[str], block: Block) -> bool:
    """``ssl server-policy P`` with its cipher suites."""
    made = SslPolicy(words[-1], reading, set(), tuple(reading.numbers(block)))
    made.unread = reading.inside(block, SSL, made)
    state_of(reading).ssl_policies[words[-1]] = made
    return len(words) == 3  # noqa: PLR2004 - the line's own words


@SSL.line("ciphersuite")
def suites(policy: SslPolicy, words: list[str], _block: Block) -> bool:
    """``ciphersuite A B ...``."""
    policy.suites.update(words[1:])
    return len(words) > 1


plain(
    SSL,
    "pki-domain",
    "session",
    "client-verify",
    "handshake",
    "close-mode",
    "certificate-chain-sending",
    "version",
    "undo version",
)


@TOP.line("ip https ssl-server-policy", topic="web")
def https_policy(reading: Reading, words: list[str], block: Block) -> bool:
    """``ip https ssl-server-policy P``."""
    return note(reading, "https policy", words[-1], block)


@TOP.line("web idle-timeout", topic="web")
def web_idle(reading: Reading, words: list[str], block: Block) -> bool:
    """``web idle-timeout MINUTES``."""
    number = bounded(words[-1], 0, 9999)
    return number is not None and note(reading, "web idle", float(number), block)


TOP.ignore(
    "Web 页面的会话数与验证码,不涉及加密", "web captcha", "web new-style", "web method", "web https-authorization"
)


def settle(reading: Reading) -> None:
    """After all lines."""
    state, ssh, web = state_of(reading), reading.device.ssh, reading.device.web
    first = state.fact("ssh1", default=False, why="SSH 服务器缺省不兼容 SSH1")
    if isinstance(first, Unknown):
        ssh.version = first
    elif isinstance(first, Known):
        ssh.version = Known("1,2" if first.value else "2", first.lines)
    else:
        ssh.version = state.silent("2", "SSH 服务器缺省不兼容 SSH1")
    ssh.ciphers = _algorithms(state, "cipher")
    ssh.macs = _algorithms(state, "mac")
    ssh.key_exchanges = _algorithms(state, "key-exchange")
    ssh.host_keys = state.said.get("ssh2 public-key") or Unknown("主机密钥不在配置中")
    ssh.rsa_bits = Unknown("主机密钥长度不在配置中")
    ssh.timeout_seconds = state.fact("authentication-timeout", 60, "SSH 认证缺省 60 秒超时")
    ssh.retries = state.fact("authentication-retries", 3, "SSH 认证缺省最多 3 次")
    web.tls_versions = _tls(state)
    web.ciphers = _suites(state, web.unread)
    web.redirect = Unsupported("Comware 的 HTTP 与 HTTPS 各自启用")
    web.idle_minutes = state.said.get("web idle") or Unknown("配置没有写明 Web 空闲超时")


def _algorithms(state: State, kind: str) -> Fact[Any]:
    return state.fact(f"ssh2 {kind}", _DEFAULTS[kind], "没有 ssh2 algorithm 时缺省提供全部算法,含 3DES、MD5、DH group1")


def _tls(state: State) -> Fact[Any]:
    said = [state.said.get(f"ssl {name}") for name in _VERSIONS]
    on = [name for name, fact in zip(_VERSIONS, said, strict=True) if fact is not None and fact.value]
    lines = tuple(number for fact in said if fact is not None for number in fact.lines)
    if on or all(fact is not None for fact in said):
        return Known(frozenset({*on, "tls1.2"}), tuple(dict.fromkeys(lines)))
    return Unknown("没有写明禁用哪些 SSL/TLS 低版本,缺省因版本而异", lines)


def _suites(state: State, unread: list[int]) -> Fact[Any]:
    named = state.said.get("https policy")
    policy: SslPolicy | None = state.ssl_policies.get(named.value) if named else None
    if policy is None or not policy.suites:
        return Unknown("HTTPS 没有指定带加密套件的 SSL 服务器策略")
    unread.extend(policy.unread)
    return Known(frozenset(policy.suites), policy.lines)
