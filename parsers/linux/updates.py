"""Packages and their age. Rests on rpm(8) (``INSTALLTIME``), dpkg-query(1), and the times of dpkg's file lists.

The newest installation stands for the newest patch: neither database says which package was a security update.
"""

from __future__ import annotations

import datetime as dt
import re

from dengbao.model import Device, Fact, Undecided, Unsupported
from dengbao.model.host_exposure import Software
from parsers.linux.document import FILE, Document, Line, known, yes
from parsers.linux.facts import ended, fact, not_so, section
from parsers.linux.services import units

_DPKG_FIELDS = 5  # name, version, want ok state
_AUTOMATIC = ("unattended-upgrades.service", "dnf-automatic.timer", "dnf-automatic-install.timer", "yum-cron.service")
_SOURCE = re.compile(r"\s*(?:deb(?:-src)?\s+(?:\[[^\]]*\]\s+)?|URIs:\s*|(?:baseurl|mirrorlist|metalink)\s*=\s*)(\S+)")


def read_updates(device: Device, document: Document) -> None:
    """Fill ``host.updates`` and ``host.software``."""
    updates = device.host.updates
    updates.file = FILE
    device.host.software = section(lambda: _software(document), "没有软件包")
    updates.last = fact(lambda: _last(document))
    updates.patches.unsupported = "Linux 的补丁以软件包计,见 host.software"
    updates.pending = Unsupported("待装补丁须联网查询,会改动主机上的软件源缓存,因此不查")
    updates.source = fact(lambda: _source(document))
    updates.automatic = fact(lambda: _automatic(document))


def _day(seconds: str) -> str:
    return dt.datetime.fromtimestamp(min(int(seconds), 1 << 36), tz=dt.UTC).date().isoformat()


def _software(document: Document) -> list[Software]:
    rpm = document.get("rpm")
    if not rpm.program_missing and rpm.lines:
        found = []
        for line in document.need("rpm").lines:
            words = line.text.split()
            if len(words) == 3 and words[0].isdecimal():  # noqa: PLR2004 - time, name, version
                document.use(line.number)
                found.append(
                    Software(name=words[1], version=words[2], installed=_day(words[0]), lines=(line.number,), file=FILE)
                )
        return found
    times = {name: (seconds, line) for name, seconds, line in _dpkg_times(document)}
    found = []
    for line in document.need("dpkg").lines:
        words = line.text.split()
        if len(words) == _DPKG_FIELDS:
            document.use(line.number)
            if words[4] == "installed":
                seconds = times.get(words[0].partition(":")[0], ("", None))[0]
                when = _day(seconds) if seconds else ""
                found.append(Software(name=words[0], version=words[1], installed=when, lines=(line.number,), file=FILE))
    return found


def _dpkg_times(document: Document) -> list[tuple[str, str, Line]]:
    found = []
    for line in document.get("dpkg_times").lines:
        seconds, _, path = line.text.partition(" ")
        if seconds.isdecimal() and path.endswith(".list"):
            document.use(line.number)
            found.append((path.rpartition("/")[2].removesuffix(".list").partition(":")[0], seconds, line))
    return found


def _last(document: Document) -> Fact[str]:
    rpm = document.get("rpm")
    rows = [
        (line.text.split()[0], line) for line in rpm.lines if line.text.split()[:1] and line.text.split()[0].isdecimal()
    ]
    if rpm.program_missing or not rows:
        document.need("dpkg_times")
        rows = [(seconds, line) for _, seconds, line in _dpkg_times(document)]
    if not rows:
        raise Undecided("没有读到软件包的安装时间")
    seconds, line = max(rows, key=lambda one: int(one[0]))
    return known(_day(seconds), line)


def _source(document: Document) -> Fact[str]:
    read = document.need("repositories")
    found = []
    for lines in read.files().values():
        for line in lines:
            document.use(line.number)
            if match := _SOURCE.match(line.text):
                found.append((match[1], line))
    return known(found[0][0], *(line for _, line in found)) if found else ended("", read)


def _automatic(document: Document) -> Fact[bool]:
    have = units(document)
    on = [have[name][1] for name in _AUTOMATIC if name in have and have[name][0] == "automatic"]
    return yes(*on) if on else not_so(document.need("unit_files"))
