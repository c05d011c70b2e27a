"""What goes wrong with devices and lines goes wrong here."""

from __future__ import annotations

import asyncio
import time

import asyncssh
import paramiko
import pytest

from tests.lab.client import Terminal, netmiko_session, received, screen, talk
from tests.lab.conftest import CONFIG, PASSWORD, SECRET, USER, Make, Serve

PROMPT = b"sw-1[#>] ?"


async def _config(terminal: Terminal) -> bytes:
    """Read the whole configuration of an IOS device."""
    await terminal.until(PROMPT)
    terminal.send(f"terminal length 0\renable\r{SECRET}\r")
    await terminal.until(PROMPT)
    await terminal.until(b"sw-1#")
    terminal.send("show running-config\r")
    return await terminal.until(b"sw-1#")


def test_refused_connections(serve: Serve, device: Make) -> None:
    lab = serve(device(refuse=True), device(host="sw-2", number=2))
    with pytest.raises(ConnectionRefusedError):
        talk(lab, "sw-1", _config)


@pytest.mark.parametrize("cut_connection", [False, True])
def test_a_session_is_cut_off_in_the_middle(serve: Serve, device: Make, *, cut_connection: bool) -> None:
    lab = serve(device(cut_after=500, cut_connection=cut_connection))
    with pytest.raises((EOFError, asyncssh.ConnectionLost)) as caught:
        talk(lab, "sw-1", _config)
    if not cut_connection:
        assert caught.value.args[0].split(b"\r\n", 1)[1] == CONFIG.encode()[:500].replace(b"\n", b"\r\n")


def test_gbk_in_pieces_arrives_whole(serve: Serve, device: Make) -> None:
    lab = serve(device(encoding="gb18030", chunk=7))
    assert CONFIG in screen(talk(lab, "sw-1", _config), "gb18030")


def test_chinese_is_split_between_packets(serve: Serve, device: Make) -> None:
    lab = serve(device(chunk=7))

    async def act(terminal: Terminal) -> bool:
        await terminal.until(PROMPT)
        terminal.send(f"terminal length 0\renable\r{SECRET}\r")
        await terminal.until(b"sw-1#")
        terminal.send("show running-config\r")
        pieces = [await terminal.process.stdout.read(4096) for _ in range(40)]
        return any(piece[-1] >= 0x80 and not _is_whole(piece) for piece in pieces)

    assert talk(lab, "sw-1", act)


def _is_whole(piece: bytes) -> bool:
    try:
        piece.decode()
    except UnicodeDecodeError:
        return False
    return True


def test_latency_is_per_command(serve: Serve, device: Make) -> None:
    lab = serve(device(latency=0.2))

    async def act(terminal: Terminal) -> float:
        await terminal.until(PROMPT)
        began = time.monotonic()
        terminal.send("show version\r")
        await terminal.until(PROMPT)
        return time.monotonic() - began

    assert 0.2 <= talk(lab, "sw-1", act) < 2


@pytest.mark.parametrize(("hang", "reached"), [("connect", False), ("login", True), ("command", True)])
def test_silence(serve: Serve, device: Make, hang: str, *, reached: bool) -> None:
    lab = serve(device(hang=hang))

    async def act(terminal: Terminal) -> bytes:
        if hang == "command":
            await terminal.until(PROMPT)
        terminal.send("show version\r")
        return await terminal.until(PROMPT, seconds=0.5)

    with pytest.raises(TimeoutError):
        asyncio.run(asyncio.wait_for(asyncio.to_thread(talk, lab, "sw-1", act, login_timeout=1, connect_timeout=1), 3))
    assert bool(received(lab, "sw-1", "login")) is reached
    assert received(lab, "sw-1") == (["show version"] if hang == "command" else [])


def test_low_privilege_gives_a_filtered_but_well_ended_configuration(serve: Serve, device: Make) -> None:
    lab = serve(device(limited=True))

    async def act(terminal: Terminal) -> str:
        await terminal.until(b"sw-1#")
        terminal.send("terminal length 0\rshow privilege\rshow running-config\r")
        for _ in range(3):
            await terminal.until(b"sw-1#")
        terminal.send(f"enable\r{SECRET}\r{SECRET}\r{SECRET}\r")
        await terminal.until(b"sw-1#")
        return screen(terminal.seen)

    shown = talk(lab, "sw-1", act)
    assert "privilege level is 7" in shown
    assert "interface GigabitEthernet0/0/39\n!\nend\n" in shown
    assert "description" not in shown
    assert "% Bad secrets" in shown


