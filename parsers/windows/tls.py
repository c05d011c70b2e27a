r"""SCHANNEL: which versions of TLS and which weak ciphers are on.

``Enabled`` 0 switches a version off, anything else on; ``DisabledByDefault`` 1 takes it only on request. Where a
version has no key the release's default holds: Microsoft Learn, "Protocols in TLS/SSL (Schannel SSP)"; TLS 1.0 and 1.1
from Windows 11 24H2 and Server 2025 on stay open, as no page says them.
"""

from __future__ import annotations

from typing import Literal

from dengbao.model import Device, Fact, Known, Lines, Tls, Unknown
from parsers.windows.document import FILE, Spot
from parsers.windows.evidence import (
    SERVER_2022,
    WINDOWS_7,
    WINDOWS_8,
    WINDOWS_10_1607,
    WINDOWS_11,
    WINDOWS_11_24H2,
    Evidence,
)
from parsers.windows.facts import Values
from parsers.windows.facts_exposure import Schannel
from parsers.windows.registry import number

Side = Literal["Server", "Client"]
_VERSIONS = {
    "SSL 2.0": "ssl2", "SSL 3.0": "ssl3", "TLS 1.0": "tls1.0", "TLS 1.1": "tls1.1", "TLS 1.2": "tls1.2",
    "TLS 1.3": "tls1.3",
}  # fmt: skip
_WEAK = {"RC4", "DES", "NULL", "Triple", "RC2"}


def read_tls(evidence: Evidence, device: Device) -> None:
    """Fill the system's TLS."""
    part = evidence.document.part("tls", Schannel)
    if part.data is None:
        device.host.tls = Tls(
            server_versions=part.lacking(), client_versions=part.lacking(), weak_ciphers=part.lacking(), file=FILE
        )
        return
    spot = part.spot.into("protocols") or part.spot
    device.host.tls = Tls(
        server_versions=_versions(evidence, part.data.protocols, spot, "Server"),
        client_versions=_versions(evidence, part.data.protocols, spot, "Client"),
        weak_ciphers=_ciphers(part.data.ciphers, part.spot.into("ciphers") or part.spot),
        file=FILE,
    )


def _versions(evidence: Evidence, keys: dict[str, Values], spot: Spot, side: Side) -> Fact[frozenset[str]]:
    """Versions that are on; not known where one has neither a key nor a documented default."""
    live: set[str] = set()
    lines: Lines = ()
    open_ones: list[str] = []
    for name, word in _VERSIONS.items():
        path = f"{name}\\{side}"
        at = spot.into(path)
        enabled = number(keys.get(path, {}).get("Enabled"))
        if at and enabled is not None:
            lines += at.at("Enabled") or (at.line,)
            state: bool | None = enabled != 0
        else:
            state = _default(evidence.build, word, side)
        if state is None:
            open_ones.append(name)
        elif state:
            live.add(word)
    if open_ones:
        return Unknown(f"没有设置 {'、'.join(open_ones)},而这一版本的缺省值没有公开文档可据", lines, FILE)
    return Known(frozenset(live), lines or (spot.line,), FILE)


def _default(build: int | None, word: str, side: Side) -> bool | None:
    """Whether a version is on where nothing is set; None where nobody says so."""
    if build is None or build < WINDOWS_7:
        return None
    known: dict[str, bool | None] = {
        "ssl2": build < WINDOWS_8 and side == "Server",
        "ssl3": build < WINDOWS_10_1607,
        "tls1.0": True if build < WINDOWS_11_24H2 else None,
        "tls1.1": build >= WINDOWS_8 if build < WINDOWS_11_24H2 else None,
        "tls1.2": build >= WINDOWS_8,
        "tls1.3": False if build < SERVER_2022 else True if build == SERVER_2022 or build >= WINDOWS_11 else None,
    }
    return known[word]


def _ciphers(keys: dict[str, Values], spot: Spot) -> Fact[frozenset[str]]:
    """Weak ciphers that are switched on by name; those without a key depend on the order of suites."""
    weak = {name: number(values.get("Enabled")) for name, values in keys.items() if name.split()[0] in _WEAK}
    live = frozenset(name for name, enabled in weak.items() if enabled)
    lines = tuple(line for name in sorted(live) if (at := spot.into(name)) for line in at.at("Enabled"))
    if live:
        return Known(live, lines, FILE)
    if not {name.split()[0] for name, enabled in weak.items() if enabled == 0} >= {"RC4", "Triple"}:
        return Unknown("没有逐项关闭 RC4 与 3DES,是否启用取决于密码套件次序", (spot.line,), FILE)
    return Known(frozenset(), (spot.line,), FILE)
