"""Borders to other people's files and to the disk: reading, writing, waiting, listing folders."""
