"""Many questions to one client: joined, bounded, independent of each other, and tidied up."""

import asyncio
import contextlib
import gc
import tracemalloc

import pytest

from tests.verifier_client.factories import (
    ID,
    NOT_THERE,
    PAI,
    HeldAnswers,
    HeldClock,
    answer_to,
    client_over,
    numbered,
    pai_answer,
    scripted,
    settle,
)
from verifier_client import Agreement, Freshness, Lane, Outcome, Policy, Question, Unavailable
from verifier_client.testing import FakeTransport

pytestmark = pytest.mark.anyio


def down(_ask):
    raise Unavailable("down", registry="PAI")


async def test_a_thousand_simultaneous_askers_of_one_id_make_one_request():
    answers = HeldAnswers()
    client, transport, _ = scripted(answers)
    askers = [asyncio.create_task(client.verify(ID, holder=f"Jane Doe {number}")) for number in range(1000)]
    await settle()
    answers.opened.set()
    verdicts = await asyncio.gather(*askers)

    assert 1 == len(transport.requests)
    assert 1000 == len({verdict.question.holder for verdict in verdicts})
    assert {Outcome.FOUND} == {verdict.outcome for verdict in verdicts}
    assert 1 == len({id(verdict.record) for verdict in verdicts})


async def test_all_askers_of_a_failing_request_learn_of_it_and_the_next_one_asks_again():
    client, transport, _ = scripted(down, pai_answer(), policy=Policy(attempts=1))
    outcomes = [verdict.outcome for verdict in await asyncio.gather(*(client.settle(ID) for _ in range(5)))]

    assert [Outcome.COULD_NOT_CHECK] * 5 == outcomes
    assert Outcome.FOUND is (await client.verify(ID)).outcome
    assert 2 == len(transport.requests)


async def test_the_last_to_leave_stops_further_attempts_but_not_the_call():
    """Cancelling an HTTP call from outside can poison a pool; it lands by itself, and nothing follows it."""
    answers = HeldAnswers(answer=down)
    client, transport, _ = scripted(answers)
    asker = asyncio.create_task(client.verify(ID))
    await settle()
    asker.cancel()
    await settle()

    assert (1, 0) == (answers.inside, answers.cancelled)
    answers.opened.set()
    await client.aclose()
    assert (1, 0) == (len(transport.requests), answers.cancelled)


async def test_who_stays_still_gets_the_further_attempts():
    answers = HeldAnswers(answer=down)
    client, transport, _ = scripted(answers, pai_answer())
    leaving, staying = (asyncio.create_task(client.verify(ID)) for _ in range(2))
    await settle()
    leaving.cancel()
    await settle()
    answers.opened.set()

    assert Outcome.FOUND is (await staying).outcome
    assert 2 == len(transport.requests)


async def test_an_answer_that_nobody_waited_for_is_remembered():
    answers = HeldAnswers()
    client, transport, _ = scripted(answers)
    asker = asyncio.create_task(client.verify(ID))
    await settle()
    asker.cancel()
    answers.opened.set()
    await settle()

    assert Freshness.REMEMBERED is (await client.verify(ID)).provenance.freshness
    assert 1 == len(transport.requests)


async def test_a_person_who_joins_a_background_question_speeds_it_up():
    """The bucket is half empty: background work yields, until a person wants the same answer."""
    clock, transport = HeldClock(), FakeTransport(answer_to)
    rate = {"requests": 40, "seconds": 20, "burst": 20}
    client = client_over(transport, clock=clock, pai={**PAI, "rate": rate})
    for certificate in numbered(15):
        await client.verify(certificate)
    background = asyncio.create_task(client.verify(ID, lane=Lane.BACKGROUND))
    await clock.let_pass(5)
    assert 15 == len(transport.requests)

    person = asyncio.create_task(client.verify(ID))
    await clock.let_pass(0.25)
    assert 16 == len(transport.requests)
    assert (await person).record is (await background).record


async def test_background_work_that_nobody_wants_any_more_takes_no_token():
    clock, transport = HeldClock(), FakeTransport(answer_to)
    client = client_over(transport, clock=clock, pai={**PAI, "rate": {"requests": 3, "seconds": 3, "burst": 1}})
    await client.verify(ID)
    waiting = asyncio.create_task(client.verify("AIDA-2026-0001", lane=Lane.BACKGROUND))
    await settle()
    waiting.cancel()
    await clock.let_pass(10)
    await client.aclose()

    assert 1 == len(transport.requests)


async def test_bulk_answers_every_id_with_bounded_concurrency():
    answers = HeldAnswers()
    client, transport, _ = scripted(answers)
    ids = numbered(1000)

    async def collect():
        return [verdict async for verdict in client.verify_many(ids)]

    collecting = asyncio.create_task(collect())
    await settle()
    assert client.policy.bulk_at_once == answers.inside
    answers.opened.set()
    verdicts = await collecting

    assert sorted(ids) == sorted(verdict.question.text for verdict in verdicts)
    assert {Outcome.FOUND} == {verdict.outcome for verdict in verdicts}
    assert (1000, client.policy.bulk_at_once) == (len(transport.requests), answers.most)


