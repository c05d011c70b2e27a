from __future__ import annotations

from dengbao.model import Absent, Known, Unknown
from tests.parsers.huawei.reading import FIREWALL, LAB, SWITCH, fixture, read


def test_log_servers() -> None:
    text = SWITCH + (
        "info-center loghost 10.1.1.1 vpn-instance m port 1514 level warning transport tcp ssl-policy p\n"
        "info-center loghost 10.1.1.2 moon\ninfo-center source default channel 2 log level error trap state off\n"
        "info-center timestamp log short-date\ninfo-center logbuffer size 0\n"
    )
    logging = read(text).logging
    first, second = logging.servers
    assert (first.address, first.vrf, first.port, first.level, first.transport) == ("10.1.1.1", "m", 1514, 4, "tls")
    assert (second.level, second.unread) == (3, (6,))
    assert logging.timestamp == Known("yearless", (8,))
    assert logging.buffer == Known(value=False, lines=(9,))
    assert logging.unread == [6]


def test_logs_are_on_by_default_and_may_be_silenced() -> None:
    plain = read(SWITCH).logging
    assert isinstance(plain.enabled, Absent)
    assert (plain.enabled.value, plain.commands.value, plain.buffer_entries.value) == (True, True, 512)
    off = read(SWITCH + "undo info-center enable\n").logging
    assert off.enabled == Known(value=False, lines=(5,))
    assert off.commands.value is False
    text = SWITCH + "info-center loghost 10.1.1.1\ninfo-center source default channel loghost log state off\n"
    assert next(iter(read(text).logging.servers)).enabled is False
    silent = SWITCH + "info-center source SHELL channel 2 log state off\n"
    assert read(silent).logging.commands == Known(value=False, lines=(5,))


def test_all_four_parts_make_time_authentic() -> None:
    parts = [
        "ntp-service authentication enable\n",
        "ntp-service authentication-keyid 7 authentication-mode hmac-sha256 cipher %^%#x%^%#\n",
        "ntp-service reliable authentication-keyid 7\n",
        "ntp-service unicast-server 10.1.1.1 authentication-keyid 7 source-interface Vlanif1 preference\n",
    ]
    clock = read(SWITCH + "".join(parts)).clock
    assert clock.authenticated == Known(value=True, lines=(5, 6, 7))
    assert clock.algorithms.value == {"sha256"}
    server = next(iter(clock.servers))
    assert (server.address, server.key_id, server.prefer) == ("10.1.1.1", "7", True)
    for missing in range(1, 3):
        text = SWITCH + "".join(part for index, part in enumerate(parts) if index != missing)
        assert read(text).clock.authenticated.value is False
    assert read(SWITCH + parts[3]).clock.authenticated.value is False


def test_zone_and_the_other_spelling() -> None:
    assert read(SWITCH + "clock timezone Beijing add 08:00:00\n").clock.zone_minutes == Known(480, (5,))
    assert read(SWITCH + " clock timezone China-Standard-Time minus 08:00:00\n").clock.zone_minutes.value == -480
    assert isinstance(read(SWITCH).clock.zone_minutes, Absent)
    assert isinstance(read(SWITCH + "clock timezone moon\n").clock.zone_minutes, Unknown)
    assert [server.address for server in fixture("ce6800.cfg").clock.servers] == ["10.10.100.31"]


def test_outputs_add_what_the_configuration_cannot_say() -> None:
    folder = LAB / "core-1"
    names = ("display-version", "display-ntp-service-status", "compare-configuration", "display-interface-brief")
    outputs = {name.replace("-", "_"): (folder / f"{name}.txt").read_text("utf-8") for name in names}
    device = read((folder / "running-config.txt").read_text("utf-8"), **outputs)
    assert device.system.model == Known("S12700E-4", (4,), "display-version")
    assert device.system.uptime_days.value == 21 * 7 + 2 + 7 / 24 + 55 / 1440
    assert device.clock.synchronised.value is True
    assert device.archive.saved == Known(value=True, lines=(1,), file="compare-configuration")
    ports = {port.name: port for port in device.interfaces}
    assert (ports["XGigabitEthernet1/0/1"].up, ports["XGigabitEthernet1/0/20"].up) == (True, False)


