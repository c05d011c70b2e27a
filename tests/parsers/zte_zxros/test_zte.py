"""ZXROS: sections, blocks that end with ``$``, and what is known of users, lists and services."""

from __future__ import annotations

from pathlib import Path

from dengbao.model import Known, Unknown
from parsers.zte_zxros import looks_like, parse
from tests.parsers.ioslike.support import LAB, read, whole

FIXTURE = Path(__file__).parent / "fixtures" / "olt.txt"
HEAD = "!<system-config>\nhostname r\n!</system-config>\n"


def test_the_fixture() -> None:
    text = FIXTURE.read_text("utf-8")
    device = read("zte_zxros", text)
    assert whole(device, text)
    assert device.coverage["running-config"].count(0) == 1, "permit any any any any is not understood"
    (user,) = device.users
    assert (user.name, user.level, user.top, user.storage) == ("wang", 15, True, "unknown")
    assert (device.passwords.min_length.value, device.passwords.min_classes.value) == (8, 3)
    assert (device.lockout.attempts.value, device.lockout.minutes.value) == (5, 15.0)
    uplink = device.interfaces.items[0]
    assert (uplink.name, uplink.mode, uplink.trunk) == ("xgei-1/4/1", "trunk", ((311, 314), (360, 360)))
    assert uplink.description == "Uplink"
    assert device.archive.saved.value is False
    assert device.acls.items[0].unread
    assert isinstance(device.list_default, Unknown)
    assert device.listening.telnet.value is False
    assert device.listening.ssh.value is True
    assert isinstance(device.listening.http, Unknown)
    assert device.clock.zone_minutes.value == 480
    assert device.aaa.authentication.value == ("local",)
    assert "审批" in device.system.banner.value


def test_strong_passwords_can_be_off() -> None:
    text = "system-user\n  strong-password length 8 character-set-num 3\n  strong-password check disable\n$\n"
    policy = parse({"running-config": HEAD + text}).passwords
    assert policy.min_length == Known(0, (6,))


def test_texts_are_told_apart() -> None:
    assert looks_like(FIXTURE.read_text("utf-8"))
    assert not looks_like((LAB / "rt-wan" / "running-config.txt").read_text("utf-8"))
    assert read("zte_zxros", "hostname r\n").users.missing
