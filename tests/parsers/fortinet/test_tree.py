"""The reader of config/edit/set/next/end: quotes over lines, VDOMs, sections that come again, scripts."""

from __future__ import annotations

from parsers.fortinet import looks_like, parse
from parsers.fortinet.tree import read_tree
from tests.parsers.fortinet.reading import HEAD, forti, unread

ADMIN = 'config system admin\n    edit "a"\n        set accprofile "super_admin"\n    next\nend\n'


def test_a_quoted_value_may_hold_config_and_end() -> None:
    text = (
        'config system replacemsg admin "pre_admin-disclaimer-text"\n    set buffer "line one\n'
        "end\nconfig system admin\n"
        '\\"quoted\\" last"\n    set header http\nend\nconfig system global\n    set pre-login-banner enable\nend\n'
    )
    device = forti(text)
    assert device.system.banner.value == 'line one\nend\nconfig system admin\n"quoted" last'
    assert device.system.banner.lines == (10,)
    assert unread(device) == []
    assert device.users.missing  # the admin section stood in quotes


def test_a_quote_that_is_never_closed_loses_its_own_line_only() -> None:
    text = 'config system global\n    set alias "open\n    set hostname "h"\nend\n'
    device = forti(text.replace('"h"', "h"))
    assert device.system.hostname.value == "h"
    assert unread(device) == [3]
    assert device.system.unread == [3]


def test_indentation_means_nothing_and_end_closes_an_edit() -> None:
    device = forti(
        "config system admin\nedit a\nset accprofile super_admin\nend\nconfig system global\nset hostname x\nend\n"
    )
    assert [user.name for user in device.users] == ["a"]
    assert device.system.hostname.value == "x"
    assert unread(device) == []


def test_a_section_that_comes_again_adds() -> None:
    text = (
        "config system admin\n edit a\n  set accprofile super_admin\n next\nend\n"
        "config system admin\n edit a\n  set two-factor fortitoken\n next\n edit b\n next\nend\n"
    )
    device = forti(text)
    assert [(user.name, user.role, user.second_factor) for user in device.users] == [
        ("a", "super_admin", True),
        ("b", "", False),
    ]


def test_unset_and_empty_values_of_the_full_form() -> None:
    text = (
        "config system interface\nedit p\nset ip 10.0.0.1 255.255.255.0\nunset allowaccess\nset alias ''\nnext\nend\n"
    )
    (port,) = forti(text).interfaces
    assert (port.management, port.description) == (frozenset(), "")


def test_scripts_are_not_understood() -> None:
    text = "config firewall policy\nedit 1\nset action accept\nnext\nclone 1 to 3\nmove 3 before 1\nend\n"
    device = forti(text)
    assert unread(device) == [6, 7]
    assert device.policies.unread == [6, 7]


def test_an_attribute_that_nobody_knows_makes_its_entry_doubtful() -> None:
    text = (
        "config firewall policy\nedit 1\nset action accept\nset brand-new-condition x\n"
        "config strange\nset a b\nend\nnext\nend\n"
    )
    device = forti(text)
    assert device.policies.items[0].unread == (5, 6, 7, 8)
    assert unread(device) == [5, 6, 7, 8]


def test_unknown_sections_are_unread_and_irrelevant_ones_are_not() -> None:
    text = "config brand new\nset x y\nend\nconfig system dns\nset primary 1.1.1.1\nend\n"
    device = forti(text)
    assert unread(device) == [2, 3, 4]
    assert device.coverage["running-config"][4:] == b"\x02\x02\x02"


VDOMS = (
    "config vdom\nedit root\nnext\nedit guest\nnext\nend\nconfig global\nconfig system global\nset hostname v\nend\n"
    'config system interface\nedit "port1"\nset vdom "root"\nset ip 10.0.0.1 255.255.255.0\nnext\nend\nend\n'
    "config vdom\nedit root\nconfig firewall address\nedit all\nnext\nend\nconfig firewall policy\nedit 1\n"
    'set srcintf "port1"\nset dstintf "any"\nset srcaddr all\nset dstaddr all\n'
    "set action accept\nset service ALL\nnext\n"
    "end\nend\nconfig vdom\nedit guest\nconfig firewall policy\nedit 1\nset srcaddr all\n"
    "set dstaddr all\nnext\nend\nend\n"
)


def test_vdoms_have_objects_of_their_own() -> None:
    device = forti(VDOMS)
    assert unread(device) == []
    assert device.system.hostname.value == "v"
    assert [(vrf.name, vrf.kind) for vrf in device.vrfs] == [("root", "vdom"), ("guest", "vdom")]
    first, second = device.policies
    assert (first.key, second.key) == ("policy:root/1", "policy:guest/1")
    assert first.from_any
    assert not second.sources[0].resolved  # guest does not define "all"
    assert device.zones.items[0].context == "root"


def test_the_merged_tree_says_where_a_section_began() -> None:
    tree = read_tree(["config system admin", "end", "config system admin", "edit a", "next", "end"])
    assert tree.sections[("", "system admin")].line == 1
    assert bytes(tree.status) == b"\x01" * 6


def test_only_fortios_looks_like_it() -> None:
    assert looks_like(HEAD + ADMIN)
    assert looks_like(ADMIN)
    assert not looks_like("hostname r1\ninterface Gi0/0\n ip address 1.1.1.1 255.255.255.0\nend\n")
    assert not looks_like("")
    device = parse({"running-config": "sysname h3c\n#\nreturn\n"})
    assert device.users.missing == "看起来不是 FortiOS 的配置"
    assert device.clock.servers.missing == "看起来不是 FortiOS 的配置"


def test_a_part_of_a_configuration_says_nothing_by_silence() -> None:
    device = parse({"running-config": "config system global\nset hostname x\nend\n"})
    for fact in (device.lockout.attempts, device.passwords.enabled, device.snmp.enabled, device.archive.saved):
        assert "#config-version" in fact.why  # type: ignore[union-attr]
    assert device.users.missing
    assert device.policies.missing
