"""What is seen: widgets that take records and emit wishes."""
