"""Keep the record of a negotiation from news coverage: who said what, with the words that carry it."""

__version__ = "0.1.0"
