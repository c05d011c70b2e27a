"""Who gets in, and what is kept of it."""

from __future__ import annotations

import asyncio
import json
import stat
from pathlib import Path

import asyncssh
import netmiko
import pytest

from dengbao.lab import Lab
from tests.lab.client import Terminal, netmiko_session, received, talk
from tests.lab.conftest import PASSWORD, SECRET, USER, Make, Serve


async def _nothing(terminal: Terminal) -> None:
    await terminal.until(b"[>#] ?")


@pytest.mark.parametrize("login", [{"password": "wrong"}, {"username": "admin"}, {"password": ""}])
def test_a_wrong_login_is_refused(every: Lab, login: dict[str, str]) -> None:
    with pytest.raises(asyncssh.PermissionDenied):
        talk(every, "huawei", _nothing, **login)


def test_keyboard_interactive_is_taken(every: Lab) -> None:
    talk(every, "paloalto_panos", _nothing, preferred_auth="keyboard-interactive")


def test_every_device_has_a_host_key_of_its_own(every: Lab) -> None:
    lines = every.known_hosts.read_text(encoding="utf-8").splitlines()
    where = every.hosts["huawei"]
    assert len({line.split()[2] for line in lines}) == len(lines) == len(every.hosts)
    assert lines[0].startswith(f"[{where.address}]:{where.port} ssh-ed25519 ")


def test_a_changed_host_key_is_noticed(serve: Serve, device: Make) -> None:
    lab = serve(device(other_host_key=True))
    with pytest.raises(asyncssh.HostKeyNotVerifiable):
        talk(lab, "sw-1", _nothing)
    with pytest.raises(netmiko.NetmikoTimeoutException, match=r"(?i)host key"):
        netmiko_session(lab, "sw-1", "cisco_ios")


def test_enable_wants_its_own_password(every: Lab) -> None:
    async def act(terminal: Terminal) -> bytes:
        await terminal.until(b"cisco_ios>")
        terminal.send(f"enable\r{PASSWORD}\rwrong\r\r")
        return await terminal.until(b"cisco_ios>")

    assert b"% Bad secrets" in talk(every, "cisco_ios", act)


def test_asa_refuses_in_its_own_words(every: Lab) -> None:
    async def act(terminal: Terminal) -> bytes:
        await terminal.until(b"cisco_asa> ")
        terminal.send("enable\rwrong\rwrong\rwrong\r")
        return await terminal.until(b"cisco_asa> ")

    assert b"Access denied." in talk(every, "cisco_asa", act)


def test_no_password_is_ever_kept_or_echoed(every: Lab) -> None:
    async def act(terminal: Terminal) -> bytes:
        await terminal.until(b"cisco_ios>")
        terminal.send(f"enable\r{SECRET}\r")
        return await terminal.until(b"cisco_ios#")

    assert SECRET.encode() not in talk(every, "cisco_ios", act)
    kept = every.log.read_text(encoding="utf-8")
    assert SECRET not in kept
    assert PASSWORD not in kept
    assert '"event": "password"' in kept
    assert stat.S_IMODE(every.log.stat().st_mode) == 0o600


def test_what_is_asked_beside_a_shell_is_refused_and_kept(serve: Serve, device: Make) -> None:
    lab = serve(device())

    async def act() -> None:
        where = lab.hosts["sw-1"]
        login = {"username": USER, "password": PASSWORD, "known_hosts": str(lab.known_hosts), "client_keys": None}
        async with asyncssh.connect(where.address, where.port, **login) as connection:
            with pytest.raises(asyncssh.ChannelOpenError):
                await connection.run("reload")
            with pytest.raises(asyncssh.ChannelOpenError):
                await connection.start_sftp_client()

    asyncio.run(act())
    assert received(lab, "sw-1", "request") == ["exec reload", "subsystem sftp"]


def test_the_journal_proves_what_was_sent(serve: Serve, device: Make, tmp_path: Path) -> None:
    log = tmp_path / "sent.jsonl"
    lab = serve(device("huawei"), log=log)

    async def act(terminal: Terminal) -> None:
        await terminal.until(b"<sw-1>")
        terminal.send("system-view\rinterface Vlanif1\rshutdown\rreturn\rdisplay version\r")
        for prompt in (rb"\[sw-1\]", rb"\[sw-1\]", rb"\[sw-1\]", b"<sw-1>", b"<sw-1>"):
            await terminal.until(prompt)

    talk(lab, "sw-1", act)
    records = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert records[0] | {"time": 0} == {
        "time": 0, "host": "sw-1", "session": 1, "event": "login", "line": USER, "accepted": True,
    }  # fmt: skip
    assert [(record["mode"], record["line"]) for record in records[1:]] == [
        ("privileged", "system-view"),
        ("config", "interface Vlanif1"),
        ("config", "shutdown"),
        ("config", "return"),
        ("privileged", "display version"),
    ]


def test_stock_fortios_driver_is_seen_writing_configuration(serve: Serve, device: Make) -> None:
    lab = serve(device("fortinet"))
    netmiko_session(lab, "sw-1", "fortinet").disconnect()
    assert {"config system console", "set output standard", "end"} <= set(received(lab, "sw-1"))
