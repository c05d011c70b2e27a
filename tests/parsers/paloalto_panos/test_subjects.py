"""Subject by subject: values with their lines, in every form."""

from __future__ import annotations

from pathlib import Path

import pytest

from dengbao.mask import mask
from dengbao.model import Known, Undecided, Unknown
from parsers.paloalto_panos import looks_like, parse

HERE = Path(__file__).parent
HEAD = "set deviceconfig system hostname fw\n"


def read(text, **outputs):
    named = {name.replace("_", "-"): output for name, output in outputs.items()}
    return parse({"running-config": mask(HEAD + text, "paloalto_panos", key=b"test"), **named})


def rule(name, **words):
    given = {
        "from": "trust",
        "to": "untrust",
        "source": "any",
        "destination": "any",
        "service": "any",
        "action": "allow",
    } | words
    return "".join(
        f"set rulebase security rules {name} {word.replace('_', '-')} {value}\n" for word, value in given.items()
    )


def test_the_three_forms_say_the_same():
    lines = (
        HEAD + "set address a ip-netmask 10.0.0.1\n"
        "set rulebase security rules r source a\n"
        "set rulebase security rules r action allow\n"
    )
    xml = """<config><devices><entry name="l"><deviceconfig><system><hostname>fw</hostname></system></deviceconfig>
<vsys><entry name="vsys1"><address><entry name="a"><ip-netmask>10.0.0.1</ip-netmask></entry></address>
<rulebase><security><rules><entry name="r"><source><member>a</member></source><action>allow</action></entry>
</rules></security></rulebase></entry></vsys></entry></devices></config>"""
    braces = (
        "deviceconfig {\n"
        "  system {\n"
        "    hostname fw;\n"
        "  }\n"
        "}\n"
        "address {\n"
        "  a {\n"
        "    ip-netmask 10.0.0.1;\n"
        "  }\n"
        "}\n"
        "rulebase {\n"
        "  security {\n"
        "    rules {\n"
        "      r {\n"
        "        source a;\n"
        "        action allow;\n"
        "      }\n"
        "    }\n"
        "  }\n"
        "}\n"
    )
    found = [parse({"running-config": text}) for text in (lines, xml, braces)]
    assert [device.system.hostname.value for device in found] == ["fw"] * 3
    assert [[(term.low, term.ref) for term in device.policies.items[0].sources] for device in found] == [
        [(0x0A000001, "a")]
    ] * 3
    assert {device.policies.items[0].key for device in found} == {"policy:r"}
    assert [device.policies.items[0].lines for device in found] == [(3, 4), (3,), (14, 15, 16)]


def test_nested_groups_negation_and_services():
    device = read(
        "set address a ip-netmask 10.0.0.0/24\n"
        "set address b ip-range 10.0.1.1-10.0.1.9\n"
        "set address-group g static [ h b ]\n"
        "set address-group h static a\n"
        "set service s protocol tcp port 80,8000-8010\nset service-group t members [ s service-https ]\n"
        + rule("r", source="g", negate_source="yes", service="t")
    )
    found = device.policies.items[0]
    assert [(term.low, term.high, term.excluded) for term in found.sources[1:]] == [
        (0x0A000000, 0x0A0000FF, True),
        (0x0A000101, 0x0A000109, True),
    ]
    assert not found.from_any
    assert [term.destination for term in found.services] == [(80, 80), (8000, 8010), (443, 443)]


@pytest.mark.parametrize(("object_", "name"), [("set address-group d dynamic filter \"'x'\"\n", "d"), ("", "nowhere")])
def test_what_cannot_be_resolved_stays_open(object_, name):
    device = read(object_ + rule("r", source=name))
    with pytest.raises(Undecided):
        _ = device.policies.items[0].from_any


def test_disabled_rules_log_and_schedules():
    device = read(
        "set schedule s schedule-type non-recurring 2026/01/01@00:00-2026/05/01@12:30\n"
        + rule("a", disabled="yes") + rule("b", log_end="no") + rule("c", log_start="yes") + rule("d", schedule="s")
    )  # fmt: skip
    a, b, c, d = device.policies.items
    assert (a.enabled, a.logged, b.logged, c.logged, d.until) == (False, None, False, True, "2026-05-01T12:30")


def test_application_default_is_not_any_service():
    found = read(rule("r", service="application-default")).policies.items[0]
    assert not found.is_any_to_any


def test_panorama_rules_stand_before_and_after_local_ones():
    pushed = "set policy panorama {}-rulebase security rules {} action deny\n"
    device = read(rule("local") + pushed.format("post", "last") + pushed.format("pre", "first"))
    assert [found.name for found in device.policies.items] == ["first", "local", "last"]


