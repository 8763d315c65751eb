"""Pure rules: no Qt, no SQL, no file; the standard library only."""
