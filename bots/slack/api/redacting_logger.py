"""The logger that Slack's SDKs are given: it keeps what they say and drops what they quote."""

from __future__ import annotations

import logging
import re

NAME = "bots.slack.sdk"
_DETAIL = re.compile(r"[:({\[]")


class RedactingLogger(logging.Filter):
    """Cuts an SDK's message at its first detail, because details quote tokens, addresses and people's words."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record; it is always kept."""
        said = _DETAIL.split(record.getMessage(), maxsplit=1)[0].strip()
        cause = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        record.msg, record.args = f"{said} [{cause}]" if cause else said, ()
        record.exc_info = record.exc_text = None
        return True


def redacting_logger() -> logging.Logger:
    """Return the logger, never below WARNING: on DEBUG the SDKs log every body."""
    logger = logging.getLogger(NAME)
    if not logger.filters:
        logger.addFilter(RedactingLogger())
    logger.setLevel(logging.WARNING)
    return logger
