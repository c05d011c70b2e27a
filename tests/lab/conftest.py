"""A lab for the tests: made-up texts, one device or one a platform."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from dengbao.lab import Device, Faults, Lab, start

USER, PASSWORD, SECRET = "audit", "Lab-Audit#2026", "Lab-Enable#2026"
CONFIG_COMMANDS = {
    "huawei": "display current-configuration",
    "hp_comware": "display current-configuration",
    "ruijie_os": "show running-config",
    "cisco_ios": "show running-config",
    "cisco_nxos": "show running-config",
    "cisco_asa": "show running-config",
    "fortinet": "show full-configuration",
    "hillstone_stoneos": "show configuration",
    "juniper_junos": "show configuration | display set",
    "paloalto_panos": "show config running",
    "zte_zxros": "show running-config",
}
Make = Callable[..., Device]
Serve = Callable[..., Lab]
PLATFORMS = list(CONFIG_COMMANDS)
CONFIG = "".join(
    ["!\nhostname 设备\n!\n"]
    + [f"interface GigabitEthernet0/0/{number}\n description 第{number}口 上联政务专网\n!\n" for number in range(40)]
    + ["end\n"]
)


@pytest.fixture(scope="session")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("answers")
    (folder / "running-config.txt").write_text(CONFIG, encoding="utf-8")
    for command in ("show-version", "display-version", "get-system-status"):
        (folder / f"{command}.txt").write_text("型号: 样机\nVersion: v7.2.8 样机\n", encoding="utf-8")
    return folder


@pytest.fixture
def device(answers: Path) -> Make:
    def make(platform: str = "cisco_ios", host: str = "sw-1", number: int = 1, **faults: object) -> Device:
        return Device(
            host=host,
            platform=platform,
            address=f"127.11.0.{number}",
            folder=answers,
            user=USER,
            password=PASSWORD,
            enable_password=SECRET,
            faults=Faults(**faults),
        )

    return make


@pytest.fixture
def serve() -> Iterator[Serve]:
    with ExitStack() as labs:
        yield lambda *devices, **how: labs.enter_context(start(devices=devices, **how))


@pytest.fixture(scope="session")
def every(answers: Path) -> Iterator[Lab]:
    """One device of every platform, named after it."""
    devices = [
        Device(
            host=platform,
            platform=platform,
            address=f"127.11.1.{number}",
            folder=answers,
            user=USER,
            password=PASSWORD,
            enable_password=SECRET,
        )
        for number, platform in enumerate(PLATFORMS, start=1)
    ]
    with start(devices=devices) as lab:
        yield lab
