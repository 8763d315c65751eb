"""Word files: a second writer of the same papers that `export.pdf` draws, to be edited further."""
