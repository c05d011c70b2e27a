"""The CI examples: valid by the schemas of their makers, and what they run is run here, as they run it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import check_jsonschema.builtin_schemas as schemas
import jsonschema
import pytest
import tree_sitter_groovy
import yaml
from tree_sitter import Language, Node, Parser

from dengbao.results.history import read_history
from dengbao.results.store import read_run

ROOT = Path(__file__).parents[2]
CI = ROOT / "docs" / "ci"
LAB = ROOT / "inventories" / "lab"
COMMANDS = {"make setup", "docs/ci/check"}
EXAMPLES = ("Jenkinsfile", "gitlab-ci.yml", "gitee-go.yml", "github-actions.yml")


def load(name: str) -> Any:
    return yaml.safe_load((CI / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("name", "schema"), [("gitlab-ci.yml", "vendor.gitlab-ci"), ("github-actions.yml", "vendor.github-workflows")]
)
def test_it_is_valid_by_its_maker_s_schema(name: str, schema: str) -> None:
    text = (CI / name).read_text(encoding="utf-8")

    class Plain(yaml.SafeLoader):
        """Reads ``on`` as a word, as GitHub does."""

    Plain.yaml_implicit_resolvers = {
        first: [(tag, expression) for tag, expression in found if tag != "tag:yaml.org,2002:bool"]
        for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    Plain.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), ["t", "f"])
    read = yaml.load(text, Plain)
    validator = jsonschema.validators.validator_for(schemas.get_builtin_schema(schema))
    kept = [error.message for error in validator(schemas.get_builtin_schema(schema)).iter_errors(read)]
    assert kept == []


def walk(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from walk(child)


def test_the_jenkinsfile_parses() -> None:
    text = (CI / "Jenkinsfile").read_bytes()
    tree = Parser(Language(tree_sitter_groovy.language())).parse(text)
    assert not [node for node in walk(tree.root_node) if node.type == "ERROR" or node.is_missing]


def commands(name: str) -> list[str]:
    if name == "Jenkinsfile":
        return re.findall(r"sh '([^']+)'", (CI / name).read_text(encoding="utf-8"))
    read = load(name)
    if name == "gitlab-ci.yml":
        return list(read["等保自查"]["script"])
    if name == "gitee-go.yml":
        return list(read["stages"][0]["steps"][0]["commands"])
    return [step["run"] for step in read["jobs"]["check"]["steps"] if "run" in step]


@pytest.mark.parametrize("name", EXAMPLES)
def test_all_run_the_same_two_commands(name: str) -> None:
    assert {command.removeprefix("BASELINE=baseline ") for command in commands(name)} == COMMANDS


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone as a runner has it after ``make setup``: two devices, one of which has faults."""
    (tmp_path / "docs").mkdir()
    shutil.copytree(CI, tmp_path / "docs" / "ci")
    for host in ("acc-hw", "ups-a"):
        shutil.copytree(LAB / "devices" / host, tmp_path / "configs" / host)
    (tmp_path / ".venv").symlink_to(ROOT / ".venv")
    exported = [ROOT / ".venv/bin/dengbao", "inventory", "export", "-i", LAB, "--limit", "acc-hw,ups-a"]
    subprocess.run([*exported, "--out", tmp_path / "inventory.json"], check=True, capture_output=True)
    return tmp_path


def run(clone: Path, name: str) -> int:
    """Run an example's own command, with the site's own inventory and folder."""
    (command,) = (one for one in commands(name) if "check" in one)
    site = {"INVENTORY": "inventory.json", "FOLDER": "configs"}
    return subprocess.run(["sh", "-c", command], cwd=clone, env=os.environ | site, check=False).returncode


def spoil(clone: Path, *, moved: bool = False) -> None:
    config = clone / "configs" / "acc-hw" / "running-config.txt"
    text = config.read_text(encoding="utf-8")
    line = "vlan batch 10 20 99\n#\n" if moved else "telnet server enable\n"
    above = "telnet server-source -i Vlanif99\n"
    assert above in text
    text = text.replace("#\nvlan batch", "#\n#\n#\nvlan batch", 1) if moved else text.replace(above, above + line)
    config.write_text(text, encoding="utf-8")


def test_only_what_is_new_turns_it_red_until_it_is_mended(clone: Path) -> None:
    name, baseline = "gitlab-ci.yml", clone / "reports/baseline"
    assert run(clone, name) == 0
    first = read_run(baseline)
    assert first.totals.failed > 0
    spoil(clone, moved=True)
    assert run(clone, name) == 0
    assert {item.since for item in read_history(clone / "reports/ci").items} == {first.as_of}
    sound = (clone / "configs/acc-hw/running-config.txt").read_text(encoding="utf-8")
    spoil(clone)
    assert [run(clone, name), run(clone, name)] == [1, 1]
    (clone / "configs/acc-hw/running-config.txt").write_text(sound, encoding="utf-8")
    assert run(clone, name) == 0
    kept = (baseline / "results.jsonl").read_bytes()
    shutil.rmtree(clone / "configs")
    assert run(clone, name) == 2
    assert (baseline / "results.jsonl").read_bytes() == kept


@pytest.mark.parametrize("name", [name for name in EXAMPLES if name != "gitlab-ci.yml"])
def test_it_leaves_what_the_example_collects(clone: Path, name: str) -> None:
    assert run(clone, name) == 0
    text = (CI / name).read_text(encoding="utf-8")
    assert (clone / ("baseline" if "BASELINE" in text else "reports/baseline") / "run.json").exists()
    assert (clone / "reports/ci/report.html").exists()
    if "sarif_file: " in text:
        assert (clone / "reports/ci/results.sarif").exists()
    for pattern in set(re.findall(r"reports/ci/\S*?\*\.xml", text)):  # Gitee Go reads no JUnit
        found = [
            path for path in clone.glob("reports/**/*.xml") if fnmatch(path.relative_to(clone).as_posix(), pattern)
        ]
        assert sorted(path.name for path in found) == ["collection-001.xml", "part-001.xml"]
        cases = sum(path.read_text(encoding="utf-8").count("<testcase ") for path in found)
        assert cases == read_run(clone / "reports/ci").totals.total + 2


def test_junit_is_collected_by_the_same_pattern_everywhere() -> None:
    texts = {name: (CI / name).read_text(encoding="utf-8") for name in EXAMPLES}
    found = {name: re.findall(r"reports/ci/\S*?\*\.xml", text) for name, text in texts.items()}
    assert {tuple(one) for name, one in found.items() if name != "gitee-go.yml"} == {("reports/ci/junit/*.xml",)}


def test_the_page_names_every_example_and_shows_how_new_findings_fail() -> None:
    text = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    assert [name for name in EXAMPLES if f"ci/{name}" not in text] == []
    assert "--fail-on new" in text
