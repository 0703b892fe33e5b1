"""Slack and Teams are built alike: who knows one finds the way in the other."""

from pathlib import Path

BOTS = Path(__file__).parents[2] / "bots"
TWINS = ("slack", "teams")
SAME = {"door.py", "manifest.py", "service.py", "surface.py"}


def folders(surface):
    return {path.name for path in (BOTS / surface).iterdir() if (path / "__init__.py").exists()}


def test_the_twins_hold_the_same_folders():
    assert {"api", "cards", "forms", "inbound", "model"} == folders("slack") == folders("teams")


def test_the_twins_have_a_door_a_service_and_a_surface_at_their_top():
    missing = {surface: SAME - {path.name for path in (BOTS / surface).glob("*.py")} for surface in TWINS}

    assert {} == {surface: names for surface, names in missing.items() if names}


def test_every_folder_of_the_twins_holds_code():
    empty = [
        path.relative_to(BOTS).as_posix()
        for surface in TWINS
        for path in (BOTS / surface / name for name in folders(surface))
        if {each.name for each in path.glob("*.py")} == {"__init__.py"}
    ]

    assert [] == empty