@pytest.mark.parametrize(
    ("platform", "command", "full"),
    [
        ("cisco_nxos", "show user-account", "roles:network-operator"),
        ("juniper_junos", "show cli authorization", "view-configuration"),
        ("huawei", "display user-interface", "15    15          A     -"),
    ],
)
def test_an_account_tells_what_it_may(serve: Serve, device: Make, platform: str, command: str, full: str) -> None:
    lab = serve(device(platform), device(platform, "sw-2", 2, limited=True))

    async def act(terminal: Terminal) -> str:
        await terminal.until(b"sw-[12][#>] ?")
        terminal.send(command + "\r")
        return screen(await terminal.until(b"sw-[12][#>] ?"))

    assert full in talk(lab, "sw-1", act)
    assert full not in talk(lab, "sw-2", act)


@pytest.mark.parametrize(("answer", "passwords"), [("N", 0), ("Y", 3)])
def test_the_password_change_question(serve: Serve, device: Make, answer: str, passwords: int) -> None:
    lab = serve(device("huawei", password_change=True))

    async def act(terminal: Terminal) -> None:
        await terminal.until(rb"Change now\? \[Y/N\]: ")
        terminal.send(answer + "\r" + "new\r" * passwords)
        await terminal.until(PROMPT)

    talk(lab, "sw-1", act)
    assert received(lab, "sw-1") == [answer]
    assert len(received(lab, "sw-1", "password")) == passwords


def test_netmiko_declines_to_change_the_password(serve: Serve, device: Make) -> None:
    lab = serve(device("huawei", password_change=True))
    with netmiko_session(lab, "sw-1", "huawei"):
        assert received(lab, "sw-1")[0] == "N"


def test_paging_that_cannot_be_switched_off(serve: Serve, device: Make) -> None:
    lab = serve(device("hillstone_stoneos", paging_stays=True))

    async def act(terminal: Terminal) -> tuple[bytes, int]:
        await terminal.until(PROMPT)
        terminal.send("terminal length 0\r")
        assert b"^-----unrecognized keyword" in await terminal.until(PROMPT)
        terminal.send("show configuration\r")
        return await terminal.paged(b"sw-1# ")

    text, pages = talk(lab, "sw-1", act)
    assert pages == 5
    assert CONFIG.strip() in screen(text)


@pytest.mark.parametrize("early", [False, True])
def test_when_typed_ahead_text_is_echoed(serve: Serve, device: Make, *, early: bool) -> None:
    lab = serve(device(latency=0.3, echo_early=early))

    async def act(terminal: Terminal) -> str:
        await terminal.until(PROMPT)
        terminal.send("show version\nshow privilege\n")
        await terminal.until(PROMPT)
        await terminal.until(PROMPT)
        return screen(terminal.seen)

    shown = talk(lab, "sw-1", act)
    assert ("sw-1>show privilege" in shown) is not early


def test_old_algorithms_only(serve: Serve, device: Make) -> None:
    lab = serve(device(legacy_algorithms=True))
    where = lab.hosts["sw-1"]
    assert " ssh-rsa " in lab.known_hosts.read_text(encoding="utf-8")
    with netmiko_session(lab, "sw-1", "cisco_ios") as session:
        transport = session.remote_conn.get_transport()
        assert (transport.host_key_type, transport.remote_cipher) == ("ssh-rsa", "aes128-cbc")
    without_sha1 = {"kex": ["diffie-hellman-group14-sha1", "diffie-hellman-group1-sha1"]}
    login = {"allow_agent": False, "look_for_keys": False, "disabled_algorithms": without_sha1}
    with paramiko.SSHClient() as client:
        client.set_missing_host_key_policy(paramiko.RejectPolicy())
        with pytest.raises(paramiko.SSHException, match="no acceptable kex"):
            client.connect(where.address, where.port, USER, PASSWORD, **login)
