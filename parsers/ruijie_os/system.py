"""The device itself: name, version, banners. ``version`` is printed in four shapes, with and without ``RGOS``."""

from __future__ import annotations

import re

from dengbao.model import Known, Unknown, Unsupported
from dengbao.model.facts import UNREAD
from parsers.blocks import Block
from parsers.grammar import Reading
from parsers.ioslike.opaques import finish_banner, read_banner
from parsers.ruijie_os.table import TOP, Rgos

_VERSION = re.compile(r"(?:.*?RGOS )?(\d{1,3})\.(\d{1,3})\S*")
_MODEL = re.compile(r"(\S+)_RGOS ")


@TOP.line("hostname", topic="system")
def _hostname(reading: Reading, words: list[str], block: Block) -> bool:
    if len(words) < 2:  # noqa: PLR2004
        return False
    reading.device.system.hostname = Known(words[1], (block.number,))
    return True


@TOP.line("version", topic="system")
def _version(reading: Reading, _words: list[str], block: Block) -> bool:
    """Read ``version RGOS 10.4(3b19)p3 Release(...)``, ``version 11.4(1)B12P29``, ``version S5310_RGOS 12.6(2)``."""
    rest = block.text.partition(" ")[2]
    match = _VERSION.match(rest)
    if match is None:
        return False
    state: Rgos = reading.scratch
    state.version = int(match[1]), int(match[2])
    system = reading.device.system
    system.version = Known(rest, (block.number,))
    model = _MODEL.match(rest)
    if model:
        system.model = Known(model[1], (block.number,))
    return True


TOP.line("banner", topic="system")(read_banner)


def finish_system(reading: Reading) -> None:
    """Fill in what no line says."""
    device = reading.device
    system = device.system
    system.vendor = Known("Ruijie", system.version.lines)
    for name, why in (
        ("hostname", "配置中没有 hostname"), ("version", "配置中没有 version 行"), ("model", "型号要看 show version"),
        ("serial", "序列号要看 show version"),
    ):  # fmt: skip
        if getattr(system, name) is UNREAD:
            setattr(system, name, Unknown(why))
    finish_banner(reading, "没有配置 banner,登录前不显示任何提示")
    system.uptime_days = Unknown("没有采集 show version")
    system.factory_default = Known(not device.users.items, system.hostname.lines)
    device.archive.saved = Unknown("RGOS 的配置不写明何时保存,要看 show startup-config")
    device.archive.automatic = Unsupported("RGOS 没有自动归档配置的命令,由集中备份完成")
    device.archive.destinations = Unsupported("RGOS 没有自动归档配置的命令")
