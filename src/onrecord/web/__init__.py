"""The web app: the casefile as an analyst works with it, served by the machine that has it."""
