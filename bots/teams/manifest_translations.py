"""What Teams shows of the app before anybody has written to it, in the languages of those who read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Translation:
    """
    The app's texts in one language.

    ``commands`` are descriptions by the command's word, which stays as it is typed; ``prompts`` are titles and texts in
    the order of the manifest's; ``extension`` are title and description by the ID of a command or a search box.
    """

    short: str
    full: str
    commands: Mapping[str, str]
    prompts: tuple[tuple[str, str], ...]
    extension: Mapping[str, tuple[str, str]]


def translated(manifest: Mapping[str, Any], words: Translation) -> dict[str, str]:
    """
    Return what takes the place of a manifest's texts, by their paths in it.

    Args:
        manifest: the manifest.
        words: the texts in another language.

    Raises:
        KeyError: a text of the manifest has no translation.
    """
    found = {
        "$schema": manifest["$schema"].replace("MicrosoftTeams.schema", "MicrosoftTeams.Localization.schema"),
        "name.short": manifest["name"]["short"],
        "description.short": words.short,
        "description.full": words.full,
    }
    for number, listed in enumerate(manifest["bots"][0]["commandLists"]):
        prompts = iter(words.prompts)
        for at, command in enumerate(listed["commands"]):
            path = f"bots[0].commandLists[{number}].commands[{at}]"
            if command.get("type") == "prompt":
                title, text = next(prompts)
                found |= {f"{path}.title": title, f"{path}.description": text, f"{path}.prompt": text}
            else:
                found[f"{path}.description"] = words.commands[command["title"]]
    for at, command in enumerate(manifest["composeExtensions"][0]["commands"]):
        path = f"composeExtensions[0].commands[{at}]"
        places = {path: command["id"]}
        places |= {f"{path}.parameters[{i}]": each["name"] for i, each in enumerate(command.get("parameters", ()))}
        for place, name in places.items():
            found[f"{place}.title"], found[f"{place}.description"] = words.extension[name]
    return found


GERMAN = Translation(
    short="Sagt, ob ein KI-Zertifikat echt ist und gilt, und welches zu einer Rolle passt.",
    full="""\
Certdesk beantwortet Fragen zu KI-Zertifikaten dort, wo eingestellt wird.

Ist dieses Zertifikat echt, wem gehört es, und gilt es noch? Schreiben Sie seine Nummer und, wenn Sie ihn haben, den \
Namen. Die Antwort kommt aus dem Register des Ausstellers, sagt, wann es gelesen wurde, und was sie nicht beweist.

Welches Zertifikat passt zu dieser Rolle, und was lässt es offen? Beschreiben Sie die Rolle: Certdesk begründet mit \
Ihren Worten, vergleicht, formuliert eine Klausel für die Ausschreibung und bereitet Fragen für das Gespräch vor.

Grenzen: In Kanälen und Gruppenchats sieht nur die fragende Person die Antwort. Wo ein Aussteller kein Register für \
Programme hat, nennt Certdesk die Seite und die Schritte zum Prüfen von Hand. Certdesk rät keine Nummer, bewertet und \
ordnet keine Menschen und nennt nichts eine Fälschung. Ausführliche Antworten sind englisch. Ihre Verwaltung richtet \
die Register ein; ohne das antwortet Certdesk aus einem erfundenen Spielregister und sagt es.""",
    commands={
        "verify": "Ein Zertifikat prüfen: verify AIDA-2026-1234 Jane Doe",
        "guide": "Welches Zertifikat zu einer Rolle passt: guide senior ML engineer, client-facing RAG",
        "compare": "Zwei bis vier Zertifikate nebeneinander: compare CAIP CAIM",
        "jd": "Eine Klausel für die Ausschreibung: jd CAIP machine learning engineer; review-jd liest Ihre",
        "kit": "Fragen für das Gespräch: kit AIDA CPAP for platform engineer",
        "team": "Was einem Team fehlt, ohne Namen: team small und die Tabelle",
        "watch": "Vor dem Ende und bei Widerruf hören: watch AIDA-2026-1234",
        "watches": "Was Sie beobachten, das Dringendste zuerst",
        "notify": "Wann Sie es hören, und seltener: notify at 9-17 Berlin",
        "help": "Alles, was ich lese, mit Beispielen",
    },
    prompts=(
        ("Ist es echt?", "Ist AIDA-2026-1234 von Jane Doe echt und noch gültig?"),
        ("Welches passt zur Rolle?", "Which certification fits a senior ML engineer who builds RAG for clients?"),
        ("Was ist CAIP?", "What is CAIP, and what does it not show?"),
        ("Was endet als Nächstes?", "What do I watch, and what ends next?"),
    ),
    extension={
        "search": ("Mit Certdesk suchen", "Die Nummer eines Zertifikats oder eine Rolle; eingefügt wird kein Name"),
        "query": ("Nummer oder Rolle", "AIDA-2026-1234 oder senior ML engineer"),
        "verifyMessage": ("Mit Certdesk prüfen", "Die Zertifikate in dieser Nachricht prüfen"),
        "verifyForm": ("Certdesk-Formular", "Ein Zertifikat nach Nummer, Name und Tag prüfen"),
    },
)
FRENCH = Translation(
    short="Dit si un certificat d'IA est réel et toujours valable, et lequel convient.",
    full="""\
Certdesk répond aux questions sur les certifications en IA là où l'on recrute.

Ce certificat est-il réel, à qui appartient-il, est-il toujours valable ? Écrivez son numéro et, si vous l'avez, le \
nom du titulaire. La réponse vient du registre de l'émetteur, dit quand il a été lu et ce qu'elle ne prouve pas.

