# Copyright the dengbao authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Ansible plugins are bound to Ansible's licence; the rest of the project is Apache-2.0. See playbooks/LICENSE.
"""Gather one host, read-only, in one login; what becomes of it is recorded, and raised only at the end of the play."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ansible.errors import AnsibleActionFail
from ansible.plugins.action import ActionBase

from dengbao.gather import VARIABLES, Target, gather_host, target_of
from dengbao.gather.events import tell
from dengbao.gather.warm import warm
from dengbao.gather.windows import MODULE
from dengbao.snapshot.store import Store

DOCUMENTATION = r"""
module: dengbao_gather
short_description: Gather one device read-only into a snapshot
description:
  - Logs in once, sends only lines of the platform's allow-list (see C(dengbao commands)), stores the masked outputs.
  - Never fails for what a device does; RV(status) tells.
options:
  run: {description: "What P(dengbao_open) returned.", type: dict, required: true}
"""
RETURN = r"""
status: {description: "One of those of dengbao.snapshot.records.Status, or planned in check mode.", type: str}
reason: {description: "Why it is not whole.", type: str}
mend: {description: "What to do about it.", type: str}
"""

# The strategy loads this module (and netmiko with it) in the parent, once, before it forks a worker for each host.
warm()


_TO_WINDOWS = {"psrp", "winrm"}


class _Remote:
    """Ansible's own connection to a Windows host, opened only when the host is really to be gathered."""

    def __init__(self, action: ActionModule, target: Target, task_vars: dict[str, Any]) -> None:
        """Point the connection at the target: a lab moves hosts, and a password may come from the environment."""
        self._action, self._task_vars = action, task_vars
        options: dict[str, str | int] = {
            "remote_addr": target.address,
            "remote_user": target.user,
            "remote_password": target.password,
        }
        if target.port:
            options["port"] = target.port
        for name, value in options.items():
            action.connection.set_option(name, value)

    def connect(self) -> None:
        """Log in."""
        self._action.connection._connect()  # noqa: SLF001 - what Ansible itself calls before the first command

    def run(self) -> dict[str, Any]:
        """Run the collector as a module: one round trip."""
        return self._action.run_module(MODULE, self._task_vars)


class ActionModule(ActionBase):  # type: ignore[misc]
    """Runs on the controller; the connection to the device is its own."""

    _requires_connection = False
    _VALID_ARGS = frozenset({"run"})

    @property
    def connection(self) -> Any:  # noqa: ANN401 - a plugin of Ansible's
        """The connection that the inventory names."""
        return self._connection

    def run_module(self, name: str, task_vars: dict[str, Any]) -> dict[str, Any]:
        """Run a module on the host."""
        result: dict[str, Any] = self._execute_module(module_name=name, module_args={}, task_vars=task_vars)
        return result

    def run(self, tmp: str | None = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Gather the host, or in check mode leave it alone.

        Raises:
            AnsibleActionFail: the inventory's variables of the host cannot be used.
        """
        task_vars = task_vars or {}
        result: dict[str, Any] = super().run(tmp, task_vars)
        host = str(task_vars["inventory_hostname"])
        if self._task.check_mode:
            return result | {"changed": False, "status": "planned", "reason": "", "mend": ""}
        variables = {name: self._templar.template(task_vars[name]) for name in VARIABLES if name in task_vars}
        run = self._task.args["run"]
        if lab := run["lab"]:
            endpoint = lab["hosts"].get(host, {})
            variables["dengbao_known_hosts"] = lab["known_hosts"]
            variables["ansible_host"] = endpoint.get("address", variables.get("ansible_host"))
            variables["ansible_port"] = endpoint.get("port", variables.get("ansible_port"))
        try:
            target = target_of(host, variables)
        except ValueError as error:
            raise AnsibleActionFail(f"{host} 的变量有误：{error}") from error
        remote = _Remote(self, target, task_vars) if self._connection.transport in _TO_WINDOWS else None
        record = gather_host(target, Store(run["snapshot"]), inventory=Path(run["inventory"]), remote=remote)
        tell("host", host=host, status=record.status)
        return result | {"changed": False, "status": record.status, "reason": record.reason, "mend": record.mend}
