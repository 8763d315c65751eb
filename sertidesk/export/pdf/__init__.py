"""Paper: the kit for PDF files (page, letterhead, table, signatures), and each kind of paper."""
