"""Keep a user's own table in step in the browser, as ``onrecord tracker`` does."""
