"""Made-up devices and checks for the engine's tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dengbao.check import Check, Role
from dengbao.check.reading import Reader
from dengbao.model import Channel, Device, Known, Rule, Section


def made_check(function: Callable[[Any], None], **rest: Any) -> Check:
    """A check that is not in the register."""
    given = {"id": function.__name__, "title": "标题", "risk": "high", "roles": frozenset({Role.FIREWALL})} | rest
    return Check(platforms=frozenset(), contract="", function=function, file="made.py", order=0, **given)


def reader(**topics: Any) -> Reader:
    """A device of which some parts are known."""
    return Reader(Device(name="fw-1", platform="huawei", **topics))


def channels(*, telnet: bool, unread: list[int] | None = None) -> Section[Channel]:
    """The management services, Telnet among them."""
    items = [Channel(name="telnet", enabled=Known(telnet, (7,)))]
    return Section(items=items, missing="", unread=unread or [])


def rule(name: str, **rest: Any) -> Rule:
    """A policy that permits."""
    return Rule(name=name, action="permit", lines=(len(name),), **rest)
