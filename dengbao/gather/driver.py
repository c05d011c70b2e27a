"""Netmiko's drivers made read-only: every write passes the guard, and nothing is sent of their own accord.

The stock drivers prepare a session by themselves, FortiOS (``config system console``) and ASA (``configure terminal``)
by writing configuration, trust every host key, and report a changed one as a time-out. Here the session is prepared by
``dengbao.gather.session`` from the platform's file, and exceptions come as paramiko raises them.
"""

from __future__ import annotations

import functools
from typing import Any

from netmiko.base_connection import BaseConnection
from netmiko.channel import SSHChannel
from netmiko.ssh_dispatcher import CLASS_MAPPER

from dengbao.gather.connecting import LEGACY, connect
from dengbao.gather.guard import Guard, Refused
from dengbao.gather.target import PORTS, Target

_NOTHING = {"kex": ["none"]}
"""Not empty, or netmiko's FortiOS driver would put its own choice in place."""

_COLUMNS, _ROWS = 511, 1000


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
        client = self._get_ssh_client_instance()
        self.remote_conn_pre = client
        connect(client, self._target, self.port, self._connect_params_dict())
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
