"""Which text answers a command: a file of the device, its running configuration, or its own state."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dengbao.lab.clock import renewed
from dengbao.lab.device import Device
from dengbao.lab.dialect import Dialect
from dengbao.snapshot.names import CONFIG, slug

_MODES = {"user": "P_UNPR", "privileged": "P_PRIV", "config": "P_PRIV P_CONF"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command prints.

    Attributes:
        data: the bytes, in the device's encoding, without the last line end.
        paged: whether the pager may stop it.
    """

    data: bytes
    paged: bool = True


def find_answer(device: Device, dialect: Dialect, command: str, state: Mapping[str, str]) -> Answer | None:
    """Look for the answer to a command.

    The file of the whole command comes first, pipe included; then what stands before the pipe, filtered as it says.

    Args:
        device: whose answers.
        dialect: its platform's.
        command: as typed, stripped.
        state: the values of the dialect's templates.

    Returns:
        The answer, or None where the device does not know the command.
    """
    whole = _plain_answer(device, dialect, command, state)
    if whole is not None:
        return Answer(whole)
    base, bar, _ = command.partition("|")
    pipe = command[len(base) :].strip()
    data = _plain_answer(device, dialect, base.strip(), state) if bar else None
    if data is None:
        return None
    if re.fullmatch(dialect.no_pager_pipe, pipe):
        return Answer(data, paged=False)
    if wanted := re.fullmatch(dialect.pipes, pipe):
        pattern = re.compile(wanted[1].strip("\"'").encode(device.faults.encoding, "replace"))
        return Answer(b"\n".join(line for line in data.split(b"\n") if pattern.search(line)), paged=False)
    return None


def _plain_answer(device: Device, dialect: Dialect, command: str, state: Mapping[str, str]) -> bytes | None:
    """Answer a command that holds no pipe of ours."""
    is_config = re.fullmatch(dialect.config_commands, command) is not None
    if is_config and dialect.config_needs_enable and state["mode"] == _MODES["user"]:
        return None
    for name in (slug(command), CONFIG) if is_config else (slug(command),):
        path = device.folder / f"{name}.txt"
        if path.is_file():
            text = renewed(path.read_bytes().decode())
            if is_config and device.faults.limited:
                text = limited_view(text, dialect)
            return text.removesuffix("\n").encode(device.faults.encoding, "replace")
    if command in dialect.builtin:
        return dialect.builtin[command].format_map(state).encode(device.faults.encoding, "replace")
    return None


def limited_view(text: str, dialect: Dialect) -> str:
    """Filter a configuration as a device does for an account of low privilege: whole in form, empty in fact."""
    lines = text.rstrip("\n").split("\n")
    return "\n".join([*(line for line in lines[:-1] if re.fullmatch(dialect.marks, line)), lines[-1]]) + "\n"


def state_of(device: Device, mode: str, level: int) -> dict[str, str]:
    """Give the values that the dialect's templates know, but for those of an error."""
    return {
        "host": device.host,
        "user": device.user,
        "level": str(level),
        "mode": _MODES[mode],
        "section": "",
        "word": "",
    }
