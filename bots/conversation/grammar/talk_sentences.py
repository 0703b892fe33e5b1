"""Which kind of small talk, privacy question or help a sentence is, by words of five languages."""

from __future__ import annotations

import re

from bots.conversation.model.talk_intents import HelpTopic, PrivacyKind, TalkKind
from bots.conversation.understanding.text.certifications import find_certifications


def _any(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})", re.IGNORECASE)


LONGEST_RANKING = 300  # characters of a question who is best
MOST_WORDS = 4  # of a bare "stop" or "please unsubscribe me"
_ABOVE = _any(r"(?:one|message|cert\w*|id|link)s? (?:before|in the thread)|above\b|oben\b|ci-dessus|de arriba")
_TALK = (
    (
        TalkKind.HUMAN,
        _any(r"human|person|somebody real|someone real|support|menschen?\b|mitarbeiter|humain|persona|humano|agent\b"),
    ),
    (
        TalkKind.WHO,
        _any(
            r"who (?:are|r) (?:you|u)|what are you|are you (?:a|an|human|real|ai)|"
            r"wer bist|qui es|qui êtes|quién eres|quien eres|bot\?"
        ),
    ),
    (
        TalkKind.COMPLAINT,
        _any(
            r"broken|useless|wrong|bug|stupid|doesn'?t work|not working|slow|annoying|hate|terrible|crap|again\?|"
            r"kaputt|falsch|nutzlos|schlecht|nervt|marche pas|nul\b|inutile|no funciona|mal\b|inútil|inutil"
        ),
    ),
)
_THANKS = re.compile(
    r"\b(?:thank|thx|tnx|ty\b|cheers|great|perfect|super|nice|ok\b|okay|cool|awesome|good (?:job|bot)|well done|danke|"
    r"merci|gracias|obrigad|grazie|bedankt|dank|vale\b|genial|parfait|prima|top\b)|[👍🙏❤✅👌🎉💯]",
    re.IGNORECASE,
)
_HUMAN_WANTED = _any(
    r"human|real person|somebody real|someone real|(?:talk|speak|chat|write) (?:to|with) (?:a |an |some|your |the )?"
    r"(?:person|agent|support|one\b|body)|menschen?\b|mitarbeiter|humain|humano|una persona|un agente"
)
_OF_CERTIFICATIONS = re.compile(r"certif|zertifi|credential|badge|diploma", re.IGNORECASE)
_PEOPLE = (
    r"(?:candidate|applicant|people|person|employee|engineer|hire|team member|bewerber|kandidat|mitarbeiter|leute|"
    r"candidat|postulant|personne|employé|persona|empleado)\w*"
)
_RANKING = re.compile(
    rf"\b(?:rank|rate|score|sort|order|klassier\w*|bewerte|sortier\w*|classe[rz]?|note[rz]?|clasifica\w*|ordena\w*)\s+"
    rf"(?:\w+\s+){{0,2}}{_PEOPLE}|"
    rf"\b(?:who|which|wer|welche[rs]?|qui|quel(?:le)?|quién|quien|cuál|cual)\b.{{0,40}}\b(?:best|better|strongest|top|worst|weakest|"
    rf"beste|besser|stärkste|meilleur\w*|mejor|peor)\b.{{0,30}}\b{_PEOPLE}|"
    rf"\b(?:best|strongest|top|worst|weakest|beste[rn]?|meilleur|mejor)\s+(?:of\s+(?:my|our|the|these|those)\s+)?{_PEOPLE}",
    re.IGNORECASE,
)
_PRIVACY = (
    (
        PrivacyKind.STOP,
        _any(r"stop|unsubscribe|opt out|leave me|no more|abbestellen|abmelden|désabonn|desabonn|baja\b|basta"),
    ),
    (
        PrivacyKind.DELETE,
        _any(
            r"forget|delete|erase|remove|wipe|purge|lösch|loesch|vergiss|efface|supprim|oublie|borra|elimina|olvida|suprim"
        ),
    ),
    (
        PrivacyKind.WHO_SEES,
        _any(
            r"who|see|read|visible|private|share|wer\b|sieht|sehen|liest|qui\b|voit|voir|lit\b|quién|quien|ve\b|leer?\b"
        ),
    ),
)
_CERTIFICATE = r"(?i:certif|zertifi|credential|badge|nachweis|AIDA|AIMA|C[A-Z]{2,4}\b|AiE\b)"
_NAME = r"[A-ZÀ-Þ](?:[a-zß-ÿ]|['’-][A-ZÀ-Þ]?[a-zß-ÿ])+"  # noqa: RUF001
_OF_PERSON = re.compile(
    r"(?:^|[,.;:!?]\s*|\b(?i:hi|hey|hello|and|so|or|whether|if|ob|si)\s+)"
    r"(?i:is|was|has|does|did|ist|hat|est|est-ce que|a|está|tiene)\s+"
    rf"(?P<name>{_NAME}(?:\s+{_NAME}){{0,2}})\s+"
    r"(?i:(?:really|still|already|actually|also|currently|noch|wirklich|schon|encore|todavía)\s+)?"
    rf"(?:(?:{_CERTIFICATE}\w*[\s-]+)?(?i:certified|zertifiziert|certifiée?|certificad[oa])\b|"
    rf"(?:(?i:hold|have|got|own|possess|hält|besitzt)\s+)?(?:(?i:an?|any|the|ein|eine|un|una|une)\s+)?{_CERTIFICATE})"
)
"""A verb of asking, a name in capitals, and behind it "certified", or a certificate to be held."""
_HELP = (
    (HelpTopic.WATCHING, _any(r"watch|notif|remind|expir|beobacht|erinner|surveill|rappel|vigil|avis")),
    (HelpTopic.GUIDE, _any(r"guide|role|compare|certification|rolle|zertifizierung|rôle|poste|rol\b|puesto")),
    (HelpTopic.VERIFY, _any(r"verif|check|certificate\b|prüf|pruef|vérif|comprob")),
)


