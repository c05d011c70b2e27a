"""A USB stick does not simply work."""

from __future__ import annotations

from dengbao.check import HOSTS, Device, check, lacking, need


@check(title="限制 USB 存储设备", risk="medium", on=HOSTS)
def media_usb_storage_restricted(device: Device) -> None:
    """A USB stick does not simply work.

    Passes when USB storage is off, or cannot be written (Windows: drivers ``USBSTOR`` and ``UASPStor``, or the policies
    of removable storage; Linux: module ``usb-storage`` refused, or USBGuard). Fails when a stick can be written.
    """
    removable = device.host.removable
    usable = removable.usb_storage
    problems = (
        lacking(
            need(
                removable.usb_writable,
                lambda on: not on,
                key="usb:storage",
                expected="禁用 USB 存储,或只读、经管控",
                actual="U 盘可以读写",
            )
        )
        if usable
        else []
    )
    assert not problems, problems
