"""Which kind of small talk, privacy question or help a sentence is, by words of five languages."""

from __future__ import annotations

import re

from bots.conversation.model.talk_intents import HelpTopic, OwnWord, PrivacyKind, TalkKind
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
_JUDGED = re.compile(
    r"\bshould\s+(?:i|we)\s+(?:\w+\s+)?(?:hire|reject|invite|shortlist|employ|take\s+on)\b|"
    r"\b(?:soll(?:te)?n?\s+(?:ich|wir)\b.{0,60}\b(?:einstellen|ablehnen|einladen)|"
    r"(?:dois-je|devons-nous|faut-il)\s+(?:\w+\s+)?(?:embaucher|recruter|rejeter)|debo\s+contratar|deber[ií]a(?:mos)?\s+contratar)\b|"
    rf"\b(?:is|are|ist|est|es)\s+(?:he|she|they|er|sie|il|elle|(?:(?:the|this|that|our|my|der|die|diese[rs]?|le|la|cett?e|el|este|esta)\s+)"
    rf"{_PEOPLE})\s+(?:\w+\s+){{0,2}}(?:good|great|competent|qualified|skilled|suitable|trustworthy|honest|reliable|gut|"
    r"geeignet|fähig|bon(?:ne)?|compétente?|buen[oa]?|competente)\b",
    re.IGNORECASE,
)
_UNDO = re.compile(
    r"^\W*(?:(?:oops|ups|no|nein|non|sorry|wait|please|pls|bitte|hey|can\s+(?:you|i|u))\W+)*"
    r"(?:undo|revert|take\s+(?:it|that|this)\s+back|(?:mach\w*\s+(?:das|es)\s+)?r(?:ü|ue)ckg(?:ä|ae)ngig|zur(?:ü|ue)cknehmen|"
    r"annule[rz]?|défai[rs]e?|deshacer|deshaz(?:lo)?)"
    r"(?:\s+(?:that|it|this|the|my|last|one|thing|action|please|pls|bitte|machen|das|ça|cela|eso|lo))*\W*$",
    re.IGNORECASE,
)
_TRUST = re.compile(
    r"^\W*(?:why|how|can|should|do|warum|wieso|kann|pourquoi|comment|peut-on|por\s+qu[eé]|puedo)\b.{0,30}"
    r"\b(?:trust|believe|rely\s+on|vertrau\w*|glauben|confiance|fier|confiar|fiar\w*)\b.{0,20}\W*$|"
    r"\bhow\s+do\s+(?:you|u)\s+know(?:\s+(?:that|this|it|if|whether)\b|\W*$)|"
    r"\b(?:where|woher|d['\u2019]o[ùu]|de\s+d[oó]nde)\b.{0,20}\b(?:get|come|comes|know|hast|haben|weißt|wei(?:ss|ß)|kommt|kommen|"
    r"tenez|vien(?:t|nen)|sabes|sacas)\b.{0,30}$|"
    r"\b(?:what|which)\s+(?:is|are)\s+(?:your|the)\s+sources?\b|\bwas\s+(?:ist|sind)\s+(?:deine|ihre)\s+quellen?\b",
    re.IGNORECASE,
)
_A_HUMAN = re.compile(
    r"^\W*(?:(?:hi|hey|hello|so|and|wait|hallo)\W+)*(?:are|r)\s+(?:you|u)\s+(?:(?:really|actually|even|just|a|an|some|real|kind|of)\s+)*"
    r"(?:human(?:\s+being)?|person|real|robot|machine|bot|ai|computer|program)\b(?:\s+or\s+.{1,40})?\W*$|"
    r"^\W*(?:am\s+i|is\s+this|is\s+that)\s+(?:talking\s+(?:to|with)\s+)?(?:an?\s+)?(?:real\s+)?(?:human|person|bot|robot|machine)\W*$|"
    r"^\W*bist\s+du\s+(?:wirklich\s+)?ein(?:e)?\s+(?:echter\s+)?(?:mensch|bot|roboter|maschine|person)\b|"
    r"^\W*(?:es-tu|êtes-vous|tu\s+es|vous\s+êtes)\s+(?:un(?:e)?\s+)?(?:vrai\w*\s+)?(?:humain\w*|robot|personne|machine)\b|"
    r"^\W*¿?\s*(?:eres|es\s+usted)\s+(?:un(?:a)?\s+)?(?:human[oa]|robot|persona|m[aá]quina|bot)\b",
    re.IGNORECASE,
)
_MEANING = re.compile(
    r"\b(?:mean(?:s|ing)?|stands?\s+for|explain|define|definition|why|how\s+come|what\s+is|what['\u2019]s|what\s+are|bedeutet|heißt|"
    r"heisst|warum|wieso|was\s+ist|signifie|veut\s+dire|pourquoi|significa|quiere\s+decir|por\s+qu[eé])\b",
    re.IGNORECASE,
)
_OWN_WORDS = (
    (
        OwnWord.WEAK_EVIDENCE,
        re.compile(r"\bweak\s+evidence\b|\bevidence\s+(?:is\s+)?weak\b|\bschwache[rs]?\s+beleg", re.IGNORECASE),
    ),
    (OwnWord.SANDBOX, re.compile(r"\bsand\s?box\b", re.IGNORECASE)),
    (
        OwnWord.NOT_FOUND,
        re.compile(
            r"\b(?:not|isn['\u2019]?t|wasn['\u2019]?t|can(?:no|['\u2019]?)t\s+be|never)\s+(?:be\s+)?found\b|\bno\s+record\b|"
            r"\bnicht\s+gefunden\b|\b(?:pas\s+trouvé|introuvable)\b|\bno\s+(?:se\s+)?encuentra\w*\b",
            re.IGNORECASE,
        ),
    ),
    (OwnWord.REVOKED, re.compile(r"\b(?:revoked|revocation|widerrufen|révoqué|revocad[oa])\b", re.IGNORECASE)),
    (OwnWord.SUSPENDED, re.compile(r"\b(?:suspended|suspension|ausgesetzt|suspendu|suspendid[oa])\b", re.IGNORECASE)),
    (OwnWord.EXPIRED, re.compile(r"\b(?:expired|abgelaufen|expiré|caducad[oa])\b", re.IGNORECASE)),
)
MOST_WORDS_OF_MEANING = 12  # of a question what a word means
LONGEST_ASIDE = 120  # characters of a word about the bot and its last answer
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
    (
        HelpTopic.WATCHING,
        _any(r"import|roster|whole team|watch|notif|remind|expir|beobacht|erinner|surveill|rappel|vigil|avis"),
    ),
    (HelpTopic.GUIDE, _any(r"guide|role|compare|certification|rolle|zertifizierung|rôle|poste|rol\b|puesto")),
    (
        HelpTopic.VERIFY,
        _any(
            r"upload|spreadsheet|excel|csv|xlsx|pdf|files?\b|attach|datei|hochlad|fichier|téléverse|archivo|subir|"
            r"verif|check|certificate\b|prüf|pruef|vérif|comprob"
        ),
    ),
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
    """Say whether people are to be judged or put in an order: "who is the best of my candidates?"."""
    if len(text) > LONGEST_RANKING or _OF_CERTIFICATIONS.search(text):
        return False  # "which certificate is best for engineers?" is about roles
    if _RANKING.search(text) is not None:
        return True
    return _JUDGED.search(text) is not None and not find_certifications(text).mentions


def asks_about_word(text: str) -> OwnWord | None:
    """Return which word of the bot's answers a short question wants explained: "what does revoked mean?"."""
    if len(text.split()) > MOST_WORDS_OF_MEANING or _MEANING.search(text) is None:
        return None
    return next((word for word, said in _OWN_WORDS if said.search(text)), None)


def said_of_answers(text: str) -> TalkKind | None:
    """Return what a few words say of the bot's answers: one is to be taken back, or why they can be trusted."""
    if len(text) > LONGEST_ASIDE:
        return None
    if _A_HUMAN.search(text):
        return TalkKind.WHO
    if _UNDO.search(text):
        return TalkKind.UNDO
    return TalkKind.TRUST if _TRUST.search(text) else None


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
