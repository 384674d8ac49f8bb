"""What each command of the table does: one module for one part of the window."""
