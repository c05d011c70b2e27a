"""What a user makes is not open to all others."""

from __future__ import annotations

from dengbao.check import HOSTS, Device, check, lacking, need

_LEAST = 0o027


@check(title="新建文件缺省不向其他用户开放", risk="low", on=HOSTS, platforms=("linux",))
def access_umask_strict(device: Device) -> None:
    """What a user makes is not open to all others.

    Passes when the login umask takes all rights from others and writing from the group: 027 or stricter, as the
    benchmarks of openEuler (077) and Kylin (027) have it. Fails on a looser one, such as the usual 022.
    """
    problems = lacking(
        need(
            device.host.logon.umask,
            lambda mask: mask & _LEAST == _LEAST,
            key="umask",
            expected="umask 027 或更严",
            actual=lambda mask: f"umask {mask:03o}",
        )
    )
    assert not problems, problems
