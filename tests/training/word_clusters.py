"""
Makes the table of words that are used alike: ``python -m tests.training.word_clusters glove.6B.50d.txt``.

The vectors are those of GloVe (Pennington, Socher and Manning: Wikipedia 2014 and Gigaword 5, 50 numbers a word), which
their authors gave to the public domain (PDDL 1.0). They are too large for the repository, so the table is kept and this
script says how it was made. Words of the sets count more, so that clusters are finer where roles are spoken of.
"""

import argparse
import re
from collections import Counter
from pathlib import Path

import numpy as np
from sklearn.cluster import KMeans

from role_guide.matching.features.clusters import SLOTS, place_of
from tests.training.guide_training import DATA, items_of_sets

CLUSTERS = 255  # one byte, and 0 is none
COMMON = 20_000  # of the most frequent words; of rarer ones only those that the sets have
SHORTEST = 3  # letters
WEIGHT, OFTEN = 20, 5  # of a word that stands in so many texts of the sets; others weigh 1


def vectors_of(path, wanted):
    """Return the words that are kept, most frequent first, and their vectors, each of length 1."""
    words, rows = [], []
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file):
            word, *row = line.split(" ")
            plain = word.isascii() and word.isalpha() and len(word) >= SHORTEST
            if plain and (number < COMMON or word in wanted):
                words.append(word)
                rows.append(np.array(row, dtype=np.float32))
    found = np.array(rows)
    return words, found / np.linalg.norm(found, axis=1, keepdims=True)


def texts_with(items):
    """Return for each word in how many texts it stands."""
    return Counter(word for item in items for word in set(re.findall("[a-z]+", item["question"].lower())))


def table_of(words, clusters):
    """Return the table's bytes; where two words have one slot, the more frequent one keeps it."""
    table = bytearray(2 * SLOTS)
    for word, cluster in zip(words, clusters, strict=True):
        at, check = place_of(word)
        if not table[at]:
            table[at : at + 2] = bytes((cluster + 1, check))
    return bytes(table)


def main():
    """Write the table."""
    asked = argparse.ArgumentParser()
    asked.add_argument("vectors", type=Path)
    counts = texts_with(items_of_sets())
    words, vectors = vectors_of(asked.parse_args().vectors, counts)
    weights = [1 + WEIGHT * min(counts[word], OFTEN) / OFTEN for word in words]
    found = KMeans(CLUSTERS, random_state=0, n_init=1, max_iter=40).fit(vectors, sample_weight=weights)
    (DATA / "words.clusters").write_bytes(table_of(words, found.labels_))
    print(f"{len(words):,} words in {CLUSTERS} clusters")


if __name__ == "__main__":
    main()
