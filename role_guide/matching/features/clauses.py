"""
What a clause says is done: "compliance manager who codes the features", "has no team, programs the agent himself".

Basis: rule 1 of ``docs/role-guide.md``. Verbs at the head of a clause are told apart by what they mean for a role:
making software, leading people or work, selling, and putting to use. What a leader's or a maker's title goes on to do
counts by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from role_guide.matching.features.doing import HELPERS, WHO, are_others
from role_guide.matching.negation import Stance

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from role_guide.matching.features.builder import Features, Span
    from role_guide.matching.signals import Reading
    from role_guide.matching.tokens import Sentence

ACT, TURN = 1.0, 1.4  # what an act weighs, and what it weighs together with a title that says otherwise
OBJECT = 6  # words after a verb in which that stands which is made
TITLE = 10  # words in which a title stands
_VERBS = {
    "make": "code codes coded coding program programs programmed programming programme programmes programmiert "
    "implement implements implemented develop develops developed developing build builds built building "
    "write writes wrote written writing debug debugs deploy deploys deployed ship ships shipped engineers "
    "train trains trained tune tunes entwickelt entwickeln baut developpe desarrolla construye",
    "lead": "lead leads leading led manage manages managing managed head heads heading supervise supervises steer "
    "steers direct directs chair chairs oversee oversees leitet fuhrt dirige pilote gestiona",
    "use": "use uses using used lets polishes types translates corrects reads clicks picks accepts drafts nutzt "
    "utilise usa",
    "sell": "sell sells selling sold advises presents negotiates buys",
}
_KINDS = {verb: kind for kind, verbs in _VERBS.items() for verb in verbs.split()}
_WORDS = {
    "made": "code codebase software backend service services agent agents bot bots assistant pipeline pipelines "
    "feature features model models app apps api prompts chatbot system systems tool tools loop planner "
    "network networks classifier llm rag retrieval engine evals guardrails",
    "paper": "strategy policy policies guideline guidelines rules roadmap articles reports texts letters minutes "
    "standards people team teams skills business backlog memos champions",
    "leaders": "manager head director chief president officer executive leader lead supervisor boss owner ceo coo "
    "cio cto cfo cdo chef leiter leiterin directeur directora jefe jefa",
    "makers": "engineer developer programmer scientist coder ingenieur ingenieurin entwickler entwicklerin",
    "clicked": "nocode lowcode zapier n8n drag clicks clicking powerapps automate",
    "nouns": "programme programmes",
    "without": "no low without zero",
    "joins": "and but yet und aber et mais y pero then",
}
_MADE, _PAPER, _LEADERS, _MAKERS, _CLICKED, _NOUNS, _WITHOUT, _JOINS = (
    frozenset(words.split()) for words in _WORDS.values()
)


def add_clauses(to: Features, reading: Reading) -> None:
    """
    Add what is done, and by whom if a title says so before.

    Args:
        to: the features so far.
        reading: what was read.
    """
    title = _title(reading)
    for kind, denied, span in _acts(reading):
        mark = "!" if denied else ""
        to.add(f"act{mark}:{kind}", (span,), ACT)
        if title:
            to.add(f"act{mark}:{title}>{kind}", (span,), TURN)


def _acts(reading: Reading) -> Iterator[tuple[str, bool, Span]]:
    """Yield what is done, whether it is denied, and where its verb stands."""
    for sentence, stance in reading.sentences:
        for at in _heads(sentence, stance):
            kind, word = _act(sentence, at), sentence[at]
            if word.text not in _NOUNS or kind == "make it":
                yield kind, stance[at] is Stance.DENIED, (word.start, word.end)


def _heads(sentence: Sentence, stance: Sequence[Stance]) -> Iterator[int]:
    """Yield the places of verbs that begin a clause and are not somebody else's."""
    for at, word in enumerate(sentence):
        if word.text in _KINDS and stance[at] is not Stance.OTHERS and _begins(sentence, at):
            yield at


def _begins(sentence: Sentence, at: int) -> bool:
    if not at or sentence[at].mark or sentence[at].text.endswith("ing"):
        return True
    before = at - 1
    while before and sentence[before].text in HELPERS:
        if sentence[before].mark:
            return True
        before -= 1
    text = sentence[before].text
    return text in _JOINS or (text in WHO and not (before and are_others(sentence[before - 1].text)))


def _act(sentence: Sentence, at: int) -> str:
    """Name the act; making something other than software is no making of ours."""
    kind = _KINDS[sentence[at].text]
    if kind != "make":
        return kind
    end = next((place for place in range(at + 1, len(sentence)) if sentence[place].mark), len(sentence))
    after = [word.text for word in sentence[at + 1 : min(end, at + 1 + OBJECT)]]
    if _is_without_code(sentence, at):
        return "click"
    made = next((text for text in after if text in _MADE or text in _PAPER), "")
    return "write" if made in _PAPER else "make it" if made else "make"


def _is_without_code(sentence: Sentence, at: int) -> bool:
    """Whether it is done with a tool for those who do not program: rule 7 has such agents as a topic of managers."""
    words = [word.text for word in sentence[max(0, at - OBJECT) : at + 1 + OBJECT]]
    return any(
        word in _CLICKED or (word in {"code", "coding"} and before in _WITHOUT)
        for before, word in zip(["", *words], words, strict=False)
    )


def _title(reading: Reading) -> str:
    """Name the side of the title that a text begins with, if it begins with one."""
    for word in reading.sentences[0][0][:TITLE] if reading.sentences else ():
        if word.text in _LEADERS:
            return "leader"
        if word.text in _MAKERS:
            return "maker"
    return ""
