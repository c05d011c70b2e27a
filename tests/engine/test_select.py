"""The ``-k`` expression means what it means to pytest."""

from __future__ import annotations

import pytest

from dengbao.check import load
from dengbao.engine.select import selector
from dengbao.errors import UserError


def chosen(expression: str) -> set[str]:
    wanted = selector(expression)
    return {check.id for check in load().values() if wanted(check)}


def test_no_expression_chooses_all():
    assert chosen("") == set(load())


def test_words_and_operators():
    snmp = {check for check in load() if "snmp" in check}
    assert chosen("snmp") == snmp > {"central_snmp_traps_sent", "mgmt_snmp_v3_only"}
    assert chosen("SNMP and not mgmt") == {"central_snmp_traps_sent"}
    assert chosen("(snmp or telnet) and mgmt") == snmp - {"central_snmp_traps_sent"} | {"mgmt_telnet_disabled"}
    assert chosen("not not telnet") == {"mgmt_telnet_disabled"}
    assert chosen("堆叠") == set()


@pytest.mark.parametrize("bad", ["and", "snmp and", "(snmp", "snmp)", "not", "snmp telnet", "or telnet"])
def test_malformed(bad: str):
    with pytest.raises(UserError, match="-k 的表达式写错了"):
        selector(bad)
