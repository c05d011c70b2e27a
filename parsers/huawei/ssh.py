"""The SSH server's version and algorithms, and the web server's TLS.

After the S V200R019 ``ssh server cipher`` page (only CTR unless the weak-algorithm plug-in is there; factory files of
V200R019 and later write the lists), the YunShan pages (gex-sha256, group16, curve25519), ``ssh server compatible-ssh1x
enable`` (off unless said: S, USG6000E). Names are turned into those of the SSH standards.
"""

from __future__ import annotations

from dengbao.model import Absent, Fact, Known, Unknown
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.huawei.dialect import FIREWALLS, Dialect
from parsers.huawei.operands import number
from parsers.huawei.state import TOP, State, refuse, say

_OPEN = "没有确认这个版本的缺省值"
_NAMES = {
    "3des": "3des-cbc", "aes128": "aes128-cbc", "des": "des-cbc", "blowfish_cbc": "blowfish-cbc",
    "aes128_gcm": "aes128-gcm@openssh.com", "aes256_gcm": "aes256-gcm@openssh.com", "arcfour128": "arcfour128",
    "sha1": "hmac-sha1", "sha1_96": "hmac-sha1-96", "md5": "hmac-md5", "md5_96": "hmac-md5-96",
    "sha2_256": "hmac-sha2-256", "sha2_256_96": "hmac-sha2-256-96", "sha2_512": "hmac-sha2-512", "sm3": "hmac-sm3",
    "dh_group1_sha1": "diffie-hellman-group1-sha1", "dh_group14_sha1": "diffie-hellman-group14-sha1",
    "dh_group14_sha256": "diffie-hellman-group14-sha256", "dh_group15_sha512": "diffie-hellman-group15-sha512",
    "dh_group16_sha512": "diffie-hellman-group16-sha512", "dh_group18_sha512": "diffie-hellman-group18-sha512",
    "dh_group_exchange_sha1": "diffie-hellman-group-exchange-sha1",
    "dh_group_exchange_sha256": "diffie-hellman-group-exchange-sha256", "curve25519_sha256": "curve25519-sha256",
    "ecdh_sha2_nistp256": "ecdh-sha2-nistp256", "ecdh_sha2_nistp384": "ecdh-sha2-nistp384",
    "ecdh_sha2_nistp521": "ecdh-sha2-nistp521", "sm2_kep": "sm2-kep", "x509v3_ssh_rsa": "x509v3-ssh-rsa",
}  # fmt: skip
say(
    "ssh",
    *(
        "ssh server compatible-ssh1x enable",
        "undo ssh server compatible-ssh1x enable",
        "undo ssh server compatible-ssh1x",
    ),
    *("ssh server cipher", "ssh server hmac", "ssh server key-exchange", "ssh server secure-algorithms cipher"),
    *(
        "ssh server secure-algorithms hmac",
        "ssh server secure-algorithms key-exchange",
        "ssh server dh-exchange min-len",
    ),
    *(
        "ssh server rsa-key min-length",
        "ssh server publickey",
        "ssh server timeout",
        "ssh server authentication-retries",
    ),
    *(
        "ssh server rekey-interval",
        "ssh server ip-block disable",
        "undo ssh server ip-block disable",
        "ssh server keepalive",
    ),
)
say("users", "ssh user", "ssh authentication-type default")
say("web", "user-manage security version", "web-manager security cipher-suite", "web-manager security cipher")
refuse("ssh", "ssh server", "undo ssh server", "ssh")
TOP.ignore("设备作为 SSH 客户端时用", "ssh client", "undo ssh client", "ssh client-source", "ssh authorization-type")
TLS: Table[Reading] = Table()


@TOP.line("ssl policy", topic="web")
def _policy(reading: Reading, words: list[str], block: Block) -> bool:
    """An SSL policy: it matters when the web server uses it."""
    reading.scratch.say("ssl policy", words[2:], block.number)
    reading.topic("web").unread.extend(reading.inside(block, TLS, reading))
    return len(words) > 2  # noqa: PLR2004


@TLS.line("version", "ssl minimum version", "ciphersuite")
def _tls(reading: Reading, words: list[str], block: Block) -> bool:
    head = "tls minimum" if words[0] == "ssl" else f"tls {words[0]}"
    named, _ = reading.scratch.last("ssl policy") or ([], 0)
    policy = named[0] if named else ""
    reading.scratch.say(f"{head} {policy}", words[3:] if words[0] == "ssl" else words[1:], block.number)
    return True


TLS.ignore(
    "证书、套件排除和握手细节",
    "pki-realm",
    "pki-domain",
    "cipher-suite",
    "certificate",
    "diffie-hellman",
    "ecdh",
    "signature",
    "session",
    "prefer-ciphersuite",
    "undo",
)


