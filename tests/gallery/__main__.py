"""
Draws every kind of answer at two widths, light and dark, into ``.gallery``, and prints how high each is on a phone.

Names may be given: ``python -m tests.gallery active revoked`` draws these alone.
"""

import asyncio
import sys
from pathlib import Path

from tests.gallery.answers import ANSWERS
from tests.gallery.drawing import DESK, PANES, PHONE, SCHEMES, gallery

FOLDER = Path(__file__).parents[2] / ".gallery"


async def main(names):
    FOLDER.mkdir(exist_ok=True)
    wrong = 0
    print(f"{'answer':<16} {'Slack':>6} {'Teams':>6} {'most':>6}   (pixels at {PHONE})")
    async with gallery() as looking:
        for answer in ANSWERS:
            if names and answer.name not in names:
                continue
            heights = await _draw(looking, answer)
            is_over = answer.most and max(heights.values()) > answer.most
            wrong += bool(is_over)
            row = f"{answer.name:<16} {heights['slack']:>6} {heights['teams']:>6} {answer.most or '':>6}"
            print(f"{row}{'   too high' if is_over else ''}")
    print(f"Pictures: {FOLDER}")
    return 1 if wrong else 0


async def _draw(looking, answer):
    heights = {}
    for width in (PHONE, DESK):
        for scheme in SCHEMES:
            await looking.see(answer, width, scheme)
            for pane in PANES:
                await looking.picture(pane, FOLDER / f"{answer.name}-{pane}-{width}-{scheme}.png")
                if (width, scheme) == (PHONE, "light"):
                    heights[pane] = await looking.height(pane)
    return heights


if __name__ == "__main__":
    sys.exit(asyncio.run(main(set(sys.argv[1:]))))
