"""The reading of each Han character in context, with its origin and confidence."""
