"""The lab's flows, asked on the command line: what is declared works, what is planted is found, the rest is closed."""

from __future__ import annotations

import json

import pytest

from dengbao.cli import main
from tests.checks.judging import LAB

REACHED = [
    ("intranet", "internet", "tcp/443"),
    ("internet", "192.168.100.10", "tcp/443"),
    ("10.10.99.5", "192.168.100.10", "tcp/22"),
    ("dmz", "10.10.100.71", "tcp/1433"),
    ("10.10.10.7", "govnet", "tcp/443"),
    ("govnet", "10.10.100.81", "tcp/443"),
    ("branch", "10.10.100.31", "udp/53"),
    ("partner", "10.10.100.91", "tcp/443"),
    ("10.10.30.5", "10.30.0.10", "tcp/554"),
]
CLOSED = [
    ("govnet", "internet", "any"),
    ("internet", "govnet", "any"),
    ("govnet", "10.10.100.81", "tcp/22"),
    ("video", "intranet", "any"),
    ("10.10.10.5", "10.10.20.9", "any"),
    ("partner", "govnet", "any"),
]


def reach(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict]:
    status = main(["reach", "-i", str(LAB), "--from", str(LAB / "devices"), "--format", "json", *words])
    return status, json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("words", REACHED, ids=" ".join)
def test_declared_flows_work(capsys: pytest.CaptureFixture[str], words: tuple[str, ...]):
    status, got = reach(capsys, *words)
    assert (status, got["verdict"]) == (0, "reachable"), got["why"]
    assert got["path"]
    assert all(line["file"].endswith("running-config.txt") and line["text"] for line in got["evidence"])


@pytest.mark.parametrize("words", CLOSED, ids=" ".join)
def test_what_is_closed_is_blocked(capsys: pytest.CaptureFixture[str], words: tuple[str, ...]):
    status, got = reach(capsys, *words)
    assert (status, got["verdict"]) == (0, "blocked"), got


def test_a_planted_leak_is_shown_with_witness_path_and_line(capsys: pytest.CaptureFixture[str]):
    status, got = reach(capsys, "internet", "192.168.100.10", "tcp/3306")
    assert (status, got["verdict"]) == (0, "reachable")
    assert (got["witness"]["dst"], got["witness"]["proto"], got["witness"]["dport"]) == ("192.168.100.10", "tcp", 3306)
    assert [(step["device"]) for step in got["path"]][::2] == ["fw-border", "fw-dmz"]
    assert "rule name 临时放通" in {line["text"].strip() for line in got["evidence"]}


def test_text_says_the_same(capsys: pytest.CaptureFixture[str]):
    words = ["reach", "-i", str(LAB), "--from", str(LAB / "devices"), "govnet", "10.10.100.81", "tcp/443"]
    assert main(words) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("可达:")
    assert "fw-gov:GigabitEthernet0/0/2 → GigabitEthernet0/0/1" in shown
    assert "policy:省平台调用共享接口" in shown


def test_bad_words_cannot_run(capsys: pytest.CaptureFixture[str]):
    words = ["reach", "-i", str(LAB), "--from", str(LAB / "devices")]
    assert main([*words, "nowhere", "internet"]) == 2
    assert main([*words, "dmz", "internet", "tcp/0-99999"]) == 2
    assert capsys.readouterr().err.count("\n") == 2
