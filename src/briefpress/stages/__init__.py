"""One stage of the pipeline a module; none knows another."""
