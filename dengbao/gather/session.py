"""A read-only session with a network device: log in, raise, prepare, ask, leave."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

import paramiko

from dengbao.gather.connecting import shown_by, telling
from dengbao.gather.driver import ReadOnly, driver
from dengbao.gather.guard import Guard, allowed_lines
from dengbao.gather.outcome import Ended
from dengbao.gather.reader import CutOff, Reader, Silent
from dengbao.gather.target import Target
from dengbao.platforms import Command, Platform
from dengbao.snapshot.decode import Decoded, decode
from dengbao.snapshot.records import HostKey
from dengbao.snapshot.terminal import without_pager

_LOGIN_SECONDS = 30.0
_PREPARE_SECONDS = 20.0
_FAREWELL_SECONDS = 0.3
_PROMPT_TRIES = 3
_REJECTED_LINES = 8
"""A refusal is short; the same words deep in a long output are its content."""

_CONTEXT_LINE = re.compile(r"\{(?:primary|secondary|master|backup|line)[^}]*\}|\[edit[^\]]*\]")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command gave: the text, how it was decoded, and the device's refusal (``unknown``, ``denied``) if any."""

    decoded: Decoded
    refusal: str
    seconds: float


class Session:
    """An open session. As a context manager it takes its leave at the end."""

    def __init__(self, target: Target, platform: Platform) -> None:
        """Prepare a session, without connecting."""
        self._target, self._platform = target, platform
        self.guard = Guard(allowed_lines(platform))
        self._prompt = ""

    def __enter__(self) -> Self:
        """Connect, log in and prepare.

        Raises:
            Ended: as it did not succeed; the status says at what.
        """
        try:
            self._connect()
            self._log_in()
            self._raise_privilege()
            for line in self._platform.prepare:
                self._ask(line.send, _PREPARE_SECONDS)
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(self, *_error: object) -> None:
        """Say goodbye and close, without waiting for more than the device's own closing."""
        if self._platform.logout and not self._channel.closed:
            try:
                self._write(self._platform.logout.send)
                self._reader.closes(_FAREWELL_SECONDS)
            except (OSError, EOFError, paramiko.SSHException):
                pass  # it was quicker
        self._close()

    def run(self, command: Command) -> Answer:
        """Send one allow-listed command and read its whole output.

        Raises:
            Ended: the device closed the session, or fell silent.
        """
        started = time.monotonic()
        try:
            text = self._ask(command.command, command.timeout)
        except Ended as end:
            raise Ended(end.status, f"{command.command}：{end.reason}", end.mend) from end
        return Answer(decode(text), self._refusal(text), time.monotonic() - started)

    def host_key(self) -> HostKey:
        """Tell what the device showed of itself and what was agreed."""
        return shown_by(self._transport, self._target)

    def _connect(self) -> None:
        target = self._target
        self._connection: ReadOnly = driver(self._platform.driver)(
            target=target, guard=self.guard, device_type=self._platform.driver
        )
        where = f"{target.address}:{self._connection.port}"
        with telling(where, target):
            self._connection.establish_connection()
        client, channel = self._connection.remote_conn_pre, self._connection.remote_conn
        assert isinstance(channel, paramiko.Channel)
        assert client
        self._channel, self._transport = channel, channel.get_transport()
        self._reader = Reader(channel, self._connection.write_channel)

    def _log_in(self) -> None:
        """Answer questions, and learn the prompt, which must come twice alike: a greeting can look like one."""
        self._converse()
        self._learn_prompt()

    def _converse(self) -> None:
        """Read up to the first prompt, answering the questions that the platform is known to ask."""
        asked = [(re.compile(answer.when), answer.send) for answer in self._platform.answers]

        def question(last: str) -> str | None:
            return next((send for when, send in asked if when.search(last)), None)

        for _ in range(len(asked) + 1):
            got = self._read(lambda last: self._is_any_prompt(last) or question(last) is not None, _LOGIN_SECONDS)
            last = got.rpartition("\n")[2].strip()
            if (send := question(last)) is None:
                self._prompt = last
                return
            self._write(send)
        raise Ended("cut_off", "登录后设备反复提问，没有出现提示符")

    def _learn_prompt(self) -> None:
        for _ in range(_PROMPT_TRIES):
            self._write("")
            again = self._read(self._is_any_prompt, _LOGIN_SECONDS).rpartition("\n")[2].strip()
            if again == self._prompt:
                return
            self._prompt = again
        raise Ended("cut_off", f"提示符不稳定（最后是“{self._prompt[:60]}”）")

    def _is_any_prompt(self, last: str) -> bool:
        return bool(self._platform.prompt_re.fullmatch(last))

    def _raise_privilege(self) -> None:
        """Ask for the privileged mode where the platform has one and the session is not in it yet.

        A refusal is no end: what the account may read is read, and the missing privilege is recorded.
        """
        enable = self._platform.enable
        if enable is None or self._prompt.endswith(enable.reached) or not self._target.enable_password:
            return
        self._write(enable.send)
        for _ in range(_PROMPT_TRIES):
            got = self._read(lambda last: last.endswith("assword:") or self._is_any_prompt(last), _PREPARE_SECONDS)
            last = got.rpartition("\n")[2].strip()
            if self._is_any_prompt(last):
                self._prompt = last
                return
            self.guard.arm(self._target.enable_password)
            self._write(self._target.enable_password)
        self._learn_prompt()

    def _ask(self, line: str, seconds: float) -> bytes:
        """Send a line and give what the device printed for it: without echo, pager stops and prompt."""
        self._write(line)
        raw = self._read(lambda last: last == self._prompt, seconds)
        body = without_pager(raw.replace("\r\n", "\n"))
        first, newline, rest = body.partition("\n")
        if newline and line in first:
            body = rest
        lines = body.split("\n")
        while lines and (lines[-1].strip() in {self._prompt, ""} or _CONTEXT_LINE.fullmatch(lines[-1].strip())):
            lines.pop()
        return ("\n".join(lines) + "\n" if lines else "").encode("latin-1")

    def _read(self, done: Callable[[str], bool], seconds: float) -> str:
        """Read, and turn what can go wrong into an outcome."""
        try:
            return self._reader.until(done, silence=self._target.silence_timeout, total=seconds).decode("latin-1")
        except CutOff as error:
            raise Ended(
                "cut_off", f"设备中途断开（已收到 {len(error.received)} 字节）", "重试；仍断开时查看设备日志"
            ) from error
        except Silent as error:
            reason = f"{error.seconds:.0f} 秒没有等到提示符（已收到 {len(error.received)} 字节）"
            raise Ended("cut_off", reason, "重试；设备较慢时加大 dengbao_silence_timeout") from error
        except (OSError, EOFError, paramiko.SSHException) as error:
            raise Ended("cut_off", f"连接中断：{error or '对端关闭'}", "重试") from error

    def _write(self, line: str) -> None:
        try:
            self._connection.write_channel(line + "\n")
        except (OSError, EOFError, paramiko.SSHException) as error:
            raise Ended("cut_off", f"连接中断：{error or '对端关闭'}", "重试") from error

    def _refusal(self, text: bytes) -> str:
        """Tell whether the device refused the command: it does not know it, or the account may not."""
        shown = text.decode("latin-1").strip()
        if shown.count("\n") >= _REJECTED_LINES:
            return ""
        if any(re.search(pattern, shown) for pattern in self._platform.denied):
            return "denied"
        return "unknown" if any(re.search(pattern, shown) for pattern in self._platform.unknown) else ""

    def _close(self) -> None:
        if connection := getattr(self, "_connection", None):
            connection.disconnect()
