"""How a reply is composed, one module for each kind of reply."""
