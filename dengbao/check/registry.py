"""The check decorator, and the register of all checks.

A check is a plain function with a plain assert. It takes ``device`` (judged for each host that its roles name) or
``site`` (judged once, over all hosts). Its id is its name; its docstring is its contract.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal

from msgspec import Struct

from dengbao.model import Role

Risk = Literal["high", "medium", "low"]


class Check(Struct, frozen=True, kw_only=True):
    """A check. ``roles`` is empty for a site-wide one, ``platforms`` (with their roles) empty for all of them.

    ``file`` is where it is defined.
    """

    id: str
    title: str
    risk: Risk
    roles: frozenset[Role]
    platforms: Mapping[str, frozenset[Role]]
    contract: str
    function: Callable[[Any], None]
    file: str
    order: int

    @property
    def site_wide(self) -> bool:
        """Whether it judges all hosts together."""
        return not self.roles

    def applies(self, role: Role | None, platform: str) -> bool:
        """Whether the inventory calls for it on a host of this role and platform."""
        return role in (self.platforms.get(platform, ()) if self.platforms else self.roles)


_REGISTER: dict[str, Check] = {}


def check(
    *, title: str, risk: Risk, on: Iterable[Role] = (), platforms: Iterable[str] | Mapping[str, Iterable[Role]] = ()
) -> Callable[[Callable[[Any], None]], Callable[[Any], None]]:
    """Register a check.

    Args:
        title: what must hold, in Chinese.
        risk: how grave a violation is.
        on: roles of the hosts that it judges; left out for a site-wide check.
        platforms: when it makes sense on these platforms only; with roles, when on each in some of them only.

    Returns:
        The decorator; the function stays callable as it is.

    Raises:
        TypeError: the function's signature, docstring or name is not that of a check, or the name is taken.
    """

    def register(function: Callable[[Any], None]) -> Callable[[Any], None]:
        name, roles = function.__name__, frozenset(on)
        asked = platforms if isinstance(platforms, Mapping) else dict.fromkeys(platforms, roles)
        wanted = "device" if roles else "site"
        if list(inspect.signature(function).parameters) != [wanted]:
            raise TypeError(f"check {name} must take exactly one parameter, named {wanted}")
        if not function.__doc__:
            raise TypeError(f"check {name} has no docstring: its contract")
        known = _REGISTER.get(name)
        if known and known.function.__module__ != function.__module__:
            raise TypeError(f"check {name} is defined twice: {known.function.__module__}, {function.__module__}")
        _REGISTER[name] = Check(
            id=name,
            title=title,
            risk=risk,
            roles=roles,
            platforms={platform: roles.intersection(some) for platform, some in asked.items()},
            contract=inspect.cleandoc(function.__doc__),
            function=function,
            file=inspect.getfile(function),
            order=len(_REGISTER),
        )
        return function

    return register


def load() -> dict[str, Check]:
    """Import every module below ``checks`` and return all checks by id, in the order of their modules' names."""
    package = importlib.import_module("checks")
    for module in sorted(pkgutil.walk_packages(package.__path__, "checks."), key=lambda found: found.name):
        importlib.import_module(module.name)
    return dict(sorted(_REGISTER.items(), key=lambda item: (item[1].function.__module__, item[1].order)))
