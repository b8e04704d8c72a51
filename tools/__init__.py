"""What developers run and the wheel leaves out."""
