"""Units of systemd, processes, and the known programs among them.

Rests on systemctl(1) (``list-unit-files``, ``list-units``) and ps(1): a process's name is cut after 15 bytes.
Product names come from vendors' packages and pages; those marked unconfirmed were never seen on a real host: they can
show that a product is there, never that none is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal, TypeVar

from dengbao.model import Device, Fact, Known, Undecided, Unknown
from dengbao.model.host_exposure import Agent, HostService
from parsers.linux.document import FILE, Document, Line, known, no, yes
from parsers.linux.facts import not_so, section
from parsers.linux.products import BACKUP, LOG_AGENTS, REMOTE, SHUTDOWN, Product

Start = Literal["boot", "system", "automatic", "manual", "disabled"]
_STARTS: dict[str, Start] = {
    "enabled": "automatic",
    "enabled-runtime": "automatic",
    "generated": "automatic",
    "static": "manual",
    "disabled": "manual",
    "indirect": "manual",
    "linked": "manual",
    "linked-runtime": "manual",
    "alias": "manual",
    "transient": "manual",
    "masked": "disabled",
    "masked-runtime": "disabled",
}
_DESKTOPS = ("display-manager", "gdm", "gdm3", "lightdm", "sddm", "ukui-greeter", "lightdm-deepin-greeter")
_COMM = 15
T = TypeVar("T")


def read_services(device: Device, document: Document) -> None:
    """Fill services and the known programs."""
    host = device.host
    host.services = section(lambda: _services(document), "systemctl 没有列出任何单元")
    host.remote_tools = section(lambda: agents(document, REMOTE), "没有发现远程控制程序")
    host.shutdown_clients = section(lambda: agents(document, SHUTDOWN), "没有发现 UPS 关机客户端")
    host.backup_agents = section(lambda: agents(document, BACKUP), "没有发现备份客户端")
    host.log_agents = section(lambda: agents(document, LOG_AGENTS), "没有发现日志程序")


def units(document: Document) -> dict[str, tuple[Start, Line]]:
    """How each unit comes to run, by its full name.

    Raises:
        Undecided: systemctl was not there.
    """
    found = {}
    for line in document.need("unit_files").lines:
        words = line.text.split()
        if len(words) > 1 and words[1] in _STARTS:
            document.use(line.number)
            found[words[0]] = (_STARTS[words[1]], line)
        elif len(words) > 1 and words[1] == "bad":
            document.skip(line.number)
    return found


def active(document: Document) -> dict[str, tuple[bool, Line]]:
    """Whether each loaded unit is active, by its full name.

    Raises:
        Undecided: systemd does not run the host, or was not asked.
    """
    found = {}
    for line in document.need("units").lines:
        words = line.text.replace("●", " ").replace("*", " ").split()
        if len(words) > 3:  # noqa: PLR2004 - unit, load, active, sub, description
            document.use(line.number)
            if words[1] != "not-found":
                found[words[0]] = (words[2] == "active", line)
    return found


def running(document: Document, *names: str) -> Fact[bool]:
    """Whether one of several services is active.

    Raises:
        Undecided: systemd does not run the host, or was not asked.
    """
    found = active(document)
    seen = [found[unit] for name in names for unit in (f"{name}.service", f"{name}.socket") if unit in found]
    if on := [line for is_on, line in seen if is_on]:
        return yes(*on)
    return no(*(line for _, line in seen)) if seen else not_so(document.need("units"))


def desktop(document: Document) -> Fact[bool]:
    """Whether a graphical desktop is installed: a display manager's unit is there.

    Raises:
        Undecided: the units are not known.
    """
    known_units = units(document)
    for name in _DESKTOPS:
        if (unit := known_units.get(f"{name}.service")) and unit[0] != "disabled":
            return yes(unit[1])
    return not_so(document.need("unit_files"))


def processes(document: Document) -> dict[str, Line]:
    """The names of the processes.

    Raises:
        Undecided: they were not listed.
    """
    read = document.need("processes")
    document.use(*(line.number for line in read.lines))
    return {line.text.strip(): line for line in read.lines}


def agents(document: Document, products: tuple[Product, ...]) -> list[Agent]:
    """Find known programs by unit, process and package.

    Raises:
        Undecided: neither processes nor units are known, so that none can be ruled out.
    """
    live = processes(document)
    starts, states = _or_empty(units, document), _or_empty(active, document)
    return [agent for product in products if (agent := _agent(product, live, starts, states))]


def _agent(
    product: Product,
    live: dict[str, Line],
    starts: dict[str, tuple[Start, Line]],
    states: dict[str, tuple[bool, Line]],
) -> Agent | None:
    process = next((live[name[:_COMM]] for name in product.processes if name[:_COMM] in live), None)
    unit = next((name for name in product.units if name in starts or name in states), "")
    if process is None and not unit:
        return None
    start = starts.get(unit)
    state = states.get(unit)
    lines = tuple(line.number for line in (process, start and start[1], state and state[1]) if line)
    on: Fact[bool] = Unknown("不知道是否在运行")
    if process:
        on = yes(process)
    elif state:
        on = known(state[0], state[1])
    return Agent(
        name=product.name,
        lines=lines,
        via="process" if process else "unit",
        found=process.text.strip() if process else unit,
        running=on,
        start=Known(start[0], (start[1].number,), FILE) if start else Unknown("没有对应的服务单元"),
        file=FILE,
    )


def _or_empty(ask: Callable[[Document], dict[str, T]], document: Document) -> dict[str, T]:
    try:
        return ask(document)
    except Undecided:
        return {}


def _services(document: Document) -> list[HostService]:
    starts = units(document)
    try:
        states: dict[str, tuple[bool, Line]] | None = active(document)
    except Undecided as error:
        states, why = None, error.why
    found = []
    for name, (start, line) in starts.items():
        if "@." in name or name.endswith(".timer"):
            continue  # a template is not a service, a timer no listener
        on: Fact[bool]
        if states is None:
            on = Unknown(why)
        elif name in states:
            on = known(states[name][0], states[name][1])
        else:
            on = not_so(document.get("units"))  # not loaded
        title = name.removesuffix(".service")
        found.append(HostService(name=title, lines=(line.number,), running=on, start=known(start, line), file=FILE))
    found += list(_loaded_only(starts, states or {}))
    return found


def _loaded_only(starts: dict[str, tuple[Start, Line]], states: dict[str, tuple[bool, Line]]) -> Iterator[HostService]:
    """Services that run without a unit file of their name: instances of templates, generated ones."""
    for name, (on, line) in states.items():
        if name not in starts and on and not name.endswith(".timer"):
            title = name.removesuffix(".service")
            yield HostService(
                name=title, lines=(line.number,), running=yes(line), start=Unknown("没有单元文件"), file=FILE
            )
