"""An agency's own file given back with what is wrong written beside each cell, in the format it came in.

The file is opened only in a limited process, as for reading. A workbook of a format that cannot be written
(xls, ods) comes back as xlsx, with the values that were read.
"""

from chronology.marking.marks import Marked, Remark, mark_file

__all__ = ["Marked", "Remark", "mark_file"]
