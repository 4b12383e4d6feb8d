"""The store room: database rows, engine, schema versions, repository and totals. The only room (with migrations) that knows SQLAlchemy."""
