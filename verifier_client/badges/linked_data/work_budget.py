"""A limit on work, counted in steps: a badge made to be expensive is given up, on any machine at the same step."""

from __future__ import annotations

from verifier_client.badges.errors import Undetermined


class WorkBudget:
    """Counts down; a step is about a fifth of a microsecond of work."""

    __slots__ = ("_left",)

    def __init__(self, steps: int) -> None:
        """Allow ``steps`` steps."""
        self._left = steps

    def spend(self, steps: int = 1) -> None:
        """
        Subtract a number of steps.

        Raises:
            Undetermined: When none are left.
        """
        self._left -= steps
        if self._left < 0:
            raise Undetermined("The badge takes more work to check than any honest badge; it was given up.")
