"""What every test may ask for: the samples, an empty store, and `--update-facts`, which rewrites the golden files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from tests.stores import Opened

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


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a PostgreSQL server; without one installed, the test is skipped."""
    from tests import postgres

    if not postgres.is_there():
        pytest.skip("PostgreSQL is not installed here")
    with postgres.cluster() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opened]:
    """Opens the same empty store, in either database."""
    from tests.stores import new_database, opening

    url = "" if request.param == "sqlite" else new_database(request.getfixturevalue("postgresql"))
    with opening(url, tmp_path / "data") as open_store:
        yield open_store
