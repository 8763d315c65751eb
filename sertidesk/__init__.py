"""SertiDesk: the desk program for facilitating construction-worker certification."""

import os

__version__ = "0.1.0"

# The Word writer brings lxml, and openpyxl would change to it wherever it is installed: broken
# workbooks would be refused with errors of another kind, and reading gains nothing by it.
os.environ.setdefault("OPENPYXL_LXML", "False")
