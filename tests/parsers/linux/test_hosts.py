"""Hosts of several distributions, fact by fact."""

from __future__ import annotations

from typing import Any

import pytest

from dengbao.model import Absent, Fact, Unknown, Unsupported
from tests.parsers.linux.made import HOSTS, document, host


def said(fact: Fact[Any]) -> Any:
    """Give a fact's value; the reason of one that is not known."""
    return fact.why if isinstance(fact, (Unknown, Unsupported)) else fact.value


@pytest.mark.parametrize(
    ("name", "system", "passwords", "lockout"),
    [
        ("openeuler-2203", ("openeuler", "22.03", "server"), (True, 10, 3, 5, 90), (5, 15.0, True)),
        # Three credits of -1 demand three classes, and shorten nothing; one of 1 (the commented default) does.
        ("centos-7", ("centos", "7", "server"), (True, 8, 3, 4, 0), (6, 10.0, False)),
        ("debian-12", ("debian", "12", None), (False, 6, 0, 0, 0), (0, 0.0, False)),
        ("kylin-v10", ("kylin", "V10", "workstation"), (True, None, None, 0, None), (3, 0.0, True)),
    ],
)  # fmt: skip
def test_system_passwords_and_lockout(
    name: str, system: tuple[object, ...], passwords: tuple[object, ...], lockout: tuple[object, ...]
) -> None:
    device = host(name)
    policy, os_ = device.passwords, device.host.os
    facts: tuple[Fact[Any], ...] = (
        *(os_.line, os_.version, os_.kind),
        *(policy.enabled, policy.min_length, policy.min_classes, policy.history, policy.max_age_days),
        *(device.lockout.attempts, device.lockout.minutes, device.lockout.administrators),
    )
    for fact, value in zip(facts, (*system, *passwords, *lockout), strict=True):
        assert isinstance(fact, Unknown) if value is None else said(fact) == value, fact


def test_older_debians_lock_with_tally2_and_demand_with_cracklib() -> None:
    """Ubuntu 18.04 and UOS desktop have these modules; pam_cracklib's own defaults are not taken for granted."""
    rest = "dcredit=-1 ocredit=0 reject_username"
    stacks = [
        "/etc/pam.d/common-auth:auth required pam_tally2.so onerr=fail deny=5 unlock_time=600",
        "/etc/pam.d/common-auth:auth [success=1 default=ignore] pam_unix.so nullok_secure",
        f"/etc/pam.d/common-password:password requisite pam_cracklib.so minlen=10 ucredit=-1 lcredit=-1 {rest}",
        "/etc/pam.d/common-password:password [success=1 default=ignore] pam_unix.so obscure use_authtok sha512",
    ]
    device = host("debian-12", pam=stacks)
    assert (said(device.lockout.attempts), said(device.lockout.minutes)) == (5, 10.0)
    assert (said(device.passwords.min_length), said(device.passwords.min_classes)) == (10, 3)
    assert said(device.passwords.differs_from_user) is True
    loose = host("debian-12", pam=[line.replace(" ocredit=0", "") for line in stacks])
    assert isinstance(loose.passwords.min_length, Unknown)  # a credit may shorten it


def test_a_lock_that_nobody_looks_at_is_none() -> None:
    """pam_faillock counts with authfail, and refuses only with preauth or authsucc (pam_faillock(8))."""
    counted = [
        "/etc/pam.d/sshd:auth sufficient pam_unix.so",
        "/etc/pam.d/sshd:auth required pam_faillock.so authfail deny=3",
    ]
    assert said(host("kylin-v10", pam=counted).lockout.attempts) == 0
    asked = ["/etc/pam.d/sshd:auth required pam_faillock.so preauth", *counted]
    assert said(host("kylin-v10", pam=asked).lockout.attempts) == 3


def test_a_module_that_is_commented_out_is_none() -> None:
    stacks = ["/etc/pam.d/common-password:password [success=1 default=ignore] pam_unix.so obscure sha512"]
    commented = ["/etc/pam.d/common-password:#password requisite pam_cracklib.so minlen=10 minclass=3", *stacks]
    assert said(host("debian-12", pam=commented).passwords.min_classes) == 0


