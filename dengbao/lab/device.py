"""What the lab knows of a device: who it is, who may log in, and what is wrong with it."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

UPS = "ups"
LOOPBACK = ipaddress.IPv4Network("127.0.0.0/8")


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """What a device does wrong; by default nothing. Each is something that real devices and lines do.

    Attributes:
        refuse: nothing listens at the address.
        hang: falls silent for ever once the connection stands ("connect"), after login ("login"), or after a
            command has been echoed ("command").
        cut_after: bytes of command output in a session after which it is cut off; 0 is never.
        cut_connection: the cut takes the whole TCP connection, not only the channel.
        latency: seconds between a command and its answer.
        encoding: of everything that the device prints (its files are UTF-8).
        chunk: bytes per SSH packet, so that Chinese characters are split between packets; 0 is no splitting.
        limited: the account lacks privilege: enable is refused, the configuration is filtered yet ends well.
        password_change: asks at login whether the password should be changed.
        paging_stays: the paging-off command is refused (some StoneOS and FortiOS roles).
        echo_early: echoes typed-ahead characters when they arrive, before the prompt they belong to.
        other_host_key: shows another host key than the one in known_hosts, as after a replacement.
        legacy_algorithms: SSH with SHA-1 key exchange, an ssh-rsa host key and CBC ciphers only.
    """

    refuse: bool = False
    hang: Literal["", "connect", "login", "command"] = ""
    cut_after: int = 0
    cut_connection: bool = False
    latency: float = 0.0
    encoding: str = "utf-8"
    chunk: int = 0
    limited: bool = False
    password_change: bool = False
    paging_stays: bool = False
    echo_early: bool = False
    other_host_key: bool = False
    legacy_algorithms: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """One device of the lab.

    Attributes:
        host: its inventory name, shown in the prompt; a UPS bears it in NUT as well.
        platform: as in the inventory: a name of ``dengbao.lab.dialects.DIALECTS``, or ``ups``.
        address: its own IPv4 address inside 127.0.0.0/8.
        folder: where its answers lie, one file a command (see ``answer_file``).
        user: who may log in.
        password: with what.
        enable_password: for the platforms that ask for one.
        faults: what is wrong with it.
        page_rows: rows of its terminal, the pager's line included.

    Raises:
        ValueError: when the address is not a loopback one. The lab shows itself to nobody else.
    """

    host: str
    platform: str
    address: str
    folder: Path
    user: str = ""
    password: str = ""
    enable_password: str = ""
    faults: Faults = field(default_factory=Faults)
    page_rows: int = 24

    def __post_init__(self) -> None:
        """Refuse every address that others could reach."""
        if ipaddress.IPv4Address(self.address) not in LOOPBACK:
            raise ValueError(f"{self.host}: {self.address} is not inside {LOOPBACK}")

    def as_record(self) -> dict[str, Any]:
        """Give a form that JSON can carry; ``from_record`` reads it."""
        return asdict(self) | {"folder": str(self.folder)}

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> Device:
        """Build a device from what ``as_record`` gave."""
        return cls(**record | {"folder": Path(record["folder"]), "faults": Faults(**record["faults"])})


def answer_file(command: str) -> str:
    """Name the file that answers a command: lower case, every run of characters outside [a-z0-9._-] becomes one dash.

    >>> answer_file("display version")
    'display-version.txt'
    """
    return re.sub(r"[^a-z0-9._-]+", "-", command.lower()) + ".txt"


def synthetic(
    count: int,
    platform: str,
    folder: Path,
    *,
    user: str,
    password: str,
    enable_password: str = "",
    faults: Faults | None = None,
    network: str = "127.20.0.0/16",
) -> list[Device]:
    """Make many devices that are alike, for benchmarks.

    Args:
        count: how many; the network must have room for them.
        platform: the dialect of all of them.
        folder: the answers that they share.
        user: the account of all of them.
        password: its password.
        enable_password: for the platforms that ask for one.
        faults: what all of them do, such as ``Faults(latency=0.1)``.
        network: where their addresses are taken from, in order.

    Returns:
        Devices named ``sim-0001`` and up.
    """
    first = ipaddress.IPv4Network(network).network_address + 1
    return [
        Device(
            host=f"sim-{number + 1:04}",
            platform=platform,
            address=str(first + number),
            folder=folder,
            user=user,
            password=password,
            enable_password=enable_password,
            faults=faults or Faults(),
        )
        for number in range(count)
    ]
