"""The device can be reached without SHA-1 algorithms."""

from __future__ import annotations

from dengbao.check import NETWORK, Device, check, lacking, need


@check(title="不靠过时的 SHA-1 算法才能登录", risk="medium", on=NETWORK)
def mgmt_legacy_ssh_absent(device: Device) -> None:
    """The device can be reached without SHA-1 algorithms.

    Passes when gathering logged in with today's algorithms. Fails when the inventory had to allow SHA-1 key exchange or
    host keys for it (``dengbao_legacy_ssh``). Not applicable when the configuration came from a file.
    """
    problems = lacking(
        need(
            device.legacy_ssh,
            lambda legacy: not legacy,
            key="ssh:legacy",
            expected="用 SHA-2 类算法即可登录",
            actual="采集时放行了 SHA-1 算法",
        )
    )
    assert not problems, problems
