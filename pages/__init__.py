"""What people see: one module per feature; `routes.py` lists the addresses inside the frame."""

from pages import (
    blanks,
    boards,
    checklists,
    compensation,
    frame,
    handovers_paper,
    hazards,
    label_files,
    ledger,
    letters_one,
    loans_pass,
    loans_slip,
    offline,
    prints,
    public_reports,
    repairs_figures,
    sign_in,
    stocktakes_report,
    trust,
)

ROUTERS = (
    offline.router, sign_in.router, label_files.router, blanks.router, ledger.router, checklists.router, boards.router,
    prints.router, handovers_paper.router, letters_one.router, compensation.router, loans_pass.router,
    loans_slip.router,
    hazards.router, public_reports.router, repairs_figures.router, stocktakes_report.router,
    trust.router, frame.router,
)  # fmt: skip
