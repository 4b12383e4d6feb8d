"""The database: rows, engine, schema versions, repository and totals. Only this package and the migrations use SQLAlchemy."""
