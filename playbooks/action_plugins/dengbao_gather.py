# Copyright the dengbao authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Ansible plugins are bound to Ansible's licence; the rest of the project is Apache-2.0. See playbooks/LICENSE.
"""Gather one host, read-only, in one login; what becomes of it is recorded, and raised only at the end of the play."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ansible.errors import AnsibleActionFail
from ansible.plugins.action import ActionBase

from dengbao.gather import VARIABLES, gather_host, target_of
from dengbao.gather.events import tell
from dengbao.gather.warm import warm
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


class ActionModule(ActionBase):  # type: ignore[misc]
    """Runs on the controller; the connection to the device is its own."""

    _requires_connection = False
    _VALID_ARGS = frozenset({"run"})

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
        record = gather_host(target, Store(run["snapshot"]), inventory=Path(run["inventory"]))
        tell("host", host=host, status=record.status)
        return result | {"changed": False, "status": record.status, "reason": record.reason, "mend": record.mend}
