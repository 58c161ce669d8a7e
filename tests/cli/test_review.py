"""The review session: keys on a terminal, lines from a pipe, decisions kept at once and shown everywhere."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import pty
import select
import signal
import subprocess
import termios
import time
from pathlib import Path
from typing import Any

import pytest

from onrecord.evaluation.gold import gold_articles
from onrecord.evaluation.score import score
from onrecord.store.casefile import open_casefile

DENIAL = "troops would follow"


def lines(*typed: str) -> str:
    return "".join(f"{each}\n" for each in typed)


def statements(run: Any, casefile: Path, *more: str) -> dict[str, Any]:
    found = json.loads(run("show", "statements", "--json", "--db", casefile, *more).stdout)
    return {each["quote"][0]["exact"]: each for each in found}


def session(run: Any, casefile: Path, *typed: str, options: tuple[str, ...] = (), by: str = "Cy") -> Any:
    return run("review", "--db", casefile, "--by", by, "--order", "text", *options, input=lines(*typed))


def test_decisions_are_kept_and_shown(run: Any, coded: Path) -> None:
    result = session(run, coded, "a", "c", "act", "commit", "s", "r", "s")
    assert result.exit_code == 0, result.output
    assert "3 decisions kept" in result.stdout
    shown = statements(run, coded, "--rejected")
    assert {words: each["review"] for words, each in shown.items()} == {
        DENIAL: "accepted",
        "send monitors": "corrected",
        "sanctions": "rejected",
        "a truce": "none",
    }
    assert (shown["send monitors"]["act"], shown["send monitors"]["reviewed_by"]) == ("commit", "Cy")
    assert "sanctions" not in statements(run, coded)
    assert list(statements(run, coded, "--act", "commit")) == ["send monitors"]
    assert statements(run, coded, "--act", "offer") == {}


@pytest.mark.slow
def test_doubtful_records_come_first_and_decided_ones_not_again(run: Any, coded: Path) -> None:
    result = run("review", "--db", coded, "--by", "Cy", "--limit", "1", input=lines("a"))
    assert "stance        undecided" in result.stdout or "act           undecided" in result.stdout
    again = session(run, coded)
    assert "1 of 3" in again.stdout
    assert "1 of 4" in session(run, coded, options=("--decided",)).stdout


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (("c", "act", "shout"), "act cannot be 'shout'; it is one of deny, threaten"),
        (("c", "said_on", "soon"), "that is no date; write it as EDTF: 2031-05-02"),
        (("c", "condition", "if it snows"), "the words 'if it snows' do not stand in the text"),
        (("c", "issues", "weather"), "issues cannot be 'weather'"),
        (("c", "colour",), "there is no field 'colour'"),
        (("c", "quote", "-"), "quote cannot be empty"),
        (("c", "condition", "-"), "that changes nothing: the record has no condition as it is; accept it"),
        (("accept please",), "a accept: the record is right"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_said_and_nothing_is_kept(
    run: Any, coded: Path, typed: tuple[str, ...], told: str
) -> None:
    result = session(run, coded, *typed, "q")
    assert result.exit_code == 0
    assert told in " ".join(result.stdout.split())
    assert "0 decisions kept" in result.stdout


def test_a_missed_record_is_added_by_its_words(run: Any, coded: Path) -> None:
    typed = ("m", "2", "send monitors", "will", "Ada Quill", "monitoring", "pledged", "", "-", "s", "q")
    result = session(run, coded, *typed)
    assert "found: send monitors" in result.stdout
    (added,) = json.loads(run("show", "commitments", "--json", "--db", coded).stdout)
    assert (added["party"], added["measure"], added["status"], added["review"]) == (
        "Ada Quill", "monitoring", "pledged", "added",
    )  # fmt: skip
    assert added["trigger"]["exact"] == "will"


@pytest.mark.slow
def test_a_quantity_that_is_no_number_is_kept_as_the_text_has_it(run: Any, coded: Path) -> None:
    session(run, coded, "m", "2", "send monitors", "will", "Ada Quill", "monitoring", "pledged", "", "-", "q")
    options = ("--kind", "commitment", "--decided")
    result = session(run, coded, "c", "quantities", "monitors", "q", options=options)
    assert "'monitors' is no number: it is kept as the text has it" in result.stdout
    (shown,) = json.loads(run("show", "commitments", "--json", "--db", coded).stdout)
    assert [(each["text"]["exact"], each["least"]) for each in shown["quantities"]] == [("monitors", None)]


def test_undo_takes_the_last_decision_back_and_returns_to_its_record(run: Any, coded: Path) -> None:
    result = session(run, coded, "r", "u", "a", "q")
    assert result.stdout.count("1 of 4") == 2
    assert statements(run, coded)[DENIAL]["review"] == "accepted"
    log = json.loads(run("review", "log", "--json", "--db", coded).stdout)
    assert [(each["action"], each["state"]) for each in log] == [
        ("reject", "undone"), ("undo", "holds"), ("accept", "holds"),
    ]  # fmt: skip


def test_json_prints_the_decisions_and_nothing_else(run: Any, coded: Path) -> None:
    result = session(run, coded, "n", "looked twice", "a", "q", options=("--json",))
    (made,) = json.loads(result.stdout)
    assert (made["action"], made["by"], made["note"]) == ("accept", "Cy", "looked twice")


@pytest.mark.slow
def test_two_reviewers_differ_and_both_are_shown(run: Any, coded: Path) -> None:
    session(run, coded, "a", "q")
    session(run, coded, "c", "act", "refuse", "q", by="Dana", options=("--decided",))
    assert statements(run, coded)[DENIAL]["review"] == "disputed"
    shown = session(run, coded, "q", options=("--decided",)).stdout
    assert "reviewers differ on act - Cy: deny; Dana: refuse" in shown
    assert "disputed by Dana" in run("show", "statements", "--db", coded).stdout


@pytest.mark.slow
def test_a_rejected_record_can_be_decided_on_anew(run: Any, coded: Path) -> None:
    session(run, coded, "r", by="Ann")
    assert DENIAL not in statements(run, coded)
    assert "1 of 3" in session(run, coded).stdout
    again = session(run, coded, "a", options=("--decided",), by="Bo")
    assert "1 of 4" in again.stdout
    assert "rejected by Ann" in again.stdout
    assert DENIAL in statements(run, coded)


def test_a_note_that_goes_with_no_decision_is_told(run: Any, coded: Path) -> None:
    assert "The note is not kept" in session(run, coded, "n", "see page 2", "q").stdout
    kept = session(run, coded, "n", "see page 2", "a", "q").stdout
    assert "The note is not kept" not in kept
    assert "(note: see page 2)" in kept


def test_the_log_sets_the_state_apart(run: Any, coded: Path) -> None:
    session(run, coded, "a", "u", "q")
    assert '"  (undone)' in run("review", "log", "--db", coded).stdout


@pytest.mark.slow
def test_decisions_that_a_changed_page_sets_aside_are_told(run: Any, tmp_path: Path) -> None:
    page, db = tmp_path / "post.txt", tmp_path / "c.db"
    page.write_text("Vera Marenko said that the monitors would arrive soon.\n", "utf-8")
    add = ("add", page, "--db", db, "--url", "https://post.example/1")
    assert "set aside" not in run(*add).stdout
    session(run, db, "f", "a", "q")
    page.write_text("Vera Marenko said that the harbour is to be closed by night.\n", "utf-8")
    told = run(*add).stdout
    assert "1 new version;" in told
    log = json.loads(run("review", "log", "--json", "--db", db).stdout)
    aside = [each["action"] for each in log if each["state"].startswith("set aside: ")]
    assert "complete" in aside
    assert f"{len(aside)} decision" in told
    assert "of a review set aside: `onrecord review log` says why." in told
    result = run("review", "export", "-o", tmp_path / "gold", "--db", db)
    assert (result.exit_code, "0 documents" in result.stderr) == (2, False)


def test_reviewed_records_are_scored(run: Any, coded: Path) -> None:
    assert run("evaluate", "--reviewed", coded).exit_code == 2
    session(run, coded, "f", "a", "a", "r", "s")
    scores = json.loads(run("evaluate", "--reviewed", coded, "--json").stdout)
    assert (scores["precision"]["statement"]["right"], scores["precision"]["statement"]["n"]) == (2, 3)
    assert scores["recall"]["statement"]["share"] == 1
    told = run("evaluate", "--reviewed", coded).stdout
    assert "more to halve it" in told
    assert "1 looked at in full" in told


def test_gold_holds_what_was_looked_at_in_full(run: Any, coded: Path, tmp_path: Path) -> None:
    out = tmp_path / "gold"
    session(run, coded, "a", "q")
    refused = run("review", "export", "-o", out, "--db", coded)
    assert (refused.exit_code, out.exists()) == (2, False)
    assert "--partial" in refused.stderr
    session(run, coded, "f", "c", "act", "commit", "q")
    written = run("review", "export", "-o", out, "--db", coded)
    assert (written.exit_code, "undecided" in written.stderr) == (0, False)
    gold = json.loads((out / "3.json").read_text())
    assert [each["act"] for each in gold["statements"]] == ["deny", "commit"]
    assert gold["review"]["complete"] is True
    assert all(each["quote"] in (out / "3.txt").read_text() for each in gold["statements"])
    (article,) = gold_articles(out)
    assert score([(article.coding, gold)]).sets["full record"].f1 == 1


def test_gold_that_leaves_fields_undecided_is_told(run: Any, coded: Path, tmp_path: Path) -> None:
    session(run, coded, "f", "c", "act", "undecided", "q")
    written = run("review", "export", "-o", tmp_path / "gold", "--db", coded)
    assert "1 field undecided in what was written" in written.stderr


@pytest.mark.slow
def test_a_decisions_file_goes_to_another_casefile(run: Any, coded: Path, tmp_path: Path) -> None:
    casefile = tmp_path / "another.db"
    open_casefile(str(casefile), create=True).close()
    session(run, coded, "a", "r", "q")
    file = tmp_path / "decisions.jsonl"
    assert run("review", "file", "export", "-o", file, "--db", coded).exit_code == 0
    stranger = run("review", "file", "import", file, "--db", casefile)
    assert stranger.exit_code == 1
    assert stranger.stderr.count("is not in this casefile") == 2
    again = run("review", "file", "import", file, "--db", casefile)
    assert "0 decisions brought in, 2 known already" in again.stdout
    with open_casefile(str(casefile), read_only=True) as kept:
        assert len(kept.all_reviews()) == 2
    file.write_text(file.read_text().replace('"accept"', '"reject"') + "no decision\n")
    broken = run("review", "file", "import", file, "--db", coded)
    assert broken.exit_code == 1
    assert "line 2: was changed after it was written" in broken.stderr
    assert "line 4: is no decision" in broken.stderr
    other = tmp_path / "other.txt"
    other.write_text("hello")
    assert run("review", "file", "import", other, "--db", coded).exit_code == 2


class Terminal:
    """Drive the command on a terminal of its own."""

    def __init__(self, command: list[str], *arguments: object) -> None:
        self.master, slave = pty.openpty()
        environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100", "PYTHONPATH": os.pathsep.join(
            filter(None, [str(Path(__file__).parents[2] / "src"), os.environ.get("PYTHONPATH")])
        )}  # fmt: skip
        self.process = subprocess.Popen(
            [*command, *map(str, arguments)], stdin=slave, stdout=slave, stderr=slave, env=environment,
            start_new_session=True, close_fds=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # so that Ctrl-C reaches it
        )  # fmt: skip
        os.close(slave)
        self.seen = ""

    def expect(self, words: str) -> None:
        """Wait until the words were printed after what was seen last."""
        deadline = time.monotonic() + 60
        while words not in self.seen:
            assert time.monotonic() < deadline, f"no {words!r} in {self.seen!r}"
            assert self._read(), f"no {words!r} in {self.seen!r}, and the end"
        self.seen = self.seen.partition(words)[2]

    def _read(self) -> bool:
        """Take in what was printed; ``False`` where the terminal was closed."""
        if not select.select([self.master], [], [], 60)[0]:
            pytest.fail(f"nothing was printed for 60 seconds after {self.seen!r}")
        try:
            found = os.read(self.master, 65536)
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            return False
        self.seen += found.decode(errors="replace")
        return bool(found)

    def type(self, keys: str) -> None:
        os.write(self.master, keys.encode())

    def end(self) -> int:
        while self._read():
            pass
        code = self.process.wait(60)
        os.close(self.master)
        return code


def test_single_keys_on_a_terminal_and_ctrl_c_loses_nothing(command: list[str], coded: Path) -> None:
    screen = Terminal(command, "review", "--db", coded, "--by", "Cy", "--order", "text")
    screen.expect("q quit > ")
    screen.type("a")
    screen.expect("kept: accepted")
    screen.expect("q quit > ")
    screen.type("c")
    screen.expect("name): ")
    screen.type("act\n")
    screen.expect("act: ")
    screen.type("commit\n")
    screen.expect("kept: corrected")
    screen.expect("q quit > ")
    screen.type("s")
    screen.expect("q quit > ")
    screen.type("r")
    screen.expect("kept: rejected")
    screen.expect("q quit > ")
    screen.type("u")
    screen.expect("kept: undone")
    screen.expect("q quit > ")
    screen.type("m")
    screen.expect("for none): ")
    screen.type("3\n")
    screen.expect("pieces): ")
    screen.type("Tarn agreed to a truce\n")
    screen.expect("met, summit): ")
    screen.type("agreed\n")
    for answer in ("signing", "Tarn", "happened", "", ""):
        screen.expect("undecided): " if answer in ("signing", "happened") else "none): ")
        screen.type(f"{answer}\n")
    screen.expect("kept: added event")
    screen.expect("q quit > ")
    screen.type("\x03")
    screen.expect("5 decisions kept")
    assert screen.end() == 130
    with open_casefile(str(coded), read_only=True) as casefile:
        made = [each.review.action.value for each in casefile.all_reviews()]
    assert made == ["accept", "correct", "reject", "undo", "add"]


def test_a_killed_session_loses_no_decision(command: list[str], coded: Path) -> None:
    screen = Terminal(command, "review", "--db", coded, "--by", "Cy")
    screen.expect("q quit > ")
    screen.type("a")
    screen.expect("kept: accepted")
    os.kill(screen.process.pid, signal.SIGKILL)
    screen.end()
    with open_casefile(str(coded), read_only=True) as casefile:
        assert len(casefile.all_reviews()) == 1
