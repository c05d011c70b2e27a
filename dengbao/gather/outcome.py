"""How the gathering of one host can end, other than well."""

from __future__ import annotations

import socket

import paramiko

from dengbao.snapshot.records import Status


class Ended(Exception):  # noqa: N818 - an outcome that is recorded
    """The host could not be gathered (further): its status, why, and how to mend it."""

    def __init__(self, status: Status, reason: str, mend: str = "") -> None:
        """Keep the parts for the record."""
        super().__init__(reason)
        self.status, self.reason, self.mend = status, reason, mend


def why_not(error: BaseException) -> str:
    """Say in Chinese why a connection could not be made."""
    if isinstance(error, paramiko.ssh_exception.NoValidConnectionsError):
        error = next(iter(error.errors.values()))
    match error:
        case ConnectionRefusedError():
            return "连接被拒绝，该端口没有服务"
        case TimeoutError():
            return "连接超时"
        case socket.gaierror():
            return "主机名解析不了"
        case EOFError() | ConnectionResetError():
            return "连接被对端关闭"
        case OSError(strerror=str(text)):
            return text
    return str(error)
