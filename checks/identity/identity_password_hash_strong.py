"""Password hashes of accounts are strong and salted."""

from __future__ import annotations

from checks.accounts import usable
from dengbao.check import HOSTS, Device, Undecided, check, findings, offending
from dengbao.model import Account

WORDS = {"plain": "明文", "reversible": "可逆加密", "weak_hash": "弱散列(DES、MD5)"}


@check(title="账户口令以强散列保存", risk="high", on=HOSTS, platforms=("linux",))
def identity_password_hash_strong(device: Device) -> None:
    """Password hashes of accounts are strong and salted.

    Passes when every account that may log in has a hash of crypt(5)'s strong kinds (SHA-256/512, bcrypt, scrypt,
    yescrypt, SM3), or none. Fails for DES and MD5 (``$1$``). High-risk case 6.4.5.2.
    """

    def is_weak(account: Account) -> bool:
        if not usable(account):
            return False
        if account.storage == "unknown":
            raise Undecided("看不出口令的保存方式", account.lines)
        return account.storage in WORDS

    weak = offending(device.host.accounts, is_weak)
    assert not weak, findings(weak, expected="SHA-512 等强散列", actual=lambda account: WORDS[account.storage])