def test_outputs_that_are_not_understood_leave_things_unknown() -> None:
    device = read(SWITCH, compare_configuration="moon\n", display_interface_brief="moon\n", display_version="moon\n")
    assert isinstance(device.archive.saved, Unknown)
    assert device.coverage["display-interface-brief"] == b"\0"
    assert device.coverage["display-version"] == b"\0"


def test_a_clock_that_follows_itself_follows_nobody() -> None:
    text = " clock status: synchronized\n reference clock ID: LOCAL(0)\n"
    assert read(SWITCH, display_ntp_service_status=text).clock.synchronised.value is False


def test_backup_and_services() -> None:
    text = SWITCH + (
        "set save-configuration backup-to-server server 10.1.1.1 transport-type sftp user u password %^%#x%^%# path p\n"
        "cluster enable\nndp enable\nundo ndp enable\n"
    )
    device = read(text)
    assert device.archive.automatic == Known(value=True, lines=(5,))
    assert device.archive.destinations.value == ("10.1.1.1",)
    assert device.services.extra == [("cluster", 6)]
    assert read(SWITCH).archive.automatic.value is False


def test_defence_of_a_firewall() -> None:
    device = fixture("usg-vsys.cfg")
    assert device.defence.attack_defence == Known(value=True, lines=(49,))
    assert device.defence.stateful == Known(value=False, lines=(47,))
    assert read(FIREWALL).defence.stateful.value is True
    assert read(FIREWALL).defence.attack_defence.value is False
    assert read(FIREWALL + "firewall defend action discard\n").defence.attack_defence.value is False


def test_a_banner_may_hold_separators_and_commands() -> None:
    text = SWITCH + 'header login information "\n#\n telnet server enable\nreturn\n"\n#\nstelnet server enable\n'
    device = read(text)
    assert device.system.banner == Known("#\n telnet server enable\nreturn", (5,))
    assert device.listening.telnet.value is False
    assert device.listening.ssh == Known(value=True, lines=(11,))
    assert 0 not in device.coverage["running-config"]


def test_a_banner_in_one_line_and_one_that_never_ends() -> None:
    assert read(SWITCH + "header shell information %Keep out%\n").system.banner == Known("Keep out", (5,))
    broken = read(SWITCH + 'header login information "\n#\ntelnet server enable\n')
    assert broken.listening.telnet.value is True  # nothing may vanish behind an opening quote
    assert broken.system.unread == [5]


def test_lines_that_lost_their_view_leave_its_part_in_doubt() -> None:
    flat = SWITCH + "aaa\nlocal-user admin password simple admin\n#\nuser-interface vty 0 4\nauthentication-mode none\n"
    device = read(flat)
    assert device.users.unread == [6]
    assert device.terminals.unread == [9]


def test_the_rest_of_a_wrapped_line_leaves_its_part_in_doubt() -> None:
    head = "ssh server cipher aes256_gcm aes128_gcm aes256_ctr aes192_ctr aes128_ctr aes256_"
    assert read(SWITCH + head + "\ncbc 3des_cbc\n").ssh.unread == [6]
    short = SWITCH + "ssh server cipher aes256_ctr\nmoon\n"
    assert read(short).ssh.unread == []


def test_what_is_no_vrp_is_refused() -> None:
    comware = "version 7.1.070, Release 6715\n#\nline vty 0 63\n authentication-mode scheme\n#\nrole name level-0\n"
    for text in (comware, "", "hostname sw1\nline vty 0 4\n", "moon\n"):
        device = read(text)
        assert device.users.missing == "看起来不是华为 VRP 的配置"
        assert isinstance(device.logging.enabled, Unknown)
