"""The window's own frame: docks, notices, status, welcome, tour."""
