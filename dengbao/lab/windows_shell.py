"""What stands behind a Windows host's WSMan: shells that run what Ansible sends, as far as the lab knows it.

PowerShell speaks PSRP ([MS-PSRP]), for which psrpcore plays the server; WinRS ([MS-WSMV]) is a command line with plain
streams. Both end in the same place: a script and its input come in, an exit code and two texts go out.
"""

from __future__ import annotations

import base64
import contextlib
import json
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from psrpcore import (
    CreatePipelineEvent,
    EndOfPipelineInputEvent,
    PipelineInputEvent,
    PSRPPayload,
    ServerPipeline,
    ServerRunspacePool,
    StreamType,
)
from psrpcore.types import HostMethodIdentifier

_ENCODED = re.compile(r"-EncodedCommand (\S+)")
_NULLS = "\0\0\0\0"

Reply = tuple[int, str, str]
Run = Callable[[str, str], Reply]
"""Takes a script and its standard input; gives exit code, output and errors."""


@dataclass
class Command:
    """One command of a shell: what came for it, and the streams that it has to give away."""

    line: str = ""
    pipeline: ServerPipeline | None = None
    received: list[str] = field(default_factory=list)
    raw: bytes = b""
    streams: list[tuple[str, bytes]] = field(default_factory=list)
    exit_code: int | None = None


class Shell:
    """A shell that a client created; ``WinRS`` unless ``PowerShell`` takes its place."""

    streams = ("stdin", "stdout stderr")

    def __init__(self, run: Run) -> None:
        """Take what runs the scripts."""
        self.id = str(uuid.uuid4()).upper()
        self.commands: dict[str, Command] = {}
        self._run = run

    def command(self, given: str, line: str, arguments: list[str]) -> str:
        """Begin a command, and name it."""
        name = (given or str(uuid.uuid4())).upper()
        self.commands[name] = Command(line=" ".join([line, *arguments]))
        return name

    def send(self, name: str, data: bytes, *, end: bool) -> None:
        """Take input; at its end the command runs."""
        command = self.commands[name]
        command.raw += data
        if end:
            encoded = _ENCODED.search(command.line)
            script = base64.b64decode(encoded[1]).decode("utf-16-le") if encoded else command.line
            code, out, err = self._run(script, command.raw.decode("utf-8", "replace"))
            command.streams = [("stdout", out.encode()), ("stderr", err.encode())]
            command.exit_code = code

    def receive(self, name: str) -> tuple[list[tuple[str, bytes]], int | None]:
        """Give away what a command has, and its exit code once it is through."""
        command = self.commands[name]
        streams, command.streams = command.streams, []
        return streams, command.exit_code


class PowerShell(Shell):
    """A runspace pool: one PSRP conversation, its pipelines the commands."""

    streams = ("stdin pr", "stdout")

    def __init__(self, run: Run, name: str, creation: bytes) -> None:
        """Open the pool with the fragments that came with its creation; the client names it."""
        super().__init__(run)
        self.id = name
        self._pool = ServerRunspacePool()
        self._of_pool: list[tuple[str, bytes]] = []
        self._feed(creation)

    def command(self, given: str, line: str, arguments: list[str]) -> str:  # noqa: ARG002 - the line is always empty
        """Begin a pipeline; its first argument holds the fragments that describe it."""
        name = given.upper()
        self.commands[name] = Command(pipeline=ServerPipeline(self._pool, uuid.UUID(given)))
        self._feed(base64.b64decode(arguments[0]))
        return name

    def send(self, name: str, data: bytes, *, end: bool) -> None:  # noqa: ARG002 - PSRP has an end of its own
        """Take fragments."""
        self._feed(data)

    def receive(self, name: str) -> tuple[list[tuple[str, bytes]], int | None]:
        """Give away the fragments of a pipeline, or of the pool where no pipeline is named."""
        if name:
            return super().receive(name)
        streams, self._of_pool = self._of_pool, []
        return streams, None

    def _feed(self, fragments: bytes) -> None:
        self._pool.receive_data(PSRPPayload(fragments, StreamType.default, None))
        while event := self._pool.next_event():
            match event:
                case CreatePipelineEvent():
                    command = self._of(event.pipeline_id)
                    if _metadata(command).no_input:
                        self._invoke(command)
                case PipelineInputEvent():
                    self._of(event.pipeline_id).received.append(str(event.data))
                case EndOfPipelineInputEvent():
                    self._invoke(self._of(event.pipeline_id))
        while payload := self._pool.data_to_send():
            kept = self._of(payload.pipeline_id).streams if payload.pipeline_id else self._of_pool
            kept.append(("stdout", bytes(payload.data)))

    def _of(self, pipeline: uuid.UUID | None) -> Command:
        return self.commands[str(pipeline).upper()]

    def _invoke(self, command: Command) -> None:
        pipeline = command.pipeline
        assert pipeline
        script = "\n".join(part.command_text for part in _metadata(command).commands)
        code, out, _ = self._run(script, "\n".join(command.received))
        pipeline.start()
        if out:
            pipeline.write_output(out)
        if code:
            pipeline.host_call(HostMethodIdentifier.SetShouldExit, [code])
        pipeline.complete()
        command.exit_code = code


def _metadata(command: Command) -> Any:  # noqa: ANN401 - of the pipeline, as psrpcore has it
    """What the client said of a pipeline that it created."""
    assert command.pipeline
    return command.pipeline.metadata


def module_of(given: str) -> tuple[str, bytes]:
    """Find the module in what Ansible gives its bootstrap script to run.

    Args:
        given: the standard input: two JSON documents, apart by a line of four null characters.

    Returns:
        The module's file name and bytes; an empty name when it is none that Ansible would send.
    """
    with contextlib.suppress(ValueError, LookupError, TypeError):
        manifest = json.loads(given.partition(_NULLS)[2])
        name = Path(manifest["actions"][-1]["params"]["Script"]).name
        return name.rpartition("ansible.legacy.")[2], base64.b64decode(manifest["scripts"][name]["script"])
    return "", b""
