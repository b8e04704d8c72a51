"""Knowledge of Chinese: words, readings, scripts, names and the dictionary."""
