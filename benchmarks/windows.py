"""How much slower is the playbook than plain pypsrp threads on Windows? 100 hosts, 0.8 s an answer, width 20.

Both sides send the same collector to the same lab and take its whole document back. The playbook's side is the whole of
``ansible-playbook playbooks/gather.yml``: start-up, masking and snapshot included.

    .venv/bin/python -m benchmarks.windows
"""

from __future__ import annotations

import argparse
import base64
import json
import statistics
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import yaml
from pypsrp.powershell import PowerShell, RunspacePool
from pypsrp.wsman import WSMan

from benchmarks.gather import PASSWORD, ROOT, USER, playbook
from dengbao.gather.windows import SCRIPT
from dengbao.lab import Device, Endpoint, Faults, Lab, start, synthetic

GOAL = 1.3


def main() -> int:
    """Measure in turns, print the medians and their ratio; 1 where the goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("-n", type=int, default=100, help="hosts")
    parser.add_argument("--width", type=int, default=20)
    parser.add_argument("--latency", type=float, default=0.8, help="seconds an answer; gathering one host takes six")
    parser.add_argument("--rounds", type=int, default=2)
    args = parser.parse_args()
    like = Device(
        host="first",
        platform="windows",
        address="127.21.0.1",
        folder=ROOT / "inventories/lab/devices/srv-win-1",
        user=USER,
        password=PASSWORD,
        faults=Faults(latency=args.latency),
    )
    with tempfile.TemporaryDirectory() as name, start(devices=synthetic(args.n, like)) as lab:
        inventory = write_inventory(Path(name), lab)
        plain, ours = [], []
        for turn in range(args.rounds):
            plain.append(threads(lab, args.width))
            ours.append(playbook(inventory, Path(name, f"snapshot-{turn}"), args))
            sys.stdout.write(f"threads {plain[-1]:6.2f} s   playbook {ours[-1]:6.2f} s\n")
    ratio = statistics.median(ours) / statistics.median(plain)
    sys.stdout.write(f"{args.n} hosts, width {args.width}: {ratio:.2f} x the wall time of threads (goal {GOAL})\n")
    return int(ratio > GOAL)


def write_inventory(folder: Path, lab: Lab) -> Path:
    """Write an inventory of the lab's hosts."""
    common = {
        "site": {"name": "bench", "level": 3, "zones": {"intranet": {"title": "内网", "networks": ["10.0.0.0/8"]}}},
        "role": "server",
        "platform": "windows",
        "ansible_connection": "psrp",
        "ansible_psrp_protocol": "http",
        "ansible_psrp_auth": "basic",
        "ansible_psrp_message_encryption": "never",
        "ansible_user": USER,
        "ansible_password": PASSWORD,
    }
    hosts = {host: {"ansible_host": end.address, "ansible_port": end.port} for host, end in lab.hosts.items()}
    path = folder / "hosts.yml"
    path.write_text(yaml.safe_dump({"all": {"hosts": hosts, "vars": common}}), encoding="utf-8")
    return path


def threads(lab: Lab, width: int) -> float:
    """Collect from every host by plain pypsrp in a pool of threads; give the seconds.

    Raises:
        RuntimeError: a host gave no document.
    """
    # What Ansible would send, without its wrappers: the lab's hosts look for the collector in it.
    code = base64.b64encode(SCRIPT.read_bytes()).decode()
    action = {"name": "module_wrapper.ps1", "params": {"Script": SCRIPT.name}}
    sent = ["{}", "\0\0\0\0", json.dumps({"scripts": {SCRIPT.name: {"script": code}}, "actions": [action]})]

    def read(end: Endpoint) -> None:
        connection = WSMan(
            end.address, port=end.port, username=USER, password=PASSWORD, ssl=False, auth="basic", encryption="never"
        )
        with RunspacePool(connection) as pool:
            shell = PowerShell(pool)
            shell.add_script("$input")
            document = json.loads(shell.invoke(input=sent)[0])  # type: ignore[arg-type]  # any iterable will do
        if "facts" not in document:
            raise RuntimeError(document)

    begun = time.perf_counter()
    with ThreadPoolExecutor(width) as pool:
        list(pool.map(read, lab.hosts.values()))
    return time.perf_counter() - begun


if __name__ == "__main__":
    sys.exit(main())
