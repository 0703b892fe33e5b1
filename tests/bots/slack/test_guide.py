"""The role guide in Slack, by the front door, on the real desk; the fake Slack checks every block it is sent."""

import json

import pytest

from bots.slack.forms import guide as guide_form
from tests.bots.slack.cards.block_kit_rules import view_problems
from tests.bots.slack.fakes import ADA, CHANNEL, DIRECT, buttons

pytestmark = pytest.mark.anyio

SENIOR = "senior ML engineer, client-facing RAG"
WINDOW = {"id": "V1", "type": "modal"}
LASTING = {"channel": {"id": DIRECT}, "container": {"type": "message", "channel_id": DIRECT, "is_ephemeral": False}}


def shown(bodies):
    return json.dumps(bodies, ensure_ascii=False)


# --- the command ---


async def test_certguide_answers_its_asker_alone_through_the_response_url(slack):
    response = await slack.slash(SENIOR, command="/certguide")

    assert (200, "") == (response.status, await response.text())
    assert ["auth.test", "response_url"] == [method for method, _ in slack.slack.calls]
    [answer] = slack.slack.of("response_url")
    assert ("ephemeral", False) == (answer["response_type"], answer["replace_original"])
    assert answer["text"].startswith("CPAP fits best")
    assert {"Details", "Compare", "Who is it for", "Clause", "Questions"} == set(buttons(answer))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("compare CAIP CAIM", "side by side"),
        ("CAIP vs CAIM", "side by side"),
        ("jd CAIP machine learning engineer preferred", "Welcome for machine learning engineer"),
        ("kit AIDA CPAP for platform engineer", "Interview questions for platform engineer"),
        ("review-jd Must hold CPAA.", "on what the text says"),
        ("team small role,level,certificates\nengineer,senior,CPAP", "The team of 1"),
        ("help", "guide senior ML engineer"),
        ("?", "guide senior ML engineer"),
        ("compare", "Give two to four codes"),
        ("team", "Give a profile"),
        ("Team lead for an ML platform", "fits best"),
    ],
)
@pytest.mark.parametrize("command", ["/certguide", "/acme-guide"])
async def test_everything_that_the_guide_does_stands_behind_its_command(slack, text, expected, command):
    await slack.slash(text, command=command)

    assert expected in slack.slack.of("response_url")[0]["text"]


async def test_s10_help_says_where_the_guide_is_found_in_slack(slack):
    await slack.slash("help", command="/certguide")

    assert "“Find a certification”" in slack.slack.of("response_url")[0]["text"]


async def test_a2_a_comparison_is_a_table_and_its_details_take_its_place(slack):
    await slack.slash("compare CAIP CAIM", command="/certguide")
    [answer] = slack.slack.of("response_url")
    [table] = [block for block in answer["blocks"] if block["type"] == "table"]
    await slack.click(buttons(answer)["Details"])

    assert ["Facts", "CAIP", "CAIM"] == [cell["text"] for cell in table["rows"][0]]
    details = slack.slack.of("response_url")[-1]
    texts = [block.get("text", {}).get("text", "") for block in details["blocks"]]
    assert texts[texts.index("*Verified by*") + 1].startswith("• CAIP: A form on PECB's site")
    assert details["replace_original"]


async def test_a4_a_clause_is_a_block_of_its_own_to_copy(slack):
    await slack.slash("jd CPAP senior RAG engineer", command="/certguide")

    [answer] = slack.slack.of("response_url")
    [block] = [block for block in answer["blocks"] if block["type"] == "rich_text"]
    [run] = block["elements"][0]["elements"]
    assert run["text"].startswith("Required for senior RAG engineer: CPAP (Certified Production AI Practitioner")
    assert "contradict" not in run["text"]


async def test_a2_the_details_of_a_long_job_description_are_one_press_away_too(slack):
    await slack.slash("review-jd AIDA is mandatory.\n" + "We are a friendly team. " * 100, command="/certguide")
    [answer] = slack.slack.of("response_url")
    await slack.click(buttons(answer)["Details"])

    assert "rich_text" not in {block["type"] for block in answer["blocks"]}
    [block] = [each for each in slack.slack.of("response_url")[-1]["blocks"] if each["type"] == "rich_text"]
    assert 100 == "".join(run["text"] for run in block["elements"][0]["elements"]).count("We are a friendly team.")


async def test_a15_the_rewritten_text_stands_in_the_details_with_what_changed_in_bold(slack):
    await slack.slash("review-jd Engineer wanted.\n- AIDA is mandatory.\n- Python", command="/certguide")
    await slack.click(buttons(slack.slack.of("response_url")[-1])["Details"])

    [block] = [each for each in slack.slack.of("response_url")[-1]["blocks"] if each["type"] == "rich_text"]
    runs = block["elements"][0]["elements"]
    assert "".join(run["text"] for run in runs).startswith("Engineer wanted.\n- AIDA (AI Deployment Associate")
    assert ["AIDA (AI Deployment Associate, Production AI Institute), or equivalent evidence, is mandatory."] == [
        run["text"] for run in runs if run.get("style") == {"bold": True}
    ]


