"""Lay the register out as one workbook."""
