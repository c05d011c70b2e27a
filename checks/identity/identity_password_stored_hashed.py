"""Passwords in the configuration cannot be turned back."""

from __future__ import annotations

from dengbao.check import NETWORK, Device, Undecided, check, findings, offending, together
from dengbao.model import Password, User

WORDS = {"plain": "明文保存", "reversible": "可逆加密保存", "weak_hash": "弱散列(MD5、type 4 等)保存"}


@check(title="口令以不可逆方式保存", risk="high", on=NETWORK)
def identity_password_stored_hashed(device: Device) -> None:
    """Passwords in the configuration cannot be turned back.

    Passes when every account and device password is kept as a strong salted hash (or there is none to keep).
    Fails for plain text, reversible forms (Cisco type 7, VRP and Comware ``cipher``) and weak hashes (type 4, MD5).
    High-risk case 6.4.5.2.
    """

    def is_weak(record: User | Password) -> bool:
        if record.storage == "unknown":
            raise Undecided("看不出口令的保存方式", record.lines)
        return record.storage in WORDS

    weak = offending(together(device.users, device.device_passwords), is_weak)
    assert not weak, findings(weak, expected="不可逆散列", actual=lambda record: WORDS[record.storage])
