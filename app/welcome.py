"""What the terminal shows when the server starts."""

import qrcode

from app.core.config import read_config
from app.core.words import t


def greet(address: str, first_link: str) -> None:
    """Print the address, a QR code of it, and where the first account is made."""
    language = read_config().language
    code = qrcode.QRCode(border=2)
    code.add_data(address)
    print()
    code.print_ascii(invert=True)
    print(f'  Tagwalk 码上巡   {address}')
    if first_link:
        print(f'  {t("welcome-first", language)}')
        print(f'  {first_link}')
    if not read_config().is_https:
        print(f'  {t("welcome-http", language)}')
    print(flush=True)
