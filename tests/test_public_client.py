"""ChatwootPublic: calls of a contact, and its identifiers, which are never shown."""

from __future__ import annotations

import hashlib
import hmac
import logging
import pickle
from typing import Any

import httpx
import pytest

from aiochatwoot import (
    ApiStatusError,
    Chatwoot,
    ChatwootError,
    ChatwootPublic,
    InvalidRequestError,
    NotFoundError,
    PublicSettings,
    ServerError,
    SettingsError,
    models,
)
from aiochatwoot.testing import FakeChatwoot, Inbox

from .hidden import frames, show

pytestmark = pytest.mark.usefixtures("one_attempt")

INBOX, CONTACT, HASH = "inbox-of-secrets-1", "contact/of secrets-2", "hash-of-secrets-3"
ESCAPED = "contact%2Fof%20secrets-2"
HIDDEN = "https://x.test/public/api/v1/inboxes/{inbox_identifier}/contacts/{contact_identifier}"


def client(answer: Any, **options: Any) -> ChatwootPublic:
    settings: dict[str, Any] = {"inbox_identifier": INBOX, "contact_identifier": CONTACT, "identifier_hash": HASH}
    return ChatwootPublic("https://x.test", transport=httpx.MockTransport(answer), **settings | options)


def assert_hidden(*texts: object) -> None:
    """Assert that no secret is shown."""
    shown = " ".join(each if isinstance(each, str) else f"{each!r} {each}" for each in texts)
    assert [secret for secret in (INBOX, CONTACT, ESCAPED, HASH) if secret in shown] == []


async def test_identifiers_come_from_the_settings() -> None:
    """Identifiers fill the paths, the hash the query or body; no token is sent."""
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json={"id": 1, "name": "Al", "email": None, "phone_number": None})

    async with client(answer) as public:
        await public.contacts.get(identifier="crm-1")
        await public.contacts.update(name="Al")
        await public.contacts.get(inbox_identifier="other", contact_identifier="another", identifier_hash="h")

    assert [f"/public/api/v1/inboxes/{INBOX}/contacts/{ESCAPED}".encode()] * 2 == [
        each.url.raw_path.partition(b"?")[0] for each in seen[:2]
    ]
    assert dict(seen[0].url.params) == {"identifier": "crm-1", "identifier_hash": HASH}
    assert f'{{"identifier_hash":"{HASH}","name":"Al"}}'.encode() == seen[1].content
    assert seen[2].url.path == "/public/api/v1/inboxes/other/contacts/another"
    assert not any("token" in name for each in seen for name in each.headers)


async def test_errors_hooks_and_logs_show_the_template(caplog: pytest.LogCaptureFixture) -> None:
    """Names in braces replace the identifiers in the URL, message, response, pickle and frames."""
    shown: list[object] = []
    caplog.set_level(logging.DEBUG)

    def answer(request: httpx.Request) -> httpx.Response:
        where = {"location": str(request.url), "x-request-id": "r-1"}
        return httpx.Response(404, headers=where, json={"status": 404, "error": f"no {CONTACT} of {request.url}"})

    async with client(answer, on_request=shown.append, on_response=shown.append) as public:
        assert_hidden(public, public.settings, vars(public))
        with pytest.raises(NotFoundError) as caught:
            await public.conversations.get(69)
        with pytest.raises(NotFoundError) as requested:
            await public.request("GET", f"/public/api/v1/inboxes/{INBOX}/contacts/x")

    error = caught.value
    assert error.request is not None
    assert error.request.url == f"{HIDDEN}/conversations/69"
    assert "no conversation 69 in this contact in this inbox" in str(error)
    assert error.response is not None
    assert_hidden(error, vars(error), error.response, error.response.headers, error.response.body)
    assert_hidden(*shown, caplog.text, requested.value, pickle.dumps(error).decode("latin-1"))
    for each in (error, requested.value):
        for frame in frames(each):
            assert_hidden(*(show(value) for name, value in frame.f_locals.items() if name not in ("path", "url")))


async def test_arguments_are_hidden_like_settings() -> None:
    """An identifier passed to a single call is hidden, too, as is a password."""

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(422, json={"message": f"{request.url} is wrong", "attributes": ["email"]})

    async with client(answer, contact_identifier=None) as public:
        with pytest.raises(ApiStatusError) as caught:
            await public.contacts.update(contact_identifier="only-of-this-call", name="Al")

    assert caught.value.message == f"{HIDDEN} is wrong"
    assert "only-of-this-call" not in f"{caught.value!r} {vars(caught.value)} {caught.value.body}"


