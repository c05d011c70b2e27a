"""Where logs go and how long they stay: rsyslog, syslog-ng, journald, logrotate.

Rests on rsyslog.conf(5) and the omfwd and omrelp modules (``@host`` UDP, ``@@host`` TCP, ``action(type="omfwd" …)``),
the syslog-ng guide (``network()``, ``syslog()``), journald.conf(5) (``Storage=auto`` keeps only where
``/var/log/journal`` is there), logrotate(8) (``rotate`` N of daily, weekly, monthly).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from dengbao.model import Device, Fact, LogServer, Undecided
from dengbao.model.host import EventLog
from parsers.linux.auditing import audit_log
from parsers.linux.document import FILE, Document, FileLine, known, yes
from parsers.linux.facts import ended, fact, not_so, numbers, section, settings
from parsers.linux.services import running

_LEGACY = re.compile(
    r"(?P<what>[\w*,.;!=-]+)\s+(?P<at>@@?)(?:\([^)]*\))?"
    r"\[?(?P<host>[\w.-]+|[0-9a-fA-F:]+(?=\]))\]?(?::(?P<port>\d+))?\s*(?:;\S+)?$"
)
_RELP = re.compile(r"(?P<what>[\w*,.;!=-]+)\s+:omrelp:(?P<host>[\w.-]+):(?P<port>\d+)")
_ACTION = re.compile(r"(?:(?P<what>[\w*,.;!=-]+)\s+)?action\s*\((?P<body>.*)\)\s*$", re.IGNORECASE)
_PAIR = re.compile(r"([\w.]+)\s*=\s*\"([^\"]*)\"")
_IDLE = re.compile(
    r"\$\w+|(?:module|input|template|global|main_queue|ruleset|include|timezone)\s*\("  # settings
    r"|[\w*,.;!=-]+\s+(?:-?/|:omusrmsg:|\*$|\||~$|stop$|:om\w+:\$)"  # files, terminals, programs
    r"|\w[\w,*]*\s*$|&\s*(?:stop|~)$|[{}]$|:\w+,",
    re.IGNORECASE,
)
_NG = re.compile(r"\b(?:network|syslog|tcp|udp)\s*\(\s*\"?([\w.:-]+)\"?([^;]*)")
_DAYS = {"daily": 1, "weekly": 7, "monthly": 30, "yearly": 365}
_SYSTEM_LOGS = ("/var/log/messages", "/var/log/syslog", "/var/log/secure", "/var/log/auth.log", "/var/log/*.log")
_SIZES = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40}


def read_logs(device: Device, document: Document) -> None:
    """Fill ``device.logging`` and ``host.event_logs``."""
    logging = device.logging
    logging.file = FILE
    logging.enabled = fact(lambda: running(document, "rsyslog", "syslog-ng", "systemd-journald"))
    logging.servers = section(lambda: _servers(document), "rsyslog、syslog-ng 的配置里没有外发目标")
    logging.servers.unread = list(_unread(document))
    device.host.event_logs = section(
        lambda: [audit_log(document), _syslog(document), _journal(document)], "没有本地日志"
    )


def _unread(document: Document) -> Iterator[int]:
    for line in document.get("rsyslog").lines:
        if not document.status[line.number - 1]:
            yield line.number


def _servers(document: Document) -> list[LogServer]:
    found = []
    files = document.need("rsyslog").files()
    for path, lines in files.items():
        daemon = "syslog-ng" if "syslog-ng" in path else "rsyslog"
        on = fact(lambda daemon=daemon: running(document, daemon))  # type: ignore[misc]
        found += list(_of_ng(lines, document) if daemon == "syslog-ng" else _of_rsyslog(path, lines, document))
        if found and on.lines is not None and isinstance(on.lines, tuple) and _is_off(on):
            for server in found:
                server.enabled = False
    return found


def _is_off(on: Fact[bool]) -> bool:
    try:
        return not on.value
    except Undecided:
        return False


def _of_rsyslog(path: str, lines: list[FileLine], document: Document) -> Iterator[LogServer]:
    if not path.endswith(".conf"):
        document.skip(*numbers(lines))
        return
    for text, parts in _statements(lines):
        bare = text.strip()
        if not bare or bare.startswith("#"):
            document.skip(*numbers(parts))
        elif (server := _server(bare, parts)) is not None:
            document.use(*numbers(parts))
            yield server
        elif _IDLE.match(bare) or "omfile" in bare:
            document.skip(*numbers(parts))


def _statements(lines: list[FileLine]) -> Iterator[tuple[str, list[FileLine]]]:
    """Join statements whose bracket closes on a later line."""
    parts: list[FileLine] = []
    for line in lines:
        if not parts and line.text.lstrip().startswith("#"):
            yield line.text, [line]
            continue
        parts.append(line)
        text = " ".join(re.sub(r"\s#.*$", "", part.text).strip() for part in parts)
        if text.count("(") > text.count(")") and len(parts) < 200:  # noqa: PLR2004 - a statement, not a book
            continue
        yield text, parts
        parts = []
    if parts:
        yield " ".join(part.text.strip() for part in parts), parts


def _server(text: str, parts: list[FileLine]) -> LogServer | None:
    """Read a statement that sends logs away."""
    if match := _LEGACY.fullmatch(text):
        transport: Literal["udp", "tcp", "tls", ""] = "tcp" if match["at"] == "@@" else "udp"
        return _made(match["host"], match["port"], transport, match["what"], parts)
    if match := _RELP.match(text):
        return _made(match["host"], match["port"], "tcp", match["what"], parts)
    if match := _ACTION.fullmatch(text):
        said = {name.lower(): value for name, value in _PAIR.findall(match["body"])}
        if said.get("type", "").lower() in {"omfwd", "omrelp"} and said.get("target"):
            secure = said.get("streamdriver", "").lower() in {"gtls", "ossl"} or said.get("tls", "") == "on"
            tcp = said.get("protocol", "udp").lower() == "tcp" or said["type"].lower() == "omrelp"
            transport = "tls" if secure else "tcp" if tcp else "udp"
            return _made(said["target"], said.get("port"), transport, match["what"] or "*.*", parts)
    return None


def _made(
    host: str, port: str | None, transport: Literal["udp", "tcp", "tls", ""], what: str, parts: list[FileLine]
) -> LogServer:
    """One that gets neither everything nor the logins (auth, authpriv) does not count as a collector."""
    selected = any(
        facility in {"*", "auth", "authpriv"} and not selector.endswith(".none")
        for selector in what.split(";")
        for facility in selector.partition(".")[0].split(",")
    )
    return LogServer(
        address=host,
        lines=numbers(parts),
        port=int(port) if port and port.isdecimal() else None,
        transport=transport,
        enabled=selected,
    )


def _of_ng(lines: list[FileLine], document: Document) -> Iterator[LogServer]:
    for line in lines:
        text = line.text.strip()
        if not text or text.startswith("#"):
            document.skip(line.number)
            continue
        document.use(line.number)
        match = _NG.search(text)
        if match and "destination" in text:
            kind = re.search(r"transport\(\s*\"?(\w+)", match[2])
            transport = kind[1].lower() if kind else "tcp"
            port = re.search(r"port\(\s*(\d+)", match[2])
            yield LogServer(
                address=match[1],
                lines=(line.number,),
                port=int(port[1]) if port else None,
                transport=transport if transport in {"tcp", "udp", "tls"} else "",  # type: ignore[arg-type]
            )


def _syslog(document: Document) -> EventLog:
    """What logrotate keeps of the system's text logs."""
    log = EventLog(name="syslog", lines=(), file=FILE)
    log.enabled = fact(lambda: running(document, "rsyslog", "syslog-ng"))
    log.days = fact(lambda: _kept(document))
    log.lines = log.days.lines
    return log


