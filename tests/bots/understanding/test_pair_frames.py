"""Whatever the name, wherever it stands: the pair is right, and no filler word of the frame becomes a name."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.conversation import named_ids
from bots.conversation.understanding.people.bare_names import is_bare_name

GIVEN, FAMILY = (
    part.split()
    for part in (Path(__file__).parent / "sets/made_up_names.txt").read_text(encoding="utf-8").split("\n\n")
)
PARTICLED = (
    "van der Meulen",
    "de la Cruz",
    "dos Santos",
    "bin Rahman",
    "al-Khatib",
    "di Marco",
    "el Amrani",
    "ter Haar",
)
FILLED = ("{given} {family}", "{given} {other} {family}", "{given} R. {family}", "{given} {family} {second}")
NAMES = st.builds(
    lambda form, given, other, family, second: form.format(given=given, other=other, family=family, second=second),
    st.sampled_from(FILLED),
    st.sampled_from(GIVEN),
    st.sampled_from(GIVEN),
    st.sampled_from((*FAMILY, *PARTICLED)),
    st.sampled_from(FAMILY),
)
IDS = st.builds("{}-202{}-{:04}".format, st.sampled_from(("AIDA", "CPAP")), st.integers(1, 7), st.integers(1000, 9999))
IN_ONE = (
    "{id} {name}", "{name} {id}", "{id}: {name}", "{name} - {id}", "{id} ({name})", "{name}, {id}", "{id} = {name}",
    "{id}\t{name}", "“{name}” {id}", "1. {name}, {id}", "holder: {name} | cert: {id}", "ID {id} / name {name}",
    "verify {id} {name}", "check {id} {name} please", "{id} {name} thx", "{id} for {name}", "is {id} {name}'s?",
    "Please verify {id} issued to {name}", "Can you check {name}'s certificate {id} please?",
    "does {id} belong to {name}?", "{name} says she holds {id}, can you confirm?", "got {id} from {name}, legit?",
    "{id} was issued to {name} on 12 March 2025", "I interviewed {name} yesterday; she showed {id}",
    "Could you check whether {id} is real? The applicant is {name}. Best, Ruth",
    "<@U123ABC> check {id} for {name}",
    "Bitte {id} für {name} prüfen", "Das Zertifikat {id} gehört {name}, stimmt das?",
    "Peux-tu vérifier {id} au nom de {name} ?", "El certificado {id} es de {name}, ¿sigue vigente?",
    "Candidate: {name}\nCertificate: {id}", "{name}\n{id}", "{id}\n{name}",
    "Re: {name}\n\nThe certificate no. is {id}.",
    "Hi team,\n\nplease verify {id} for {name}.\n\nThanks,\nTom",
)  # fmt: skip
QUIET = (
    "{id} {name}", "{name} {id}", "{id}: {name}", "verify {id} {name}", "check {id} {name} please", "{id} for {name}",
    "please verify {id} issued to {name}", "{id} belongs to {name}",
    "is {id} really {name}?", "{id}, holder {name}, ok?",
    "{name} claims to hold {id}", "{name}\n{id}", "name: {name}, id: {id}",
)  # fmt: skip
IN_SEVERAL = {
    "lines": ("", "{id} {name}", "\n"),
    "named first": ("", "{name} - {id}", "\n"),
    "bullets": ("", "- {name}: {id}", "\n"),
    "blocks": ("", "{name}\n{id}", "\n\n"),
    "semicolons": ("check ", "{name} {id}", "; "),
    "brackets": ("check ", "{id} ({name})", ", "),
    "joined": ("check ", "{id} for {name}", " and "),
    "comma table": ("Name,Certificate ID,City\n", "{name},{id},Oslo", "\n"),
    "tab table": ("Candidate\tRole\tCert\n", "{name}\tEngineer\t{id}", "\n"),
    "markdown": ("| Name | ID |\n|---|---|\n", "| {name} | {id} |", "\n"),
    "heading": ("Please check these for the team:\n\n", "{name}: {id}", "\n"),
}
PAIRS = st.lists(
    st.tuples(IDS, NAMES), min_size=2, max_size=4, unique_by=(lambda pair: pair[0], lambda pair: pair[1].split()[0])
)


def plain(name: str | None) -> str:
    """Letters alone, without accents: a dot or a space more is no other name."""
    folded = unicodedata.normalize("NFKD", (name or "").casefold())
    return "".join(each for each in folded if each.isalnum())


def given_for(text: str) -> dict[str, str]:
    return {str(certificate): plain(name) for certificate, name in named_ids(text).pairs}


@pytest.mark.parametrize("frame", IN_ONE)
@given(certificate=IDS, name=NAMES)
def test_a_name_is_found_in_every_frame(frame, certificate, name):
    assert given_for(frame.format(id=certificate, name=name)) == {certificate: plain(name)}


@pytest.mark.parametrize("frame", QUIET)
@given(certificate=IDS, given=st.sampled_from(["maria", "ngozi", "tobias", "sunita"]), family=st.sampled_from(FAMILY))
def test_a_name_in_small_letters_is_found(frame, certificate, given, family):
    name = f"{given} {family.lower()}"
    assert given_for(frame.format(id=certificate.lower(), name=name)) == {certificate: plain(name)}


@pytest.mark.parametrize("layout", IN_SEVERAL)
@given(pairs=PAIRS)
def test_several_names_go_to_their_own_ids(layout, pairs):
    before, frame, separator = IN_SEVERAL[layout]
    text = before + separator.join(frame.format(id=certificate, name=name) for certificate, name in pairs)
    assert given_for(text) == {certificate: plain(name) for certificate, name in pairs}


@given(pairs=PAIRS)
def test_two_lists_of_one_length_are_paired_in_order(pairs):
    ids, names = zip(*pairs, strict=True)
    wanted = {certificate: plain(name) for certificate, name in pairs}
    assert given_for("\n".join(names) + "\n\n" + "\n".join(ids)) == wanted
    assert given_for(f"check {' and '.join(ids)} for {' and '.join(names)} respectively") == wanted


@pytest.mark.parametrize("frame", dict.fromkeys((*IN_ONE, *QUIET)))
@given(certificate=IDS)
def test_no_word_of_a_frame_is_a_name(frame, certificate):
    """The writer's own signature is taken out; what is left of each frame without a name names nobody."""
    text = frame.format(id=certificate, name="").replace("Ruth", "").replace("Tom", "")
    assert given_for(text) == {certificate: ""}


