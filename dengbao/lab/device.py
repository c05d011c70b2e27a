"""What the lab knows of a device: who it is, who may log in, and what is wrong with it."""

from __future__ import annotations

import ipaddress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

UPS = "ups"
WINDOWS = "windows"
LINUX = "linux"
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
        folder: where its answers lie, one file a command (see ``dengbao.snapshot.names.slug``).
        user: who may log in.
        password: with what.
        enable_password: for the platforms that ask for one.
        privacy_password: encrypts SNMPv3, on a UPS with a network card.
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
    privacy_password: str = ""
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


def synthetic(count: int, like: Device) -> list[Device]:
    """Make many devices that are alike, for benchmarks.

    Args:
        count: how many.
        like: the first one's address, and everything else but the name; they share its folder of answers.

    Returns:
        Devices named ``sim-0001`` and up, at consecutive addresses.
    """
    first = ipaddress.IPv4Address(like.address)
    return [replace(like, host=f"sim-{number + 1:04}", address=str(first + number)) for number in range(count)]
