"""Gathering from Linux hosts: this very machine behind a real sshd, and the lab's host with what can go wrong."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from dengbao.gather import gather_host, target_of
from dengbao.lab import Device, Faults, start
from dengbao.platforms import platform
from dengbao.snapshot.records import Gathered
from dengbao.snapshot.store import Store
from parsers.registry import parse
from tests.parsers.linux.made import HOSTS, document

USER, PASSWORD = "audit", "Gather-Test#1"
_LINUX = platform("linux")
assert _LINUX
COMMANDS = _LINUX.commands
Gather = Callable[..., Gathered]


class Real:
    """A real sshd on the loopback, with keys of its own."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port
        self.store = Store(folder / "snapshot")
        self.store.open(["here"], {})

    def gather(self, **variables: Any) -> Gathered:
        shutil.rmtree(self.store.root / "here", ignore_errors=True)
        known = {
            "platform": "linux",
            "ansible_host": "127.0.0.1",
            "ansible_port": self.port,
            "ansible_user": "root",
            "ansible_ssh_private_key_file": str(self.folder / "login"),
            "dengbao_known_hosts": str(self.folder / "known_hosts"),
        }
        return gather_host(target_of("here", known | variables, {}), self.store)

    @property
    def text(self) -> str:
        return (self.store.root / "here" / "linux.json").read_text(encoding="utf-8")


