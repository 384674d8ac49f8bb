"""What everything is made of: records, tables and pure functions. No Qt, no torch."""
