"""The allow-lists themselves: every line reads, and every configuration can be told to be whole."""

from __future__ import annotations

import re

import pytest
from netmiko.ssh_dispatcher import CLASS_MAPPER

from dengbao import cli
from dengbao.platforms import names, platform
from dengbao.snapshot.names import CONFIG
from dengbao.snapshot.wholeness import KINDS

READS = re.compile(r"(?:show|display|get|compare)(?: [\w./*-]+)*(?: \| include \w+)?")
"""A filter that only leaves lines out may follow; redirecting ones (redirect, tee, append) may not."""
NETWORK = [name for name in names() if name not in {"linux", "windows", "ups"}]
SESSION = re.compile(r"screen-length (?:0 temporary|disable)|terminal (?:length|width|pager) \d+|set cli [\w -]+")


@pytest.mark.parametrize("name", names())
def test_every_line_says_why_and_rests_on_a_source(name: str) -> None:
    known = platform(name)
    assert known
    assert known.platform == name
    assert known.sources
    assert all(command.why for command in known.commands)
    assert all(line.why for line in known.prepare)


def test_a_ups_is_only_listed_and_walked() -> None:
    known = platform("ups")
    assert known
    assert all(re.fullmatch(r"LIST .+|SNMP WALK [\d.]+", command.command) for command in known.commands)


@pytest.mark.parametrize("name", NETWORK)
def test_every_line_reads_or_prepares_only_this_session(name: str) -> None:
    known = platform(name)
    assert known
    assert known.driver in CLASS_MAPPER
    assert all(READS.fullmatch(command.command) for command in known.commands)
    assert all(SESSION.fullmatch(line.send) for line in known.prepare)
    assert known.logout
    assert known.logout.send in {"quit", "exit"}
    assert not known.enable or known.enable.send == "enable"
    assert all(answer.send in {"", "N", "n", "a"} for answer in known.answers)


@pytest.mark.parametrize("name", NETWORK)
def test_every_configuration_has_a_proof_of_wholeness_and_of_privilege(name: str) -> None:
    known = platform(name)
    assert known
    assert known.config
    assert known.config.file == CONFIG
    assert known.config.whole
    assert known.config.whole.by in KINDS
    assert known.config.whole.how
    assert known.privilege
    assert known.privilege.by in {"pattern", "fortios_profile"}
    re.compile(known.privilege.enough)


def test_never_asks_an_asa_for_what_shows_keys_in_clear() -> None:
    known = platform("cisco_asa")
    assert known
    assert not any("more" in command.command.split() for command in known.commands)


def test_the_command_prints_every_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "600")  # no line of a list is folded
    assert cli.main(["commands"]) == 0
    shown = capsys.readouterr().out
    for name in names():
        known = platform(name)
        assert known
        for command in known.commands:
            assert f"│ {command.command} " in shown
        for line in known.prepare:
            assert line.send in shown


def test_the_command_says_which_platforms_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["commands", "nosuch"]) == 2
    assert "平台“nosuch”没有命令清单" in capsys.readouterr().err
