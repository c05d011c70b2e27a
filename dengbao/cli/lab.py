"""``dengbao lab``: serve a lab until interrupted."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
from pathlib import Path

from dengbao.lab import read_devices, start

HELP = "启动实验环境(仅监听 127.0.0.0/8),按 Ctrl+C 结束"

_LOOK_SECONDS = 1.0


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("-i", "--inventory", type=Path, default=Path("inventories/lab"), help="实验环境的清单目录")
    parser.add_argument("--log", type=Path, help="把设备收到的每一行追加到此文件(JSON Lines)")
    parser.add_argument("--nut", choices=("auto", "own", "real"), default="auto", help="UPS 由谁应答:自动、自带、upsd")
    parser.add_argument("--hours", type=float, default=12, help="最长运行时间(小时)")


def run(args: argparse.Namespace) -> int:
    """Start the lab, say where each device is, and wait.

    Returns:
        0 when it was interrupted or its time was up.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    devices = read_devices(args.inventory)
    lab = start(devices=devices, owner_pid=os.getpid(), log=args.log, limit_seconds=args.hours * 3600, nut=args.nut)
    with lab:
        try:
            for device in devices:
                where = lab.hosts[device.host]
                sys.stdout.write(f"{device.host:<16}{device.platform:<20}{where.address}:{where.port}\n")
            sys.stdout.write(f"known_hosts: {lab.known_hosts}\n收到的命令: {lab.log}\n实验环境已启动,按 Ctrl+C 结束\n")
            sys.stdout.flush()
            while lab.running:
                time.sleep(_LOOK_SECONDS)
        except KeyboardInterrupt:
            sys.stdout.write("实验环境已结束\n")
    return 0
