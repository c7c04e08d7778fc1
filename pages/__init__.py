"""What people see: one module per feature; `routes.py` lists the addresses inside the frame."""

from pages import frame, label_files, offline, sign_in

ROUTERS = (offline.router, sign_in.router, label_files.router, frame.router)
