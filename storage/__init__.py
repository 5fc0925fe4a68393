"""The hand that remembers: SQLite or PostgreSQL behind the Archive port."""
