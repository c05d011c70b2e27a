"""How much slower is the playbook than plain netmiko threads? 200 devices, 3 commands of 0.1 s, width 20.

Both sides log in, raise to level 15, switch the pager off and read the same three outputs of the same lab. The
playbook's side is the whole of ``ansible-playbook playbooks/gather.yml``: start-up, masking and snapshot included.

    .venv/bin/python benchmarks/gather.py
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import yaml
from netmiko import ConnectHandler

from dengbao.lab import Device, Endpoint, Faults, Lab, start, synthetic
from dengbao.platforms import platform
from dengbao.snapshot import open_folder

ROOT = Path(__file__).resolve().parent.parent
USER, PASSWORD, ENABLE = "audit", "Bench-Audit#2026", "Bench-Enable#2026"
COMMANDS = ("show privilege", "show version", "show running-config")
GOAL = 1.3


def main() -> int:
    """Measure in turns, print the medians and their ratio; 1 where the goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("-n", type=int, default=200, help="devices")
    parser.add_argument("--width", type=int, default=20)
    parser.add_argument("--latency", type=float, default=0.1, help="seconds a command")
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        like = Device(
            host="first",
            platform="cisco_ios",
            address="127.20.0.1",
            folder=answers(folder),
            user=USER,
            password=PASSWORD,
            enable_password=ENABLE,
            faults=Faults(latency=args.latency),
        )
        devices = synthetic(args.n, like)
        with start(devices=devices) as lab:
            inventory = write_inventory(folder, lab)
            plain, ours = [], []
            for turn in range(args.rounds):
                plain.append(threads(lab, args.width))
                ours.append(playbook(inventory, folder / f"snapshot-{turn}", args))
                sys.stdout.write(f"threads {plain[-1]:6.2f} s   playbook {ours[-1]:6.2f} s\n")
    ratio = statistics.median(ours) / statistics.median(plain)
    sys.stdout.write(f"{args.n} devices, width {args.width}: {ratio:.2f} x the wall time of threads (goal {GOAL})\n")
    return int(ratio > GOAL)


def answers(folder: Path) -> Path:
    """Write what all devices answer."""
    made = folder / "device"
    made.mkdir()
    blocks = (f"interface GigabitEthernet0/{n}\n description 第{n}口\n shutdown\n!\n" for n in range(100))
    made.joinpath("running-config.txt").write_text(f"hostname bench\n!\n{''.join(blocks)}end\n", encoding="utf-8")
    made.joinpath("show-version.txt").write_text("Cisco IOS XE Software, Version 17.09.04a\n", encoding="utf-8")
    return made


def write_inventory(folder: Path, lab: Lab) -> Path:
    """Write an inventory of the lab's devices."""
    known = platform("cisco_ios")
    assert known
    spare = [command.command for command in known.commands if command.command not in COMMANDS]
    hosts = {h: {"ansible_host": end.address, "ansible_port": end.port} for h, end in lab.hosts.items()}
    site = {"name": "bench", "level": 3, "zones": {"intranet": {"title": "内网", "networks": ["10.0.0.0/8"]}}}
    common = {
        "site": site,
        "role": "router",
        "platform": "cisco_ios",
        "ansible_user": USER,
        "ansible_password": PASSWORD,
        "dengbao_enable_password": ENABLE,
        "dengbao_known_hosts": str(lab.known_hosts),
        "dengbao_skip_commands": spare,
    }
    path = folder / "hosts.yml"
    path.write_text(yaml.safe_dump({"all": {"hosts": hosts, "vars": common}}), encoding="utf-8")
    return path


def threads(lab: Lab, width: int) -> float:
    """Read every device by plain netmiko in a pool of threads; give the seconds."""

    def read(end: Endpoint) -> None:
        with ConnectHandler(
            device_type="cisco_ios", host=end.address, port=end.port, username=USER, password=PASSWORD, secret=ENABLE
        ) as device:
            device.enable()
            for command in COMMANDS:
                device.send_command(command)

    begun = time.perf_counter()
    with ThreadPoolExecutor(width) as pool:
        list(pool.map(read, lab.hosts.values()))
    return time.perf_counter() - begun


def playbook(inventory: Path, snapshot: Path, args: argparse.Namespace) -> float:
    """Read every device by the playbook; give the seconds.

    Raises:
        RuntimeError: a host was not gathered whole.
    """
    program = Path(sys.executable).with_name("ansible-playbook")
    command = [str(program), "-i", str(inventory), "-f", str(args.width), str(ROOT / "playbooks/gather.yml")]
    environment = os.environ | {"ANSIBLE_CONFIG": str(ROOT / "ansible.cfg")}
    begun = time.perf_counter()
    done = subprocess.run(  # noqa: S603 - our own playbook
        [*command, "-e", f"dengbao_snapshot={snapshot}"], env=environment, capture_output=True, text=True, check=False
    )
    seconds = time.perf_counter() - begun
    manifest = open_folder(snapshot).manifest if snapshot.exists() else None
    if not manifest or [entry.status for entry in manifest.hosts.values()] != ["whole"] * args.n:
        raise RuntimeError(done.stdout[-2000:])
    return seconds


if __name__ == "__main__":
    sys.exit(main())
