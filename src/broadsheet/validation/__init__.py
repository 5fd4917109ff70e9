"""Samples to code by hand, and what they say about the figures."""
