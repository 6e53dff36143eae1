"""Benchmarks: each runs a reference beside the application and prints ratios, never a bare time."""
