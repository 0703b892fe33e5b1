"""What somebody asked last in a conversation, so that "is it still valid?" needs no ID."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bots.conversation.model.intents import MakeReceipt, SendVerdict, Verify
from bots.runtime.answer_memory import Recent

if TYPE_CHECKING:
    from bots.conversation.model.intents import Asker, Intent
    from bots.conversation.model.talk_intents import AskBack
    from bots.runtime.ports import Monotonic

KEPT_SECONDS = 900.0


class LastQuestions:
    """Remembers for a while, in this process only, which certificates each person spoke of last in each place."""

    def __init__(self, monotonic: Monotonic) -> None:
        """Start with none; ``monotonic`` gives seconds that only grow."""
        self._asked = Recent[tuple[str, str], Verify](monotonic, keep=KEPT_SECONDS)

    def meant(self, intent: Intent, asker: Asker) -> Intent:
        """
        Return what is meant: a question about "it" asks for the one certificate that was spoken of last.

        Who is forgotten is forgotten here too, in every place.

        Args:
            intent: what was read; the certificates that it is about are remembered, and what is about other things
                than certificates, other than talk and settings, ends the memory.
            asker: who asks, and where; what somebody else asked there, or they elsewhere, is never meant.

        Returns:
            a question with the name that was given for the certificate, or ``intent`` where none or several are meant.
        """
        where = (asker.key, asker.place)
        if isinstance(intent, Verify):
            self._asked.remember(where, intent)
            return intent
        from bots.conversation.model.talk_intents import AskBack  # noqa: PLC0415 - who verifies does not load them
        from bots.conversation.model.watch_intents import ForgetMe  # noqa: PLC0415

        if isinstance(intent, ForgetMe) and intent.sure:
            self._asked.forget_where(lambda key: key[0] == asker.key)
        last = self._asked.find(where)
        if isinstance(intent, AskBack) and intent.of_last:
            return intent if last is None or len(last.ids) != 1 else _asked_again(last, intent)
        spoken_of = _spoken_of(intent)
        if spoken_of is None and _ends_it(intent):
            self._asked.forget(where)
        elif spoken_of is not None and (last is None or spoken_of.ids != last.ids):
            self._asked.remember(where, spoken_of)
        return intent


def _asked_again(last: Verify, back: AskBack) -> Verify:
    """Return the last question for today, with the name that is given now, if one is."""
    again = replace(last, on=None, fresh=False, unread=(), language=back.language)
    return replace(again, holder=back.holder, holders=(), candidates=()) if back.holder else again


def _spoken_of(intent: Intent) -> Verify | None:
    """Return the question that would be asked about the certificates of an intent; None where it names none."""
    if isinstance(intent, MakeReceipt | SendVerdict):
        return intent.question
    from bots.conversation.model.watch_intents import (  # noqa: PLC0415 - who verifies does not load them
        CertificateIntent,
        CertificatesIntent,
        RequestCallback,
        Watch,
    )

    if isinstance(intent, RequestCallback):
        return Verify((intent.certificate,), holder=intent.holder or None)
    if isinstance(intent, Watch):
        return Verify(intent.ids, holder=intent.person or None)
    if isinstance(intent, CertificateIntent):
        return Verify((intent.certificate,))
    return Verify(intent.ids) if isinstance(intent, CertificatesIntent) and intent.ids else None


def _ends_it(intent: Intent) -> bool:
    """Say whether an intent is about other certificates, certifications or roles, so that "it" would be another."""
    from bots.conversation.model import watch_intents as watching  # noqa: PLC0415 - who verifies does not load them
    from bots.conversation.model.talk_intents import (  # noqa: PLC0415 - see above
        AskBack,
        AskPrivacy,
        ExplainWord,
        Help,
        OffTopic,
        SmallTalk,
    )

    if isinstance(intent, AskBack):
        return bool(intent.unread)
    leaves = (
        watching.ChangePreferences, watching.HelpWatching, watching.ShowSettings, watching.SetSettings,
        watching.ListRules, watching.SetRule, watching.SetProfile, watching.SetFallback, watching.AcceptInvitation,
        watching.AnswerAdminOffer, watching.ForgetMe,
    )  # fmt: skip
    return not isinstance(intent, (AskPrivacy, ExplainWord, Help, OffTopic, SmallTalk, *leaves))
