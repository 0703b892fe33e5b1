"""What a log line or a traceback shows of a value holds no secret, no name and no message."""

from datetime import UTC, date, datetime

import pytest

from bots.conversation.model.badge_request import BadgeRequest
from bots.conversation.model.file_listing import ListedBadge
from bots.files.uploads import UploadedFile
from bots.http.messages import HttpRequest, HttpResponse
from bots.notifications.round_models import ReadingUpdate
from bots.runtime.ports import InboxItem, Installation, Profile
from bots.slack.api.workspaces import Workspace
from bots.teams.api.tokens import Certificate, ClientSecret, ManagedIdentity
from bots.teams.model.requests import Consent

SECRET = "s3cr3t Jane Doe"
BYTES = SECRET.encode()
MOMENT = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "value",
    [
        BadgeRequest(BYTES, SECRET, SECRET),
        ListedBadge(BYTES, "page 2"),
        UploadedFile("a.csv", "https://files.example/a", words=SECRET),
        HttpRequest("GET", "https://a.example/", {"authorization": SECRET}, BYTES),
        HttpResponse(200, {}, BYTES),
        ReadingUpdate(1, None, date(2026, 11, 20), is_changed=True, holder=SECRET),
        InboxItem("k", "slack command", SECRET),
        Profile("Europe/Berlin", SECRET, "de"),
        Installation("slack", "T1", BYTES, MOMENT),
        Workspace(None, SECRET, None, None, None, None),
        ClientSecret(SECRET),
        Certificate(SECRET, "AB12"),
        ManagedIdentity("https://identity.example", SECRET),
        Consent("k", upload_url=f"https://upload.example/{SECRET}"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_no_value_shows_its_secret(value):
    assert "s3cr3t" not in repr(value)
    assert type(value).__name__ in repr(value)


def test_what_is_left_out_of_a_value_is_empty_and_not_missing():
    assert ({}, b"") == (HttpRequest("GET", "https://a.example/").headers, HttpRequest("GET", "").body)
    assert ({}, b"") == (HttpResponse(200).headers, HttpResponse(200).body)
    assert ("", "", "") == (Profile().time_zone, Profile().name, Profile().language)
    assert (None, "") == (BadgeRequest(b"").holder, BadgeRequest(b"").email)
    assert ("", "") == (UploadedFile("a", "").words, Consent("k").upload_url)
    assert ("", None) == (ReadingUpdate(1, None, MOMENT, is_changed=False).holder, ManagedIdentity("").header)
