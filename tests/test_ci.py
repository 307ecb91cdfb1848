"""What build servers run is the same everywhere: the steps of ``.ci/run``."""

import os
import re
import tomllib

import pytest
import yaml

from tests.sample import ROOT

STEPS = sorted(path.name for path in (ROOT / ".ci" / "steps").iterdir())
WORKFLOWS = [ROOT / folder / "workflows" / "ci.yml" for folder in (".github", ".forgejo")]


def test_run_takes_every_step() -> None:
    text = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    [steps] = re.findall(r"^for step in (.*); do$", text, re.MULTILINE)
    assert sorted(steps.split()) == STEPS


@pytest.mark.parametrize("step", STEPS)
def test_a_step_can_be_called_alone(step: str) -> None:
    assert os.access(ROOT / ".ci" / "steps" / step, os.X_OK)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.parts[-3])
def test_a_public_host_runs_these_steps_and_no_others(path: os.PathLike[str]) -> None:
    with open(path, encoding="utf-8") as file:  # noqa: PTH123
        jobs = yaml.safe_load(file)["jobs"]
    commands = [step["run"] for job in jobs.values() for step in job["steps"] if "run" in step]
    assert {command.removeprefix(".ci/steps/") for command in commands} == set(STEPS) - {"newest-python"}
    supported = jobs["tests"]["strategy"]["matrix"]["python"]
    oldest = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    assert oldest == f">={supported[0]}"


def test_the_two_hosts_run_the_same_but_for_the_name_of_a_runner() -> None:
    texts = [re.sub("runs-on: .*", "", path.read_text(encoding="utf-8")) for path in WORKFLOWS]
    assert texts[0] == texts[1]
