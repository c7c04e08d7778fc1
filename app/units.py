"""Units as people read them: what Chinese counts with a measure word needs none in English."""

ENGLISH = {'分': 'points', '人': 'people', '次': 'times', '天': 'days', '小时': 'h', '分钟': 'min', '元': 'yuan'}
ENGLISH |= dict.fromkeys('个件台套张把支条盏种块只副辆部架根本册座扇床口顶面幅间份组盒瓶桶双对盆棵', '')


def unit_said(unit: str, language: str) -> str:
    """A unit in somebody's language; one that nobody translated stays as it was written."""
    return ENGLISH.get(unit, unit) if language == 'en' else unit
