"""What the Slack app may do in a workspace, and why it asks for that. What is not used is not asked for."""

from __future__ import annotations

SCOPES = {
    "commands": "Offers /verify and /certguide, the forms “Verify a certificate” and “Find a certification”, and the "
    "message shortcut; without it nothing works.",
    "chat:write": "Answers: privately in the channel where somebody asked, in the direct message, and for all to see "
    "only when a person presses “Share here”. Sends a person's own notices in their direct message.",
    "app_mentions:read": "Reads the one message that mentions the bot, to find the certificate IDs in it and answer "
    "privately; other messages are not seen.",
}
LINK_SCOPES = {
    "links:read": "Is told when a link to one of the configured registries is posted, and sees the link only.",
    "links:write": "Shows “certificate link, verify privately” below such a link; nothing about the holder.",
}
OPTIONAL_SCOPES = {
    "im:history": "Receives what a person writes to the bot in their own direct message with it, to answer there; "
    "Slack sends no direct message without it. It is looked back at only for one of the bot's own notices, when "
    "Slack did not say whether it arrived, so that nobody gets it twice. Without it everything else works.",
    "files:read": "Reads a file that a person drops into their direct message with the bot, or chooses with the "
    "shortcuts “Verify a file” and “Verify certificates”, for the certificates in it or as a roster; it is read into "
    "memory, and no other file is looked at. Without it a roster's lines can be pasted into a form.",
    "files:write": "Sends a person the results of their own file as CSV, in their direct message, when they press the "
    "button. Without it the terminal gives the same file.",
    "users:read": "Asks Slack whether a person is an admin or an owner, and for their time zone and language, when "
    "they open my Home tab, change the settings, watch a certificate, say when they are told, or first ask what has no "
    "language of its own, like an ID alone. Nothing else of a profile is looked at. Without it the settings are "
    "changed by who installed the app and by the people whom they list, the time zone is the one that is set, and "
    "such a question is answered in English.",
    "assistant:write": "Shows Certdesk among the workspace's agents, with prompts to begin with. Nothing is written by "
    "it; without it Certdesk is found among the apps, as before.",
    "im:write": "Opens a person's direct message to look back for such a notice. Without it, an important notice "
    "whose arrival is unknown is sent once more, and says so.",
}
NOT_ASKED_FOR = {
    "channels:history, groups:history": "The message shortcut brings the one message that was chosen.",
    "users:read.email": "People are only ever an ID; nobody's address is looked up.",
    "chat:write.public": "The bot posts nowhere on its own; “Share here” works where the person is.",
}


def asked_for(*, unfurls: bool) -> tuple[str, ...]:
    """Return what a workspace is asked for that installs the app; the optional ones can be declined there."""
    return (*SCOPES, *(LINK_SCOPES if unfurls else ()), *OPTIONAL_SCOPES)
