"""One promise, measured."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    what: str
    measured: str
    promised: str
    kept: bool


def at_least(what, ratio, promised, unit="x"):
    return Line(what, f"{ratio:.2f}{unit}", f">= {promised:g}{unit}", ratio >= promised)


def at_most(what, value, promised, unit):
    return Line(what, f"{value:.3g} {unit}", f"<= {promised:g} {unit}", value <= promised)
