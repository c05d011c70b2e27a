"""What a shell session starts with: idle limit, umask, proxy; whether a desktop logs in by itself.

Rests on bash(1) ``TMOUT`` (seconds), umask(1p), login.defs(5) ``UMASK``, and the configuration of GDM, LightDM, SDDM.
"""

from __future__ import annotations

import re

from dengbao.model import Device, Fact, Undecided, Unknown, Unsupported
from parsers.linux.document import Document, FileLine, known, yes
from parsers.linux.facts import ended, fact, not_so
from parsers.linux.services import desktop

_TMOUT = re.compile(r"(?:^|[\s;])TMOUT=[\"']?(\d+)")
_TMOUT_OTHER = re.compile(r"(?:^|[\s;])TMOUT=")
_UMASK = re.compile(r"(?:^|[\s;])umask\s+(0?[0-7]{3})\b")
_PROXY = re.compile(r"(?:^|[\s;])(?:https?|all|ftp)_proxy=[\"']?([^\s\"']+)", re.IGNORECASE)
_LOGIN_ON = re.compile(
    r"\s*(?:(?:Automatic|Timed)LoginEnable\s*=\s*(?:true|1)|autologin-user\s*=\s*\S+)", re.IGNORECASE
)


_WINDOWS_ONLY = (
    "last_user_hidden",
    "secure_attention",
    "shutdown_without_logon",
    "cached_logons",
    "blank_passwords_local_only",
    "reversible_passwords",
    "user_account_control",
    "elevation_prompts",
    "remote_local_admins_filtered",
    "lan_manager_level",
    "lan_manager_hash_stored",
    "anonymous_accounts_listed",
    "anonymous_shares_listed",
    "anonymous_in_everyone",
    "null_sessions_restricted",
    "credentials_in_memory",
    "lsa_protected",
)


def read_session(device: Device, document: Document) -> None:
    """Fill what ``host.logon`` and ``host.screen_lock`` say of sessions, and the proxy."""
    logon, host = device.host.logon, device.host
    for name in _WINDOWS_ONLY:
        setattr(logon, name, Unsupported("只有 Windows 有这项"))
    logon.shell_idle_minutes = fact(lambda: _idle(document))
    logon.umask = fact(lambda: _umask(document))
    logon.automatic = fact(lambda: _automatic(document))
    host.network.proxy = fact(lambda: _proxy(document))
    has_desktop = fact(lambda: desktop(document))
    if isinstance(has_desktop, Unknown):
        host.screen_lock.minutes = host.screen_lock.password = has_desktop
    elif not has_desktop.value:
        why = Unsupported("没有图形界面,没有屏幕锁", has_desktop.lines, has_desktop.file)
        host.screen_lock.minutes = host.screen_lock.password = why
    for line in _profile(document) if not document.get("shell_profile").why_not else ():
        if not document.status[line.number - 1]:
            document.skip(line.number)


def _profile(document: Document) -> list[FileLine]:
    """The lines of the start-up files that are no comments."""
    return [
        line
        for lines in document.need("shell_profile").files().values()
        for line in lines
        if not line.text.lstrip().startswith("#")
    ]


def _idle(document: Document) -> Fact[float]:
    """The longest idle time that any start-up file gives; 0 where none gives one."""
    found = []
    for line in _profile(document):
        if match := _TMOUT.search(line.text):
            document.use(line.number)
            found.append((int(match[1]) / 60 or float("inf"), line))
        elif _TMOUT_OTHER.search(line.text):
            raise Undecided("看不懂 TMOUT 的取值", (line.number,), "linux.json")
    if not found:
        return ended(0.0, document.need("shell_profile"))
    minutes, line = max(found, key=lambda one: one[0])
    return known(0.0 if minutes == float("inf") else minutes, line)


def _umask(document: Document) -> Fact[int]:
    """The loosest umask of the start-up files; that of login.defs where they set none."""
    found = [(int(match[1], 8), line) for line in _profile(document) if (match := _UMASK.search(line.text))]
    if not found:
        for line in document.need("login_defs").files().get("/etc/login.defs", ()):
            words = line.text.split()
            if words[:1] == ["UMASK"] and len(words) > 1 and re.fullmatch(r"[0-7]{3,4}", words[1]):
                found.append((int(words[1], 8), line))
    if not found:
        raise Undecided("没有文件设置 umask")
    document.use(*(line.number for _, line in found))
    value, line = min(found, key=lambda one: one[0])
    return known(value, line)


def _proxy(document: Document) -> Fact[str]:
    found = [(match[1], line) for line in _profile(document) if (match := _PROXY.search(line.text))]
    document.use(*(line.number for _, line in found))
    return known(found[0][0], found[0][1]) if found else ended("", document.need("shell_profile"))


def _automatic(document: Document) -> Fact[bool]:
    read = document.need("auto_login")
    on = []
    for lines in read.files().values():
        for line in lines:
            document.use(line.number)
            if _LOGIN_ON.match(line.text):
                on.append(line)
    return yes(*on) if on else not_so(read)
