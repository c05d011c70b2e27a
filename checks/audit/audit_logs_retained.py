"""The collectors keep logs as long as the law asks."""

from __future__ import annotations

import ipaddress
from contextlib import suppress

from checks.ages import age_days
from dengbao.check import HOSTS, Device, Findings, Found, NotApplicable, Site, Undecided, check
from dengbao.model import EventLog, Known


@check(title="日志服务器的留存天数够", risk="high")
def audit_logs_retained(site: Site) -> None:
    """The collectors keep logs as long as the law asks.

    A collector is a host of the inventory whose address stands in ``site.log_servers``. Passes when each keeps its
    system logs ``log_retention_days``: by its rotation (logrotate), or because its oldest record is that old. Fails for
    each whose rotation is shorter. Undecided where rotation is not known and the records are younger: the host may be
    new. Not applicable when no collector is in the inventory: a document shows the oldest record then. High-risk case
    6.5.1.2.
    """
    collectors = [device for device in site.devices if device.role in HOSTS and _collects(device, site)]
    if not collectors:
        raise NotApplicable("日志服务器不在清单中,看不到日志留存多久")
    problems, doubts = Findings(), list[str]()
    for device in collectors:
        least = device.limits["log_retention_days"]
        try:
            logs = list(device.host.event_logs)
        except Undecided as why:
            doubts.append(f"{device.name}:{why.why}")
            continue
        kept = max((log for log in logs if _kept(log)), key=_kept, default=None)
        longest = max((_reach(log, site) for log in logs), default=0)
        if max(longest, _kept(kept) if kept else 0) >= least:
            continue
        if kept is None:
            doubts.append(f"{device.name} 最早的记录在 {longest:g} 天前,看不出会留存多久")
            continue
        problems.append(
            Found(
                key=f"retention:{device.name}",
                expected=f"留存不少于 {least:g} 天",
                actual=f"轮转只留 {_kept(kept):g} 天",
                lines=kept.lines,
                file=kept.file,
                device=device.name,
            )
        )
    assert not problems, problems
    if doubts:
        raise Undecided(";".join(doubts))


def _collects(device: Device, site: Site) -> bool:
    names = {host.address for host in site.hosts if host.name == device.name} | {device.name}
    with suppress(Undecided, NotApplicable):
        for adapter in device.host.network.adapters:
            names |= {str(ipaddress.ip_address(own.address)) for own in adapter.addresses}
    return not names.isdisjoint(site.settings.log_servers)


def _kept(log: EventLog) -> float:
    """Days by rotation, 0 where it does not tell."""
    return log.days.value if isinstance(log.days, Known) else 0


def _reach(log: EventLog, site: Site) -> float:
    """Days since the oldest record, 0 where it does not tell."""
    return age_days(log.oldest.value, site.as_of) if isinstance(log.oldest, Known) else 0
