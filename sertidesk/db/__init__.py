"""Storage: one SQLite file, its tables, history and search. Only this floor knows SQL dialects."""
