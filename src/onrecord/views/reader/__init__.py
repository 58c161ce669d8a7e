"""What the reader shows of one article: its words, what is on record of them, and what they share."""
