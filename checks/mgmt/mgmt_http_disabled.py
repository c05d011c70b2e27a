"""HTTP does not serve administration: it carries passwords in clear."""

from __future__ import annotations

from dengbao.check import NETWORK, Device, check, lacking, need


@check(title="关闭 HTTP 明文管理", risk="high", on=NETWORK)
def mgmt_http_disabled(device: Device) -> None:
    """HTTP does not serve administration: it carries passwords in clear.

    Passes when the HTTP server is off on every interface and line. Fails when it listens anywhere.
    High-risk cases 6.4.1.2 and 6.5.1.1.
    """
    problems = lacking(need(device.listening.http, lambda on: not on, key="service:http", expected="关闭", actual="{}"))
    assert not problems, problems
