"""Find pairs of reports that cannot both hold."""
