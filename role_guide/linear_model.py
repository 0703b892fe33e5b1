"""
A small linear classifier over named features, in pure Python, with weights of one byte.

A feature is any string; it is hashed into one of a fixed number of buckets, so no vocabulary is kept. One file holds a
line of JSON (classes, their scales and intercepts) and, bucket after bucket, one byte per class: the weight plus 128.
Files are made by ``tests/training/linear_training.py``.
"""

import json
from math import exp
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from role_guide.errors import DataFault

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

FORMAT = 2
ZERO = 128  # a byte holds its weight plus this


def bucket(feature: str, buckets: int) -> int:
    """
    Return the number of the bucket that a feature is hashed into.

    Args:
        feature: any text; the same text gives the same bucket on every machine and in every process.
        buckets: how many buckets there are, at least 1.

    Returns:
        a number from 0 to ``buckets - 1``.
    """
    return crc32(feature.encode("utf-8", "surrogatepass")) % buckets


class LinearModel(NamedTuple):
    """
    One linear score per class: ``intercept + scale * sum(weight[bucket(feature)] * value)``.

    ``classes`` are in the file's order; ``weights`` holds for each bucket one byte per class (128 is nothing),
    ``scales`` what one step of a byte is worth for a class.
    """

    classes: tuple[str, ...]
    intercepts: tuple[float, ...]
    scales: tuple[float, ...]
    weights: bytes
    buckets: int

    @classmethod
    def from_file(cls, path: str) -> "LinearModel":
        """
        Read a model's file whole.

        Args:
            path: where the file lies.

        Returns:
            the model; keep it (``functools.cache``), nothing is read again when it scores.

        Raises:
            DataFault: when the file is no model of this format, or is cut off.
            OSError: when it cannot be read.
        """
        with open(path, "rb") as file:  # noqa: PTH123 - loading pathlib takes longer than reading the weights
            return cls.from_bytes(file.read(), name=path.replace("\\", "/").rpartition("/")[2])

    @classmethod
    def from_bytes(cls, data: bytes, *, name: str = "model") -> "LinearModel":
        """
        Read a model from a file's content.

        Args:
            data: a line of JSON, then ``len(classes) * buckets`` bytes.
            name: what the file is called in an error.

        Raises:
            DataFault: when the content is no model of this format, or is cut off.
        """
        head, _, body = data.partition(b"\n")
        try:
            header = json.loads(head)
            found = header["format"]
            classes, buckets = tuple(map(str, header["classes"])), int(header["buckets"])
            intercepts, scales = tuple(map(float, header["intercepts"])), tuple(map(float, header["scales"]))
        except (ValueError, KeyError, TypeError) as error:
            raise DataFault(name, "", "header", "is not the first line of a model") from error
        if found != FORMAT:
            raise DataFault(name, "", "format", f"is {found!r}, not {FORMAT}")
        if not classes or buckets < 1 or not len(classes) == len(intercepts) == len(scales):
            raise DataFault(name, "", "header", "needs one scale and one intercept for each class, and buckets")
        if len(body) != len(classes) * buckets:
            raise DataFault(name, "", "weights", f"have {len(body)} bytes, not {len(classes) * buckets}")
        return cls(classes, intercepts, scales, body, buckets)

    def rows(self, names: "Iterable[str]") -> list[bytes]:
        """Return the weights of features, in their order: for each feature one byte per class."""
        buckets, weights, count = self.buckets, self.weights, len(self.classes)
        starts = [crc32(name.encode("utf-8", "surrogatepass")) % buckets * count for name in names]
        return [weights[start : start + count] for start in starts]

    def scores(self, features: "Mapping[str, float]", rows: "Sequence[bytes] | None" = None) -> dict[str, float]:
        """
        Return each class's linear score; greater is likelier, 0 is undecided between a class and all the others.

        Args:
            features: the features that are there, each with its value (1.0 for a mark that is simply there).
            rows: their weights, where the caller has them from ``rows`` already.
        """
        count = len(self.classes)
        alike: dict[float, list[bytes]] = {}
        for value, row in zip(features.values(), rows or self.rows(features), strict=True):
            if value in alike:
                alike[value].append(row)
            else:
                alike[value] = [row]
        totals = [0.0] * count
        for value, some in alike.items():
            together, zero = b"".join(some), ZERO * len(some)
            totals = [total + value * (sum(together[at::count]) - zero) for at, total in enumerate(totals)]
        return {
            name: intercept + scale * total
            for name, intercept, scale, total in zip(self.classes, self.intercepts, self.scales, totals, strict=True)
        }

    def probabilities(self, features: "Mapping[str, float]") -> dict[str, float]:
        """Return each class's share of certainty, by softmax over the scores; the shares add up to 1."""
        return softmax(self.scores(features))


def softmax(scores: "Mapping[str, float]") -> dict[str, float]:
    """
    Turn scores into shares that add up to 1.

    Args:
        scores: by class; of any size, none infinite.
    """
    greatest = max(scores.values(), default=0.0)
    grown = {name: exp(score - greatest) for name, score in scores.items()}
    total = sum(grown.values())
    return {name: each / total for name, each in grown.items()}


def model_bytes(
    classes: "Sequence[str]",
    rows: "Iterable[Sequence[float]]",
    *,
    intercepts: "Sequence[float]",
) -> bytes:
    """
    Write a model as a file's content: each class's weights are rounded to 127 steps of their greatest.

    Args:
        classes: their names, in the file's order.
        rows: for each class one weight per bucket.
        intercepts: one for each class.
    """
    scales, small = [], []
    for row in rows:
        scale = float(f"{max(1e-9, *map(abs, row)) / 127:.6g}")
        scales.append(scale)
        small.append(bytes(max(-127, min(127, round(weight / scale))) + ZERO for weight in row))
    body = bytearray(sum(map(len, small)))
    for at, each in enumerate(small):
        body[at :: len(small)] = each
    header = {
        "format": FORMAT,
        "buckets": len(small[0]),
        "classes": list(classes),
        "intercepts": [float(f"{each:.6g}") for each in intercepts],
        "scales": scales,
    }
    return json.dumps(header).encode() + b"\n" + body
