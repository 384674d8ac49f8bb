"""Report figures with matplotlib, headless. No Qt."""
