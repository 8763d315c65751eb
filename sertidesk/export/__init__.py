"""Writing files: workbooks, papers. Knows no storage."""
