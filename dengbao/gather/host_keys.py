"""Strict host keys: the lines of a known_hosts file that speak of one host, and what to say when the key is another.

The form is OpenSSH's (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT): plain, wildcard, negated and hashed names,
``[host]:port``, ``@revoked``. Only the lines of the host asked for are decoded: a file of thousands costs little.
"""

from __future__ import annotations

import base64
import fnmatch
import hashlib
import hmac
from collections.abc import Iterator
from pathlib import Path

import paramiko

from dengbao.gather.outcome import Ended

_RSA = ("rsa-sha2-512", "rsa-sha2-256", "ssh-rsa")


def name_of(address: str, port: int) -> str:
    """Give a host's name in known_hosts."""
    return address if port == paramiko.config.SSH_PORT else f"[{address}]:{port}"


def known_keys(path: Path, name: str) -> dict[str, paramiko.PKey]:
    """Read the keys that a file knows of a host, by type. A missing file knows nothing.

    Raises:
        Ended: a key of the host is marked revoked.
    """
    keys: dict[str, paramiko.PKey] = {}
    for marker, kind, blob in _lines(path, name):
        if marker == "@revoked":
            raise Ended("host_key", f"{path} 中 {name} 的主机密钥标为已吊销(@revoked)", "查明原因后更新该文件")
        try:
            keys.setdefault(kind, paramiko.PKey.from_type_string(kind, base64.b64decode(blob)))
        except (paramiko.pkey.UnknownKeyType, paramiko.SSHException, ValueError):  # a type that is not known here
            continue
    return keys


def _lines(path: Path, name: str) -> Iterator[tuple[str, str, str]]:
    """Yield marker, key type and key of the lines that match a host."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return
    for line in text.splitlines():
        words = line.split()
        marker = words.pop(0) if words and words[0].startswith("@") else ""
        if len(words) >= 3 and marker in {"", "@revoked"} and _matches(words[0], name):  # noqa: PLR2004
            yield marker, words[1], words[2]


def _matches(patterns: str, name: str) -> bool:
    if patterns.startswith("|1|"):
        _, _, salt, digest = patterns.split("|", 3)
        want = hmac.new(base64.b64decode(salt), name.encode(), hashlib.sha1)  # the file format's own hash
        return hmac.compare_digest(base64.b64decode(digest), want.digest())
    parts = patterns.split(",")
    if any(part.startswith("!") and _glob(part[1:], name) for part in parts):
        return False
    return any(_glob(part, name) for part in parts)


def _glob(pattern: str, name: str) -> bool:
    if "*" in pattern or "?" in pattern:
        return fnmatch.fnmatchcase(name, pattern.replace("[", "[[]"))
    return pattern == name


def preferred(types: list[str], known: dict[str, paramiko.PKey]) -> list[str]:
    """Order host key algorithms so that the device is asked for a key that is known of it."""
    first = [kind for have in known for kind in (_RSA if have == "ssh-rsa" else (have,))]
    return [kind for kind in first if kind in types] + [kind for kind in types if kind not in first]


class Unknown(paramiko.MissingHostKeyPolicy):  # type: ignore[misc]
    """Refuses a host whose key is not known, and says how to make it known."""

    def __init__(self, path: Path, known: dict[str, paramiko.PKey]) -> None:
        """Keep where the keys came from."""
        self._path, self._known = path, known

    def missing_host_key(self, client: paramiko.SSHClient, hostname: str, key: paramiko.PKey) -> None:
        """Refuse.

        Raises:
            Ended: always.
        """
        del client
        shown = f"设备出示 {key.get_name()} {fingerprint(key)}"
        if self._known:
            reason = f"主机密钥变了类型：{self._path} 中 {hostname} 只有 {'、'.join(self._known)}，{shown}"
            raise Ended("host_key", reason, changed_mend(hostname, self._path))
        raise Ended(
            "host_key",
            f"主机密钥未知：{self._path} 中没有 {hostname}，{shown}",
            f"在设备上核对指纹后执行 {_scan(hostname)} >> {self._path}",
        )


def changed(hostname: str, path: Path, got: paramiko.PKey, expected: paramiko.PKey) -> Ended:
    """Say that a key is another than the known one."""
    return Ended(
        "host_key",
        f"主机密钥已改变：{hostname} 应为 {fingerprint(expected)}，设备出示 {got.get_name()} {fingerprint(got)}",
        changed_mend(hostname, path),
    )


def changed_mend(hostname: str, path: Path) -> str:
    """Say how to mend it."""
    return (
        f"可能有人冒充设备，先查明原因；确认是更换或重置后执行 ssh-keygen -R '{hostname}' -f {path} "
        f"和 {_scan(hostname)} >> {path}"
    )


def fingerprint(key: paramiko.PKey) -> str:
    """Give the fingerprint as OpenSSH prints it."""
    return "SHA256:" + base64.b64encode(hashlib.sha256(key.asbytes()).digest()).decode().rstrip("=")


def _scan(hostname: str) -> str:
    if hostname.startswith("["):
        address, _, port = hostname[1:].partition("]:")
        return f"ssh-keyscan -p {port} {address}"
    return f"ssh-keyscan {hostname}"
