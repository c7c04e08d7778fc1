"""A deterministic simulation: phones, a network and the real write path, all drawn from one number."""
