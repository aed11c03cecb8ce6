"""Runs migrations on the connection that the program hands over."""

from alembic import context

from phonebank.store import tables

config = context.config

context.configure(
    connection=config.attributes["connection"],
    target_metadata=tables.METADATA,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
