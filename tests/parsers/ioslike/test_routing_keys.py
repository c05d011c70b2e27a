"""Whether every neighbour of a routing process must know a key, interface by interface."""

from __future__ import annotations

import pytest

from tests.parsers.ioslike.support import read

IOS = """version 15.2
hostname r1
interface Vlan10
 ip address 10.0.10.1 255.255.255.0
{10}interface Vlan20
 ip address 10.0.20.1 255.255.255.0
{20}interface Loopback0
 ip address 10.0.99.1 255.255.255.255
router ospf 1
{ospf} network 10.0.10.0 0.0.0.255 area 0
 network 10.0.20.0 0.0.0.255 area 0.0.0.1
 network 10.0.99.1 0.0.0.0 area 0
line vty 0 4
end
"""
ON = " ip ospf authentication message-digest\n"
READY = " ip ospf message-digest-key 1 md5 7 0822455D0A16\n"


@pytest.mark.parametrize(
    ("ten", "twenty", "ospf", "asked"),
    [
        ("", "", "", False),
        (ON, ON, "", True),
        (ON, "", "", False),  # the other interface takes any neighbour
        (READY, READY, "", False),  # a key that nothing puts to use
        ("", "", " area 0 authentication message-digest\n", False),  # the other area takes any
        ("", "", " area 0 authentication\n area 1 authentication message-digest\n", True),
        ("", ON, " area 0 authentication message-digest\n", True),
        (" ip ospf authentication null\n", ON, " area 0 authentication message-digest\n", False),
        (ON, "", " passive-interface Vlan20\n", True),
        (ON, "", " passive-interface default\n no passive-interface Vlan10\n", True),
        (ON, "", " passive-interface default\n no passive-interface Vlan20\n", False),
        (ON, " shutdown\n", "", True),
    ],
)
def test_ospf_of_ios(ten: str, twenty: str, ospf: str, asked: bool) -> None:  # noqa: FBT001 - a table
    text = IOS.replace("{10}", ten).replace("{20}", twenty).replace("{ospf}", ospf)
    (process,) = read("cisco_ios", text).routing
    assert process.authenticated is asked


@pytest.mark.parametrize(
    ("lines", "process", "asked"),
    [
        ("  ip router ospf 1 area 0.0.0.0\n", "", False),
        ("  ip router ospf 1 area 0.0.0.0\n", "  area 0.0.0.0 authentication message-digest\n", True),
        ("  ip router ospf 1 area 0.0.0.0\n  ip ospf authentication message-digest\n", "", True),
        ("  ip router ospf 1 area 0.0.0.0\n  ip ospf message-digest-key 1 md5 3 7f\n", "", False),
        ("  ip router ospf 1 area 0.0.0.7\n", "  area 0.0.0.0 authentication message-digest\n", False),
        (
            "  ip router ospf 1 area 0.0.0.7\n  no ip ospf passive-interface\n",
            "  passive-interface default\n",
            False,
        ),
    ],
)
def test_ospf_of_nxos(lines: str, process: str, asked: bool) -> None:  # noqa: FBT001 - a table
    text = (
        "version 9.3(12) Bios:version\nhostname n1\ninterface Vlan10\n  no shutdown\n  ip address 10.0.10.1/24\n"
        f"{lines}line vty\nrouter ospf 1\n{process}"
    )
    (found,) = read("cisco_nxos", text).routing
    assert found.authenticated is asked


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        (" ip authentication mode eigrp 7 md5\n", True),
        (" ip authentication key-chain eigrp 7 K\n", False),  # which nothing puts to use
    ],
)
def test_eigrp(line: str, asked: bool) -> None:  # noqa: FBT001 - a table
    text = f"version 15.2\nhostname r1\ninterface Vlan10\n ip address 10.0.10.1 255.255.255.0\n{line}"
    (process,) = read("cisco_ios", f"{text}router eigrp 7\n network 10.0.0.0\nline vty 0 4\nend\n").routing
    assert process.authenticated is asked


@pytest.mark.parametrize(
    ("keyed", "asked"), [(("G", "10.1.1.2"), True), (("10.1.1.1", "10.1.1.2"), True), (("G",), False), ((), False)]
)
def test_every_neighbour_of_bgp_or_its_group_needs_a_key(keyed: tuple[str, ...], asked: bool) -> None:  # noqa: FBT001
    text = (
        "version 15.2\nhostname r1\nrouter bgp 1\n neighbor G peer-group\n neighbor G remote-as 2\n"
        " neighbor 10.1.1.1 peer-group G\n neighbor 10.1.1.2 remote-as 3\n"
    )
    text += "".join(f" neighbor {name} password 7 0822455D0A16\n" for name in keyed)
    (process,) = read("cisco_ios", f"{text}line vty 0 4\nend\n").routing
    assert process.authenticated is asked


@pytest.mark.parametrize(("line", "asked"), [("    password 3 7f\n", True), ("", False)])
def test_a_template_gives_its_key_to_who_inherits_it(line: str, asked: bool) -> None:  # noqa: FBT001 - a table
    text = f"router bgp 1\n  template peer T\n    remote-as 2\n{line}  neighbor 10.1.1.1\n    inherit peer T\n"
    (process,) = read("cisco_nxos", f"version 9.3(12) Bios:version\nhostname n1\nline vty\n{text}").routing
    assert (process.authenticated, process.neighbours, process.unread) == (asked, ("10.1.1.1",), ())


def test_a_process_answers_for_its_own_interfaces_alone() -> None:
    text = (
        "version 15.2\nhostname r1\ninterface Vlan10\n ip address 10.0.10.1 255.255.255.0\n ip ospf 1 area 0\n"
        "interface Vlan20\n ip address 10.0.20.1 255.255.255.0\n ip ospf 2 area 0\n"
        "router ospf 1\n area 0 authentication message-digest\nrouter ospf 2\nline vty 0 4\nend\n"
    )
    assert [process.authenticated for process in read("cisco_ios", text).routing] == [True, False]