def wants_silence(text: str) -> bool:
    """Say whether a message of a few words asks for no more messages."""
    return len(text.split()) <= MOST_WORDS and _PRIVACY[0][1].search(text) is not None


def asks_about_person(text: str) -> bool:
    """Say whether a question names a person and asks what certificate that person holds: "is Jane Doe certified?"."""
    found = _OF_PERSON.search(text)
    if found is None:
        return False
    return all(each.start != found.start("name") for each in find_certifications(text).mentions)  # "is Aida certified?"


def asks_to_rank(text: str) -> bool:
    """Say whether people are to be put in an order: "who is the best of my candidates?"."""
    if len(text) > LONGEST_RANKING or _OF_CERTIFICATIONS.search(text):
        return False  # "which certificate is best for engineers?" is about roles
    return _RANKING.search(text) is not None


def points_above(text: str) -> bool:
    """Say whether a message means a certificate in another message: "the one above"."""
    return _ABOVE.search(text) is not None


def talk_kind(text: str) -> TalkKind:
    """Return which small talk it is."""
    other = TalkKind.THANKS if _THANKS.search(text) else TalkKind.OTHER
    return next((kind for kind, words in _TALK if words.search(text)), other)


def asks_who(text: str) -> TalkKind | None:
    """Return whether a call for help asks for a human, or who the bot is; None for help with the bot."""
    if _HUMAN_WANTED.search(text):
        return TalkKind.HUMAN
    return TalkKind.WHO if dict(_TALK)[TalkKind.WHO].search(text) else None


def privacy_kind(text: str) -> PrivacyKind:
    """Return what about privacy is asked; what is nothing else asks what is stored."""
    return next((kind for kind, words in _PRIVACY if words.search(text)), PrivacyKind.STORED)


def help_topic(text: str) -> HelpTopic:
    """Return which part of the bot help is wanted for."""
    return next((topic for topic, words in _HELP if words.search(text)), HelpTopic.ALL)
