"""What the graph tells when it is counted: plain tables, no HTML. Today's date is always a parameter."""
