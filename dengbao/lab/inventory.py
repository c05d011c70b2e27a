"""Read the lab's own inventory: plain YAML, no Jinja and no vault."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dengbao.errors import UserError
from dengbao.lab.device import Device, Faults

GROUP_VARS = "group_vars/all"


def read_devices(folder: Path) -> list[Device]:
    """Read which devices a lab inventory asks for.

    Args:
        folder: holds ``hosts.yml``, ``group_vars/all/*.yml`` (``ansible_user``, ``ansible_password``,
            ``dengbao_enable_password``) and ``devices/<host>/``. A host may have ``dengbao_lab_faults`` (``Faults``).

    Returns:
        One device a host, in the inventory's order.

    Raises:
        UserError: when a file is missing or a host is not fit for the lab.
    """
    hosts_file = folder / "hosts.yml"
    common: dict[str, Any] = {}
    for path in sorted((folder / GROUP_VARS).glob("*.yml")):
        common |= _load(path)
    hosts: dict[str, dict[str, Any]] = {}
    for name, group in _load(hosts_file).items():
        _collect(name, group, common, hosts)
    return [_device(host, values, folder, hosts_file) for host, values in hosts.items()]


def _load(path: Path) -> dict[str, Any]:
    """Read one YAML file that holds a mapping."""
    import yaml  # noqa: PLC0415  # whoever gives the devices himself does not pay for it

    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise UserError("文件不存在", file=path, mend="用 -i 指向实验环境的清单目录") from error
    except yaml.YAMLError as error:
        raise UserError(f"YAML 格式错误:{error}", file=path) from error
    if not isinstance(content, dict):
        raise UserError("内容应为键值对", file=path)
    return content


def _collect(name: str, group: Any, inherited: dict[str, Any], hosts: dict[str, dict[str, Any]]) -> None:  # noqa: ANN401
    """Walk down a group of an Ansible YAML inventory, handing variables down."""
    group = group or {}
    values = inherited | (group.get("vars") or {})
    for host, own in (group.get("hosts") or {}).items():
        hosts[host] = values | hosts.get(host, {}) | (own or {})
    for child, content in (group.get("children") or {}).items():
        _collect(f"{name}.{child}", content, values, hosts)


def _device(host: str, values: dict[str, Any], folder: Path, hosts_file: Path) -> Device:
    """Build one device from its variables."""
    try:
        return Device(
            host=host,
            platform=values["platform"],
            address=str(values["ansible_host"]),
            folder=folder / "devices" / host,
            user=str(values.get("ansible_user", "")),
            password=str(values.get("ansible_password", "")),
            enable_password=str(values.get("dengbao_enable_password", "")),
            faults=Faults(**values.get("dengbao_lab_faults") or {}),
        )
    except KeyError as error:
        raise UserError(f"主机缺少 {error.args[0]}", file=hosts_file, key=host) from error
    except ValueError as error:
        raise UserError(
            f"ansible_host 不是本机回环地址:{values['ansible_host']}",
            file=hosts_file,
            key=host,
            mend="实验设备只能用 127.0.0.0/8 内的地址",
        ) from error
    except TypeError as error:
        raise UserError(f"dengbao_lab_faults 不可识别:{error}", file=hosts_file, key=host) from error
