"""Certificate links as Work Objects: everybody sees what a link is, and whoever opens one the answer, alone."""

import json

import pytest
from slack_sdk.models.metadata import EntityAttributes, EntityCustomField, EntityMetadata, EntityPayload, ExternalRef

from tests.bots.slack.fakes import ADA, CHANNEL, workspace
from tests.bots.slack.test_events import CERTIFICATE, share_link

pytestmark = pytest.mark.anyio
HOST = "sandbox.certdesk.example"
NAMED = "https://sandbox.certdesk.example/certificates/CPAP-2026-6660"


@pytest.fixture
async def objects():
    async with workspace(slack_work_objects="true") as found:
        yield found


async def opened(slack, url, *, is_shared=False, **fields):
    """Somebody opens a Work Object, as Slack tells of it."""
    event = {
        "type": "entity_details_requested",
        "user": ADA,
        "external_ref": {"id": "AIDA-2026-1234", "type": "certificate"},
        "entity_url": url,
        "app_unfurl_url": url,
        "link": {"url": url, "domain": HOST},
        "trigger_id": "7.8.abc",
        "user_locale": "en-US",
        "channel": CHANNEL,
        "message_ts": "8.8",
    }
    await slack.event(event | fields, **({} if is_shared is None else {"is_ext_shared_channel": is_shared}))


def checked(entity):
    """The entity, when all of it is what Slack's SDK knows."""
    payload = entity["entity_payload"]
    EntityMetadata(**entity).validate_json()
    ExternalRef(**entity["external_ref"]).validate_json()
    EntityPayload(**payload).validate_json()
    EntityAttributes(**payload["attributes"]).validate_json()
    for field in payload["custom_fields"]:
        EntityCustomField(**field).validate_json()
    assert payload["attributes"].keys() <= EntityAttributes.attributes
    assert [field["key"] for field in payload["custom_fields"]] == payload["display_order"]
    assert all(field["value"] and field["label"] for field in payload["custom_fields"])
    return entity


def values(entity):
    return [field["value"] for field in entity["entity_payload"]["custom_fields"]]


async def test_below_a_link_everybody_sees_its_id_and_nothing_private(objects):
    await share_link(objects, CERTIFICATE, HOST)

    [call] = objects.slack.of("chat.unfurl")
    [entity] = call["metadata"]["entities"]
    checked(entity)
    assert ("Certificate AIDA-2026-1234", CERTIFICATE) == (
        entity["entity_payload"]["attributes"]["title"]["text"],
        entity["app_unfurl_url"],
    )
    assert "unfurls" not in call
    assert not any(word in json.dumps(entity) for word in ("Jane", "active", "Doe"))


async def test_whoever_opens_it_sees_the_answer_in_a_pane_of_their_own(objects):
    await opened(objects, CERTIFICATE)

    [call] = objects.slack.of("entity.presentDetails")
    said = values(checked(call["metadata"]))
    assert ("7.8.abc", True) == (call["trigger_id"], any("AIDA-2026-1234 is active" in each for each in said))
    assert "Jane Doe" in json.dumps(call["metadata"])
    assert [] == objects.slack.of("chat.postEphemeral") + objects.slack.of("chat.postMessage")


async def test_a_revoked_certificate_says_so_first_in_the_pane(objects):
    await opened(objects, NAMED)

    [call] = objects.slack.of("entity.presentDetails")
    assert "was revoked" in next(each for each in values(checked(call["metadata"])) if "CPAP-2026-6660" in each)


@pytest.mark.parametrize("shared", [True, False])
async def test_in_a_channel_shared_with_another_organisation_the_pane_shows_no_name(objects, shared):
    """Slack does not say whose person opens it: there it may be anybody's."""
    await opened(objects, NAMED, is_shared=shared)

    [call] = objects.slack.of("entity.presentDetails")
    assert shared != ("Tobias" in json.dumps(call))


async def test_who_is_said_to_be_of_another_organisation_sees_no_name(objects):
    """Where Slack names the person's workspace, that counts, whatever it says of the channel."""
    await opened(
        objects, "https://sandbox.certdesk.example/certificates/CPAP-2026-6660", is_shared=None, user_team="T9"
    )

    [call] = objects.slack.of("entity.presentDetails")
    assert "Tobias" not in json.dumps(call)


@pytest.mark.parametrize("url", ["https://elsewhere.example/certificates/AIDA-2026-1234", f"https://{HOST}/about", ""])
async def test_what_is_no_certificate_link_of_ours_is_left_alone(objects, url):
    await opened(objects, url, link={"url": url, "domain": "elsewhere.example" if "elsewhere" in url else HOST})

    assert [] == objects.slack.of("entity.presentDetails")


async def test_where_slack_takes_no_work_object_the_link_gets_its_line_and_button(objects):
    objects.slack.answers["chat.unfurl"] = {"ok": False, "error": "invalid_metadata"}
    await share_link(objects, CERTIFICATE, HOST)

    first, second = objects.slack.of("chat.unfurl")
    assert ("metadata" in first, [CERTIFICATE]) == (True, list(second["unfurls"]))


async def test_unless_it_is_set_links_are_shown_as_before(slack):
    await share_link(slack, CERTIFICATE, HOST)

    [call] = slack.slack.of("chat.unfurl")
    assert ("metadata" in call, [CERTIFICATE]) == (False, list(call["unfurls"]))
