"""Show reports that cannot both hold side by side."""
