"""SNMP of RGOS: versions can be switched off one by one (12.x), whatever communities are left."""

from __future__ import annotations

from dengbao.model import Known, Unknown
from parsers.blocks import Block
from parsers.grammar import Reading
from parsers.ioslike import snmp
from parsers.ruijie_os.table import TOP, Rgos

_NAMES = {"v1": "1", "v2c": "2c", "v3": "3"}


@TOP.line("snmp-server enable version", "no snmp-server enable version", topic="snmp")
def _version(reading: Reading, words: list[str], block: Block) -> bool:
    name = _NAMES.get(words[-1])
    if name is None:
        return False
    reading.scratch.snmp_versions[name] = (words[0] != "no", block.number)
    return True


@TOP.line(
    "snmp-server enable secret-dictionary-check",
    "snmp-server authentication attempt",
    "snmp-server logging",
    topic="snmp",
)
def _guard(_reading: Reading, _words: list[str], _block: Block) -> bool:
    return True


def finish_snmp(reading: Reading) -> None:
    """Sum up; a version that is switched off is not answered. The agent's own switch comes first."""
    state: Rgos = reading.scratch
    snmp.finish_snmp(reading, Unknown("没有 snmp-server 行,SNMP 代理的缺省没有确认"))
    device = reading.device
    agent = state.services.get("snmp-agent")
    if agent is not None and not agent[0]:
        device.snmp.enabled = Known(value=False, lines=(agent[1],))
    elif agent is not None and isinstance(device.snmp.enabled, Unknown):
        device.snmp.enabled = Known(value=True, lines=(agent[1],))
    next(channel for channel in device.channels.items if channel.name == "snmp").enabled = device.snmp.enabled
    if state.snmp_versions:
        on = {name for name, (switch, _) in state.snmp_versions.items() if switch}
        known = device.snmp.versions
        left = (known.value if isinstance(known, Known) else frozenset()) - (set(state.snmp_versions) - on)
        numbers = tuple(number for _, number in state.snmp_versions.values())
        device.snmp.versions = Known(frozenset(left | on), (*known.lines, *numbers))
