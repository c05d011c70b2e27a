"""Name, release, features, banner, virtual device contexts, jobs and checkpoints.

Features are off until ``feature X`` switches them on; ``feature ssh`` alone is on by default and not printed (NX-OS
Security Configuration Guide, "Configuring SSH and Telnet").
"""

from __future__ import annotations

import re
from datetime import datetime

from dengbao.model import Absent, Known, Unknown, Vrf
from dengbao.model.facts import UNREAD
from parsers.blocks import Block, Opaque
from parsers.cisco_nxos.table import TOP
from parsers.grammar import Reading
from parsers.ioslike.opaques import finish_banner, read_banner

_RELEASE = re.compile(r"version (\d+)\.(\d+)(\S*)")
_HEAD = re.compile(r"!(Running configuration last done at|Startup config saved at|Time): +(.+)$")
_URL = re.compile(r"(?:scp|sftp|ftp|tftp|https?)://(?:[^\s@/]*@)?([^/\s;:\"]+)")
_COPY = re.compile(r"\s*copy (?:running|startup)-config\b")
_ACTION = re.compile(r"action \S+ cli (?:command )?.*\bcopy (?:running|startup)-config \"?\w+://")
JOB = Opaque(re.compile(r"scheduler job name \S+"), lambda _: lambda line: line.strip() == "end-job", "scheduler job ")
"""The commands of a job; only where its end is printed as well."""
_SERVING = frozenset({"telnet", "ssh", "nxapi", "scp-server", "sftp-server", "netconf", "restconf"})
_KEPT = ("!Command", "!Running", "!Time", "!Startup")


def moment(text: str) -> datetime | None:
    """Read ``Wed Aug 19 16:36:16 2020``, in the device's own zone."""
    try:
        return datetime.strptime(" ".join(text.split()[1:5]), "%b %d %H:%M:%S %Y")  # noqa: DTZ007 - the zone is its own
    except ValueError:
        return None


@TOP.line("version")
def _version(reading: Reading, words: list[str], block: Block) -> bool:
    match = _RELEASE.match(block.text)
    if match is None:
        return False
    reading.scratch.version = int(match[1][:4]), int(match[2][:4])
    reading.device.system.version = Known(words[1], (block.number,))
    return True


@TOP.line("hostname", "switchname", topic="system")
def _hostname(reading: Reading, words: list[str], block: Block) -> bool:
    reading.device.system.hostname = Known(words[-1], (block.number,))
    return len(words) > 1


@TOP.line("feature", "no feature", topic="services")
def _feature(reading: Reading, words: list[str], block: Block) -> bool:
    name = " ".join(words[2 if words[0] == "no" else 1 :])
    if name not in _SERVING and _SERVING.intersection(words):
        reading.device.channels.unread.append(block.number)
        return False
    (reading.scratch.off if words[0] == "no" else reading.scratch.features)[name] = block.number
    return bool(name)


TOP.line("banner", topic="system")(read_banner)


@TOP.line("vdc", topic="vrfs")
def _vdc(reading: Reading, words: list[str], block: Block) -> bool:
    """Read a virtual device context; the first is the device itself."""
    if len(words) < 2:  # noqa: PLR2004
        return False
    for child in block.children:
        if child.text.startswith("limit-resource module-type"):
            reading.scratch.modular = True
        reading.skip(child)
    if words[2:4] != ["id", "1"]:
        reading.device.vrfs.items.append(Vrf(name=words[1], lines=(block.number,), kind="context"))
    return True


@TOP.line("scheduler job name", topic="archive")
def _job(reading: Reading, words: list[str], block: Block) -> bool:
    """Read a job: commands at column 0 up to ``end-job``; a copy to a server saves the configuration."""
    places = [place for _, line in block.body if _COPY.match(line) for place in _URL.findall(line)]
    reading.scratch.jobs[words[-1]] = (block, tuple(places))
    return len(words) > 3  # noqa: PLR2004


