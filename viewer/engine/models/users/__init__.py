"""Files and code of the user's own: read, built, run where allowed."""
