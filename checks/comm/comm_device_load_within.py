"""The device has reserve."""

from __future__ import annotations

from dengbao.check import NETWORK, Device, check, lacking, need

SHOWN_BY = ("huawei", "cisco_ios", "cisco_nxos", "cisco_asa", "fortinet", "juniper_junos",
            "hp_comware", "ruijie_os", "hillstone_stoneos")  # fmt: skip
"""The platforms whose outputs of load are confirmed."""


@check(title="设备 CPU、内存有余量", risk="medium", on=NETWORK, platforms=SHOWN_BY)
def comm_device_load_within(device: Device) -> None:
    """The device has reserve.

    Passes when, as it was gathered, the processor is at most ``cpu_max_percent`` busy and the memory at most
    ``memory_max_percent`` full. Fails for each above. One moment is no peak: curves of a month are attested
    (8.1.2.1.a). Asked of VRP, Comware, RGOS, StoneOS, IOS, NX-OS, ASA, FortiOS and Junos (the routing engine).
    High-risk case 6.2.1.1 where the system must not stop.
    """
    busy, full = device.limits["cpu_max_percent"], device.limits["memory_max_percent"]
    problems = lacking(
        need(
            device.health.cpu_percent,
            lambda percent: percent <= busy,
            key="load:cpu",
            expected=f"CPU 利用率不超过 {busy:g}%",
            actual="{}%",
        ),
        need(
            device.health.memory_percent,
            lambda percent: percent <= full,
            key="load:memory",
            expected=f"内存利用率不超过 {full:g}%",
            actual="{}%",
        ),
    )
    assert not problems, problems
