"""Terminal logs: outputs by command, with the log's own line numbers."""

from __future__ import annotations

import pytest

from dengbao.platforms import Platform, platform
from dengbao.snapshot.terminal import split, without_last_prompt, without_pager


def known(name: str) -> Platform:
    found = platform(name)
    assert found
    return found


def outputs(name: str, text: str) -> dict[str, str] | None:
    found = split(text, known(name))
    return None if found is None else {output.slug: output.text for output in found}


LOGS = {
    "huawei": ("<HW-1>dis cur", "[HW-1]display version", "<HW-1>"),
    "hp_comware": ("<H3C>display current-configuration", "[H3C-Vlan10]dis ver", "<H3C>"),
    "cisco_ios": ("R1#sh run", "R1(config)#show version", "R1>"),
    "ruijie_os": ("RJ-1#show running-config", "RJ-1#sh ver", "RJ-1#"),
    "zte_zxros": ("ZXR10#show running-config", "ZXR10(config)#show version", "ZXR10#"),
    "cisco_nxos": ("n9k# show running-config ", "n9k# sh ver", "n9k# "),
    "cisco_asa": ("fw/act# show run", "fw/act# show version", "fw/act# "),
    "fortinet": ("FGT-1 # show", "FGT-1 (root) # get system status", "FGT-1 # "),
    "hillstone_stoneos": ("SG-6000(M)# show configuration", "SG-6000(M)# show version", "SG-6000(M)# "),
    "juniper_junos": ("a@srx-1> show configuration | no-more", "a@srx-1> show version", "a@srx-1> "),
    "paloalto_panos": ("a@pa-1(active)> show config running", "a@pa-1(active)> show system info", "a@pa-1(active)> "),
}


@pytest.mark.parametrize("name", LOGS)
def test_splits_by_command_and_keeps_line_numbers(name: str) -> None:
    first, second, last = LOGS[name]
    found = outputs(name, f"login chatter\n{first}\nline three\nline four\n{second}\nline six\n{last}\n")
    assert found
    version = next(slug for slug in found if slug != "running-config")
    assert found["running-config"].split("\n")[2:4] == ["line three", "line four"]
    assert found["running-config"].strip() == "line three\nline four"
    assert found[version].split("\n")[5] == "line six"
    assert "version" in version or version in {"get-system-status", "show-system-info"}


@pytest.mark.parametrize("name", LOGS)
def test_a_configuration_is_no_log(name: str) -> None:
    assert outputs(name, "hostname x\n#\n banner <hello>\n description R1#show\n!\nend\n") is None


def test_only_prompts_of_the_device_divide() -> None:
    log = "<HW-1>dis cur\n#\nheader login information\n<other>display this\n#\nreturn\n<HW-1>quit\n"
    found = outputs("huawei", log)
    assert found
    assert "<other>display this" in found["running-config"]


def test_the_last_of_a_command_counts() -> None:
    found = outputs("cisco_ios", "R1#sh run\nold\nR1#sh run\nnew\nend\nR1#")
    assert found
    assert found["running-config"].strip() == "new\nend"


@pytest.mark.parametrize(
    "stop",
    [
        "  ---- More ----\x1b[42D" + " " * 42 + "\x1b[42D",
        "---- More ----\x1b[16D" + " " * 16 + "\x1b[16D",
        " --More-- " + "\b" * 9 + " " * 9 + "\b" * 9,
        " --More-- \r" + " " * 9 + "\r",
        "--More-- \r         \r",
        "<--- More --->\r" + " " * 14 + "\r",
        "---(more 45%)---\r" + " " * 40 + "\r",
        "---(more)---\r" + " " * 40 + "\r",
        "\x1b[7m--More--\x1b[27m\r\x1b[K",
        "\x1b[7mlines 1-23 \x1b[27m\x1b[K\r\x1b[K",
    ],
)
def test_pager_stops_go_without_a_trace(stop: str) -> None:
    assert without_pager(f"one\n two\n{stop} three\nfour\n") == "one\n two\n three\nfour\n"


def test_the_last_prompt_is_blanked() -> None:
    assert without_last_prompt("#\nreturn\n<HW-1>", known("huawei")) == "#\nreturn\n"
    assert without_last_prompt("#\nreturn\n", known("huawei")) == "#\nreturn\n"
