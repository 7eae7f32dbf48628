"""What every test may ask for: the samples, and `--update-facts`, which rewrites the golden files beside them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says what else the machine does, not whether it is right.
settings.register_profile("wenbao", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("wenbao")

SAMPLES = Path(__file__).parent.parent / "samples"


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest --update-facts`: what was read becomes the golden file; its diff is to be read."""
    parser.addoption("--update-facts", action="store_true", help="rewrite samples/*.facts from what is read now")


@pytest.fixture
def update_facts(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be rewritten."""
    return bool(request.config.getoption("--update-facts"))


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of the project's sample reports."""
    return SAMPLES
