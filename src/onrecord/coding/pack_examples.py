"""Run the examples of a codebook: whether each sentence is given the issues that its writer expects."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.codebook.records import Codebook, Example
from onrecord.coding.issues import IssueCoding, issues
from onrecord.coding.meaning import issue_vectors, likeness, text_vectors
from onrecord.encoder.session import Encoder
from onrecord.model import Attribution, Span


@dataclass(frozen=True, slots=True)
class Outcome:
    """Hold an example and what it was given."""

    example: Example
    given: IssueCoding
    missing: tuple[str, ...]  # expected, not given
    unwanted: tuple[str, ...]  # given, though the example says not

    @property
    def is_right(self) -> bool:
        """Tell whether all that was expected was given, and nothing that must not be."""
        return not self.missing and not self.unwanted


def outcomes(codebook: Codebook, encoder: Encoder) -> list[Outcome]:
    """Return what each example of a codebook is given, in the file's order.

    What an example adds to the meaning of its issue is left out where it is tried itself.
    """
    return [_outcome(number, codebook, encoder) for number in range(len(codebook.examples))]


def _outcome(number: int, codebook: Codebook, encoder: Encoder) -> Outcome:
    example = codebook.examples[number]
    lead = f"{example.before}\n" if example.before else ""
    text = lead + example.text
    statements = [Attribution((), (), (Span(len(lead), len(text)),))]
    centres = issue_vectors(codebook, encoder).centres(without=number)
    like = likeness(statements, text_vectors(text, encoder), centres)
    (given,) = issues(text, statements, (), codebook, like)
    missing = tuple(i for i in example.issues if i not in given.ids)
    unwanted = tuple(i for i in given.ids if i in example.absent)
    if not example.issues and not example.absent:  # expected to be about nothing of this codebook
        unwanted = tuple(i for i in given.ids if i != codebook.residual)
    return Outcome(example, given, missing, unwanted)
