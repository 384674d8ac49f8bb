"""Many pictures at once, headless. No Qt."""
