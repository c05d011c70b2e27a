"""Zones declared isolated have nothing between them: no way, and no device with a foot in both."""

from __future__ import annotations

from dengbao.check import Findings, Found, NotApplicable, Site, Undecided, check


@check(title="声明隔离的区域之间没有通路", risk="high")
def boundary_isolated_zones_apart(site: Site) -> None:
    """Zones declared isolated have nothing between them.

    Passes when, for each pair of ``site.isolated``, no packet that opens a connection gets from one to the other in
    either direction, no device has interfaces in both, and no interface has addresses of both. Fails for each that
    does. What is shared below the third layer is for ``boundary_isolated_layer2_apart``. Not applicable when the site
    declares no pair. High-risk case 6.2.1.2.
    """
    if not site.settings.isolated:
        raise NotApplicable("清单没有声明隔离的区域(site.isolated)")
    for place, pair in enumerate(site.settings.isolated, 1):
        site.cite("isolated", place, " ↔ ".join(pair))
    found = [contact for pair in site.settings.isolated for contact in site.network.contacts(*pair)]
    sure = Findings(
        Found(
            key=contact.key,
            expected="两个区域之间没有通路、没有共用的设备和接口",
            actual=contact.what,
            lines=contact.lines,
            device=contact.device,
        )
        for contact in found
        if not contact.doubt
    )
    assert not sure, sure
    if found:
        raise Undecided(f"{found[0].what}:{found[0].doubt}")
