"""Runs a playbook as a program, and follows it through its events."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import dengbao
from dengbao.errors import UserError
from dengbao.gather.events import VARIABLE

ROOT = Path(dengbao.__path__[0]).parent
_LOOK_SECONDS = 0.1
_TAIL_LINES = 12

Watch = Callable[[dict[str, Any]], None]


@dataclass
class Ran:
    """How a playbook ended: its own exit status, its whole output, and its events by name (the last of each)."""

    status: int
    output: str
    events: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def complaint(self) -> str:
        """The last lines that tell of an error, for a run that did not come as far as it should."""
        lines = [line for line in self.output.splitlines() if line.strip()]
        first = next((n for n, line in enumerate(lines) if line.startswith(("[ERROR]", "ERROR!", "fatal:"))), None)
        return "\n".join(lines[first : first + _TAIL_LINES] if first is not None else lines[-_TAIL_LINES:])


def run_playbook(name: str, inventories: Sequence[str], words: Sequence[str], watch: Watch) -> Ran:
    """Run one of the project's playbooks.

    Args:
        name: its file under ``playbooks/``.
        inventories: paths for ``-i``.
        words: further words of the command line.
        watch: is called with every event as it comes (see ``events``).

    Returns:
        How it ended.

    Raises:
        UserError: Ansible is not installed beside this Python, or the inventory does not exist.
    """
    program = Path(sys.executable).with_name("ansible-playbook")
    if not program.exists():
        raise UserError("没有找到 ansible-playbook", file=program, mend="先运行 make（或 pip install ansible-core）")
    for inventory in inventories:
        if "," not in inventory and not Path(inventory).exists():
            raise UserError("清单不存在", file=inventory, mend="用 -i 指向清单文件或文件夹")
    command = [
        str(program),
        *(word for path in inventories for word in ("-i", path)),
        *words,
        str(ROOT / "playbooks" / name),
    ]
    with tempfile.TemporaryDirectory(prefix="dengbao-") as folder:
        stream, log = Path(folder, "events"), Path(folder, "log")
        stream.touch(0o600)
        environment = {"ANSIBLE_CONFIG": str(ROOT / "ansible.cfg")} | os.environ | {VARIABLE: str(stream)}
        ran = Ran(1, "")
        with log.open("wb") as output, stream.open(encoding="utf-8") as lines:
            process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, env=environment)  # noqa: S603
            with _ended_with_us(process):
                while process.poll() is None:
                    _follow(lines, ran, watch)
                    time.sleep(_LOOK_SECONDS)
            _follow(lines, ran, watch)
        ran.status = process.returncode
        ran.output = log.read_text(encoding="utf-8", errors="replace")
    return ran


def _follow(lines: Iterator[str], ran: Ran, watch: Watch) -> None:
    """Pass on the events that came."""
    for line in lines:
        event = json.loads(line)
        ran.events[event["event"]] = event
        watch(event)


@contextlib.contextmanager
def _ended_with_us(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """Let the playbook end when this program is interrupted: it tidies up by itself."""
    try:
        yield
    except BaseException:
        process.terminate()
        process.wait()
        raise
