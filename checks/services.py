"""Services of hosts by name: which are there, and whether they run or would."""

from __future__ import annotations

from collections.abc import Mapping

from dengbao.model import HostService, Known

_UNITS = (".service", ".socket")
_BY_ITSELF = frozenset({"boot", "system", "automatic"})


def known(service: HostService, names: Mapping[str, str]) -> str:
    """What a service is, by a table of lower-case names without a unit's ending; "" when the table lacks it."""
    name = service.name.casefold()
    for ending in _UNITS:
        name = name.removesuffix(ending)
    return names.get(name) or names.get(name.partition("@")[0], "")


def active(service: HostService) -> bool:
    """Whether a service runs, or will after the next start.

    Raises:
        Undecided: neither is for certain, and one is not known.
    """
    if isinstance(service.running, Known) and service.running.value:
        return True
    return service.start.value in _BY_ITSELF or service.running.value


def state(service: HostService) -> str:
    """Say it."""
    return "正在运行" if isinstance(service.running, Known) and service.running.value else "开机自动启动"
