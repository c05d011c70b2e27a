"""What ``show`` outputs add to an IOS configuration: release, model, users, links, time, SSH, load; ``health`` more.

Tables go through the templates of ntc-templates, which agree with the captures of its test data.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from dengbao.model import Device, Interface, Known, SnmpUser, Unknown
from parsers.cisco_ios import health
from parsers.ioslike.agree import agreed
from parsers.ioslike.numbers import integer
from parsers.ioslike.saved import compare
from parsers.ioslike.tables import Row, duplex, line_of, read_outputs, table
from parsers.load import highest
from parsers.text import clean_lines

_UPTIME = (
    ("UPTIME_YEARS", 365.0),
    ("UPTIME_WEEKS", 7.0),
    ("UPTIME_DAYS", 1.0),
    ("UPTIME_HOURS", 1 / 24),
    ("UPTIME_MINUTES", 1 / 1440),
)
_SSH = re.compile(r"^SSH (Enabled|Disabled)(?: - version (\S+))?", re.MULTILINE)
_MODULUS = re.compile(r"^Modulus Size *: *(\d+) bits", re.MULTILINE)
_ALGORITHMS = {
    "Encryption Algorithms": "ciphers", "MAC Algorithms": "macs", "KEX Algorithms": "key_exchanges",
    "Hostkey Algorithms": "host_keys",
}  # fmt: skip
_BUFFER = re.compile(r" *Buffer logging: +(disabled|level)")
_SIZE = re.compile(r"Log Buffer \((\d+) bytes\)")
_CLOCK = re.compile(r"Clock is (synchronized|unsynchronized)")
_CPU = re.compile(r"^\s*CPU utilization for five seconds: .*five minutes: (\d+)%")
_POOL = re.compile(r"^\s*Processor Pool Total: *(\d+) +Used: *(\d+)")


def _version(device: Device, lines: list[str], name: str) -> bool:
    rows = table("cisco_ios_show_version.textfsm", lines)
    if not rows or not rows[0].get("VERSION"):
        return False
    row, system = rows[0], device.system
    at = next((number for number, line in enumerate(lines, 1) if row["VERSION"] in line), 1)
    system.version = Known(row["VERSION"], (at,), name)
    if row["HARDWARE"]:
        model = row["HARDWARE"].split(",")[0]
        system.model = Known(model, (next((n for n, line in enumerate(lines, 1) if model in line), 1),), name)
    if row["SERIAL"]:
        serial = row["SERIAL"].split(",")[0]
        system.serial = Known(serial, (next((n for n, line in enumerate(lines, 1) if serial in line), 1),), name)
    if row["UPTIME"]:
        days = sum(factor * (integer(row.get(key, "")) or 0) for key, factor in _UPTIME)
        system.uptime_days = Known(
            days, (next((n for n, line in enumerate(lines, 1) if " uptime is " in line), 1),), name
        )
    return True


def _interfaces(device: Device) -> dict[str, Interface]:
    """Index interfaces by the two letters and the number that every table agrees on."""
    return {_short(interface.name): interface for interface in device.interfaces.items}


def _short(name: str) -> str:
    text = name.replace(" ", "").lower()
    at = next((index for index, char in enumerate(text) if char.isdecimal()), len(text))
    return text[:2] + text[at:]


def _states(device: Device, rows: list[Row]) -> bool:
    known = _interfaces(device)
    for row in rows:
        interface = known.get(_short(row["INTERFACE"]))
        if interface is not None:
            interface.up = row["STATUS"] == "up" and row["PROTO"] == "up"
    return bool(rows)


def _brief(device: Device, lines: list[str], _name: str) -> bool:
    return _states(device, table("cisco_ios_show_ip_interface_brief.textfsm", lines))


def _status(device: Device, lines: list[str], _name: str) -> bool:
    rows = table("cisco_ios_show_interfaces_status.textfsm", lines)
    known = _interfaces(device)
    for row in rows:
        interface = known.get(_short(row["PORT"]))
        if interface is None:
            continue
        interface.up = row["STATUS"] == "connected"
        interface.duplex = duplex(row["DUPLEX"])
        interface.err_disabled = "err-disabled" if row["STATUS"] == "err-disabled" else ""
    return bool(rows)


def _counters(device: Device, lines: list[str], _name: str) -> bool:
    rows = table("cisco_ios_show_interfaces.textfsm", lines)
    known = _interfaces(device)
    for row in rows:
        interface = known.get(_short(row["INTERFACE"]))
        if interface is None:
            continue
        interface.up = row["LINK_STATUS"] == "up" and row["PROTOCOL_STATUS"].startswith("up")
        interface.duplex = duplex(row["DUPLEX"])
        if row["INPUT_PACKETS"] and row["OUTPUT_PACKETS"]:
            interface.packets = (integer(row["INPUT_PACKETS"]) or 0) + (integer(row["OUTPUT_PACKETS"]) or 0)
            interface.errors = (integer(row["INPUT_ERRORS"]) or 0) + (integer(row["OUTPUT_ERRORS"]) or 0)
        interface.err_disabled = "err-disabled" if "err-disabled" in row["PROTOCOL_STATUS"] else ""
    return bool(rows)


def _ntp(device: Device, lines: list[str], name: str) -> bool:
    for number, line in enumerate(lines, 1):
        match = _CLOCK.search(line)
        if match:
            device.clock.synchronised = Known(match[1] == "synchronized", (number,), name)
            return True
    return False


def _ssh(device: Device, lines: list[str], name: str) -> bool:
    """Read the version (1.99 is both), the key's size, and the algorithms as the server offers them."""
    text, ssh = "\n".join(lines), device.ssh
    match = _SSH.search(text)
    if match is None:
        return False
    at = (line_of(lines, "SSH "),)
    if match[2]:
        version = {"1.99": "1,2", "2.0": "2", "1.5": "1"}.get(match[2], match[2])
        ssh.version = agreed(ssh.version, Known(version, at, name))
    channel = next((channel for channel in device.channels.items if channel.name == "ssh"), None)
    if channel is not None and match[1] == "Disabled":
        channel.enabled = Known(value=False, lines=at, file=name)
    for head, attribute in _ALGORITHMS.items():
        number = line_of(lines, head)
        _, colon, names = lines[number - 1].partition(":")
        if colon and lines[number - 1].startswith(head):
            shown = Known(frozenset(names.replace(" ", "").lower().split(",")), (number,), name)
            setattr(ssh, attribute, agreed(getattr(ssh, attribute), shown))
    size = _MODULUS.search(text)
    if size:
        ssh.rsa_bits = Known(integer(size[1]) or 0, (line_of(lines, "Modulus Size"),), name)
    return True


