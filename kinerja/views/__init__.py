"""The pages: read the request, ask a selector or a service, render. No rule, no threshold, no scope."""
