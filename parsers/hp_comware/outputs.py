"""What other outputs than the configuration tell: release, states in force, links, neighbours, hits, the saved file.

They settle what the configuration is silent about and never overrule what it says. Shapes are those of the Comware 7
command references; tables go through TextFSM (see ``tables``). An output that is not understood changes nothing and is
accounted as not understood.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from dengbao.model import Absent, Device, Fact, Known, Unknown
from parsers.hp_comware import hardware, standby, tables
from parsers.text import clean_lines

_VERSION = re.compile(r"Comware (?:Platform )?Software,? Version (.+)", re.IGNORECASE)
_UPTIME = re.compile(r"(?:H3C |HPE? )?(\S.*?) uptime is (?:(\d{1,6}) weeks?, )?(?:(\d{1,6}) days?, )?(\d{1,6}) hours?")
_PAIR = re.compile(r" *(\S[^:]*?) *: *(.*)")
_NUMBER = re.compile(r"(\d{1,6})")
_RULE = re.compile(r" *rule (\d+) .*\((\d{1,18}) times? matched\)")
_ACL = re.compile(r"(?:Basic|Advanced|Named|MAC|Layer).*?(IPv6 )?ACL (?:named )?(\S+?)[,;]")

Reader = Callable[[Device, str, list[str], bytearray], None]
"""Reads an output into the device: its name, its lines, the account of its lines."""


def _settle(fact: Fact[Any], value: Any, number: int, file: str) -> Fact[Any]:  # noqa: ANN401 - of any kind
    """Let an output say what the configuration does not."""
    return Known(value, (number,), file) if isinstance(fact, (Absent, Unknown)) else fact


def _pairs(lines: list[str]) -> dict[str, tuple[str, int]]:
    """Read ``name : value`` lines; the name in lower case, the first of a name counts."""
    found: dict[str, tuple[str, int]] = {}
    for number, line in enumerate(lines, 1):
        match = _PAIR.fullmatch(line)
        if match:
            found.setdefault(match[1].lower(), (match[2], number))
    return found


def _version(device: Device, file: str, lines: list[str], status: bytearray) -> None:
    for number, line in enumerate(lines, 1):
        release, uptime = _VERSION.search(line), _UPTIME.match(line)
        if release:
            device.system.version = _settle(device.system.version, release[1], number, file)
        elif uptime:
            weeks, days, hours = (int(part or 0) for part in uptime.groups()[1:])
            device.system.model = Known(uptime[1], (number,), file)
            device.system.uptime_days = Known(weeks * 7 + days + hours / 24, (number,), file)
        if release or uptime:
            status[number - 1] = 1


def _manuinfo(device: Device, file: str, lines: list[str], status: bytearray) -> None:
    found = _pairs(lines)
    for name, attribute in (("device_name", "model"), ("device_serial_number", "serial")):
        value, number = found.get(name, ("", 0))
        if value and isinstance(getattr(device.system, attribute), Unknown):
            setattr(device.system, attribute, Known(value, (number,), file))
            status[number - 1] = 1


def _password_control(device: Device, file: str, lines: list[str], status: bytearray) -> None:
    found, policy, lockout = _pairs(lines), device.passwords, device.lockout
    state, number = found.get("password control", ("", 0))
    if not state:
        return
    status[number - 1] = 1
    on = state.lower().startswith("enabled")
    policy.enabled = _settle(policy.enabled, on, number, file)
    if not on:
        for attribute in ("min_length", "min_classes", "max_age_days", "history"):
            setattr(policy, attribute, _settle(getattr(policy, attribute), 0, number, file))
        policy.differs_from_user = _settle(policy.differs_from_user, False, number, file)  # noqa: FBT003 - the fact's value
        lockout.attempts = _settle(lockout.attempts, 0, number, file)
        lockout.minutes = _settle(lockout.minutes, 0, number, file)
        return
    for name, attribute in (
        ("password length", "min_length"),
        ("password composition", "min_classes"),
        ("password aging", "max_age_days"),
        ("password history", "history"),
    ):
        value, at = found.get(name, ("", 0))
        number_ = _NUMBER.search(value)
        if value.lower().startswith("enabled") and number_:
            setattr(policy, attribute, _settle(getattr(policy, attribute), int(number_[1]), at, file))
            status[at - 1] = 1
    value, at = found.get("password complexity", ("", 0))
    if "username" in value.lower():
        policy.differs_from_user = _settle(policy.differs_from_user, value.lower().startswith("enabled"), at, file)
        status[at - 1] = 1
    _lockout(device, found, file, status)


def _lockout(device: Device, found: dict[str, tuple[str, int]], file: str, status: bytearray) -> None:
    lockout = device.lockout
    value, at = found.get("maximum login attempts", ("", 0))
    if value.isdecimal() and len(value) < 4:  # noqa: PLR2004 - of digits
        lockout.attempts = _settle(lockout.attempts, int(value), at, file)
        status[at - 1] = 1
    value, at = found.get("action for exceeding login attempts", ("", 0))
    minutes = re.match(r"lock user for (\d{1,6}) minute", value.lower())
    if minutes:
        lockout.minutes = _settle(lockout.minutes, int(minutes[1]), at, file)
        status[at - 1] = 1


def _ssh(device: Device, file: str, lines: list[str], status: bytearray) -> None:
    found = _pairs(lines)
    value, at = found.get("ssh version", ("", 0))
    if value in {"2.0", "1.99"}:
        device.ssh.version = _settle(device.ssh.version, "2" if value == "2.0" else "1,2", at, file)
        status[at - 1] = 1
    value, at = found.get("stelnet server", ("", 0))
    if value.lower().startswith(("enable", "disable")):
        for channel in device.channels.items:
            if channel.name == "ssh":
                channel.enabled = _settle(channel.enabled, value.lower().startswith("enable"), at, file)
        status[at - 1] = 1


def _ntp(device: Device, file: str, lines: list[str], status: bytearray) -> None:
    value, at = _pairs(lines).get("clock status", ("", 0))
    if value.lower() in {"synchronized", "unsynchronized"}:
        device.clock.synchronised = Known(value.lower() == "synchronized", (at,), file)
        status[at - 1] = 1


def _acl_hits(device: Device, _file: str, lines: list[str], status: bytearray) -> None:
    acls = {acl.name: {rule.name: rule for rule in acl.rules} for acl in device.acls.items}
    rules: dict[str, Any] = {}
    for number, line in enumerate(lines, 1):
        header, hit = _ACL.match(line), _RULE.match(line)
        if header:
            rules = acls.get(f"{'ipv6 ' if header[1] else ''}{header[2]}", {})
            status[number - 1] = 1
        elif hit and hit[1] in rules:
            rules[hit[1]].hits = int(hit[2])
            status[number - 1] = 1


_READERS: dict[str, Reader] = {
    "display-version": _version,
    "display-device-manuinfo": _manuinfo,
    "display-password-control": _password_control,
    "display-ssh-server-status": _ssh,
    "display-ntp-service-status": _ntp,
    "display-acl-all": _acl_hits,
    "display-interface-brief": tables.interface_brief,
    "display-interface": tables.interface_counters,
    "display-arp": tables.arp,
    "display-arp-all": tables.arp,
    "display-mac-address": tables.mac_address,
    "display-lldp-neighbor-information-list": tables.lldp,
}


def read(device: Device, outputs: Mapping[str, str], running: list[str]) -> None:
    """Read every output that is there and known.

    Args:
        device: settled from the configuration.
        outputs: masked texts by output name.
        running: the lines of the configuration.
    """
    device.neighbours.missing = "没有采集 ARP、MAC、LLDP 表"
    for name, reader in _READERS.items():
        if name in outputs:
            lines = clean_lines(outputs[name])
            status = bytearray(len(lines))
            reader(device, name, lines, status)
            if any(status):  # the rest of an output that was understood is of no use here
                status = bytearray(mark or 2 for mark in status)
            device.coverage[name] = bytes(status)
    hardware.read(device, outputs)
    standby.read(device, outputs)
    if "display-saved-configuration" in outputs:
        saved(device, clean_lines(outputs["display-saved-configuration"]), running)


def saved(device: Device, kept: list[str], running: list[str]) -> None:
    """Hold the startup file against what runs.

    Args:
        device: gets ``archive.saved``.
        kept: the lines of ``display saved-configuration``.
        running: the lines of the configuration that runs.
    """
    file = "display-saved-configuration"
    before, now = _content(kept), _content(running)
    if "return" not in before or "return" not in now:
        device.archive.saved = Unknown("运行配置或保存的配置不完整,无法比较", file=file)
        device.coverage[file] = bytes(len(kept))
        return
    new = tuple(number for line, number in now.items() if line not in before)
    gone = tuple(number for line, number in before.items() if line not in now)
    if new:
        device.archive.saved = Known(value=False, lines=new[:20])
    elif gone:
        device.archive.saved = Known(value=False, lines=gone[:20], file=file)
    else:
        device.archive.saved = Known(value=True, lines=(before["return"],), file=file)
    device.coverage[file] = bytes([1]) * len(kept)


def _content(lines: list[str]) -> dict[str, int]:
    """The lines with their blocks before them, and where they stand; what only separates is left out."""
    found: dict[str, int] = {}
    block = ""
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if not text or text == "#":
            block = block if line.startswith(" ") else ""
            continue
        if not line.startswith(" "):
            block = text
        found.setdefault(f"{block}/{text}" if text not in {block, "return"} else text, number)
    return found
