"""Keep what a person decides about records, and find it again whatever reads the document next."""
