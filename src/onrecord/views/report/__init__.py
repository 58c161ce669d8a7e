"""Put a whole register into one page: what it shows, and below it every entry with all that carries it."""
