"""RGOS: its own words, subject by subject, and whole files of three releases."""

from __future__ import annotations

from pathlib import Path

import pytest

from dengbao.model import Absent, Device, Known, Unknown
from parsers.ruijie_os import looks_like, parse
from tests.parsers.ioslike.support import LAB, lab, read, whole

FIXTURE = Path(__file__).parent / "fixtures" / "s2928g-10.4.txt"
HEAD = "version 11.4(1)B12P29\nhostname s1\n"


def rgos(text: str, head: str = HEAD, **outputs: str) -> Device:
    return read("ruijie_os", head + text + "end\n", **outputs)


@pytest.mark.parametrize(
    ("line", "version"),
    [
        ("version RGOS 10.4(3b19)p3 Release(180891)(Mon Dec 22 2014)", (10, 4)),
        ("version RGOS 10.3(4b10), Release(1)(x)", (10, 3)),
        ("version 11.0(4)B13P2", (11, 0)),
        ("version S5760X_RGOS 12.6(2)B0702P1", (12, 6)),
    ],
)
def test_four_shapes_of_the_version(line: str, version: tuple[int, int]) -> None:
    device = rgos("", f"{line}\nhostname s1\n")
    assert device.system.version == Known(line.removeprefix("version "), (1,))
    assert isinstance(device.passwords.min_length, Absent) is (version[0] < 12)


def test_a_user_takes_two_lines_and_the_web_has_its_own() -> None:
    device = rgos(
        "username u secret 8 $1c$ab,#(&|~<:>!$cd`!#$\nusername u privilege 15\nusername u login mode ssh\n"
        "webmaster level 0 username admin password 7 135c1a4b06\nwebmaster level 2 username guest password 0 guest\n"
    )
    user, admin, guest = device.users
    assert (user.storage, user.level, user.top, user.services, user.lines) == ("hash", 15, True, {"ssh"}, (3, 4, 5))
    assert (admin.storage, admin.top, admin.services, admin.lines) == ("reversible", True, {"http", "https"}, (6,))
    assert (guest.storage, guest.top) == ("plain", False)


def test_password_policy() -> None:
    policy = rgos("password policy strong\npassword policy min-size 8\npassword policy life-cycle 90\n").passwords
    assert policy.min_classes == Known(2, (3,))
    assert policy.min_length == Known(8, (4,))
    assert policy.max_age_days == Known(90, (5,))
    assert policy.history.value == 0
    shown = (
        "Password strong-check:   Enabled\nPassword min-size:  Enabled (10 characters)\n"
        "Password no-repeat-times:  Enabled (max history record: 5)\n"
    )
    told = parse({"running-config": HEAD, "show-password-policy": shown}).passwords
    assert told.min_length == Known(10, (2,), "show-password-policy")
    assert told.history.value == 5


def test_lockout_needs_aaa_and_its_unit_is_known_from_11_on() -> None:
    text = "aaa local authentication attempts 5\naaa local authentication lockout-time 10\n"
    assert rgos(text).lockout.attempts == Known(0, (3, 4))
    assert rgos("aaa new-model\n" + text).lockout.minutes == Known(10.0, (5,))
    old = rgos("aaa new-model\n" + text, "version RGOS 10.4(3)\nhostname s\n").lockout
    assert (old.attempts, isinstance(old.minutes, Unknown)) == (Known(5, (4,)), True)


def test_aaa_voids_login_local() -> None:
    device = rgos("aaa new-model\nline vty 0 4\n login local\n")
    assert isinstance(device.terminals.items[0].authentication, Unknown)
    assert rgos("line vty 0 4\n login local\n").terminals.items[0].authentication == Known("user", (4,))


def test_telnet_is_on_unless_switched_off() -> None:
    vty = "line vty 0 4\n login local\n"
    assert rgos(vty).listening.telnet.value is True
    assert rgos("no enable service telnet-server\n" + vty).listening.telnet == Known(value=False, lines=(3,))
    only = rgos("enable service telnet-server\n" + vty + " transport input ssh\n")
    assert isinstance(only.listening.telnet, Unknown)
    told = rgos(vty + " transport input ssh\n", show_service="Telnet-server : Disabled\nSSH-server : Enabled\n")
    assert told.listening.telnet == Known(value=False, lines=(1,), file="show-service")
    assert told.listening.ssh == Known(value=True, lines=(2,), file="show-service")


def test_web_has_a_word_from_11_on() -> None:
    old = rgos("enable service web-server\n").listening
    new = rgos("enable service web-server http\n").listening
    assert (old.http.value, old.https.value, new.http.value) == (True, True, True)
    assert isinstance(new.https, Unknown)


def test_ssh_algorithms() -> None:
    ssh = rgos("ip ssh cipher-mode ctr gcm \nip ssh hmac-algorithm sha2-256\nip ssh key-exchange dh_group1_sha1\n").ssh
    assert ssh.ciphers == Known(frozenset({"aes-ctr", "aes-gcm"}), (3,))
    assert ssh.key_exchanges.value == {"diffie-hellman-group1-sha1"}
    assert "aes-cbc" in rgos("").ssh.ciphers.value


