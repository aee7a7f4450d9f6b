"""What each person should hear of: kept in a list of their own, and told to another system where the site names one."""