@pytest.mark.parametrize(
    ("text", "chosen"), [("", "guide"), ("   ", "guide"), ("review-jd", "review-jd"), ("jd", "jd"), ("kit", "kit")]
)
async def test_without_words_it_opens_the_form_with_the_question_already_chosen(slack, text, chosen):
    await slack.slash(text, command="/certguide", trigger_id="13.open")

    [opened] = slack.slack.of("views.open")
    choice = opened["view"]["blocks"][1]["element"]
    assert ("13.open", chosen) == (opened["trigger_id"], choice["initial_option"]["value"])
    assert choice["initial_option"] in choice["options"]
    assert ["auth.test", "views.open"] == [method for method, _ in slack.slack.calls]


async def test_s02_where_no_form_can_be_opened_usage_is_the_answer(slack):
    slack.slack.answers["views.open"] = {"ok": False, "error": "expired_trigger_id"}
    await slack.slash("", command="/certguide")
    await slack.slash("", command="/certguide", trigger_id="")

    answers = slack.slack.of("response_url")
    assert 2 == len(answers) == sum("Describe the role" in answer["text"] for answer in answers)
    assert 1 == len(slack.slack.of("views.open"))


# --- the form ---


def test_s06_s09_the_form_has_a_verb_for_a_name_a_way_out_and_sound_blocks():
    view = guide_form.form()

    assert [] == view_problems(view) == view_problems(guide_form.working())
    assert ("Find a certification", "Cancel") == (view["title"]["text"], view["close"]["text"])
    question, text = (block["element"] for block in view["blocks"] if "element" in block)
    assert ["guide", "review-jd", "jd", "kit"] == [option["value"] for option in question["options"]]
    assert all(len(option[part]["text"]) <= 75 for option in question["options"] for part in ("text", "description"))
    assert (True, 3000) == (text["multiline"], text["max_length"])


async def test_s06_the_global_shortcut_opens_the_form(slack):
    await slack.interaction(
        type="shortcut", callback_id="find_certification", user={"id": ADA}, team=None, trigger_id="17.1"
    )

    [opened] = slack.slack.of("views.open")
    assert ("17.1", "find_certification") == (opened["trigger_id"], opened["view"]["callback_id"])


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("guide", SENIOR, "CPAP fits best"),
        ("guide", "CAIP vs CAIM", "side by side"),
        ("guide", "Team lead for an ML platform", "fits best"),
        ("review-jd", "Team wanted. Must hold CPAA.", "on what the text says"),
        ("review-jd", "help", "Nothing to remark"),
        ("jd", "CAIP machine learning engineer", "Required for machine learning engineer"),
        ("kit", "AIDA CPAP for platform engineer", "for platform engineer, for holders of AIDA, CPAP"),
    ],
)
async def test_the_form_shows_its_answer_in_its_own_window(slack, question, text, expected):
    said = await (await slack.ask_guide(question, text)).json()

    assert ("update", "Reading…") == (said["response_action"], said["view"]["blocks"][0]["text"]["text"])
    [updated] = slack.slack.of("views.update")
    assert "V1" == updated["view_id"]
    assert expected in shown(updated)
    assert "Ask the guide again" in buttons(updated)


@pytest.mark.parametrize(
    ("question", "text", "field", "expected"),
    [
        ("guide", None, "text", "Describe the role"),
        ("review-jd", "  \n", "text", "Paste the text"),
        ("jd", "machine learning engineer", "text", "No certification with the code 'machine'"),
        ("jd", "CAE", "text", "held by organisations"),
        ("kit", "X" * 3000, "text", "Begin with one to four codes"),
        ("kit", "AIDA AIMA CPAP CPAA CAIP", "text", "Begin with one to four codes"),
        (None, SENIOR, "wish", "Choose what you need."),
        ("team", SENIOR, "wish", "Choose what you need."),
    ],
)
async def test_s06_what_cannot_be_used_is_said_at_its_field(slack, question, text, field, expected):
    said = await (await slack.ask_guide(question, text)).json()

    assert ("errors", [field]) == (said["response_action"], list(said["errors"]))
    assert expected in said["errors"][field]
    assert len(said["errors"][field]) < 500


