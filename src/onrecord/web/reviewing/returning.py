"""Lead from a decision back to the article that it was made in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.web.pages import TO
from onrecord.web.reviewing.asking import WHOLE

if TYPE_CHECKING:
    from onrecord.store.reviews import Review


def article_address(review: Review, record: str = "", article: str = WHOLE) -> str:
    """Return where the reader shows what was decided, with what takes it back.

    Args:
        review: the decision.
        record: id of the record that it is on; none where it is not shown any more: its passage is, then.
        article: kind of the records that the reader shows alone, or ``WHOLE``.
    """
    asked: dict[str, object] = {"only": article if article != WHOLE else None}
    fragment = ""
    if record:
        asked["record"], fragment = record, f"#r-{record}"
    elif review.quote:
        start, end = min(e.start for e in review.quote), max(e.end for e in review.quote)
        asked["at"], fragment = f"{start}-{end}", f"#p-{start}"
    return TO.page(f"document/{review.document.id}", **asked, decided=review.id) + fragment
