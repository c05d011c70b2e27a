"""Serve a whole lab, from its order to its end."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import asyncssh

from dengbao.lab.device import UPS, WINDOWS, Device
from dengbao.lab.journal import Journal
from dengbao.lab.launch import Endpoint, Lab
from dengbao.lab.nut import serve_upses
from dengbao.lab.owner import Process
from dengbao.lab.sockets import bind_all
from dengbao.lab.ssh import new_host_key, options_of

_BACKLOG = 128


def serve(order: dict[str, Any], say: int) -> None:
    """Serve the devices of an order until its owner ends, a signal comes, or its time is up.

    Args:
        order: see ``launch.start``.
        say: descriptor that gets ``lab.json`` when all is ready, or one line that says why not.
    """
    folder = Path(tempfile.mkdtemp(prefix="dengbao-lab-"))
    try:
        asyncio.run(_serve(order, folder, say))
    except (OSError, ValueError, asyncssh.Error) as error:
        _tell(say, f"{type(error).__name__}: {error}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def _serve(order: dict[str, Any], folder: Path, say: int) -> None:
    """Open everything, give the word, wait, close everything."""
    loop, over = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        loop.add_signal_handler(number, over.set)
    loop.call_later(order["limit_seconds"], over.set)
    watch = loop.create_task(_ended(Process(**order["owner"])))
    watch.add_done_callback(lambda _: over.set())
    devices = [Device.from_record(record) for record in order["devices"]]
    async with AsyncExitStack() as stack:
        log = Path(order["log"] or folder / "received.jsonl")
        journal = Journal(log)
        stack.callback(journal.close)
        shells = [device for device in devices if device.platform not in {UPS, WINDOWS}]
        ssh = await _serve_ssh(shells, folder, journal, stack)
        windows: dict[str, Endpoint] = {}
        if hosts := [device for device in devices if device.platform == WINDOWS]:
            from dengbao.lab.windows import serve_windows  # noqa: PLC0415 - only labs with such hosts pay for loading it

            windows = await serve_windows(hosts, journal, stack)
        kind, nut = await serve_upses(
            [device for device in devices if device.platform == UPS], folder, order["nut"], stack
        )
        me = Process.of(os.getpid())
        lab = Lab(me.pid, me.started, ssh | windows | nut, folder / "known_hosts", folder, log, kind)
        ready = json.dumps(lab.as_record(), ensure_ascii=False)
        _write_whole(folder / "lab.json", ready)
        _tell(say, ready)
        await over.wait()
    watch.cancel()


async def _serve_ssh(
    devices: list[Device], folder: Path, journal: Journal, stack: AsyncExitStack
) -> dict[str, Endpoint]:
    """Listen for every SSH device, and write down the host keys."""
    port, sockets = bind_all([device.address for device in devices])
    known = []
    for device, sock in zip(devices, sockets, strict=True):
        stack.callback(sock.close)
        key = new_host_key(device)
        shown = new_host_key(device) if device.faults.other_host_key else key
        known.append(f"[{device.address}]:{port} {key.export_public_key().decode().strip()}\n")
        if device.faults.refuse:
            continue  # bound, so that nobody else gets the port, but not listening
        listener: asyncio.Server | asyncssh.SSHAcceptor
        if device.faults.hang == "connect":
            listener = await asyncio.start_server(_say_nothing, sock=sock, backlog=_BACKLOG)
        else:
            options = options_of(device, shown, journal)
            listener = await asyncssh.listen(sock=sock, options=options, backlog=_BACKLOG)
        stack.callback(listener.close)
    _write_whole(folder / "known_hosts", "".join(known))
    return {device.host: Endpoint(device.address, port) for device in devices}


async def _say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Take a connection, and stay silent until the client goes."""
    try:
        while await reader.read(4096):
            pass
    finally:
        writer.close()


async def _ended(process: Process) -> None:
    """Wait for the end of a process."""
    handle = process.open()
    if handle is None:
        return
    loop, over = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(handle, over.set)
    try:
        await over.wait()
    finally:
        loop.remove_reader(handle)
        os.close(handle)


def _write_whole(path: Path, text: str) -> None:
    """Write a file so that no reader ever sees half of it."""
    draft = path.with_suffix(".part")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


def _tell(say: int, word: str) -> None:
    """Give the starter its answer, once."""
    try:
        with os.fdopen(say, "w", encoding="utf-8") as pipe:
            pipe.write(word)
    except OSError:
        return  # told already, or the starter is gone
