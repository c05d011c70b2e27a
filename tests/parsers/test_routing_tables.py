"""Routing tables that were gathered: all of a table or nothing, and only next hops that end at an interface."""

from __future__ import annotations

import datetime as dt
from ipaddress import ip_address, ip_network
from pathlib import Path
from types import SimpleNamespace

import pytest

from dengbao.model import Device, Route
from dengbao.network.network import Network
from dengbao.network.reach import ask, place, service
from parsers.registry import parse
from parsers.routing_junos import junos
from parsers.routing_rows import Strange, ios, nxos, panos, vrp

HERE = Path(__file__).parent
VRP = """Route Flags: R - relay, D - download to fib, T - to vpn-instance, B - black hole route
------------------------------------------------------------------------------
Routing Table: Public
         Destinations : 9        Routes : 10

Destination/Mask    Proto   Pre  Cost        Flags NextHop         Interface

        0.0.0.0/0   Static  60   0             D   10.0.254.2      GigabitEthernet0/0/1
      10.0.10.0/24  Direct  0    0             D   10.0.10.1       Vlanif10
      10.0.10.1/32  Direct  0    0             D   127.0.0.1       Vlanif10
      10.0.20.0/24  OSPF    10   2             D   10.0.254.2      GigabitEthernet0/0/1
                    OSPF    10   2             D   10.0.253.2      GigabitEthernet0/0/2
      10.0.30.0/24  Static  60   0            RD   10.0.20.9       GigabitEthernet0/0/1
      10.0.40.0/24  IBGP    255  0            RD   3.3.3.9         Tunnel0/0/1
      10.0.50.0/24  Static  60   0             D   0.0.0.0         NULL0
      10.0.60.0/24  Static  60   0               10.0.254.2      GigabitEthernet0/0/1
      127.0.0.0/8   Direct  0    0             D   127.0.0.1       InLoopBack0
"""
VPN = """Route Flags: R - relay, D - download to fib
------------------------------------------------------------------------------
Routing Tables: prod
         Destinations : 1        Routes : 1

Destination/Mask    Proto   Pre  Cost      Flags NextHop         Interface

      10.9.0.0/16   OSPF    10   2           D   10.1.1.2        Vlanif11
"""
HUAWEI = """sysname core
ip vpn-instance prod
 ipv4-family
interface Vlanif10
 ip address 10.0.10.1 255.255.255.0
interface Vlanif11
 ip binding vpn-instance prod
 ip address 10.1.1.1 255.255.255.0
interface GigabitEthernet0/0/1
 undo portswitch
 ip address 10.0.254.1 255.255.255.252
interface GigabitEthernet0/0/2
 undo portswitch
 ip address 10.0.253.1 255.255.255.252
ospf 1
 area 0.0.0.0
  network 10.0.0.0 0.0.255.255
return
"""
COMWARE = """
Destinations : 5        Routes : 6

Destination/Mask   Proto   Pre Cost        NextHop         Interface
0.0.0.0/32         Direct  0   0           127.0.0.1       InLoop0
10.0.10.0/24       Direct  0   0           10.0.10.1       Vlan10
10.0.20.0/24       O_INTRA 10  2           10.0.254.2      GE1/0/1
                                           10.0.253.2      GE1/0/2
10.0.50.0/24       Static  60  0           0.0.0.0         NULL0
224.0.0.0/4        Direct  0   0           0.0.0.0         NULL0
"""
H3C = """ sysname core
interface Vlan-interface10
 ip address 10.0.10.1 255.255.255.0
interface GigabitEthernet1/0/1
 port link-mode route
 ip address 10.0.254.1 255.255.255.252
interface GigabitEthernet1/0/2
 port link-mode route
 ip address 10.0.253.1 255.255.255.252
return
"""


def tables(device: Device | None) -> list[Route]:
    assert device is not None
    return [route for route in device.routes.items if route.origin == "table"]


