"""What is broken or doubtful in a site: a module a subject, each doubt with place and remedy."""
