"""Script editions (simplified, Taiwan, Hong Kong): word conversion and script detection."""
