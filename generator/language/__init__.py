"""What is known of Chinese: words, readings, scripts, names, the dictionary."""