def test_snmp_versions_can_be_off() -> None:
    text = (
        "snmp-server community Left#Over1 ro\nno snmp-server enable version v1\nno snmp-server enable version v2c\n"
        "snmp-server enable version v3\n"
    )
    snmp = rgos(text).snmp
    assert snmp.versions == Known(frozenset({"3"}), (3, 4, 5, 6))


def test_sntp_takes_both_lines() -> None:
    assert len(rgos("sntp server 10.1.1.1\nsntp enable\n").clock.servers) == 1
    assert len(rgos("sntp server 10.1.1.1\n").clock.servers) == 0


def test_bindings_need_install() -> None:
    port = "interface gi 0/1\n switchport access vlan 10\n"
    bind = "address-bind 10.1.1.1 0001.0002.0003\n"
    bound = rgos(bind + "address-bind install\n" + port)
    loose = rgos(bind + port)
    assert (bound.interfaces.items[0].nac, loose.interfaces.items[0].nac) == ({"binding"}, frozenset())
    assert (bound.layer2.source_guard.value, loose.layer2.source_guard.value) == (True, False)


def test_link_states_find_short_names() -> None:
    status = (
        "Interface   Status    Vlan   Duplex   Speed     Type\n"
        "GigabitEthernet 0/1   down   10   Unknown  Unknown   copper\n"
    )
    device = rgos("interface gi 0/1\n switchport access vlan 10\n", show_interfaces_status=status)
    assert (device.interfaces.items[0].name, device.interfaces.items[0].up) == ("GigabitEthernet 0/1", False)


def test_startup_tells_whether_it_is_saved() -> None:
    same = rgos("", show_startup_config=HEAD + "end\n").archive.saved
    other = rgos("username u privilege 1\n", show_startup_config="!\n" + HEAD + "end\n").archive.saved
    assert (same.value, other.value) == (True, False)
    assert isinstance(rgos("").archive.saved, Unknown)


def test_the_10_4_fixture_with_its_oddities() -> None:
    text = FIXTURE.read_text("utf-8")
    device = read("ruijie_os", text)
    assert whole(device, text)
    assert device.coverage["running-config"].count(0) == 0
    names = [interface.name for interface in device.interfaces]
    assert names[:2] == ["GigabitEthernet 1/0/1", "GigabitEthernet 1/0/2"]
    first, second, trunk = device.interfaces.items[:3]
    assert (first.nac, second.shutdown) == ({"dot1x"}, True)
    assert trunk.trunk == ((10, 10), (20, 20))
    assert [(user.name, user.storage, user.level) for user in device.users] == [
        ("zhang", "plain", 15),
        ("li", "weak_hash", 15),
    ]
    assert isinstance(device.terminals.items[1].authentication, Unknown), "有 aaa new-model 而没有默认列表"
    assert device.acls.items[0].rules[2].is_any_to_any


def test_lab_switches_have_no_unread_line() -> None:
    for host in ("acc-rj", "acc-rj-2"):
        device = lab(host, "ruijie_os")
        assert {name for name, account in device.coverage.items() if 0 in account} == set(), host
    assert lab("acc-rj-2", "ruijie_os").system.model.value == "S5310-24GT4XS"


def test_a_gateway_translates_and_routes_by_interfaces_of_two_words() -> None:
    text = (FIXTURE.parent / "eg-11.txt").read_text("utf-8")
    device = read("ruijie_os", text)
    assert whole(device, text)
    assert device.coverage["running-config"].count(0) == 0
    out, published, by_interface, static = device.nat
    assert (out.kind, out.acl, [term.low for term in out.translated_sources[:1]]) == ("source", "1", [0xCB007102])
    assert out.translated_sources[1].other == "dialer 1 的地址"
    assert (published.kind, published.destinations[0].low, published.translated_ports) == (
        "server",
        0xCB007102,
        (443, 443),
    )
    assert (by_interface.interface, by_interface.destinations[0].low) == ("GigabitEthernet 0/1", 0xCB007102)
    assert (static.kind, static.translated_sources[0].low) == ("static", 0xCB007105)
    (route,) = device.routes
    assert (route.interface, route.next_hop) == ("GigabitEthernet 0/1", 0xCB007101)
    assert [schedule.name for schedule in device.schedules] == ["上班"]


def test_a_pool_with_a_line_not_understood_is_unread() -> None:
    assert rgos("ip nat pool P prefix-length 24\n address somewhere else\n").nat.unread == [3]


def test_texts_are_told_apart() -> None:
    assert looks_like(FIXTURE.read_text("utf-8"))
    assert not looks_like((LAB / "rt-wan" / "running-config.txt").read_text("utf-8"))
    assert read("ruijie_os", "version 15.2\nhostname r\n").users.missing
