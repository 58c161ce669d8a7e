"""Show where actors stand, when that changed, and how far a bloc is apart."""
