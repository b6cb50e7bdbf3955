"""The example in the README of the installed wheel is a translation: it runs, and ends as the README says."""

import importlib.metadata
import re


def test_the_example_of_the_readme_runs() -> None:
    readme = importlib.metadata.metadata("cdk-stepwise").get_payload()
    example = re.search(r"^```python\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)
    assert example is not None, "the README of the wheel has no example in Python"

    names: dict = {}
    exec(example[1], names)

    run = names["run"]
    assert run.error_name == "Card.Declined", run.to_string()
    assert "ReleaseItems" in run.path
