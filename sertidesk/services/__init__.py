"""Use cases: one transaction each; reads as frozen dataclasses shaped for who asked."""
