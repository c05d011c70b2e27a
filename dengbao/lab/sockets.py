"""Listening sockets on loopback, many addresses on one free port."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Sequence

_ROUNDS = 50


def bind_all(addresses: Sequence[str], kind: socket.SocketKind = socket.SOCK_STREAM) -> tuple[int, list[socket.socket]]:
    """Bind one port, free at all addresses.

    Args:
        addresses: IPv4 addresses of the loopback network, all different.
        kind: TCP, or UDP (``SOCK_DGRAM``).

    Returns:
        The port and a bound socket an address, not listening yet.

    Raises:
        OSError: when no port was free everywhere, or an address cannot be bound.
    """
    for _ in range(_ROUNDS):
        with contextlib.ExitStack() as bound:
            sockets: list[socket.socket] = []
            try:
                for address in addresses:
                    sock = bound.enter_context(socket.socket(socket.AF_INET, kind))
                    sock.bind((address, sockets[0].getsockname()[1] if sockets else 0))
                    sockets.append(sock)
            except OSError:
                if not sockets:
                    raise
                continue
            bound.pop_all()
            return (sockets[0].getsockname()[1] if sockets else 0), sockets
    raise OSError(f"no port is free on {len(addresses)} addresses from {addresses[0]}")
