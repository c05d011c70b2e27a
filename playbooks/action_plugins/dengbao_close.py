# Copyright the dengbao authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Ansible plugins are bound to Ansible's licence; the rest of the project is Apache-2.0. See playbooks/LICENSE.
"""Complete the snapshot's manifest, end the lab, and say what was gathered."""

from __future__ import annotations

from typing import Any

from ansible.plugins.action import ActionBase
from ansible.utils.display import Display

from dengbao.gather.events import tell
from dengbao.gather.notice import summary
from dengbao.lab import Lab
from dengbao.snapshot.store import Store

DOCUMENTATION = r"""
module: dengbao_close
short_description: Close a gathering run
description: Runs once, on the controller, also when no host could be reached.
options:
  run: {description: "What P(dengbao_open) returned.", type: dict, required: true}
"""
RETURN = r"""
raised: {description: "The hosts of this run that are to be raised at the end.", type: list, returned: always}
"""
GOOD = frozenset({"whole", "excluded"})


class ActionModule(ActionBase):  # type: ignore[misc]
    """Runs on the controller, and needs no connection."""

    _requires_connection = False
    _VALID_ARGS = frozenset({"run"})

    def run(self, tmp: str | None = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Write the manifest; in check mode there is none."""
        task_vars = task_vars or {}
        result: dict[str, Any] = super().run(tmp, task_vars)
        run = self._task.args["run"]
        if self._task.check_mode:
            return result | {"changed": False, "raised": []}
        if run["lab"]:
            Lab.from_record(dict(run["lab"])).stop()
        store = Store(run["snapshot"])
        manifest = store.close()
        Display().display(summary(store, manifest))
        tell("closed")
        here = {str(host) for host in task_vars["ansible_play_hosts_all"]}
        bad = [host for host, entry in manifest.hosts.items() if entry.status not in GOOD and host in here]
        return result | {"changed": False, "raised": bad}
