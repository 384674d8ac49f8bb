"""What explains: the only room where torch lives. No Qt."""
