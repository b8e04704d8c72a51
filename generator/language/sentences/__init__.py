"""Text to sentences: where each begins and ends, in Chinese and in English."""
