"""Find what documents derive from: copies, rewrites, partial takeovers, cited sources, revisions, origins."""