@contextmanager
def sshd(folder: Path, *more: str) -> Iterator[Real]:
    for name in ("host", "login"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    public = (folder / "host.pub").read_text(encoding="ascii").split()
    (folder / "known_hosts").write_text(f"[127.0.0.1]:{port} {public[0]} {public[1]}\n", encoding="ascii")
    lines = [
        f"Port {port}", "ListenAddress 127.0.0.1", f"HostKey {folder}/host", f"AuthorizedKeysFile {folder}/login.pub",
        "PidFile none", "StrictModes no", "UsePAM no", "PermitRootLogin yes", "PasswordAuthentication yes", *more,
    ]  # fmt: skip
    (folder / "sshd_config").write_text("\n".join(lines) + "\n", encoding="ascii")
    Path("/run/sshd").mkdir(exist_ok=True)  # sshd's own, which its unit makes
    server = subprocess.Popen(
        [shutil.which("sshd", path="/usr/sbin:/usr/bin") or "sshd", "-D", "-e", "-f", str(folder / "sshd_config")],
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            with socket.socket() as client:
                if client.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield Real(folder, port)
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Real]:
    with sshd(tmp_path_factory.mktemp("sshd")) as running:
        yield running


@pytest.mark.system("openssh-server")
@pytest.mark.system("root")
def test_this_machine_as_root(here: Real) -> None:
    record = here.gather()
    assert record.ssh
    assert record.ssh.fingerprint.startswith("SHA256:")
    assert record.sent == ["sh -s", *(command.command for command in COMMANDS)]
    denied = [made.problem for made in record.commands if made.status == "denied"]
    assert denied == []
    device = parse("linux", {"linux.json": here.text})
    assert device
    assert device.system.hostname.value == Path("/proc/sys/kernel/hostname").read_text(encoding="utf-8").strip()
    assert {one.name for one in device.host.accounts} == {
        line.split(":")[0] for line in Path("/etc/passwd").read_text(encoding="utf-8").splitlines()
    }
    assert not next(one for one in device.host.accounts if one.name == "root").empty_password.value
    ours = [one for one in device.host.sockets if one.port == here.port]
    assert [(one.protocol, one.address, one.process, one.local) for one in ours] == [("tcp", "127.0.0.1", "sshd", True)]
    assert (here.store.root / "here" / "linux.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.system("openssh-server")
@pytest.mark.system("root")
def test_this_machine_as_an_ordinary_user(tmp_path: Path) -> None:
    command = "ForceCommand setpriv --reuid=65534 --regid=65534 --clear-groups sh -s"
    with sshd(tmp_path, command) as running:
        record = running.gather()
        assert record.status == "partial"
        assert "/etc/shadow" in record.reason
        assert "sudo" in record.mend
        assert not record.privilege_proven
        device = parse("linux", {"linux.json": running.text})
        assert device
        assert [one.name for one in device.host.accounts]
        assert "无权读取" in str(next(iter(device.host.accounts)).max_age_days)


@pytest.mark.system("openssh-server")
@pytest.mark.system("root")
@pytest.mark.parametrize(
    ("variables", "status", "reason"),
    [
        ({"ansible_ssh_private_key_file": "", "ansible_password": "wrong"}, "refused", "用户名或口令不对"),
        ({"ansible_user": ""}, "refused", "没有给出登录账号"),
        ({"dengbao_known_hosts": os.devnull}, "host_key", "主机密钥未知"),
        ({"ansible_port": 9}, "unreachable", "连不上"),
    ],
)
def test_what_keeps_us_out_of_a_real_sshd(here: Real, variables: dict[str, Any], status: str, reason: str) -> None:
    record = here.gather(**variables)
    assert (record.status, reason in record.reason) == (status, True), record.reason
    assert record.mend
    assert not any(made.file for made in record.commands)


@pytest.mark.system("openssh-server")
@pytest.mark.system("root")
@pytest.mark.parametrize(
    ("command", "status", "reason"),
    [
        ("echo 'This account is closed.' >&2; exit 1", "partial", "没有输出（退出码 1，This account is closed.）"),
        ("echo welcome; sh -s", "partial", "不是完整的文档"),
        ("sh -s | head -c 4000", "partial", "不是完整的文档"),
        ("sleep 30", "cut_off", "2 秒没有输出"),
        ("kill -9 $PPID", "cut_off", "中途断开"),
    ],
)
def test_accounts_and_lines_that_fail(tmp_path: Path, command: str, status: str, reason: str) -> None:
    script = tmp_path / "forced"
    script.write_text(command + "\n", encoding="ascii")
    with sshd(tmp_path, f"ForceCommand sh {script}") as running:
        record = running.gather(dengbao_silence_timeout=2)
    assert (record.status, reason in record.reason) == (status, True), (record.status, record.reason)
    assert record.mend


@pytest.fixture
def lab(tmp_path: Path) -> Gather:
    folder = tmp_path / "srv"
    folder.mkdir()
    text = document((HOSTS / "openeuler-2203.txt").read_text(encoding="utf-8"))
    (folder / "linux.json").write_text(text, encoding="utf-8")
    store = Store(tmp_path / "snapshot")
    store.open(["srv"], {})

    def gather(faults: Faults = Faults(), **variables: Any) -> Gathered:  # noqa: B008 - a frozen value
        host = Device(
            host="srv",
            platform="linux",
            address="127.88.9.1",
            folder=folder,
            user=USER,
            password=PASSWORD,
            faults=faults,
        )
        with start(devices=[host]) as running:
            known = {
                "platform": "linux",
                "ansible_host": host.address,
                "ansible_port": running.hosts["srv"].port,
                "ansible_user": USER,
                "ansible_password": PASSWORD,
                "dengbao_known_hosts": str(running.known_hosts),
                "dengbao_silence_timeout": 2,
                "dengbao_connect_timeout": 2,
            }
            record = gather_host(target_of("srv", known | variables, {}), store)
            events = [json.loads(line) for line in running.log.read_text(encoding="utf-8").splitlines()]
            received = [event["line"] for event in events if event["event"] == "line"]
            assert received in ([], record.sent)
            return record

    return gather


def test_the_labs_host_is_gathered_whole(lab: Gather, tmp_path: Path) -> None:
    record = lab()
    assert (record.status, record.reason) == ("whole", "")
    assert record.privilege_proven
    device = parse("linux", {"linux.json": (tmp_path / "snapshot/srv/linux.json").read_text(encoding="utf-8")})
    assert device
    assert device.system.hostname.value == "srv-linux-1"


@pytest.mark.parametrize(
    ("faults", "variables", "status", "reason"),
    [
        (Faults(), {"ansible_password": "wrong"}, "refused", "用户名或口令不对"),
        (Faults(refuse=True), {}, "unreachable", "连接被拒绝"),
        (Faults(hang="connect"), {}, "unreachable", ""),
        (Faults(hang="command"), {}, "cut_off", "2 秒没有输出"),
        (Faults(cut_after=5000), {}, "cut_off", "中途断开"),
        (Faults(cut_after=5000, cut_connection=True), {}, "cut_off", "中途断开"),
        (Faults(other_host_key=True), {}, "host_key", "主机密钥已改变"),
        (Faults(legacy_algorithms=True), {}, "unreachable", "SHA-1"),
    ],
)
def test_what_can_go_wrong(lab: Gather, faults: Faults, variables: dict[str, Any], status: str, reason: str) -> None:
    record = lab(faults, **variables)
    assert (record.status, reason in record.reason) == (status, True), (record.status, record.reason)
    assert not any(made.file for made in record.commands)


def test_commands_that_the_site_does_not_want_are_not_sent(lab: Gather) -> None:
    unwanted = next(command.command for command in COMMANDS if command.file == "lastlog")
    record = lab(dengbao_skip_commands=[unwanted])
    assert unwanted not in record.sent
    assert [made.problem for made in record.commands if made.status == "missing"] == [
        f"{unwanted}：按 dengbao_skip_commands 略过"
    ]
