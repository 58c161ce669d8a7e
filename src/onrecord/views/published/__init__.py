"""Decide what may leave the desk: pure rules over what people decided, and a casefile that keeps to them."""
