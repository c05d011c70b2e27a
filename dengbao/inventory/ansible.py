"""An inventory read by the program ``ansible-inventory``: whatever Ansible understands."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from dengbao.errors import UserError
from dengbao.inventory.document import Document, NotPlainError, read_document
from dengbao.inventory.plain import variable_files
from dengbao.inventory.variables import Origin, Raw

_PROGRAM = "ansible-inventory"
_SECONDS = 120
_WARNING = "[WARNING]:"


def program() -> str | None:
    """Where ``ansible-inventory`` is: beside the interpreter, else on the path; None where there is none."""
    beside = Path(sys.executable).with_name(_PROGRAM)
    return str(beside) if beside.exists() else shutil.which(_PROGRAM)


def read_ansible(source: Path, executable: str) -> Raw:
    """Read an inventory through Ansible.

    Vault passwords reach it as in any Ansible run: ``ANSIBLE_VAULT_PASSWORD_FILE`` or ``ansible.cfg``.

    Raises:
        UserError: Ansible refused it, took too long, or found no host.
    """
    command = [executable, "-i", str(source), "--list"]
    environment = os.environ | {"ANSIBLE_NOCOLOR": "1", "ANSIBLE_FORCE_COLOR": "0", "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, env=environment, check=False)  # noqa: S603 - our own venv's program
    except subprocess.TimeoutExpired:
        raise UserError(
            f"{_PROGRAM} 在 {_SECONDS} 秒内没有读完清单", file=source, mend="请单独运行它查看原因"
        ) from None
    said = done.stderr.decode("utf-8", "replace")
    if done.returncode:
        hint = "请设置 ANSIBLE_VAULT_PASSWORD_FILE" if "vault" in said.lower() else "请按 Ansible 的提示修改清单"
        raise UserError(f"Ansible 读不了清单({_last_words(said)})", file=source, mend=hint)
    return _raw(json.loads(done.stdout), source, _warnings(said))


def _last_words(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return next((line for line in lines if line.startswith(("ERROR", "[ERROR]"))), lines[-1] if lines else "没有说明")


def _warnings(said: str) -> list[str]:
    """Ansible's warnings, each on one line again (it wraps them)."""
    found: list[str] = []
    for line in said.splitlines():
        if line.startswith(_WARNING):
            found.append(line.removeprefix(_WARNING).strip())
        elif found and line.strip():
            found[-1] += f" {line.strip()}"
    return [f"Ansible 警告:{text}" for text in found]


def _raw(listed: dict[str, Any], source: Path, notes: list[str]) -> Raw:
    raw = Raw(hosts=dict(listed["_meta"]["hostvars"]), notes=notes)
    groups = {name: group for name, group in listed.items() if name != "_meta"}
    named = {host for group in groups.values() for host in group.get("hosts", ())}
    raw.hosts = {host: raw.hosts.get(host, {}) for host in sorted(named | raw.hosts.keys())}
    parents = {
        name: [parent for parent, group in groups.items() if name in group.get("children", ())] for name in groups
    }
    for host in raw.hosts:
        direct = [name for name, group in groups.items() if host in group.get("hosts", ())]
        raw.groups[host] = tuple(sorted(_upwards(direct, parents) - {"all", "ungrouped"}))
    site = _find_site(source)
    if site:
        raw.origins = {host: {"site": site} for host in raw.hosts}
    return raw


def _upwards(names: list[str], parents: dict[str, list[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += parents.get(name, [])
    return found


def _find_site(source: Path) -> Origin | None:
    """Where ``site`` is written, so that its errors can name file and line; the last file that has it wins."""
    folder = source if source.is_dir() else source.parent
    places = [
        Origin(document, ("site",))
        for file in variable_files(folder / "group_vars", "all")
        if (document := _readable(file)) and isinstance(document.data, dict) and "site" in document.data
    ]
    return places[-1] if places else None


def _readable(file: Path) -> Document | None:
    try:
        return read_document(file)
    except NotPlainError:
        return None
