"""The columns of a school's register: what their headings may be called, and where the header row is."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

HEADER_WITHIN = 30  # rows


@dataclass(frozen=True)
class Column:
    """One column: its key in the values, its heading in both languages, what else it is called, its longest text."""

    key: str
    zh: str
    en: str
    words: str = ''
    longest: int = 80


COLUMNS = (
    Column('code', '资产编号', 'Asset code', '编号 固定资产编号 资产编码 物品编号 设备编号 资产代码 卡片编号 AssetNo'),
    Column('name', '资产名称', 'Name', '名称 物品名称 设备名称 品名 固定资产名称 资产 AssetName Item', longest=200),
    Column('category', '资产类别', 'Category', '类别 分类 资产分类 资产大类 类型 AssetCategory Type'),
    Column('spec', '规格型号', 'Specification', '规格 型号 型号规格 规格及型号 Spec Model', longest=200),
    Column('unit', '计量单位', 'Unit', '单位', longest=20),
    Column('quantity', '数量', 'Quantity', '件数 账面数 账面数量 Qty'),
    Column('price', '单价', 'Unit price', '价格 单位价值 Price'),
    Column('amount', '金额', 'Amount', '原值 总价 总金额 资产原值 账面原值 价值 Total'),
    Column('bought', '购置日期', 'Purchase date', '取得日期 购买日期 购入日期 购置时间 启用日期 Date'),
    Column('funds', '资金来源', 'Funding source', '经费来源 Funds Funding'),
    Column('department', '使用部门', 'Department', '部门 管理部门 使用单位'),
    Column('place', '存放地点', 'Storage place', '存放位置 地点 位置 放置地点 存放处 所在地点 Location', longest=200),
    Column('custodian', '保管人', 'Custodian', '使用人 责任人 管理人 负责人 Keeper'),
    Column('state', '使用状况', 'Status', '状况 状态 使用状态 资产状态 现状 State Condition'),
    Column('remarks', '备注', 'Remarks', '说明 附注 Notes Remark Note', longest=2000),
    Column('serial', '序列号', 'Serial number', '出厂编号 机身号 SN S/N Serial SerialNo'),
    Column('old_code', '原编号', 'Old code', '旧编号 原资产编号 OldCode'),
    Column('brand', '品牌', 'Brand', '厂牌'),
    Column('gb_code', '国标分类代码', 'National category code', '分类代码 资产分类代码 国标代码', longest=40),
    Column('gb_edition', '分类标准', 'Edition of the standard', '国标版本', longest=40),
    Column('supplier', '供货商', 'Supplier', '供应商 销售商 Vendor', longest=200),
    Column('acquired', '取得方式', 'How acquired', '购置方式', longest=40),
    Column('booked', '入账日期', 'Entered in the books', '财务入账日期 记账日期'),
    Column('warranty', '保修到', 'Warranty until', '保修期至 保修截止日期'),
    Column('life', '折旧年限', 'Service life', '使用年限 预计使用年限'),
    Column('upkeep', '保养周期', 'Service interval', '保养周期（月） 维保周期 保养间隔'),
    Column('own', '码上巡编号', 'Tagwalk ID'),
)
REQUIRED = ('name',)
COPIED = ('category', 'spec', 'unit', 'funds', 'department', 'remarks', 'serial', 'old_code')  # as they stand
SELDOM = ('brand', 'gb_code', 'gb_edition', 'supplier', 'acquired')  # the same, where a sheet has them at all
REPEATABLE = ('category', 'spec', 'unit', 'bought', 'funds', 'department', 'place', 'custodian', 'state')  # 同上
LONGEST = {column.key: column.longest for column in COLUMNS}
TOTALS = re.compile(r'(本页)?(小计|合计|总计|累计|共计)|(sub|grand)?total$')
SIGNED = re.compile(r'(制表|审核|填表|经手|负责|盖章|监盘).{0,6}:')


def _half(cell: Any) -> str:
    return ''.join(unicodedata.normalize('NFKC', str(cell)).split())


def fold(cell: Any) -> str:
    """A heading as it is compared: half width, lower case, without white space or what stands in brackets."""
    text = _half(cell).lower()
    return re.sub(r'\(.*?\)|\[.*?\]|[*:]', '', text) or text


_KEYS = {
    fold(word): column.key for column in COLUMNS for word in (column.zh, column.en, column.key, *column.words.split())
}


def keys_of(row: Sequence[Any]) -> dict[str, int]:
    """Which column each heading of a row stands for; the first one wins where two mean the same."""
    found: dict[str, int] = {}
    for place, cell in enumerate(row):
        if isinstance(cell, str) and (key := _KEYS.get(fold(cell))):
            found.setdefault(key, place)
    return found


def find_header(rows: Sequence[Sequence[Any]]) -> int | None:
    """The row with the most headings among the first thirty, at least two of them; None when there is none."""
    counts = [len(keys_of(row)) for row in rows[:HEADER_WITHIN]]
    best = max(counts, default=0)
    return counts.index(best) if best >= 2 else None


def row_kind(row: Sequence[Any], columns: Mapping[str, int]) -> Literal['line', 'heading', 'other']:
    """Whether a row holds a thing, opens a section, or is neither: blank, a total, a signature, the header again."""
    filled = [place for place, cell in enumerate(row) if str(cell).strip()]
    if not filled:
        return 'other'
    first = fold(row[filled[0]])
    known = set(filled) & set(columns.values())
    if TOTALS.match(first) or SIGNED.match(_half(row[filled[0]])) or len(keys_of(row)) >= max(2, len(columns) // 2):
        return 'other'
    if len(filled) == 1 and filled[0] != columns['name']:
        return 'other' if first.replace('.', '').isdecimal() else 'heading'
    return 'line' if known else 'other'
