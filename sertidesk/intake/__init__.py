"""Reading foreign files: lists from villages, SOP files. Knows no storage."""
