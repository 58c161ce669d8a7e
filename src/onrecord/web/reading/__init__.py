"""Gather from the casefile what pages about articles and their sources show."""
