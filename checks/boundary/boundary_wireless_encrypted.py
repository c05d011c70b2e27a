"""Nobody joins the wireless network, or reads along, without a key that holds."""

from __future__ import annotations

from dengbao.check import NETWORK, Device, Undecided, check, findings, offending
from dengbao.model import Wlan

STRONG = frozenset({"wpa2", "wpa3"})
WORDS = {"open": "不加密(开放或只有网页认证)", "wep": "WEP", "wpa": "允许第一代 WPA"}


@check(title="无线网络用 WPA2 以上加密", risk="high", on=NETWORK, platforms=("fortinet",))
def boundary_wireless_encrypted(device: Device) -> None:
    """Nobody joins the wireless network, or reads along, without a key that holds.

    Passes when every wireless network of the controller asks for WPA2 or WPA3 and does without TKIP, or there is none.
    Fails for each that is open, has a portal alone, lets WEP or the first WPA in, or uses TKIP. That it stands in a
    zone of its own, other checks ask.
    """

    def is_weak(wlan: Wlan) -> bool:
        if wlan.security == "unknown":
            raise Undecided("没有读懂加密方式", wlan.lines)
        return wlan.security not in STRONG or "tkip" in wlan.ciphers

    weak = offending(device.wlans, is_weak)
    assert not weak, findings(
        weak,
        expected="WPA2 或 WPA3,AES 加密",
        actual=lambda wlan: f"{wlan.ssid or wlan.name}:{WORDS.get(wlan.security, '使用 TKIP')}",
    )
