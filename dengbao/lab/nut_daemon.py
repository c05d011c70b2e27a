"""NUT's own upsd with a dummy-ups driver behind it: the real protocol from the real server.

Debian's ``/usr/sbin/upsd`` is a wrapper that refuses to run before the system's own NUT is configured; the program
itself lies in ``/lib/nut``. Both programs take their folders from NUT_CONFPATH and NUT_STATEPATH, run in the
foreground with ``-F``, and need no root. dummy-ups takes about three seconds until its first values are there; it
drops characters outside ASCII and sets ``driver.*`` itself. (Seen with NUT 2.8.0.)
"""

from __future__ import annotations

import asyncio
import os
import pwd
import shutil
import subprocess
from contextlib import AsyncExitStack
from pathlib import Path

from dengbao.lab.device import Device
from dengbao.lab.launch import Endpoint
from dengbao.lab.sockets import bind_all
from dengbao.lab.upsc import quoted, speak

_FOLDERS = ("/lib/nut", "/usr/lib/nut", "/usr/libexec/nut", "/usr/sbin")
_STARTS, _READY_SECONDS, _POLL_SECONDS = 3, 15, 0.1


def find_program(name: str) -> str | None:
    """Find one of NUT's programs, not the wrapper of the same name; None when NUT is not installed."""
    return next((str(path) for folder in _FOLDERS if _is_binary(path := Path(folder) / name)), None)


def is_installed() -> bool:
    """Say whether both programs are there."""
    return find_program("upsd") is not None and find_program("dummy-ups") is not None


async def serve_real(device: Device, folder: Path, stack: AsyncExitStack) -> Endpoint:
    """Run a driver and a upsd for one UPS, and wait until its values are there.

    Args:
        device: the UPS; it bears the device's name.
        folder: an own one, for configuration and sockets.
        stack: ends the programs.

    Returns:
        Where it is to be reached.

    Raises:
        OSError: when they do not come up.
    """
    for _ in range(_STARTS):  # between choosing a port and listening, somebody else may take it
        port, sockets = bind_all([device.address])
        for sock in sockets:
            sock.close()
        _write_configuration(device, port, folder)
        variables = speak(device.folder / "upsc.txt")
        programs = [_run("upsd", [], folder)]
        if variables:
            programs.append(_run("dummy-ups", ["-a", device.host, "-i", "1"], folder))
        for program in programs:
            stack.callback(_end, program)
        endpoint = Endpoint(device.address, port)
        if await _is_ready(endpoint, device.host, programs, has_driver=bool(variables)):
            return endpoint
        for program in programs:
            _end(program)
    raise OSError(f"upsd for {device.host} does not come up")


def _write_configuration(device: Device, port: int, folder: Path) -> None:
    """Write the four files that the programs read."""
    folder.mkdir(exist_ok=True)
    variables = speak(device.folder / "upsc.txt")
    title = variables.get("device.model", device.host)
    files = {
        f"{device.host}.dev": [f"{key}: {quoted(value)}" for key, value in variables.items()],
        "ups.conf": [
            f"[{device.host}]",
            "driver = dummy-ups",
            f"port = {folder}/{device.host}.dev",
            f"desc = {quoted(title)}",
        ],
        "upsd.conf": [f"LISTEN {device.address} {port}", "MAXAGE 15"],
        "upsd.users": [
            f"[{device.user}]",
            f"password = {quoted(device.password)}",
            "upsmon secondary",
        ]
        if device.user
        else [],
    }
    for name, lines in files.items():
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def _run(name: str, arguments: list[str], folder: Path) -> subprocess.Popen[bytes]:
    """Run one of NUT's programs, so that it dies with the lab even when the lab is killed."""
    command = [str(find_program(name)), "-F", *arguments]
    if os.geteuid() == 0:
        command += ["-u", pwd.getpwuid(0).pw_name]  # else it becomes the user nut, who may not read our files
    if leash := shutil.which("setpriv"):
        command = [leash, "--pdeathsig", "KILL", *command]
    places = {"NUT_CONFPATH": str(folder), "NUT_STATEPATH": str(folder), "NUT_ALTPIDPATH": str(folder)}
    with (folder / f"{name}.log").open("ab") as log:
        return subprocess.Popen(  # noqa: S603  # programs of fixed folders, arguments of our own
            command, env=os.environ | places, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )


def _end(program: subprocess.Popen[bytes]) -> None:
    """End a program, at once where it does not listen."""
    program.terminate()
    try:
        program.wait(2)
    except subprocess.TimeoutExpired:
        program.kill()
        program.wait()


async def _is_ready(
    endpoint: Endpoint, name: str, programs: list[subprocess.Popen[bytes]], *, has_driver: bool
) -> bool:
    """Wait until the UPS has a status; a upsd that was never given a driver is ready when it says so."""
    wanted = f"VAR {name} ups.status" if has_driver else "ERR DRIVER-NOT-CONNECTED"
    for _ in range(int(_READY_SECONDS / _POLL_SECONDS)):
        if any(program.poll() is not None for program in programs):
            return False
        reply = await _ask(endpoint, f"GET VAR {name} ups.status")
        if reply.startswith(wanted) and '"WAIT"' not in reply:
            return True
        await asyncio.sleep(_POLL_SECONDS)
    return False


async def _ask(endpoint: Endpoint, line: str) -> str:
    """Ask a NUT server one thing; empty while it does not listen."""
    try:
        reader, writer = await asyncio.open_connection(endpoint.address, endpoint.port)
    except OSError:
        return ""
    try:
        writer.write(f"{line}\nLOGOUT\n".encode())
        return (await reader.readline()).decode()
    except OSError:
        return ""
    finally:
        writer.close()


def _is_binary(path: Path) -> bool:
    """Tell a program from Debian's wrapper script."""
    try:
        with path.open("rb") as file:
            return file.read(4) == b"\x7fELF"
    except OSError:
        return False
