"""What people see: one module per feature; `routes.py` lists the addresses inside the frame."""

from pages import blanks, frame, label_files, ledger, offline, sign_in

ROUTERS = (offline.router, sign_in.router, label_files.router, blanks.router, ledger.router, frame.router)