@TOP.line("scheduler schedule name", topic="archive")
def _plan(reading: Reading, words: list[str], block: Block) -> bool:
    """Read a schedule; one without a time runs nothing."""
    timed = any(child.text.startswith("time ") for child in block.children)
    for child in block.children:
        parts = child.text.split()
        if parts[:2] == ["job", "name"] and len(parts) > 2 and timed:  # noqa: PLR2004
            reading.scratch.planned[parts[2]] = child.number
        elif parts[0] not in {"job", "time", "no"}:
            reading.device.archive.unread.extend(reading.numbers(child))
            continue
        reading.use(*reading.numbers(child))
    return len(words) > 3  # noqa: PLR2004


@TOP.line("scheduler", "no scheduler", topic="archive")
def _scheduler(_reading: Reading, words: list[str], _block: Block) -> bool:
    """Know what else the scheduler prints: the size of its log, the account that its jobs run as."""
    return words[0] == "no" or words[1:2] in (["logfile"], ["aaa-authentication"])


@TOP.line("event manager applet")
def _applet(reading: Reading, words: list[str], block: Block) -> bool:
    """Keep an applet that copies the configuration: when it runs is not read."""
    if any(_ACTION.search(child.text) for child in block.children):
        reading.scratch.copies.append(block.number)
    for child in block.children:
        reading.use(*reading.numbers(child))
    return len(words) > 3  # noqa: PLR2004


@TOP.line("boot poap", "no boot poap", topic="services")
def _poap(reading: Reading, words: list[str], block: Block) -> bool:
    """Read Power-On Auto Provisioning: image and configuration are fetched when the device starts without one."""
    rest = words[2 + (words[0] == "no") :]
    if rest not in ([], ["enable"]):
        return False
    reading.device.services.config_autoload = Known(words[0] != "no", (block.number,))
    return True


@TOP.line("clock protocol")
def _protocol(_reading: Reading, words: list[str], _block: Block) -> bool:
    """Know which protocol may set the clock."""
    return len(words) > 2  # noqa: PLR2004


def read_head(reading: Reading) -> None:
    """Account the comments above the configuration, and keep the moments that they name."""
    for index, line in enumerate(reading.lines):
        if line.startswith("!"):
            match = _HEAD.match(line)
            if match:
                reading.scratch.facts.setdefault(match[1], Block(index + 1, match[2]))
            reading.status[index] = 1 if line.startswith(_KEPT) else 2


def finish_system(reading: Reading) -> None:
    """Fill in what no line says."""
    device, state = reading.device, reading.scratch
    system, archive = device.system, device.archive
    system.vendor = Known("Cisco", system.version.lines)
    system.factory_default = Known(len(device.users.items) < 2 and not state.features, system.hostname.lines)  # noqa: PLR2004
    for name, what in (("hostname", "hostname 行"), ("version", "version 行")):
        if getattr(system, name) is UNREAD:
            setattr(system, name, Unknown(f"配置中没有 {what}"))
    for name in ("model", "serial", "uptime_days"):
        setattr(system, name, Unknown("没有采集 show version"))
    finish_banner(reading, "没有 banner motd 行,登录前不显示任何提示")
    jobs = [(name, *state.jobs[name]) for name in state.planned if name in state.jobs and state.jobs[name][1]]
    if jobs:
        lines = tuple(number for name, block, _ in jobs for number in (block.number, state.planned[name]))
        archive.automatic = Known(value=True, lines=lines)
        archive.destinations = Known(tuple(place for _, _, places in jobs for place in places), lines)
    elif archive.unread or state.copies:
        why = "没有读懂有关的配置行" if archive.unread else "event manager applet 复制配置,没有读它何时运行"
        archive.automatic = archive.destinations = Unknown(why, tuple(archive.unread or state.copies))
    else:
        why = "没有定时把配置复制到服务器的 scheduler job"
        archive.automatic, archive.destinations = Absent(False, why), Absent((), why)
    archive.saved = Unknown("没有采集启动配置的保存时间(show startup-config)")
