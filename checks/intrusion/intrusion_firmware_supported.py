"""The software of the device is supported, and free of flaws that everybody knows."""

from __future__ import annotations

import datetime as dt

from dengbao.check import NETWORK, Device, Findings, Found, NotApplicable, Undecided, check, combined
from dengbao.check.firmware import firmware


@check(title="系统软件没有停服和公开的高危漏洞", risk="high", on=NETWORK)
def intrusion_firmware_supported(device: Device) -> None:
    """The software of the device is supported, and free of flaws that everybody knows.

    Passes when the release's branch is in support on the day of judging, and the release has none of the flaws of
    ``dengbao/catalogue/firmware.yml``, a file that the site keeps up to date. Fails when support has ended, and for
    each flaw. Not applicable to a release, or a model, that the file does not have: nothing is said of it, neither
    good nor bad. High-risk case 6.4.3.2.
    """
    problems = combined(lambda: _support(device), lambda: _flaws(device))
    assert not problems, problems


def _support(device: Device) -> Findings:
    known, release = firmware(device.platform), device.system.version.value
    ends = known.ends(release) if known else None
    if ends is None:
        raise _absent(device)
    today = device.as_of or dt.datetime.now(tz=dt.UTC).date()
    told = [("end-of-support", "在厂商支持期内", f"{release} 已于 {ends} 停止支持")] if ends < today else []
    return _found(device, told)


def _flaws(device: Device) -> Findings:
    version = device.system.version
    known, release = firmware(device.platform), version.value
    known = known.concerning(release) if known else None
    if known and any(flaw.models for flaw in known.flaws.values()):
        known = known.of_model(device.system.model.value)
    if known is None or not known.flaws:
        raise _absent(device)
    flaws = known.flawed(release)
    if flaws and not known.exact(release):
        raise Undecided(f"只读到版本 {release},没有小版本,无法判断漏洞", version.lines, version.file)
    return _found(
        device,
        [
            (name, f"{first} 以上" if first else "换用有修复的分支", f"{release} 有 {known.flaws[name].title}")
            for name, first in flaws.items()
        ],
    )


def _absent(device: Device) -> NotApplicable:
    return NotApplicable(f"停服清单没有该版本({device.platform} {device.system.version.value}),见 docs/firmware.md")


def _found(device: Device, told: list[tuple[str, str, str]]) -> Findings:
    version = device.system.version
    return Findings(
        Found(key=f"firmware:{key}", expected=expected, actual=actual, lines=version.lines, file=version.file)
        for key, expected, actual in told
    )