def shown(route: Route) -> str:
    hop = str(ip_address(route.next_hop)) if route.next_hop is not None else ""
    marks = ("discard" if route.discard else "", "unread" if route.unread else "", route.vrf)
    words = (f"{ip_address(route.network)}/{route.prefix}", hop, route.interface, *marks)
    return " ".join(word for word in words if word)


def test_a_table_of_vrp():
    device = parse("huawei", {"running-config": HUAWEI, "display-ip-routing-table": VRP})
    assert [shown(route) for route in tables(device)] == [
        "0.0.0.0/0 10.0.254.2 GigabitEthernet0/0/1",
        "10.0.10.0/24 Vlanif10",
        "10.0.10.1/32 Vlanif10",
        "10.0.20.0/24 10.0.254.2 GigabitEthernet0/0/1",
        "10.0.20.0/24 10.0.253.2 GigabitEthernet0/0/2",
        "10.0.30.0/24 10.0.20.9",  # through the two ways to 10.0.20.0/24
        "10.0.40.0/24 3.3.3.9 unread",  # into a tunnel
        "10.0.50.0/24 discard",
        "10.0.60.0/24 10.0.254.2 GigabitEthernet0/0/1 unread",  # not in the FIB
    ]
    lines = VRP.splitlines()
    assert all(str(ip_address(route.network)) in lines[route.lines[0] - 1] or "10.0.253.2" in lines[route.lines[0] - 1]
               for route in tables(device))  # fmt: skip
    assert 0 not in device.coverage["display-ip-routing-table"]


def test_the_tables_of_vpn_instances():
    device = parse("huawei", {"running-config": HUAWEI, "display-ip-routing-table-all-vpn-instance": VPN})
    assert [shown(route) for route in tables(device)] == ["10.9.0.0/16 10.1.1.2 Vlanif11 prod"]


def test_a_table_of_comware():
    device = parse("hp_comware", {"running-config": H3C, "display-ip-routing-table": COMWARE})
    assert [shown(route) for route in tables(device)] == [
        "10.0.10.0/24 Vlan-interface10",
        "10.0.20.0/24 10.0.254.2 GigabitEthernet1/0/1",
        "10.0.20.0/24 10.0.253.2 GigabitEthernet1/0/2",
        "10.0.50.0/24 discard",
    ]


def test_a_capture_of_ios_against_its_configuration():
    corpus = HERE / "cisco_ios" / "corpus"
    file = corpus / "outputs" / "lab-validation-D1_redist-show_ip_route.txt"
    config = (corpus / "lab-validation-D1_redist.txt").read_text()
    outputs = {"running-config": config, "show-ip-route": file.read_text()}
    found = tables(parse("cisco_ios", outputs))
    assert len(found) == 15
    assert not any(route.unread for route in found)


def test_a_capture_of_nxos_against_its_configuration():
    corpus = HERE / "cisco_nxos" / "corpus"
    file = corpus / "outputs" / "lab-validation-d1-redist-show_ip_route_vrf_all.txt"
    outputs = {"running-config": (corpus / "lab-validation-d1-redist.txt").read_text(),
               "show-ip-route-vrf-all": file.read_text()}  # fmt: skip
    found = tables(parse("cisco_nxos", outputs))
    assert len(found) == 21
    assert {route.vrf for route in found} == {"", "management"}
    assert not any(route.unread for route in found)


def test_only_best_next_hops_of_nxos_count():
    text = (HERE / "cisco_nxos" / "corpus" / "outputs" / "cisco_nxos_show_ip_route_vrf4.raw").read_text()
    rows = nxos(text.splitlines())
    assert [(row.vrf, row.prefix, row.interface) for row in rows][:4] == [
        ("", 8, "Null0"), ("", 10, "Null0"), ("", 16, "Null0"), ("", 32, "")]  # fmt: skip
    assert [row.vrf for row in rows][4:] == ["", "BYPASS"]


