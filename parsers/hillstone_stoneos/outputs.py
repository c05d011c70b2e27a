"""What ``show version``, ``show ntp status``, ``show interface`` and the difference to the saved configuration add.

CLI guide 5.5R12 (p. 711, 735, 2635, 2645). ``show configuration difference startup`` is a unified diff; the heads of
both files, lines that begin with ``#``, always differ and do not count. An output that is not understood says nothing.
"""

from __future__ import annotations

import re

from dengbao.model import Known, Unknown
from parsers.grammar import IRRELEVANT, USED, Reading
from parsers.text import clean_lines

VERSION, NTP, PORTS = "show-version", "show-ntp-status", "show-interface"
DIFFERENCE = "show-configuration-difference-startup"
NAMES = (VERSION, NTP, PORTS, DIFFERENCE)
_PRODUCT = re.compile(r"Product name:?\s*(?P<model>\S+)(?:.*?S/N:?\s*(?P<serial>\S+))?")
_UPTIME = re.compile(r"Uptime is (?:(\d{1,5}) days? )?(?:(\d{1,2}) hours? )?\d{1,2} minutes?")
_SYNCHRONISED = re.compile(r"(?P<not>not |un)?synchroni[sz]ed", re.IGNORECASE)


def read(reading: Reading, name: str, text: str) -> bytes:
    """Read one output; return every line's status."""
    lines = clean_lines(text)
    status = bytearray([IRRELEVANT]) * len(lines)
    reader = {VERSION: _version, NTP: _ntp, PORTS: _port, DIFFERENCE: _difference}[name]
    for index, line in enumerate(lines):
        if reader(reading, line.strip(), index + 1):
            status[index] = USED
    return bytes(status)


def _version(reading: Reading, line: str, number: int) -> bool:
    system = reading.device.system
    if up := _UPTIME.match(line):
        days, hours = (int(part or 0) for part in up.groups())
        system.uptime_days = Known(days + hours / 24, (number,), VERSION)
        return True
    found = _PRODUCT.match(line)
    if found is None:
        return False
    system.model = Known(found["model"], (number,), VERSION)
    if found["serial"]:
        system.serial = Known(found["serial"], (number,), VERSION)
    return True


def _ntp(reading: Reading, line: str, number: int) -> bool:
    found = _SYNCHRONISED.search(line)
    if found is None:
        return False
    reading.device.clock.synchronised = Known(not found["not"], (number,), NTP)
    return True


def _port(reading: Reading, line: str, _number: int) -> bool:
    """``Interface name, IP address/mask, zone, H A L P, MAC``: physical, administrative, link and protocol state."""
    words = line.split()
    ports = {port.name: port for port in reading.device.interfaces.items}
    if not words or words[0] not in ports:
        return False
    states = [word for word in words[1:] if word in {"U", "D", "K"}]
    if len(states) < 4:  # noqa: PLR2004 - H A L P
        return False
    ports[words[0]].up = states[2] == "U"
    return True


def _difference(reading: Reading, line: str, number: int) -> bool:
    """``--- current.config`` begins it; a changed line that is no comment means that something is not saved."""
    archive = reading.device.archive
    if line.startswith(("--- ", "+++ ")):
        if isinstance(archive.saved, Unknown):
            archive.saved = Known(value=True, lines=(number,), file=DIFFERENCE)
        return True
    changed = line[:1] in {"-", "+"} and line[1:].strip() and not line[1:].strip().startswith("#")
    if changed and isinstance(archive.saved, Known):
        before = () if archive.saved.value else archive.saved.lines
        archive.saved = Known(value=False, lines=(*before, number)[:20], file=DIFFERENCE)
    return bool(changed)
