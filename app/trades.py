"""Trades: who mends what; which trade a sort of thing belongs to until somebody says otherwise."""

TRADES = ('electric', 'water', 'doors', 'furniture', 'electronics', 'kitchen', 'play', 'fire', 'grounds', 'other')

# By category of the thing, as in app/starter/categories.yaml; what is not named is anybody's.
_OF = {
    'electric': ('fan', 'aircon', 'switchboard', 'lamp', 'appliance', 'clock', 'lift'),
    'water': ('water', 'boiler', 'toilet'),
    'doors': ('curtain',),
    'furniture': ('furniture', 'board', 'dormitory'),
    'electronics': ('electronics', 'projector', 'sound', 'security'),
    'kitchen': ('kitchen_gear', 'sample_fridge', 'steriliser'),
    'play': ('playground', 'sandpit', 'pe_fixed', 'pe', 'toy'),
    'fire': ('extinguisher', 'fire'),
    'grounds': ('plant', 'tool', 'cleaning', 'vehicle'),
}
_BY_CATEGORY = {category: trade for trade, categories in _OF.items() for category in categories}


def trade_of(category: str) -> str:
    return _BY_CATEGORY.get(category, 'other')


def known_trade(trade: str) -> str:
    """Raises ValueError for a word that is no trade; nothing said is fine."""
    if trade and trade not in TRADES:
        raise ValueError(f'unknown trade: {trade}')
    return trade
