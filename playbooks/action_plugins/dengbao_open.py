# Copyright the dengbao authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Ansible plugins are bound to Ansible's licence; the rest of the project is Apache-2.0. See playbooks/LICENSE.
"""Say what will be done to the devices, start the lab where one is asked for, and open the snapshot."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

from ansible.errors import AnsibleActionFail
from ansible.plugins.action import ActionBase
from ansible.utils.display import Display

from dengbao.errors import UserError
from dengbao.gather.events import tell
from dengbao.gather.notice import notice
from dengbao.inventory import load
from dengbao.lab import start
from dengbao.snapshot.store import Store

DOCUMENTATION = r"""
module: dengbao_open
short_description: Open a read-only gathering run
description:
  - Runs once for all hosts, on the controller, before anything is connected to.
  - Tells what the run will do to the devices, starts the embedded lab if asked to, and makes or resumes the snapshot.
options:
  out: {description: "Where reports go. By default reports/<time> beside the playbooks.", type: str, default: ""}
  snapshot: {description: "Where the snapshot goes. By default <out>/snapshot.", type: str, default: ""}
  fresh: {description: "Throw away what an earlier run left.", type: bool, default: false}
  lab: {description: "Start the embedded lab of the inventory.", type: bool, default: false}
"""
RETURN = r"""
out: {description: "Folder of the reports.", type: str, returned: always}
snapshot: {description: "Folder of the snapshot.", type: str, returned: always}
inventory: {description: "File or folder of the inventory.", type: str, returned: always}
lab: {description: "The running lab, empty without one.", type: dict, returned: always}
"""


class ActionModule(ActionBase):  # type: ignore[misc]
    """Runs on the controller, and needs no connection."""

    _requires_connection = False
    _VALID_ARGS = frozenset({"out", "snapshot", "fresh", "lab"})

    def run(self, tmp: str | None = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Open the run.

        Raises:
            AnsibleActionFail: the lab does not start, or the snapshot cannot be written.
        """
        task_vars = task_vars or {}
        result: dict[str, Any] = super().run(tmp, task_vars)
        hosts = [str(host) for host in task_vars["ansible_play_hosts_all"]]
        args = self._task.args
        reports = Path(task_vars["playbook_dir"]).parent / "reports"
        out = Path(args.get("out") or reports / time.strftime("%Y%m%d-%H%M%S")).absolute()
        snapshot = Path(args.get("snapshot") or out / "snapshot").absolute()
        try:
            source = self._source(task_vars)
            inventory = load(source)  # before anything is connected to: what is wrong with it is said by file and line
        except UserError as error:
            raise AnsibleActionFail(str(error)) from error
        Display().display(notice({host.name: host for host in inventory.hosts if host.name in hosts}, snapshot))
        result |= {"changed": False, "out": str(out), "snapshot": str(snapshot), "inventory": str(source), "lab": {}}
        tell("opened", hosts=len(hosts), out=str(out), snapshot=str(snapshot))
        if self._task.check_mode:
            return result
        try:
            manifest = Store(snapshot).open(hosts, inventory.export(), fresh=bool(args.get("fresh")))
            if args.get("lab"):
                # A worker's parent is ansible-playbook: when it ends, however it ends, the lab does.
                lab = start(source, owner_pid=os.getppid())
                result["lab"] = lab.as_record()
        except UserError as error:
            raise AnsibleActionFail(str(error)) from error
        if manifest.hosts:
            Display().display(f"续采 {snapshot}：已完整的主机不再连接（dengbao_fresh=true 则重采）")
        return result

    @staticmethod
    def _source(task_vars: dict[str, Any]) -> Path:
        """Give the inventory's file or folder.

        Raises:
            UserError: there are several.
        """
        sources = [str(source) for source in task_vars.get("ansible_inventory_sources") or []]
        if len(sources) != 1:
            raise UserError(f"给了 {len(sources)} 份清单（-i）", mend="只用一个 -i；几份清单可放在同一个文件夹里")
        return Path(sources[0])
