"""Netmiko's drivers made read-only: every write passes the guard, and nothing is sent of their own accord.

The stock drivers prepare a session by themselves, FortiOS (``config system console``) and ASA (``configure terminal``)
by writing configuration, trust every host key, and report a changed one as a time-out. Here the session is prepared by
``dengbao.gather.session`` from the platform's file, and exceptions come as paramiko raises them.
"""

from __future__ import annotations

import functools
import logging
import socket
from typing import Any

import paramiko
from netmiko.base_connection import BaseConnection
from netmiko.channel import SSHChannel
from netmiko.ssh_dispatcher import CLASS_MAPPER

from dengbao.gather import host_keys
from dengbao.gather.guard import Guard, Refused
from dengbao.gather.target import PORTS, Target

# What goes wrong is recorded; paramiko would print it on standard error as well where nobody listens.
logging.getLogger("paramiko").addHandler(logging.NullHandler())

LEGACY = {
    "kex": ["diffie-hellman-group1-sha1", "diffie-hellman-group14-sha1", "diffie-hellman-group-exchange-sha1"],
    "keys": ["ssh-rsa", "ssh-rsa-cert-v01@openssh.com", "ssh-dss", "ssh-dss-cert-v01@openssh.com"],
    "pubkeys": ["ssh-rsa", "ssh-rsa-cert-v01@openssh.com", "ssh-dss", "ssh-dss-cert-v01@openssh.com"],
    "macs": ["hmac-sha1", "hmac-sha1-96", "hmac-md5", "hmac-md5-96"],
    "ciphers": ["3des-cbc", "blowfish-cbc"],
}
"""What a host gets only when it opts in: whatever rests on SHA-1, MD5 or 64-bit blocks."""

_NOTHING = {"kex": ["none"]}
"""Not empty, or netmiko's FortiOS driver would put its own choice in place."""

_COLUMNS, _ROWS = 511, 1000


class Transport(paramiko.Transport):  # type: ignore[misc]
    """Keeps the name of the key exchange, which paramiko forgets once it is done."""

    agreed_kex = ""

    def _set_K_H(self, k: int, h: bytes) -> None:  # noqa: N802 - paramiko's own name
        engine = self.kex_engine
        self.agreed_kex = str(getattr(engine, "name", type(engine).__name__))
        super()._set_K_H(k, h)


class ReadOnly(BaseConnection):  # type: ignore[misc, unused-ignore]
    """What is put before netmiko's driver of a platform."""

    def __init__(self, *, target: Target, guard: Guard, **more: Any) -> None:  # noqa: ANN401 - netmiko's own signature
        """Prepare a connection, without opening it."""
        self._target, self._guard = target, guard
        super().__init__(
            host=target.address,
            port=target.port or PORTS["ssh"],
            username=target.user,
            password=target.password,
            use_keys=bool(target.key_file),
            key_file=target.key_file or None,
            conn_timeout=target.connect_timeout,
            auth_timeout=target.connect_timeout,
            banner_timeout=target.connect_timeout,
            disabled_algorithms=_NOTHING if target.legacy_ssh else LEGACY,
            auto_connect=False,
            encoding="latin-1",
            **more,
        )

    def establish_connection(self, width: int = _COLUMNS, height: int = _ROWS) -> None:
        """Open the connection and a terminal on it.

        Raises:
            Ended: the host key is not known, or another.
            OSError, EOFError, paramiko.SSHException: as they come.
        """
        name = host_keys.name_of(self._target.address, self.port)
        known = host_keys.known_keys(self._target.known_hosts, name)
        client = self._get_ssh_client_instance()
        client.set_missing_host_key_policy(host_keys.Unknown(self._target.known_hosts, known))
        for kind, key in known.items():
            client.get_host_keys().add(name, kind, key)

        def transport(sock: socket.socket, **options: Any) -> paramiko.Transport:  # noqa: ANN401
            made = Transport(sock, **options)
            security = made.get_security_options()
            security.key_types = host_keys.preferred(list(security.key_types), known)
            return made

        self.remote_conn_pre = client
        try:
            options = self._connect_params_dict() | {"look_for_keys": False}
            client.connect(**options, transport_factory=transport)
        except paramiko.BadHostKeyException as error:
            raise host_keys.changed(name, self._target.known_hosts, error.key, error.expected_key) from error
        self.remote_conn = client.invoke_shell(term="vt100", width=width, height=height)
        self.channel = SSHChannel(conn=self.remote_conn, encoding=self.encoding)

    def write_channel(self, out_data: str) -> None:
        """Send what the guard lets pass.

        Raises:
            Refused: it was nothing that may be sent.
        """
        self._guard.check(out_data)
        self.channel.write_channel(out_data)

    def config_mode(self, *_args: Any, **_more: Any) -> str:  # noqa: ANN401
        """Never.

        Raises:
            Refused: always.
        """
        raise Refused("从不进入配置模式")

    def send_config_set(self, *_args: Any, **_more: Any) -> str:  # noqa: ANN401
        """Never.

        Raises:
            Refused: always.
        """
        raise Refused("从不进入配置模式")

    def session_preparation(self) -> None:
        """Send nothing: the session prepares itself from the platform's file."""

    def cleanup(self, command: str = "") -> None:
        """Send nothing: the session takes its leave itself."""
        del command


@functools.cache
def driver(name: str) -> type[ReadOnly]:
    """Give netmiko's driver of a platform, made read-only."""
    return type(f"ReadOnly{CLASS_MAPPER[name].__name__}", (ReadOnly, CLASS_MAPPER[name]), {})
