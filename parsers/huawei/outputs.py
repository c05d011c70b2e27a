"""What ``display`` outputs add to the configuration: release, model, link states, time, saved or not.

Tables go through TextFSM (ntc-templates' own for ``display interface brief``, which a real capture of every family in
its test data agrees with); one that raises leaves what it would have told unknown. ``display ntp-service status``,
``display version`` and ``compare configuration`` after the S, NE and USG6000E command pages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from dengbao.model import Device, Known, Unknown
from parsers.grammar import IRRELEVANT, UNREAD, USED
from parsers.huawei import health
from parsers.ioslike.tables import table
from parsers.text import clean_lines

_SHORT = {"GE": "GigabitEthernet", "XGE": "XGigabitEthernet", "Eth": "Ethernet"}
_DOWN = {"down": False, "*down": False, "^down": False, "#down": False}
_UPTIME = re.compile(r"^\S+ (?P<model>\S.*?) uptime is (?P<for>.+)$", re.IGNORECASE | re.MULTILINE)
_PERIOD = re.compile(r"(\d+) (week|day|hour|minute)")
_DAYS = {"week": 7.0, "day": 1.0, "hour": 1 / 24, "minute": 1 / 1440}
_SAME = re.compile(
    r"^ *(?:Info: )?The (?:current|running) configuration is the same as the next startup configuration"
    r"(?: file)?\.? *$",
    re.IGNORECASE | re.MULTILINE,
)
_DIFFERENT = re.compile(
    r"configuration is (?:not the same|different)|is not the same as|====+ ?Current configuration", re.IGNORECASE
)
_CLOCK = re.compile(r"^ *clock status: *(synchronized|unsynchronized) *$", re.IGNORECASE | re.MULTILINE)
_REFERENCE = re.compile(r"^ *reference clock ID: *(\S+) *$", re.IGNORECASE | re.MULTILINE)
_SWITCH = re.compile(r"(enable|disable)d?\.?", re.IGNORECASE)


def read(device: Device, outputs: Mapping[str, str]) -> None:
    """Add what the outputs tell.

    Args:
        device: as the configuration made it.
        outputs: masked texts by output name.
    """
    for name, reader in _READERS.items():
        text = outputs.get(name)
        if text is not None:
            lines = clean_lines(text)
            understood = reader(device, lines, name)
            status = USED if understood else UNREAD
            device.coverage[name] = bytes(status if line.strip() else IRRELEVANT for line in lines)


def _line(lines: list[str], pattern: re.Pattern[str]) -> int:
    """The number of the first line that a pattern is found in; 0 when none."""
    return next((index for index, line in enumerate(lines, 1) if pattern.search(line)), 0)


def _version(device: Device, lines: list[str], name: str) -> bool:
    found = _UPTIME.search("\n".join(lines))
    if found is None:
        return False
    line = _line(lines, _UPTIME)
    model = re.sub(r" (?:Routing Switch|Router|Firewall)$", "", found["model"])
    device.system.model = Known(model, (line,), name)
    days = sum(int(count) * _DAYS[unit] for count, unit in _PERIOD.findall(found["for"]))
    device.system.uptime_days = Known(days, (line,), name)
    if isinstance(device.system.version, Known) and device.system.version.file == name:
        at = _line(lines, re.compile(re.escape(device.system.version.value)))
        device.system.version = Known(device.system.version.value, (at,), name)
    return True


def _brief(device: Device, lines: list[str], _name: str) -> bool:
    """Link states: a port is up when its line is; ``*down`` is shut down by configuration."""
    rows = table("huawei_vrp_display_interface_brief.textfsm", [line for line in lines if line.strip()])
    if not rows:
        return False
    states = {_full(row["INTERFACE"]): row for row in rows}
    for interface in device.interfaces.items:
        row = states.get(interface.name)
        if row is not None:
            interface.up = _DOWN.get(row["PHY"], True)
            interface.errors = int(row["INERRORS"]) + int(row["OUTERRORS"])
    return True


def _full(name: str) -> str:
    """The name as configured: without marks such as ``(v)`` and ``(10G)``, abbreviations spelt out."""
    name = name.partition("(")[0]
    head = re.match(r"[A-Za-z-]+", name)
    return _SHORT[head[0]] + name[len(head[0]) :] if head and head[0] in _SHORT else name


def _ntp(device: Device, lines: list[str], name: str) -> bool:
    text = "\n".join(lines)
    found, reference = _CLOCK.search(text), _REFERENCE.search(text)
    if found is None:
        return False
    own = reference is not None and reference[1].upper().startswith("LOCAL")
    in_step = found[1].lower() == "synchronized" and not own
    device.clock.synchronised = Known(in_step, (_line(lines, _CLOCK), _line(lines, _REFERENCE)), name)
    return True


def _saved(device: Device, lines: list[str], name: str) -> bool:
    text = "\n".join(lines)
    same, different = _SAME.search(text), _DIFFERENT.search(text)
    if same is None and different is None:
        device.archive.saved = Unknown("没有读懂 compare configuration 的输出", (1,) if lines else (), name)
        return False
    at = _line(lines, _SAME if same else _DIFFERENT)
    device.archive.saved = Known(same is not None and different is None, (at,), name)
    return True


def _pairs(lines: list[str]) -> dict[str, tuple[str, int]]:
    """``Name : value`` lines, by name in lower case."""
    pairs: dict[str, tuple[str, int]] = {}
    for index, line in enumerate(lines, 1):
        name, mark, value = line.partition(":")
        if mark:
            pairs.setdefault(name.strip().lower(), (value.strip(), index))
    return pairs


def _settle(device: Device, channel: str, name: str, *shown: tuple[str, int] | None) -> bool:
    """Put what a status says in place of a default; what the configuration says in so many words stays.

    Of several switches (IPv4, IPv6) one that is on suffices; the first must be there.
    """
    if shown[0] is None:
        return False
    said = [(_SWITCH.fullmatch(found[0]), found[1]) for found in shown if found is not None]
    garbled = tuple(at for match, at in said if match is None)
    on = [at for match, at in said if match and match[1].lower() == "enable"]
    state = Known(bool(on), tuple(on or (at for _, at in said)), name)
    for known in device.channels.items:
        if known.name == channel and not isinstance(known.enabled, Known):
            known.enabled = Unknown("没有读懂该服务的状态输出", garbled, name) if garbled and not on else state
    return not garbled


def _telnet(device: Device, lines: list[str], name: str) -> bool:
    pairs = _pairs(lines)
    older = pairs.get("telnet ipv4 server") or pairs.get("telnet server")
    return _settle(device, "telnet", name, older, pairs.get("telnet ipv6 server"))


def _ssh(device: Device, lines: list[str], name: str) -> bool:
    """``SSH version`` is 2.0, or 1.99 where version 1 is accepted as well."""
    pairs = _pairs(lines)
    version = pairs.get("ssh version")
    if version is not None and version[0] not in {"1.5", "1.99", "2.0"}:
        return False
    if version is not None and not isinstance(device.ssh.version, Known):
        device.ssh.version = Known("1,2" if version[0].startswith("1") else "2", (version[1],), name)
    stelnet = pairs.get("stelnet server") or pairs.get("stelnet ipv4 server")
    return _settle(device, "ssh", name, stelnet, pairs.get("stelnet ipv6 server")) and version is not None


def _http(device: Device, lines: list[str], name: str) -> bool:
    pairs = _pairs(lines)
    plain = _settle(device, "http", name, pairs.get("http server status"), pairs.get("http ipv6 server status"))
    secure = (pairs.get("http secure-server status"), pairs.get("http ipv6 secure-server status"))
    return _settle(device, "https", name, *secure) and plain


def _policy(device: Device, lines: list[str], name: str) -> bool:
    """``Password expiration : Enable (90 days)``, ``Password history : Enable (history records:5)``."""
    pairs = _pairs(lines)
    policy = device.passwords
    age, history = pairs.get("password expiration"), pairs.get("password history")
    if age is None or history is None:
        return False
    if not isinstance(policy.max_age_days, Known):
        policy.max_age_days = Known(_number(age[0]), (age[1],), name)
    if not isinstance(policy.history, Known):
        policy.history = Known(_number(history[0]), (history[1],), name)
    return True


def _number(text: str) -> int:
    """The number in ``Enable (90 days)``; 0 for ``Disable``."""
    found = re.search(r"\d{1,6}", text)
    return int(found[0]) if found and text.lower().startswith("enable") else 0


_READERS = {
    "display-version": _version,
    "display-interface-brief": _brief,
    "display-ntp-service-status": _ntp,
    "display-ntp-status": _ntp,
    "compare-configuration": _saved,
    "display-telnet-server-status": _telnet,
    "display-ssh-server-status": _ssh,
    "display-http-server": _http,
    "display-local-aaa-user-password-policy-administrator": _policy,
    **health.READERS,
}
