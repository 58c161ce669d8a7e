"""Set out what the pages about actors, issues, blocs and conflicts show, as plain values for templates."""
