"""Hold whole devices of a fixture folder against all checks, as the engine does."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from dengbao.check import load
from dengbao.engine.evaluate import Outcome, evaluate
from dengbao.engine.run import Judging, site_names
from dengbao.inventory import load as load_inventory
from dengbao.snapshot import open_folder

_SITE = """
all:
  hosts:
    {host}: {{platform: {platform}, role: {role}}}
  vars:
    site:
      name: 示例县数据局
      level: 3
      zones:
        intranet: {{title: 内网, networks: [10.10.0.0/16]}}
        dmz: {{title: 隔离区, networks: [192.168.100.0/24]}}
        internet: {{title: 外网, networks: [any]}}
      management: [10.10.99.0/24]
      log_servers: [10.10.100.21, 10.10.100.22]
      ntp_servers: [10.10.100.31, 10.10.100.32]
"""
Judged = dict[str, list[str] | str]


def judge(fixtures: Path, host: str, platform: str, role: str, scratch: Path) -> tuple[Judged, Outcome | None]:
    """Judge one device of a plain folder.

    Args:
        fixtures: the folder; each device has a folder of its own in it.
        host: the device's.
        platform: of the registry.
        role: decides which checks apply.
        scratch: an empty folder for the inventory.

    Returns:
        Check id → finding keys of what fails, or ``"error: why"``; passes and skips are left out. Then the outcome of
        the first error, for a message.
    """
    inventory_file = scratch / "hosts.yml"
    inventory_file.write_text(_SITE.format(host=host, platform=platform, role=role), encoding="utf-8")
    inventory = load_inventory(inventory_file)
    judging = Judging(
        inventory=inventory, folder=open_folder(fixtures, key=b"k" * 32), as_of=dt.date(2026, 11, 24),
        plan=[],
        started=dt.datetime.now(tz=dt.UTC), names=site_names(inventory),
        by_name={one.name: one for one in inventory.hosts},
    )  # fmt: skip
    subject = judging.take(inventory.hosts[0])
    assert subject.reader, subject.why
    judged: Judged = {}
    first: Outcome | None = None
    for check in load().values():
        if not check.applies(inventory.hosts[0].role, platform):
            continue
        outcome = evaluate(check, subject.reader)
        if outcome.status == "fail":
            judged[check.id] = sorted(found.key for found in outcome.found)
        elif outcome.status == "error":
            judged[check.id] = f"error: {outcome.why}"
            first = first or outcome
    return judged, first
