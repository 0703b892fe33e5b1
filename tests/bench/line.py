"""One figure: what was measured, and what is promised of it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """``promised`` bounds the value, ``share`` what it is of the build before's; None where nothing is promised."""

    what: str
    value: float
    unit: str
    promised: float | None = None
    share: float | None = None
    least: bool = False

    @property
    def kept(self):
        return self.promised is None or self._bounded(self.value, self.promised)

    def keeps_share(self, before):
        """Say whether it is to the build before as promised; ``before`` is that build's value."""
        return self.share is None or self._bounded(self.value, self.share * before)

    def _bounded(self, value, bound):
        return value >= bound if self.least else value <= bound


def at_least(what, value, promised, unit="x", share=None):
    return Line(what, value, unit, promised, share, least=True)


def at_most(what, value, promised, unit, share=None):
    return Line(what, value, unit, promised, share)
