"""Certifications in a message: by code or full name, without those ruled out, never a word or another thing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.conversation.understanding.text.certifications import codes_and_names, find_certifications
from role_guide import Stated, UnknownCertification, find

MEANT = {
    "what is aida": "AIDA",
    "CAiEP® or senior aie": "CAiEP, Senior AiE",
    "CAIPs, CAIS's and AIDA-zertifiziert": "CAIP, CAIS, AIDA",
    "Certified Artificial Intelligence Manager?": "CAIM",
    "the certified ai governance professional": "CAIG",
    "AiEと書いてある": "AiE",
    "CAI/CAE for firms": "CAI, CAE",
    "AIDA-2026-something": "",
    "what does SAIDA mean": "",
    "certified engineer wanted": "",
}
RULED_OUT = {
    "no no, i meant AIMA not AIDA": ("AIMA", "AIDA"),
    "not CAIP, CAIM": ("CAIM", "CAIP"),
    "CAIP, sorry, CAIM": ("CAIM", "CAIP"),
    "nicht CAIP sondern CAIM": ("CAIM", "CAIP"),
    "pas CAIP mais CAIM": ("CAIM", "CAIP"),
    "CAIM en vez de CAIP": ("CAIM", "CAIP"),
    "I typed CAIP but meant CAIM": ("CAIM", "CAIP"),
    "why CAIM and not CAIP": ("CAIM, CAIP", ""),
    "not CAIP": ("CAIP", ""),
    "CAIP or CAIM": ("CAIP, CAIM", ""),
}
OTHER_THINGS = [
    "the mask of my cpap machine leaks",
    "two tickets for the opera aida please",
    "my daughter sat the Cambridge CAE advanced",
    "il faut que j'aie du temps pour tout ça demain",
    "el examen cae en lunes",
    "ask Aida Moreno about it",
]


@pytest.mark.parametrize(("text", "codes"), MEANT.items())
def test_codes_and_full_names_are_found(text, codes):
    assert ", ".join(find_certifications(text).codes) == codes


@pytest.mark.parametrize(("text", "wanted"), RULED_OUT.items())
def test_what_is_ruled_out_is_not_meant(text, wanted):
    found = find_certifications(text)
    assert (", ".join(found.codes), ", ".join(found.negated)) == wanted


@pytest.mark.parametrize("text", OTHER_THINGS)
def test_the_letters_other_meanings_are_no_certification(text):
    assert find_certifications(text).codes == ()


def test_asking_whether_the_letters_mean_something_else_is_about_the_certification():
    assert find_certifications("CAIA, isn't that the hedge fund one? or another").codes == ("CAIA",)


def test_codes_and_names_are_those_of_the_catalogue():
    with pytest.raises(UnknownCertification) as error:
        find("no code at all")
    assert sorted(codes_and_names()) == sorted(error.value.known)
    for code in error.value.known:
        name = find(code).name
        if isinstance(name, Stated) and " " in name.text:
            assert find_certifications(f"the {name.text} please").codes == (code,)


@given(st.text(max_size=300))
def test_any_text_is_read(text):
    found = find_certifications(text)
    assert not set(found.codes) & set(found.negated)
