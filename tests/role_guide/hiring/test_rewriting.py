"""The rewritten job description: no fault is left, nothing else is lost, and what changed is marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from role_guide.catalogue.facets import certifications
from role_guide.hiring.other_certifications import load_names
from role_guide.hiring.review import review_job_description
from role_guide.hiring.review_rules import Severity

AIDA = "AIDA (AI Deployment Associate, Production AI Institute)"
CAIP = "CAIP (Certified Artificial Intelligence Professional, PECB)"
POSTING = """\
Senior AI engineer (m/f/d)

About us: we build assistants for banks.
Requirements:
- 5+ years of Python
- AIDA is mandatory. AIDA holders have proven production experience.
  - AIMA as proof of technical skills
- Candidates must hold CAI.
- CAIP (Certified AI Practitioner) required
- CPAA certification required, valid for 3 years

AWS Certified Machine Learning Specialty or Azure AI Engineer (AI-102) preferred.
"""


def rewritten(text, title="ML engineer"):
    return review_job_description(f"{title}\n{text}").rewritten.removeprefix(f"{title}\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("AIDA is mandatory.", f"{AIDA}, or equivalent evidence, is mandatory."),
        ("Must hold AIDA", f"Must hold {AIDA}, or equivalent evidence"),
        ("The AI Deployment Associate is mandatory.", f"The {AIDA}, or equivalent evidence, is mandatory."),
        ("AI Deployment Associate (PAI) required", "AI Deployment Associate (PAI), or equivalent evidence, required"),
        ("We look for AIDA holders.", f"We look for {AIDA} holders."),
        (
            "AIDA-certified engineers required",
            f"{AIDA[:4]}-certified {AIDA[5:-1]}, or equivalent evidence) engineers required",
        ),
        ("CAIP (Certified AI Practitioner) required", f"{CAIP}, or equivalent evidence, required"),
        ("Certified AI Practitioner (CAIP) is a plus", f"{CAIP} is a plus"),
        ("AIDA and AIMA (PAI) required", "AIDA and AIMA (PAI), or equivalent evidence, required"),
        ("AIDA (PAI), valid for 3 years", "AIDA (PAI), valid for two years"),
        ("AIDA (PAI) never expires", "AIDA (PAI) is valid for two years"),
        ("a lifetime AIDA (PAI)", "a valid AIDA (PAI)"),
        ("CPAP (PAI) expires after 2 years", "CPAP (PAI) is valid on the closing date"),
        ("AIMA (PAI) is renewed annually", "AIMA (PAI) is renewed every two years"),
        ("Certificates never expire.", "Certificates are valid on the closing date."),
        ("Candidates must hold CAI.", f"Candidates must hold {AIDA}, or equivalent evidence."),
    ],
)
def test_a_sentence_is_put_right(text, expected):
    assert rewritten(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Must hold CPAP.", f"Welcome: {AIDA[:-1]}; may be earned after joining), or equivalent evidence."),
        ("CPAP is mandatory.", f"{AIDA[:-1]}; may be earned after joining), or equivalent evidence, is welcome."),
        (
            "Python, SQL and CPAP required.",
            f"Python, SQL and {AIDA[:-1]}; may be earned after joining), or equivalent evidence, required.",
        ),
    ],
)
def test_a_junior_role_asks_for_less_and_for_all_the_rest(text, expected):
    assert rewritten(text, title="Junior ML engineer") == expected


def test_what_claims_too_much_is_parted_from_what_it_evidences():
    said = rewritten("Hands-on coding ability, shown by AIMA or equivalent.")

    assert said.startswith(
        "AIMA (AI Management Associate, Production AI Institute), or equivalent evidence, for the mana"
    )
    assert said.endswith("technical work of your own that you can walk us through.")


def test_the_whole_text_is_kept_with_its_lines_and_bullets():
    review = review_job_description(POSTING)
    before, after = POSTING.rstrip().splitlines(), review.rewritten.splitlines()

    assert [line[: len(line) - len(line.lstrip(" -"))] for line in before] == [
        line[: len(line) - len(line.lstrip(" -"))] for line in after
    ]
    assert [0, 1, 2, 3, 4, 10, 11] == [
        at for at, (old, new) in enumerate(zip(before, after, strict=True)) if old == new
    ]
    assert f"{AIDA}, or equivalent evidence, is mandatory. Practice is shown by a production system" in after[5]


def test_the_rewritten_text_passes_the_review():
    assert review_job_description(review_job_description(POSTING).rewritten).remarks == ()


FAULTY = [
    *(
        "{} is mandatory.",
        "Must hold {}",
        "{} certification required",
        "Minimum: {} certified",
        "Essential: Python, {}",
    ),
    *("{}-certified people only", "Holders of {} have proven production experience", "{} proves hands-on experience"),
    *("{} as proof of technical skills", "{}, valid for 3 years", "a lifetime {}", "{} never expires"),
    *("{} renewed annually", "Only candidates with {} will be considered; no exceptions", "requires AIDA, {} and CAIM"),
    *("{} badge is a prerequisite", "{} required (valid for life)", "Your {} credential is renewed every 4 years"),
]


@pytest.mark.parametrize("sentence", FAULTY)
@pytest.mark.parametrize("title", ["Senior ML engineer", "Junior data scientist", "Head of AI\nRequirements:"])
def test_no_fault_is_left_of_any_certification(title, sentence):
    for certification in certifications():
        review = review_job_description(f"{title}\n- {sentence.format(certification.display)}")
        assert review_job_description(review.rewritten).remarks == (), review.rewritten


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("We ask for {}, valid for five years after the exam.", "We ask for {}, valid for two years after the exam."),
        ("{} lasts for 18 months from issue.", "{} lasts for two years from issue."),
        ("{} is renewed after 12 months at no cost.", "{} is renewed after two years at no cost."),
        (
            "The {} is renewed, as we know, every year, in May.",
            "The {} is renewed, as we know, every two years, in May.",
        ),
        ("Your {}, valid for life, counts.", "Your {}, valid for two years, counts."),
        ("{} certificates never expire, so apply.", "{} certificates are valid for two years, so apply."),
        ("{} never expires, so apply.", "{} is valid for two years, so apply."),
    ],
)
def test_a_length_alone_is_put_right_and_the_words_around_it_stay(sentence, said):
    assert said.format(AIDA) == review_job_description(sentence.format("AIDA")).rewritten


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("We ask for the AI Deployment Associate (AIDA).", f"We ask for the {AIDA}."),
        ("We ask for the AIDA (AI Deployment Associate).", f"We ask for the {AIDA}."),
        (f"We ask for the {AIDA}.", f"We ask for the {AIDA}."),
        ("We ask (AIDA) of you.", "We ask (Production AI Institute AIDA) of you."),
        ("AIDA® required", f"{AIDA}, or equivalent evidence, required"),
        ("AIDA is mandatory, or equivalent evidence.", f"{AIDA} is mandatory, or equivalent evidence."),
        (
            "AIDA-certified engineers build here.",
            "AIDA-certified (AI Deployment Associate, Production AI Institute) engineers build here.",
        ),
    ],
)
def test_a_code_has_its_name_once_wherever_it_stood(sentence, said):
    assert said == review_job_description(sentence).rewritten


def test_what_changed_is_marked_and_only_that():
    review = review_job_description(POSTING)

    assert "".join(part.text for part in review.parts) == review.rewritten
    assert [part.text for part in review.parts if part.is_changed] == [
        passage.rewritten for passage in sorted(review.passages, key=lambda each: POSTING.index(each.quote))
    ]


def test_remarks_are_grouped_by_sentence_with_the_worst_first():
    review = review_job_description(POSTING)

    assert len(review.remarks) == 13
    assert len({passage.quote for passage in review.passages}) == len(review.passages) == 6
    ranks = [list(Severity).index(passage.severity) for passage in review.passages]
    assert ranks == sorted(ranks)
    for passage in review.passages:
        assert list(passage.remarks) == sorted(passage.remarks, key=lambda each: list(Severity).index(each.severity))


def test_certifications_outside_the_catalogue_are_named_in_the_asker_s_words():
    found = review_job_description(POSTING).others

    assert found == ("AWS Certified Machine Learning Specialty", "Azure AI Engineer (AI-102)")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("CISSP or CISM required; IAPP AIGP welcome", ("CISSP", "CISM", "IAPP AIGP")),
        ("Google Professional Machine Learning Engineer", ("Google Professional Machine Learning Engineer",)),
        ("ISO/IEC 42001 Lead Implementer", ("ISO/IEC 42001 Lead Implementer",)),
        ("Certified Kubernetes Administrator (CKA)", ("Certified Kubernetes Administrator", "CKA")),
        ("You meta-analyse, sap energy, and know AWS, Azure and Google Cloud.", ()),
        ("Certified Production AI Practitioner, Certified Artificial Intelligence Professional", ()),
        ("Certified AI Practitioner (CAIP)", ()),
    ],
)
def test_only_names_of_certifications_are_named(text, names):
    assert review_job_description(text).others == names


def test_a_broken_name_is_a_fault_of_the_file(broken):
    from role_guide.errors import DataFault

    with pytest.raises(DataFault, match=r"other_certifications\.toml"):
        load_names(broken("other_certifications.toml", "'TensorFlow", "'(TensorFlow"))


WORDS = [
    *("AIDA", "AIMA", "CPAP", "CAIP", "CAI", "AiE", "Python", "certification", "Junior engineer", "holders"),
    *("is mandatory", "required", "must hold", "valid for 3 years", "lifetime", "never expires", "or equivalent"),
    *("proves hands-on experience", "as proof of technical skills", "(Production AI Institute)", "-certified"),
    *("(", ")", ",", ".", "and", "\n- "),
]


@given(st.lists(st.sampled_from(WORDS), max_size=14))
def test_any_text_is_rewritten_and_what_is_not_marked_stands_as_it_was(words):
    text = " ".join(words)
    review = review_job_description(text)

    assert all(passage.rewritten for passage in review.passages)
    assert bool(review.remarks) == any(part.is_changed for part in review.parts) or "or equivalent" in text
    assert "{" not in review.rewritten
    for part in review.parts:
        assert part.is_changed or " ".join(part.text.split()) in " ".join(text.split())
