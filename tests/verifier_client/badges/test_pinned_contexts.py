"""The vocabularies that come with the package are those whose checksums stand in the code, or none is used."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import verifier_client
from verifier_client.badges.errors import Undetermined
from verifier_client.badges.linked_data.contexts import PINNED, context

V2 = "https://www.w3.org/ns/credentials/v2"
ASK = f"from verifier_client.badges.linked_data.contexts import context; print(len(context({V2!r})))"


def asked(folder):
    """Ask a copy of the package for a vocabulary, in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    return subprocess.run(
        [sys.executable, "-c", ASK], check=False, env=environment, cwd=folder, capture_output=True, text=True
    )


def test_a_vocabulary_that_was_changed_is_not_used(tmp_path):
    """A word of it more or less, and a badge that is signed means something else."""
    package = tmp_path / "verifier_client"
    shutil.copytree(Path(verifier_client.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    whole = asked(tmp_path)
    path = package / "badges" / "linked_data" / "contexts" / PINNED[V2].file
    path.write_bytes(path.read_bytes() + b"\n")
    changed = asked(tmp_path)

    assert (0, "1\n") == (whole.returncode, whole.stdout), whole.stderr
    assert (1, "") == (changed.returncode, changed.stdout)
    assert f"{PINNED[V2].file} is not the file that was pinned" in changed.stderr


def test_a_vocabulary_that_is_not_known_is_named_and_cut_short():
    with pytest.raises(Undetermined, match=r"needs the vocabulary https://a.example/x{182}, which is not one of those"):
        context("https://a.example/" + "x" * 300)
