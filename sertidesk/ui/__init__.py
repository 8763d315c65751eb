"""The window: PySide6 only here; shows what services answer, asks services to act."""
