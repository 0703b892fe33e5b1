"""What the gallery draws: a name, what a person types or is shown unasked, and how high it may be on a phone."""

from dataclasses import dataclass

VERDICT, SEVERAL, HELP, GUIDE, COMPARE, REVIEW = 330, 420, 330, 620, 900, 900  # pixels at a width of 390


@dataclass(frozen=True, slots=True)
class Drawn:
    """One answer; ``most`` is its ceiling in pixels, 0 for none."""

    name: str
    words: str = ""
    show: str = ""
    most: int = 0


ELEVEN_REMARKS = (
    "We hire a junior developer. You must hold CPAA. You must have a CAIP certificate issued by Certiprof. "
    "AIDA holders have proven production experience. The certificate must be valid for a lifetime. "
    "Candidates must have AIDA, AIMA and CPAP. CAIP proves that you are a better engineer. "
    "Only certified people are trustworthy. We rank applicants by their certificates. "
    "AIDA is required by the EU AI Act. A CPAA guarantees that your systems are secure. "
    "You must hold a certification of the AI Institute for at least five years."
)
MANY = " ".join(f"AIDA-2026-{number}" for number in range(3000, 3012))
ANSWERS = (
    Drawn("active", "/verify AIDA-2026-1234 Jane Doe", most=VERDICT),
    Drawn("active-no-name", "/verify AIDA-2026-1234", most=VERDICT),
    Drawn("another-name", "/verify AIDA-2026-1234 John Smith", most=VERDICT),
    Drawn("name-open", "/verify AIDA-2026-1234 J. Doe", most=VERDICT),
    Drawn("no-holder", "/verify AIDA-2026-NAME0 Jane Doe", most=VERDICT),
    Drawn("expired", "/verify AIDA-2024-5512", most=VERDICT),
    Drawn("replaced", "/verify AIDA-2024-1180", most=VERDICT),
    Drawn("revoked", "/verify CPAP-2026-6660", most=VERDICT),
    Drawn("suspended", "/verify AIMA-2026-4406", most=VERDICT),
    Drawn("not-yet-valid", "/verify AIDA-2030-0007", most=VERDICT),
    Drawn("odd", "/verify AIDA-2026-YEAR1", most=VERDICT),
    Drawn("echoed", "/verify AIDA-2026-ECHO1", most=VERDICT),
    Drawn("future-day", "/verify AIDA-2026-1234 on 2029-01-01", most=VERDICT),
    Drawn("not-found", "/verify AIDA-2026-0404", most=VERDICT),
    Drawn("registry-down", "/verify AIDA-2026-9503", most=VERDICT),
    Drawn("by-hand", "/verify CAIP1900404-2026-01 Ada Example", most=VERDICT),
    Drawn("badge-link", "/verify https://www.credly.com/badges/5a4db0c5-0003-4000-8000-000000000003", most=VERDICT),
    Drawn("which-issuer", "/verify CAIP"),
    Drawn("four", "/verify AIDA-2026-1234, AIPA-CAIP-2026-S4NDB4, CPAP-2026-6660, AIDA-2026-9401", most=SEVERAL),
    Drawn(
        "four-names",
        "/verify AIDA-2026-1234 John Smith, AIPA-CAIP-2026-S4NDB4, CPAP-2026-6660, AIDA-2026-9401",
        most=SEVERAL,
    ),
    Drawn("twelve", f"/verify AIDA-2026-1234 {MANY}"),
    Drawn("badge-file", show="badge", most=VERDICT),
    Drawn("digest", show="digest"),
    Drawn("watches", "watches"),
    Drawn("help", "help", most=HELP),
    Drawn("guide", "/certguide senior ML engineer, client-facing RAG", most=GUIDE),
    Drawn("compare", "/certguide compare CAIP CAIM AIDA", most=COMPARE),
    Drawn("about", "/certguide about CPAP"),
    Drawn("clause", "/certguide jd CPAP machine learning engineer"),
    Drawn("review", f"review-jd {ELEVEN_REMARKS}", most=REVIEW),
    Drawn("interview", "kit AIDA CPAP for platform engineer"),
    Drawn("team", "team small role,level,certificates\nengineer,senior,CPAP\nengineer,mid,"),
    Drawn("small-talk", "thanks"),
    Drawn("unclear", "verfy"),
)
