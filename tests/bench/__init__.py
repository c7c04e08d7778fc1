"""Figures: how fast, how large. `python -m tests.bench [prefix]` measures them on the real server."""
