"""The Windows hosts of a lab: HTTP with basic authentication on loopback, WSMan in it, documents from the inventory."""

from __future__ import annotations

import asyncio
import base64
import gzip
import hashlib
import json
import re
from collections.abc import Mapping
from contextlib import AsyncExitStack
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from xml.etree.ElementTree import ParseError

from dengbao.lab.device import Device
from dengbao.lab.journal import Journal
from dengbao.lab.launch import Endpoint
from dengbao.lab.sockets import bind_all
from dengbao.lab.windows_shell import Reply, module_of
from dengbao.lab.wsman import Wsman

DOCUMENT = "windows.json"
MODULE = "dengbao_windows.ps1"
_TIME = re.compile(r'"(\d{4}-\d\d-\d\d)(?=T\d\d:\d\d:\d\dZ")')
_ELEVATED = ("account_policy", "user_rights", "audit_policy", "bitlocker")
_MOST_HEADER, _MOST_BODY = 65536, 8 << 20
_VERB = b"POST "


async def serve_windows(devices: list[Device], journal: Journal, stack: AsyncExitStack) -> dict[str, Endpoint]:
    """Listen for every Windows host.

    Args:
        devices: the hosts, each at an address of its own, ``windows.json`` in its folder.
        journal: where logins and the modules that came are written down.
        stack: closes the listeners.

    Returns:
        Where each is to be reached.
    """
    port, sockets = bind_all([device.address for device in devices])
    for device, sock in zip(devices, sockets, strict=True):
        stack.callback(sock.close)
        if not device.faults.refuse:
            server = await asyncio.start_server(_Door(device, journal), sock=sock, limit=_MOST_HEADER)
            stack.callback(server.close)
    return {device.host: Endpoint(device.address, port) for device in devices}


class _Door:
    """Answers the clients of one host."""

    def __init__(self, device: Device, journal: Journal) -> None:
        """Take the host."""
        self._device, self._journal = device, journal
        self._wsman = Wsman(self._run)
        self._number = 0
        account = f"{device.user}:{device.password}".encode()
        self._account = f"Basic {base64.b64encode(account).decode()}"

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one client until it leaves."""
        faults = self._device.faults
        self._number += 1
        known = False
        sent = 0
        try:
            if faults.hang == "connect":
                await reader.read()
                return
            while True:
                headers, body = await _read(reader)
                given = headers.get("authorization", "")
                if not known or given != self._account:
                    known = given == self._account
                    user = base64.b64decode(given.removeprefix("Basic ")).decode("utf-8", "replace").partition(":")[0]
                    self._journal.write(self._device.host, self._number, "login", user, accepted=known)
                if faults.hang == "login" and known:
                    await reader.read()
                    return
                status, answer = self._answer(body) if known else (401, "")
                await asyncio.sleep(faults.latency)
                message = _response(status, answer.encode())
                sent += len(message)
                if faults.cut_after and sent > faults.cut_after:
                    writer.transport.abort()
                    return
                writer.write(message)
                await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            return  # the client left
        except ValueError:
            writer.write(_response(400, b""))  # a client that speaks TLS, or no HTTP at all
        finally:
            writer.close()

    def _answer(self, body: bytes) -> tuple[int, str]:
        try:
            return 200, self._wsman.answer(body)
        except (LookupError, ParseError):
            return 500, ""

    def _run(self, script: str, given: str) -> Reply:
        """Run what a client sends: the collector, which says what lies in the document; nothing else is known here."""
        module, code = module_of(given)
        if module != MODULE:
            self._journal.write(self._device.host, self._number, "request", (module or script).strip()[:200])
            return 1, json.dumps({"failed": True, "msg": "the lab runs no other script"}), ""
        self._journal.write(self._device.host, self._number, "line", f"{module} {hashlib.sha256(code).hexdigest()}")
        facts = document(self._device.folder / DOCUMENT, elevated=not self._device.faults.limited)
        packed = base64.b64encode(gzip.compress(json.dumps(facts, ensure_ascii=False).encode())).decode()
        return 0, json.dumps({"changed": False, "facts": packed}), ""


def document(path: Path, today: date | None = None, *, elevated: bool = True) -> object:
    """Give the document that a host's collector would give today.

    It was taken on the day that the host's own clock shows there (``os.now``); every time in it moves on with the
    clock, so that a lab that is served years later shows the same ages.

    Args:
        path: the document.
        today: what the clock shall show; the present day when None.
        elevated: whether the account is an administrator: what it cannot read without is refused.
    """
    text = path.read_text(encoding="utf-8")
    taken = date.fromisoformat(json.loads(text)["sections"]["os"]["now"][:10])
    later = (today or datetime.now(UTC).date()) - taken
    facts = json.loads(_TIME.sub(lambda match: f'"{_moved(match[1], later)}', text))
    if not elevated:
        facts["sections"]["session"]["elevated"] = False
        for name in _ELEVATED:
            facts["sections"][name] = None
            facts["errors"][name] = {"type": "denied", "hresult": None, "message": "needs an elevated session"}
    return facts


def _moved(day: str, later: timedelta) -> str:
    return (date.fromisoformat(day) + later).isoformat()


async def _read(reader: asyncio.StreamReader) -> tuple[Mapping[str, str], bytes]:
    """Read one request: its headers by lower-case name, and its body."""
    if await reader.readexactly(len(_VERB)) != _VERB:
        raise ValueError("no request")
    head = await reader.readuntil(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")[1:]
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    length = int(headers.get("content-length", "0"))
    if length > _MOST_BODY:
        raise ValueError("too long")
    return headers, await reader.readexactly(length)


def _response(status: int, body: bytes) -> bytes:
    reasons = {200: "OK", 400: "Bad Request", 401: "Unauthorized", 500: "Internal Server Error"}
    asking = 'WWW-Authenticate: Basic realm="WSMAN"\r\n' if status == 401 else ""  # noqa: PLR2004
    head = (
        f"HTTP/1.1 {status} {reasons[status]}\r\nServer: Microsoft-HTTPAPI/2.0\r\n{asking}"
        f"Content-Type: application/soap+xml;charset=UTF-8\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
