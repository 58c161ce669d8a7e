"""Keep what the web app knows beside a casefile: who works with it, what they do, what is under way."""
