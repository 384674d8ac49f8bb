"""The tables of commands and options."""