def test_a_fact_names_the_line_that_says_it() -> None:
    fact = host("openeuler-2203").ssh.retries
    lines = document((HOSTS / "openeuler-2203.txt").read_text(encoding="utf-8")).splitlines()
    assert [lines[number - 1] for number in fact.lines] == ['"maxauthtries 3",']
    assert fact.file == "linux.json"


def test_an_old_sshd_without_its_effective_settings_is_known_as_far_as_its_files_go() -> None:
    device = host("centos-7")
    assert said(device.ssh.retries) == 4
    assert isinstance(device.ssh.timeout_seconds, Absent)
    assert isinstance(device.ssh.ciphers, Unknown)  # added to a default that depends on the version
    assert isinstance(device.ssh.macs, Unknown)
    assert isinstance(device.host.logon.root_remote, Unknown)  # the default differs by distribution


def test_a_match_block_that_opens_more_counts() -> None:
    opened = ["/etc/ssh/sshd_config:Match Address 10.0.0.0/8", "/etc/ssh/sshd_config:  PermitRootLogin yes"]
    assert said(host("openeuler-2203").host.logon.root_remote) == "no"
    assert said(host("openeuler-2203", sshd_config=opened).host.logon.root_remote) == "yes"


def test_the_command_line_of_sshd_beats_its_files() -> None:
    device = host(
        "openeuler-2203", sshd_arguments=["/usr/sbin/sshd -D -oCiphers=aes128-cbc,aes256-ctr -oMACs=hmac-md5"]
    )
    assert said(device.ssh.ciphers) == {"aes128-cbc", "aes256-ctr"}
    assert said(device.ssh.macs) == {"hmac-md5"}


def test_accounts_of_a_whole_host() -> None:
    accounts = {one.name: one for one in host("openeuler-2203").host.accounts}
    root, bin_, sysadm = accounts["root"], accounts["bin"], accounts["sysadm"]
    assert (root.enabled, root.storage, root.builtin, root.administrator) == (True, "hash", "administrator", True)
    assert (bin_.enabled, bin_.storage, said(bin_.interactive)) == (False, "none", False)
    assert (sysadm.administrator, said(sysadm.last_login), said(sysadm.max_age_days)) == (True, "2026-11-19", 90)
    assert said(bin_.last_login) == ""
    assert not accounts["sync"].administrator


@pytest.mark.parametrize(
    ("row", "storage", "enabled", "empty"),
    [
        ("root::20000:0:90:7:::", "none", True, True),
        ("root:-:20000:0:90:7:::", "weak_hash", True, False),
        ("root:{1}:20000:0:90:7:::", "weak_hash", True, False),
        ("root:!{6}:20000:0:90:7:::", "hash", False, False),
        ("root:!!:20000:0:90:7:::", "none", False, False),
        ("root:{sm3}:20000::::::", "hash", True, False),
    ],
)
def test_states_of_passwords(row: str, storage: str, enabled: bool, empty: bool) -> None:  # noqa: FBT001 - a table
    root = next(iter(host("openeuler-2203", shadow=[row]).host.accounts))
    assert (root.storage, root.enabled, said(root.empty_password)) == (storage, enabled, empty)


def test_sudo_with_aliases_and_files_that_sudo_does_not_read() -> None:
    rules = {rule.name: rule for rule in host("debian-12").host.logon.sudo}
    assert set(rules) == {"alice", "bob", "carol", "%sudo"}
    assert (rules["alice"].everything, rules["alice"].password) == (True, False)
    assert (rules["carol"].everything, rules["carol"].commands) == (
        False, ("/usr/bin/apt-get update", "/usr/bin/apt-get upgrade")
    )  # fmt: skip
    assert (rules["%sudo"].everything, rules["%sudo"].password) == (True, True)


def test_logs_go_where_logins_go_too_and_an_unknown_line_leaves_it_open() -> None:
    logging = host("centos-7").logging
    sent = {one.address: (one.port, one.transport, one.enabled) for one in logging.servers}
    assert sent["10.0.0.9"] == (None, "udp", False)  # mail alone
    assert sent["10.0.0.10"] == (10514, "tcp", True)
    assert sent["10.0.0.11"] == (2514, "tcp", True)
    assert len(logging.servers.unread) == 1


def test_rules_of_the_audit_are_dead_under_never_task() -> None:
    audit = host("centos-7").host.audit
    assert said(audit.enabled) is True
    states = {one.topic: said(one.success) for one in audit.settings}
    assert states == {"identity_files": True, "time": False}
    assert said(host("debian-12").host.audit.enabled) is False