async def test_one_bad_id_never_spoils_the_rest():
    def temper(request):
        match request.url[-4:]:
            case "0001":
                raise Unavailable("down", registry="PAI", worth_retrying=False)
            case "0002":
                return NOT_THERE
            case "0003":
                return pai_answer("AIDA-2026-0003", status=7)
        return answer_to(request)

    client, _, _ = scripted(temper)
    asked = ["not an ID", "", "CAIP1234567-2026-03", *numbered(6)]
    outcomes = {verdict.question.text: verdict.outcome async for verdict in client.verify_many(asked)}

    assert {
        "not an ID": Outcome.COULD_NOT_CHECK,
        "": Outcome.COULD_NOT_CHECK,
        "CAIP1234567-2026-03": Outcome.COULD_NOT_CHECK,
        "AIDA-2026-0000": Outcome.FOUND,
        "AIDA-2026-0001": Outcome.COULD_NOT_CHECK,
        "AIDA-2026-0002": Outcome.NOT_FOUND,
        "AIDA-2026-0003": Outcome.COULD_NOT_CHECK,
        "AIDA-2026-0004": Outcome.FOUND,
        "AIDA-2026-0005": Outcome.FOUND,
    } == outcomes


async def test_bulk_answers_in_the_order_in_which_answers_come():
    answers = HeldAnswers()
    client, _, _ = scripted(lambda request: answers(request) if request.url.endswith("0000") else answer_to(request))
    order = []
    async for verdict in client.verify_many(numbered(3)):
        order.append(verdict.question.text[-1])
        if len(order) == 2:
            answers.opened.set()

    assert ["0"] == order[2:]
    assert {"1", "2"} == set(order[:2])


async def test_the_same_id_twice_is_answered_twice_and_asked_once():
    client, transport, _ = scripted(answer_to)
    verdicts = [verdict async for verdict in client.verify_many([ID, ID])]

    assert (2, 1) == (len(verdicts), len(transport.requests))


async def test_bulk_takes_ids_only_as_it_goes():
    """A roster of a million lines is never held in memory."""
    client, _, _ = scripted(answer_to)
    taken = []

    def roster():
        for certificate in numbered(1000):
            taken.append(certificate)
            yield certificate

    many = client.verify_many(roster())
    await anext(many)

    assert len(taken) <= client.policy.bulk_at_once
    await many.aclose()


async def test_leaving_bulk_early_leaves_no_task_behind():
    before = asyncio.all_tasks()
    answers = HeldAnswers()
    client, _, _ = scripted(lambda request: answers(request) if request.url[-1] != "0" else answer_to(request))
    async with contextlib.aclosing(client.verify_many(numbered(1000))) as many:
        await anext(many)
    answers.opened.set()
    await client.aclose()

    assert before == asyncio.all_tasks()
    assert 0 == answers.cancelled


async def test_cancelling_bulk_leaves_no_task_behind():
    before = asyncio.all_tasks()
    answers = HeldAnswers()
    client, _, _ = scripted(answers)

    async def collect():
        return [verdict async for verdict in client.verify_many(numbered(100))]

    collecting = asyncio.create_task(collect())
    await settle()
    collecting.cancel()
    await settle()
    answers.opened.set()
    await client.aclose()

    assert collecting.cancelled()
    assert before == asyncio.all_tasks()
    assert 0 == answers.cancelled


async def test_nothing_to_verify_is_nothing():
    client, transport, _ = scripted(answer_to)

    assert [] == [verdict async for verdict in client.verify_many([])]
    assert [] == transport.requests


async def test_memory_stays_flat_over_hundreds_of_ids():
    client, _, _ = scripted(answer_to)
    await client.verify(ID)
    gc.collect()
    tracemalloc.start()
    async for _verdict in client.verify_many(numbered(400)):
        pass
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 8 * 2**20


async def test_memory_is_bounded():
    client, transport, _ = scripted(answer_to, policy=Policy(remembered_records=10))
    for certificate in numbered(30):
        await client.verify(certificate)
    await client.verify("AIDA-2026-0029")
    await client.verify("AIDA-2026-0000")

    assert 31 == len(transport.requests)


async def test_closing_waits_for_what_is_under_way_and_then_closes_the_wire():
    answers = HeldAnswers()
    client, transport, _ = scripted(answers)
    async with client:
        asker = asyncio.create_task(client.verify(ID))
        await settle()
        closing = asyncio.create_task(client.aclose())
        await settle()
        assert (False, False) == (closing.done(), transport.closed)
        answers.opened.set()
        await closing

    assert transport.closed
    assert Outcome.FOUND is (await asker).outcome


async def test_each_question_of_a_bulk_may_have_its_own_name():
    client, transport, _ = scripted(pai_answer())
    questions = [Question(ID, None, name) for name in ("Jane Doe", "John Smith", None)]
    verdicts = [verdict async for verdict in client.verify_many(questions, holder="Nobody")]

    agreements = {verdict.question.holder: verdict.agreement for verdict in verdicts}

    assert {"Jane Doe": Agreement.AGREES, "John Smith": Agreement.DIFFERS, None: None} == agreements
    assert 1 == len(transport.requests)