Quelle certification convient à ce poste, et que laisse-t-elle ouvert ? Décrivez le poste : Certdesk donne ses raisons \
avec vos propres mots, compare, rédige une clause pour l'annonce et prépare des questions d'entretien.

Limites : dans les canaux et les conversations de groupe, seule la personne qui demande voit la réponse. Quand un \
émetteur n'offre pas de registre aux programmes, Certdesk donne la page et les étapes d'un contrôle à la main. \
Certdesk ne devine aucun numéro, ne note ni ne classe personne et ne parle jamais de faux. Les réponses détaillées \
sont en anglais. Votre administrateur configure les registres ; sans cela, Certdesk répond depuis un registre inventé, \
et le dit.""",
    commands={
        "verify": "Vérifier un certificat : verify AIDA-2026-1234 Jane Doe",
        "guide": "Quelle certification pour un poste : guide senior ML engineer, client-facing RAG",
        "compare": "Deux à quatre certifications côte à côte : compare CAIP CAIM",
        "jd": "Une clause pour l'annonce : jd CAIP machine learning engineer ; review-jd lit la vôtre",
        "kit": "Des questions d'entretien : kit AIDA CPAP for platform engineer",
        "team": "Ce qui manque à une équipe, sans noms : team small et le tableau",
        "watch": "Être prévenu avant la fin et en cas de retrait : watch AIDA-2026-1234",
        "watches": "Ce que vous suivez, le plus urgent d'abord",
        "notify": "Quand vous êtes prévenu, et comment l'être moins : notify at 9-17 Paris",
        "help": "Tout ce que je lis, avec des exemples",
    },
    prompts=(
        ("Est-il réel ?", "Le certificat AIDA-2026-1234 de Jane Doe est-il valable ?"),
        ("Lequel pour un poste ?", "Which certification fits a senior ML engineer who builds RAG for clients?"),
        ("Qu'est-ce que CAIP ?", "What is CAIP, and what does it not show?"),
        ("Qu'est-ce qui finit bientôt ?", "What do I watch, and what ends next?"),
    ),
    extension={
        "search": ("Chercher avec Certdesk", "Le numéro d'un certificat, ou un poste ; aucun nom n'est inséré"),
        "query": ("Numéro ou poste", "AIDA-2026-1234, ou senior ML engineer"),
        "verifyMessage": ("Vérifier avec Certdesk", "Vérifier les certificats de ce message"),
        "verifyForm": ("Formulaire Certdesk", "Vérifier un certificat par numéro, nom et jour"),
    },
)
SPANISH = Translation(
    short="Dice si un certificado de IA es real y sigue vigente, y cuál va con un puesto.",
    full="""\
Certdesk responde preguntas sobre certificaciones de IA allí donde se contrata.

¿Es real este certificado, de quién es y sigue vigente? Escriba su número y, si lo tiene, el nombre del titular. La \
respuesta viene del registro del emisor, dice cuándo se leyó y qué no demuestra.

¿Qué certificación va con este puesto y qué deja abierto? Describa el puesto: Certdesk da sus razones con las palabras \
de usted, compara, redacta una cláusula para el anuncio y prepara preguntas para la entrevista.

Límites: en canales y chats de grupo solo quien pregunta ve la respuesta. Donde un emisor no ofrece un registro para \
programas, Certdesk da la página y los pasos para comprobarlo a mano. Certdesk no adivina ningún número, no puntúa ni \
ordena a nadie y no llama falso a nada. Las respuestas detalladas están en inglés. Su administración configura los \
registros; sin eso, Certdesk responde desde un registro de prueba inventado, y lo dice.""",
    commands={
        "verify": "Comprobar un certificado: verify AIDA-2026-1234 Jane Doe",
        "guide": "Qué certificación va con un puesto: guide senior ML engineer, client-facing RAG",
        "compare": "De dos a cuatro certificaciones lado a lado: compare CAIP CAIM",
        "jd": "Una cláusula para el anuncio: jd CAIP machine learning engineer; review-jd lee la suya",
        "kit": "Preguntas para la entrevista: kit AIDA CPAP for platform engineer",
        "team": "Lo que le falta a un equipo, sin nombres: team small y la tabla",
        "watch": "Saberlo antes de que termine y si se revoca: watch AIDA-2026-1234",
        "watches": "Lo que sigue usted, lo más urgente primero",
        "notify": "Cuándo se le avisa, y cómo avisarle menos: notify at 9-17 Madrid",
        "help": "Todo lo que leo, con ejemplos",
    },
    prompts=(
        ("¿Es real?", "¿Es válido el certificado AIDA-2026-1234 de Jane Doe?"),
        ("¿Cuál para un puesto?", "Which certification fits a senior ML engineer who builds RAG for clients?"),
        ("¿Qué es CAIP?", "What is CAIP, and what does it not show?"),
        ("¿Qué termina pronto?", "What do I watch, and what ends next?"),
    ),
    extension={
        "search": ("Buscar con Certdesk", "El número de un certificado, o un puesto; no se inserta ningún nombre"),
        "query": ("Número o puesto", "AIDA-2026-1234, o senior ML engineer"),
        "verifyMessage": ("Comprobar con Certdesk", "Comprobar los certificados de este mensaje"),
        "verifyForm": ("Formulario de Certdesk", "Comprobar un certificado por número, nombre y día"),
    },
)
TRANSLATIONS = {"de": GERMAN, "fr": FRENCH, "es": SPANISH}
"""By the language's tag, which names a file of the package too."""
