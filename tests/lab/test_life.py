"""A lab begins and ends with its owner, and leaves nothing behind."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dengbao.errors import UserError
from dengbao.lab import Device, Lab, start, synthetic
from dengbao.lab.owner import Process
from dengbao.lab.sockets import bind_all
from tests.lab.client import Terminal, talk
from tests.lab.conftest import Make, Serve
from tests.lab.test_nut import UPSC, ups


def gone(lab: Lab, seconds: float = 5) -> bool:
    """Wait for the end of a lab; both the process and its folder must go."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not lab.running and not lab.folder.exists():
            return True
        time.sleep(0.02)
    return False


def listening(pid: int) -> set[str]:
    """The addresses at which a process listens, as /proc/net/tcp and tcp6 name them."""
    inodes = set()
    for link in Path(f"/proc/{pid}/fd").iterdir():
        try:
            inodes.add(str(link.readlink()).removeprefix("socket:[").removesuffix("]"))
        except FileNotFoundError:
            continue
    rows = [
        row.split()
        for table in ("tcp", "tcp6", "udp", "udp6")
        for row in Path(f"/proc/net/{table}").read_text().split("\n")
    ]
    return {row[1].split(":")[0] for row in rows[1:] if len(row) > 9 and row[9] in inodes}


def test_it_ends_when_it_is_told_to(device: Make) -> None:
    lab = start(devices=[device()])
    record = json.loads((lab.folder / "lab.json").read_text(encoding="utf-8"))
    assert Lab.from_record(record) == lab
    assert Lab.from_record(json.loads(json.dumps(lab.as_record()))) == lab
    lab.stop()
    assert not lab.running
    assert not lab.folder.exists()
    lab.stop()


def test_it_ends_on_sigterm(device: Make) -> None:
    lab = start(devices=[device()])
    os.kill(lab.pid, signal.SIGTERM)
    assert gone(lab)


def test_it_ends_with_its_owner(device: Make, tmp_path: Path) -> None:
    with subprocess.Popen(["sleep", "60"]) as owner:
        lab = start(devices=[device()], owner_pid=owner.pid, log=tmp_path / "log")
        assert lab.running
        owner.kill()
    assert gone(lab)
    assert list(tmp_path.iterdir()) == [tmp_path / "log"]


def test_it_outlives_the_process_that_called(device: Make) -> None:
    """Ansible's plugins run in workers that end with their task."""
    script = (
        "import json, sys; from dengbao.lab import Device, start\n"
        "devices = [Device.from_record(record) for record in json.load(sys.stdin)]\n"
        f"print(json.dumps(start(devices=devices, owner_pid={os.getpid()}).as_record()))"
    )
    order = json.dumps([device().as_record()])
    done = subprocess.run([sys.executable, "-c", script], input=order, capture_output=True, text=True, check=True)
    lab = Lab.from_record(json.loads(done.stdout))
    assert lab.running
    lab.stop()


def test_it_ends_when_its_time_is_up(device: Make) -> None:
    assert gone(start(devices=[device()], limit_seconds=0.3))


def test_a_session_does_not_keep_it_alive(device: Make) -> None:
    lab = start(devices=[device(hang="command"), device(host="sw-2", number=2, hang="connect")])

    async def act(terminal: Terminal) -> bool:
        await terminal.until(b"sw-1>")
        terminal.send("show version\r")
        lab.stop(2)
        return gone(lab)

    assert talk(lab, "sw-1", act)


def test_a_later_process_of_the_same_number_is_another_one() -> None:
    me = Process.of(os.getpid())
    assert Process(me.pid, me.started - 1).open() is None
    with pytest.raises(ProcessLookupError):
        Process.of(2**22 + 1)


def test_it_listens_on_loopback_only(every: Lab) -> None:
    addresses = listening(every.pid)
    assert len(addresses) == len(every.hosts)
    assert all(address.endswith("7F") and len(address) == 8 for address in addresses)  # little endian, IPv4


@pytest.mark.parametrize("address", ["0.0.0.0", "10.10.99.1", "128.0.0.1"])
def test_other_addresses_are_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(ValueError, match="not inside 127"):
        Device(host="sw-1", platform="huawei", address=address, folder=tmp_path)


def test_one_port_for_all() -> None:
    port, sockets = bind_all([f"127.11.3.{number}" for number in range(1, 40)])
    assert {sock.getsockname()[1] for sock in sockets} == {port}
    for sock in sockets:
        sock.close()


def test_a_lab_that_cannot_start_says_why_in_one_line(device: Make) -> None:
    before = set(Path("/tmp").glob("dengbao-lab-*"))
    twice = [device(), device(host="sw-2")]
    with pytest.raises(UserError, match=r"实验环境无法启动:.*no port is free") as caught:
        start(devices=twice)
    assert "\n" not in str(caught.value)
    assert set(Path("/tmp").glob("dengbao-lab-*")) <= before


@pytest.mark.system("nut-server")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_upsd_ends_with_the_lab(tmp_path: Path, number: int) -> None:
    (tmp_path / "upsc.txt").write_text(UPSC, encoding="utf-8")
    lab = start(devices=[ups(tmp_path, number=9)], nut="real")
    children = [int(pid) for pid in Path(f"/proc/{lab.pid}/task/{lab.pid}/children").read_text().split()]
    assert len(children) == 2
    assert all(address.endswith("7F") for pid in children for address in listening(pid))
    os.kill(lab.pid, number)
    end = time.monotonic() + 5
    while any(_alive(pid) for pid in children) and time.monotonic() < end:
        time.sleep(0.02)
    assert not any(_alive(pid) for pid in children)
    shutil.rmtree(lab.folder, ignore_errors=True)  # nobody can clean up after a SIGKILL


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_the_starter_does_not_load_ssh() -> None:
    heavy = {"asyncssh", "asyncio", "cryptography", "netmiko", "yaml"}
    script = f"import sys, dengbao.lab; print(sorted({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_many_synthetic_devices(device: Make, serve: Serve) -> None:
    lab = serve(*synthetic(300, device(number=1)))
    assert len(lab.hosts) == 300
    assert lab.hosts["sim-0300"].address == "127.11.1.44"

    async def act(terminal: Terminal) -> bytes:
        return await terminal.until(b"sim-0300>")

    assert talk(lab, "sim-0300", act)
