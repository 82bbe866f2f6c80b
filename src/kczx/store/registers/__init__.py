"""Registers: the lists behind figures and offices, as documents name them, and indicators over time."""
