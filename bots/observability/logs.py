"""
What the process says of itself: a line for people, or a line of JSON; structlog was taken because both are one chain.

No name, token, body or address with a secret comes through: of others' records only the first line is kept, whatever
looks like a secret is cut, and a traceback says where and what kind, never the message or a value.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from typing import TYPE_CHECKING, Any, Literal

from bots.runtime.lazy_import import lazily

with lazily("rich.*"):  # structlog draws with it on a terminal, where it is installed; we do not
    import structlog

if TYPE_CHECKING:
    from collections.abc import Iterator, MutableMapping
    from types import TracebackType
    from typing import TextIO

    Event = MutableMapping[str, Any]

Form = Literal["text", "json"]
OURS = ("bots", "verifier_client", "role_guide")
LONGEST = 500
CUT = "[cut]"
_SECRET = re.compile(
    r"xox[a-z]-[\w-]+|xapp-[\w-]+"  # Slack's tokens
    r"|\beyJ[\w-]+\.[\w-]*\.?[\w-]*"  # signed tokens
    r"|(?i:\b(?:bearer|basic)\s+)\S+"
    r"|\b[A-Za-z0-9_\-]{40,}\b"  # keys, signatures, digests
)
_USER = re.compile(r"(?<=://)[^/@\s]+@")
_PATH = re.compile(r"(https?://[^/\s?#]+)[/?#]\S+")


def set_up(form: Form, level: str, *, stream: TextIO | None = None) -> None:
    """Have everything that is logged written by this module, libraries only from warnings on."""
    handler = handler_for(form, stream or sys.stderr)
    logging.basicConfig(handlers=[handler], level=max(logging.WARNING, logging.getLevelName(level)), force=True)
    for name in OURS:
        logging.getLogger(name).setLevel(level)
    engine = logging.getLogger("dbos")  # takes a handler of its own unless it has one
    engine.handlers, engine.propagate = [handler], False
    logging.captureWarnings(capture=True)


def handler_for(form: Form, stream: TextIO) -> logging.Handler:
    """Return what writes records to a stream."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_log_level, structlog.stdlib.add_logger_name],
            processors=[
                _first_line,
                _without_secrets,
                _where,
                structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _as_json if form == "json" else _as_text,
            ],
        )
    )
    return handler


def without_secrets(text: str) -> str:
    """Cut what looks like a token, a user in an address, or the path of an address of the web."""
    return _SECRET.sub(CUT, _PATH.sub(rf"\1/{CUT}", _USER.sub("", text)))


def _first_line(_logger: Any, _method: str, event: Event) -> Event:
    """Keep of a library's record the first line: the next ones quote values."""
    said = str(event["event"])
    if str(event.get("logger", "")).partition(".")[0] not in OURS:
        said = said.strip().partition("\n")[0]
    event["event"] = said if len(said) <= LONGEST else f"{said[:LONGEST]}…"
    return event


def _without_secrets(_logger: Any, _method: str, event: Event) -> Event:
    event["event"] = without_secrets(event["event"])
    return event


def _where(_logger: Any, _method: str, event: Event) -> Event:
    """Turn an exception into the places that it passed and the kinds of error, without what it says."""
    found = event.pop("exc_info", None)
    error = found[1] if isinstance(found, tuple) else found if isinstance(found, BaseException) else None
    if error is not None:
        event["traceback"] = [line for each in _chain(error) for line in _lines(each)]
    return event


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Give an error, and what it came from."""
    seen: set[int] = set()
    each: BaseException | None = error
    while each is not None and id(each) not in seen:
        seen.add(id(each))
        yield each
        each = each.__cause__ or (None if each.__suppress_context__ else each.__context__)


def _lines(error: BaseException) -> Iterator[str]:
    yield type(error).__qualname__
    step: TracebackType | None = error.__traceback__
    while step is not None:
        code = step.tb_frame.f_code
        yield f"  {code.co_filename}:{step.tb_lineno} in {code.co_name}"
        step = step.tb_next


def _as_text(_logger: Any, _method: str, event: Event) -> str:
    line = f"{event['at']} {event['level']:<8} {event['logger']}: {event['event']}"
    return "\n".join([line, *event.get("traceback", ())])


def _as_json(_logger: Any, _method: str, event: Event) -> str:
    shown = {name: event[name] for name in ("at", "level", "logger", "event", "traceback") if name in event}
    return json.dumps(shown, ensure_ascii=False)
