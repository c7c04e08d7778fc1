"""What the terminal shows when the server starts."""

import qrcode

from app import trusting
from app.certificates import fingerprint
from app.core.config import read_config
from app.core.words import t


def greet(first_link: str) -> None:
    """Print the address, a QR code of it, and where the first account is made."""
    config = read_config()
    language, address = config.language, config.public_url
    trust = f'{address.replace("https://", "http://", 1)}/trust' if config.own_https else ''
    code = qrcode.QRCode(border=2)
    code.add_data(trust or address)
    print()
    code.print_ascii(invert=True)
    print(f'  Tagwalk 码上巡   {address}')
    if trust:
        print(f'  {t("welcome-trust", language)} {trust}')
        print(f'  {t("welcome-fingerprint", language)}\n  {fingerprint(trusting.certificates().authority)}')
    if first_link:
        print(f'  {t("welcome-first", language)}')
        print(f'  {first_link}')
    if not config.is_https:
        print(f'  {t("welcome-http", language)}')
    print(flush=True)