async def test_s09_in_the_window_one_can_choose_look_aside_and_come_back(slack):
    await slack.ask_guide("guide", "product person")
    await slack.click(buttons(slack.slack.of("views.update")[-1])["leads people or projects in AI"], view=WINDOW)
    answered = slack.slack.of("views.update")[-1]
    assert "fits best" in shown(answered)
    await slack.click(buttons(answered)["Questions"], view=WINDOW)
    await slack.click(buttons(answered)["Ask the guide again"], view=WINDOW)

    [aside] = slack.slack.of("views.push")
    assert ("Back", True) == (aside["view"]["close"]["text"], "give no marks" in shown(aside))
    assert "find_certification" == slack.slack.of("views.update")[-1]["view"]["callback_id"]


async def test_a_window_closed_meanwhile_and_a_late_click_become_direct_messages(slack):
    await slack.ask_guide("guide", SENIOR)
    shown_before = buttons(slack.slack.of("views.update")[-1])
    slack.slack.answers |= {method: {"ok": False, "error": "not_found"} for method in ("views.update", "views.push")}
    await slack.ask_guide("guide", SENIOR)
    await slack.click(shown_before["Compare"], view=WINDOW)

    answer, comparison = slack.slack.of("chat.postMessage")
    assert (ADA, True) == (answer["channel"], "CPAP fits best" in answer["text"])
    assert "side by side" in comparison["text"]


async def test_a_choice_keeps_a_long_question_whole(slack):
    """Buttons hold 2,000 characters; what was asked is carried on, and not the first line of it."""
    await slack.ask_guide("guide", "We need someone for AI. " + "The office is friendly. " * 50)
    chosen = buttons(slack.slack.of("views.update")[-1])["leads people, projects or strategy"]

    assert 1200 < len(chosen["value"]) <= 2000
    assert chosen["value"].endswith("friendly. - leads people, projects or strategy")


# --- buttons elsewhere ---


async def test_a_choice_takes_the_question_s_place_and_a_comparison_stands_beside_the_answer(slack):
    await slack.slash("product person", command="/certguide")
    await slack.click(buttons(slack.slack.of("response_url")[-1])["leads people or projects in AI"])
    answer = slack.slack.of("response_url")[-1]
    for label in ("Compare", "Clause", "Questions", "Who is it for"):
        await slack.click(buttons(answer)[label])

    assert [False, True, False, False, False, False] == [
        one["replace_original"] for one in slack.slack.of("response_url")
    ]
    assert {"ephemeral"} == {one["response_type"] for one in slack.slack.of("response_url")}
    said = [one["text"] for one in slack.slack.of("response_url")[2:]]
    parts = ("side by side", "clause", "no marks", "Who it is for")
    assert [True] * 4 == [part in text for part, text in zip(parts, said, strict=True)]


async def test_in_a_channel_a_mention_is_answered_to_its_asker_alone_with_buttons_that_work(slack):
    await slack.mention(f"which certification fits a {SENIOR}?")
    [answer] = slack.slack.of("chat.postEphemeral")
    await slack.click(buttons(answer)["Compare"])

    assert (CHANNEL, ADA) == (answer["channel"], answer["user"])
    assert "ephemeral" == slack.slack.of("response_url")[-1]["response_type"]
    assert [] == slack.slack.of("chat.postMessage")
    assert "Share here" not in buttons(answer)


async def test_below_a_direct_message_stands_a_direct_message(slack):
    await slack.direct(SENIOR)
    [answer] = slack.slack.of("chat.postMessage")
    await slack.click(buttons(answer)["Compare"], **LASTING)

    comparison = slack.slack.of("chat.postMessage")[-1]
    assert (ADA, True) == (comparison["channel"], "side by side" in comparison["text"])
    assert [] == slack.slack.of("response_url")


# --- the App Home ---


async def test_s12_the_home_names_the_guide_and_opens_its_form(slack):
    await slack.event({"type": "app_home_opened", "user": ADA, "channel": DIRECT, "tab": "home"})
    [home] = slack.slack.of("views.publish")
    await slack.click(buttons(home)["Find a certification"], view={"id": "V9", "type": "home"})

    assert all(part in shown(home) for part in ("/certguide", "compare CAIP CAIM", "kit AIDA CPAP"))
    assert len(home["view"]["blocks"]) <= 20
    assert "find_certification" == slack.slack.of("views.open")[-1]["view"]["callback_id"]


async def test_the_guide_answers_in_the_home_and_opens_windows_over_it(slack):
    state = {"values": {"ids": {"value": {"type": "plain_text_input", "value": f"guide {SENIOR}"}}}}
    await slack.click({"action_id": "verify_at_home"}, view={"id": "V9", "type": "home", "state": state})
    [home] = slack.slack.of("views.publish")
    await slack.click(buttons(home)["Compare"], view={"id": "V9", "type": "home"})

    assert "CPAP fits best" in shown(home)
    [over] = slack.slack.of("views.open")
    assert ("Close", True) == (over["view"]["close"]["text"], "side by side" in shown(over))
