"""The verbs: what can be done with the things of a school."""
