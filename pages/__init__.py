"""What people see: one module per feature; `routes.py` lists the addresses inside the frame."""

from pages import frame, labels, ledger, offline, sign_in

ROUTERS = (offline.router, sign_in.router, labels.router, ledger.router, frame.router)