async def test_what_cannot_be_sent_is_not_shown() -> None:
    """An identifier that would change the path is refused without being quoted, and no frame contains one."""

    def never(request: httpx.Request) -> httpx.Response:
        raise AssertionError(request)

    async with client(never) as public:
        with pytest.raises(InvalidRequestError, match=r"^contact_identifier: "):
            await public.contacts.get(contact_identifier="..")
        with pytest.raises(InvalidRequestError) as caught:
            await public.messages.list(0)

    for frame in frames(caught.value):
        assert_hidden(*map(show, frame.f_locals.values()))


@pytest.mark.parametrize("name", ["inbox_identifier", "contact_identifier", "identifier_hash"])
async def test_settings_are_checked(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty identifier, or one that is not text, is refused; the environment replaces omitted ones."""
    given: dict[str, Any]
    for given in ({name: " "}, {name: 7}):
        with pytest.raises(SettingsError, match=rf"^{name}: expected a text that is not empty$"):
            ChatwootPublic("https://x.test", **given)

    monkeypatch.setenv(f"CHATWOOT_{name.upper()}", "from the environment")
    monkeypatch.setenv("CHATWOOT_BASE_URL", "https://x.test")
    async with ChatwootPublic() as public:
        assert isinstance(public.settings, PublicSettings)
        assert public.settings.default_for(name, needed=True) == "from the environment"
        given = {name: "given"}
        assert public.with_options(**given).settings.default_for(name, needed=True) == "given"
        assert public.with_options(deadline=3).settings.default_for(name, needed=True) == "from the environment"


async def test_what_is_missing_is_said() -> None:
    """A call without a required identifier says how to set it; so does a client without a server."""
    async with ChatwootPublic("https://x.test", inbox_identifier=INBOX) as public:
        with pytest.raises(SettingsError, match=r"pass contact_identifier=\.\.\. or set CHATWOOT_CONTACT_IDENTIFIER"):
            await public.contacts.get()
    with pytest.raises(SettingsError, match=r"^base_url: .*CHATWOOT_BASE_URL"):
        ChatwootPublic(inbox_identifier=INBOX)
    with pytest.raises(SettingsError, match=r"^base_url: .*everything"):
        ChatwootPublic("http://x.test")


@pytest.fixture
def inbox(fake_chatwoot: FakeChatwoot) -> Inbox:
    """An inbox for contacts."""
    return fake_chatwoot.account.add_inbox("Parcels")


async def test_a_visitor_talks_while_an_agent_replies(
    fake_chatwoot: FakeChatwoot, chatwoot: Any, chatwoot_public: ChatwootPublic, inbox: Inbox
) -> None:
    """Each side reads what the other side writes; notes and activities are visible to agents only."""
    public = chatwoot_public.with_options(inbox_identifier=inbox.identifier)
    assert (await public.inboxes.get()).name == "Parcels"
    contact = await public.contacts.create(identifier="crm-1", name="Rani", custom_attributes={"plan": "gold"})
    assert contact.source_id not in repr(contact)
    visitor = public.with_options(contact_identifier=contact.source_id)
    talk = await visitor.conversations.create(custom_attributes={"order": "P-1"})
    said = await visitor.messages.create(talk.id, content="Where is my parcel?", echo_id="e-1")

    seen = await chatwoot.conversations.get(talk.id)
    assert (seen.meta.sender.name, seen.custom_attributes) == ("Rani", {"order": "P-1"})
    assert [each.content for each in seen.messages] == ["Where is my parcel?"]
    await chatwoot.messages.create(talk.id, content="A note", private=True)
    question = await chatwoot.messages.create(
        talk.id,
        content="Which one?",
        content_type="input_select",
        content_attributes={"items": [{"title": "A", "value": "a"}]},
    )
    await visitor.messages.update(talk.id, question.id, submitted_values=[{"title": "A", "value": "a"}])
    await visitor.conversations.update_last_seen(talk.id)
    await visitor.conversations.set_typing(talk.id, typing_status="on")

    assert [each.content for each in await visitor.messages.list(talk.id)] == ["Where is my parcel?", "Which one?"]
    assert [each.id for each in await visitor.messages.list(talk.id, before=question.id)] == [said.id]
    history = await chatwoot.messages.list(talk.id)
    assert {"title": "A", "value": "a"} in history.payload[-1].content_attributes["submitted_values"]
    assert (await chatwoot.conversations.get(talk.id)).contact_last_seen_at is not None
    assert (await visitor.conversations.resolve(talk.id)).status is models.ConversationStatus.RESOLVED
    assert (await visitor.conversations.resolve(talk.id)).status is models.ConversationStatus.RESOLVED
    await visitor.messages.create(talk.id, content="One more thing")
    assert (await chatwoot.conversations.get(talk.id)).status is models.ConversationStatus.OPEN
    assert [each.id for each in await visitor.conversations.list()] == [talk.id]
    assert (await visitor.contacts.update(name="Rani P")).name == "Rani P"
    paths = {each.path for each in fake_chatwoot.requests if each.path.startswith("/public")}
    assert "/public/api/v1/inboxes/{inbox_identifier}/contacts/{contact_identifier}/conversations" in paths
    assert not any(inbox.identifier in each or contact.source_id in each for each in paths)


async def test_a_contact_proves_who_it_is(
    fake_chatwoot: FakeChatwoot, chatwoot_public: ChatwootPublic, inbox: Inbox
) -> None:
    """If the inbox requires it, only the correct hash of the identifier is accepted."""
    inbox.channel["hmac_mandatory"] = True
    right = hmac.new(inbox.hmac_token.encode(), b"crm-1", hashlib.sha256).hexdigest()
    public = chatwoot_public.with_options(inbox_identifier=inbox.identifier)
    other = fake_chatwoot.account.add_inbox("Other")
    await public.with_options(inbox_identifier=other.identifier).contacts.create(identifier="crm-1", name="Al")

    with pytest.raises(ServerError):
        await public.contacts.create(identifier="crm-1")
    with pytest.raises(ServerError):
        await public.with_options(identifier_hash="wrong").contacts.create(identifier="crm-1")
    proven = public.with_options(identifier_hash=right)
    contact = await proven.contacts.create(identifier="crm-1")
    visitor = proven.with_options(contact_identifier=contact.source_id)
    assert (await visitor.contacts.get(identifier="crm-1")).name == "Al"
    fake_chatwoot.account.add_conversation(contact=fake_chatwoot.account.contacts[contact.id], inbox=other)
    assert len(await visitor.conversations.list()) == 1
    assert ("identifier_hash", "[redacted]") in fake_chatwoot.requests[-2].query


async def test_what_an_inbox_is_set_to(
    fake_chatwoot: FakeChatwoot, chatwoot_public: ChatwootPublic, inbox: Inbox
) -> None:
    """The inbox's settings apply: a bot gets conversations first; one conversation per contact; blocked contacts' are
    resolved.
    """
    public = chatwoot_public.with_options(inbox_identifier=inbox.identifier)
    contact = await public.contacts.create(name="Al", email="al@customer.example")
    visitor = public.with_options(contact_identifier=contact.source_id)
    inbox.bot = fake_chatwoot.account.add_bot()
    first = await visitor.conversations.create()
    inbox.settings["lock_to_single_conversation"] = True

    assert models.ConversationStatus.PENDING is first.status
    assert (await visitor.conversations.create()).id == first.id
    again = await public.contacts.create(email="al@customer.example")
    assert (contact.id, contact.source_id) != (again.id, again.source_id)
    assert contact.id == again.id
    fake_chatwoot.account.contacts[contact.id].blocked = True
    blocked = await public.with_options(contact_identifier=again.source_id).conversations.create()
    assert models.ConversationStatus.RESOLVED is blocked.status


async def test_messages_that_a_server_refuses(
    fake_chatwoot: FakeChatwoot, chatwoot_public: ChatwootPublic, inbox: Inbox
) -> None:
    """A message that is too long is rejected, one with NUL causes a 500, and an unknown one a 404."""
    public = chatwoot_public.with_options(inbox_identifier=inbox.identifier)
    contact = await public.contacts.create()
    visitor = public.with_options(contact_identifier=contact.source_id)
    talk = await visitor.conversations.create()

    with pytest.raises(ChatwootError, match="too long"):
        await visitor.messages.create(talk.id, content="x" * 150_001)
    with pytest.raises(ServerError):
        await visitor.messages.create(talk.id, content="a\0b")
    with pytest.raises(NotFoundError):
        await visitor.messages.update(talk.id, 4711, submitted_values=[])
    with pytest.raises(NotFoundError, match="no conversation 4711 in this contact"):
        await visitor.conversations.get(4711)
    with pytest.raises(NotFoundError, match="no such inbox: Not Found"):
        await visitor.with_options(inbox_identifier="nope-nope").inboxes.get()


@pytest.mark.fake_chatwoot(version="4.10.0", sample=False)
async def test_an_older_server_answers_a_change_with_the_record(
    fake_chatwoot: FakeChatwoot, chatwoot_public: ChatwootPublic, inbox: Inbox
) -> None:
    """Before 4.16.0, the response to a change of a contact is the account's record of it."""
    public = chatwoot_public.with_options(inbox_identifier=inbox.identifier)
    contact = await public.contacts.create(name="Al")
    changed = await public.with_options(contact_identifier=contact.source_id).contacts.update(name="Bo")

    assert (changed.name, changed.has("source_id")) == ("Bo", False)
    assert changed.additional_properties["contact_type"] == "visitor"


async def test_a_survey(fake_chatwoot: FakeChatwoot, chatwoot_public: ChatwootPublic) -> None:
    """A contact rates a conversation, and can change the rating; agents see it in the survey's message."""
    talk = fake_chatwoot.account.add_conversation()
    with pytest.raises(NotFoundError):
        await chatwoot_public.csat_survey.get(talk.uuid)
    asked = fake_chatwoot.account.add_message(talk, "How was it?", "template", content_type="input_csat")

    assert (await chatwoot_public.csat_survey.get(talk.uuid)).csat_survey_response is None
    await chatwoot_public.request("PATCH", f"/public/api/v1/csat_survey/{talk.uuid}", json={"message": {}})
    assert (await chatwoot_public.csat_survey.get(talk.uuid)).csat_survey_response is None
    await chatwoot_public.csat_survey.update(talk.uuid, rating=3)
    survey = await chatwoot_public.csat_survey.update(talk.uuid, rating=5, feedback_message="Great")

    assert survey.csat_survey_response is not None
    assert (survey.csat_survey_response.rating, survey.csat_survey_response.feedback_message) == (5, "Great")
    assert asked.content_attributes["submitted_values"]["csat_survey_response"]["rating"] == 5
    async with Chatwoot(
        fake_chatwoot.base_url, token=fake_chatwoot.token, account_id=fake_chatwoot.account_id
    ) as agent:
        assert [
            (each.rating, each.feedback_message)
            async for each in agent.csat_survey_responses.iter()
            if each.conversation_id == talk.id
        ] == [(5, "Great")]
    with pytest.raises(InvalidRequestError, match="rating: 6 is above 5"):
        await chatwoot_public.csat_survey.update(talk.uuid, rating=6)
    path, body = f"/public/api/v1/csat_survey/{talk.uuid}", {"csat_survey_response": {"rating": 9}}
    with pytest.raises(ApiStatusError, match="Rating is not included in the list"):
        await chatwoot_public.request("PATCH", path, json={"message": {"submitted_values": body}})
    asked.created_at = asked.created_at.replace(year=2020)
    with pytest.raises(ApiStatusError, match="after 14 days"):
        await chatwoot_public.csat_survey.update(talk.uuid, rating=4)


@pytest.mark.fake_chatwoot(sample=False, enterprise=False)
async def test_a_survey_without_the_enterprise_code(
    fake_chatwoot: FakeChatwoot, chatwoot_public: ChatwootPublic
) -> None:
    """There are no reviewers' notes; an empty rating changes nothing."""
    talk = fake_chatwoot.account.add_conversation()
    asked = fake_chatwoot.account.add_message(talk, None, "template", content_type="input_csat")
    visitor = chatwoot_public.with_options(inbox_identifier=talk.inbox.identifier, contact_identifier=talk.source_id)

    unchanged = await visitor.messages.update(talk.id, asked.id, submitted_values=[])
    survey = await visitor.csat_survey.update(talk.uuid, rating=4)

    assert unchanged.content_attributes == {}
    assert survey.csat_survey_response is not None
    assert not survey.csat_survey_response.has("csat_review_notes")
    assert repr(visitor.settings.secrets) == "[secret]"


@pytest.mark.parametrize("kind", ["application/json", "text/html"])
async def test_what_a_server_echoes_of_the_identifiers_is_not_shown(
    kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Identifiers in keys, values or page titles are replaced by their names in deviations, logs and errors."""
    shown: list[str] = []
    content = (
        '{"secret-of-the-contact": "secret-of-the-contact"}'
        if kind.endswith("json")
        else ("<html><title>secret-of-the-contact</title></html>")
    )
    transport = httpx.MockTransport(lambda _: httpx.Response(200, content=content, headers={"content-type": kind}))
    async with ChatwootPublic(
        "https://chat.example",
        inbox_identifier="secret-of-the-inbox",
        contact_identifier="secret-of-the-contact",
        on_drift=lambda deviation: shown.append(str(deviation)),
        transport=transport,
    ) as public:
        try:
            await public.contacts.get()
        except ChatwootError as error:
            shown.append(str(error))

    assert shown
    assert "secret-of-the-contact" not in "".join(shown) + caplog.text


async def test_no_number_is_a_retry_policy() -> None:
    """Only None means one attempt, as for every client; 0 is refused."""
    with pytest.raises(SettingsError, match=r"^retry: expected a RetryPolicy or None"):
        ChatwootPublic("https://chat.example", inbox_identifier="an-inbox", retry=0)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    async with ChatwootPublic("https://chat.example", inbox_identifier="an-inbox", retry=None) as public:
        assert public.settings.retry.attempts == 1
