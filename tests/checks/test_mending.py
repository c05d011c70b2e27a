"""What types remedies into texts is itself held: it changes nothing unasked, and refuses what a device would refuse."""

from __future__ import annotations

import re

import pytest

from tests.checks import mending_fortinet, mending_junos, mending_lines, mending_panos
from tests.checks.judging import files, lab_host, written
from tests.checks.mending import TYPERS
from tests.checks.mending_dialects import DIALECTS
from tests.checks.mending_values import KNOWN, commands

FORTINET = 'config system admin\n    edit "a"\n        set accprofile "super_admin"\n    next\nend\n'


@pytest.mark.parametrize("host", [host for host in KNOWN.hosts if lab_host(host).platform in {*DIALECTS, "fortinet"}])
def test_typing_nothing_changes_nothing(host: str):
    outputs, typed = TYPERS[lab_host(host).platform]
    for name in files(host).files:
        if re.fullmatch(outputs, name):
            assert typed(written(host, name), []) == written(host, name)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (["interface G0/1", "no shutdown"], "interface G0/1\n speed 10\nend"),
        (["interface G0/1", "speed auto"], "interface G0/1\n speed auto\n shutdown\nend"),
        (["interface G0/2", "shutdown"], "interface G0/1\n speed 10\n shutdown\ninterface G0/2\n shutdown\nend"),
        (["no ip source-route"], "interface G0/1\n speed 10\n shutdown\nno ip source-route\nend"),
    ],
)
def test_lines_are_typed_into_views(typed: list[str], shown: str):
    assert mending_lines.typed("interface G0/1\n speed 10\n shutdown\nend", typed, "cisco_ios") == shown


def test_a_view_is_opened_where_it_belongs():
    with pytest.raises(ValueError, match="aaa"):
        mending_lines.typed("interface G0/1\n#\naaa\n#\nreturn", ["interface G0/1", "aaa"], "huawei")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("edit b", "cannot be typed"),
        ("set x y", "cannot be typed"),
        ("config system admin|delete b|end", "no 'b'"),
        ("config system admin|edit a", "was not ended"),
        ("config system admin|sett a b", "cannot be typed"),
    ],
)
def test_fortios_refuses_what_it_does_not_know(line: str, why: str):
    with pytest.raises(ValueError, match=why):
        mending_fortinet.typed(FORTINET, line.split("|"))


def test_junos_shows_set_commands_and_refuses_others():
    text = "system {\n    services {\n        telnet;\n        inactive: ftp;\n    }\n}\n"
    shown = "set system services telnet\ndeactivate system services ftp\nset system services ftp\n"
    assert mending_junos.typed(text, []) == shown
    assert mending_junos.typed(text, ["configure", "delete system services", "commit"]).strip() == ""
    with pytest.raises(ValueError, match="sett"):
        mending_junos.typed(text, ["configure", "sett system services ssh"])


def test_panos_adds_members_and_refuses_others():
    text = "<config><shared><x><member>a</member></x></shared></config>"
    with pytest.raises(ValueError, match="sett"):
        mending_panos.typed(text, ["configure", "sett shared x b"])
    assert mending_panos.typed(text, ["set shared x b"]).strip() == text


def test_lines_of_another_kind_of_device_are_left_out():
    lines = ["# 交换机、路由器:", "undo http server enable", "# USG 防火墙:", "undo web-manager enable", "return"]
    assert commands("core-1", "mgmt_http_disabled", 1, lines) == ["undo http server enable", "return"]
    assert commands("fw-gov", "mgmt_http_disabled", 1, lines) == ["undo web-manager enable", "return"]
    with pytest.raises(KeyError, match="没有的"):
        commands("core-1", "mgmt_http_disabled", 1, ["undo <没有的>"])
