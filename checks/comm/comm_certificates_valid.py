"""Certificates of the device do not lapse unnoticed."""

from __future__ import annotations

import datetime as dt

from dengbao.check import NETWORK, Device, NotApplicable, Undecided, check, findings, offending
from dengbao.model import Aging

SHOWN_BY = ("cisco_ios", "cisco_asa", "fortinet", "paloalto_panos")
"""The platforms whose configuration holds the certificates themselves."""


@check(title="设备证书在有效期内", risk="medium", on=NETWORK, platforms=SHOWN_BY)
def comm_certificates_valid(device: Device) -> None:
    """Certificates of the device do not lapse unnoticed.

    Passes when every certificate of its own is valid for ``certificate_min_days`` more. Fails for each that ends sooner
    or has ended. Not applicable when there is none. Asked where the configuration holds the certificates (IOS, ASA,
    FortiOS, PAN-OS); elsewhere they are files of the device that no configuration shows.
    """
    today = device.as_of or dt.datetime.now(tz=dt.UTC).date()
    last = (today + dt.timedelta(days=device.limits["certificate_min_days"])).isoformat()

    def ends_soon(certificate: Aging) -> bool:
        if not certificate.expires:
            raise Undecided("没有读懂证书的有效期", certificate.lines)
        return certificate.expires < last

    if not len(device.certificates):
        raise NotApplicable("没有设备证书")
    ending = offending(device.certificates, ends_soon)
    assert not ending, findings(
        ending,
        expected=f"至少还有 {device.limits['certificate_min_days']:g} 天有效",
        actual=lambda certificate: f"{certificate.expires} 到期",
    )
