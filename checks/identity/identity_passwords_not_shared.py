"""No two devices share a password, as far as it can be seen."""

from __future__ import annotations

from collections import defaultdict

from dengbao.check import NETWORK, Findings, Found, NotApplicable, Site, Undecided, check
from dengbao.model import User


@check(title="不同设备不共用同一口令", risk="medium")
def identity_passwords_not_shared(site: Site) -> None:
    """No two devices share a password, as far as it can be seen.

    Passes when no secret that is kept readable (in clear or reversibly) stands on more than one device. Hashes are
    salted and cannot be compared. Fails for each that does, on each device. Not applicable without network devices.
    """
    if all(host.role not in NETWORK for host in site.hosts):
        raise NotApplicable("清单里没有网络设备")
    seen: dict[str, list[tuple[str, User]]] = defaultdict(list)
    doubts: list[Undecided] = []
    for device in site.devices:
        if device.role not in NETWORK:
            continue
        try:
            users = list(device.users)
        except Undecided as why:
            doubts.append(Undecided(f"{device.name}:{why.why}"))
            continue
        for user in users:
            secret = user.secret
            if secret is not None and secret.form in {"plain", "reversible"} and secret.length != "hidden":
                seen[secret.id].append((device.name, user))
    problems = Findings(
        Found(
            key=user.key,
            expected="每台设备各用各的口令",
            actual=f"与 {'、'.join(sorted({other for other, _ in users if other != name}))} 的口令相同",
            lines=user.lines,
            device=name,
            names={"name": user.name},
        )
        for users in seen.values()
        if len({name for name, _ in users}) > 1
        for name, user in users
    )
    assert not problems, problems
    if doubts:
        raise doubts[0]
