"""One document in the course of the rounds: what is applied to it, proven, and taken back."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple

from retrolint.diagnostics import Applicability, Diagnostic
from retrolint.document.model import Document
from retrolint.document.reader import read_text
from retrolint.fixing import proofs
from retrolint.fixing.edits import Chosen, apply, fault, together
from retrolint.fixing.wanted import Wanted

_SPARE_ROUNDS = 10
_BOM = "\ufeff"


class BrokenFix(NamedTuple):
    """A fix that was not applied, as it breaks what it must not: a bug of its rule."""

    diagnostic: Diagnostic
    reason: str


@dataclass(frozen=True, slots=True)
class _Step:
    """What a round applied to a document, and what this was before."""

    chosen: list[Chosen]
    document: Document
    data: bytes


@dataclass(slots=True)
class Work:
    """A document as it is now, and how it came to that."""

    document: Document
    data: bytes
    wanted: Wanted
    most_rounds: int
    """More than it can need: each round mends a finding."""
    steps: list[_Step] = field(default_factory=list)
    broken: list[BrokenFix] = field(default_factory=list)
    fighting: set[str] = field(default_factory=set)
    """Rules whose fixes undo each other."""
    _original: bytes = b""
    _seen: list[str] = field(default_factory=list)
    """Hashes of its texts, one more than there are steps."""
    _banned: set[tuple[str, str, int]] = field(default_factory=set)
    """Findings, by rule, identity and number, whose fix is broken."""
    _limit: int | None = None
    """How many fixes a round may have: half as many when several went wrong, until it shows which did."""

    @classmethod
    def start(cls, document: Document, data: bytes, wanted: Wanted, findings: int) -> "Work":
        """The work on a document, whose bytes are `data`, with so many findings to mend."""
        most = 2 * findings + _SPARE_ROUNDS
        return cls(document, data, wanted, most, _original=data, _seen=[_hash(data)])

    @property
    def original(self) -> bytes:
        """The bytes that it started with."""
        return self._original

    @property
    def mended(self) -> tuple[str, ...]:
        """The rules of the findings that were mended, in order."""
        return tuple(each.diagnostic.rule for step in self.steps for each in step.chosen)

    def step(self, found: Iterable[Chosen]) -> bool:
        """Apply of the fixes found what goes together and keeps its proof; whether there was any."""
        candidates = list(found)
        while chosen := self._next(candidates):
            edited = apply(self.document.source.text, chosen)
            text = _BOM * self.document.source.bom + edited.text
            after = read_text(self.document.path, text)
            reason = proofs.broken(self.document, after, edited)
            if not reason:
                self.steps.append(_Step(chosen, self.document, self.data))
                self.document, self.data = after, text.encode()
                return True
            self._blame(chosen, f"it changes {reason}")
        return False

    def holds(self, before: list[Diagnostic], after: list[Diagnostic]) -> bool:
        """Whether the last step did what it should; if not, it is taken back, or all where fixes fight.

        Given are the findings in the document before the step and after it.
        """
        step = self.steps[-1]
        reason = self._failure(step.chosen, before, after)
        if reason:
            self._blame(step.chosen, reason)
            self._back_to(len(self.steps) - 1)
            return False
        digest = _hash(self.data)
        first = self._seen.index(digest) if digest in self._seen else self.most_rounds
        self._seen.append(digest)
        fighting = {each.diagnostic.rule for step in self.steps[first:] for each in step.chosen}
        if fighting:
            self.fighting |= fighting
            self._back_to(0)
        return not fighting

    def _next(self, candidates: list[Chosen]) -> list[Chosen]:
        """The fixes to apply in this round."""
        length = len(self.document.source.text)
        possible: list[Chosen] = []
        for each in candidates:
            if not self._may(each.diagnostic):
                continue
            reason = fault(each.fix, length)
            if reason:
                self._blame([each], reason)
            else:
                possible.append(each)
        return together(possible)[: self._limit]

    def _may(self, diagnostic: Diagnostic) -> bool:
        return diagnostic.rule not in self.fighting and _key(diagnostic) not in self._banned

    def _failure(self, chosen: list[Chosen], before: list[Diagnostic], after: list[Diagnostic]) -> str:
        """What the fixes did not do, or did besides; empty for nothing."""
        mended = Counter(each.diagnostic.identity for each in chosen)
        were, are = (Counter(each.identity for each in found) for found in (before, after))
        if any(are[identity] > were[identity] - count for identity, count in mended.items()):
            return "it leaves its finding"
        if any(each.fix.applicability is not Applicability.SAFE for each in chosen):
            return ""
        fixed = Counter(each.diagnostic.rule for each in chosen)
        every = [Counter(each.rule for each in found) for found in (before, after)]
        were, are = (Counter(self._lasting(found)) for found in (before, after))
        # One that has merely lost its fix is not new.
        more = (rule for rule in are if are[rule] > were[rule])
        new = sorted(rule for rule in more if every[1][rule] > every[0][rule] - fixed[rule])
        return f"it is said to be safe, and makes a finding of {new[0]}" if new else ""

    def _lasting(self, found: list[Diagnostic]) -> Iterator[str]:
        """The rules of the findings that no further round mends."""
        for diagnostic in found:
            if not self.wanted.fix_of(diagnostic) or not self._may(diagnostic):
                yield diagnostic.rule

    def _blame(self, chosen: list[Chosen], reason: str) -> None:
        """Take the one fix for broken; which of several it is shows when fewer are applied at once."""
        if len(chosen) > 1:
            self._limit = len(chosen) // 2
            return
        self._limit = None
        diagnostic = chosen[0].diagnostic
        self._banned.add(_key(diagnostic))
        self.broken.append(BrokenFix(diagnostic, reason))

    def _back_to(self, number: int) -> None:
        """Be again what it was before the step of that number."""
        step = self.steps[number]
        self.document, self.data = step.document, step.data
        del self.steps[number:], self._seen[number + 1 :]


def _key(diagnostic: Diagnostic) -> tuple[str, str, int]:
    return diagnostic.rule, diagnostic.identity, diagnostic.nth


def _hash(data: bytes) -> str:
    return sha256(data).hexdigest()
