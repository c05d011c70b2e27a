"""Whole Comware files: the lab's switches, real configurations, outputs against others' truth."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from parsers.hp_comware import END, looks_like, parse
from parsers.hp_comware.tables import full_name
from parsers.neighbours import canonical
from tests.parsers.hp_comware.support import FIXTURES, SEVEN, fixture, seven
from tests.parsers.ioslike.support import LAB, lab, read, whole

CORPUS = Path(__file__).parent / "corpus"
OUTPUTS = CORPUS / "outputs"
FILES = sorted(CORPUS.glob("*.txt"))
FULL = [
    path for path in FILES if path.stem in {"autoconfig-newstartup", "netutils-full_backup", "netutils-full_intended"}
]
UNREAD_MOST = 0.02


def truth(name: str) -> list[dict[str, str]]:
    """What somebody else read of an output."""
    found: list[dict[str, str]] = yaml.safe_load((OUTPUTS / f"{name}.yml").read_text("utf-8"))["parsed_sample"]
    return found


@pytest.mark.parametrize("path", FULL, ids=lambda path: path.stem)
def test_real_files_are_understood(path: Path) -> None:
    text = path.read_text("utf-8")
    device = read("hp_comware", text)
    account = device.coverage["running-config"]
    assert whole(device, text)
    assert account.count(0) <= UNREAD_MOST * len(account)
    assert device.acls.missing == ""


def test_a_rule_without_protocol_is_not_understood() -> None:
    device = read("hp_comware", (CORPUS / "netutils-basic_backup.txt").read_text("utf-8"))
    assert [rule.unread for rule in device.acls.items[0].rules] == [(34,), (35,), (36,)]


def test_a_flat_command_file_is_nested() -> None:
    device = read("hp_comware", (CORPUS / "autoconfig-device.txt").read_text("utf-8"))
    assert 0 not in device.coverage["running-config"]
    user = device.users.items[0]
    assert (user.name, user.storage, user.services) == ("ansible", "plain", {"ftp", "ssh"})
    assert [line.authentication.value for line in device.terminals] == ["user", "user"]


def test_lab_switches_have_no_unread_line() -> None:
    for host in ("core-2", "acc-h3c"):
        device = lab(host, "hp_comware")
        assert {name for name, account in device.coverage.items() if 0 in account} == set(), host
    device = lab("acc-h3c", "hp_comware")
    assert (device.system.model.value, device.system.serial.value) == ("S5130S-28S-EI", "219801A1XXH000000022")
    assert device.archive.saved.value is True
    assert device.clock.synchronised.value is True
    assert sum(port.up is True for port in device.interfaces) == 14  # two of them are no ports
    faulty = lab("core-2", "hp_comware")
    assert faulty.archive.saved.value is False
    assert faulty.passwords.min_classes.value == 2
    assert faulty.passwords.min_classes.file == "display-password-control"


def test_comware_5_fixture() -> None:
    device = fixture("comware5")
    assert 0 not in device.coverage["running-config"]
    assert [user.name for user in device.users] == ["admin", "guest", "monitor"]
    assert [line.name for line in device.terminals] == ["aux 0", "vty 0 4", "vty 5 15"]
    assert [port.mode for port in device.interfaces] == ["", "routed", "access", "hybrid", "trunk"]
    assert device.interfaces.items[4].trunk == ((1, 4094),)
    assert device.acls.items[0].unread == (18,)  # match-order auto


def test_display_interface_brief_agrees_with_others() -> None:
    rows = truth("display-interface-brief")
    config = "".join(f"interface {full_name(row['interface'])}\n#\n" for row in rows)
    device = seven(config, display_interface_brief=(OUTPUTS / "display-interface-brief.raw").read_text("utf-8"))
    ports = {port.name: port for port in device.interfaces}
    for row in rows:
        assert ports[full_name(row["interface"])].up == (row["link"] == "UP"), row
    assert full_name("XGE1/0/1") == "Ten-GigabitEthernet1/0/1"


@pytest.mark.parametrize("number", [2, 8, 10])
def test_display_interface_agrees_with_others(number: int) -> None:
    rows = truth(f"display-interface-{number}")
    config = "".join(f"interface {row['interface']}\n#\n" for row in rows)
    device = seven(config, display_interface=(OUTPUTS / f"display-interface-{number}.raw").read_text("utf-8"))
    for port, row in zip(device.interfaces, rows, strict=True):
        assert port.up == (row["line_status"] == "UP"), row


def test_neighbours_agree_with_others() -> None:
    for name in ("display-arp", "display-mac-address", "display-lldp-neighbor-information-list"):
        rows = truth(name)
        output = {name.replace("-", "_"): (OUTPUTS / f"{name}.raw").read_text("utf-8")}
        found = seven(" sysname a\n#\n", **output).neighbours.items
        assert len(found) == len(rows)
        for one, row in zip(found, rows, strict=True):
            assert one.mac == canonical(row.get("mac_address", row.get("chassis_id")))
            assert one.interface == full_name(row.get("interface") or row["local_interface"])
            assert one.lines
        assert 0 not in seven(" sysname a\n#\n", **output).coverage[name]


def test_hits_of_access_lists() -> None:
    shown = (
        "Basic IPv4 ACL 2001, 2 rules,\nACL's step is 5\n rule 0 permit source 10.1.1.0 0.0.0.255 (12 times matched)\n"
    )
    device = seven("acl basic 2001\n rule 0 permit source 10.1.1.0 0.0.0.255\n rule 5 deny\n#\n", display_acl_all=shown)
    assert [rule.hits for rule in device.acls.items[0].rules] == [12, None]


def test_an_output_that_is_none_leaves_things_unknown() -> None:
    refused = "% Unrecognized command found at '^' position.\n"
    device = seven(" sysname a\n#\n", display_interface_brief=refused, display_version=refused, display_arp=refused)
    assert device.coverage["display-version"] == b"\x00"
    assert device.neighbours.missing
    assert device.system.version.value == "7.1.070, Release 6357P08"


def test_other_platforms_are_refused() -> None:
    for host in ("core-1", "rt-wan", "fw-dmz"):
        path = LAB / host / "running-config.txt"
        if path.exists():
            assert not looks_like(path.read_text("utf-8")), host
    device = parse({"running-config": "hostname a\n!\nend\n"})
    assert "不是" in device.users.missing
    assert device.coverage["running-config"] == b"\x00\x00\x00"
    assert parse({}).interfaces.missing == "没有配置,或配置是空的"


def test_end_mark() -> None:
    assert END.search(SEVEN + "return\n")
    assert not END.search(SEVEN + " return-something\n")


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.txt")), ids=lambda path: path.stem)
def test_every_line_cut_short_at_every_word(path: Path) -> None:
    lines = path.read_text("utf-8").split("\n")
    for at, line in enumerate(lines):
        words = line.split()
        indent = line[: len(line) - len(line.lstrip())]
        for count in range(1, len(words)):
            cut = [*lines[max(0, at - 12) : at], indent + " ".join(words[:count]), *lines[at + 1 : at + 3]]
            text = SEVEN + "\n".join(cut)
            assert whole(parse({"running-config": text}), text)


def test_no_depth_is_too_deep() -> None:
    for head, line in (("interface X", "y"), ("bgp 1", "address-family ipv4"), ("qos map-table a", "import 0")):
        text = SEVEN + head + "\n" + "".join(" " * depth + line + "\n" for depth in range(1, 3000))
        assert whole(parse({"running-config": text}), text)
