"""What a run is told: configuration files, rules, the schema of each document, the day."""
