"""One session with a device: modes, prompts, commands."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from typing import Literal

from dengbao.lab.answers import find_answer, state_of
from dengbao.lab.device import Device
from dengbao.lab.dialect import Dialect
from dengbao.lab.pager import Paging
from dengbao.lab.terminal import CutOff, Terminal

Mode = Literal["user", "privileged", "config"]
Note = Callable[[str, str, Mode], None]
_LEVELS: dict[Mode, int] = {"user": 1, "privileged": 15, "config": 15}
_LIMITED_LEVEL = 7


class Shell:
    """The command interpreter of one session.

    It takes what a real device takes, configuration mode included: a client that writes is not stopped here, it is
    seen in the journal.
    """

    def __init__(self, device: Device, dialect: Dialect, terminal: Terminal, note: Note) -> None:
        """Begin a session that has just logged in.

        Args:
            device: whose shell it is.
            dialect: of its platform.
            terminal: of the client.
            note: is told each event, line and mode.
        """
        self._device, self._dialect, self._terminal, self._note = device, dialect, terminal, note
        self._faults = device.faults
        self._mode: Mode = "user" if dialect.enable and not self._faults.limited else "privileged"
        self._sections: list[str] = []
        self._paging = True
        self._pages = Paging(dialect.pager, device.page_rows, terminal, lambda key: note("key", chr(key), self._mode))
        self._printed = 0

    async def run(self) -> None:
        """Greet, then answer commands until the client leaves.

        Raises:
            CutOff: when the device's fault says so.
        """
        await self._say(self._dialect.greeting.format_map(self._state()))
        if self._faults.hang == "login":
            await asyncio.Event().wait()
        if self._faults.password_change:
            await self._offer_password_change()
        await self._say(self._prompt())
        while True:
            command = (await self._terminal.line()).strip()
            if command:
                self._note("line", command, self._mode)
                if not await self._obey(command):
                    return
            await self._say(self._lead() + self._prompt())

    async def _offer_password_change(self) -> None:
        """Ask whether the password should be changed; whoever says yes is asked for passwords, and nothing changes."""
        await self._say(self._dialect.change_question)
        answer = await self._terminal.line()
        self._note("line", answer, self._mode)
        if answer.strip().lower() in {"y", "yes"}:
            for ask in ("Please enter old password: ", "Please enter new password: ", "Please confirm new password: "):
                await self._say(ask)
                await self._terminal.line(echo=False)
                self._note("password", "", self._mode)

    async def _obey(self, command: str) -> bool:
        """Answer one command; False ends the session."""
        if self._faults.hang == "command":
            await asyncio.Event().wait()
        if self._faults.latency:
            await asyncio.sleep(self._faults.latency)
        if self._mode == "config":
            await self._obey_in_config(command)
        elif command in self._dialect.leave:
            return False
        elif self._dialect.enable and command == self._dialect.enable.command:
            await self._enable()
        elif command in self._dialect.paging_off and not self._faults.paging_stays:
            self._paging = False
            await self._reply(self._dialect.paging_off[command])
        elif self._mode == "privileged" and (entered := re.fullmatch(self._dialect.config_enter, command)):
            self._mode = "config"
            self._sections.append(entered[1] or "")
            await self._reply(self._dialect.config_entered)
        else:
            await self._answer(command)
        return True

    async def _obey_in_config(self, command: str) -> None:
        """Take a line of configuration as a device does: without a word, and for good."""
        if command in self._dialect.config_leave:
            self._sections.pop()
            if not self._sections:
                self._mode = "privileged"
        elif (entered := re.fullmatch(self._dialect.config_enter, command)) and entered[1]:
            self._sections.append(entered[1])
        elif answer := find_answer(self._device, self._dialect, command.removeprefix("do "), self._state()):
            await self._page(answer.data, stops=answer.paged)

    async def _answer(self, command: str) -> None:
        """Answer a command that shows something, or say that it is not known."""
        for pattern, reply in self._dialect.session.items():
            if taken := re.fullmatch(pattern, command):
                await self._reply(reply.format(word=taken[1] if taken.groups() else ""))
                return
        answer = find_answer(self._device, self._dialect, command, self._state())
        if answer:
            await self._page(answer.data, stops=answer.paged)
            return
        words = command.split()
        known = words[0] in self._dialect.verbs and len(words) > 1
        wrong = words[-1] if known else words[0]
        template = self._dialect.unknown_argument if known and self._dialect.unknown_argument else self._dialect.unknown
        caret = " " * (len(self._prompt()) + command.rindex(wrong))
        await self._reply(template.format(caret=caret, word=wrong))

    async def _enable(self) -> None:
        """Ask for the enable password until it is right or the tries are used up."""
        enable = self._dialect.enable
        if enable is None or (self._mode == "privileged" and not self._faults.limited):
            return
        for _ in range(enable.tries):
            await self._say(enable.prompt)
            given = await self._terminal.line(echo=False)
            self._note("password", "", self._mode)
            if given == self._device.enable_password and not self._faults.limited:
                self._mode = "privileged"
                return
        await self._reply(enable.refused)

    async def _page(self, data: bytes, *, stops: bool) -> None:
        """Print output through the pager, where it is on."""
        if stops and self._paging:
            await self._pages.show(data, self._output)
        else:
            await self._output(data + b"\n")

    async def _output(self, data: bytes) -> None:
        """Print a piece of output, or the part of it that still goes through before the line is cut."""
        room = self._faults.cut_after - self._printed if self._faults.cut_after else len(data)
        self._printed += len(data)
        await self._terminal.bytes(data[:room])
        if room < len(data):
            raise CutOff

    async def _reply(self, text: str) -> None:
        """Print a line of the device's own, if there is one."""
        if text:
            await self._say(text + "\n")

    async def _say(self, text: str) -> None:
        """Print text."""
        await self._terminal.text(text)

    def _lead(self) -> str:
        """What stands before a prompt."""
        return self._dialect.before_config_prompt if self._mode == "config" else self._dialect.before_prompt

    def _prompt(self) -> str:
        """The prompt of the mode."""
        prompts = {
            "user": self._dialect.prompt,
            "privileged": self._dialect.privileged_prompt,
            "config": self._dialect.config_prompt,
        }
        return prompts[self._mode].format_map(self._state())

    def _state(self) -> dict[str, str]:
        """The values of the dialect's templates."""
        state = state_of(self._device, self._mode, _LIMITED_LEVEL if self._faults.limited else _LEVELS[self._mode])
        state["role"] = self._dialect.roles[self._faults.limited]
        state["section"] = self._sections[-1] if self._sections else ""
        return state
