"""Which devices a lab inventory asks for."""

from __future__ import annotations

import ipaddress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dengbao.errors import UserError
from dengbao.lab.device import LINUX, LOOPBACK, UPS, WINDOWS, Device, Faults

if TYPE_CHECKING:
    from dengbao.inventory.variables import Origin


def read_devices(folder: Path) -> list[Device]:
    """Read the devices of a lab inventory: plain YAML, no Jinja and no vault.

    Args:
        folder: holds the inventory and, in ``devices/<host>/``, what each device answers. Of a host's variables count
            ``platform``, ``ansible_host``, ``ansible_user``, ``ansible_password``, ``dengbao_enable_password`` and
            ``dengbao_lab_faults`` (see ``Faults``).

    Returns:
        One device a host, in the inventory's order.

    Raises:
        UserError: when a file is missing or a host is not fit for the lab.
    """
    from dengbao.inventory.document import NotPlainError  # noqa: PLC0415  # whoever gives the devices does not pay
    from dengbao.inventory.plain import read_plain  # noqa: PLC0415

    try:
        raw = read_plain(folder)
    except NotPlainError as error:
        raise UserError(
            f"实验环境的清单{error.what}", file=error.file, line=error.line, mend="它只能是普通 YAML,不含模板和加密"
        ) from error
    return [_device(host, values, folder, raw.places[host]) for host, values in raw.hosts.items()]


def _device(host: str, values: dict[str, Any], folder: Path, place: Origin) -> Device:
    """Build one device from its variables."""
    from dengbao.lab.dialects import DIALECTS  # noqa: PLC0415

    platform, address = values.get("platform"), str(values.get("ansible_host", ""))
    known = [*DIALECTS, LINUX, WINDOWS, UPS]
    if platform not in known:
        raise place.error(f"实验环境不会扮演 platform: {platform}", f"可用的有 {'、'.join(known)}")
    if not _is_loopback(address):
        raise place.error(f"ansible_host 不是本机回环地址:{address}", f"实验设备只能用 {LOOPBACK} 内的地址")
    try:
        faults = Faults(**values.get("dengbao_lab_faults") or {})
    except TypeError as error:
        raise place.error(f"dengbao_lab_faults 不可识别:{error}", "可用的见 dengbao/lab/device.py 的 Faults") from error
    card = values.get("ups_protocol") == "snmp"
    return Device(
        host=host,
        platform=platform,
        address=address,
        folder=folder / "devices" / host,
        user=str(values.get("snmp_user" if card else "ansible_user", "")),
        password=str(values.get("snmp_auth_password" if card else "ansible_password", "")),
        privacy_password=str(values.get("snmp_priv_password", "")) if card else "",
        enable_password=str(values.get("dengbao_enable_password", "")),
        faults=faults,
    )


def _is_loopback(address: str) -> bool:
    """Tell whether an address is one of this machine's own."""
    try:
        return ipaddress.IPv4Address(address) in LOOPBACK
    except ValueError:
        return False
