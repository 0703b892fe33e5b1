"""Copies of the tree, each with an environment of its own, so that child processes import the changed code too."""

import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info", "*.db")


@dataclass(frozen=True)
class Copy:
    """A copy of the tree, and the Python that imports it."""

    root: Path
    python: Path

    def write(self, path, source):
        """Replace a file, and forget what was compiled from it: within a second its time and size may be the same."""
        file = self.root / path
        file.write_text(source, encoding="utf-8")
        for compiled in (file.parent / "__pycache__").glob(f"{file.stem}.*.pyc"):
            compiled.unlink(missing_ok=True)


def copy_of(tree, folder):
    """Copy a tree into a folder, beside an environment with the libraries of this one and the copy as its project."""
    root, environment = folder / "tree", folder / "venv"
    shutil.copytree(tree, root, ignore=LEFT_OUT)
    if (shared := tree.parent / "shared").is_dir():
        (folder / "shared").symlink_to(shared, target_is_directory=True)  # development sets that some tests ask for
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", environment], check=True)
    libraries = next((environment / "lib").glob("python*/site-packages"))
    (libraries / "copy.pth").write_text(f"{root}\n{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    return Copy(root, environment / "bin" / "python")
