from __future__ import annotations

from dengbao.model import Absent, Known, Unknown
from tests.parsers.huawei.reading import FIREWALL, SWITCH, fixture, read

AAA = """aaa
 local-user chen password irreversible-cipher $1c$t#W!k<T5"Z$q%2pd;R7*fYu0Gm=LbNc8@4aJhVsE6y}9x|K5~$
 local-user chen privilege level 15
 local-user chen service-type terminal ssh
 local-user old password simple admin privilege level 1 service-type telnet
 local-user guest service-type 8021x
 local-user lazy idle-timeout 5 30
 local-user lazy state block
 local-user odd colour blue
"""


def test_an_account_is_put_together_from_its_lines() -> None:
    chen = next(user for user in read(SWITCH + AAA).users if user.name == "chen")
    assert (chen.storage, chen.level, chen.top, chen.read_only) == ("hash", 15, True, False)
    assert chen.services == {"terminal", "ssh"}
    assert chen.lines == (6, 7, 8)
    assert chen.secret is not None
    assert chen.secret.form == "hashed"


def test_attributes_may_trail_the_password_and_a_plain_one_is_seen() -> None:
    old = next(user for user in read(SWITCH + AAA).users if user.name == "old")
    assert (old.storage, old.level, old.top, old.read_only) == ("plain", 1, False, True)
    assert old.secret is not None
    assert "weak" in old.secret.flags


def test_who_may_only_use_the_network_is_no_administrator() -> None:
    users = {user.name: user for user in read(SWITCH + AAA).users}
    assert users["guest"].administrator is False
    assert users["chen"].administrator is True


def test_an_account_without_password_cannot_log_in() -> None:
    lazy = next(user for user in read(SWITCH + AAA).users if user.name == "lazy")
    assert lazy.enabled is False
    assert lazy.idle_minutes == 5.5


def test_an_attribute_that_is_not_known_stays_with_its_account() -> None:
    device = read(SWITCH + AAA)
    odd = next(user for user in device.users if user.name == "odd")
    assert odd.unread == (13,)
    assert device.users.unread == [13]


def test_a_password_with_a_key_is_a_second_factor() -> None:
    text = SWITCH + AAA + "#\nssh user chen authentication-type password-rsa\n"
    chen = next(user for user in read(text).users if user.name == "chen")
    assert chen.second_factor is True
    assert chen.lines == (6, 7, 8, 15)


def test_levels_of_cloudengine_end_at_three() -> None:
    chen = next(iter(fixture("ce6800.cfg").users))
    assert (chen.level, chen.top, chen.second_factor) == (3, True, True)


def test_a_firewall_goes_by_roles() -> None:
    users = {user.name: user for user in fixture("usg-vsys.cfg").users}
    assert (users["audit-admin"].role, users["audit-admin"].top, users["audit-admin"].read_only) == (
        "audit-admin",
        False,
        True,
    )
    assert (users["liu_wei"].role, users["liu_wei"].top) == ("system-admin", True)
    assert users["kiosk@@kiosk"].enabled is False
    assert users["hall@@hall"].context == "hall"


def test_what_an_old_firewall_keeps_is_not_known_and_a_new_one_keeps_hashes() -> None:
    users = {user.name: user for user in fixture("usg-vsys.cfg").users}
    assert users["liu_wei"].storage == "unknown"
    assert users["audit-admin"].storage == "hash"  # its shape says it
    text = FIREWALL + 'aaa\n manager-user li\n  password cipher @%@%a#b!c<d"%@%@\n  level 2\n'
    li = next(iter(read(text).users))
    assert (li.storage, li.role, li.top) == ("hash", "device-admin", False)


def test_http_means_https_where_plain_http_is_off() -> None:
    text = SWITCH + "undo http server enable\n#\naaa\n local-user a service-type http\n"
    assert next(iter(read(text).users)).services == {"https"}
    text = SWITCH + "http server enable\n#\naaa\n local-user a service-type http\n"
    assert next(iter(read(text).users)).services == {"http", "https"}


def test_password_policy_of_a_switch() -> None:
    bare = read(SWITCH + "aaa\n").passwords
    assert isinstance(bare.min_classes, Absent)
    assert (bare.min_classes.value, bare.max_age_days.value, bare.history.value) == (2, 0, 0)
    text = (
        SWITCH + "set password min-length 10\n#\naaa\n user-password complexity-check three-of-kinds\n"
        " local-aaa-user password policy administrator\n  password expire 60\n  password history record number 8\n"
    )
    policy = read(text).passwords
    assert policy.min_length == Known(10, (5,))
    assert policy.min_classes == Known(3, (8,))
    assert policy.max_age_days == Known(60, (10,))
    assert policy.history == Known(8, (11,))


def test_password_policy_of_other_families() -> None:
    assert fixture("ar-v300.cfg").passwords.min_classes == Known(0, (58,))
    assert fixture("ce6800.cfg").passwords.min_length == Known(0, (20,))
    yunshan = fixture("s5735-v600.cfg").passwords
    assert (yunshan.min_length.value, yunshan.min_classes.value, yunshan.max_age_days.value) == (8, 4, 90)
    firewall = fixture("usg-vsys.cfg").passwords
    assert (firewall.min_length.value, firewall.min_classes.value) == (8, 3)
    assert isinstance(firewall.history, Unknown)


def test_firewall_passwords_expire_once_changing_them_is_on() -> None:
    text = FIREWALL + "aaa\n manager-user password-modify enable\n manager-user password valid-days 80\n"
    policy = read(text).passwords
    assert policy.max_age_days == Known(80, (8, 9))
    assert policy.history == Known(10, (8,))
    never = read(FIREWALL + "aaa\n manager-user password valid-days 0\n").passwords
    assert never.max_age_days == Known(0, (8,))


def test_lock() -> None:
    assert read(SWITCH + "aaa\n").lockout.minutes.value == 5
    text = SWITCH + "aaa\n local-aaa-user wrong-password retry-interval 10 retry-time 4 block-time 20\n"
    lock = read(text).lockout
    assert (lock.attempts, lock.minutes) == (Known(4, (6,)), Known(20.0, (6,)))
    assert read(SWITCH + "aaa\n undo local-aaa-user wrong-password\n").lockout.attempts == Known(0, (6,))
    assert isinstance(read("sysname a\naaa\n").lockout.attempts, Unknown)
    assert fixture("usg-vsys.cfg").lockout.minutes == Known(60.0, (158,))
    assert read(FIREWALL + "aaa\n undo lock-authentication enable\n").lockout.attempts == Known(0, (8,))


def test_the_chain_for_administrators() -> None:
    text = SWITCH + (
        "hwtacacs-server template t\n hwtacacs-server authentication 10.1.1.1\n#\n"
        "aaa\n authentication-scheme admin\n  authentication-mode hwtacacs local\n recording-scheme r\n"
        "  recording-mode hwtacacs t\n cmd recording-scheme r\n domain default\n  authentication-scheme default\n"
        " domain default_admin\n  authentication-scheme admin\n"
    )
    facts = read(text).aaa
    assert facts.authentication == Known(("hwtacacs", "local"), (9, 10, 16, 17))
    assert facts.command_accounting == Known(value=True, lines=(13, 11, 12))
    assert facts.servers == Known(("10.1.1.1",), (5, 6))
    assert fixture("usg-vsys.cfg").aaa.authentication.value == ("radius", "local")
