"""Digests as the conversation words them, of any size."""

from bots.conversation.model.replies import Action, ActionKind, Card, Group, Item, Reply, Tone

HEADINGS = ("Your action", "Changed", "Coming", "Could not be read")
MANY = 20


def run(label, command):
    return Action(ActionKind.RUN, label, command=command)


def item(number, text="", *, actions=4):
    name = f"AIDA-2026-{number:04}"
    every = (
        run("Check now", f"verify {name} fresh"),
        run("Snooze a week", f"snooze {name} 7d"),
        run("Acknowledge", f"ack {name}"),
        run("Stop watching", f"unwatch {name}"),
    )
    shown = text or f"{name} of Jane <!channel> & *Doe*_{number} ends on 14 March 2027."
    return Item(shown, f"Last safe day to start: 1 March 2027. Area {number} loses its only CPAP.", every[:actions])


def digest(count=MANY, text="", *, actions=4, own=1):
    """A digest of so many items over the four groups."""
    items = [item(number, text, actions=actions) for number in range(1, count + 1)]
    groups = tuple(Group(heading, tuple(items[at::4])) for at, heading in enumerate(HEADINGS))
    card = Card(
        f"{count} certificates need a look",
        Tone.CAUTION,
        groups=groups,
        provenance="143 watched, 0 end within 90 days, source read 06:00.",
        limits=("You get this because you watch these certificates. Stop it with: unwatch, and the ID.",),
        actions=tuple(run(f"All {number}", "watches") for number in range(own)),
    )
    return Reply((card,))
