"""What a log line or a traceback shows of a value holds no key and no holder."""

import pytest

from verifier_client.badges.models import BadgeFacts, Recipient, Standard
from verifier_client.registries.json_api import JsonRegistry
from verifier_client.transport import RegistryRequest, RegistryResponse

SECRET = "s3cr3t Jane Doe"
HEADERS = (("authorization", SECRET),)


@pytest.mark.parametrize(
    "value",
    [
        RegistryRequest("PAI", "https://a.example", HEADERS),
        RegistryResponse(200, {}, SECRET.encode()),
        JsonRegistry(None, "https://a.example/{id}", None, {}, headers=HEADERS),
        Recipient("email", SECRET, hashed=False, salt=SECRET),
        BadgeFacts(Standard.OPEN_BADGES_3, "urn:1", "https://a.example", holder=SECRET),
    ],
    ids=lambda value: type(value).__name__,
)
def test_no_value_shows_its_secret(value):
    assert "s3cr3t" not in repr(value)
    assert type(value).__name__ in repr(value)


def test_what_is_left_out_of_a_value_is_empty():
    facts = BadgeFacts(Standard.OPEN_BADGES_3, "urn:1", "https://a.example")

    assert ("", "", "", (), None, None) == (
        facts.achievement, facts.title, facts.holder, facts.recipients, facts.valid_from, facts.valid_until
    )  # fmt: skip
    assert () == RegistryRequest("PAI", "https://a.example").headers
    assert "" == Recipient("email", "jane@a.example", hashed=False).salt
    api = JsonRegistry(None, "https://a.example/{id}", None, {})
    assert ("date", {404}, set(), ()) == (api.dates, {*api.not_found}, {*api.not_found_types}, api.headers)
