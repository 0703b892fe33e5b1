"""Sends are given moments at which no window of a conversation or a tenant holds too many."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.runtime.rate_limit import MARGIN, MOST_REMEMBERED, UNLIMITED, Limits, RateLimiter

ONE_A_SECOND = Limits(conversation=((1, 1.0),))
FAR = 1e9


class Limited:
    """A limiter with a clock of its own."""

    def __init__(self, limits):
        self.now = 100.0
        self.limiter = RateLimiter(limits, monotonic=lambda: self.now)

    def wait(self, conversation="C1", tenant="T1", most=FAR):
        return self.limiter.reserve(conversation, tenant, most=most)


def test_without_limits_nobody_waits_and_nothing_is_remembered():
    limited = Limited(UNLIMITED)

    assert [0.0] * 3 == [limited.wait(most=0.0) for _ in range(3)]
    assert {} == limited.limiter._conversations


def test_who_comes_too_soon_waits_for_the_window_and_the_next_behind_them():
    limited = Limited(ONE_A_SECOND)

    assert [0.0, 1.0 + MARGIN, 2.0 + 2 * MARGIN] == pytest.approx([limited.wait() for _ in range(3)])
    assert 0.0 == limited.wait("C2")
    limited.now += 2.0 + 2 * MARGIN
    assert 1.0 + MARGIN == pytest.approx(limited.wait())


def test_who_would_wait_too_long_gets_no_moment_and_takes_none():
    limited = Limited(ONE_A_SECOND)
    limited.wait()

    assert [None, None] == [limited.wait(most=1.0) for _ in range(2)]
    assert 1.0 + MARGIN == pytest.approx(limited.wait(most=1.01))


def test_a_tenant_s_window_holds_over_all_its_conversations_and_no_other_tenant_s():
    limited = Limited(Limits(tenant=((2, 10.0),)))

    assert [0.0, 0.0, 10.0 + MARGIN] == pytest.approx([limited.wait(each) for each in ("C1", "C2", "C3")])
    assert 0.0 == limited.wait("C4", "T2")


def test_of_several_windows_the_narrowest_decides():
    limited = Limited(Limits(conversation=((1, 1.0), (3, 60.0)), tenant=((4, 5.0),)))

    assert [0.0, 1.001, 2.002, 60.001] == pytest.approx([limited.wait() for _ in range(4)])


def test_what_has_no_conversation_yet_counts_for_the_tenant_alone():
    limited = Limited(Limits(conversation=((1, 1.0),), tenant=((2, 1.0),)))

    assert [0.0, 0.0, 1.001] == pytest.approx([limited.wait("") for _ in range(3)])


def test_what_was_quiet_is_forgotten_and_never_more_than_so_many_are_remembered():
    limited = Limited(ONE_A_SECOND)
    for number in range(MOST_REMEMBERED + 5):
        limited.wait(f"C{number}")
    assert MOST_REMEMBERED == len(limited.limiter._conversations)
    assert "C5" in limited.limiter._conversations
    assert "C4" not in limited.limiter._conversations
    limited.now += 1.0
    limited.wait("new")  # one goes as there are too many, none as it is quiet: its window is just over
    assert MOST_REMEMBERED == len(limited.limiter._conversations)
    limited.now += 0.1
    limited.wait("new")
    assert MOST_REMEMBERED - 1 == len(limited.limiter._conversations)


@given(
    st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xy"), st.floats(0.0, 3.0)), max_size=30),
    st.integers(1, 3),
    st.integers(1, 4),
)
def test_no_window_ever_holds_too_many(asked, in_conversation, in_tenant):
    limited, sent = Limited(Limits(((in_conversation, 1.0),), ((in_tenant, 2.0),))), []
    for conversation, tenant, pause in asked:
        limited.now += pause
        wait = limited.wait(f"{tenant}{conversation}", tenant, most=5.0)
        if wait is not None:
            assert 0.0 <= wait <= 5.0
            sent.append((limited.now + wait, conversation, tenant))

    for at, conversation, tenant in sent:
        together = [each for each in sent if each[2] == tenant]
        assert in_tenant >= sum(at <= moment < at + 2.0 for moment, _, _ in together)
        assert in_conversation >= sum(at <= moment < at + 1.0 for moment, c, _ in together if c == conversation)
