"""Windows keeps no password that can be turned back."""

from __future__ import annotations

from dengbao.check import HOSTS, Device, check, lacking, need


@check(title="口令不以可还原的方式保存", risk="high", on=HOSTS, platforms=("windows",))
def identity_credentials_irreversible(device: Device) -> None:
    """Windows keeps no password that can be turned back.

    Passes when reversible encryption (``ClearTextPassword``) and LAN Manager hashes (``NoLMHash`` 0) are off, and
    SMB sends no password in clear. Fails for each that is on. High-risk case 6.4.5.2.
    """
    logon = device.host.logon
    problems = lacking(
        need(
            logon.reversible_passwords,
            lambda on: not on,
            key="password-policy:reversible",
            expected="不用可还原的加密储存密码",
            actual="启用",
        ),
        need(
            logon.lan_manager_hash_stored,
            lambda on: not on,
            key="password-policy:lm-hash",
            expected="不存储 LAN Manager 哈希",
            actual="存储",
        ),
        need(
            device.host.smb.plaintext_passwords,
            lambda on: not on,
            key="smb:plaintext-password",
            expected="不向 SMB 服务器发送明文口令",
            actual="允许",
        ),
    )
    assert not problems, problems
