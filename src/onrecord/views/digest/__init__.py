"""Say what is new, changed, contradicted and taken back in a window of time."""
