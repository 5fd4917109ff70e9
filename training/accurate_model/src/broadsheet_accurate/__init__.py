"""The weights of the accurate model of quotations, read by `broadsheet.quotes.accurate`."""
