"""Whether two words differ by a few slips in typing."""

from __future__ import annotations


def differs_by(one: str, other: str, *, most: int) -> bool:
    """
    Say whether at most so many slips lie between two words: a letter too many, too few, wrong, or two exchanged.

    This is the optimal string alignment distance; for words, where ``most`` is 1 or 2, it is quicker to work it out
    than to load a library for it.

    Args:
        one: a word.
        other: another word.
        most: the greatest number of slips.
    """
    if abs(len(one) - len(other)) > most or len(set(one) ^ set(other)) > 2 * most:
        return False
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        now = [row]
        for column, expected in enumerate(other, 1):
            cost = min(last[column] + 1, now[-1] + 1, last[column - 1] + (letter != expected))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == expected:
                cost = min(cost, before[column - 2] + 1)
            now.append(cost)
        if min(now) > most:
            return False
        before, last = last, now
    return last[-1] <= most
