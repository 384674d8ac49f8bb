"""Records that travel between window and engine, and the table of questions."""
