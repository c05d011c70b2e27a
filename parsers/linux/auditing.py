"""The kernel's audit: whether it runs, what it records, how much it keeps.

Rests on auditctl(8) (``-s``: ``enabled`` 0 off, 1 on, 2 locked; ``pid`` of the daemon; ``-l``: the rules in force),
audit.rules(7) (a rule ``-a never,task`` switches system call rules off for all), auditd.conf(5).
"""

from __future__ import annotations

import re
from typing import Literal

from dengbao.model import Device, Fact, Known, Undecided, Unsupported
from dengbao.model.host import AuditSetting, AuditTopic, EventLog
from parsers.linux.document import FILE, Document, FileLine, Line, known
from parsers.linux.facts import fact, not_so, number, section, settings

_MEGABYTE = 1 << 20
_PATHS: tuple[tuple[str, AuditTopic], ...] = (
    (r"/etc/(?:passwd|shadow|group|gshadow|security/opasswd|nsswitch)", "identity_files"),
    (r"/etc/sudoers|/var/log/sudo|/etc/sudo", "sudo"),
    (r"/var/log/(?:lastlog|faillog|tallylog)|/(?:var/)?run/faillock", "logon"),
    (r"/var/(?:run|log)/(?:utmp|wtmp|btmp)|/run/utmp", "session"),
    (r"/etc/localtime", "time"),
    (r".*/(?:insmod|rmmod|modprobe|kmod)$", "modules"),
    (r"/etc/(?:hosts|issue|sysconfig/network|network|hostname)", "network_settings"),
    (r"/etc/(?:audit|libaudit|audisp)|/sbin/audit|/usr/sbin/audit|/var/log/audit", "audit_policy"),
    (r"/etc/(?:selinux|apparmor)|/usr/share/selinux", "authorization_policy"),
    (r"/etc/(?:pam\.d|security|login\.defs)", "authentication_policy"),
)
_CALLS: tuple[tuple[frozenset[str], AuditTopic], ...] = (
    (frozenset({"adjtimex", "settimeofday", "clock_settime", "stime"}), "time"),
    (frozenset({"execve", "execveat"}), "process"),
    (frozenset({"init_module", "finit_module", "delete_module", "create_module"}), "modules"),
    (frozenset({"mount", "umount2", "umount"}), "mounts"),
    (frozenset({"chmod", "fchmod", "fchmodat", "chown", "fchown", "lchown", "fchownat", "setxattr"}), "permissions"),
    (frozenset({"unlink", "unlinkat", "rename", "renameat", "rmdir"}), "deletion"),
    (frozenset({"sethostname", "setdomainname"}), "network_settings"),
    (frozenset({"open", "openat", "creat", "truncate", "ftruncate", "open_by_handle_at"}), "file_share"),
)
_WHEN_FULL: dict[str, Literal["overwrite", "archive", "keep"]] = {
    "rotate": "overwrite",
    "keep_logs": "archive",
    "ignore": "keep",
    "suspend": "keep",
    "syslog": "keep",
}


def read_audit(device: Device, document: Document) -> None:
    """Fill ``host.audit``."""
    audit = device.host.audit
    audit.file = FILE
    audit.enabled = fact(lambda: _enabled(document))
    audit.immutable = fact(lambda: _immutable(document))
    audit.settings = section(lambda: _rules(document), "auditctl -l 没有规则")
    audit.halts_when_full = fact(lambda: _halts(document))
    audit.subcategories_rule = Unsupported("Linux 没有这项")
    audit.command_lines = Unsupported("Linux 的 execve 审计记录总带参数")
    audit.scripts = Unsupported("Linux 没有这项")


def audit_log(document: Document) -> EventLog:
    """What auditd keeps on the host."""
    log = EventLog(name="audit", lines=(), file=FILE)
    log.enabled = fact(lambda: _enabled(document))
    log.max_bytes = fact(lambda: _size(document))
    log.when_full = fact(lambda: _when_full(document))
    log.lines = log.max_bytes.lines or log.enabled.lines
    return log


def _status(document: Document) -> dict[str, tuple[str, Line]]:
    found: dict[str, tuple[str, Line]] = {}
    for line in document.need("audit_status").lines:
        words = line.text.replace("=", " ").split()
        if words[:1] == ["AUDIT_STATUS:"]:  # audit 2.3 and older: all on one line
            words = words[1:]
        if len(words) > 1:
            document.use(line.number)
            found |= {name: (value, line) for name, value in zip(words[::2], words[1::2], strict=False)}
    if "enabled" not in found:
        raise Undecided("auditctl -s 的输出里没有 enabled")
    return found


