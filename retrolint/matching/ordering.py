"""The fewest parts of a list that must move for the rest to be in order."""

import itertools
from bisect import bisect_right
from collections.abc import Sequence


def fewest_moves(parts: Sequence[tuple[int, int]]) -> list[tuple[int, int | None, int | None]]:
    """The indexes of the parts to move, each with the indexes of those it belongs after and before.

    Each part has a rank, which may not fall, and how firmly it stands, from 0 to 2: of two ways that move
    as many, the firmer parts stay where they are.
    """
    ranks = [rank for rank, _ in parts]
    if all(first <= second for first, second in itertools.pairwise(ranks)):
        return []
    kept = _heaviest_ascending(ranks, [2 * len(parts) + 1 + firmness for _, firmness in parts])
    staying = set(kept)
    moves: list[tuple[int, int | None, int | None]] = []
    for index, rank in enumerate(ranks):
        if index not in staying:
            after = [other for other in kept if ranks[other] <= rank]
            before = [other for other in kept if ranks[other] > rank]
            moves.append((index, after[-1] if after else None, before[0] if before else None))
    return moves


def _heaviest_ascending(ranks: Sequence[int], weights: Sequence[int]) -> list[int]:
    """The indexes of a subsequence that never falls, of most weight; of several, the one ending lowest.

    Dynamic programming over ranks: for each the best that ends there, found in one pass.
    """
    best: dict[int, tuple[int, int]] = {}
    before: list[int] = []
    for index, (rank, weight) in enumerate(zip(ranks, weights, strict=True)):
        behind = [(total, -other, last) for other, (total, last) in best.items() if other <= rank]
        total, _, last = max(behind, default=(0, 0, -1))
        before.append(last)
        if total + weight > best.get(rank, (0, 0))[0]:
            best[rank] = (total + weight, index)
    _, _, index = max((total, -rank, last) for rank, (total, last) in best.items())
    kept: list[int] = []
    while index >= 0:
        kept.append(index)
        index = before[index]
    return kept[::-1]


def most_in_order(ranks: Sequence[int]) -> int:
    """How many parts can stay at most where none of them falls.

    Patience sorting: see Fredman, "On computing the length of longest increasing subsequences", 1975.
    """
    tails: list[int] = []
    for rank in ranks:
        position = bisect_right(tails, rank)
        tails[position : position + 1] = [rank]
    return len(tails)
