"""The server: the domains' routes in one ASGI application, with the web app beside them."""