def _logging(device: Device, lines: list[str], name: str) -> bool:
    """Read whether the buffer is on, and its size: the configuration does not print their defaults.

    What a line switches off is off, whatever an output of another moment shows.
    """
    logging = device.logging
    off = isinstance(logging.buffer, Known) and not logging.buffer.value
    for number, line in enumerate(lines, 1):
        match = _BUFFER.match(line)
        if match and not off:
            logging.buffer = agreed(logging.buffer, Known(match[1] != "disabled", (number,), name))
        match = _SIZE.match(line)
        if match and not off:
            logging.buffer_bytes = agreed(logging.buffer_bytes, Known(integer(match[1]) or 0, (number,), name))
    return any(line.startswith("Syslog logging:") for line in lines)


def _snmp_users(device: Device, lines: list[str], name: str) -> bool:
    rows = table("cisco_ios_show_snmp_user.textfsm", lines)
    for row in rows:
        authentication = row["AUTHENTICATION_PROTOCOL"].lower().replace("none", "")
        privacy = row["PRIVACY_PROTOCOL"].lower().replace("none", "")
        user = SnmpUser(
            name=row["USER_NAME"],
            lines=(line_of(lines, f"User name: {row['USER_NAME']}"),),
            level="priv" if privacy else "auth" if authentication else "noauth",
            authentication=authentication,
            privacy=privacy,
            file=name,
        )
        user.file = name
        device.snmp.users.items.append(user)
    return bool(rows) or not any(line.strip() for line in lines)


def _cpu(device: Device, lines: list[str], name: str) -> bool:
    """Take the load of the last five minutes."""
    device.health.cpu_percent = highest(lines, _CPU, name, "CPU 利用率")
    return isinstance(device.health.cpu_percent, Known)


def _memory(device: Device, lines: list[str], name: str) -> bool:
    """Take the share of the processor pool in use."""
    pools = [(match, at) for at, line in enumerate(lines, 1) if (match := _POOL.match(line)) and int(match[1])]
    device.health.memory_percent = Unknown("没有读懂内存利用率", file=name)
    for match, at in pools[:1]:
        device.health.memory_percent = Known(round(100 * int(match[2]) / int(match[1]), 1), (at,), name)
    return bool(pools)


def _standby(device: Device, lines: list[str], _name: str) -> bool:
    """Give each HSRP group its state; the line of a legend above the table is none of it."""
    start = next((at for at, line in enumerate(lines) if line.startswith("Interface ")), len(lines))
    rows = table("cisco_ios_show_standby_brief.textfsm", lines[start:])
    states = {(_short(row["INTERFACE"]), row["GROUP"]): row["STATE"].lower() for row in rows}
    for pair in device.redundancy.items:
        if pair.kind == "hsrp":
            pair.state = states.get((_short(pair.interface), pair.name.rpartition(" ")[2]), "")
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
            "show-ip-interface-brief": _brief,
            "show-interfaces-status": _status,
            "show-interfaces": _counters,
            "show-ntp-status": _ntp,
            "show-ip-ssh": _ssh,
            "show-logging": _logging,
            "show-snmp-user": _snmp_users,
            "show-processes-cpu": _cpu,
            "show-processes-cpu-include-utilization": _cpu,
            "show-processes-memory": _memory,
            "show-processes-memory-include-processor": _memory,
            "show-standby-brief": _standby,
            **health.READERS,
            "show-startup-config": lambda found, lines, name: compare(
                found, clean_lines(outputs.get("running-config", "")), lines, name
            ),
        },
    )
