"""The sentences about files that people drop into a chat, and about pasting their lines instead."""

from __future__ import annotations

IMPORT_ROSTER, ROSTER_LINES, SHOW_FIRST = "Import a roster", "The roster's lines", "Show what it does"
IMPORT_AGAIN = "Import another"
ROSTER_EXAMPLE = "certificate id, person, manager, team"
ROSTER_HINT = (
    "CSV with a heading line; nothing is kept before you press Import. 3,000 characters fit here; a longer roster can "
    "be sent to me as a file in a direct message."
)
NO_LINES = "Paste the roster's lines: a heading line, then one line for each certificate."
PASTED = "pasted lines"
READING = "Reading the roster…"
NO_FILES_HERE = "I read no files here."
TOO_LARGE = "The table is too large for me to hold while you choose: divide it, and send me the parts one by one."
NOT_READ = "I could not get the file: the chat platform did not hand it over. Send it again in a minute."
ELSEWHERE = "The file lies in a place that I do not read from. Send it to me from your own computer instead."
MAY_NOT_READ_FILES = (
    "I may not read files here: an administrator can grant the app the optional scope files:read, then send the file "
    "again. Without it, paste the lines into the shortcut “Import a roster”, or have it imported in the terminal."
)
THEIRS_NOT_READ = (
    "I could not open that file: I am not in the conversation that it was sent in, or may not read files here, for "
    "which an administrator can grant the app the optional scope files:read. Send me the file in our own chat."
)
FILE_TO_ME = (
    "There is no certificate ID in that message; its file I can only read when you send it to me in our own chat."
)
NOT_FOR_STRANGERS = "Files are read for people of the organisation that runs me here, and for nobody else."
FILE_IN_CHANNEL = (
    "I open no file unasked: choose “Verify certificates” among the actions of the message with the file, and you "
    "alone see the answer."
)
NO_FILE_FORM = (
    "The form for a file could not be opened: that takes the optional scope files:read, which an administrator can "
    "grant the app. Without it, paste the IDs into the shortcut “Verify a certificate”, or a roster's lines into "
    "“Import a roster”."
)


def too_big(most: int) -> str:
    """Say how large a file may be."""
    return f"The file has more than {most:,} bytes, which is the most I read: divide it."


FILE, NO_NAME = "File", "without a name"


def left_unread(count: int) -> str:
    """Say that of many files some were not read."""
    which = "The last file was" if count == 1 else f"The last {count} files were"
    return f"{which} not read: send me those in a message of their own."


def too_many_words(count: int) -> str:
    """Say that a text is too long for its wish to be found, and what to send instead."""
    many = "This is one very long word" if count == 1 else f"These are {count:,} words"
    return f"{many} without a certificate ID. Say what you want in a sentence, or send it as a file."
