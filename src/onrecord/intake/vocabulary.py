"""Load what furniture, credits and outlets say, as patterns made once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Hold the patterns of ``data/furniture.toml``; all are matched without regard to case."""

    labels: re.Pattern[str]
    headers: re.Pattern[str]
    neighbours: re.Pattern[str]
    fields: re.Pattern[str]
    prompts: re.Pattern[str]
    marks: re.Pattern[str]
    comments: re.Pattern[str]
    menu: re.Pattern[str]
    share: re.Pattern[str]
    author: re.Pattern[str]
    first_person: re.Pattern[str]


@cache
def vocabulary() -> Vocabulary:
    """Return the patterns."""
    data = _toml("furniture.toml")
    parts: dict[str, str] = data["parts"]

    def one_of(name: str, prefix: str = "", suffix: str = "") -> re.Pattern[str]:
        joined = "|".join(data["lines"][name])
        for part, pattern in parts.items():
            joined = joined.replace("{" + part + "}", pattern)
        return re.compile(f"{prefix}(?:{joined}){suffix}", re.IGNORECASE)

    author: dict[str, str] = data["author"]
    name = (
        r"(?:(?:[Dd]r|[Pp]rof(?:essor)?|[Ss]ir)\.? )?[A-ZÀ-Ž][\w.'’-]*(?: (?:[A-ZÀ-Ž][\w.'’-]*|de|van|"
        r"von|der|al|bin)){1,4}"
    )
    return Vocabulary(
        labels=one_of("labels", suffix=r"[.!:?]*\Z"),
        headers=one_of("headers", suffix=r"[.!:?]*\Z"),
        neighbours=one_of("neighbours", suffix=r"[.!:?]*\Z"),
        fields=one_of("fields", suffix=r"\Z"),
        prompts=one_of("prompts"),
        marks=one_of("marks"),
        comments=one_of("comments", suffix=r"[.!:?]*\Z"),
        menu=one_of("menu", suffix=r"\Z"),
        share=re.compile(parts["share"] + r"\Z", re.IGNORECASE),
        author=re.compile(
            rf"(?P<name>{name}),? {author['does']}\b(?:[^.]{{0,60}}?\b{author['roles']}\b)?", re.UNICODE
        ),
        first_person=re.compile(
            rf"(?:I am|I['’]m|My name is|"
            rf"Hi, I['’]m)\s+(?P<name>{name})\b[^.]{{0,80}}?\b{author['roles']}\b", re.UNICODE
        ),
    )  # fmt: skip


@cache
def author_role() -> re.Pattern[str]:
    """Return the pattern of what an author box calls somebody."""
    return re.compile(rf"\b{_toml('furniture.toml')['author']['roles']}s?\b", re.IGNORECASE)


@cache
def imprint() -> re.Pattern[str]:
    """Return the pattern of the words of small print."""
    return re.compile(
        rf"(?<!\w)(?:{'|'.join(_toml('furniture.toml')['imprint']['words'])})(?!\w)", re.IGNORECASE
    )


@cache
def words(name: str) -> frozenset[str]:
    """Return the entries of a word list in ``data``, as written; lines that begin with # are remarks."""
    rows = files("onrecord.intake").joinpath(f"data/{name}").read_text(encoding="utf-8").splitlines()
    return frozenset(row.strip() for row in rows if row.strip() and not row.startswith("#"))


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(files("onrecord.intake").joinpath(f"data/{name}").read_text(encoding="utf-8"))
