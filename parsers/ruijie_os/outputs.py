"""What ``show`` outputs add to an RGOS configuration: release, running services, password policy, link states, time.

``show service`` after the command notes of switches, ``show password policy`` (p.959) and ``show logging`` (p.1112)
after the RGOS 11.x Configuration Guide, ``show version`` after the shape that public parsers read. No public TextFSM
set knows Ruijie; the templates beside this module are our own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from dengbao.model import Device, Fact, Known, Unknown
from parsers.ioslike.agree import agreed
from parsers.ioslike.numbers import integer
from parsers.ioslike.saved import compare
from parsers.ioslike.tables import duplex, read_outputs, table
from parsers.ruijie_os import condition
from parsers.ruijie_os.interfaces import long_name
from parsers.text import clean_lines

_PACKAGE = "parsers.ruijie_os"
_FIELDS = {
    "model": re.compile(r"System description\s*:.*\(([\w/+-]+)\)"),
    "version": re.compile(r"System software version\s*:\s*(\S.*)"),
    "serial": re.compile(r"System serial number\s*:\s*(\S+)"),
}
_UPTIME = re.compile(r"System uptime\s*:\s*(?:(\d+):)?(\d+):(\d+):(\d+)")
_SERVICES = {
    "telnet-server": ("telnet",),
    "ssh-server": ("ssh",),
    "web-server": ("http", "https"),
    "snmp-agent": ("snmp",),
}
_POLICY = re.compile(
    r"\s*Password (?P<name>[a-z -]+?)\s*:\s*(?P<state>Enabled|Disabled)(?:\s*\([^)\d]*(?P<number>\d+)[^)]*\))?",
    re.IGNORECASE,
)
_LOGS = re.compile(r"\s*(?P<what>Syslog logging|Buffer logging|Timestamp log messages):\s*(?P<state>\w+)")
_STAMPS: dict[str, Literal["none", "uptime", "yearless"]] = {
    "datetime": "yearless", "uptime": "uptime", "disable": "none", "disabled": "none",
}  # fmt: skip
_SSH = re.compile(r"SSH (Enable|Disable)d? ?- ?version (\S+)", re.IGNORECASE)


def _version(device: Device, lines: list[str], name: str) -> bool:
    found = False
    for number, line in enumerate(lines, 1):
        for attribute, pattern in _FIELDS.items():
            match = pattern.search(line)
            if match:
                setattr(device.system, attribute, Known(match[1].strip(), (number,), name))
                found = True
        match = _UPTIME.search(line)
        if match:
            days, hours, minutes, _ = (integer(part or "0") or 0 for part in match.groups())
            device.system.uptime_days = Known(days + hours / 24 + minutes / 1440, (number,), name)
    return found


def _service(device: Device, lines: list[str], name: str) -> bool:
    """A service runs or not, whatever a missing line may mean. One word for the Web says nothing of which protocol."""
    rows = table("show_service.textfsm", lines, _PACKAGE)
    channels = {channel.name: channel for channel in device.channels.items}
    for row in rows:
        service = row["SERVICE"].lower()
        at = next((number for number, line in enumerate(lines, 1) if line.strip().lower().startswith(service)), 1)
        on = row["STATE"].lower() == "enabled"
        for word in _SERVICES.get(service, ()):
            channel = channels[word]
            refused = isinstance(channel.enabled, Known) and not channel.enabled.value
            if on and (word in {"http", "https"} or (channel.enabled.lines and not refused)):
                continue
            channel.enabled = agreed(channel.enabled, Known(on, (at,), name))
            if word == "snmp":
                device.snmp.enabled = channel.enabled
    return bool(rows)


def _policy(device: Device, lines: list[str], name: str) -> bool:
    policy, found = device.passwords, False
    for number, line in enumerate(lines, 1):
        match = _POLICY.match(line)
        if match is None:
            continue
        found, on, value = True, match["state"].lower() == "enabled", integer(match["number"] or "") or 0
        match match["name"].strip().lower():
            case "min-size":
                policy.min_length = agreed(policy.min_length, Known(value if on else 0, (number,), name))
            case "life-cycle":
                policy.max_age_days = agreed(policy.max_age_days, Known(value if on else 0, (number,), name))
            case "no-repeat-times":
                policy.history = agreed(policy.history, Known(value if on else 0, (number,), name))
            case "strong-check":
                policy.min_classes = agreed(policy.min_classes, Known(2 if on else 1, (number,), name))
                policy.differs_from_user = agreed(policy.differs_from_user, Known(on, (number,), name))
    return found


def _ssh(device: Device, lines: list[str], name: str) -> bool:
    for number, line in enumerate(lines, 1):
        match = _SSH.search(line)
        if match:
            version = {"1.99": "1,2", "2.0": "2", "1.5": "1"}.get(match[2].rstrip("."), match[2])
            device.ssh.version = agreed(device.ssh.version, Known(version, (number,), name))
            return True
    return False


def _ntp(device: Device, lines: list[str], name: str) -> bool:
    for number, line in enumerate(lines, 1):
        match = re.search(r"Clock is (un)?synchronized|(NTP is not enabled)", line)
        if match:
            device.clock.synchronised = Known(not (match[1] or match[2]), (number,), name)
            return True
    return False


def _logging(device: Device, lines: list[str], name: str) -> bool:
    """Whether logs and their buffer are on, and what stamps them where no line says: a date then lacks its year.

    What a line switches off is off, whatever an output of another moment shows.
    """
    logging, found = device.logging, False
    for number, line in enumerate(lines, 1):
        match = _LOGS.match(line)
        if match is None:
            continue
        found, on = True, match["state"] not in {"disabled", "disable"}
        match match["what"]:
            case "Syslog logging":
                logging.enabled = _settled(logging.enabled, Known(on, (number,), name))
            case "Buffer logging":
                logging.buffer = _settled(logging.buffer, Known(on, (number,), name))
            case _ if isinstance(logging.timestamp, Unknown) and not logging.unread and match["state"] in _STAMPS:
                logging.timestamp = Known(_STAMPS[match["state"]], (number,), name)
    return found


def _settled(configured: Fact[bool], shown: Known[bool]) -> Fact[bool]:
    return configured if isinstance(configured, Known) and not configured.value else agreed(configured, shown)


def _states(device: Device, lines: list[str], _name: str) -> bool:
    rows = table("show_interfaces_status.textfsm", lines, _PACKAGE)
    known = {interface.name.lower(): interface for interface in device.interfaces.items}
    for row in rows:
        interface = known.get(long_name([row["INTERFACE"]]).lower())
        if interface is not None:
            interface.up = row["STATUS"] == "up"
            interface.duplex = duplex(row["DUPLEX"])
            interface.err_disabled = "err-disabled" if row["STATUS"] == "err-disabled" else ""
    return bool(rows)


def read(device: Device, outputs: Mapping[str, str]) -> None:
    """Add what the outputs tell.

    Args:
        device: as the configuration made it.
        outputs: masked texts by output name.
    """
    read_outputs(
        device,
        outputs,
        {
            "show-version": _version,
            "show-service": _service,
            "show-password-policy": _policy,
            "show-ip-ssh": _ssh,
            "show-ntp-status": _ntp,
            "show-logging": _logging,
            "show-interfaces-status": _states,
            "show-startup-config": lambda found, lines, name: compare(
                found, clean_lines(outputs.get("running-config", "")), lines, name
            ),
            **condition.READERS,
        },
    )
