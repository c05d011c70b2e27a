"""ZTE ZXROS: routers, switches and access nodes whose configuration is cut into ``!<section>`` ... ``!</section>``.

Public are the command manual of ZXROS NG V5 and what devices are seen to print. A default is taken for granted only for
a release that the manual is about; what these leave open is Unknown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from dengbao.model import Device, Unknown
from parsers.blocks import Block, read_blocks
from parsers.grammar import Reading
from parsers.ioslike.acl import finish_lists
from parsers.ioslike.capture import until_end
from parsers.ioslike.opaques import OPAQUES
from parsers.ioslike.sections import refuse
from parsers.text import clean_lines
from parsers.zte_zxros import access, acl, guards, irrelevant, network, operation, routing, snmp, users
from parsers.zte_zxros.outputs import confirmed
from parsers.zte_zxros.outputs import read as read_outputs
from parsers.zte_zxros.table import TOP, Zxros

END: re.Pattern[str] | None = None
_TAGS = re.compile(r"^!</?[A-Za-z][\w-]*>", re.MULTILINE)
_WORDS = re.compile(
    r"^(?:hostname |interface |system-user|ssh server |aaa-|line (?:telnet|console) |snmp-server )", re.MULTILINE
)
_SEPARATORS = frozenset({"!", "$"})
_FINISHERS = (
    finish_lists,
    acl.finish_bindings,
    users.finish_users,
    access.finish_access,
    snmp.finish_snmp,
    network.finish_network,
    operation.finish_operation,
    guards.finish_guards,
)


def looks_like(text: str) -> bool:
    """Tell whether a text is a ZXROS configuration: its sections have names, and say something that we know."""
    return _TAGS.search(text) is not None and _WORDS.search(text) is not None


def parse(outputs: Mapping[str, str]) -> Device:
    """Read one device.

    Args:
        outputs: masked texts by output name; ``running-config`` is the configuration.

    Returns:
        The device. Without a configuration, or with another platform's, every section says that it is missing.
    """
    text = outputs.get("running-config", "")
    reading = Reading(
        clean_lines(text), separators=_SEPARATORS, scratch=Zxros(confirmed=confirmed(outputs.get("show-version", "")))
    )
    if not looks_like(text):
        refuse(reading.device, "没有 running-config" if not text.strip() else "看起来不是中兴 ZXROS 的配置")
        return reading.finish()
    blocks = read_blocks(reading.lines, separators=_SEPARATORS, opaques=OPAQUES)
    reading.top(_without_tags(reading, until_end(reading, blocks)), TOP)
    for finish in _FINISHERS:
        finish(reading)
    device = reading.finish()
    device.list_default = Unknown("没有证实 ZXROS 接口上的 ACL 怎样处理没有匹配的报文")
    read_outputs(device, outputs)
    return device


def _without_tags(reading: Reading, blocks: list[Block]) -> list[Block]:
    """Take out the marks of sections: their lines stand between them as in any other configuration."""
    for block in blocks:
        if _TAGS.match(block.text):
            reading.skip(block)
    return [block for block in blocks if not _TAGS.match(block.text)]


_TABLES = (irrelevant, routing)  # imported for the lines that it registers
