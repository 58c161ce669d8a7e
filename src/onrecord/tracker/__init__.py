"""Compare the register with a table that its user keeps by hand, and write what is settled back into it."""
