"""Hosts take their updates from a server of the site."""

from __future__ import annotations

from dengbao.check import HOSTS, Device, check, lacking, need


@check(title="补丁由单位的更新服务器统一分发", risk="low", on=HOSTS, platforms=("windows",))
def central_updates_managed(device: Device) -> None:
    """Hosts take their updates from a server of the site.

    Passes when WSUS is set (``UseWUServer`` and ``WUServer``). Fails when the host asks the maker's own servers, which
    an isolated host never reaches. Whose a Linux repository is its address does not tell: not asked.
    """
    problems = lacking(
        need(
            device.host.updates.source,
            bool,
            key="updates:source",
            expected="指向单位的更新服务器",
            actual="没有设置更新服务器",
        )
    )
    assert not problems, problems
