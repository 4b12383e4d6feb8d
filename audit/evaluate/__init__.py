"""Scoring predicted attributions against gold."""
