"""broadsheet: read a body of news coverage closely."""
