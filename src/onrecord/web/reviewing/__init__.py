"""Let people put records right in the browser, by keys, as ``onrecord review`` does on a terminal."""
