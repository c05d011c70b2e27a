"""What ARP, MAC, LLDP and CDP tables show beside a device, the same for every platform.

Templates are those of ntc-templates where captures in its test data agree with them, our own for Ruijie (``show arp``
and ``show mac-address-table`` after printed outputs of RGOS 10 and 11, ``show lldp neighbors`` after RGOS 11) and
StoneOS (``show arp`` after the CLI manual 5.5R12F2, p. 2651). An
output whose template raises, or that shows no row, tells nothing: what it would say stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Literal

from msgspec import Struct

from dengbao.model import Device, Neighbour
from dengbao.model.ports import named
from parsers.grammar import IRRELEVANT, UNREAD, USED
from parsers.ioslike.numbers import bounded, ipv4
from parsers.ioslike.tables import Row, table
from parsers.text import clean_lines

Source = Literal["arp", "mac", "lldp", "cdp"]
_HEX = re.compile(r"[0-9a-f]", re.IGNORECASE)
_MAC = re.compile(r"(?:[0-9a-f]{4}[.:-]){2}[0-9a-f]{4}|(?:[0-9a-f]{2}[.:-]){5}[0-9a-f]{2}", re.IGNORECASE)
_PORTS = ("local_interface", "physical_interface", "destination_port", "ports", "logical_interface", "interface")
_MULTICAST = 1  # the lowest bit of a MAC address's first byte


class _Table(Struct, frozen=True):
    source: Source
    template: str
    package: str = "ntc_templates"


def _ntc(source: Source, template: str) -> _Table:
    return _Table(source, f"{template}.textfsm")


def _own(source: Source, platform: str, template: str) -> _Table:
    return _Table(source, f"{template}.textfsm", f"parsers.{platform}")


_TABLES: dict[str, dict[str, _Table]] = {
    "huawei": {
        "display-arp-all": _ntc("arp", "huawei_vrp_display_arp_all"),
        "display-arp": _ntc("arp", "huawei_vrp_display_arp_all"),
        "display-arp-brief": _ntc("arp", "huawei_vrp_display_arp_brief"),
        "display-mac-address": _ntc("mac", "huawei_vrp_display_mac-address"),
        "display-lldp-neighbor": _ntc("lldp", "huawei_vrp_display_lldp_neighbor"),
    },
    "ruijie_os": {
        "show-arp": _own("arp", "ruijie_os", "show_arp"),
        "show-mac-address-table": _own("mac", "ruijie_os", "show_mac_address_table"),
        "show-lldp-neighbors": _own("lldp", "ruijie_os", "show_lldp_neighbors"),
    },
    "cisco_ios": {
        "show-ip-arp": _ntc("arp", "cisco_ios_show_ip_arp"),
        "show-mac-address-table": _ntc("mac", "cisco_ios_show_mac-address-table"),
        "show-lldp-neighbors-detail": _ntc("lldp", "cisco_ios_show_lldp_neighbors_detail"),
        "show-cdp-neighbors-detail": _ntc("cdp", "cisco_ios_show_cdp_neighbors_detail"),
    },
    "cisco_nxos": {
        "show-ip-arp-detail-vrf-all": _ntc("arp", "cisco_nxos_show_ip_arp_detail_vrf_all"),
        "show-mac-address-table": _own("mac", "cisco_nxos", "show_mac_address_table"),
        "show-lldp-neighbors-detail": _ntc("lldp", "cisco_nxos_show_lldp_neighbors_detail"),
        "show-cdp-neighbors-detail": _ntc("cdp", "cisco_nxos_show_cdp_neighbors_detail"),
    },
    "cisco_asa": {"show-arp": _ntc("arp", "cisco_asa_show_arp")},
    "zte_zxros": {"show-arp": _ntc("arp", "zte_zxros_show_arp")},
    "fortinet": {"get-system-arp": _ntc("arp", "fortinet_get_system_arp")},
    "hillstone_stoneos": {"show-arp": _own("arp", "hillstone_stoneos", "show_arp")},
    "juniper_junos": {
        "show-arp-no-resolve": _ntc("arp", "juniper_junos_show_arp_no-resolve"),
        "show-lldp-neighbors": _ntc("lldp", "juniper_junos_show_lldp_neighbors"),
        "show-ethernet-switching-table": _ntc("mac", "juniper_junos_show_ethernet-switching_table"),
    },
    "paloalto_panos": {
        "show-arp-all": _ntc("arp", "paloalto_panos_show_arp_all"),
        "show-lldp-neighbors-all": _ntc("lldp", "paloalto_panos_show_lldp_neighbors_all"),
    },
}


def read(device: Device, platform: str, outputs: Mapping[str, str]) -> None:
    """Add the neighbours of every table that was gathered, and account the lines.

    Args:
        device: as its configuration made it.
        platform: whose outputs these are.
        outputs: masked texts by output name.
    """
    for name, known in _TABLES.get(platform, {}).items():
        if name in outputs:
            lines = clean_lines(outputs[name])
            found = add(device, known.source, name, table(known.template, lines, known.package), lines)
            status = USED if found else UNREAD
            device.coverage[name] = bytes(status if line.strip() else IRRELEVANT for line in lines)


def add(  # noqa: PLR0913 - one table's parts
    device: Device,
    source: Source,
    file: str,
    rows: Iterable[Row],
    lines: list[str],
    *,
    spelt: Callable[[str], str] = str,
) -> bool:
    """Add the rows of one table.

    Args:
        device: gets them in ``neighbours``.
        source: what kind of table.
        file: the output's name.
        rows: with the names of ntc-templates, in any case.
        lines: of the output.
        spelt: what writes out the platform's short names of ports.

    Returns:
        Whether there was any row.
    """
    names = [port.name for port in device.interfaces.items]
    numbers = list(enumerate(lines, 1))
    start = 0
    any_ = False
    for row in ({key.lower(): value for key, value in one.items()} for one in rows):
        if not (row.get("local_interface") or "a")[0].isalpha():
            continue  # a refusal that looks like a row
        any_ = True
        shown = _first(row, "mac_address", "destination_address", "chassis_id")
        mark = row.get("ip_address") or (shown if source == "mac" else row.get("local_interface")) or shown
        number = next((at for at, line in numbers[start:] if mark in line), 0)
        start = max(start, number - 1)
        mac = canonical(shown)
        if source in {"arp", "mac"} and mac and int(mac[:2], 16) & _MULTICAST:
            continue
        device.neighbours.items.append(
            Neighbour(
                source=source,
                lines=(number,) if number else (),
                file=file,
                interface=named(names, spelt(_first(row, *_PORTS))),
                address=ipv4(_first(row, "ip_address", "mgmt_address", "interface_ip")),
                mac=mac,
                vlan=bounded(_first(row, "vlan_id").partition("/")[0], 1, 4094) if source == "mac" else None,
                name=_first(row, "neighbor_name", *(("chassis_id",) if source == "cdp" else ())).partition("(")[0],
                port=_first(row, "neighbor_port_id", "neighbor_interface"),
                vrf=_first(row, "vpn_instance", "vrf"),
            )
        )  # fmt: skip
    if any_:
        device.neighbours.missing = ""
        device.neighbours.tables |= {source}
    return any_


def _first(row: Row, *names: str) -> str:
    return next((value.strip() for name in names if (value := row.get(name, "")) and value.strip() != "-"), "")


def canonical(text: str) -> str:
    """A MAC address as ``00:1a:2b:3c:4d:5e``; empty when the text is none."""
    if not _MAC.fullmatch(text.strip()):
        return ""
    digits = "".join(_HEX.findall(text)).lower()
    return ":".join(digits[at : at + 2] for at in range(0, len(digits), 2))