@pytest.mark.parametrize("platform", ["huawei", "hp_comware"])
@pytest.mark.parametrize("cut", [1, 3])
def test_a_cut_table_gives_no_route(platform: str, cut: int):
    text = {"huawei": VRP, "hp_comware": COMWARE}[platform]
    short = "\n".join(text.splitlines()[:-cut])
    config = {"huawei": HUAWEI, "hp_comware": H3C}[platform]
    device = parse(platform, {"running-config": config, "display-ip-routing-table": short})
    assert not tables(device)
    assert set(device.coverage["display-ip-routing-table"]) == {0, 2}


@pytest.mark.parametrize("text", [
    "", "Error: Unrecognized command", "Default gateway is 10.1.1.1\n",
    ("Gateway of last resort is not set\n\n"
    "      10.0.0.0/24 is subnetted, 2 subnets\nC        10.0.1.0 is directly connected, Gi0/1\n"),
    "Gateway of last resort is not set\n\nO     10.0.0.0/24\n",
    "Gateway of last resort is not set\n\nO     10.0.0.0 [110/2] via 10.1.1.1, 00:00:01, Gi0/1\n",
])  # fmt: skip
def test_what_is_no_whole_table_of_ios_is_strange(text: str):
    with pytest.raises(Strange):
        ios(text.splitlines())


@pytest.mark.parametrize("text", [
    "", "% Invalid command", ('IP Route Table for VRF "default"\n\n'
    '10.0.0.0/8, ubest/mbest: 2/0\n    *via Null0, [1/0], 1y17w, static\n'),
    'IP Route Table for VRF "default"\n    *via Null0, [1/0], 1y17w, static\n',
])  # fmt: skip
def test_what_is_no_whole_table_of_nxos_is_strange(text: str):
    with pytest.raises(Strange):
        nxos(text.splitlines())


VRFS = """
Routing Table: prod
Codes: L - local, C - connected, S - static, R - RIP, M - mobile, B - BGP
       a - application route

Gateway of last resort is not set

      10.9.0.0/24 is subnetted, 1 subnets
O        10.9.1.0 [110/2] via 10.1.1.2, 00:00:01, GigabitEthernet0/0/1

Routing Table: test
Codes: L - local, C - connected, S - static, R - RIP, M - mobile, B - BGP

Gateway of last resort is not set

C     10.8.0.0/24 is directly connected, GigabitEthernet0/0/2
"""


def test_tables_of_vrfs_of_ios_stand_one_after_another():
    rows = ios(VRFS.splitlines())
    assert [(row.vrf, str(ip_address(row.network)), row.prefix) for row in rows] == [
        ("prod", "10.9.1.0", 24),
        ("test", "10.8.0.0", 24),
    ]


@pytest.mark.parametrize("text", [
    VRFS.replace("1 subnets", "2 subnets"), VRFS[: VRFS.index("Gateway", VRFS.index("test"))],
    VRFS.replace("Gateway of last resort is not set\n\n      10", "      10"),
])  # fmt: skip
def test_a_table_of_a_vrf_that_is_cut_off_is_strange(text: str):
    with pytest.raises(Strange):
        ios(text.splitlines())


PANOS = (HERE / "paloalto_panos" / "corpus" / "outputs" / "validation-show-routing-route.txt").read_text("utf-8")


def test_active_routes_of_panos_are_read_but_for_its_own_addresses():
    config = (
        "set network interface ethernet ethernet1/1 layer3 ip 192.168.123.2/30\n"
        "set network interface ethernet ethernet1/7 layer3 ip 192.168.122.2/24\n"
        "set network virtual-router default interface [ ethernet1/1 ethernet1/7 ]\n"
    )
    device = parse("paloalto_panos", {"running-config": config, "show-routing-route": PANOS})
    assert [(str(ip_address(one.network)), one.prefix, one.vrf, one.interface) for one in tables(device)] == [
        ("192.168.122.0", 24, "default", "ethernet1/7"),
        ("192.168.123.0", 30, "default", "ethernet1/1"),
        ("192.168.123.4", 30, "default", "ethernet1/2"),
    ]
    assert 0 not in device.coverage["show-routing-route"]


