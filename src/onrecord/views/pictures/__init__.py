"""Draw what views give: matrix, time line, package board, chain and unity, as SVG and PNG.

Each module lays one kind of picture out (``sheet``); ``render`` puts it on paper through matplotlib, which is
imported there and in ``letters`` alone, when something is drawn. Shape and hatching carry the meaning, colour
says it again. Every mark holds the ids of the entries that it stands for.
"""
