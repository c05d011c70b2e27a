# Copyright the dengbao authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Ansible plugins are bound to Ansible's licence; the rest of the project is Apache-2.0. See playbooks/LICENSE.
"""Judge the snapshot and write the reports, by running ``dengbao check`` as a program."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from ansible.plugins.action import ActionBase
from ansible.utils.display import Display

from dengbao.gather.events import tell

DOCUMENTATION = r"""
module: dengbao_check
short_description: Judge a snapshot and write the reports
description: Runs once, on the controller. Does not fail by itself; RV(status) tells.
options:
  snapshot: {description: "The snapshot.", type: path, required: true}
  out: {description: "Where the results go.", type: path, required: true}
  level: {description: "The level to judge at, in place of the inventory's.", type: str, default: ""}
  select: {description: "Only these checks (an expression as for C(pytest -k)).", type: str, default: ""}
  as_of: {description: "The date by which to judge.", type: str, default: ""}
  fail_on: {description: "What makes the status non-zero.", type: str, default: ""}
  previous: {description: "The results of the run to compare with.", type: path, default: ""}
  reports: {description: "Which reports to write beside the results.", type: str, default: "junit,html"}
"""
RETURN = r"""
status: {description: "0 compliant, 1 findings, 2 could not run, 3 undecided.", type: int, returned: always}
speaker: {description: "The host on which the verdict is raised, if it is one to fail on.", type: str, returned: always}
"""
COULD_NOT_RUN = 2
LEAST_COLUMNS = 100
OPTIONS = {
    "level": "--level",
    "select": "-k",
    "as_of": "--as-of",
    "fail_on": "--fail-on",
    "previous": "--previous",
    "reports": "--reports",
}


class ActionModule(ActionBase):  # type: ignore[misc]
    """Runs on the controller, and needs no connection."""

    _requires_connection = False
    _VALID_ARGS = frozenset({"snapshot", "out", *OPTIONS})

    def run(self, tmp: str | None = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Run the program; in check mode there is no snapshot to judge."""
        task_vars = task_vars or {}
        result: dict[str, Any] = super().run(tmp, task_vars)
        result |= {"changed": False, "speaker": str(task_vars["inventory_hostname"])}
        if self._task.check_mode:
            return result | {"status": 0}
        args = self._task.args
        command = [sys.executable, "-m", "dengbao", "check", "--from", args["snapshot"], "--out", args["out"]]
        command += ["-i", *(str(source) for source in task_vars.get("ansible_inventory_sources") or [])]
        if left_out := set(task_vars["groups"]["all"]) - set(task_vars["ansible_play_hosts_all"]):
            command += ["--limit", ",".join(f"!{host}" for host in sorted(left_out))]
        for name, option in OPTIONS.items():
            if value := str(args.get(name) or ""):
                command += [option, value]
        environment = os.environ | {"COLUMNS": str(max(Display().columns, LEAST_COLUMNS))}
        done = subprocess.run(  # noqa: S603 - our own program
            command, capture_output=True, text=True, encoding="utf-8", env=environment, check=False
        )
        Display().display(f"{done.stdout}{done.stderr}".rstrip())
        # A program that fell over ends with 1 as well: without results there is no verdict.
        status = done.returncode if Path(args["out"], "results.jsonl").exists() else COULD_NOT_RUN
        tell("checked", status=status)
        return result | {"status": status}
