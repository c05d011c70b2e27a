# Copyright the dengbao authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Ansible plugins are bound to Ansible's licence; the rest of the project is Apache-2.0. See playbooks/LICENSE.
"""Raise at the end what was recorded on the way: a host not gathered, or a verdict that the site wants to fail on."""

from __future__ import annotations

from typing import Any

from ansible.errors import AnsibleActionFail, AnsibleConnectionFailure
from ansible.plugins.action import ActionBase

DOCUMENTATION = r"""
module: dengbao_outcome
short_description: Raise what was recorded
description:
  - The last task of all, so that the snapshot, the results and the reports stand whatever is raised here.
options:
  gathered: {description: "What P(dengbao_gather) returned for the host.", type: dict, default: {}}
  checked: {description: "What P(dengbao_check) returned.", type: dict, default: {}}
  fail_on: {description: "V(never) raises nothing.", type: str, default: finding}
"""
GOOD = frozenset({"whole", "excluded", "planned", ""})
VERDICTS = {1: "有不符合项", 2: "检查没有运行成功", 3: "有未能判定的项"}


class ActionModule(ActionBase):  # type: ignore[misc]
    """Runs on the controller, and needs no connection."""

    _requires_connection = False
    _VALID_ARGS = frozenset({"gathered", "checked", "fail_on"})

    def run(self, tmp: str | None = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Raise, or return quietly.

        Raises:
            AnsibleConnectionFailure: nobody could reach the host.
            AnsibleActionFail: the host was not gathered whole, or the verdict is one to fail on.
        """
        result: dict[str, Any] = super().run(tmp, task_vars)
        args, host = self._task.args, (task_vars or {})["inventory_hostname"]
        checked = args.get("checked") or {}
        status = int(checked.get("status") or 0) if checked.get("speaker") == host else 0
        if status:
            raise AnsibleActionFail(f"{VERDICTS.get(status, '检查异常结束')}（退出状态 {status}），见上文与报告")
        gathered = args.get("gathered") or {}
        if gathered.get("status", "") not in GOOD and args.get("fail_on") != "never":
            text = f"{gathered['reason']}。{gathered['mend']}" if gathered["mend"] else gathered["reason"]
            raise (AnsibleConnectionFailure if gathered["status"] == "unreachable" else AnsibleActionFail)(text)
        return result | {"changed": False}
