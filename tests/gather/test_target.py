"""Inventory variables to a target."""

from __future__ import annotations

from pathlib import Path

import pytest

from dengbao.gather import target_of


def test_credentials_fall_back_to_the_environment() -> None:
    environment = {"DENGBAO_PASSWORD": "from-env", "DENGBAO_ENABLE_PASSWORD": "enable-env"}
    assert target_of("h", {}, environment).password == "from-env"
    assert target_of("h", {}, environment).enable_password == "enable-env"
    given = target_of("h", {"ansible_password": "given", "ansible_become_password": "become"}, environment)
    assert (given.password, given.enable_password) == ("given", "become")
    assert (
        target_of("h", {"dengbao_enable_password": "own", "ansible_become_password": "b"}, {}).enable_password == "own"
    )


def test_secrets_do_not_show() -> None:
    assert "S3cret" not in repr(target_of("h", {"ansible_password": "S3cret", "dengbao_enable_password": "S3cret"}, {}))


def test_defaults() -> None:
    target = target_of("sw1", {"platform": "huawei"}, {})
    assert (target.address, target.port, target.legacy_ssh, target.classified) == ("sw1", 0, False, False)
    assert target.known_hosts == Path("~/.ssh/known_hosts").expanduser()


@pytest.mark.parametrize(
    ("value", "truth"), [(True, True), ("true", True), ("yes", True), ("no", False), (None, False)]
)
def test_truth_values_come_as_words_from_the_command_line(value: object, truth: bool) -> None:  # noqa: FBT001
    assert target_of("h", {"classified": value}, {}).classified is truth


def test_a_port_that_is_none_is_said() -> None:
    with pytest.raises(ValueError, match="x"):
        target_of("h", {"ansible_port": "x"}, {})
