"""PostgreSQL and Valkey from wheels, and what runs beside them, for ./start and ./test only."""
