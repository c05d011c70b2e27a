"""FTP and TFTP do not serve files of the device: they carry everything in clear."""

from __future__ import annotations

from dengbao.check import NETWORK, Device, check, lacking, need


@check(title="关闭 FTP 和 TFTP 服务", risk="high", on=NETWORK)
def intrusion_ftp_disabled(device: Device) -> None:
    """FTP and TFTP do not serve files of the device: they carry everything in clear.

    Passes when both servers are off. Fails for each that listens.
    """
    listening = device.listening
    problems = lacking(
        need(listening.ftp, lambda on: not on, key="service:ftp", expected="关闭", actual="{}", name="ftp"),
        need(listening.tftp, lambda on: not on, key="service:tftp", expected="关闭", actual="{}", name="tftp"),
    )
    assert not problems, problems
