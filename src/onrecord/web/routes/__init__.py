"""Answer requests: a module for each area of the app."""
