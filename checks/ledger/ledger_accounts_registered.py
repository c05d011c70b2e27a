"""The accounts of devices and hosts are those of the ledger, and each is one person's."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

from checks.accounts import personal
from dengbao.check import HOSTS, NETWORK, Device, Findings, Found, NotApplicable, Site, Undecided, check
from dengbao.model import Account, User


@check(title="账户与账户台账一致,一人一户", risk="medium")
def ledger_accounts_registered(site: Site) -> None:
    """The accounts of devices and hosts are those of the ledger, and each is one person's.

    Passes when every enabled local account that may log in, the system's own ones aside, is an entry of
    ``site.accounts`` for its host; when every entry is found on one of its hosts; and when each entry is
    one person's. Fails for each that is not. Not applicable when the site keeps no such ledger: a person shows
    documents then.
    """
    entries = site.settings.accounts
    if not entries:
        raise NotApplicable("清单没有登记账户(site.accounts)")
    problems, doubts = Findings(), list[str]()
    found: set[tuple[str, str]] = set()
    for device in site.devices:
        if device.role not in NETWORK | HOSTS:
            continue
        users, unclear = _users(device)
        doubts += [f"{device.name} {why}" for why in unclear]
        found |= {(device.name, user.name) for user in users}
        problems += [
            _stranger(device, user)
            for user in users
            if not any(entry.name == user.name and device.name in _hosts(entry, site) for entry in entries)
        ]
    for place, entry in enumerate(entries, 1):
        site.cite("accounts", place, f"{entry.name}:{'、'.join(entry.people)}")
        used = any((host, entry.name) in found for host in _hosts(entry, site))
        problems += _entry(entry, gone=not (used or doubts or site.absent))
    assert not problems, problems
    if doubts:
        raise Undecided(f"看不清账户:{';'.join(doubts[:5])}")


def _users(device: Device) -> tuple[list[User], list[str]]:
    """The accounts that people may use (on a network device the enabled administrators), and what is not clear."""
    users, unclear = list[User](), list[str]()
    try:
        for user in device.host.accounts if device.role in HOSTS else device.users:
            try:
                if user.unread or (personal(_anybody)(user) if isinstance(user, Account) else _administers(user)):
                    users.append(user)
            except Undecided as why:
                unclear.append(f"{user.key}:{why.why}")
    except NotApplicable:
        return users, unclear
    except Undecided as why:
        unclear.append(why.why)
    return users, unclear


def _anybody(_: Account) -> bool:
    return True


def _administers(user: User) -> bool:
    return user.enabled and user.administrator


def _hosts(entry: Any, site: Site) -> set[str]:  # noqa: ANN401 - as people wrote it
    """The hosts that an entry means: names, groups, patterns; none given: all."""
    return {
        host.name
        for host in site.hosts
        if not entry.hosts
        or any(fnmatchcase(name, pattern) for pattern in entry.hosts for name in (host.name, *host.groups, "all"))
    }


def _stranger(device: Device, user: User) -> Found:
    return Found(
        key=f"account:{device.name}:{user.name}",
        expected="登记在账户台账中,否则停用或删除",
        actual=f"账户 {user.name} 不在台账中",
        lines=user.lines,
        file=str(getattr(user, "file", "")),
        device=device.name,
        names={"name": user.name},
    )


def _entry(entry: Any, *, gone: bool) -> Iterator[Found]:  # noqa: ANN401 - as people wrote it
    if gone:
        actual = f"台账中的 {entry.name} 在所登记的设备上都没有"
        yield Found(key=f"ledger:{entry.name}", expected="台账随账户增删更新", actual=actual)
    if len(entry.people) > 1:
        actual = f"{entry.name} 由 {'、'.join(entry.people)} 共用"
        yield Found(key=f"shared:{entry.name}", expected="一人一户,不共用账户", actual=actual)
