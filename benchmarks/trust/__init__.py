"""What site generators do with faults and with hostile input."""
