"""Whole StoneOS files: the lab's firewalls, the fixture of oddities."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers.hillstone_stoneos import looks_like, parse
from parsers.hillstone_stoneos.reader import read_blocks, split
from tests.parsers.ioslike.support import LAB, lab

ODD = Path(__file__).parent / "fixtures" / "oddities-5.5R8.txt"
TEXTS = [
    path.read_text("utf-8")
    for path in (ODD, LAB / "fw-video" / "running-config.txt", LAB / "fw-branch" / "running-config.txt")
]


def test_lab_firewalls_have_no_unread_line() -> None:
    for host in ("fw-branch", "fw-video"):
        device = lab(host, "hillstone_stoneos")
        assert {name for name, account in device.coverage.items() if 0 in account} == set(), host
    device = lab("fw-video", "hillstone_stoneos")
    assert (device.system.model.value, device.system.version.value) == ("SG-6000-A2000", "5.5R10")
    assert [user.name for user in device.users if user.enabled] == ["zhou.qiang", "sun.li", "he.audit", "audit"]
    assert [rule.name for rule in device.policies] == ["10", "11", "12", "99"]


def test_exit_ends_blocks_whatever_the_indentation() -> None:
    text = (
        'rule id 1\n   action permit\nsrc-addr "a"\n exit\naaa-server "l" type local\nuser "u"\n'
        'password "x"\nexit\nexit\nnat\nexit\nexit\n'
    )
    blocks = read_blocks(text.split("\n"))
    assert [(block.text, [child.text for child in block.children]) for block in blocks] == [
        ("rule id 1", ["action permit", 'src-addr "a"']),
        ('aaa-server "l" type local', ['user "u"']),
        ("nat", []),
        ("exit", []),
    ]
    assert split('zone  "l2-trust" l2') == ["zone", "l2-trust", "l2"]
    assert split('description "open') == ["description", "open"]


def test_looks() -> None:
    assert all(map(looks_like, TEXTS))
    assert not looks_like("hostname r\ninterface Gi0/0\n ip address 1.1.1.1 255.255.255.0\n exit\nend\n")
    assert not looks_like("")
    assert parse({"running-config": "version 15.2\nhostname r\nend\n"}).users.missing == "看起来不是 StoneOS 的配置"


@pytest.mark.parametrize("host", ["acc-rj", "fw-border", "rt-wan", "fw-dmz", "core-2", "fw-partner"])
def test_other_platforms_are_refused(host: str) -> None:
    path = LAB / host / "running-config.txt"
    if path.exists():
        assert not looks_like(path.read_text("utf-8"))
