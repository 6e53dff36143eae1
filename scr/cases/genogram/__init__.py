"""A family as a genogram, laid out by rules: plain functions of plain data, with the same picture every time.

People stand in rows, a generation to a row, partners beside each other and children below their parents by
age. ``lay_out`` is the whole of it; what a case's register says is turned into its arguments in
scr/cases/family_picture.py.
"""
