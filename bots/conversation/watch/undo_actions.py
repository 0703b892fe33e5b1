"""The buttons that take back what was just done to watches, each a command that one could type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.conversation.model.replies import LONGEST_COMMAND, Action, ActionKind
from bots.conversation.text import watches as phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bots.conversation.model.watch_models import StoredWatch

MOST_BUTTONS = 4  # of one card: watches with other details need a button each


def watch_again(watches: Iterable[StoredWatch]) -> tuple[Action, ...]:
    """
    Return the buttons that watch again what is watched no more, with all that was noted of it.

    Args:
        watches: the watches as they were, in any order.
    """
    alike: dict[str, list[str]] = {}
    for each in watches:
        alike.setdefault(_details(each), []).append(each.certificate.text)
    commands = [(names, f"watch {' '.join(names)}{details}") for details, names in alike.items()]
    single = len(commands) == 1
    return tuple(
        _run(phrases.WATCH_AGAIN if single else phrases.watch_again(names), command)
        for names, command in commands[:MOST_BUTTONS]
        if len(command) <= LONGEST_COMMAND
    )


def stop_watching(names: Sequence[str]) -> tuple[Action, ...]:
    """Return the button that ends these watches again; none where they are too many for a button."""
    command = f"unwatch {' '.join(names)}"
    return (_run(phrases.UNWATCH, command),) if names and len(command) <= LONGEST_COMMAND else ()


def remind_again(names: Sequence[str]) -> tuple[Action, ...]:
    """Return a button for each certificate that brings its reminders back before the snooze is over."""
    if len(names) == 1:
        return (_run(phrases.REMIND_AGAIN, f"snooze {names[0]} off"),)
    return tuple(_run(phrases.remind_again(name), f"snooze {name} off") for name in names[:MOST_BUTTONS])


def open_again(names: Sequence[str]) -> tuple[Action, ...]:
    """Return the button that takes the acknowledgement of these back; none where they are too many for a button."""
    command = f"ack {' '.join(names)} undo"
    return (_run(phrases.UNDO, command),) if names and len(command) <= LONGEST_COMMAND else ()


def _details(watch: StoredWatch) -> str:
    """Return the details in the words of the ``watch`` command."""
    until = watch.until.isoformat() if watch.until else ""
    # In marks, a name in small letters is a name, whatever else its words mean ("for changes").
    holder = f'"{watch.holder}"' if watch.holder.islower() and '"' not in watch.holder else watch.holder
    parts = (
        (" for ", holder),
        (" until ", until),
        (" team ", watch.team),
        (" manager: ", watch.manager),
        (" because ", watch.purpose),
    )
    return "".join(f"{word}{value}" for word, value in parts if value)


def _run(label: str, command: str) -> Action:
    return Action(ActionKind.RUN, label, command=command)
