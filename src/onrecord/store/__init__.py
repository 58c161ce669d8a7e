"""Keep a casefile: documents, pages, readings and edits. Nothing outside knows in which database."""
