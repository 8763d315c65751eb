"""SertiDesk: the desk program for facilitating construction-worker certification."""

__version__ = "0.1.0"
