"""Interview kits: nothing tested twice, nothing left out, nobody scored."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from role_guide.catalogue.catalogue import catalogue
from role_guide.errors import DataFault, RoleGuideError, UnknownCertification, WrongCount
from role_guide.hiring.interview_kit import MOST_QUESTIONS, book, interview_kit, load_book

CODES = catalogue().codes()


def topics(kit):
    return [question.topic for question in kit.questions]


def evidenced(kit):
    return {each.topic for each in kit.evidenced}


@pytest.mark.parametrize(
    "role", ["", "senior ML engineer, client-facing RAG", "head of AI governance", "voice engineer"]
)
def test_what_is_evidenced_is_not_asked_again(role):
    for kit in [interview_kit([code], role) for code in CODES]:
        assert evidenced(kit).isdisjoint(book().topics[topic].title for topic in topics(kit))
        assert 2 <= len(kit.questions) <= MOST_QUESTIONS
        assert len(set(topics(kit))) == len(kit.questions)


def test_rubrics_have_at_most_six_attributes_and_no_marks():
    for question in book().questions:
        assert 2 <= len(question.rubric) <= 6
        text = " ".join((question.ask, *question.rubric))
        assert not re.search(r"\b(scores?|points?|marks?|rating|rank|out of (5|10))\b|\d/\d", text, re.IGNORECASE), text


def test_an_exam_leaves_hands_on_work_open():
    assert "delivery" in topics(interview_kit(["AIDA"]))
    assert "programming" in topics(interview_kit(["AIDA"], "software engineer"))


def test_a_panel_and_a_portfolio_do_not():
    assert "delivery" not in topics(interview_kit(["CPAA"], "principal engineer"))


def test_a_disputed_assessment_is_asked_about():
    kit = interview_kit(["CPAP"])

    assert kit.questions[0].ask.startswith("Which production deployment stands behind your CPAP")
    assert any("disagree" in note for note in kit.notes)
    assert "Production work of one's own" not in evidenced(kit)


def test_questions_for_holders_are_for_holders():
    assert not any("CPAP" in question.ask for question in interview_kit(["AIDA"]).questions)


def test_certificates_add_up():
    together = evidenced(interview_kit(["CAIP", "CAIM"], "head of AI"))

    assert together == evidenced(interview_kit(["CAIP"])) | evidenced(interview_kit(["CAIM"]))


def test_the_role_decides_what_else_is_asked():
    assert "voice" in topics(interview_kit(["AIDA"], "voice engineer"))
    assert "voice" not in topics(interview_kit(["CVAE"], "voice engineer"))
    assert "client" in topics(interview_kit(["AIDA"], "client-facing consultant"))


def test_a_hint_never_counts_as_evidence():
    kit = interview_kit(["CAiBP"], "business strategist")

    assert kit.evidenced == ()
    assert "strategy" in topics(kit)


def test_limits_and_their_sources_are_shown():
    kit = interview_kit(["AIDA", "AIMA"])

    assert [(code, claim.text) for code, claim in kit.limits] == [
        ("AIDA", "Hands-on experience."),
        ("AIMA", "Deep technical skill."),
    ]
    assert all(each.claims[0].sources for each in kit.evidenced)


@pytest.mark.parametrize("codes", [[], list(CODES)[:5], list(CODES)[:10]])
def test_none_and_too_many(codes):
    with pytest.raises(WrongCount, match="1 to 4 different codes"):
        interview_kit(codes)


def test_an_unknown_code_is_refused():
    with pytest.raises(UnknownCertification):
        interview_kit(["CAIP", "CIAP"])


@given(st.lists(st.sampled_from([*CODES, "CAIX", ""]), max_size=6), st.text(max_size=300))
def test_any_input_is_a_kit_or_a_clear_error(codes, role):
    try:
        kit = interview_kit(codes, role)
    except RoleGuideError:
        return
    assert kit.questions


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('topic = "audit"', 'topic = "audits"', "].topic"),
        ("[topics.strategy]", "[topics.strategies]", "].topic"),
        ('codes = ["CPAP"]', 'codes = ["CPAX"]', "questions[0].codes"),
        ("['\\baudit'", "['(audit'", "topics.audit.words"),
        ('"what they would do differently"]', '"a", "b", "c", "d", "e", "f"]', "questions[0].rubric"),
    ],
)
def test_a_fault_names_file_and_key(broken, old, new, place):
    with pytest.raises(DataFault) as raised:
        load_book(broken("questions.toml", old, new))
    assert raised.value.file == "questions.toml"
    assert place in raised.value.key


def test_every_topic_of_the_catalogue_has_a_question(broken):
    data = broken("questions.toml", '[topics.voice]\ntitle = "Voice systems"', '[topics.sound]\ntitle = "Sound"')
    text = (data / "questions.toml").read_text(encoding="utf-8").replace('topic = "voice"', 'topic = "sound"')
    (data / "questions.toml").write_text(text, encoding="utf-8")

    with pytest.raises(DataFault, match=r"CVAE, topics\.voice: is missing"):
        load_book(data)
