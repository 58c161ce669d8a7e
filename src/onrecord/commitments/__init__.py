"""Commitments: what a party has bound itself to, offered, weighed or refused."""
