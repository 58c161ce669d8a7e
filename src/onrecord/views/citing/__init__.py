"""Cite entries and documents, to paste."""
