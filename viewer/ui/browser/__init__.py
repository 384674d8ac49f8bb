"""The browser of folders and pictures."""
