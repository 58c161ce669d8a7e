"""Lay meetings, votes and attacks on one time line."""
