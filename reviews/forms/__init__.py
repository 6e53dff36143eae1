"""Forms of reviews, one module for each noun."""