def test_learnt_and_doubtful_routes_of_panos():
    learnt = PANOS.replace("total routes shown: 6", (
        "10.1.0.0/16   192.168.123.1   10   A Oi   1234  ethernet1/1\n"
        "10.2.0.0/16   192.168.123.1        A B    1234  ethernet1/1   65001\n"
        "10.3.0.0/16   192.168.123.1   10   A ? S        ethernet1/1\n"
        "10.4.0.0/16   192.168.123.1   10   ~\ntotal routes shown: 10"
    ))  # fmt: skip
    rows = {str(ip_address(row.network)): row for row in panos(learnt.splitlines())}
    assert (rows["10.1.0.0"].interface, str(ip_address(rows["10.1.0.0"].next_hop or 0))) == (
        "ethernet1/1",
        "192.168.123.1",
    )
    assert [rows[name].doubt for name in ("10.1.0.0", "10.2.0.0", "10.3.0.0")] == [False, False, True]
    assert "10.4.0.0" not in rows


@pytest.mark.parametrize("text", [
    "", "Server error : op command is not supported\n", PANOS.replace("shown: 6", "shown: 7"), PANOS[:900],
    PANOS.replace("192.168.122.2  ", "vr2            "),
    PANOS.replace("ethernet1/7", "", 1),
])  # fmt: skip
def test_what_is_no_whole_table_of_panos_is_strange(text: str):
    with pytest.raises(Strange):
        panos(text.splitlines())


def test_an_empty_table_is_understood_and_holds_nothing():
    assert ios(["Gateway of last resort is not set", ""]) == []
    assert vrp(["Routing Tables: Public", "  Destinations : 0        Routes : 0"], flags=True) == []
    assert nxos(['IP Route Table for VRF "default"', ""]) == []


def test_a_route_leaked_from_another_instance_is_not_followed():
    rows = ios(["Gateway of last resort is not set", "B     192.168.0.0/24 [20/0] via 10.12.11.1 (vrf3), 00:03:11",
                "B   + 192.168.1.0/24 [20/0] via 10.12.11.1, 00:03:11"])  # fmt: skip
    assert [row.doubt for row in rows] == [True, True]


FAR = """sysname far
interface GigabitEthernet0/0/1
 undo portswitch
 ip address 10.0.254.2 255.255.255.252
interface Vlanif20
 ip address 10.0.20.1 255.255.255.0
ospf 1
 area 0.0.0.0
  network 10.0.0.0 0.0.255.255
return
"""


@pytest.mark.parametrize(("table", "target", "verdict"), [
    (VRP, "10.0.20.7", "reachable"),  # only the table knows the way
    (VRP, "10.0.40.7", "unknown"),  # into a tunnel
    (VRP, "10.0.50.7", "blocked"),  # into NULL0
    (VRP.replace("Routes : 10", "Routes : 11"), "10.0.20.7", "unknown"),  # a row is missing: no table at all
])  # fmt: skip
def test_packets_follow_what_only_the_table_knows(table: str, target: str, verdict: str):
    core = parse("huawei", {"running-config": HUAWEI, "display-ip-routing-table": table})
    far = parse("huawei", {"running-config": FAR})
    assert core is not None
    assert far is not None
    core.name, far.name = "core", "far"
    zones = {"all": SimpleNamespace(title="all", networks=[ip_network("10.0.0.0/16")])}
    network = Network([core, far], zones, dt.date(2026, 11, 20), {})
    got = ask(network, place(network, "10.0.10.5", "SRC"), place(network, target, "DST"), service("any"))
    assert got.verdict == verdict, got.why
    if tables(core):  # lines of the table are none of the configuration
        assert not any(cited.rule == "路由" for cited in got.cited)


