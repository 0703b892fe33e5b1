"""The engine forgets jobs; what it forgot is found again."""

from bots.app.job_queue import OrphanedJobs


def test_a_job_that_nobody_is_at_is_found_at_the_second_look():
    strays = OrphanedJobs()
    looks = [
        strays.among({"runs", "ended", "begins"}, {"runs"}),
        strays.among({"runs", "ended", "begins"}, {"runs", "begins"}),
        strays.among({"runs"}, {"runs"}),
        strays.among({"ended"}, ()),
    ]

    assert [set(), {"ended"}, set(), set()] == looks