def test_device_groups_resolve_through_their_parents():
    device = read(
        "set shared address s ip-netmask 1.1.1.1\n"
        "set device-group top address p ip-netmask 2.2.2.2\n"
        "set device-group leaf parent-dg top\n"
        "set device-group leaf pre-rulebase security rules r source [ s p ]\n"
        "set device-group leaf pre-rulebase security rules r action allow\n"
    )
    found = next(part for part in device.policies.items if part.name == "r")
    assert [term.low for term in found.sources] == [0x01010101, 0x02020202]
    assert found.key == "policy:leaf/r"


def test_two_virtual_systems_keep_their_names_apart():
    device = read(
        "set vsys vsys1 address a ip-netmask 1.1.1.1\nset vsys vsys2 address a ip-netmask 2.2.2.2\n"
        "set vsys vsys1 rulebase security rules r source a\nset vsys vsys2 rulebase security rules r source a\n"
        "set vsys vsys1 rulebase security rules r action allow\nset vsys vsys2 rulebase security rules r action deny\n"
    )
    assert [(r.key, r.sources[0].low) for r in device.policies.items] == [
        ("policy:vsys1/r", 0x01010101),
        ("policy:vsys2/r", 0x02020202),
    ]


def test_profile_groups_are_looked_up():
    device = read(
        "set profile-group g virus v\nset profile-group g vulnerability w\n"
        + rule("r")
        + "set rulebase security rules r profile-setting group g\n"
    )
    assert device.policies.items[0].profiles == {"av": "v", "ips": "w"}


def test_management_of_the_port_and_of_data_ports():
    device = read(
        "set deviceconfig system permitted-ip 10.10.99.0/24\nset deviceconfig system service disable-telnet yes\n"
        "set network profiles interface-management-profile p ssh yes\n"
        "set network profiles interface-management-profile unused telnet yes\n"
        "set network interface ethernet ethernet1/1 layer3 ip 1.1.1.1/24\n"
        "set network interface ethernet ethernet1/1 layer3 interface-management-profile p\n"
    )
    by_name = {channel.name: channel for channel in device.channels.items}
    assert by_name["ssh"].sources == Known((), (2,))
    assert by_name["ssh"].interfaces == ("mgt", "ethernet1/1")
    assert [term.low for term in by_name["https"].sources.value] == [0x0A0A6300]
    assert by_name["telnet"].enabled == Known(False, (3,))
    assert isinstance(by_name["http"].enabled, Unknown)
    assert device.interfaces.items[-1].management == {"ssh"}


def test_only_used_crypto_profiles_are_judged():
    text = (
        "set network ike crypto-profiles ike-crypto-profiles default encryption [ aes-128-cbc 3des ]\n"
        "set network ike crypto-profiles ike-crypto-profiles default dh-group group2\n"
    )
    assert read(text).proposals.items == []
    device = read(text + "set network ike gateway g protocol version ikev1\n")
    assert [(p.name, p.encryption, p.groups) for p in device.proposals.items] == [
        ("default", {"aes-128-cbc", "3des"}, {2})
    ]


def test_accounts_and_password_rules():
    device = read(
        "set mgt-config users a phash $1$abcdefgh$HDC9jsh9FAzC3UEf0tW3/.\n"
        "set mgt-config users a permissions role-based superuser yes\n"
        "set mgt-config users b phash $5$abcdefgh$HDC9jsh9FAzC3UEf0tW3/.\n"
        "set mgt-config users b permissions role-based superreader yes\n"
        "set mgt-config password-complexity enabled yes\nset mgt-config password-complexity minimum-length 9\n"
    )
    a, b = device.users.items
    assert (a.storage, a.top, a.lines, b.storage, b.read_only) == ("weak_hash", True, (2, 3), "hash", True)
    assert device.passwords.min_length == Known(9, (7,))
    assert not device.passwords.differs_from_user.value


def test_an_unread_line_lands_in_its_place():
    assert read("set deviceconfig system wrong\n").system.unread == [2]
    assert read("set rulebase security rules r wrong\n").policies.items[0].unread
    assert read("set deviceconfig system service wrong yes\n").channels.unread == [2]
    assert read("set zone z wrong x\n").zones.items[0].unread == (2,)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello\n",
        "set system host-name x\nset interfaces ge-0/0/0 disable\n",
        "config system global\n    set hostname x\nend\n",
    ],
)
def test_other_texts_are_refused(text):
    assert not looks_like(text)
    with pytest.raises(Undecided):
        list(parse({"running-config": text}).users)


def test_outputs():
    outputs = {path.stem: path.read_text(encoding="utf-8") for path in (HERE / "corpus/outputs").iterdir()}
    config = HEAD + "set network interface ethernet ethernet1/1 layer3 ip 1.1.1.1/24\n"
    device = parse({"running-config": config, **outputs})
    assert device.system.model.value == "PA-VM"
    port = device.interfaces.items[-1]
    assert (port.up, port.duplex) == (True, "full")
