"""The orders of a web shop."""
