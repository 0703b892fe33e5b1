"""The action ids, callback ids and block ids that Slack sends back: fixed, for old messages hold them."""

from __future__ import annotations

VERIFY_MESSAGE = "verify_message"


VERIFY_FORM = "verify_certificate"


IDS, NAME, ON, VALUE = "ids", "name", "on", "value"


HOME_BUTTON = "verify_at_home"


ANOTHER, ANOTHER_ROLE = "verify_another", "guide_another"
