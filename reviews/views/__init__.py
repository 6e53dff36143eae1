"""Pages of reviews, one module for each noun."""
