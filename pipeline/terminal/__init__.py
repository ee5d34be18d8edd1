"""What people read on a terminal: tables, progress, errors and what to do about them."""
