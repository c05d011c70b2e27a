"""A NUT server of our own: the read side of the protocol, for machines without NUT.

Rests on Network UPS Tools, docs/net-protocol.txt (protocol 1.3, NUT 2.8) and server/neterr.h: commands, replies, error
words, quoting (a quote and a backslash inside quotes are escaped by a backslash).
"""

from __future__ import annotations

import asyncio
import shlex
from contextlib import AsyncExitStack

from dengbao.lab.device import Device
from dengbao.lab.launch import Endpoint
from dengbao.lab.sockets import bind_all
from dengbao.lab.upsc import read_upsc


async def serve_own(devices: list[Device], stack: AsyncExitStack) -> dict[str, Endpoint]:
    """Listen for every UPS.

    Args:
        devices: the UPSes, each at an address of its own.
        stack: closes the listeners.

    Returns:
        Where each is to be reached.
    """
    port, sockets = bind_all([device.address for device in devices])
    for device, sock in zip(devices, sockets, strict=True):
        stack.callback(sock.close)
        if device.faults.refuse:
            continue
        server = await asyncio.start_server(NutServer(device).talk, sock=sock)
        stack.callback(server.close)
    return {device.host: Endpoint(device.address, port) for device in devices}


class NutServer:
    """Answers for one UPS, which bears the device's name."""

    def __init__(self, device: Device) -> None:
        """Serve a device; its variables are read anew for every request, so that a test can change them."""
        self._device = device

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one client until it leaves."""
        client = _Client(self._device)
        try:
            while line := await reader.readline():
                if self._device.faults.hang:
                    await asyncio.Event().wait()
                if self._device.faults.latency:
                    await asyncio.sleep(self._device.faults.latency)
                writer.write((client.answer(line.decode("utf-8", "replace")) + "\n").encode())
                await writer.drain()
                if client.gone:
                    return
        except (ConnectionError, asyncio.LimitOverrunError, ValueError):
            return  # the client broke off, or sent a line without an end
        finally:
            writer.close()


class _Client:
    """What one client has said of itself so far, and the answers that follow from it."""

    def __init__(self, device: Device) -> None:
        """Begin with a client that nobody knows."""
        self._device = device
        self._user = self._password = ""
        self._attached = self.gone = False

    def answer(self, line: str) -> str:
        """Answer one line."""
        try:
            words = shlex.split(line)
        except ValueError:
            return "ERR INVALID-ARGUMENT"
        match words:
            case ["LIST", "UPS"]:
                return f'BEGIN LIST UPS\nUPS {self._device.host} "{_escape(self._title())}"\nEND LIST UPS'
            case ["LIST", ("VAR" | "RW" | "CMD" | "CLIENT") as kind, name]:
                return self._unknown(name) or self._list(kind, name)
            case ["GET", "VAR", name, key]:
                return self._unknown(name) or self._variable(name, key)
            case ["GET", "UPSDESC", name]:
                return self._unknown(name) or f'UPSDESC {name} "{_escape(self._title())}"'
            case ["GET", "NUMLOGINS", name]:
                return self._unknown(name) or f"NUMLOGINS {name} {int(self._attached)}"
            case ["VER"]:
                return "Network UPS Tools upsd 2.8.0 - http://www.networkupstools.org/"
            case ["NETVER" | "PROTVER"]:
                return "1.3"
            case ["HELP"]:
                return "Commands: HELP VER GET LIST SET INSTCMD LOGIN LOGOUT USERNAME PASSWORD STARTTLS"
            case ["STARTTLS"]:
                return "ERR FEATURE-NOT-CONFIGURED"
            case ["LOGOUT"]:
                self.gone = True
                return "OK Goodbye"
            case _:
                return self._account(words)

    def _account(self, words: list[str]) -> str:
        """Answer what has to do with accounts, and all that needs one."""
        match words:
            case ["USERNAME", user]:
                if self._user:
                    return "ERR ALREADY-SET-USERNAME"
                self._user = user
                return "OK"
            case ["PASSWORD", password]:
                if self._password:
                    return "ERR ALREADY-SET-PASSWORD"
                self._password = password
                return "OK"
            case ["LOGIN" | "PRIMARY" | "MASTER" | "FSD" | "SET" | "INSTCMD" as verb, *rest]:
                return self._privileged(verb, rest)
            case ["GET" | "LIST" | "USERNAME" | "PASSWORD", *_]:
                return "ERR INVALID-ARGUMENT"
            case _:
                return "ERR UNKNOWN-COMMAND"

    def _privileged(self, verb: str, words: list[str]) -> str:
        """Answer what upsd.users must allow; the lab's account may attach itself, and nothing else."""
        if not self._user:
            return "ERR USERNAME-REQUIRED"
        if not self._password:
            return "ERR PASSWORD-REQUIRED"
        known = (self._user, self._password) == (self._device.user, self._device.password)
        if not known or verb != "LOGIN" or not words:
            return "ERR ACCESS-DENIED"
        if refusal := self._unknown(words[0]):
            return refusal
        if self._attached:
            return "ERR ALREADY-LOGGED-IN"
        self._attached = True
        return "OK"

    def _list(self, kind: str, name: str) -> str:
        """List one kind of thing; only variables are many."""
        rows = (
            [f'VAR {name} {key} "{_escape(value)}"' for key, value in self._variables().items()]
            if kind == "VAR"
            else []
        )
        return "\n".join([f"BEGIN LIST {kind} {name}", *rows, f"END LIST {kind} {name}"])

    def _variable(self, name: str, key: str) -> str:
        """Give one variable."""
        value = self._variables().get(key)
        return "ERR VAR-NOT-SUPPORTED" if value is None else f'VAR {name} {key} "{_escape(value)}"'

    def _unknown(self, name: str) -> str:
        """Refuse a UPS of another name, or one whose driver is gone."""
        if name != self._device.host:
            return "ERR UNKNOWN-UPS"
        return "" if self._variables() else "ERR DRIVER-NOT-CONNECTED"

    def _title(self) -> str:
        """Describe the UPS."""
        return self._variables().get("device.model", "Unavailable")

    def _variables(self) -> dict[str, str]:
        """Read what the UPS says now."""
        return read_upsc(self._device.folder / "upsc.txt")


def _escape(text: str) -> str:
    """Quote for the inside of quotes."""
    return text.replace("\\", "\\\\").replace('"', '\\"')
