"""Subject by subject: values with their lines, in both forms."""

from __future__ import annotations

from pathlib import Path

import pytest

from dengbao.mask import mask
from dengbao.model import Absent, Known, Undecided, Unknown
from parsers.juniper_junos import looks_like, parse

HERE = Path(__file__).parent
HEAD = "set version 21.4R3\n"


def read(text, **outputs):
    named = {name.replace("_", "-"): output for name, output in outputs.items()}
    return parse({"running-config": mask(HEAD + text, "juniper_junos", key=b"test"), **named})


def test_users_classes_and_how_passwords_are_kept():
    device = read(
        'set system root-authentication encrypted-password "$1$abcdefgh$0fOJFJwvnj3PlYeK1dZgZ1"\n'
        "set system login class look permissions [ view view-configuration ]\n"
        "set system login class look idle-timeout 5\n"
        "set system login user a class look\n"
        'set system login user a authentication encrypted-password "$6$abcdefgh$0fOJFJwvnj3PlYeK1dZgZ1"\n'
        "set system login user remote class super-user\n"
        'set system login user k class unknown-class\nset system login user k authentication ssh-rsa "ssh-rsa AAAA k"\n'
    )
    root, a, remote, k = device.users.items
    assert (root.name, root.storage, root.top, root.enabled, root.lines) == ("root", "weak_hash", True, True, (2,))
    assert (a.storage, a.top, a.read_only, a.idle_minutes, a.lines) == ("hash", False, True, 5.0, (5, 6))
    assert (remote.storage, remote.remote, remote.top) == ("none", True, True)
    assert (k.public_key, k.remote, k.top) == (True, False, None)


@pytest.mark.parametrize(
    ("lines", "enabled"),
    [
        ("set system services ssh root-login deny\nset system ports console insecure", False),
        ("set system services ssh root-login deny", True),
        ("set system services ssh\nset system ports console insecure", True),
        (
            (
                "set system services ssh root-login deny\n"
                "set system ports console insecure\n"
                "set system services web-management https"
            ),
            True,
        ),
    ],
)
def test_root_is_off_when_no_way_in_takes_it(lines, enabled):
    device = read(f'set system root-authentication encrypted-password "$6$a$b"\n{lines}\n')
    assert device.users.items[0].enabled is enabled


def test_lockout_needs_a_period():
    device = read("set system login retry-options tries-before-disconnect 3\n")
    assert device.lockout.attempts == Absent(0, "没有 lockout-period，缺省只断开连接，不锁定账户")
    device = read("set system login retry-options lockout-period 10\n")
    assert (device.lockout.attempts.value, device.lockout.minutes) == (10, Known(10.0, (2,)))


def test_passwords_character_sets():
    device = read("set system login password change-type character-sets\nset system login password minimum-changes 3\n")
    assert device.passwords.min_classes == Known(3, (2, 3))
    assert device.passwords.min_length == Absent(6, "缺省至少 6 位")


GUARD = """set system services ssh
set interfaces lo0 unit 0 family inet filter input re
set policy-options prefix-list mgmt 10.10.99.0/24
"""


@pytest.mark.parametrize(
    ("terms", "spans"),
    [
        (
            "term a from source-prefix-list mgmt\nset firewall family inet filter re term a then accept",
            [("10.10.99.0", "10.10.99.255")],
        ),
        (
            (
                "term d from source-address 0.0.0.0/0\n"
                "set firewall family inet filter re term d from source-address 10.10.99.0/25 except\n"
                "set firewall family inet filter re term d from protocol tcp\n"
                "set firewall family inet filter re term d from destination-port ssh\n"
                "set firewall family inet filter re term d then discard\n"
                "set firewall family inet filter re term z then accept"
            ),
            [("10.10.99.0", "10.10.99.127")],
        ),
        (
            (
                "term u from protocol udp\n"
                "set firewall family inet filter re term u then discard\n"
                "set firewall family inet filter re term z then accept"
            ),
            [],
        ),
    ],
)
def test_sources_of_a_service_are_what_the_loopback_filter_lets_in(terms, spans):
    device = read(GUARD + f"set firewall family inet filter re {terms}\n")
    ssh = next(channel for channel in device.channels.items if channel.name == "ssh")
    import ipaddress  # noqa: PLC0415

    assert [
        (str(ipaddress.ip_address(term.low)), str(ipaddress.ip_address(term.high))) for term in ssh.sources.value
    ] == spans


def test_a_term_not_understood_leaves_sources_open():
    device = read(
        GUARD + "set firewall family inet filter re term a from nonsense 1\n"
        "set firewall family inet filter re term a then accept\n"
    )
    ssh = next(channel for channel in device.channels.items if channel.name == "ssh")
    assert isinstance(ssh.sources, Unknown)
    assert ssh.sources.lines == (5,)


