"""What the speed of all parsers is measured on: whole configurations of each platform, and long access lists."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.coverage import FOLDERS, KEY, is_full, texts
from dengbao.lab import read_devices
from dengbao.mask import mask

_ROOT = Path(__file__).parents[1]


def configurations() -> dict[str, list[str]]:
    """Give the full configurations of each platform, masked.

    They are the corpus' where ``DENGBAO_CORPUS`` names its folder, else the lab's and those of the parsers' tests.
    """
    found: dict[str, list[str]] = {}
    for platform, text in _corpus(Path(os.environ["DENGBAO_CORPUS"])) if "DENGBAO_CORPUS" in os.environ else _own():
        if is_full(platform, text):
            found.setdefault(platform, []).append(mask(text, platform, key=KEY))
    return found


def _corpus(folder: Path) -> Iterator[tuple[str, str]]:
    for name, platform in FOLDERS.items():
        yield from ((platform, text) for text in texts(folder / name))


def _own() -> Iterator[tuple[str, str]]:
    folders = {device.folder: device.platform for device in read_devices(_ROOT / "inventories" / "lab")}
    folders |= {folder: folder.name for folder in (_ROOT / "tests" / "parsers").iterdir() if folder.is_dir()}
    for folder, platform in folders.items():
        if platform in FOLDERS.values() or platform in {"ruijie_os", "hillstone_stoneos"}:
            yield from ((platform, text) for text in texts(folder))


def _address(n: int) -> str:
    return f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}"


def _ios(n: int) -> str:
    return f" {10 * n} permit tcp host {_address(n)} 192.168.{n % 250}.0 0.0.0.255 eq {1 + n % 700}\n"


def _asa(n: int) -> str:
    return (
        f"access-list LONG extended permit tcp host {_address(n)} 192.168.{n % 250}.0 255.255.255.0 eq {1 + n % 700}\n"
    )


def _rule(n: int) -> str:
    """VRP and Comware print such a rule alike."""
    return (
        f" rule {5 * n} permit tcp source {_address(n)} 0 destination 192.168.{n % 250}.0 0.0.0.255 "
        f"destination-port eq {1 + n % 700}\n"
    )


_LISTS: dict[str, tuple[str, Callable[[int], str], str]] = {
    "cisco_ios": ("version 17.9\nhostname long\nip access-list extended LONG\n", _ios, "end\n"),
    "huawei": ("sysname long\n#\nacl number 3000\n", _rule, "#\nreturn\n"),
    "hp_comware": (" version 7.1.070, Release 6628P47\n#\nacl advanced 3000\n", _rule, "#\n return\n"),
    "cisco_asa": ("ASA Version 9.16(4)\nhostname long\n", _asa, ": end\n"),
}
LISTED = tuple(_LISTS)
"""The platforms that ``access_list`` speaks."""


def access_list(platform: str, entries: int) -> str:
    """Write a configuration that holds one list, no two entries of which are from the same source."""
    head, entry, end = _LISTS[platform]
    return head + "".join(map(entry, range(1, entries + 1))) + end
