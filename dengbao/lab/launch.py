"""Start a lab from another process, and stop it."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from dengbao.errors import UserError
from dengbao.lab.device import Device
from dengbao.lab.inventory import read_devices
from dengbao.lab.owner import Process

START_SECONDS = 30
"""How long a lab may take to be ready; it takes well under one second, seconds more with a real upsd."""

LIMIT_SECONDS = 3600
"""How long a lab lives at most."""

Nut = Literal["auto", "own", "real"]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a device of the lab is to be reached: SSH, WinRM for a Windows host, NUT or SNMP for a UPS."""

    address: str
    port: int


@dataclass(frozen=True, slots=True)
class Lab:
    """A running lab. As a context manager it is stopped at the end.

    Attributes:
        pid: the lab's own process.
        started: see ``dengbao.lab.owner.Process``.
        hosts: by inventory name.
        known_hosts: the host keys in OpenSSH's form; gone when the lab is.
        folder: the lab's working folder, removed when it ends.
        log: every line that the devices received (see ``dengbao.lab.journal``).
        nut: which NUT server answers for the UPSes: ``real`` (upsd), ``own``, or empty without a UPS.
    """

    pid: int
    started: int
    hosts: dict[str, Endpoint]
    known_hosts: Path
    folder: Path
    log: Path
    nut: str

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> Lab:
        """Build it from what ``as_record`` gave, or from the lab's own ``lab.json``."""
        paths = {name: Path(record[name]) for name in ("known_hosts", "folder", "log")}
        hosts = {host: Endpoint(**endpoint) for host, endpoint in record["hosts"].items()}
        return cls(**record | paths | {"hosts": hosts})

    def as_record(self) -> dict[str, Any]:
        """Give a form that JSON and Ansible results can carry."""
        return asdict(self) | {name: str(getattr(self, name)) for name in ("known_hosts", "folder", "log")}

    @property
    def running(self) -> bool:
        """Whether it still runs."""
        handle = Process(self.pid, self.started).open()
        if handle is None:
            return False
        try:
            return not select.select([handle], [], [], 0)[0]
        finally:
            os.close(handle)

    def stop(self, seconds: float = 10) -> None:
        """End the lab and wait until it is gone; nothing happens when it is gone already.

        Args:
            seconds: after which it is killed.
        """
        handle = Process(self.pid, self.started).open()
        if handle is None:
            return
        try:
            for number in (signal.SIGTERM, signal.SIGKILL):
                with contextlib.suppress(ProcessLookupError):
                    signal.pidfd_send_signal(handle, number)
                if select.select([handle], [], [], seconds)[0]:
                    return
        finally:
            os.close(handle)

    def __enter__(self) -> Self:
        """Hand out the running lab."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop it."""
        self.stop()


def start(  # noqa: PLR0913  # three that matter, three that tests and benchmarks set
    inventory: str | Path | None = None,
    devices: Iterable[Device] | None = None,
    owner_pid: int | None = None,
    *,
    log: str | Path | None = None,
    limit_seconds: float = LIMIT_SECONDS,
    nut: Nut = "auto",
) -> Lab:
    """Start a lab as a process of its own, and return when every device can be reached.

    Args:
        inventory: folder of the lab's inventory; read when ``devices`` is None (see ``read_devices``).
        devices: the devices to serve.
        owner_pid: the process whose end ends the lab; the calling one when None. A plugin that runs in a worker
            process of Ansible names the ``ansible-playbook`` process.
        log: where the lines that the devices receive are appended; a file in the lab's own folder when None.
        limit_seconds: after which the lab ends, whatever happens.
        nut: ``real`` insists on NUT's upsd, ``own`` on the lab's server, ``auto`` takes upsd where it is installed.

    Returns:
        The running lab.

    Raises:
        UserError: when it cannot start; one line says why.
    """
    if devices is None:
        if inventory is None:
            raise ValueError("an inventory or devices")
        devices = read_devices(Path(inventory))
    order = {
        "devices": [device.as_record() for device in devices],
        "owner": asdict(Process.of(os.getpid() if owner_pid is None else owner_pid)),
        "log": str(Path(log).absolute()) if log else None,
        "limit_seconds": limit_seconds,
        "nut": nut,
    }
    try:
        answer = subprocess.run(
            [sys.executable, "-m", "dengbao.lab"],
            input=json.dumps(order),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=START_SECONDS + 5,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UserError(f"实验环境 {START_SECONDS} 秒内没有启动完成", mend="机器负载过高时请稍后再试") from error
    if answer.returncode:
        raise UserError(f"实验环境无法启动:{(answer.stderr.strip().splitlines() or ['未知原因'])[-1]}")
    return Lab.from_record(json.loads(answer.stdout))
