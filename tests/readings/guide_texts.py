"""The role guide's texts: answers to every ninth question of the sets, and what is remarked on in advertisements."""

from functools import cache

from role_guide import certifications, recommend, review_job_description
from tests.training.guide_training import items_of_sets

EVERY = 9
LONG = 40  # words from which a text of the sets may be a job advertisement


@cache
def some():
    return items_of_sets()[::EVERY]


def recommended():
    """Give the answers, with their reasons."""
    return {item["id"]: repr(recommend(item["question"])) for item in some()}


def reviewed():
    """Give the remarks on job advertisements of the sets, of which each asks for two certifications in two ways."""
    codes = [each.display for each in certifications()]
    found = {}
    for at, item in enumerate(each for each in some() if len(each["question"].split()) >= LONG):
        one, other = codes[at % len(codes)], codes[(at + 3) % len(codes)]
        asked = f"{one} is mandatory. {other} holders have proven experience.\nMust hold {one} for life."
        review = review_job_description(f"{item['question']}\n{asked}")
        remarks = [(each.rule, str(each.severity), each.code, each.quote) for each in review.remarks]
        found[item["id"]] = repr((remarks, review.rewritten, review.others))
    return found


GUIDE_TEXTS = {"guide answers": recommended, "guide reviews": reviewed}