def test_filters_on_every_interface_leave_sources_undecided():
    text = (
        "set system services ssh\nset firewall family inet filter f term a then accept\n"
        "set interfaces ge-0/0/0 unit 0 family inet address 10.0.0.1/24\n"
        "set interfaces ge-0/0/0 unit 0 family inet filter input f\n"
    )
    ssh = next(channel for channel in read(text).channels.items if channel.name == "ssh")
    assert isinstance(ssh.sources, Unknown)
    more = text + "set interfaces ge-0/0/1 unit 0 family inet address 10.0.1.1/24\n"
    assert next(channel for channel in read(more).channels.items if channel.name == "ssh").sources == Known(())


def test_ipv6_without_its_own_filter_is_open():
    device = read(GUARD + "set firewall family inet filter re term a from source-prefix-list mgmt\n"
    "set firewall family inet filter re term a then accept\n"
                  "set interfaces ge-0/0/0 unit 0 family inet6 address 2001:db8::1/64\n")  # fmt: skip
    assert next(c for c in device.channels.items if c.name == "ssh").sources.value == ()


def test_zones_interface_level_replaces_the_zone_level():
    base = (
        "set system services ssh\n"
        "set system services web-management https interface ge-0/0/0.0\n"
        "set interfaces ge-0/0/0 unit 0 family inet address 10.0.0.1/24\n"
        "set interfaces ge-0/0/1 unit 0 family inet address 10.0.1.1/24\n"
    )
    zone = "set security zones security-zone t "
    device = read(
        f"{base}{zone}host-inbound-traffic system-services all\n"
        f"{zone}interfaces ge-0/0/0.0\n"
        f"{zone}interfaces ge-0/0/1.0 host-inbound-traffic system-services ping\n"
    )
    one, two = (port for port in device.interfaces.items if port.parent)
    assert (one.zone, one.management) == ("t", {"ssh", "https", "ping"})
    assert two.management == {"ping"}


def test_policies_names_order_negation_and_what_is_off():
    policies = "set security policies from-zone a to-zone b policy "
    device = read(
        "set security address-book global address web 10.0.0.1/32\n"
        "set security zones security-zone b address-book address web 10.9.9.9/32\n"
        f"{policies}p match source-address web\n"
        f"{policies}p match source-address-excluded\n"
        f"{policies}p match destination-address web\n"
        f"{policies}p match application [ junos-ssh mine ]\n"
        f"{policies}p then permit\n"
        f"{policies}p then log session-close\n"
        f"{policies}q match source-address any\n"
        f"{policies}q then deny\n"
        f"deactivate security policies from-zone a to-zone b policy q\n"
        "set security policies global policy g match source-address any\n"
        "set security policies global policy g then reject\n"
        "set applications application mine protocol tcp\nset applications application mine destination-port 8000-8010\n"
    )
    p, q, g = device.policies.items
    assert [rule.name for rule in (p, q, g)] == [
        "from-zone a to-zone b policy p",
        "from-zone a to-zone b policy q",
        "global policy g",
    ]
    assert not p.from_any
    assert [(term.low, term.excluded) for term in p.sources[1:]] == [(0x0A000001, True)]
    assert [term.low for term in p.destinations] == [0x0A090909]
    assert [term.destination for term in p.services] == [(22, 22), (8000, 8010)]
    assert (p.logged, q.enabled, q.action, g.action) == (True, False, "deny", "deny")
    assert device.policies.default_action == Absent("deny", "没有 default-policy，缺省 deny-all")


def test_an_application_that_is_not_known_stays_open():
    device = read(
        "set security policies from-zone a to-zone b policy p match application junos-nonsense\n"
        "set security policies from-zone a to-zone b policy p then permit\n"
    )
    with pytest.raises(Undecided):
        _ = device.policies.items[0].any_service


def test_packet_mode_is_no_firewall():
    device = read(
        "set security forwarding-options family inet mode packet-based\n"
        "set security zones security-zone a interfaces ge-0/0/0.0\n"
    )
    assert device.policies.unsupported


