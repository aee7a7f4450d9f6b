"""Labels that stay where they are (Parquet, a database, Spark): statistics of them by GROUP BY, with Ibis (extra `scan`)."""
