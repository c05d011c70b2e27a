"""Masking hides secrets and nothing else: verdicts before and after agree, but for those that ask for the secrets."""

from __future__ import annotations

import pytest

from dengbao.check import load as load_checks
from dengbao.engine.evaluate import evaluate
from dengbao.snapshot import HostFiles
from tests.checks.judging import LAB, applicable, files, inventory, prepared, said

OF_SECRETS = {
    "identity_password_not_weak",
    "identity_password_stored_hashed",
    "identity_empty_password_absent",
    "mgmt_snmp_community_not_default",
}
"""What a parser knows of a secret it reads off the masker's token; without one it does not know."""

HOSTS = [host.name for host in inventory().hosts if host.platform != "ups"]


def raw(host: str) -> HostFiles:
    """A device's outputs as they lie in the lab, secrets and all."""
    masked = files(host)
    outputs = {
        name: output._replace(text=(LAB / "devices" / output.path).read_text(encoding="utf-8").replace("\r\n", "\n"))
        for name, output in masked.files.items()
    }
    return HostFiles(masked.name, masked.platform, masked.status, files=outputs, problems=masked.problems)


@pytest.mark.parametrize("host", HOSTS)
def test_verdicts_are_the_same_before_and_after(host: str):
    verdicts = []
    for given in (raw(host), files(host)):
        reader = prepared(host, given).reader
        assert reader
        wanted = applicable(host).keys() - OF_SECRETS
        outcomes = {name: evaluate(load_checks()[name], reader) for name in wanted}
        verdicts.append({name: (outcome.status, said(outcome)) for name, outcome in outcomes.items()})
    assert verdicts[0] == verdicts[1]
