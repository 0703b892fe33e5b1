"""What the bot says of itself: short, true, and with the button that one needs next."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bots.conversation.model.talk_intents import HelpTopic, Missing
from bots.conversation.text.general import HELP_HEADLINE
from bots.conversation.text.verdicts import ID_LOOKS_LIKE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bots.conversation.model.replies import Card

WELCOME_TRIES = (
    "A certificate: verify AIDA-2026-1234 Jane Doe",
    "A role: guide senior ML engineer, client-facing RAG",
    "All that I read, with examples: help",
)
THANKS = "You're welcome."
OTHER = "I'm here: send an ID like AIDA-2026-1234, describe a role, or write help."
WHO = "I am Certdesk, a bot: I ask the issuers' registries whether an AI certificate stands."
WHO_LINES = (
    "I also say which certification fits a role, and tell you in time when a certificate ends.",
    "No language model decides a verdict.",
)
COMPLAINT = "I'm sorry. Say what you wanted in other words, or tell the people who run me here."
HUMAN = "A human helps you here:"
NO_HUMAN = "Nobody has told me where a human helps with Certdesk; ask whoever brought me here."
RANKING = "I never rank people, and no certificate does."
RANKING_LINES = ("Give me IDs and I say which certificates stand; describe the role and I say which one fits it.",)
OFF_TOPIC = "That is not mine."
OFF_TOPIC_LINES = ("I verify AI certificates, say which certification fits a role, and watch when certificates end.",)

STORED = "What I keep of you:"
STORED_LINES = (
    "The watches you made and what you set about notices, until you remove them.",
    "Who asked about which certificate ID and the outcome, for the audit: no names, and not your words.",
    "A registry's answers only in memory; a file you send is read in memory and not kept.",
    "watches and notify show yours; forget me deletes it.",
)
WHO_SEES = "Only you see my answers, unless you share one yourself."
WHO_SEES_LINES = (
    "What is shared names no holder. The registry asked gets the ID and not the name.",
    "The people who run Certdesk can see in the audit that you asked about an ID, not what you wrote.",
)
DELETE = "I can delete what I keep of you: watches, settings, and your trace in the audit."
DELETE_LINE = "It cannot be undone. If you are sure, press the button, or write forget me yes."
STOP = "Shall I send you nothing any more?"
STOP_LINE = "Your watches stay; notify on brings the notices back."
FORGET_ME, NOTICES_OFF, HELP, MY_WATCHES = "Delete my data", "Turn notices off", "Help", "My watches"

_ASKS = {
    Missing.ID: "Which certificate? Give me its ID or the badge link.",
    Missing.ID_OF_NAMED: "I look certificates up by their ID, not by name. Give me the ID or the badge link.",
    Missing.CERTIFICATION: "Which certification do you mean?",
    Missing.ROLE: "For which role? Its title, or what the person will do with AI, is enough.",
    Missing.MESSAGE: (
        "I read only what is written to me. On that message choose Verify certificates (Slack: ⋮; Teams: …), or paste "
        "its ID here."
    ),
    Missing.MEANING: "I did not understand that.",
}

_TOPICS = {
    HelpTopic.ALL: (
        ("verify", "{verify}AIDA-2026-1234 Jane Doe"),
        ("guide", "{guide}senior ML engineer"),
        ("about", "{guide}what does CPAP cost?"),
        ("watch", "{plain}watch AIDA-2026-1234 for Jane Doe"),
    ),
    HelpTopic.VERIFY: (
        ("one", "{verify}AIDA-2026-1234 Jane Doe"),
        ("several", "{verify}AIDA-2026-1234 Jane Doe, CPAP-2026-8841 Sam Poe"),
        ("on a day", "{verify}AIDA-2026-1234 on 2027-03-01"),
        ("anew", "{verify}AIDA-2026-1234 fresh"),
        ("file", "Drop a file with IDs into this chat"),
    ),
    HelpTopic.GUIDE: (
        ("role", "{guide}senior ML engineer, client-facing RAG"),
        ("facts", "{guide}about CPAP cost"),
        ("compare", "{guide}compare CAIP CAIM"),
        ("job ad", "{guide}jd CAIP machine learning engineer"),
        ("interview", "{guide}kit AIDA CPAP for platform engineer"),
    ),
    HelpTopic.WATCHING: (
        ("watch", "{plain}watch AIDA-2026-1234 for Jane Doe"),
        ("list", "{plain}watches"),
        ("stop", "{plain}unwatch AIDA-2026-1234"),
        ("when", "{plain}notify at 09:00-17:00 Europe/Berlin"),
        ("roster", "Drop a CSV, XLSX or ODS roster into this chat"),
    ),
}
_LABELS = {
    "verify": "Verify", "guide": "Role", "about": "Fact", "watch": "Watch",
    "file": "A file", "one": "One certificate", "several": "Several", "on a day": "On a day", "anew": "Ask anew",
    "role": "For a role", "facts": "A fact", "compare": "Side by side", "job ad": "Clause for a job ad",
    "interview": "Interview questions", "list": "What you watch", "stop": "Stop", "when": "When you are told",
    "roster": "Many at once",
}  # fmt: skip
_GRAMMARS = {
    "slack": {"verify": "/verify ", "guide": "/certguide ", "plain": ""},
    "terminal": {"verify": "certdesk verify ", "guide": "certdesk guide ", "plain": "certdesk watches say "},
}
_PLAIN = {"verify": "verify ", "guide": "guide ", "plain": ""}
_HEADLINES = {
    HelpTopic.ALL: HELP_HEADLINE,
    HelpTopic.VERIFY: "Verify certificates: an ID or a badge link, and the holder's name if you know it.",
    HelpTopic.GUIDE: "Ask about certifications: which one fits a role, what it shows and what not.",
    HelpTopic.WATCHING: "I tell you before a certificate ends, and at once when it is revoked.",
}


def help_headline(topic: HelpTopic) -> str:
    """Head the help for a topic."""
    return _HEADLINES[topic]


def help_facts(topic: HelpTopic, surface: str, *, watches: bool, files: bool) -> tuple[tuple[str, str], ...]:
    """
    Return what one can type, in a surface's own grammar.

    Args:
        topic: which part of the bot.
        surface: ``slack``, ``teams``, ``terminal`` or another; it decides which commands are shown.
        watches: whether certificates can be watched here.
        files: whether files are read here.

    Returns:
        At most five pairs of a label and an example that can be typed as it stands.
    """
    grammar = _GRAMMARS.get(surface, _PLAIN)
    hidden = (set() if watches else {"watch", "list", "stop", "when", "roster"}) | (set() if files else {"file"})
    return tuple(
        (_LABELS[name], example.format_map(_commands(name, grammar)))
        for name, example in _TOPICS[topic]
        if name not in hidden
    )


def _commands(name: str, grammar: dict[str, str]) -> dict[str, str]:
    """In the terminal each command of the guide is a command of its own."""
    own = {"facts", "compare", "job ad", "interview"}
    if grammar["guide"].startswith("certdesk") and name in own:
        return {**grammar, "guide": "certdesk "}
    return {**grammar, "guide": ""} if grammar is _PLAIN and name in own else grammar


def more_help(topics: Sequence[HelpTopic]) -> str:
    """Say how to ask for more help, in words, as buttons are not everywhere."""
    return f"More: {', '.join(f'help {each}' for each in topics)}. Also: {ALSO}."


def asks(missing: Missing) -> str:
    """Ask for what a question lacks."""
    return _ASKS[missing]


ALSO = "compare, jd, review-jd, kit, team, receipt, privacy"
LANGUAGES = ("de", "fr", "es")
"""The order of the sentences in ``SENTENCES``."""
SENTENCES: Mapping[str, tuple[str, str, str]] = {
    THANKS: ("Gern geschehen.", "Avec plaisir.", "De nada."),
    OTHER: (
        "Ich bin da: Schick mir eine ID wie AIDA-2026-1234, beschreib eine Rolle oder schreib help.",
        "Je suis là : envoyez un ID comme AIDA-2026-1234, décrivez un poste, ou écrivez help.",
        "Aquí estoy: envía un ID como AIDA-2026-1234, describe un puesto o escribe help.",
    ),
    WHO: (
        "Ich bin Certdesk, ein Bot: Ich frage die Register der Aussteller, ob ein KI-Zertifikat gilt.",
        "Je suis Certdesk, un bot : je demande aux registres des émetteurs si un certificat d'IA est valable.",
        "Soy Certdesk, un bot: pregunto a los registros de los emisores si un certificado de IA sigue vigente.",
    ),
    WHO_LINES[0]: (
        "Ich sage auch, welche Zertifizierung zu einer Rolle passt, und melde mich, bevor ein Zertifikat endet.",
        "Je dis aussi quelle certification convient à un poste, et je préviens avant qu'un certificat se termine.",
        "También digo qué certificación encaja con un puesto y aviso antes de que un certificado termine.",
    ),
    WHO_LINES[1]: (
        "Über ein Ergebnis entscheidet kein Sprachmodell.",
        "Aucun modèle de langage ne décide d'un résultat.",
        "Ningún modelo de lenguaje decide un resultado.",
    ),
    COMPLAINT: (
        "Das tut mir leid. Sag es mit anderen Worten, oder sag es denen, die mich hier betreiben.",
        "Je suis désolé. Dites-le autrement, ou dites-le à ceux qui me font tourner ici.",
        "Lo siento. Dilo con otras palabras, o díselo a quienes me tienen aquí en marcha.",
    ),
    HUMAN: ("Hier hilft ein Mensch:", "Ici, un humain vous aide :", "Aquí te ayuda una persona:"),
    NO_HUMAN: (
        "Mir hat niemand gesagt, wo ein Mensch mit Certdesk hilft; frag, wer mich hierher gebracht hat.",
        "Personne ne m'a dit où un humain aide avec Certdesk ; demandez à qui m'a installé ici.",
        "Nadie me ha dicho dónde ayuda una persona con Certdesk; pregunta a quien me trajo aquí.",
    ),
    RANKING: (
        "Zertifikate ordnen keine Menschen, und ich auch nicht.",
        "Les certificats ne classent personne, et moi non plus.",
        "Los certificados no ordenan a nadie, y yo tampoco.",
    ),
    RANKING_LINES[0]: (
        "Gib mir IDs, und ich sage, welche Zertifikate gelten; beschreib die Rolle, und ich sage, welches passt.",
        "Donnez-moi des ID et je dis quels certificats sont valables ; décrivez le poste et je dis lequel convient.",
        "Dame IDs y digo qué certificados siguen vigentes; describe el puesto y digo cuál encaja.",
    ),
    OFF_TOPIC: ("Das ist nicht meine Sache.", "Ce n'est pas mon domaine.", "Eso no es lo mío."),
    OFF_TOPIC_LINES[0]: (
        "Ich prüfe KI-Zertifikate, sage, welche Zertifizierung zu einer Rolle passt, und behalte Ablaufdaten im Auge.",
        "Je vérifie des certificats d'IA, je dis quelle certification convient à un poste, et je suis les échéances.",
        "Verifico certificados de IA, digo qué certificación encaja con un puesto y vigilo los vencimientos.",
    ),
    ID_LOOKS_LIKE: (
        "Eine ID sieht so aus: AIDA-2026-1234, AIPA-CAIP-2026-8K2M4T oder CAIP1234567-2026-03.",
        "Un ID ressemble à AIDA-2026-1234, AIPA-CAIP-2026-8K2M4T ou CAIP1234567-2026-03.",
        "Un ID tiene esta forma: AIDA-2026-1234, AIPA-CAIP-2026-8K2M4T o CAIP1234567-2026-03.",
    ),
    asks(Missing.ID): (
        "Welches Zertifikat? Nenn mir die ID oder den Link zum Badge.",
        "Quel certificat ? Donnez-moi son ID ou le lien du badge.",
        "¿Qué certificado? Dame su ID o el enlace de la insignia.",
    ),
    asks(Missing.ID_OF_NAMED): (
        "Ich schlage Zertifikate nach ihrer ID nach, nicht nach dem Namen. Nenn mir die ID oder den Link zum Badge.",
        "Je cherche les certificats par leur ID, pas par le nom. Donnez-moi l'ID ou le lien du badge.",
        "Busco los certificados por su ID, no por el nombre. Dame el ID o el enlace de la insignia.",
    ),
    asks(Missing.CERTIFICATION): (
        "Welche Zertifizierung ist gemeint?",
        "De quelle certification s'agit-il ?",
        "¿A qué certificación te refieres?",
    ),
    asks(Missing.ROLE): (
        "Für welche Rolle? Der Titel genügt, oder was die Person mit KI tun wird.",
        "Pour quel poste ? L'intitulé suffit, ou ce que la personne fera avec l'IA.",
        "¿Para qué puesto? Basta el título, o lo que la persona hará con IA.",
    ),
    asks(Missing.MESSAGE): (
        "Ich lese nur, was man mir schreibt. Wähl dort Verify certificates (Slack: ⋮; Teams: …), oder kopier die ID.",
        "Je ne lis que ce qu'on m'écrit. Choisissez-y Verify certificates (Slack : ⋮ ; Teams : …), ou collez l'ID ici.",
        "Solo leo lo que se me escribe. Elige ahí Verify certificates (Slack: ⋮; Teams: …), o pega el ID aquí.",
    ),
    asks(Missing.MEANING): ("Das habe ich nicht verstanden.", "Je n'ai pas compris.", "No lo he entendido."),
    help_headline(HelpTopic.ALL): (
        "Ich sage dir, ob ein KI-Zertifikat echt ist, wem es gehört und ob es noch gilt.",
        "Je vous dis si un certificat d'IA est authentique, à qui il appartient et s'il est encore valable.",
        "Te digo si un certificado de IA es auténtico, de quién es y si sigue vigente.",
    ),
    help_headline(HelpTopic.VERIFY): (
        "Zertifikate prüfen: eine ID oder ein Badge-Link, und der Name, wenn du ihn kennst.",
        "Vérifier des certificats : un ID ou un lien de badge, et le nom du titulaire si vous le connaissez.",
        "Verificar certificados: un ID o un enlace de insignia, y el nombre del titular si lo sabes.",
    ),
    help_headline(HelpTopic.GUIDE): (
        "Frag nach Zertifizierungen: welche zu einer Rolle passt, was sie zeigt und was nicht.",
        "Demandez une certification : laquelle convient à un poste, ce qu'elle montre et ce qu'elle ne montre pas.",
        "Pregunta por certificaciones: cuál encaja con un puesto, qué muestra y qué no.",
    ),
    help_headline(HelpTopic.WATCHING): (
        "Ich melde mich, bevor ein Zertifikat endet, und sofort, wenn es widerrufen wird.",
        "Je préviens avant qu'un certificat se termine, et tout de suite s'il est révoqué.",
        "Aviso antes de que un certificado termine, y enseguida si se revoca.",
    ),
}
"""By the English sentence: the same in German, French and Spanish."""


def in_language(card: Card, language: str) -> Card:
    """
    Return a card with its headline and lines in the asker's language.

    Args:
        card: what is said in English.
        language: ``en``, ``de``, ``fr`` or ``es``; what has no translation stays English.
    """
    if language not in LANGUAGES:
        return card
    at = LANGUAGES.index(language)
    said = {english: others[at] for english, others in SENTENCES.items()}
    lines = tuple(said.get(line, line) for line in card.lines)
    return replace(card, headline=said.get(card.headline, card.headline), lines=lines)
