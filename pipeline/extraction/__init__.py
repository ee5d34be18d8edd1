"""From a `Doc` to rows: findings taken out, rows made, batches of articles to tables; what fails costs its own rows."""
