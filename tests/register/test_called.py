"""Words of an article that name an actor are learnt from its own records."""

from __future__ import annotations

from onrecord.actors.base import shipped
from onrecord.actors.loading import read_table
from onrecord.intake.document import to_document
from onrecord.model import RawPage
from onrecord.reader import Reader
from onrecord.register.acts import acts_of
from onrecord.register.called import words_for

STATES = b"""code,name,other_names,demonyms,metonyms
XQA,Calder,,Calderan|Calderans,Highmoor
XQC,Tormark,,Tormarki|Tormarkis,Eddring
"""
ARTICLE = """THE EDDRING POST

Tormark wants the coast guard gone
7 May 2036

Tormark demanded on Wednesday that Calder withdraw its coast guard from the Sound. Calder rejected \
the demand. "Tormark knows our answer," Calder said in a statement.
"""


def test_states_are_known_by_the_words_that_records_name_them_with() -> None:
    base = shipped().with_facts(read_table(STATES, "states.csv"))
    document = to_document(RawPage("a.txt", ARTICLE.encode(), "text/plain"))
    (reading,) = Reader(1, base=base).read([document])
    words = words_for(reading, lambda name: name)
    assert words["Tormark"] == "XQC"
    assert words["Calder"] == "XQA"
    for act in acts_of(document, reading):
        told = " ".join(e.exact for e in act.around)
        assert all(word in told for word, _ in act.names)
        assert dict(act.names).items() <= words.items()
