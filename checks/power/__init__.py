"""电力供应 and the server room."""
