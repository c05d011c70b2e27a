"""An inventory of a small lab, and the playbooks run on it as programs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from dengbao.lab import Faults
from dengbao.snapshot import open_folder
from dengbao.snapshot.records import Manifest
from tests.gather.lab import ENABLE, PASSWORD, USER, Site, site

ROOT = Path(__file__).parent.parent.parent
WANTED = {
    "r1": ("cisco_ios", Faults()),
    "sw1": ("huawei", Faults()),
    "gone": ("cisco_ios", Faults(refuse=True)),
    "cut": ("huawei", Faults(cut_after=2000)),
    "secret": ("cisco_ios", Faults()),
}
SITE = {"name": "示例", "level": 3, "zones": {"intranet": {"title": "内网", "networks": ["10.0.0.0/8"]}}}


@dataclass
class Ran:
    """How a playbook ended."""

    status: int
    output: str
    out: Path

    @property
    def manifest(self) -> Manifest:
        found = open_folder(self.out / "snapshot").manifest
        assert found
        return found

    @property
    def statuses(self) -> dict[str, str]:
        return {host: entry.status for host, entry in self.manifest.hosts.items()}

    def recap(self, host: str) -> dict[str, int]:
        """Give the numbers of a host in the recap; empty when it is not there."""
        lines = self.output.rpartition("PLAY RECAP")[2].splitlines()
        line = next((line for line in lines if line.split(" ")[0] == host), "")
        return {key: int(number) for key, number in (word.split("=") for word in line.split() if "=" in word)}


class Playbooks:
    """Runs the project's playbooks on the inventory of a running lab."""

    def __init__(self, lab: Site, folder: Path) -> None:
        self.lab, self.folder = lab, folder
        self._runs = 0

    def inventory(self, name: str = "inventory", **variables: Any) -> Path:
        """Write an inventory; ``variables`` are those of all hosts."""
        hosts: dict[str, Any] = {}
        for host, device in self.lab.devices.items():
            end = self.lab.lab.hosts.get(host)
            hosts[host] = {
                "platform": device.platform, "role": "access", "ansible_host": device.address,
                "ansible_port": end.port if end else 9,
            }  # fmt: skip
        hosts["secret"]["classified"] = True
        common = {
            "ansible_user": USER, "ansible_password": PASSWORD, "dengbao_enable_password": ENABLE, "site": SITE,
            "dengbao_known_hosts": str(self.lab.lab.known_hosts), "dengbao_connect_timeout": 2,
        }  # fmt: skip
        path = self.folder / name
        (path / "group_vars").mkdir(parents=True, exist_ok=True)
        (path / "hosts.yml").write_text(yaml.safe_dump({"all": {"hosts": hosts}}), encoding="utf-8")
        (path / "group_vars/all.yml").write_text(
            yaml.safe_dump(common | variables, allow_unicode=True), encoding="utf-8"
        )
        return path

    def run(self, playbook: str, inventory: Path, *words: str, out: Path | None = None) -> Ran:
        self._runs += 1
        out = out or self.folder / f"out-{self._runs}"
        program = Path(sys.executable).with_name("ansible-playbook")
        environment = os.environ | {"ANSIBLE_CONFIG": str(ROOT / "ansible.cfg"), "ANSIBLE_NOCOLOR": "1"}
        done = subprocess.run(
            [program, "-i", inventory, ROOT / "playbooks" / playbook, "-e", f"dengbao_out={out}", *words],
            capture_output=True, text=True, encoding="utf-8", env=environment, check=False, timeout=120,
        )  # fmt: skip
        return Ran(done.returncode, done.stdout + done.stderr, out)


@pytest.fixture(scope="module")
def playbooks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Playbooks]:
    folder = tmp_path_factory.mktemp("playbooks")
    with site(folder / "lab", WANTED) as lab:
        yield Playbooks(lab, folder)
