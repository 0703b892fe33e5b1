"""The composition root: which implementation stands behind which port is decided here and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bots.app.configured_values import encryption_of
from bots.app.memories import memories_of
from bots.app.notifier import Notifier
from bots.app.public_pages import public_pages
from bots.app.surface import ShowsPages, Surface
from bots.config.settings import Settings, SettingsError
from bots.conversation.audit_recorder import AuditRecorder
from bots.conversation.desk import Desk
from bots.conversation.files.file_jobs import FileJobs
from bots.conversation.quota import Quota, QuotaRule
from bots.conversation.verify.last_questions import LastQuestions
from bots.conversation.verify.link_hosts import link_hosts
from bots.files.reader import FileReader
from bots.observability.metrics import Metrics
from bots.observability.observed_sender import ObservedSender
from bots.observability.tracing import Spanned, Tracing
from bots.runtime.background_tasks import BackgroundTasks, UnfinishedWork
from bots.runtime.clock import utc_now
from bots.storage.privacy.audit_buffer import AuditBuffer
from verifier_client import Misconfigured, VerifierClient, monotonic_seconds

if TYPE_CHECKING:
    from pathlib import Path

    from bots.app.memories import Memories
    from bots.conversation.model.ports import Receipts
    from bots.http.messages import Door, Page
    from bots.notifications.ports import Sender
    from bots.runtime.clock import Now
    from bots.runtime.ports import IdempotencyKeys, Inbox
    from bots.slack.api.installed_workspaces import WorkspaceRegister
    from bots.storage.store import Store
    from bots.teams.adapter import ContinueConversation
    from bots.teams.api.files import TeamsFiles
    from bots.teams.model.requests import CountFeedback
    from bots.webhooks.webhook import Webhook
    from verifier_client import Clock, Observer

NO_SURFACE = (
    "No surface is configured, so there is nobody to serve: set CERTDESK_SLACK_BOT_TOKEN and, for Slack over signed "
    "HTTP, CERTDESK_SLACK_SIGNING_SECRET, or, for Socket Mode, CERTDESK_SLACK_APP_TOKEN; for Teams "
    "CERTDESK_TEAMS_APP_ID, CERTDESK_TEAMS_TENANT_ID and CERTDESK_TEAMS_APP_SECRET; for assistants CERTDESK_MCP."
)


@dataclass(frozen=True, slots=True)
class Container:
    """Everything that one process holds; without a store nothing is watched, and what must be remembered is not."""

    verifier: VerifierClient
    desk: Desk
    background_tasks: BackgroundTasks
    surfaces: tuple[Surface, ...]
    metrics: Metrics
    notifier: Notifier | None = None
    inbox: Inbox | None = None
    audit: AuditBuffer | None = None
    tracing: Tracing | None = None
    pages_folder: Path | None = None
    mcp: Door | None = None
    webhook: Webhook | None = None

    @property
    def pages(self) -> dict[str, Page]:
        """Return what browsers may open under which path."""
        shown = (each.pages for each in self.surfaces if isinstance(each, ShowsPages))
        return {**public_pages(self.pages_folder), **{path: page for pages in shown for path, page in pages.items()}}

    @property
    def leftovers(self) -> UnfinishedWork | None:
        """Return who answers what other processes left."""
        if self.inbox is None:
            return None
        return UnfinishedWork(
            self.inbox, self.background_tasks, surfaces={each.name: each.replay for each in self.surfaces}
        )

    @property
    def senders(self) -> dict[str, Sender]:
        """Return the ways to people, by surface; counted for /metrics, and traced if that is on."""
        found: dict[str, Sender] = {each.name: each.sender for each in self.surfaces}
        if self.webhook is not None:
            found[self.webhook.surface] = self.webhook.sender
        observers = (self.metrics,) if self.tracing is None else (self.metrics, self.tracing)
        return {name: ObservedSender(sender, name, observers) for name, sender in found.items()}


def require_surface(settings: Settings) -> None:
    """Raise ``SettingsError`` with what to set where nobody would be served."""
    if not settings.anybody_is_served:
        raise SettingsError(NO_SURFACE)


def build_container(
    settings: Settings,
    store: Store | None = None,
    *,
    now: Now = utc_now,
    clock: Clock | None = None,
    alone: bool = False,
) -> Container:
    """
    Put everything together; nothing is connected yet. ``alone`` is fine without any surface.

    ``now`` is the time of what is kept, ``clock`` the verifier's, the machine's where there is none.

    Raises ``SettingsError`` when no surface is configured, or the registries cannot be read.
    """
    if not alone:
        require_surface(settings)
    metrics = Metrics()
    tracing = Tracing.to(settings.otlp_url) if settings.otlp_url else None
    verifier = _verifier(settings, store, clock, Spanned(metrics, tracing) if tracing else metrics)
    inbox = store.inbox if store is not None else None
    background_tasks = BackgroundTasks(inbox, tracing.request_span if tracing else None)
    notifier = audit = None
    webhook = _webhook(settings, store, now)
    if store is not None:
        tasks, audit = background_tasks, AuditBuffer(store.audit, background_tasks)
        flush = audit.flush
        notifier = Notifier(
            settings, store, verifier=verifier, now=now, flush=flush, background_tasks=tasks, webhook=webhook
        )
    memories = memories_of(store)
    desk = Desk(
        verifier,
        recorder=AuditRecorder(audit, now) if audit is not None else None,
        quota=Quota(QuotaRule(ids=settings.ids_per_person), monotonic_seconds),
        max_ids=settings.ids_per_command,
        stores=notifier.watch_stores if notifier else None,
        file_jobs=_file_jobs(settings, verifier, memories.seen if store is not None else None),
        receipts=_receipts(settings, store, now),
        receiver=webhook,
        last_questions=LastQuestions(monotonic_seconds),
        support=settings.support or "",
        strangers_see_names=settings.slack_strangers_see_names,
    )
    parts = (settings, desk, background_tasks, verifier, memories)
    surfaces = tuple(_surfaces(*parts, _register(settings, store, now), metrics.feedback))
    mcp = _mcp(settings, desk, verifier, store)
    rest = (notifier, inbox, audit, tracing, settings.pages, mcp, webhook)
    container = Container(verifier, desk, background_tasks, surfaces, metrics, *rest)
    if notifier is not None:
        notifier.messages.connect(container.senders)
    return container


def _verifier(settings: Settings, store: Store | None, clock: Clock | None, observer: Observer) -> VerifierClient:
    kept_badges = store.watch_stores.badges if store is not None else None
    try:
        return VerifierClient.from_config(settings.registries, clock=clock, observer=observer, kept_badges=kept_badges)
    except Misconfigured as error:
        raise SettingsError(str(error)) from None


def _webhook(settings: Settings, store: Store | None, now: Now) -> Webhook | None:
    """Return what takes events for another system, where there is one, and a ledger for them."""
    if settings.webhook_url is None or store is None:
        return None
    from bots.app.outgoing_webhook import webhook_of  # noqa: PLC0415 - for those who have another system

    return webhook_of(settings, now)


def _mcp(settings: Settings, desk: Desk, verifier: VerifierClient, store: Store | None) -> Door | None:
    """Return the door for assistants, where it is on and tokens are kept."""
    if not settings.mcp or store is None:
        return None
    from bots.app.assistants import mcp_door  # noqa: PLC0415 - for those whose people ask by assistants

    return mcp_door(desk, verifier, store.access_tokens)


def _file_jobs(settings: Settings, verifier: VerifierClient, stop_requests: IdempotencyKeys | None) -> FileJobs:
    hosts = frozenset[str]().union(*(about.badge_hosts for about in verifier.registries))
    quota = Quota(QuotaRule(ids=settings.ids_per_file), monotonic_seconds)
    return FileJobs(
        verifier,
        FileReader(hosts),
        quota=quota,
        max_ids=settings.ids_per_file,
        monotonic=monotonic_seconds,
        stop_requests=stop_requests,
    )


def _receipts(settings: Settings, store: Store | None, now: Now) -> Receipts | None:
    """Return who signs, where there is a key and a chain to add to; a key that is none stops the start."""
    if settings.receipt_key is None:
        return None
    from bots.security.signed_receipts import ReceiptKeyError, Signer  # noqa: PLC0415 - for those who have a key
    from bots.storage.privacy.receipt_chain import ReceiptsInDatabase  # noqa: PLC0415

    try:
        signer = Signer.from_text(settings.receipt_key.get_secret_value())
    except ReceiptKeyError as error:
        raise SettingsError(f"CERTDESK_RECEIPT_KEY {error}") from None
    return None if store is None else ReceiptsInDatabase(store.database, signer, now=now)


def _register(settings: Settings, store: Store | None, now: Now) -> WorkspaceRegister | None:
    """Return where workspaces are kept that install the app themselves; None where one token was configured."""
    encryption = encryption_of(settings)
    if settings.slack_client_id is None or encryption is None or store is None:
        return None
    from bots.slack.api.installed_workspaces import Times, WorkspaceRegister  # noqa: PLC0415 - for those who let workspaces install the app
    from bots.storage.platform.outage_fallback import InstallationsWithFallback  # noqa: PLC0415

    return WorkspaceRegister(
        InstallationsWithFallback(store.installations),
        store.install_states,
        encryption,
        Times(now, monotonic_seconds),
    )


def _surfaces(
    settings: Settings,
    desk: Desk,
    background_tasks: BackgroundTasks,
    verifier: VerifierClient,
    memories: Memories,
    register: WorkspaceRegister | None,
    count_feedback: CountFeedback,
) -> list[Surface]:
    found: list[Surface] = []
    if settings.slack_is_on:
        # A chat platform's SDK costs up to a quarter of a second and 20 MB: only who uses it pays.
        from bots.slack.surface import SlackSurface  # noqa: PLC0415

        found.append(
            SlackSurface(
                settings,
                desk,
                seen=memories.seen,
                background_tasks=background_tasks,
                registries=verifier.registries,
                register=register,
                profiles=memories.profiles,
                answers=memories.answers,
            )
        )
    if settings.teams_is_on:
        found.append(_teams(settings, desk, background_tasks, verifier, memories, count_feedback))
    return found


def _teams(
    settings: Settings,
    desk: Desk,
    background_tasks: BackgroundTasks,
    verifier: VerifierClient,
    memories: Memories,
    count_feedback: CountFeedback,
) -> Surface:
    from bots.teams.api.personal_chats import PersonalChats  # noqa: PLC0415 - as above
    from bots.teams.api.shared_posts import ConversationPosts  # noqa: PLC0415
    from bots.teams.bot import CertdeskBot  # noqa: PLC0415
    from bots.teams.cards.welcome import InstallationInfo  # noqa: PLC0415
    from bots.teams.surface import TeamsSurface  # noqa: PLC0415

    references = memories.references
    titles = tuple(dict.fromkeys(about.title for about in verifier.registries))

    def make_bot(continue_conversation: ContinueConversation, files: TeamsFiles) -> CertdeskBot:
        return CertdeskBot(
            desk,
            memories.seen,
            references=references,
            send_personally=PersonalChats(references, continue_conversation),
            installation=InstallationInfo(titles, settings.support),
            link_hosts=link_hosts(verifier.registries),
            files=files,
            profiles=memories.profiles,
            answers=memories.answers,
            uses_targeted_messages=settings.teams_targeted_messages,
            count_feedback=count_feedback,
            posts=ConversationPosts(continue_conversation),
        )

    return TeamsSurface(settings, background_tasks, make_bot=make_bot, references=references)
