"""What ``show`` outputs add to the configuration: model, uptime, link states, time, saved or not; ``health`` the rest.

Whether the running configuration was saved: its head says when it was last changed, that of the startup configuration
when it was written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from dengbao.model import Device, Known
from parsers.blocks import Block
from parsers.cisco_nxos import health
from parsers.cisco_nxos.system import moment
from parsers.grammar import IRRELEVANT, USED
from parsers.ioslike.tables import duplex, line_of, read_outputs, table
from parsers.text import clean_lines

_CHASSIS = re.compile(r"^\s+cisco (.+?) (?:Chassis|\(|$)")
_BOARD = re.compile(r"Processor Board ID\s+(\S+)")
_RELEASE = re.compile(r"^\s*(?:NXOS|system):\s+version\s+(\S+)")
_UPTIME = re.compile(r"uptime is (?:(\d+) day\(s\), )?(\d+) hour\(s\), (\d+) minute\(s\)")
_WRITTEN = re.compile(r"^!Startup config saved at: +(.+)$")
_PEER = re.compile(r"^([*=+~-]*)\s*(\d+\.\d+\.\d+\.\d+|[0-9a-fA-F:]{3,})\s+\S+\s+(\d+)\s")
_SHORT = {"Eth": "Ethernet", "Po": "port-channel", "Lo": "loopback", "Vlan": "Vlan", "mgmt": "mgmt"}
_STARTUP = ("show-startup-config-include-saved", "show-startup-config")
_OUT_OF_STEP = 16  # the stratum of a clock that follows nobody


def read(device: Device, outputs: Mapping[str, str], facts: Mapping[str, Block]) -> None:
    """Add what the outputs tell.

    Args:
        device: as the configuration made it.
        outputs: masked texts by output name.
        facts: the moments that the configuration's head names.
    """
    read_outputs(device, outputs, _READERS)
    name = next((name for name in _STARTUP if name in outputs), "")
    if name:
        lines = clean_lines(outputs[name])
        device.coverage[name] = bytes(USED if _WRITTEN.match(line) else IRRELEVANT for line in lines)
        _saved(device, lines, name, facts.get("Running configuration last done at"))


def _saved(device: Device, lines: list[str], name: str, changed: Block | None) -> None:
    found = next(((m[1], at) for at, line in enumerate(lines, 1) if (m := _WRITTEN.match(line))), None)
    before, after = moment(changed.text) if changed else None, moment(found[0]) if found else None
    if before and after and found:
        device.archive.saved = Known(after >= before, (found[1],), name)


def _first(lines: list[str], pattern: re.Pattern[str]) -> tuple[re.Match[str], int] | None:
    return next(((match, at) for at, line in enumerate(lines, 1) if (match := pattern.search(line))), None)


def _version(device: Device, lines: list[str], name: str) -> bool:
    system = device.system
    chassis, board, release, up = (_first(lines, one) for one in (_CHASSIS, _BOARD, _RELEASE, _UPTIME))
    if chassis:
        system.model = Known(chassis[0][1], (chassis[1],), name)
    if board:
        system.serial = Known(board[0][1], (board[1],), name)
    if release:
        system.version = Known(release[0][1], (release[1],), name)
    if up:
        days = int((up[0][1] or "0")[:9]) + int(up[0][2][:9]) / 24 + int(up[0][3][:9]) / 1440
        system.uptime_days = Known(days, (up[1],), name)
    return release is not None


def _status(device: Device, lines: list[str], _name: str) -> bool:
    """Take link states and duplex from ``show interface status``."""
    rows = {_full(row["PORT"]).lower(): row for row in table("cisco_nxos_show_interface_status.textfsm", lines)}
    for interface in device.interfaces.items:
        row = rows.get(interface.name.lower())
        if row is not None:
            interface.up = row["STATUS"] == "connected"
            interface.duplex = duplex(row["DUPLEX"])
            interface.err_disabled = "err-disabled" if row["STATUS"].startswith("errDis") else ""
    return bool(rows)


def _full(name: str) -> str:
    """Spell an abbreviated port name out: ``Eth1/1`` is ``Ethernet1/1``."""
    head = next((short for short in _SHORT if name.startswith(short) and not name.startswith(_SHORT[short])), "")
    return _SHORT[head] + name[len(head) :] if head else name


def _peers(device: Device, lines: list[str], name: str) -> bool:
    """Take the selected source (``*``) from ``show ntp peer-status``."""
    rows = [(match, at) for at, line in enumerate(lines, 1) if (match := _PEER.match(line))]
    chosen = [(match, at) for match, at in rows if "*" in match[1] and int(match[3][:9]) < _OUT_OF_STEP]
    if rows:
        lines_ = tuple(at for _, at in chosen or rows)
        device.clock.synchronised = Known(bool(chosen), lines_, name)
    return bool(rows) or line_of(lines, "Total peers") > 1


_READERS = {
    "show-version": _version,
    "show-interface": health.counters,
    "show-interface-status": _status,
    "show-environment": health.environment,
    "show-system-resources": health.resources,
    "show-access-lists": health.hits,
    "show-ntp-peer-status": _peers,
}
