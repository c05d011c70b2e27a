"""The SSH server: what ``sshd -T`` says is in force, else what the files say.

Rests on sshd(8) ``-T`` (effective settings, lower case, defaults included; ``prohibit-password`` is printed as
``without-password``) and sshd_config(5): the first value counts, ``Include`` since 8.2, ``MaxAuthTries`` 6 and
``LoginGraceTime`` 120 where not set. Defaults of algorithms and of ``PermitRootLogin`` differ by version and
distribution: without ``sshd -T`` they are not known. RHEL 8 passes its algorithms on the command line (``-oCiphers=``),
which wins over the file. OpenSSH has no protocol 1 server since 7.4.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct, field

from dengbao.model import Absent, Device, Fact, Known, Undecided, Unknown
from parsers.linux.document import FILE, Document, FileLine, Line, known
from parsers.linux.facts import ended, fact, number

_ARGUMENT = re.compile(r"-o\s*([A-Za-z]+)[= ](\S+)")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800, "": 1}
_DEFAULTS = {
    "maxauthtries": ("6", "sshd_config(5):MaxAuthTries 缺省为 6"),
    "logingracetime": ("120", "sshd_config(5):LoginGraceTime 缺省为 120 秒"),
}
RootRemote = Literal["yes", "key", "no"]
_ROOT: dict[str, RootRemote] = {
    "yes": "yes",
    "no": "no",
    "without-password": "key",
    "prohibit-password": "key",
    "forced-commands-only": "key",
}


class Sshd(Struct):
    """The server's settings by name in lower case, each with its lines; ``matched`` are those in Match blocks."""

    effective: bool
    said: dict[str, tuple[str, Line | FileLine]] = field(default_factory=dict)
    matched: list[tuple[str, str, FileLine]] = field(default_factory=list)

    def get(self, name: str) -> Fact[str]:
        """Give one setting.

        Raises:
            Undecided: it is not said, and its default is not known.
        """
        if name in self.said:
            text, line = self.said[name]
            return known(text, line)
        if not self.effective and name in _DEFAULTS:
            return Absent(*_DEFAULTS[name])
        raise Undecided(f"sshd 的 {name} 没有写明,缺省因版本而异;需要 sshd -T 的输出")


def read_sshd(device: Device, document: Document) -> None:
    """Fill ``device.ssh``, the banner, and how root may come in."""
    ssh = device.ssh
    ssh.file = FILE
    try:
        server = _server(document)
    except Undecided as error:
        why: Unknown = Unknown(error.why, error.lines, error.file)
        ssh.version = ssh.ciphers = ssh.macs = ssh.key_exchanges = ssh.host_keys = why
        ssh.timeout_seconds = ssh.retries = device.host.logon.root_remote = device.system.banner = why
        return
    ssh.version = fact(lambda: _version(document))
    ssh.ciphers = fact(lambda: _set(server, "ciphers"))
    ssh.macs = fact(lambda: _set(server, "macs"))
    ssh.key_exchanges = fact(lambda: _set(server, "kexalgorithms"))
    ssh.host_keys = fact(lambda: _set(server, "hostkeyalgorithms"))
    ssh.timeout_seconds = fact(lambda: _seconds(server.get("logingracetime")))
    ssh.retries = fact(lambda: _number(server.get("maxauthtries")))
    device.host.logon.root_remote = fact(lambda: _root(server))
    device.system.banner = fact(lambda: _banner(server, document))


def _server(document: Document) -> Sshd:
    """Settle what is in force: the command line, then ``sshd -T``, then the files."""
    effective = document.get("sshd_effective")
    files = _from_files(document)
    if effective.lines and not effective.why_not:
        server = Sshd(effective=True, matched=files.matched if files else [])
        for line in effective.lines:
            name, _, value = line.text.partition(" ")
            document.use(line.number)
            server.said.setdefault(name.lower(), (value.strip(), line))
    elif files is not None:
        server = files
    else:
        raise Undecided(document.need("sshd_config").why_not or effective.why_not or "没有 SSH 服务的配置")
    for line in document.get("sshd_arguments").lines:
        document.use(line.number)
        for name, value in _ARGUMENT.findall(line.text):
            server.said[name.lower()] = (value.strip("\"'"), line)
    return server


