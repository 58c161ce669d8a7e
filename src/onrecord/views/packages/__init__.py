"""Hold what is undertaken against packages, deliveries and deadlines."""
