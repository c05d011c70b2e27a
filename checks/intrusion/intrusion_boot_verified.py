"""What the host boots is signed by somebody whom its firmware trusts."""

from __future__ import annotations

from dengbao.check import HOSTS, Device, check, lacking, need


@check(title="主机启用安全启动", risk="low", on=HOSTS, platforms=("linux",))
def intrusion_boot_verified(device: Device) -> None:
    """What the host boots is signed by somebody whom its firmware trusts.

    Passes when UEFI Secure Boot is on (variable ``SecureBoot``, UEFI specification 2.10, 3.3). Fails when it is off, or
    the host did not boot by UEFI. It verifies the boot alone: what watches the running system, a document shows.
    """
    problems = lacking(
        need(
            device.host.os.secure_boot,
            bool,
            key="boot:secure",
            expected="启用 UEFI 安全启动",
            actual="没有启用,或不是 UEFI 启动",
        )
    )
    assert not problems, problems
