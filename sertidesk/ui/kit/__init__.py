"""Parts every screen is put together from: theme, tables, forms, prompts, long work."""
