"""ARP, MAC, LLDP and CDP tables of every platform that prints them; what is not understood tells nothing."""

from __future__ import annotations

import ipaddress

import pytest

from dengbao.model import Device, Undecided
from dengbao.model.ports import named
from parsers.neighbours import canonical, read
from parsers.registry import parse

TABLES = {
    "huawei display-arp-all": (
        ("IP ADDRESS      MAC ADDRESS     EXPIRE(M) TYPE        INTERFACE   VPN-INSTANCE\n"
        "                                          VLAN/CEVLAN\n"
        "------------------------------------------------------------------------------\n"
        "10.1.1.1        0200-0000-0001            I -         Vlanif10\n"
        "10.1.1.9        0200-0000-0009  20        D-0         GE0/0/1     prod\n"
        "                                          10/-\n"
        "------------------------------------------------------------------------------\n"
        "Total:2         Dynamic:1       Static:0     Interface:1\n"),
        ["10.1.1.1 02:00:00:00:00:01 Vlanif10", "10.1.1.9 02:00:00:00:00:09 GE0/0/1"],
    ),
    "huawei display-mac-address": (
        ("-------------------------------------------------------------------------------\n"
        "MAC Address    VLAN/VSI                          Learned-From        Type\n"
        "-------------------------------------------------------------------------------\n"
        "0200-0000-0009 10/-                              GE0/0/1             dynamic\n"
        "-------------------------------------------------------------------------------\n"
        "Total items displayed = 1\n"),
        ["02:00:00:00:00:09 GE0/0/1 vlan 10"],
    ),
    "huawei display-lldp-neighbor": (
        ("GE0/0/24 has 1 neighbor(s):\n\n"
        "Neighbor index                     :1\n"
        "Chassis type                       :MAC Address\n"
        "Chassis ID                         :0200-0000-00aa\n"
        "Port ID subtype                    :Interface Name\n"
        "Port ID                            :XGigabitEthernet1/0/1\n"
        "Port description                   :to access\n"
        "System name                        :core-1\n"
        "System description                 :S12700\n"
        "System capabilities supported      :bridge router\n"
        "System capabilities enabled        :bridge router\n"
        "Management address type            :IPv4\n"
        "Management address                 :10.1.99.1\n"
        "Expired time                       :102s\n"),
        ["10.1.99.1 02:00:00:00:00:aa GE0/0/24 core-1 XGigabitEthernet1/0/1"],
    ),
    "hp_comware display-arp": (
        ("  Type: S-Static   D-Dynamic   O-Openflow   R-Rule   M-Multiport  I-Invalid\n"
        "IP address      MAC address    VLAN/VSI name Interface                Aging Type\n"
        "10.1.1.9        0200-0000-0009 10            GE1/0/1                  1200  D\n"),
        ["10.1.1.9 02:00:00:00:00:09 GigabitEthernet1/0/1"],
    ),
    "hp_comware display-lldp-neighbor-information-list": (
        ("Chassis ID : * -- -- Nearest nontpmr bridge neighbor\n"
        "             # -- -- Nearest customer bridge neighbor\n"
        "             Default -- -- Nearest bridge neighbor\n"
        "Local Interface Chassis ID      Port ID                    System Name\n"
        "XGE1/0/25       0200-0000-00aa  XGigabitEthernet1/0/9      core-1\n"),
        ["02:00:00:00:00:aa Ten-GigabitEthernet1/0/25 core-1 XGigabitEthernet1/0/9"],
    ),
    "ruijie_os show-arp": (
        ("Protocol  Address          Age(min)  Hardware        Type   Interface\n"
        "Internet  10.1.1.9         2         0200.0000.0009  arpa   VLAN 10\n"
        "Internet  10.1.1.7         <--->     <Incomplete>    arpa   VLAN 10\n"
        "Total number of ARP entries: 2\n"),
        ["10.1.1.9 02:00:00:00:00:09 VLAN 10"],
    ),
    "ruijie_os show-mac-address-table": (
        ("Vlan        MAC Address          Type     Interface                      Time\n"
        "----------  -------------------- -------- ------------------------------ --------------------\n"
        " 10         0200.0000.0009       DYNAMIC  GigabitEthernet 0/17           2026-11-20 17:15:38\n"),
        ["02:00:00:00:00:09 GigabitEthernet 0/17 vlan 10"],
    ),
    "ruijie_os show-lldp-neighbors": (
        ("Capability codes:\n"
        "    (R) Router, (B) Bridge, (T) Telephone, (C) DOCSIS Cable Device\n"
        "    (W) WLAN Access Point, (P) Repeater, (S) Station, (O) Other\n"
        "System Name                 Local Intf          Port ID                     Capability   Aging-time\n"
        "core-1                      Te0/25              XGigabitEthernet1/0/9       B, R         1minutes 35seconds\n"
        "Total entries displayed: 1\n"),
        ["Te0/25 core-1 XGigabitEthernet1/0/9"],
    ),
    "hillstone_stoneos show-arp": (
        ("Total entries: 2\n"
        "Flag: I:Authenticated ARP Driver incompatible; N:Secure Defender not\n"
        "installed\n"
        "===============================================================\n"
        "Protocol Address Age(sec) Hardware Addr Type Flag Interface/VR\n"
        "---------------------------------------------------------------\n"
        "Internet 10.1.1.9 1053 0200.0000.0009 ARPA ethernet0/3\n"
        "Internet 10.1.1.7 223 0200.0000.0007 ARPA N aggregate1.2\n"
        "===============================================================\n"),
        ["10.1.1.9 02:00:00:00:00:09 ethernet0/3", "10.1.1.7 02:00:00:00:00:07 aggregate1.2"],
    ),
    "cisco_ios show-ip-arp": (
        ("Protocol  Address          Age (min)  Hardware Addr   Type   Interface\n"
        "Internet  10.1.1.9                2   0200.0000.0009  ARPA   Vlan10\n"),
        ["10.1.1.9 02:00:00:00:00:09 Vlan10"],
    ),
    "cisco_ios show-mac-address-table": (
        ("          Mac Address Table\n"
        "-------------------------------------------\n\n"
        "Vlan    Mac Address       Type        Ports\n"
        "----    -----------       --------    -----\n"
        "  10    0200.0000.0009    DYNAMIC     Gi0/1\n"
        "Total Mac Addresses for this criterion: 1\n"),
        ["02:00:00:00:00:09 Gi0/1 vlan 10"],
    ),
    "cisco_ios show-cdp-neighbors-detail": (
        ("-------------------------\n"
        "Device ID: core-1\n"
        "Entry address(es): \n"
        "  IP address: 10.1.99.1\n"
        "Platform: cisco WS-C4500X,  Capabilities: Router Switch IGMP \n"
        "Interface: GigabitEthernet0/24,  Port ID (outgoing port): TenGigabitEthernet1/1\n"
        "Holdtime : 150 sec\n\n"),
        ["10.1.99.1 GigabitEthernet0/24 core-1 TenGigabitEthernet1/1"],
    ),
    "cisco_nxos show-mac-address-table": (
        ("Legend:\n"
        "        * - primary entry, G - Gateway MAC, (R) - Routed MAC, O - Overlay MAC\n"
        "        age - seconds since last seen,+ - primary entry using vPC Peer-Link,\n"
        "        (T) - True, (F) - False, C - ControlPlane MAC, ~ - vsan\n"
        "   VLAN     MAC Address      Type      age     Secure NTFY Ports\n"
        "---------+-----------------+--------+---------+------+----+------------------\n"
        "*   10     0200.0000.0009   dynamic  0         F      F    Eth1/9\n"
        "G    -     0200.0000.00fe   static   -         F      F    sup-eth1(R)\n"),
        ["02:00:00:00:00:09 Eth1/9 vlan 10"],
    ),
    "cisco_asa show-arp": (
        "\tinside 10.1.1.9 0200.0000.0009 15\n",
        ["10.1.1.9 02:00:00:00:00:09 inside"],
    ),
    "fortinet get-system-arp": (
        ("Address           Age(min)   Hardware Addr      Interface\n"
        "10.1.1.9          0          02:00:00:00:00:09 lan\n"),
        ["10.1.1.9 02:00:00:00:00:09 lan"],
    ),
    "juniper_junos show-arp-no-resolve": (
        ("MAC Address       Address         Interface                Flags\n"
        "02:00:00:00:00:09 10.1.1.9        irb.10                   none\n"
        "Total entries: 1\n"),
        ["10.1.1.9 02:00:00:00:00:09 irb.10"],
    ),
    "juniper_junos show-lldp-neighbors": (
        ("Local Interface    Parent Interface    Chassis Id          Port info          System Name\n"
        "ge-0/0/1           -                   02:00:00:00:00:aa   ge-0/0/9           core-1\n"),
        ["02:00:00:00:00:aa ge-0/0/1 core-1 ge-0/0/9"],
    ),
    "paloalto_panos show-arp-all": (
        ("maximum of entries supported :      1500\n"
        "default timeout:                    1800 seconds\n"
        "total ARP entries in table :        1\n\n"
        "interface         ip address      hw address        port              status   ttl\n"
        "--------------------------------------------------------------------------------\n"
        "ethernet1/2       10.1.1.9        02:00:00:00:00:09 ethernet1/2         c      1234\n"),
        ["10.1.1.9 02:00:00:00:00:09 ethernet1/2"],
    ),
}  # fmt: skip
CONFIGS = {"hp_comware": "#\n version 7.1.070, Release 6357P08\n#\n sysname a\n#\nreturn\n"}


