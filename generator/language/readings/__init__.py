"""How each Han character is read where it stands, who says so and how sure."""
