"""SSH in front of a device's shell: keys, algorithms, login, and what a client asks beside a shell."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable

import asyncssh

from dengbao.lab.device import LINUX, Device
from dengbao.lab.dialects import DIALECTS
from dengbao.lab.journal import Journal
from dengbao.lab.linux import LinuxSession
from dengbao.lab.shell import Mode, Shell
from dengbao.lab.terminal import CutOff, Terminal

_LEGACY = {
    "kex_algs": ["diffie-hellman-group14-sha1", "diffie-hellman-group1-sha1"],
    "encryption_algs": ["aes128-cbc", "3des-cbc"],
    "mac_algs": ["hmac-sha1"],
}
_RSA_BITS = 2048


def new_host_key(device: Device) -> asyncssh.SSHKey:
    """Make a fresh host key of the kind that the device has."""
    if device.faults.legacy_algorithms:
        return asyncssh.generate_private_key("ssh-rsa", key_size=_RSA_BITS)
    return asyncssh.generate_private_key("ssh-ed25519")


def options_of(device: Device, key: asyncssh.SSHKey, journal: Journal) -> asyncssh.SSHServerConnectionOptions:
    """Prepare everything that a connection to the device needs.

    Args:
        device: whom the client will meet.
        key: the host key that it shows.
        journal: where its lines go.

    Returns:
        The options of its listener.
    """
    sessions = itertools.count(1)
    options = asyncssh.SSHServerConnectionOptions(
        server_factory=lambda: Door(device, journal, next(sessions)),
        server_host_keys=[key],
        encoding=None,
        line_editor=False,
        keepalive_interval=0,
        **(_LEGACY if device.faults.legacy_algorithms else {}),
    )
    if device.faults.legacy_algorithms:
        for name in [name for name in options.server_host_keys if name != b"ssh-rsa"]:
            del options.server_host_keys[name]  # ssh-rsa is the SHA-1 signature; rsa-sha2-* came later
    return options


class Door(asyncssh.SSHServer):
    """Lets in who knows the password."""

    def __init__(self, device: Device, journal: Journal, number: int) -> None:
        """Begin a connection, the device's ``number``-th."""
        self._device, self._journal, self._number = device, journal, number

    def connection_made(self, conn: asyncssh.SSHServerConnection) -> None:
        """Remember the connection, which some faults break off."""
        self._connection = conn

    def begin_auth(self, username: str) -> bool:  # noqa: ARG002
        """Ask everybody for a password."""
        return True

    def password_auth_supported(self) -> bool:
        """Offer passwords; keyboard-interactive comes with it."""
        return True

    def validate_password(self, username: str, password: str) -> bool:
        """Compare user and password."""
        right = (username, password) == (self._device.user, self._device.password)
        self._journal.write(self._device.host, self._number, "login", username, accepted=right)
        return right

    def session_requested(self) -> asyncssh.SSHServerSession[bytes]:
        """Open a session."""

        def note(event: str, line: str, mode: Mode = "user") -> None:
            self._journal.write(self._device.host, self._number, event, line, mode=mode)

        if self._device.platform == LINUX:
            return LinuxSession(self._device, note, self._connection.abort)
        return Session(self._device, note, self._connection.abort)


class Session(asyncssh.SSHServerSession[bytes]):
    """One channel: a shell, or a refusal that leaves a trace."""

    def __init__(self, device: Device, note: Callable[[str, str, Mode], None], abort: Callable[[], None]) -> None:
        """Take the device, its journal, and what breaks the whole connection off."""
        self._device, self._note, self._abort = device, note, abort
        self._task: asyncio.Task[None] | None = None

    def connection_made(self, chan: asyncssh.SSHServerChannel[bytes]) -> None:
        """Put a terminal on the channel."""
        faults = self._device.faults
        self._channel = chan
        self._terminal = Terminal(chan, encoding=faults.encoding, chunk=faults.chunk, echo_early=faults.echo_early)

    def pty_requested(self, *_: object) -> bool:
        """Give a terminal to who wants one."""
        return True

    def shell_requested(self) -> bool:
        """Open a shell."""
        return True

    def exec_requested(self, command: str) -> bool:
        """Refuse a command outside the shell, and keep it."""
        self._note("request", f"exec {command}", "user")
        return False

    def subsystem_requested(self, subsystem: str) -> bool:
        """Refuse a subsystem such as sftp, and keep its name."""
        self._note("request", f"subsystem {subsystem}", "user")
        return False

    def session_started(self) -> None:
        """Start the shell."""
        self._task = asyncio.create_task(self._run())

    def data_received(self, data: bytes, datatype: asyncssh.DataType) -> None:  # noqa: ARG002
        """Hand on what was typed."""
        self._terminal.feed(data)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        """End the shell of a client that is gone."""
        if self._task:
            self._task.cancel()

    async def _run(self) -> None:
        """Let the shell run to its end, and end the channel as it wishes."""
        shell = Shell(self._device, DIALECTS[self._device.platform], self._terminal, self._note)
        try:
            await shell.run()
        except CutOff:
            if self._device.faults.cut_connection:
                self._abort()
            else:
                self._channel.close()
        except OSError:
            return  # the client left while the device was printing
        else:
            self._channel.exit(0)