def test_only_the_time_service_that_runs_counts() -> None:
    clock = host("centos-7").clock
    assert [one.address for one in clock.servers] == ["10.0.0.20"]
    assert said(clock.synchronised) is False
    assert said(clock.authenticated) is False


def test_sockets_from_the_kernel_where_ss_is_missing() -> None:
    device = host("centos-7")
    found = {(one.protocol, one.address, one.port, one.local) for one in device.host.sockets}
    assert found == {
        ("tcp", "0.0.0.0", 22, False),
        ("tcp", "127.0.0.1", 3306, True),
        ("tcp", "::", 80, False),
        ("udp", "0.0.0.0", 161, False),
    }
    assert {one.name: said(one.enabled) for one in device.channels} == {
        "telnet": False, "ssh": True, "ftp": False, "tftp": False, "snmp": True
    }  # fmt: skip


def test_known_programs() -> None:
    centos, kylin = host("centos-7").host, host("kylin-v10").host
    assert [one.name for one in centos.antivirus] == ["阿里云云安全中心"]
    assert [one.name for one in centos.remote_tools] == ["向日葵"]
    assert [one.name for one in kylin.antivirus] == ["奇安信天擎"]
    assert isinstance(next(iter(kylin.antivirus)).signatures, Unknown)
    euler = next(iter(host("openeuler-2203").host.antivirus))
    assert (said(euler.signatures), said(euler.real_time)) == ("2026-11-19", True)
    assert host("openeuler-2203", processes=(127, "ps: not found")).host.antivirus.missing


def test_a_desktop_between_two_networks() -> None:
    device = host("kylin-v10")
    adapters = {one.name: one for one in device.host.network.adapters}
    assert (adapters["wlp2s0"].kind, adapters["wlp2s0"].dynamic_address) == ("wireless", True)
    assert adapters["enp1s0"].gateways == ("10.1.0.1",)
    assert said(device.host.network.forwarding) is True
    assert {one.name for one in device.interfaces} >= {"enp1s0", "wlp2s0"}  # it forwards: part of the network
    assert isinstance(device.host.removable.usb_storage, Unknown)  # USBGuard decides
    assert isinstance(device.host.removable.autorun, Unknown)
    assert host("openeuler-2203").interfaces.unsupported


@pytest.mark.parametrize(
    ("changes", "works"),
    [
        ({"usb_storage": ["install /bin/true"]}, False),
        ({"usb_storage": ["insmod /lib/modules/x/usb-storage.ko"]}, True),
        ({"modules": ["usb_storage 77824 0 - Live 0x0"]}, True),
        ({"usb_builtin": ["/lib/modules/x/modules.builtin:kernel/drivers/usb/storage/usb-storage.ko"]}, True),
        ({"usb_storage": (1, "modprobe: FATAL: Module usb-storage not found in directory /lib/modules/x")}, False),
        ({"usb_storage": (127, "modprobe: not found")}, None),
        ({"usb_storage": None}, None),
    ],
)
def test_whether_a_stick_works(changes: dict[str, Any], works: bool | None) -> None:  # noqa: FBT001 - a table
    fact = host("openeuler-2203", **changes).host.removable.usb_storage
    assert isinstance(fact, Unknown) if works is None else said(fact) is works


def test_packages_of_both_kinds() -> None:
    debian = host("debian-12").host
    assert [(one.name, one.installed) for one in debian.software] == [
        ("bash", "2023-11-14"), ("openssh-server", "2026-09-21")
    ]  # fmt: skip
    assert said(debian.updates.last) == "2026-09-21"
    assert said(host("openeuler-2203").host.updates.source).startswith("http://10.10.100.61/")


def test_what_was_refused_is_unknown_and_says_why() -> None:
    device = host(
        "openeuler-2203",
        shadow=(2, "sed: can't read /etc/shadow: Permission denied"),
        sudoers=(2, "grep: /etc/sudoers: Permission denied"),
        audit_rules=(1, "You must be root: Operation not permitted"),
    )
    root = next(iter(device.host.accounts))
    assert "Permission denied" in said(root.max_age_days)
    assert root.storage == "unknown"
    assert "无权读取" in device.host.logon.sudo.missing
    assert "无权读取" in device.host.audit.settings.missing