def finish(reading: Reading) -> None:
    """Judge algorithms and TLS."""
    state: State = reading.scratch
    facts = reading.device.ssh
    old, new = (
        state.last("ssh server compatible-ssh1x enable"),
        state.lines("undo ssh server compatible-ssh1x", "undo ssh server compatible-ssh1x enable"),
    )
    if old:
        facts.version = Known("1,2", (old[1],))
    else:
        facts.version = Known("2", new) if new else Absent("2", "缺省不兼容 SSH1")
    facts.ciphers = _names(state, "cipher", _default_ciphers(state))
    facts.macs = _names(state, "hmac", _default(state, "hmac-sha2-256", "hmac-sha2-512"))
    facts.key_exchanges = _names(
        state,
        "key-exchange",
        _default(state, "diffie-hellman-group-exchange-sha256", "diffie-hellman-group16-sha512", "curve25519-sha256"),
    )
    keys = state.last("ssh server publickey")
    facts.host_keys = Known(frozenset(_name(word) for word in keys[0]), (keys[1],)) if keys else Unknown(_OPEN)
    facts.rsa_bits = _count(state, "ssh server rsa-key min-length")
    facts.timeout_seconds = _count(state, "ssh server timeout")
    facts.retries = _count(state, "ssh server authentication-retries")
    _web(reading, state)


def _name(word: str) -> str:
    word = word.lower()
    return _NAMES.get(word, word.replace("_", "-"))


def _names(state: State, kind: str, default: Fact[frozenset[str]]) -> Fact[frozenset[str]]:
    said = state.last(f"ssh server {kind}") or state.last(f"ssh server secure-algorithms {kind}")
    return Known(frozenset(map(_name, said[0])), (said[1],)) if said else default


def _default_ciphers(state: State) -> Fact[frozenset[str]]:
    version = state.version
    if version.vrp5_switch and version.since(200, 19):
        return Absent(frozenset({"aes128-ctr", "aes256-ctr"}), "S 系列 V200R019 起缺省只用 CTR")
    if state.dialect is Dialect.USG:
        weak = frozenset({"3des-cbc", "aes128-cbc", "aes256-cbc", "aes128-ctr", "aes256-ctr"})
        return Absent(weak, "USG 没有 ssh server cipher 时除 des_cbc 外都接受")
    return Unknown(_OPEN)


def _default(state: State, *names: str) -> Fact[frozenset[str]]:
    if state.dialect is Dialect.YUNSHAN:
        return Absent(frozenset(names), "V600 缺省只用 SHA-2")
    return Unknown(_OPEN)


def _count(state: State, head: str) -> Fact[int]:
    said = state.last(head)
    value = number(said[0][0]) if said and said[0] else None
    return Known(value, (said[1],)) if said and value is not None else Unknown(_OPEN)


def _web(reading: Reading, state: State) -> None:
    facts = reading.device.web
    if state.dialect in FIREWALLS:
        said = state.last("web-manager security version")
        facts.tls_versions = Known(frozenset(map(_tls_name, said[0])), (said[1],)) if said else Unknown(_OPEN)
        facts.idle_minutes = _minutes(state, "web-manager timeout", Unknown("没有确认 web-manager timeout 的缺省值"))
        return
    policy = state.last("http secure-server ssl-policy")
    said = state.last(f"tls version {policy[0][0]}") if policy and policy[0] else None
    facts.tls_versions = Known(frozenset(map(_tls_name, said[0])), (said[1],)) if said else Unknown(_OPEN)
    low = state.last("tls minimum default")
    if state.dialect is Dialect.YUNSHAN and low and low[0] and _tls_name(low[0][0]) == "tls1.2":
        facts.tls_versions = Known(frozenset({"tls1.2", "tls1.3"}), (low[1],))
    if state.dialect is Dialect.YUNSHAN:
        facts.idle_minutes = Unknown("没有确认 V600 网页管理的缺省超时")
    else:
        facts.idle_minutes = _minutes(state, "http timeout", Absent(20.0, "网页管理缺省 20 分钟无操作断开"))


def _minutes(state: State, head: str, default: Fact[float]) -> Fact[float]:
    said = state.last(head)
    value = number(said[0][0]) if said and said[0] else None
    return Known(float(value), (said[1],)) if said and value is not None else default


def _tls_name(word: str) -> str:
    """``tlsv1.2``, ``tlsv12`` and ``tls1.2`` are the same; ``tlsv1`` and ``tlsv10`` too."""
    digits = "".join(char for char in word if char.isdecimal())
    return "tls1." + (digits[1:] or "0") if word.lower().startswith("tls") and digits[:1] == "1" else word.lower()
