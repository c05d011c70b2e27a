"""How the groups and stacks of a Comware device are: ``display vrrp`` and ``display irf``.

Both after the Comware 7 command references (VRRP, IRF) and captures of Comware 5 and 7. A stack of which one member is
all that there is has lost its partner.
"""

from __future__ import annotations

from collections.abc import Mapping

from dengbao.model import Device
from parsers.hp_comware.tables import full_name
from parsers.ioslike.tables import Row, table
from parsers.text import clean_lines

VRRP, VRRP6, IRF = "display-vrrp", "display-vrrp-ipv6", "display-irf"
_TEMPLATES = {VRRP: "display_vrrp", VRRP6: "display_vrrp", IRF: "display_irf"}
_ALONE = 1


def read(device: Device, outputs: Mapping[str, str]) -> None:
    """Give each group and the stack its state.

    Args:
        device: as the configuration made it.
        outputs: masked texts by output name.
    """
    states: dict[tuple[str, str], str] = {}
    for name, template in _TEMPLATES.items():
        if name in outputs:
            lines = clean_lines(outputs[name])
            rows = table(f"{template}.textfsm", lines, "parsers.hp_comware")
            states |= _stack(rows) if name == IRF else _groups(rows, "ipv6 " if name == VRRP6 else "")
            device.coverage[name] = bytes([1 if rows else 0]) * len(lines)
    for pair in device.redundancy.items:
        pair.state = states.get((pair.interface, pair.name), pair.state)


def _groups(rows: list[Row], family: str) -> dict[tuple[str, str], str]:
    return {(full_name(row["INTERFACE"]), family + row["VRID"]): row["STATE"].lower() for row in rows}


def _stack(rows: list[Row]) -> dict[tuple[str, str], str]:
    """``master/standby``; Comware 5 says slave. A member that is still loading is not there yet."""
    roles = {row["MEMBER"]: row["ROLE"].lower().replace("slave", "standby") for row in reversed(rows)}
    roles |= {row["MEMBER"]: "master" for row in rows if row["ROLE"] == "Master"}
    if not roles:
        return {}
    alone = ["缺少成员"] if len(roles) == _ALONE else []
    return {("", "irf"): "/".join([*roles.values(), *alone])}
