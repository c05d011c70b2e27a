"""Services of the device that an attacker may use, and protection of the device as a whole.

Comware has no finger, small servers, PAD or Smart Install; it configures itself from the network only while it has no
startup configuration (Comware 7 automatic configuration). ``ip source-route`` is in no reference that we know.
"""

from __future__ import annotations

from dengbao.model import Absent, Known, Unsupported
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.hp_comware.table import TOP, note, on_off, plain, rest, state_of

_EXTRA = {
    "cwmp": "CWMP(TR-069)", "cloud": "云平台管理", "session control": "RADIUS session-control(UDP 1812)",
    "dns proxy": "DNS 代理", "redirects": "ICMP 重定向", "service netconf-http": "NETCONF over SOAP/HTTP(明文)",
    "service restful-http": "RESTful over HTTP(明文)",
}  # fmt: skip
_NONE = "Comware 没有这项服务"


class Plane:
    """A view whose lines are of no further use."""

    def __init__(self, reading: Reading) -> None:
        """Keep the reading, which accounts the lines."""
        self.reading = reading


CWMP: Table[Plane] = Table()

on_off("ip redirects enable", "redirects", topic="services")
for _head in ("ip redirects", "cloud-management server", "dns proxy", "radius session-control"):
    rest(_head, "services")


@TOP.line("cloud-management server domain", topic="services")
def cloud(reading: Reading, _words: list[str], block: Block) -> bool:
    """``cloud-management server domain D``: a cloud administers the device."""
    return note(reading, "cloud", value=True, block=block)


@TOP.line("cwmp", topic="services")
def cwmp(reading: Reading, words: list[str], block: Block) -> bool:
    """``cwmp`` with ``cwmp enable`` below it."""
    if words[1:2] == ["enable"]:
        return note(reading, "cwmp", value=True, block=block)
    enabled = next((child for child in block.children if child.text == "cwmp enable"), None)
    if enabled is not None:
        note(reading, "cwmp", value=True, block=enabled)
    return words[1:2] in ([], ["acs"], ["cpe"]) and not reading.inside(block, CWMP, Plane(reading))


plain(CWMP, "cwmp acs", "cwmp cpe", "cwmp enable", "undo cwmp", "ssl")


@TOP.line("control-plane", topic="defence")
def control_plane(reading: Reading, _words: list[str], block: Block) -> bool:
    """``control-plane slot N`` with a policy."""
    applied = [child.number for child in block.children if child.text.startswith("qos apply policy")]
    if applied:
        state_of(reading).said["control plane"] = Known(value=True, lines=tuple(applied))
    reading.use(*reading.numbers(block))
    return True


def settle(reading: Reading) -> None:
    """After all lines."""
    state, services = state_of(reading), reading.device.services
    none = Absent(False, _NONE)
    services.finger = services.tcp_small_servers = services.udp_small_servers = none
    services.bootp = services.pad = services.smart_install = services.source_route = none
    services.config_autoload = Unsupported("Comware 只在没有启动配置时才从网络自动配置")
    services.domain_lookup = Unsupported("Comware 没有单独的域名查询开关")
    for name, title in _EXTRA.items():
        said = state.said.get(name)
        if said is not None and said.value:
            services.extra.append((title, said.lines[0]))
    reading.device.defence.control_plane = state.fact(
        "control plane", default=True, why="缺省启用预定义的控制平面 QoS 策略"
    )
