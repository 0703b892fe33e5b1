"""Runs a command's work to its exit code, and turns what it cannot do into a sentence."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from bots.runtime.lazy_import import lazily, without

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator

    from bots.config.settings import Settings

    Work = Coroutine[Any, Any, int | None]

T = TypeVar("T")


def run(work: Callable[[], Work]) -> NoReturn:
    """Run it, and exit with the code it returns; what is wrong with settings or data is a usage error."""
    from bots.config.settings import SettingsError  # noqa: PLC0415 - `certdesk verify` reads none
    from bots.storage.db.url import DatabaseError  # noqa: PLC0415
    from verifier_client import VerifierError  # noqa: PLC0415

    try:
        sys.exit(finish(work()))
    except (SettingsError, DatabaseError, VerifierError) as error:
        raise click.UsageError(str(error)) from error


def load_event_loop() -> None:
    """Import asyncio without TLS: the sandbox needs none, and whoever opens a connection loads it then."""
    load_structs()
    with lazily("ssl", "asyncio.sslproto"):
        import asyncio  # noqa: F401, PLC0415


def load_structs() -> None:
    """Import msgspec without its descriptions of types, and with typing's own names in place of their backports."""
    with lazily("msgspec.inspect", "msgspec._json_schema"), without("typing_extensions"):
        import msgspec  # noqa: F401, PLC0415


def finish(work: Coroutine[Any, Any, T]) -> T:
    """Run it to its end in an event loop; who only asks for help does not wait for that."""
    import asyncio  # noqa: PLC0415

    return asyncio.run(work)


def run_set(work: Callable[[Settings], Work]) -> NoReturn:
    """Run it with the settings of the environment."""
    from bots.config.settings import Settings  # noqa: PLC0415

    run(lambda: work(Settings.from_env()))


def run_long(work: Callable[[], Work]) -> NoReturn:
    """Run what may listen and is stopped by Ctrl-C."""
    with listening():
        run(work)


@contextmanager
def listening() -> Iterator[None]:
    """Say when nobody can listen there, and end on Ctrl-C; whoever reads the output may leave, and click is silent."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise click.ClickException(f"Cannot listen there: {error.strerror or error}.") from error
    except KeyboardInterrupt:
        sys.exit(130)


def serve(do: Callable[[Settings], Work], **given: object) -> NoReturn:
    """Run a process that listens, with its settings and its log; an option that was not given is None."""
    from bots.config.settings import Settings  # noqa: PLC0415
    from bots.observability.logs import set_up  # noqa: PLC0415

    def start() -> Work:
        settings = Settings.from_env(**{key: value for key, value in given.items() if value is not None})
        set_up(settings.log_format, settings.log_level)
        return do(settings)

    run_long(start)