def shown(device: Device) -> list[str]:
    return [
        " ".join(
            part
            for part in (
                str(ipaddress.ip_address(one.address)) if one.address else "",
                one.mac,
                one.interface,
                f"vlan {one.vlan}" if one.vlan else "",
                one.name,
                one.port,
            )
            if part
        )
        for one in device.neighbours
    ]


@pytest.mark.parametrize("name", TABLES)
def test_a_table_tells_who_is_beside_the_device(name: str):
    platform, _, output = name.partition(" ")
    text, expected = TABLES[name]
    device = parse(platform, {"running-config": CONFIGS.get(platform, ""), output: text})
    assert device is not None
    assert shown(device) == expected
    assert device.neighbours.tables == {next(kind for kind in ("arp", "lldp", "cdp", "mac") if kind in output)}
    texts = text.splitlines()
    for one in device.neighbours:
        assert one.file == output
        assert any(mark in texts[one.lines[0] - 1] for mark in [*shown(device)[0].split(), one.interface, "0009"])
    assert 0 not in device.coverage[output]


@pytest.mark.parametrize("name", TABLES)
def test_what_is_no_such_table_tells_nothing(name: str):
    platform, _, output = name.partition(" ")
    device = parse(
        platform,
        {"running-config": CONFIGS.get(platform, ""), output: "% Unrecognized command found at '^' position.\n"},
    )
    assert device is not None
    assert not device.neighbours.tables
    with pytest.raises(Undecided):
        list(device.neighbours)
    assert set(device.coverage[output]) == {0}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0200-0000-00AA", "02:00:00:00:00:aa"),
        ("02:00:00:00:00:aa", "02:00:00:00:00:aa"),
        ("incomplete", ""),
        ("1", ""),
    ],
)
def test_addresses_are_written_in_one_way(text: str, expected: str):
    assert canonical(text) == expected


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("GE0/0/1", "GigabitEthernet0/0/1"),
        ("XGE0/0/1", "XGigabitEthernet0/0/1"),
        ("Gi0/2", "GigabitEthernet 0/2"),
        ("Te0/25", "Te0/25"),
        ("Po1", "Port-channel1"),
        ("mgmt0", "mgmt0"),
    ],
)
def test_abbreviated_ports_are_found_where_one_alone_fits(short: str, name: str):
    ports = ("GigabitEthernet0/0/1", "XGigabitEthernet0/0/1", "GigabitEthernet 0/2", "Port-channel1", "mgmt0")
    assert named(ports, short) == name


def test_a_second_table_adds_to_the_first():
    device = Device()
    outputs = {name.partition(" ")[2]: TABLES[name][0] for name in TABLES if name.startswith("huawei")}
    read(device, "huawei", outputs)
    assert device.neighbours.tables == {"arp", "mac", "lldp"}
    assert len(device.neighbours.items) == 4
