"""Set out what was put before others and who answered how."""
