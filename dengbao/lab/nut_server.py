"""A NUT server of our own: the read side of the protocol, for machines without NUT.

Rests on Network UPS Tools, docs/net-protocol.txt (protocol 1.3, NUT 2.8) and server/neterr.h: commands, replies, error
words, quoting (a quote and a backslash inside quotes are escaped by a backslash).
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import AsyncExitStack
from types import MappingProxyType

from dengbao.lab.device import Device
from dengbao.lab.launch import Endpoint
from dengbao.lab.sockets import bind_all
from dengbao.lab.upsc import quoted, speak, words

_FIXED: Mapping[tuple[str, ...], str] = MappingProxyType(
    {
        ("VER",): "Network UPS Tools upsd 2.8.0 - http://www.networkupstools.org/",
        ("NETVER",): "1.3",
        ("PROTVER",): "1.3",
        ("HELP",): "Commands: HELP VER GET LIST SET INSTCMD LOGIN LOGOUT USERNAME PASSWORD STARTTLS",
        ("STARTTLS",): "ERR FEATURE-NOT-CONFIGURED",
    }
)
_PRIVILEGED = frozenset({"LOGIN", "PRIMARY", "MASTER", "FSD", "SET", "INSTCMD"})
_KNOWN = _PRIVILEGED | {"GET", "LIST", "USERNAME", "PASSWORD", "VER", "NETVER", "PROTVER", "HELP", "STARTTLS", "LOGOUT"}


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
        if not device.faults.refuse:
            server = await asyncio.start_server(_Talk(device), sock=sock)
            stack.callback(server.close)
    return {device.host: Endpoint(device.address, port) for device in devices}


class _Talk:
    """Answers the clients of one UPS."""

    def __init__(self, device: Device) -> None:
        """Take the UPS."""
        self._device = device

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one client until it leaves."""
        client, faults = Client(self._device), self._device.faults
        try:
            while not client.gone and (line := await reader.readline()):
                if faults.hang:
                    await asyncio.Event().wait()
                await asyncio.sleep(faults.latency)
                if answer := client.answer(line.decode("utf-8", "replace")):
                    writer.write(f"{answer}\n".encode())
                await writer.drain()
        except (ConnectionError, ValueError):
            return  # the client broke off, or sent a line without an end
        finally:
            writer.close()


class Client:
    """What one client of a UPS has said of itself so far, and the answers that follow from it.

    The UPS bears the device's name. Its variables are read anew for every request, so that a test can change them.
    """

    def __init__(self, device: Device) -> None:
        """Begin with a client that nobody knows."""
        self._device = device
        self._user = self._password = ""
        self._attached = self.gone = False

    def answer(self, line: str) -> str:
        """Answer one line, as upsd does; empty where it says nothing."""
        said = words(line)
        if not said:
            return ""
        said[0] = said[0].upper()
        if fixed := _FIXED.get(tuple(said)):
            return fixed
        if said == ["LOGOUT"]:
            self.gone = True
            return "OK Goodbye"
        if said[0] in _PRIVILEGED:
            return self._privileged(said[0], said[1:])
        return self._introduced(said) or self._read(said) or f"ERR {_known(said[0])}"

    def _introduced(self, words: list[str]) -> str:
        """Keep the name and the password of a client; empty when it says something else."""
        match words:
            case ["USERNAME", user]:
                taken, self._user = self._user, self._user or user
                return "ERR ALREADY-SET-USERNAME" if taken else "OK"
            case ["PASSWORD", password]:
                taken, self._password = self._password, self._password or password
                return "ERR ALREADY-SET-PASSWORD" if taken else "OK"
        return ""

    def _read(self, words: list[str]) -> str:
        """Answer what only reads; empty when it is something else."""
        match words:
            case ["LIST", "UPS"]:
                return f"BEGIN LIST UPS\nUPS {self._device.host} {quoted(self._title())}\nEND LIST UPS"
            case ["LIST", "VAR" | "RW" | "CMD" | "CLIENT" as kind, name]:
                return self._refusal(name) or self._list(kind, name)
            case ["GET", "VAR", name, key]:
                return self._refusal(name) or self._variable(name, key)
            case ["GET", "UPSDESC", name]:
                return self._refusal(name) or f"UPSDESC {name} {quoted(self._title())}"
            case ["GET", "NUMLOGINS", name]:
                return self._refusal(name) or f"NUMLOGINS {name} {int(self._attached)}"
        return ""

    def _privileged(self, verb: str, words: list[str]) -> str:
        """Answer what upsd.users must allow; the lab's account may attach itself, and nothing else."""
        if not self._user or not self._password:
            return f"ERR {'PASSWORD' if self._user else 'USERNAME'}-REQUIRED"
        known = (self._user, self._password) == (self._device.user, self._device.password)
        if not known or verb != "LOGIN" or not words:
            return "ERR ACCESS-DENIED"
        if refusal := self._refusal(words[0]):
            return refusal
        attached, self._attached = self._attached, True
        return "ERR ALREADY-LOGGED-IN" if attached else "OK"

    def _list(self, kind: str, name: str) -> str:
        """List one kind of thing; a UPS of the lab has variables only."""
        pairs = self._variables().items() if kind == "VAR" else ()
        rows = [f"VAR {name} {key} {quoted(value)}" for key, value in pairs]
        return "\n".join([f"BEGIN LIST {kind} {name}", *rows, f"END LIST {kind} {name}"])

    def _variable(self, name: str, key: str) -> str:
        """Give one variable."""
        value = self._variables().get(key)
        return "ERR VAR-NOT-SUPPORTED" if value is None else f"VAR {name} {key} {quoted(value)}"

    def _refusal(self, name: str) -> str:
        """Refuse a UPS of another name, or one whose driver is gone; empty when all is well."""
        if name != self._device.host:
            return "ERR UNKNOWN-UPS"
        return "" if self._variables() else "ERR DRIVER-NOT-CONNECTED"

    def _title(self) -> str:
        """Describe the UPS."""
        return self._variables().get("device.model", "Unavailable")

    def _variables(self) -> dict[str, str]:
        """Read what the UPS says now."""
        return speak(self._device.folder / "upsc.txt")


def _known(verb: str) -> str:
    """Tell a known command with wrong arguments from an unknown one."""
    return "INVALID-ARGUMENT" if verb in _KNOWN else "UNKNOWN-COMMAND"
