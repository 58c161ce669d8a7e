"""Nothing that a stranger sends is acted on by the terminal that shows the log."""

from __future__ import annotations

import logging
import logging.config
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.web.safety import logs

BAD = "\x1b]0;pwned\x07\x1b[2J\r\x9b31m\u202e\u2028\ud800"


@pytest.fixture
def written() -> tuple[logging.Logger, StringIO]:
    """Return a logger that nobody else listens to, and what it writes."""
    out, logger = StringIO(), logging.Logger("apart")
    handler = logging.StreamHandler(out)
    handler.setFormatter(logs.Plain("%(message)s"))
    logger.addHandler(handler)
    return logger, out


def test_messages_and_errors_are_plain(written: tuple[logging.Logger, StringIO]) -> None:
    logger, out = written
    try:
        raise ValueError(BAD)
    except ValueError:
        logger.exception("POST /%s failed", BAD)
    told = out.getvalue()
    assert "\\x1b]0;pwned" in told
    assert "Traceback" in told
    assert all(each.isprintable() or each == "\n" for each in told)


@given(st.text())
def test_no_text_holds_what_a_terminal_acts_on(text: str) -> None:
    told = logs.plain(text)
    assert not any(0x7F <= ord(each) < 0xA0 or (ord(each) < 0x20 and each not in "\n\t") for each in told)
    assert logs.plain(told) == told


def test_uvicorn_writes_so_too() -> None:
    formatters = logging.config.DictConfigurator(logs.of_uvicorn()).config["formatters"]
    assert {each["()"] for each in formatters.values()} == {"onrecord.web.safety.logs.Plain"}
