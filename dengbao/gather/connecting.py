"""Opens an SSH connection to a host whose key is known, and says in one clear line why one could not be opened."""

from __future__ import annotations

import logging
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import paramiko

from dengbao.gather import host_keys
from dengbao.gather.outcome import Ended, why_not
from dengbao.gather.target import Target
from dengbao.snapshot.records import HostKey

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


class Transport(paramiko.Transport):  # type: ignore[misc]
    """Keeps the name of the key exchange, which paramiko forgets once it is done."""

    agreed_kex = ""

    def _set_K_H(self, k: int, h: bytes) -> None:  # noqa: N802 - paramiko's own name
        engine = self.kex_engine
        self.agreed_kex = str(getattr(engine, "name", type(engine).__name__))
        super()._set_K_H(k, h)


def connect(client: paramiko.SSHClient, target: Target, port: int, options: dict[str, Any]) -> None:
    """Connect and log in; a host whose key is not known, or another, is refused.

    Args:
        client: not connected yet.
        target: whom.
        port: of its SSH server.
        options: more for ``paramiko.SSHClient.connect``.

    Raises:
        Ended: the host key is not known, or another.
        OSError, EOFError, paramiko.SSHException: as they come.
    """
    name = host_keys.name_of(target.address, port)
    known = host_keys.known_keys(target.known_hosts, name)
    client.set_missing_host_key_policy(host_keys.Unknown(target.known_hosts, known))
    for kind, key in known.items():
        client.get_host_keys().add(name, kind, key)

    def transport(sock: socket.socket, **more: Any) -> paramiko.Transport:  # noqa: ANN401 - paramiko's own
        made = Transport(sock, **more)
        security = made.get_security_options()
        security.key_types = host_keys.preferred(list(security.key_types), known)
        return made

    try:
        client.connect(**options | {"look_for_keys": False}, transport_factory=transport)
    except paramiko.BadHostKeyException as error:
        raise host_keys.changed(name, target.known_hosts, error.key, error.expected_key) from error


@contextmanager
def telling(where: str, target: Target) -> Iterator[None]:
    """Turn what goes wrong at connecting and logging in into an outcome.

    Args:
        where: address and port, for the message.
        target: whom.

    Raises:
        Ended: with the status, why, and how to mend it.
    """
    try:
        yield
    except paramiko.BadAuthenticationType as error:
        ways = "、".join(error.allowed_types)
        raise Ended("refused", f"设备不接受口令登录（只接受 {ways}）", "改用 ansible_ssh_private_key_file") from error
    except (paramiko.AuthenticationException, paramiko.PasswordRequiredException) as error:
        mend = "核对 ansible_user 与 ansible_password（或环境变量 DENGBAO_PASSWORD）；勿反复尝试，以免账号被锁"
        raise Ended("refused", f"{where} 拒绝登录：用户名或口令不对", mend) from error
    except paramiko.ssh_exception.IncompatiblePeer as error:
        mend = "先升级设备；不能升级时为该主机设 dengbao_legacy_ssh: true（会记为一项不符合）"
        reason = f"{where} 没有双方都接受的 SSH 算法（设备多半只支持 SHA-1 等旧算法）"
        raise Ended("unreachable", reason, "" if target.legacy_ssh else mend) from error
    except paramiko.SSHException as error:
        reason = f"{where} 接受了连接，但没有正常的 SSH 应答（{error}）"
        raise Ended("unreachable", reason, "检查端口与设备的 SSH 服务") from error
    except (OSError, EOFError) as error:
        raise Ended("unreachable", f"{where} 连不上：{why_not(error)}", "检查地址、端口、路由和防火墙") from error


def shown_by(transport: paramiko.Transport, target: Target) -> HostKey:
    """Tell what a host showed of itself and what was agreed."""
    return HostKey(
        algorithm=str(transport.host_key_type),
        fingerprint=host_keys.fingerprint(transport.get_remote_server_key()),
        kex=str(getattr(transport, "agreed_kex", "")),
        cipher=str(transport.local_cipher),
        mac=str(transport.local_mac),
        server=str(transport.remote_version),
        legacy=target.legacy_ssh,
    )
