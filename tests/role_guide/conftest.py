"""What the tests of the role guide share."""

import shutil
from pathlib import Path

import pytest

import role_guide

DATA = Path(role_guide.__file__).parent / "data"


@pytest.fixture
def data(tmp_path):
    """A copy of the data files, to break them."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


@pytest.fixture
def broken(data):
    """Replace words in a data file, which must be there, and give the folder."""

    def replace(file, old, new):
        path = data / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return data

    return replace