def _enabled(document: Document) -> Fact[bool]:
    read = document.get("audit_status")
    if read.program_missing:
        return not_so(read)  # the audit programs are not installed: nobody takes the kernel's records
    said = _status(document)
    lines = [said[name][1] for name in ("enabled", "pid") if name in said]
    return known(said["enabled"][0] in {"1", "2"} and said.get("pid", ("0", None))[0] != "0", *lines)


def _immutable(document: Document) -> Fact[bool]:
    value, line = _status(document)["enabled"]
    return known(value == "2", line)


def _rules(document: Document) -> list[AuditSetting]:
    read = document.get("audit_rules")
    if read.program_missing:
        return []
    lines = document.need("audit_rules").lines
    never = [line for line in lines if re.match(r"-a\s+(?:never,task|task,never)\b", line.text)]
    found = []
    for line in lines:
        text = line.text.strip()
        if text == "No rules" or line in never:
            document.use(line.number)
        elif text.startswith(("-w ", "-a ")):
            document.use(line.number)
            found.append(_rule(text, line, never))
    return found


def _rule(text: str, line: Line, never: list[Line]) -> AuditSetting:
    """Read one rule; a system call rule is dead while a rule switches them off for every task."""
    key = re.search(r"(?:-k\s+|key=)(\S+)", text)
    watched = re.search(r"-w\s+(\S+)|-F (?:path|dir)=(\S+)", text)
    excluded = re.match(r"-a\s+\S*never", text) is not None
    dead = bool(never) and not text.startswith("-w ")
    only = re.search(r"-F success=([01])", text)
    failed_only = "-F exit=-E" in text or bool(only and only[1] == "0")
    lines = (line, *never) if dead else (line,)
    return AuditSetting(
        topic=_topic(text, watched[1] or watched[2] if watched else ""),
        name=" ".join(text.split())[:120]
        if not key
        else f"{key[1]}({watched[1] or watched[2]})"
        if watched
        else key[1],
        lines=tuple(one.number for one in lines),
        success=known(not (excluded or dead or failed_only), *lines),
        failure=known(not (excluded or dead or (only is not None and only[1] == "1")), *lines),
        file=FILE,
    )


def _topic(text: str, path: str) -> AuditTopic:
    if path:
        found = next((topic for pattern, topic in _PATHS if re.match(pattern, path)), None)
        if found:
            return found
        return "privileges" if "perm=x" in text or " -p x" in text else "other"
    calls = frozenset(name for group in re.findall(r"-S (\S+)", text) for name in group.split(","))
    if calls & {"execve"} and re.search(r"-C e?uid!=uid|-C uid!=euid|-F euid=0|-F auid", text):
        return "privileges" if "-C" in text else "process"
    return next((topic for names, topic in _CALLS if names & calls), "other")


def _config(document: Document) -> dict[str, tuple[str, FileLine]]:
    files = document.need("audit_config").files()
    for path, lines in files.items():
        if path != "/etc/audit/auditd.conf":
            document.skip(*(line.number for line in lines))  # what is in force, auditctl tells
    config = files.get("/etc/audit/auditd.conf")
    if not config:
        raise Undecided("没有 /etc/audit/auditd.conf")
    return {key: (value.lower(), line) for key, value, line in settings(document, config)}


def _size(document: Document) -> Fact[int]:
    said = _config(document)
    if "max_log_file" not in said or "num_logs" not in said:
        raise Undecided("auditd.conf 没有写 max_log_file 或 num_logs")
    (size, line), (count, other) = said["max_log_file"], said["num_logs"]
    return known(number(size) * _MEGABYTE * max(number(count), 1), line, other)


def _when_full(document: Document) -> Fact[Literal["overwrite", "archive", "keep"]]:
    said = _config(document)
    if "max_log_file_action" not in said or said["max_log_file_action"][0] not in _WHEN_FULL:
        raise Undecided("auditd.conf 没有写 max_log_file_action")
    value, line = said["max_log_file_action"]
    return known(_WHEN_FULL[value], line)


def _halts(document: Document) -> Fact[bool]:
    said = _config(document)
    if "disk_full_action" not in said:
        raise Undecided("auditd.conf 没有写 disk_full_action")
    value, line = said["disk_full_action"]
    return Known(value in {"halt", "single"}, (line.number,), FILE)
