"""SMB 1, which worms know how to break, is neither answered nor spoken."""

from __future__ import annotations

from dengbao.check import HOSTS, Device, check, lacking, need


@check(title="停用 SMBv1", risk="high", on=HOSTS, platforms=("windows",))
def intrusion_smb1_disabled(device: Device) -> None:
    """SMB 1, which worms know how to break, is neither answered nor spoken.

    Passes when the server side and the client side of SMB 1 are off or not installed. Fails for each that is on.
    Source: Microsoft, "Detect, enable, and disable SMBv1, SMBv2, and SMBv3 in Windows"; MS17-010.
    """
    smb = device.host.smb
    problems = lacking(
        need(smb.version1_server, lambda on: not on, key="smb1:server", expected="停用 SMBv1 服务端", actual="启用"),
        need(smb.version1_client, lambda on: not on, key="smb1:client", expected="停用 SMBv1 客户端", actual="启用"),
    )
    assert not problems, problems