def _kept(document: Document) -> Fact[float]:
    """Days of the first block that rotates a system log, with the defaults of logrotate.conf."""
    files = document.need("logrotate").files()
    period, count, base = _rotation(files.get("/etc/logrotate.conf", []), document)
    for lines in files.values():
        blocks = _blocks(lines)
        document.use(*(line.number for _, inside in blocks for line in inside))
        for names, inside in blocks:
            if any(name in names for name in _SYSTEM_LOGS):
                own_period, own_count, own = _rotation(inside, document)
                days, kept = own_period or period, own_count if own_count is not None else count
                if not days or kept is None:
                    raise Undecided("logrotate 没有写轮转周期或份数", numbers(own or base), FILE)
                return known(float(days * kept), *(own or base))
    raise Undecided("logrotate 的配置里没有系统日志")


def _blocks(lines: list[FileLine]) -> list[tuple[str, list[FileLine]]]:
    """Part a file into blocks: the names before a brace, and the lines inside."""
    found: list[tuple[str, list[FileLine]]] = []
    names, inside = "", None  # type: tuple[str, list[FileLine] | None]
    for line in lines:
        text = line.text.strip()
        if text.startswith("#"):
            continue
        if inside is None:
            names += f" {text}"
            if "{" in text:
                inside = []
        elif text.startswith("}"):
            found.append((names, inside))
            names, inside = "", None
        else:
            inside.append(line)
    return found


def _rotation(lines: list[FileLine], document: Document) -> tuple[int | None, int | None, list[FileLine]]:
    period, count, rests = None, None, []
    for line in lines:
        words = line.text.split()
        if not words or words[0].startswith("#"):
            document.skip(line.number)
            continue
        document.use(line.number)
        if words[0] in _DAYS:
            period = _DAYS[words[0]]
            rests.append(line)
        elif words[0] == "rotate" and len(words) > 1 and words[1].isdecimal():
            count = int(words[1])
            rests.append(line)
    return period, count, rests


def _journal(document: Document) -> EventLog:
    """What journald keeps on disk."""
    log = EventLog(name="journal", lines=(), file=FILE)
    log.enabled = fact(lambda: _persistent(document))
    log.max_bytes = fact(lambda: _journal_size(document))
    log.when_full = fact(lambda: ended("overwrite", document.need("journald")))
    log.lines = log.enabled.lines
    return log


def _journald(document: Document) -> dict[str, tuple[str, FileLine]]:
    files = document.need("journald").files()
    return {
        key: (value, line)
        for path, lines in files.items()
        if path.endswith(".conf")
        for key, value, line in settings(document, lines)
    }


def _persistent(document: Document) -> Fact[bool]:
    said, folder = _journald(document), document.need("journal_folder")
    document.use(*numbers(folder.lines))
    storage, line = said.get("storage", ("auto", None))
    if line is not None and storage != "auto":
        return known(storage == "persistent", line)
    return yes(*folder.lines) if folder.lines else not_so(folder)


def _journal_size(document: Document) -> Fact[int]:
    said = _journald(document)
    if "systemmaxuse" not in said:
        raise Undecided("journald 没有写 SystemMaxUse(缺省为文件系统的一成,至多 4 GB)")
    text, line = said["systemmaxuse"]
    match = re.fullmatch(r"(\d+)([KMGT]?)", text)
    if not match:
        raise Undecided(f"看不懂 SystemMaxUse={text[:20]}", (line.number,), FILE)
    return known(int(match[1]) * _SIZES[match[2]], line)
