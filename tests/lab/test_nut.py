"""The UPSes speak NUT, whoever serves them."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from dengbao.lab import Device, Faults, Lab, start
from dengbao.lab.nut_server import Client
from dengbao.lab.upsc import quoted
from tests.lab.conftest import PASSWORD, USER, Serve

UPSC = 'battery.charge: 100\nups.alarm: say "hello" \\ #1\nups.load: 35\nups.status: OL\ndevice.model: CASTLE C6K\n'


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ups")
    (path / "upsc.txt").write_text(UPSC, encoding="utf-8")
    return path


def ups(folder: Path, host: str = "ups-a", number: int = 1, **faults: object) -> Device:
    return Device(
        host=host,
        platform="ups",
        address=f"127.11.2.{number}",
        folder=folder,
        user=USER,
        password=PASSWORD,
        faults=Faults(**faults),
    )


@pytest.fixture(scope="module", params=["own", pytest.param("real", marks=pytest.mark.system("nut-server"))])
def lab(folder: Path, request: pytest.FixtureRequest) -> Iterator[Lab]:
    lost = folder.parent / "nothing-here"
    with start(devices=[ups(folder), ups(lost, "ups-b", 2)], nut=request.param) as running:
        assert running.nut == request.param
        yield running


def ask(lab: Lab, *lines: str, host: str = "ups-a") -> list[str]:
    """Send lines one after another, and give the answer to each."""
    answers = []
    with socket.create_connection((lab.hosts[host].address, lab.hosts[host].port), timeout=5) as sock:
        stream = sock.makefile("rw", encoding="utf-8", newline="\n")
        for line in lines:
            stream.write(line + "\n")
            stream.flush()
            got = stream.readline()
            while got.startswith("BEGIN") and "\nEND " not in got:
                got += stream.readline()
            answers.append(got.rstrip("\n"))
    return answers


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("LIST UPS", 'BEGIN LIST UPS\nUPS ups-a "CASTLE C6K"\nEND LIST UPS'),
        ("GET VAR ups-a ups.load", 'VAR ups-a ups.load "35"'),
        ("get VAR ups-a ups.load", 'VAR ups-a ups.load "35"'),
        ("GET VAR ups-a ups.alarm", 'VAR ups-a ups.alarm "say \\"hello\\" \\\\ \\#1"'),
        ("GET VAR ups-a ups.nothing", "ERR VAR-NOT-SUPPORTED"),
        ("GET VAR ups-x ups.load", "ERR UNKNOWN-UPS"),
        ("GET UPSDESC ups-a", 'UPSDESC ups-a "CASTLE C6K"'),
        ("GET NUMLOGINS ups-a", "NUMLOGINS ups-a 0"),
        ("LIST CLIENT ups-a", "BEGIN LIST CLIENT ups-a\nEND LIST CLIENT ups-a"),
        ("LIST VAR ups-x", "ERR UNKNOWN-UPS"),
        ("LIST", "ERR INVALID-ARGUMENT"),
        ("NETVER", "1.3"),
        ("FROBNICATE", "ERR UNKNOWN-COMMAND"),
        ("STARTTLS", "ERR FEATURE-NOT-CONFIGURED"),
        ("SET VAR ups-a ups.load 1", "ERR USERNAME-REQUIRED"),
        ("LOGOUT", "OK Goodbye"),
    ],
)
def test_the_protocol_is_nuts(lab: Lab, line: str, answer: str) -> None:
    assert ask(lab, line) == [answer]


def test_all_variables_come_in_one_list(lab: Lab) -> None:
    rows = ask(lab, "LIST VAR ups-a")[0].split("\n")
    assert (rows[0], rows[-1]) == ("BEGIN LIST VAR ups-a", "END LIST VAR ups-a")
    assert {'VAR ups-a battery.charge "100"', 'VAR ups-a ups.status "OL"'} <= set(rows)


def test_a_login_wants_user_and_password(lab: Lab) -> None:
    assert ask(lab, f"USERNAME {USER}", "USERNAME again", "LOGIN ups-a", "PASSWORD wrong", "LOGIN ups-a") == [
        "OK",
        "ERR ALREADY-SET-USERNAME",
        "ERR PASSWORD-REQUIRED",
        "OK",
        "ERR ACCESS-DENIED",
    ]
    right = ask(
        lab, f"USERNAME {USER}", f"PASSWORD {quoted(PASSWORD)}", "LOGIN ups-a", "LOGIN ups-a", "GET NUMLOGINS ups-a"
    )
    assert right[2:] == ["OK", "ERR ALREADY-LOGGED-IN", "NUMLOGINS ups-a 1"]


def test_a_ups_without_a_driver_says_so(lab: Lab) -> None:
    assert ask(lab, "LIST VAR ups-b", host="ups-b") == ["ERR DRIVER-NOT-CONNECTED"]


@pytest.mark.parametrize("line", ['GET VAR "ups-a', 'PASSWORD "a#b"', ""])
def test_a_line_that_cannot_be_read_is_not_answered(folder: Path, line: str) -> None:
    assert Client(ups(folder)).answer(line) == ""


def test_a_faulty_ups_is_served_by_the_lab_itself(folder: Path, serve: Serve) -> None:
    lab = serve(
        ups(folder, latency=0.01), ups(folder, "ups-b", 2, refuse=True), ups(folder, "ups-c", 3, hang="command")
    )
    assert lab.nut == "own"
    assert ask(lab, "GET VAR ups-a ups.status") == ['VAR ups-a ups.status "OL"']
    with pytest.raises(ConnectionRefusedError):
        ask(lab, "VER", host="ups-b")
    where = lab.hosts["ups-c"]
    with socket.create_connection((where.address, where.port), timeout=0.3) as sock:
        sock.sendall(b"VER\n")
        with pytest.raises(TimeoutError):
            sock.recv(1)