def test_switch_ports():
    device = read(
        "set interfaces ge-0/0/1 unit 0 family ethernet-switching interface-mode access\n"
        "set interfaces ge-0/0/1 unit 0 family ethernet-switching vlan members office\n"
        "set interfaces ge-0/0/2 unit 0 family ethernet-switching interface-mode trunk\n"
        "set interfaces ge-0/0/2 unit 0 family ethernet-switching vlan members [ office 20-22 ]\n"
        "set interfaces irb unit 10 family inet address 10.10.10.1/24\n"
        "set vlans office vlan-id 10\n"
        "set vlans office forwarding-options dhcp-security arp-inspection\n"
        "set protocols dot1x authenticator interface ge-0/0/1.0 mac-radius\n",
        show_interfaces_terse="ge-0/0/1 up up\nge-0/0/2 up down\nge-0/0/3 up down\n",
    )
    one, two, _irb, irb10, three = device.interfaces.items
    assert (one.mode, one.vlan, one.nac, one.up) == ("access", 10, {"dot1x", "mac-auth"}, True)
    assert (two.mode, two.trunk, two.up) == ("trunk", ((10, 10), (20, 22)), False)
    assert (irb10.name, irb10.kind, three.name, three.up) == ("irb.10", "vlan", "ge-0/0/3", False)
    assert device.layer2.arp_inspection.value
    assert not device.layer2.source_guard.value
    assert not device.layer2.unread


def test_snmp_level_is_the_lowest_that_is_let_in():
    device = read(
        'set snmp v3 usm local-engine user u authentication-sha authentication-key "$9$abc"\n'
        'set snmp v3 usm local-engine user u privacy-aes128 privacy-key "$9$abc"\n'
        "set snmp v3 vacm security-to-group security-model usm security-name u group g\n"
        "set snmp v3 vacm access group g default-context-prefix security-model usm security-level none read-view all\n"
    )
    user = device.snmp.users.items[0]
    assert (user.level, user.authentication, user.privacy) == ("noauth", "sha", "aes128")
    assert device.snmp.versions == Known(frozenset({"3"}), (2, 3))


def test_an_unread_line_lands_in_its_topic():
    assert read("set system services wrong\n").channels.unread == [2]
    assert read("set system login user a wrong\n").users.items[0].unread == (2,)
    assert read("set snmp wrong\n").snmp.unread == [2]
    assert read("set system wrong\n").system.unread == [2]
    assert read("set vlans v wrong\n").layer2.unread == [2]


def test_groups_are_inherited_with_their_lines():
    device = read("set groups g system services telnet\nset apply-groups g\n")
    assert next(c for c in device.channels.items if c.name == "telnet").enabled == Known(True, (2,))
    device = read("set groups g system services telnet\n")
    assert not next(c for c in device.channels.items if c.name == "telnet").enabled.value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello world\n",
        "hostname r1\ninterface GigabitEthernet0/0\n ip address 1.1.1.1 255.255.255.0\n",
        "config system global\n    set hostname x\nend\n",
    ],
)
def test_other_texts_are_refused(text):
    assert not looks_like(text)
    device = parse({"running-config": text})
    with pytest.raises(Undecided):
        list(device.users)


def test_outputs_agree_with_others_truth():
    text = (HERE / "corpus/outputs/juniper_junos_show_version_ex.raw").read_text(encoding="utf-8")
    device = parse({"running-config": "set system host-name x\n", "show-version": text})
    assert device.system.model == Known("ex4550-32f", (4,), "show-version")
    assert device.system.version.value == "13.2X51-D35.3"


@pytest.mark.parametrize(
    ("protocol", "expected"),
    [
        ("ospf { area 0 { interface ge-0/0/0.0 { metric 5; } interface lo0.0 { passive; } } }", False),
        ("ospf { area 0 { interface ge-0/0/0.0 { authentication { md5 1 key x; } } } }", True),
        ("ospf { area 0 { authentication-type md5; interface ge-0/0/0.0; } }", True),
        ("ospf { area 0 { authentication-type none; interface ge-0/0/0.0; } }", False),
        ("ospf3 { area 0 { interface ge-0/0/0.0 { ipsec-sa SA; } } }", True),
        ("ospf { area 0 { interface lo0.0 { passive; } } }", None),
        ("rip { group g { neighbor ge-0/0/1.0; } }", False),
        ("rip { authentication-type none; group g { neighbor ge-0/0/1.0; } }", False),
        ("rip { authentication-type md5; group g { neighbor ge-0/0/1.0; } }", True),
        ("isis { interface ge-0/0/2.0; }", False),
        ("isis { level 2 { authentication-type md5; } interface ge-0/0/2.0; }", True),
    ],
)
def test_routing_processes_know_a_key_or_not(protocol: str, expected: bool | None) -> None:  # noqa: FBT001
    text = f"system {{ host-name r; }}\nprotocols {{ {protocol} }}\n".replace("{ ", "{\n").replace("; ", ";\n")
    device = parse({"running-config": text.replace("} ", "}\n")})
    (process,) = device.routing
    assert process.authenticated is expected
    assert device.coverage["running-config"].count(0) == 0