@pytest.mark.parametrize("name", ["Jun Kurosawa", "Juli Brockmann", "Mar Castellanos", "Jun Bauer"])
def test_a_given_name_may_be_a_months_short_form(name):
    assert given_for(f"AIDA-2026-1234 {name}") == {"AIDA-2026-1234": plain(name)}


@pytest.mark.parametrize("text", ["AIDA-2026-1234 Jun 2026", "AIDA-2026-1234 Jun intake", "AIDA-2026-1234 Mar batch"])
def test_a_months_short_form_alone_is_no_name(text):
    assert given_for(text) == {"AIDA-2026-1234": ""}


@given(
    certificate=IDS, name=NAMES | st.text(alphabet="AbcÉ. -'", max_size=12) | st.sampled_from(["Will May", "Data Lead"])
)
def test_a_bare_name_is_what_the_whole_reading_finds_too(certificate, name):
    """The short way of ``/verify ID name`` must never know better than the long one."""
    if is_bare_name(name):
        assert given_for(f"{certificate} {name}") == given_for(f"{name} {certificate}") == {certificate: plain(name)}


@pytest.mark.parametrize(
    "text", ["Dr. Jane Doe", "Jane Doe PhD", "Jane", "Jane Doe please", "Acme GmbH", "jane doe", ""]
)
def test_what_is_more_or_less_than_a_name_is_no_bare_name(text):
    assert not is_bare_name(text)


FIRMS = (
    "Harper & Lowe", "Kim & Chang", "Vogel Consulting", "Nordlicht GmbH", "Mueller AG", "Delgado Partners",
    "Stone Bridge Capital", "Fischer Werke", "Tanaka Holdings", "Maison Lefebvre", "Banco Herrera", "Autohaus Brandt",
)  # fmt: skip
THINGS = ("Monday standup", "Hiring panel 3pm", "Sprint review", "ML Engineer", "Head of AI", "HR Business Partner")
BESIDE = (
    "{id} - {thing}", "{thing}: {id}", "{thing}\n{id}", "{id}\n{thing}", "check {id} ({thing})", "{id} for {thing}",
    "{thing} needs {id} checked", "{id} | {thing} | open", "1. {id} {thing}", "from {thing}: {id}",
    "Client: {thing}\nID: {id}",
    "Agenda\n{thing}\n{id}\nLunch", "Company,ID\n{thing},{id}",
)  # fmt: skip


@pytest.mark.parametrize("frame", BESIDE)
@given(certificate=IDS, thing=st.sampled_from((*FIRMS, *THINGS)))
def test_no_firm_meeting_or_role_is_a_name(frame, certificate, thing):
    assert given_for(frame.format(id=certificate, thing=thing)) == {certificate: ""}
