"""Tables of Comware, through TextFSM: templates of ntc-templates where they are right, our own where they are not.

A template that raises or finds nothing leaves the device as it is, and the output's lines not understood.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from dengbao.model import Device
from parsers.ioslike.numbers import integer
from parsers.ioslike.tables import table
from parsers.neighbours import Source, add

_SHORT = {
    "XGE": "Ten-GigabitEthernet", "GE": "GigabitEthernet", "FGE": "FortyGigE", "HGE": "HundredGigE", "Eth": "Ethernet",
    "WGE": "Twenty-FiveGigE",
    "BAGG": "Bridge-Aggregation", "RAGG": "Route-Aggregation", "Vlan": "Vlan-interface",
    "M-GE": "M-GigabitEthernet", "MGE": "M-GigabitEthernet",
    "Loop": "LoopBack", "InLoop": "InLoopBack", "Tun": "Tunnel",
    "Dia": "Dialer", "REG": "Register-Tunnel", "FE": "Ethernet",
}  # fmt: skip
_PACKAGE, _OWN = "parsers.hp_comware", Path(__file__).parent / "templates"
_DUPLEX: dict[str, Literal["full", "half", "auto"]] = {"F": "full", "H": "half", "A": "auto"}


def rows(name: str, lines: list[str]) -> list[dict[str, str]]:
    """Read a table.

    Args:
        name: of the template.
        lines: of the output.

    Returns:
        A dictionary a row, by the template's names in lower case; none when the template does not understand the text.
    """
    own = (_OWN / f"{name}.textfsm").is_file()
    found = table(f"{name}.textfsm", lines, _PACKAGE) if own else table(f"hp_comware_{name}.textfsm", lines)
    return [{key.lower(): value for key, value in row.items()} for row in found]


def full_name(short: str) -> str:
    """Put ``XGE1/0/1`` as the configuration has it."""
    at = next((index for index, char in enumerate(short) if char.isdecimal()), len(short))
    return _SHORT.get(short[:at], short[:at]) + short[at:]


def _used(status: bytearray) -> None:
    status[:] = bytes([1]) * len(status)


def interface_brief(device: Device, _file: str, lines: list[str], status: bytearray) -> None:
    """``display interface brief``: which ports have a link, and their duplex."""
    start = next((at for at, line in enumerate(lines) if line.lower().lstrip().startswith(("brief", "the brief"))), 0)
    found = rows("display_interface_brief", lines[start:])
    ports = {port.name: port for port in device.interfaces.items}
    for row in found:
        port = ports.get(full_name(row["interface"]))
        if port is not None:
            port.up = row["link"].upper().startswith("UP")
            port.duplex = _DUPLEX.get(row["duplex"][:1], port.duplex)
    if found:
        _used(status)


def interface_counters(device: Device, _file: str, lines: list[str], status: bytearray) -> None:
    """``display interface``: link, duplex, errors and packets of each port."""
    found = rows("display_interface_counters", lines)
    ports = {port.name: port for port in device.interfaces.items}
    for row in found:
        port = ports.get(row["interface"])
        if port is None:
            continue
        if row["state"]:
            port.up = row["state"].upper().startswith("UP")
        port.duplex = "half" if row["duplex"].lower().startswith("half") else port.duplex
        counts = [integer(row[name]) for name in ("in_errors", "out_errors", "in_packets", "out_packets")]
        match counts:
            case [int(bad_in), int(bad_out), int(all_in), int(all_out)]:
                port.errors, port.packets = bad_in + bad_out, all_in + all_out
            case _:
                pass
    if found:
        _used(status)


def arp(device: Device, file: str, lines: list[str], status: bytearray) -> None:
    """``display arp``."""
    _neighbours(device, "arp", file, rows("display_arp", lines), lines, status)


def mac_address(device: Device, file: str, lines: list[str], status: bytearray) -> None:
    """``display mac-address``."""
    _neighbours(device, "mac", file, rows("display_mac-address", lines), lines, status)


def lldp(device: Device, file: str, lines: list[str], status: bytearray) -> None:
    """``display lldp neighbor-information list``."""
    start = next((at for at, line in enumerate(lines) if line.startswith(("Local Interface", "System Name"))), 0)
    found = rows("display_lldp_neighbor-information_list", lines[start:])
    _neighbours(device, "lldp", file, found, lines, status)


def _neighbours(  # noqa: PLR0913, PLR0917 - one table's parts
    device: Device, source: Source, file: str, found: list[dict[str, str]], lines: list[str], status: bytearray
) -> None:
    if add(device, source, file, found, lines, spelt=full_name):
        _used(status)
