"""Each platform's terminal, read by real clients."""

from __future__ import annotations

import pytest

from dengbao.lab import Lab
from dengbao.lab.dialects import DIALECTS
from tests.lab.client import Terminal, netmiko_session, screen, talk
from tests.lab.conftest import CONFIG, CONFIG_COMMANDS, PLATFORMS, SECRET, USER

UNKNOWN = {
    "huawei": "Error: Unrecognized command found at '^' position.",
    "hp_comware": "% Unrecognized command found at '^' position.",
    "ruijie_os": "% Invalid input detected at '^' marker.",
    "cisco_ios": "% Invalid input detected at '^' marker.",
    "cisco_nxos": "% Invalid command at '^' marker.",
    "cisco_asa": "ERROR: % Invalid input detected at '^' marker.",
    "fortinet": "Unknown action 0",
    "hillstone_stoneos": "^-----unrecognized keyword frobnicate",
    "juniper_junos": "unknown command.",
    "paloalto_panos": "Unknown command: frobnicate",
    "zte_zxros": "%Error 20201: Invalid input detected at '^' marker.",
}
PROMPTS = {
    "huawei": "<huawei>",
    "hp_comware": "<hp_comware>",
    "ruijie_os": "ruijie_os#",
    "cisco_ios": "cisco_ios#",
    "cisco_nxos": "cisco_nxos# ",
    "cisco_asa": "cisco_asa# ",
    "fortinet": "fortinet # ",
    "hillstone_stoneos": "hillstone_stoneos# ",
    "juniper_junos": f"{USER}@juniper_junos> ",
    "paloalto_panos": f"{USER}@paloalto_panos> ",
    "zte_zxros": "zte_zxros#",
}


def test_every_platform_of_the_inventory_is_spoken() -> None:
    assert sorted(DIALECTS) == sorted(PLATFORMS)


@pytest.mark.parametrize("platform", [name for name in PLATFORMS if name != "fortinet"])
def test_netmiko_reads_the_configuration_exactly(every: Lab, platform: str) -> None:
    options = {"allow_auto_change": False} if platform == "cisco_asa" else {}
    with netmiko_session(every, platform, platform, **options) as session:
        if DIALECTS[platform].enable:
            session.enable()
        text = session.send_command(CONFIG_COMMANDS[platform], read_timeout=10)
        refusal = session.send_command("frobnicate", read_timeout=10)
    assert text.replace("\r", "").strip() == CONFIG.strip()
    assert UNKNOWN[platform] in refusal


def test_netmiko_logs_in_to_fortios(every: Lab) -> None:
    with netmiko_session(every, "fortinet", "fortinet") as session:
        assert session.find_prompt() == "fortinet #"


@pytest.mark.parametrize("platform", PLATFORMS)
def test_the_pager_is_answered_and_leaves_the_exact_text(every: Lab, platform: str) -> None:
    prompt = PROMPTS[platform].encode()

    async def act(terminal: Terminal) -> tuple[bytes, int, bytes]:
        await _become_privileged(terminal, platform)
        terminal.send(CONFIG_COMMANDS[platform] + "\r")
        text, pages = await terminal.paged(prompt)
        terminal.send("frobnicate\r")
        return text, pages, await terminal.until(prompt)

    text, pages, refusal = talk(every, platform, act)
    shown = screen(text)
    assert CONFIG.strip() in shown
    assert pages == (6 if platform == "paloalto_panos" else 5)  # less waits at the end, too
    assert "ore" not in shown.replace(CONFIG, "")
    assert UNKNOWN[platform] in screen(refusal)


@pytest.mark.parametrize("platform", [name for name in PLATFORMS if DIALECTS[name].paging_off])
def test_paging_goes_off_for_the_session(every: Lab, platform: str) -> None:
    prompt = PROMPTS[platform].encode()

    async def act(terminal: Terminal) -> bytes:
        await _become_privileged(terminal, platform)
        terminal.send(next(iter(DIALECTS[platform].paging_off)) + "\r")
        await terminal.until(prompt)
        terminal.send(CONFIG_COMMANDS[platform] + "\r")
        return await terminal.until(prompt)

    assert CONFIG.encode().replace(b"\n", b"\r\n") in talk(every, platform, act)


@pytest.mark.parametrize("platform", [name for name in PLATFORMS if DIALECTS[name].config_needs_enable])
def test_the_configuration_wants_enable(every: Lab, platform: str) -> None:
    async def act(terminal: Terminal) -> bytes:
        await terminal.until(b"> ?")
        terminal.send(CONFIG_COMMANDS[platform] + "\r")
        return await terminal.until(b"> ?")

    assert UNKNOWN[platform] in screen(talk(every, platform, act))


def test_return_shows_one_line_more_and_q_ends(every: Lab) -> None:
    async def act(terminal: Terminal) -> bytes:
        await _become_privileged(terminal, "cisco_ios")
        terminal.send("show running-config\r")
        await terminal.until(b" --More-- ")
        terminal.send("\rx")
        await terminal.until(b" --More-- ")
        terminal.send("q")
        await terminal.until(b"cisco_ios#")
        return terminal.seen

    assert screen(talk(every, "cisco_ios", act)).count(" 上联") == 7


def test_grep_keeps_the_pager_away(every: Lab) -> None:
    async def act(terminal: Terminal) -> bytes:
        await terminal.until(b"fortinet # ")
        terminal.send("show full-configuration | grep 第3口\rget system status | grep Version\r")
        await terminal.until(b"fortinet # ")
        await terminal.until(b"fortinet # ")
        return terminal.seen

    shown = screen(talk(every, "fortinet", act))
    assert [line for line in shown.split("\n") if "第3口" in line][1:] == [" description 第3口 上联政务专网"]
    assert "Version: v7.2.8 样机" in shown


def test_levels_are_told(every: Lab) -> None:
    async def act(terminal: Terminal) -> bytes:
        await terminal.until(b"cisco_ios>")
        terminal.send("show privilege\r")
        await terminal.until(b"cisco_ios>")
        terminal.send(f"enable\r{SECRET}\rshow privilege\r")
        await terminal.until(b"cisco_ios#")
        await terminal.until(b"cisco_ios#")
        return terminal.seen

    shown = screen(talk(every, "cisco_ios", act))
    assert "privilege level is 1\n" in shown
    assert "privilege level is 15\n" in shown


async def _become_privileged(terminal: Terminal, platform: str) -> None:
    if DIALECTS[platform].enable:
        await terminal.until(b"> ?")
        terminal.send("enable\r")
        await terminal.until(b"assword: ?")
        terminal.send(SECRET + "\r")
    await terminal.until(PROMPTS[platform].encode())
