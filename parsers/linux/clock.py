"""Time: servers, and whether the clock is in step.

Rests on chrony.conf(5) and chronyc(1) (``-c tracking``: 14 fields, the third the stratum, the last the leap status;
reference 7F7F0101 is the host's own clock), ntp.conf(5) and ntpq(8) (``*`` marks the peer followed),
timesyncd.conf(5) and timedatectl(1) ``show`` (systemd 239 and newer).
"""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo

from dengbao.model import Device, Fact, NtpServer, Undecided
from parsers.linux.document import FILE, Document, FileLine, known
from parsers.linux.facts import fact, not_so, numbers, section
from parsers.linux.services import active

_SERVER = re.compile(r"(?:server|pool|peer)\s+(\S+)(.*)")
_DAEMONS = {
    "chrony": ("chronyd.service", "chrony.service"),
    "ntp": ("ntpd.service", "ntp.service", "ntpsec.service"),
    "timesyncd": ("systemd-timesyncd.service",),
}
_CHRONY_FIELDS, _OWN_CLOCK, _STRATA = 14, "7F7F0101", range(1, 16)
_CHRONY_IDLE = frozenset(
    [
        "driftfile",
        "makestep",
        "rtcsync",
        "logdir",
        "log",
        "keyfile",
        "leapsectz",
        "ntsdumpdir",
        "maxupdateskew",
        "rtcfile",
        "sourcedir",
        "confdir",
        "allow",
        "deny",
        "local",
        "bindcmdaddress",
        "cmdallow",
        "cmdport",
        "port",
        "stratumweight",
        "hwtimestamp",
        "minsources",
        "authselectmode",
        "noclientlog",
        "logchange",
        "mailonchange",
        "dumpdir",
        "dumponexit",
        "generatecommandkey",
        "commandkey",
        "leapfile",
        "restrict",
        "statsdir",
        "statistics",
        "filegen",
        "disable",
        "enable",
        "includefile",
        "keys",
        "trustedkey",
        "requestkey",
        "controlkey",
        "tinker",
        "tos",
        "interface",
        "broadcast",
        "multicastclient",
        "manual",
        "user",
        "lock_all",
        "sched_priority",
        "initstepslew",
        "combinelimit",
    ]
)


def read_clock(device: Device, document: Document) -> None:
    """Fill ``device.clock``."""
    clock = device.clock
    clock.file = FILE
    clock.servers = section(lambda: _servers(document), "在运行的时间服务没有配置上级时钟")
    clock.servers.unread = [
        line.number for line in document.get("time_config").lines if not document.status[line.number - 1]
    ]
    clock.synchronised = fact(lambda: _synchronised(document))
    clock.zone_minutes = fact(lambda: _zone(document))
    clock.authenticated = fact(lambda: _authenticated(clock.servers.items, document))


def _kind(path: str) -> str:
    return "timesyncd" if "timesyncd" in path else "chrony" if "chrony" in path else "ntp"


def _live(document: Document) -> set[str]:
    """The time services that run; all of them where that is not known."""
    try:
        states = active(document)
    except Undecided:
        return set(_DAEMONS)
    return {kind for kind, names in _DAEMONS.items() if any(name in states and states[name][0] for name in names)}


def _servers(document: Document) -> list[NtpServer]:
    live = _live(document)
    found: list[NtpServer] = []
    for path, lines in document.need("time_config").files().items():
        kind = _kind(path)
        for line in lines:
            servers = _of_timesyncd(line, document) if kind == "timesyncd" else _of_line(line, document)
            found += servers if kind in live else []
    return found


def _of_line(line: FileLine, document: Document) -> list[NtpServer]:
    text = line.text.strip()
    if not text or text[0] in "#!;%":
        document.skip(line.number)
        return []
    if match := _SERVER.fullmatch(text):
        document.use(line.number)
        if match[1].startswith("127.127."):  # ntpd: the host's own clock
            return []
        key = re.search(r"\bkey\s+(\d+)", match[2])
        nts = re.search(r"\bnts\b", match[2])
        return [
            NtpServer(
                address=match[1],
                lines=(line.number,),
                key_id=key[1] if key else "nts" if nts else "",
                prefer="prefer" in match[2].split(),
            )
        ]
    if text.split()[0].lower() in _CHRONY_IDLE:
        document.skip(line.number)
    return []


def _of_timesyncd(line: FileLine, document: Document) -> list[NtpServer]:
    text = line.text.strip()
    name, equals, value = text.partition("=")
    if equals and name.strip() == "NTP":
        document.use(line.number)
        return [NtpServer(address=address, lines=(line.number,)) for address in value.split()]
    document.skip(line.number)
    return []


def _authenticated(servers: list[NtpServer], document: Document) -> Fact[bool]:
    read = document.need("time_config")
    if not servers:
        return not_so(read)
    lines = tuple(line for server in servers for line in server.lines)
    return known(all(server.key_id for server in servers), *(one for one in read.lines if one.number in lines))


def _synchronised(document: Document) -> Fact[bool]:
    for line in document.get("chrony_tracking").lines:
        row = line.text.split(",")
        if len(row) == _CHRONY_FIELDS:
            document.use(line.number)
            good = row[13] == "Normal" and row[2].isdecimal() and int(row[2]) in _STRATA and row[0] != _OWN_CLOCK
            return known(good, line)
    peers = document.get("ntp_peers")
    rows = [line for line in peers.lines if not line.text.startswith((" " * 5 + "remote", "="))]
    if rows and not peers.why_not:
        document.use(*numbers(rows))
        followed = [line for line in rows if line.text.startswith(("*", "o"))]
        return known(bool(followed), *(followed or rows))
    for line in document.get("timedatectl").lines:
        if line.text.startswith("NTPSynchronized="):
            document.use(line.number)
            return known(line.text.endswith("=yes"), line)
    raise Undecided("chronyc、ntpq、timedatectl 都没有给出同步状态")


def _zone(document: Document) -> Fact[int]:
    """Minutes east of UTC, today."""
    shown = document.get("timedatectl").lines
    named = [(line.text.partition("=")[2], line) for line in shown if line.text.startswith("Timezone=")]
    named += [(line.text.partition("zoneinfo/")[2], line) for line in document.get("time_zone").lines]
    document.skip(*(line.number for line in shown if not document.status[line.number - 1]))
    for name, line in named:
        document.use(line.number)
        try:
            offset = dt.datetime.now(zoneinfo.ZoneInfo(name.strip())).utcoffset()
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            continue
        if offset is not None:
            return known(int(offset.total_seconds() // 60), line)
    raise Undecided("不知道时区")
