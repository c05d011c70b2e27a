"""What ``show`` outputs add to the configuration: model, release, time, link states; ``health`` reads the rest.

After printed outputs of SRX300 22.4, EX and MX (``show version``, ``show interfaces terse``), and the command
reference of ``show ntp status`` (``sync_ntp``; stratum 16 when not in step).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from dengbao.model import Device, Interface, Known
from parsers.grammar import IRRELEVANT, USED
from parsers.ioslike.tables import read_outputs
from parsers.juniper_junos import health
from parsers.juniper_junos.interfaces import kind_of
from parsers.text import clean_lines

_MODEL = re.compile(r"^Model:\s*(\S+)")
_RELEASE = re.compile(r"^Junos:\s*(\S+)|^(?:JUNOS|KERNEL).*\[(\d[\w.-]+)\]")
_HOST = re.compile(r"^Hostname:\s*(\S+)")
_TERSE = re.compile(
    r"^(?P<name>[a-z]{2,8}[-\d][\w/:-]*|irb|vlan|lo0|vme)(?P<unit>\.\d+)?\s+(?P<admin>up|down)\s+(?P<link>up|down)\b"
)
_STRATUM = re.compile(r"stratum[= ](\d+)")
_IN_STEP = re.compile(r"\bsync_(?:ntp|pps|other|radio|uhf_radio|hf_radio|lf_radio|local_net)\b")
_OUT = re.compile(r"\bsync_unspec\b|sync_alarm|leap_alarm")
_UNSYNCHRONISED = 16


def read(device: Device, outputs: Mapping[str, str]) -> None:
    """Add what the outputs tell.

    Args:
        device: as the configuration made it.
        outputs: masked texts by output name.
    """
    health.leave_open(device)
    for name, reader in _READERS.items():
        if name in outputs:
            lines = clean_lines(outputs[name])
            used = reader(device, lines, name)
            device.coverage[name] = bytes(USED if at in used else IRRELEVANT for at in range(1, len(lines) + 1))
    read_outputs(device, outputs, health.READERS)


def _version(device: Device, lines: list[str], name: str) -> set[int]:
    used: set[int] = set()
    for at, line in enumerate(lines, 1):
        if (match := _MODEL.match(line)) and not isinstance(device.system.model, Known):
            device.system.model = Known(match[1], (at,), name)
            used.add(at)
        elif (match := _RELEASE.match(line)) and not isinstance(device.system.version, Known):
            device.system.version = Known(match[1] or match[2], (at,), name)
            used.add(at)
        elif (match := _HOST.match(line)) and not isinstance(device.system.hostname, Known):
            device.system.hostname = Known(match[1], (at,), name)
            used.add(at)
    return used


def _time(device: Device, lines: list[str], name: str) -> set[int]:
    text = "\n".join(lines)
    stratum = _STRATUM.search(text)
    used = {
        at for at, line in enumerate(lines, 1) if _STRATUM.search(line) or _IN_STEP.search(line) or _OUT.search(line)
    }
    if _OUT.search(text) or (stratum and int(stratum[1]) >= _UNSYNCHRONISED):
        device.clock.synchronised = Known(False, tuple(sorted(used)), name)
    elif _IN_STEP.search(text):
        device.clock.synchronised = Known(True, tuple(sorted(used)), name)
    return used


def _terse(device: Device, lines: list[str], name: str) -> set[int]:  # noqa: ARG001 - the readers' common form
    """Link states; a port that the configuration does not mention is there, too."""
    used: set[int] = set()
    known = {port.name: port for port in device.interfaces.items}
    for at, line in enumerate(lines, 1):
        match = _TERSE.match(line)
        if match is None:
            continue
        used.add(at)
        full = match["name"] + (match["unit"] or "")
        port = known.get(full)
        if port is None and match["unit"] is None and kind_of(full) == "physical" and not device.interfaces.missing:
            port = known[full] = Interface(name=full, lines=())
            device.interfaces.items.append(port)
        if port is not None:
            port.up = match["link"] == "up"
            port.shutdown = port.shutdown or match["admin"] == "down"
    return used


_READERS: dict[str, Callable[[Device, list[str], str], set[int]]] = {
    "show-version": _version,
    "show-ntp-status": _time,
    "show-interfaces-terse": _terse,
}
