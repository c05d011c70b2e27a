"""Malware scanners, and the age of ClamAV's definitions.

Rests on the header of ClamAV's databases (``ClamAV-VDB:<build time>:<version>:``, freshclam(1)). Of other products only
whether they run is known: their own consoles say how old their definitions are.
"""

from __future__ import annotations

import calendar
import re

from dengbao.model import Device, Fact, Undecided, Unknown
from dengbao.model.host import Antivirus
from parsers.linux.document import FILE, Document, known, yes
from parsers.linux.facts import fact, section
from parsers.linux.products import ANTIVIRUS
from parsers.linux.services import agents, processes

_BUILT = re.compile(r"ClamAV-VDB:(\d{1,2}) (\w{3}) (\d{4})")
_MONTHS = {name: place for place, name in enumerate(calendar.month_abbr) if name}


def read_antivirus(device: Device, document: Document) -> None:
    """Fill ``host.antivirus``."""
    device.host.antivirus = section(lambda: _found(document), "没有发现防病毒程序的进程或服务")


def _found(document: Document) -> list[Antivirus]:
    made = []
    for agent in agents(document, ANTIVIRUS):
        scanner = Antivirus(name=agent.name, lines=agent.lines, running=agent.running, file=FILE)
        if agent.name == "ClamAV":
            scanner.signatures = fact(lambda: _definitions(document))
            live = processes(document)
            if "clamonacc" in live:
                scanner.real_time = yes(live["clamonacc"])
        else:
            scanner.signatures = scanner.real_time = Unknown(f"{agent.name} 没有公开的读取办法,请看它的控制台")
        made.append(scanner)
    return made


def _definitions(document: Document) -> Fact[str]:
    """The newest build time of the databases, as a date."""
    found = []
    for lines in document.need("clamav").files().values():
        for line in lines:
            if (match := _BUILT.match(line.text)) and match[2] in _MONTHS:
                document.use(line.number)
                found.append((f"{match[3]}-{_MONTHS[match[2]]:02}-{int(match[1]):02}", line))
    if not found:
        raise Undecided("没有读到 ClamAV 的病毒库")
    date, line = max(found, key=lambda one: one[0])
    return known(date, line)
