"""A token that Slack does not take stops the start with a sentence, and is not in it."""

import aiohttp
import pytest

from bots.config.settings import SettingsError
from bots.slack.api.identity import who_am_i
from bots.slack.api.web_api import SlackConnection
from bots.slack.api.workspaces import web_client
from tests.bots.slack.fakes import BOT, FakeSlack

pytestmark = pytest.mark.anyio


async def asked_with(token):
    slack = FakeSlack()
    async with slack.open(), aiohttp.ClientSession() as session:
        return await who_am_i(web_client(SlackConnection.over(session, slack.api), token))


async def test_slack_says_who_the_bot_is():
    assert BOT == (await asked_with("xoxb-made-up"))["user_id"]


@pytest.mark.parametrize(("token", "said"), [("", "not_authed"), ("xoxp-somebody-s-own", "invalid_auth")])
async def test_no_token_and_a_token_of_another_kind_stop_the_start(token, said):
    with pytest.raises(SettingsError, match="CERTDESK_SLACK_BOT_TOKEN") as error:
        await asked_with(token)

    assert said in str(error.value)
    assert "somebody" not in str(error.value)
