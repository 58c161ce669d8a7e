"""Keep a casefile: pages, readings, decisions, and what is derived of them. Nothing outside knows how."""
