"""What the words around a trigger say of its status, on invented sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.commitments.status import SETTLED, settled
from onrecord.commitments.wording import NOTHING, Said, combined, said
from onrecord.model import CommitmentStatus, Span

SETTLE = """
ratified    | Orlin [ratified] the treaty with Varnia by 84 votes to 31.
ratified    | The assembly of Orlin gave its [consent] to ratification of the pact.
signed      | Varnia and Orlin [signed] a treaty in Thess.
signed      | The minister [initialled] the agreement on shells.
signed      | Varnia [put] its signature to the declaration.
agreed      | Nineteen states [agreed] on a force.
agreed      | Varnia and Orlin [reached] an agreement on shells.
agreed      | Orlin [accepted] the mediator’s plan.
agreed      | Orlin accepted the mediator’s [plan] on Monday.
pledged     | Varnia [pledged] 40 million crowns.
pledged     | Varnia [will] send 2,000 soldiers, its president announced.
pledged     | Varnia will [send] 2,000 soldiers.
pledged     | Orlin said that it would [train] 300 pilots.
pledged     | Orlin plans to [sign] the treaty in June.
pledged     | Orlin [decided] on Tuesday to send a second battery.
pledged     | The minister gave a [pledge] of help.
pledged     | Varnia will [not stand] by while Orlin burns.
proposed    | Varnia [offered] to send observers.
proposed    | Varnia is [ready] to sign.
proposed    | Varnia made an [offer] of three boats.
proposed    | Orlin rejected the [offer] of a truce.
proposed    | Orlin [put forward] a plan for an exchange.
proposed    | Orlin would be willing to [sign] the pact.
considered  | Orlin is considering whether to [contribute] soldiers.
considered  | Orlin is [mulling] the delivery of jets.
considered  | Orlin may [send] instructors.
considered  | Varnia has not yet [decided] whether to send boats.
considered  | Varnia does not [rule out] sending soldiers.
considered  | Varnia refused to rule [out] sending soldiers.
considered  | A plan to station troops is [under discussion] in Orlin.
refused     | Varnia will not [send] troops.
refused     | Varnia [won’t] take part.
refused     | Varnia [refuses] to sign.
refused     | Varnia refused to [ratify] the treaty.
refused     | Varnia has [ruled out] sending soldiers.
refused     | Varnia has ruled out [sending] soldiers.
refused     | Varnia has no [plans] to send troops.
refused     | Varnia does not [intend] to send troops.
refused     | Varnia is not [prepared] to withdraw its units.
refused     | No soldiers will be [sent] to Orlin.
refused     | Varnia will [send] none.
refused     | Varnia decided not to [send] a ship.
refused     | Orlin [voted against] the treaty.
withdrawn   | Varnia [withdraws] the offer to send observers.
withdrawn   | Varnia withdraws the [offer] to send observers.
withdrawn   | Varnia [dropped] a plan to send batteries.
withdrawn   | Varnia dropped a [plan] to send batteries.
withdrawn   | Varnia dropped a plan to [send] batteries.
withdrawn   | Varnia [went back on] its promise to train pilots.
withdrawn   | Varnia [pulled out] of the treaty.
withdrawn   | The offer of a loan was [withdrawn] by Orlin.
withdrawn   | Varnia decided to [scrap] the contract for shells.
suspended   | Varnia [suspended] its aid to Orlin.
suspended   | Varnia has [put] the gas treaty on hold.
suspended   | Varnia has put the gas treaty [on hold].
suspended   | Varnia [decided] to suspend the treaty.
in_force    | The treaty [entered] into force on 1 July.
in_force    | Varnia [imposed] sanctions on Orlin.
in_force    | Varnia is [supplying] shells to Orlin.
delivered   | Varnia has [delivered] three boats.
delivered   | Varnia [handed over] the last of 20 guns.
"""
"""The status, and a sentence with its trigger in brackets."""

OPEN = """
Orlin urged Varnia to [ratify] the treaty at once.
Orlin demanded that Varnia [withdraw] its offer.
If Varnia [ratifies] the treaty, the war is over.
Varnia has not [ratified] the treaty.
Varnia should [sign] the treaty.
Varnia would have [sent] grain.
Varnia would [send] grain if the siege ended.
Under the accord Varnia will [send] grain.
Varnia [declined] to comment on the loan.
Its [promised] aid never came.
Varnia [dropped] bombs on the port.
Varnia vowed never to [sign] it.
Varnia will [consider] the matter.
Snow [fell] on the harbour.
"""
"""Sentences whose words settle nothing."""


def split(line: str) -> tuple[str, Span]:
    before, _, rest = line.partition("[")
    trigger, _, after = rest.partition("]")
    return before + trigger + after, Span(len(before), len(before) + len(trigger))


@pytest.mark.parametrize("line", SETTLE.strip().splitlines())
def test_plain_words_settle_the_status(line: str) -> None:
    status, _, sentence = line.partition("|")
    found = said(*split(sentence.strip()))
    assert (found.status, found.settled) == (status.strip(), True)


@pytest.mark.parametrize("line", OPEN.strip().splitlines())
def test_what_is_asked_supposed_or_denied_settles_nothing(line: str) -> None:
    assert not said(*split(line)).settled


def test_words_of_other_sentences_do_not_count() -> None:
    alone, trigger = split("Snow [fell] on the harbour.")
    before = "Varnia refused to sign. "
    moved = Span(trigger.start + len(before), trigger.end + len(before))
    assert said(before + alone + " Orlin will not pay.", moved) == said(alone, trigger)


def test_a_trigger_outside_of_any_word_says_nothing() -> None:
    assert said("Varnia — ", Span(7, 8)) == NOTHING


@given(st.text("Varnia wilotsendrfupg’'-.,;\n", min_size=1, max_size=80), st.data())
def test_any_words_can_be_read(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    found = said(text, Span(start, data.draw(st.integers(start + 1, len(text)))))
    assert found.status is None or found.status in set(CommitmentStatus)
    assert found.status is not None or not found.settled


SHARES = {s.value: 1 / len(CommitmentStatus) for s in CommitmentStatus}


class TestSettled:
    @pytest.mark.parametrize("status", list(CommitmentStatus))
    def test_the_settled_status_has_the_most(self, status: CommitmentStatus) -> None:
        shares = settled(SHARES, Said(status.value, True, "action", "will"))
        assert max(shares, key=lambda s: shares[s]) == status.value
        assert shares[status.value] >= SETTLED
        assert sum(shares.values()) == pytest.approx(1, abs=1e-4)

    def test_unsettled_words_change_nothing(self) -> None:
        assert settled(SHARES, Said("refused", False, "action", "will")) == SHARES


def test_a_word_takes_in_what_it_governs() -> None:
    assert combined("pledged", "decide", "withdraw", False) == "withdrawn"
    assert combined("pledged", "pledge", "suspend", False) == "pledged"
    assert combined("pledged", "decide", "action", True) == "refused"
    assert combined("pledged", "pledge", "consider", False) == "considered"
    assert combined(None, "treaty", "suspend", False) is None
