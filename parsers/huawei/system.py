"""The device itself: name, release, banner, virtual systems, end of the configuration."""

from __future__ import annotations

from dengbao.model import Absent, Known, Unknown, Vrf
from parsers.blocks import Block
from parsers.grammar import Reading, Table
from parsers.huawei.state import TOP, State, refuse, say

VRF: Table[Reading] = Table()
VRF.ignore(
    "VPN 实例的路由参数",
    "ipv4-family",
    "ipv6-family",
    "route-distinguisher",
    "vpn-target",
    "description",
    "vxlan",
    "export",
    "import",
    "tnl-policy",
    "apply-label",
    "evpn",
    "routing-table",
)
VSYS: Table[Reading] = Table()
VSYS.ignore("虚拟系统的资源分配;接口归属见接口本身", "assign", "description", "resource-class")
refuse("system", "header", "sysname")
say("system", "banner enable", "undo banner enable")


@TOP.line("sysname", topic="system")
def _name(reading: Reading, words: list[str], block: Block) -> bool:
    if len(words) < 2:  # noqa: PLR2004
        return False
    if not reading.scratch.context:
        reading.device.system.hostname = Known(" ".join(words[1:]), (block.number,))
    return True


@TOP.line("header login information", "header shell information", "header login", "header shell", topic="system")
def _banner(reading: Reading, words: list[str], block: Block) -> bool:
    """The text lies in the block's body; an opening sign that nothing closes is not understood."""
    if words[2:3] == ["file"]:
        reading.scratch.say("banner", [" ".join(words[2:])], block.number)
        return len(words) > 3  # noqa: PLR2004
    first = block.text.partition("information")[2].strip()
    if not first or (len(first) == 1 and not block.body):
        return False
    text = "\n".join([first, *(line for _, line in block.body)]).strip()
    mark = text[0] if not text[0].isalnum() else ""
    reading.scratch.say("banner", [text.strip(mark).strip() if mark else text], block.number)
    return True


@TOP.line("ip vpn-instance", topic="vrfs")
def _vrf(reading: Reading, words: list[str], block: Block) -> bool:
    if len(words) != 3:  # noqa: PLR2004
        return False
    lost = reading.inside(block, VRF, reading)
    reading.device.vrfs.items.append(Vrf(name=words[2], lines=(block.number,), unread=lost))
    return True


@TOP.line("vsys name", topic="vrfs")
def _vsys(reading: Reading, words: list[str], block: Block) -> bool:
    """``vsys name V ID`` with ``assign`` lines: the interfaces of that virtual system."""
    if len(words) < 3:  # noqa: PLR2004
        return False
    lost = reading.inside(block, VSYS, reading)
    reading.device.vrfs.items.append(Vrf(name=words[2], lines=(block.number,), kind="vsys", unread=lost))
    for child in block.children:
        parts = child.text.split()
        if parts[:2] == ["assign", "interface"]:
            reading.scratch.of("assigned")["".join(parts[2:])] = words[2]
    return True


TOP.ignore("虚拟系统的总开关和资源类", "vsys enable", "resource-class", "vsys")


def finish(reading: Reading) -> None:
    """Name, maker, release, banner."""
    state: State = reading.scratch
    system = reading.device.system
    reading.device.vrfs.missing = ""
    system.vendor = Known("华为", (1,)) if reading.lines else Unknown()
    if isinstance(system.hostname, Unknown):
        system.hostname = Unknown("配置中没有 sysname")
    version = state.version
    if version.text and version.line:
        system.version = Known(version.text, (version.line,))
    elif version.text:
        system.version = Known(version.text, (), "display-version")
    else:
        system.version = Unknown("配置头和 display version 都没有给出版本")
    said = state.last("banner")
    system.banner = Known(said[0][0], (said[1],)) if said else Absent("", "没有 header login 或 header shell")
    for interface in reading.device.interfaces.items:
        interface.context = interface.context or state.of("assigned").get(interface.name, "")
