"""What people see: one module per feature, each with a router."""

from pages import offline

ROUTERS = (offline.router,)
