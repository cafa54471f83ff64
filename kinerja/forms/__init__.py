"""Forms: the shape of what people type; what it means is for the services."""
