"""What ``get system`` outputs (``status``, ``ha status``, ``interface physical``, ``performance status``) add.

After outputs of 6.4.4, 7.0 and 7.4.7. Labels stand before a colon; a database's date stands in brackets behind its
version, and a date of 2018 or before means that it was never updated since the factory.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from dengbao.model import Fact, Known, Unknown
from parsers.fortinet.config import Config
from parsers.fortinet.fields import IRRELEVANT, USED
from parsers.load import highest
from parsers.text import clean_lines

STATUS, HA, PORTS = "get-system-status", "get-system-ha-status", "get-system-interface-physical"
LOAD = "get-system-performance-status"
_PAIR = re.compile(r"\s*#?\s*([A-Za-z][\w /.-]*?)\s*: ?(.*)")
_DATE = re.compile(r"\((\d{4}-\d{2}-\d{2}) ")
_VERSION = re.compile(r"(?P<model>\S+) v(?P<version>\d+\.\d+\.\d+)")


def read_status(config: Config, text: str) -> bytes:
    """Read ``get system status`` into the device; return every line's status."""
    lines = clean_lines(text)
    status = bytearray([IRRELEVANT]) * len(lines)
    device = config.device
    for index, line in enumerate(lines):
        found = _PAIR.fullmatch(line)
        reader = _STATUS.get(found[1]) if found else None
        if found and reader:
            reader(config, found[2].strip(), index + 1)
            status[index] = USED
    if not any(isinstance(fact, Known) for fact in (device.defence.ips_signature, device.defence.av_signature)):
        device.defence.ips_signature = device.defence.av_signature = Unknown(
            "get system status 没有特征库日期", (), STATUS
        )
    return bytes(status)


def _version(config: Config, value: str, line: int) -> None:
    system = config.device.system
    if found := _VERSION.match(value):
        system.model = Known(found["model"], (line,), STATUS)
        system.version = Known(found["version"], (line,), STATUS)


def _serial(config: Config, value: str, line: int) -> None:
    config.device.system.serial = Known(value, (line,), STATUS)


def _hostname(config: Config, value: str, line: int) -> None:
    system = config.device.system
    if isinstance(system.hostname, Unknown):
        system.hostname = Known(value, (line,), STATUS)


def _ips(config: Config, value: str, line: int) -> None:
    config.device.defence.ips_signature = _date(value, line)


def _av(config: Config, value: str, line: int) -> None:
    config.device.defence.av_signature = _date(value, line)


def _date(value: str, line: int) -> Fact[str]:
    found = _DATE.search(value)
    return Known(found[1], (line,), STATUS) if found else Unknown("没有读懂特征库日期", (line,), STATUS)


_STATUS: dict[str, Callable[[Config, str, int], None]] = {
    "Version": _version, "Serial-Number": _serial, "Hostname": _hostname, "IPS-DB": _ips, "Virus-DB": _av,
}  # fmt: skip
_HA_STATE = re.compile(r"(?:HA Health Status|Current HA mode|Mode)\s*:\s*(.*)")


def read_ha(config: Config, text: str) -> bytes:
    """Read ``get system ha status``: the state of the cluster."""
    lines = clean_lines(text)
    status = bytearray([IRRELEVANT]) * len(lines)
    said = []
    for index, line in enumerate(lines):
        if found := _HA_STATE.fullmatch(line.strip()):
            said.append(found[1].strip())
            status[index] = USED
    for pair in config.device.redundancy.items:
        if pair.kind == "ha" and said:
            pair.state = ";".join(said)
    return bytes(status)


_PORT = re.compile(r"==\[(.+)\]")
_LINK = re.compile(r"(status|speed): *(?P<word>\S+)(?:.*\(Duplex: *(?P<duplex>[^)]+)\))?.*")


def read_ports(config: Config, text: str) -> bytes:
    """Read ``get system interface physical``: the link and duplex of each port."""
    lines = clean_lines(text)
    status = bytearray([IRRELEVANT]) * len(lines)
    ports = {port.name: port for port in config.device.interfaces.items}
    port = None
    for index, line in enumerate(lines):
        if found := _PORT.fullmatch(line.strip()):
            port = ports.get(found[1])
            status[index] = USED
        elif port is not None and (link := _LINK.fullmatch(line.strip())):
            status[index] = USED
            if link[1] == "status":
                port.up = link["word"] == "up"
            elif link["duplex"] in {"full", "half"}:
                port.duplex = "half" if link["duplex"] == "half" else "full"
    return bytes(status)


_IDLE = re.compile(r"CPU states: .*?(\d+(?:\.\d+)?)% idle.*")
_USED = re.compile(r"Memory: .*\bused \((\d+(?:\.\d+)?)%\).*")


def read_load(config: Config, text: str) -> bytes:
    """Read ``get system performance status``: how idle all processors are together, how full the memory is."""
    lines = clean_lines(text)
    status = bytearray([IRRELEVANT]) * len(lines)
    health = config.device.health
    health.memory_percent = highest(lines, _USED, LOAD, "内存利用率")
    health.cpu_percent = Unknown("没有读懂 CPU 利用率", file=LOAD)
    for at, line in enumerate(lines, 1):
        if found := _IDLE.fullmatch(line.strip()):
            health.cpu_percent = Known(100 - float(found[1]), (at,), LOAD)
            status[at - 1] = USED
        elif _USED.search(line):
            status[at - 1] = USED
    return bytes(status)
