"""What a chat surface is to the process: how it starts, stops and which doors it serves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bots.http.messages import Door, Page
    from bots.notifications.ports import Sender


class Surface(Protocol):
    """A chat platform, as the process sees it."""

    @property
    def name(self) -> str:
        """Return its name."""
        ...

    @property
    def doors(self) -> Mapping[str, Door]:
        """Return what to serve under which path."""
        ...

    @property
    def error(self) -> str | None:
        """Say what keeps people from being answered, if anything does."""
        ...

    @property
    def sender(self) -> Sender:
        """Return the way to a person's own chat; before ``start`` it sends nothing."""
        ...

    async def start(self, *, listens: bool = True) -> None:
        """Connect, to speak or to listen too; raises ``SettingsError`` when the platform refuses what is configured."""
        ...

    async def replay(self, what: str, body: Mapping[str, Any]) -> None:
        """Answer what another process acknowledged and did not answer; ``what`` is the task's name there."""
        ...

    async def stop_listening(self) -> None:
        """Accept no new requests."""
        ...

    async def close(self) -> None:
        """Close what ``start`` opened."""
        ...


@runtime_checkable
class ShowsPages(Protocol):
    """A platform on which people begin in a browser."""

    @property
    def pages(self) -> Mapping[str, Page]:
        """Return what browsers may open under which path."""
        ...
