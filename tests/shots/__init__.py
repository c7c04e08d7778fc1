"""Pictures of every page for a designer’s eye: `make shots`."""
