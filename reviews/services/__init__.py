"""The verbs of reviews, one module for each noun: terms, agency, submission, overview."""