JUNOS = """inet.0: 6 destinations, 8 routes (6 active, 0 holddown, 0 hidden)
+ = Active Route, - = Last Active, * = Both

0.0.0.0/0          *[OSPF/150/10] 3w3d 03:12:45, metric 101, tag 0
                    >  to 10.0.254.2 via ge-0/0/1.0
                       to 10.0.253.2 via ge-0/0/2.0
10.0.254.0/30      *[Direct/0] 29w6d 21:35:55
                    >  via ge-0/0/1.0
                    [OSPF/10/10] 3w3d 03:12:45, metric 20
                    >  to 10.0.253.2 via ge-0/0/2.0
10.0.254.1/32      *[Local/0] 29w6d 21:35:55
                       Local via ge-0/0/1.0
10.0.20.0/24       *[BGP/170] 3w3d 03:12:24, MED 12003, localpref 120, from 10.0.9.1
                      AS path: (65151 65000) I, validation-state: unverified
                    >  to 10.0.254.2 via ge-0/0/1.0
                    [BGP/170] 3w1d 16:51:06, localpref 120, from 10.0.9.2
                      AS path: I, validation-state: unverified
                    >  to 10.0.253.2 via ge-0/0/2.0
10.0.50.0/24       *[Static/5] 1w0d 00:00:01
                       Discard
224.0.0.5/32       *[OSPF/10] 29w6d 21:35:55, metric 1
                       MultiRecv

PROD.inet.0: 1 destinations, 1 routes (1 active, 0 holddown, 0 hidden)
+ = Active Route, - = Last Active, * = Both

10.9.0.0/16        *[Static/5] 1w0d 00:00:01
                       to table inet.0

inet6.0: 1 destinations, 1 routes (1 active, 0 holddown, 0 hidden)

ff02::2/128        *[INET6/0] 29w6d 21:35:55
                       MultiRecv
"""
SRX = """set interfaces ge-0/0/1 unit 0 family inet address 10.0.254.1/30
set interfaces ge-0/0/2 unit 0 family inet address 10.0.253.1/30
set protocols ospf area 0 interface ge-0/0/1.0
set routing-instances PROD instance-type virtual-router
"""


def test_active_routes_of_junos_are_read_and_the_hop_in_use_is_sure():
    device = parse("juniper_junos", {"running-config": SRX, "show-route": JUNOS})
    assert [
        (str(ip_address(one.network)), one.prefix, one.vrf, one.interface, one.discard, bool(one.unread))
        for one in tables(device)
    ] == [
        ("0.0.0.0", 0, "", "ge-0/0/1.0", False, False),
        ("0.0.0.0", 0, "", "ge-0/0/2.0", False, True),
        ("10.0.254.0", 30, "", "ge-0/0/1.0", False, False),
        ("10.0.20.0", 24, "", "ge-0/0/1.0", False, False),
        ("10.0.50.0", 24, "", "", True, False),
        ("10.9.0.0", 16, "PROD", "", False, True),
    ]
    assert 0 not in device.coverage["show-route"]


@pytest.mark.parametrize("text", [
    "", "error: syntax error\n", JUNOS.replace("8 routes", "9 routes"), JUNOS.replace("6 dest", "7 dest"),
    JUNOS[: JUNOS.index("10.0.50.0")], JUNOS.replace("Discard", "Despair"), JUNOS.replace("*[Static/5]", "*Static/5"),
    "junk\n" + JUNOS, JUNOS.replace("10.0.254.0/30", "10.0.254.0/33"),
])  # fmt: skip
def test_what_is_no_whole_table_of_junos_is_strange(text: str):
    with pytest.raises(Strange):
        junos(text.splitlines())


def test_hidden_routes_of_junos_are_counted_and_not_printed():
    hidden = "inet.0: 1 destinations, 2 routes (1 active, 0 holddown, 1 hidden)"
    assert [row.interface for row in junos([hidden, "10.0.0.0/8   *[Static/5] 1d", "      Reject"])] == ["Null0"]
    assert junos(["inet.0: 0 destinations, 0 routes (0 active, 0 holddown, 0 hidden)"]) == []
