"""Lay out chains, derivations and stories as trees: what came first above, what took it over below.

A tree is drawn in the terminal (``cli.tree_lines``) and as a picture (``views.pictures.chain``) alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.model import Derivation, Entry, Link
from onrecord.store.fold import fold
from onrecord.text.days import days
from onrecord.views.lineage import tie_line
from onrecord.views.looking import Asked
from onrecord.views.wordings import document_name, hands, words_of

_LAST = "9999-99-99"
SHOWN = "shown above"
CIRCLE = "goes in a circle"
NO_PAGE = "not in the casefile"


@dataclass(frozen=True, slots=True)
class Node:
    """Hold one document, outlet or person of a tree, and how it hangs on the one above it."""

    label: str
    role: str = "document"  # document, outlet, relay or speaker
    document: str | None = None  # id, where the casefile has its page
    tie: str = ""  # how it hangs on the node above: "rewrite, not credited"
    lines: tuple[str, ...] = ()  # its title, or its words
    marks: tuple[str, ...] = ()  # what to beware of: "unnamed", "goes in a circle"
    origin: bool = False  # a report of the entry began here
    chosen: bool = False  # what was asked for
    children: tuple[Node, ...] = ()

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below it, from above."""
        yield self
        for child in self.children:
            yield from child.walk()

    def documents(self) -> Iterator[str]:
        """Yield the ids of the documents here and below."""
        yield from (node.document for node in self.walk() if node.document is not None)


@dataclass(slots=True)
class _Branch:
    """Gather what chains have in common, from the speaker down to the reader."""

    node: Node
    below: dict[tuple[str, str], _Branch]

    def made(self) -> Node:
        return replace(self.node, children=tuple(branch.made() for branch in self.below.values()))


def chain_tree(entry: Entry, look: Asked) -> tuple[Node, ...]:
    """Return the way that the reports of an entry came: speakers above, the outlets that one reads below.

    Chains that begin alike share their beginning, so that one origin is one branch.
    """
    top: dict[tuple[str, str], _Branch] = {}
    for report in entry.reports:
        held = top
        way = hands(report)
        for link in reversed(way):
            branch = held.setdefault(_key(link), _Branch(_of_link(link, look), {}))
            if link.note and link.note not in branch.node.marks:
                branch.node = replace(branch.node, marks=(*branch.node.marks, link.note))
            if link.document == report.origin or f"outlet: {link.name}" == report.origin:
                branch.node = replace(branch.node, origin=True)
            held = branch.below
            if link is way[0]:
                words = tuple(dict.fromkeys([*branch.node.lines, f"“{words_of(report)}”"]))
                branch.node = replace(branch.node, lines=words)
    return tuple(branch.made() for branch in top.values())


def _key(link: Link) -> tuple[str, str]:
    """Return what makes two links of chains the same: their page, else their folded name."""
    if link.document is not None:
        return "document", link.document
    return "speaker" if link.role == "speaker" else "outlet", fold(link.name)


def _of_link(link: Link, look: Asked) -> Node:
    if link.document is None:
        return Node(link.name, link.role)
    document = look.summary(link.document)
    label = document_name(document) if document.outlet else f"{link.name}, {document.published or 'undated'}"
    return Node(label, link.role, link.document)


def lineage_trees(
    derivations: Iterable[Derivation], look: Asked, chosen: str | None = None
) -> tuple[Node, ...]:
    """Return the trees of documents with what derives from each.

    Args:
        derivations: of whole families, since what is not among them stands nowhere.
        look: tells what documents are.
        chosen: only the trees that hold this document, which is marked.
    """
    family = _Family(derivations, look, chosen)
    trees = [family.tree(root, None, ()) for root in family.roots()]
    while left := family.left():  # what derives from itself in a circle has no beginning
        trees.append(family.tree(left[0], None, ()))
    return tuple(tree for tree in trees if chosen is None or chosen in tree.documents())


class _Family:
    """Hold derivations by their source while trees are made of them."""

    def __init__(self, derivations: Iterable[Derivation], look: Asked, chosen: str | None) -> None:
        self.look, self.chosen = look, chosen
        self.below: dict[str, list[Derivation]] = {}
        self.derived: set[str] = set()
        for each in derivations:
            self.below.setdefault(each.source or f"outlet: {each.outlet}", []).append(each)
            if each.source:
                self.derived.add(each.derived)
        self.shown: set[str] = set()

    def roots(self) -> list[str]:
        """Return the documents that derive from no other, the earliest first; outlets without a page last."""
        return sorted(self.below.keys() - self.derived, key=self._order)

    def left(self) -> list[str]:
        """Return the sources that no tree shows yet."""
        return sorted(self.below.keys() - self.shown, key=self._order)

    def tree(self, name: str, over: Derivation | None, above: tuple[str, ...]) -> Node:
        """Return a document with what derives from it; each document is followed once."""
        node = self._node(name, over)
        if name in above:
            return replace(node, marks=(*node.marks, CIRCLE))
        if name in self.shown:
            return replace(node, lines=(), marks=(*node.marks, SHOWN))
        self.shown.add(name)
        below = sorted(self.below.get(name, ()), key=lambda each: self._order(each.derived))
        children = tuple(self.tree(each.derived, each, (*above, name)) for each in below)
        return replace(node, children=children)

    def _node(self, name: str, over: Derivation | None) -> Node:
        tie = tie_line(over) if over else ""
        if name.startswith("outlet: "):
            return Node(name.removeprefix("outlet: "), "outlet", None, tie, marks=(NO_PAGE,))
        document = self.look.summary(name)
        title = " ".join((document.title or document.name).split())
        return Node(document_name(document), "document", name, tie, (title,), chosen=name == self.chosen)

    def _order(self, name: str) -> tuple[str, str]:
        if name.startswith("outlet: "):
            return _LAST, name
        bounds = days(self.look.summary(name).published)
        return bounds[0] if bounds else _LAST, name


def story_trees(
    documents: Sequence[str], derivations: Sequence[Derivation], look: Asked, chosen: str | None = None
) -> tuple[Node, ...]:
    """Return the documents of a story as trees: those that stand alone too, the earliest first."""
    among = set(documents)
    inner = [
        each for each in derivations if each.derived in among and (each.source in among or not each.source)
    ]
    trees = list(lineage_trees(inner, look, None))
    shown = {each for tree in trees for each in tree.documents()}
    alone = _Family((), look, chosen)
    trees += [alone.tree(each, None, ()) for each in documents if each not in shown]
    marked = [_choose(tree, chosen) for tree in trees]
    return tuple(sorted(marked, key=lambda tree: _first(tree, documents)))


def _choose(tree: Node, chosen: str | None) -> Node:
    children = tuple(_choose(child, chosen) for child in tree.children)
    return replace(tree, children=children, chosen=tree.document is not None and tree.document == chosen)


def _first(tree: Node, documents: Sequence[str]) -> int:
    held = set(tree.documents())
    return min((place for place, each in enumerate(documents) if each in held), default=len(documents))