def _from_files(document: Document) -> Sshd | None:
    """Read the files in the order in which sshd does."""
    read = document.get("sshd_config")
    if read.why_not or not read.lines:
        return None
    files = read.files()
    main = files.get("/etc/ssh/sshd_config", [])
    server = Sshd(effective=False)
    inside = ""
    for line in _ordered(main, files):
        words = line.text.split(None, 1)
        if not words or words[0].startswith("#"):
            document.skip(line.number)
            continue
        document.use(line.number)
        name, value = words[0].lower(), words[1].strip().strip('"') if len(words) > 1 else ""
        if name == "match":
            inside = "" if value.lower() == "all" else value
        elif inside:
            server.matched.append((name, value, line))
        else:
            server.said.setdefault(name, (value, line))
    return server


def _ordered(main: list[FileLine], files: dict[str, list[FileLine]]) -> Iterator[FileLine]:
    for line in main:
        yield line
        words = line.text.split()
        if len(words) > 1 and words[0].lower() == "include" and "sshd_config.d" in words[1]:
            for path, lines in files.items():
                if "/sshd_config.d/" in path and path.endswith(".conf"):
                    yield from lines


def _set(server: Sshd, name: str) -> Fact[frozenset[str]]:
    found = server.get(name)
    if found.value[:1] in {"+", "-", "^"}:
        raise Undecided(f"sshd 的 {name} 在缺省之上增减,需要 sshd -T 的输出", found.lines, FILE)
    return Known(frozenset(part.strip().lower() for part in found.value.split(",") if part), found.lines, FILE)


def _seconds(said: Fact[str]) -> Fact[int]:
    parts = re.findall(r"(\d+)([smhdw]?)", said.value.lower())
    if not parts:
        raise Undecided(f"看不懂时间“{said.value[:20]}”", said.lines, FILE)
    total = sum(int(count) * _SECONDS[unit] for count, unit in parts)
    return Absent(total, said.why) if isinstance(said, Absent) else Known(total, said.lines, FILE)


def _number(said: Fact[str]) -> Fact[int]:
    value = number(said.value)
    return Absent(value, said.why) if isinstance(said, Absent) else Known(value, said.lines, FILE)


def _root(server: Sshd) -> Fact[RootRemote]:
    """How root may come in; a Match block that opens more than the rest counts."""
    order = ("no", "key", "yes")
    found = [
        (_ROOT[value], line) for name, value, line in server.matched if name == "permitrootlogin" and value in _ROOT
    ]
    said = server.get("permitrootlogin")
    if said.value not in _ROOT:
        raise Undecided(f"看不懂 PermitRootLogin {said.value[:30]}", said.lines, FILE)
    own = _ROOT[said.value]
    widest = max(found, key=lambda one: order.index(one[0]), default=(own, None))
    if order.index(widest[0]) > order.index(own) and widest[1]:
        return known(widest[0], widest[1])
    passwords = server.said.get("passwordauthentication")
    interactive = server.said.get("kbdinteractiveauthentication") or server.said.get("challengeresponseauthentication")
    if own == "yes" and passwords and interactive and passwords[0] == interactive[0] == "no":
        return Known("key", (*said.lines, passwords[1].number, interactive[1].number), FILE)
    return Known(own, said.lines, FILE)


def _version(document: Document) -> Fact[str]:
    """The protocol: only 2 since OpenSSH 7.4."""
    read = document.need("sshd_version")
    match = re.search(r"OpenSSH_(\d+)\.(\d+)", " ".join(read.errors + [line.text for line in read.lines]))
    if match and (int(match[1]), int(match[2])) >= (7, 4):
        return ended("2", read)
    raise Undecided("看不出 OpenSSH 的版本,或早于 7.4")


def _banner(server: Sshd, document: Document) -> Fact[str]:
    """The text of the file that the server shows before login; empty where it shows none."""
    if "banner" not in server.said:
        return Absent("", "sshd_config(5):Banner 缺省为无")
    path, line = server.said["banner"]
    if path in {"none", ""}:
        return known("", line)
    lines = document.need("banners").files().get(path, [])
    document.use(*(one.number for one in lines))
    if not lines:
        return (
            ended(path, document.need("banners")) if path not in {"/etc/issue", "/etc/issue.net"} else known("", line)
        )
    return known("\n".join(one.text for one in lines).strip(), line, *lines)
