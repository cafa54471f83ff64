"""Whatever signs a file, behind one interface: a key in memory, a token, a service over HTTP."""
