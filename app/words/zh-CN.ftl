
### 手机端:表单、扫码、待发箱、离线应用

app-name = 码上巡
answer-ok = 正常
answer-fault = 故障
answer-na = 不适用
form-progress = 已完成 { $done } / { $total }
form-note = 备注
form-optional = 选填
form-choose = 请选择
form-finish = 完成检查
form-save = 保存
form-missing = 还有 { $count } 项没有填
form-answer-this = 这一项还没有填
form-say-how = 请写明已怎样处理
form-warn = 偏离平常值，请留意
form-not-a-number = 请填数字
form-between = 应在 { $min }–{ $max } { $unit } 之间
form-exactly = 应为 { $value } { $unit }
form-at-least = 不少于 { $min } { $unit }
form-at-most = 不超过 { $max } { $unit }
form-out-of-use = 保存后立即暂停使用
form-opens-repair = 保存后自动报修
form-fix-now = 必须当场整改，或马上交给值班领导
form-how-fixed = 怎样处理的
form-what-is-wrong = 哪里有问题
form-restored = 已恢复上次没有填完的内容。
form-start-over = 重新填写
form-unknown = 手机里还没有这张表，请联网后再打开一次。
form-not-kept = 没有保存成功：手机存储空间可能已满。内容还在屏幕上，请勿关闭。
form-sign-in = 还没有登录，暂时不能保存。填写的内容已留在本机，登录后接着填。
photo-take = 拍照
photo-taken = 已拍照片
photo-remove = 移除照片
photo-unreadable = 这张照片读不出来，请重拍。
saved-phone = 已保存在本机
saved-phone-more = 联网后自动上传，请勿清除浏览器数据。
saved-server = 已保存到服务器
saved-server-more = 办公室现在就能看到。
saved-held = 服务器已收到，待确认
saved-held-more = 已存好，等条件具备后自动生效。
saved-look = 需要处理
saved-look-more = 请到待发箱查看原因。
saved-out-of-use = 已标为暂停使用。修好并复查后才能恢复使用。
saved-repairs = 将生成 { $count } 张维修单。
saved-repairs-open = 已生成 { $count } 张维修单。
saved-scan-next = 扫下一个
saved-back = 返回
scan-view = 相机画面
scan-aim = 对准二维码标签
scan-starting = 正在打开相机…
scan-lamp = 手电筒
scan-photo = 拍标签识别
scan-reading = 正在识别…
scan-type = 或输入标签上的编码
scan-go = 打开
scan-nothing = 照片里没有找到二维码，请靠近一点、拍清楚些。
scan-foreign = 这不是本校的标签，没有打开。内容是：{ $text }
scan-one-wrong = 编码有一个字符不对，请对照标签再看一遍。
scan-not-a-code = 编码应为 12 个字母和数字。
scan-camera-insecure = 这个网址不是 https，浏览器不允许实时相机。请用下面的按钮拍下标签，一样能识别。
scan-camera-refused = 没有相机权限。可在浏览器设置里允许，也可以直接拍下标签。
scan-camera-none = 没有找到相机。请输入标签上的编码。
scan-camera-busy = 相机打不开，可能正被其他应用占用。也可以直接拍下标签。
outbox-title = 待发箱
outbox-safe = 已全部上传
outbox-sending = 正在上传…
outbox-waiting = { $count } 条待上传
outbox-needs = { $count } 条待处理
outbox-sign-in = 登录后上传 { $count } 条
outbox-go-sign-in = 去登录
outbox-offline = 网络不通。{ $count } 条记录保存在本机，联网后自动上传。
outbox-waiting-more = { $count } 条记录还只在本机，正等待上传。
outbox-needs-more = { $count } 条记录需要您看一下。
outbox-safe-more = 本机的记录都已在服务器上。
outbox-send-now = 立即上传
outbox-upset = 需要处理
outbox-here = 等待中
outbox-there = 服务器已有（保留 30 天）
outbox-empty = 这台手机还没有记录
outbox-on-phone = 仅在本机
outbox-on-server = 已在服务器
outbox-held = 待确认
outbox-dealt = 已处理
outbox-still-here = 仍保存在本机
outbox-office-decides = 已存档，等办公室裁定
outbox-refused = 服务器已存档，但没有生效
outbox-retry = 再试一次
outbox-deal = 已处理
outbox-see-thing = 查看
outbox-export = 导出为文件
shell-scan = 扫一扫
shell-search = 按名称或编号查找
shell-nothing-found = 没有找到。可能是新登记的，联网后再查。
shell-with-checks = 可检查的物品和地点
shell-no-checks = 没有安排检查
shell-no-copy = 手机里还没有数据。请在有网络时登录一次。
shell-copy-of = 数据更新于 { $when }
shell-offline = 离线中。照常填写，先存在本机，联网后自动上传。
shell-offline-waiting = 离线中。{ $count } 条记录保存在本机，联网后自动上传。
shell-online = 网络已恢复。
shell-online-draft = 网络已恢复。没填完的内容会保留。
shell-reload = 打开在线页面
shell-unknown-tag = 没有认出这个标签
shell-unknown-tag-more = 手机里没有它的资料，可能是新标签。可以先记下看到了它，联网后由办公室核对。
shell-keep-sighting = 记下这个标签
shell-sighted = 已记在本机，联网后自动上传。
shell-not-here = 手机里没有这一项，联网后再打开。
shell-needs-network = 这一页需要网络。
shell-try-again = 再试一次
shell-home = 回首页
thing-where = 所在位置
thing-out-of-use = 暂停使用
thing-out-of-use-more = 暂停使用：请勿使用，等修好并复查。
thing-checked = 上次检查 { $when }
thing-waiting = 这里有 { $count } 条记录还只在本机。
thing-repairs = 未关闭的维修
thing-inside = 里面有
problem-unknown = 没有办成（代码 { $code }）。
problem-photo_lost = 记录已收到，但有照片没能上传。
tags-sighted = 看到未登记的标签

# 标签与表格
problem-unknown_layout = 没有这种标签纸：{ $layout }。可选：{ $known }。
problem-no_labels = 没有要打印的标签。
problem-too_many_labels = 一次最多打印 { $most } 张标签，这里有 { $count } 张。请分批打印。
problem-bad_skip = 跳过的格数应在 0 到 { $most } 之间，而不是 { $skip }。
problem-bad_address = 网址「{ $address }」不能印在标签上。请检查 TAGWALK_PUBLIC_URL，例如 https://tags.school.example。
problem-label_too_small = 这种标签太小：二维码的小方格只有 { $module } 毫米，至少要 { $least } 毫米。请换大一些的标签纸，或用短一些的网址。
problem-no_font = 找不到中文字体。请安装 fonts-noto-cjk，或用 TAGWALK_FONT 指定字体文件。
problem-not_a_spreadsheet = 这不是表格文件。请上传 Excel(.xlsx、.xls)或 CSV 文件。
problem-broken_spreadsheet = 表格文件已损坏，打不开。请用 Excel 或 WPS 重新另存后再试。
problem-locked_spreadsheet = 表格文件有密码。请去掉密码后再试。
problem-macros_in_spreadsheet = 表格文件里有宏。请另存为不带宏的 .xlsx 后再试。
problem-too_large_spreadsheet = 表格太大：最多 { $rows } 行、{ $megabytes } MB。请拆成几个文件，并删去多余的空白区域。
problem-empty_spreadsheet = 表格是空的。
problem-missing_columns = 没有找到需要的列：{ $wanted }。表格里的列是：{ $found }。
sheets-missing_code = 没有资产编号
sheets-code_taken = 资产编号 { $value } 已用于另一件物品，这一行用新编号
sheets-missing_place = 没有存放地点
sheets-unknown_place = 存放地点「{ $value }」不在地点表里
sheets-odd_date = { $value ->
    [blank] 没有购置日期
   *[other] 购置日期「{ $value }」看不懂，先留空
 }
sheets-odd_price = { $value ->
    [blank] 没有单价
   *[other] 单价「{ $value }」不是金额，先留空
 }
sheets-odd_amount = 金额 { $written } 不等于数量×单价 { $computed }，以数量和单价为准
sheets-missing_unit = 没有计量单位
sheets-two_custodians = 有几位保管人，登记为 { $first }
sheets-odd_state = 使用状况「{ $value }」看不懂，先留空
sheets-odd_range = 编号段有 { $codes } 个编号，数量却是 { $quantity }
sheets-missing_quantity = 没有数量，先按 1 登记
sheets-too_many_pieces = { $pieces } 件太多，不逐件贴标签，只用一张批次标签（逐件最多 { $most } 件）
sheets-text_cut = 文字太长，只保留前 { $most } 个字
sheets-missing_name = 没有资产名称
sheets-odd_quantity = 数量「{ $value }」不是正整数
sheets-pasted_twice = 与前面的一行完全相同
problem-storage = 手机存储读写失败。记录没有丢，请先导出再重启浏览器。
photo-no-room = 手机存储快满了，不能再加照片；文字仍可保存。
live-lost = 网络断开。表单照常填写，先存在本机。
live-offline-app = 打开离线页面

### The frame and the first page

home-title = 首页
home-hello = { $name }，您好
home-scan = 扫一扫
home-nothing-yet = 台账还是空的。请校产管理员先导入。
home-start = 先把台账导进来
home-start-more = 导入现有的表格，每件物品和每个地点都会得到一张二维码标签，打印后贴上就能扫。
home-open-repairs = 待修
home-unknown-tags = 未绑定标签
home-refusals = 被退回的记录
home-checked-today = 今日已检查
home-out-of-use = 暂停使用：{ $name }
home-latest = 最近
more-title = 更多
me-title = 我的
me-language = 语言
me-sign-out = 退出登录
me-unsent = 这台手机上还有 { $count } 条记录没有上传。退出后它们仍在这台手机里，要再登录才能上传。
me-send-first = 先上传再退出
me-leave-anyway = 仍然退出
me-sending = 正在上传…
me-not-sent = 还有 { $count } 条没能上传。请到有网络的地方再试；记录不会丢。
when-day = { $month }月{ $day }日 { $time }
welcome-first = 还没有账号。请打开这个一次性链接，建立第一个管理员：
welcome-http = 提示：不是 https，手机不能用实时摄像头和离线启动，其余功能可用。

### Signing in

sign-in-title = 登录
sign-in-sub = 码上巡 · 学校后勤
sign-in-name = 用户名
sign-in-password = 密码
sign-in-go = 登录
sign-in-offline = 连不上服务器。请检查网络后再试；手机上已保存的记录不会丢。
sign-in-nobody-yet = 还没有账号。请打开服务器终端里显示的一次性链接。
first-title = 建立第一个管理员
first-sub = 这个链接只能用一次。
first-password-hint = 至少 12 个字符，几个词连在一起最好记。
first-go = 建立并登录

### Roles

role-administrator = 管理员
role-property_keeper = 校产管理员
role-maintenance = 维修工
role-staff = 教职工
role-class_monitor = 学生财产委员
role-read_only = 只读

### A thing's page

thing-checks = 检查
thing-items = { $count } 项
thing-open-repairs = 未修好的
thing-history = 记录
thing-no-history = 还没有记录
thing-contents = 这里有 { $count } 件
thing-facts = 卡片
thing-quantity = { $count } { $unit }
thing-retired-more = 已报废。记录仍可查看。
state-in_use = 在用
state-idle = 闲置
state-repair = 待修
state-lent = 借出
state-writeoff = 待报废
state-retired = 已报废
history-faults = 发现 { $count } 处故障
history-clean = 全部正常
history-conflict = 待处理
history-server = 服务器

### Register

register-title = 台账
register-search = 名称、编号、标签码
register-assets = 资产
register-places = 地点
register-asset = 资产
register-place = 地点
register-none = 没有找到
register-add = 新增
register-edit = 修改
register-revise = 修改卡片
register-move = 调拨
register-move-to = 新地点
register-retire = 报废
register-retire-more = 报废后不再检查和盘点，记录和标签仍可查看。
register-retire-go = 报废这件物品
register-retire-reason = 原因
register-name = 资产名称
register-inside = 存放地点
register-category = 资产类别
register-state = 使用状况
register-quantity = 数量
register-price = 单价（元）
register-code = 资产编号
register-spec = 规格型号
register-unit = 计量单位
register-department = 使用部门
register-custodian = 保管人
register-bought = 购置日期
register-funds = 资金来源
register-serial = 序列号
register-remarks = 备注
register-old_code = 原编号
register-brand = 品牌
register-gb_code = 国标分类代码
register-gb_edition = 分类标准
register-supplier = 供货商
register-acquired = 取得方式
register-booked = 入账日期
register-warranty = 保修到
register-life = 折旧年限
register-disposed = 处置日期
register-piece = 第几件
register-by-place = 按地点
register-as-list = 列表
register-filter = 筛选
register-filter-clear = 清除筛选
register-choose = 选择
register-choose-all = 全选
register-choose-first = 请先勾选物品。
register-chosen = 已选 { $count } 件
register-bulk = 批量修改
register-bulk-title = 修改 { $count } 件
register-bulk-more = 只填要改的，空着的不变。
register-bulk-save = 修改
register-bulk-cancel = 取消
register-bulk-done = 已处理 { $done } / { $count }
register-bulk-changed = 已修改 { $count } 件。
register-bulk-refused = { $count } 项没有改成：
register-bulk-undone = 已撤销，{ $count } 件恢复原样。
register-close = 关闭
register-count = 共 { $count } 件
register-more-than = 超过 { $count } 件
register-show-more = 再显示一些
register-loose = 另有 { $count } 件没有地点，可用「列表」查看。
register-places-in = { $count } 个下级地点
register-things-in = 共 { $count } 件物品
register-empty-place = 这里还没有登记物品
register-all-of = 查看全部 { $count } 件
register-all-in = 查看这里的全部物品
register-kind = 资产或地点
register-unlabelled = 只看没有标签的
register-what = 是什么
register-where = 在哪里，谁管
register-books = 账务
register-care = 保修与备注
register-day-hint = 例如 2017-06-11、2017-06 或 2017
register-amount = 金额（元）
register-warranty-over = （已过保）
register-add-here = 在这里登记
thing-history-all = 查看全部历史
register-tag = 二维码标签

### Kinds

remarks-add = 备注
remarks-add-text = 想记下什么？
remarks-add-photos = 照片
inspections-inspect = 检查
checklists-revise = 修改检查表
people-revise = 修改账号
refusals-settle = 处理退回
repairs-report = 报修
repairs-report-what = 哪里坏了？
repairs-report-urgency = 紧急程度
repairs-report-urgency-low = 不急
repairs-report-urgency-normal = 一般
repairs-report-urgency-high = 紧急
repairs-photos = 照片
repairs-close = 维修完成
repairs-close-repair = 维修单
repairs-close-outcome = 结果
repairs-close-outcome-fixed = 已修好
repairs-close-outcome-replaced = 已更换
repairs-close-outcome-not_needed = 无需维修
repairs-close-note = 做了什么？
repairs-title = 维修
repairs-none = 没有待修的
repairs-open = 待修
repairs-reported = { $name } 报修，{ $when }
repairs-closed = { $outcome }（{ $name }）
repairs-recheck = 修好后还要由另一个人复查，才能恢复使用。

### Tags

scan-title = 扫码
tags-bind = 绑定标签
tags-bind-code = 标签码
tags-unknown-title = 未绑定的标签
tags-unknown-sub = 有人扫到，但还不知道贴在什么上。点开后选择它属于哪件物品，之前的记录会自动归过去。
tags-none-unknown = 没有未绑定的标签
tags-waiting = { $count } 条记录在等
tags-new-label = 新标签
tags-bind-more = 标签码正确，但还没有绑定。它贴在什么上？
tags-bind-new = 登记为新物品
tags-bind-to = 绑定到已有的
tags-bound = 已绑定到 { $name }
tags-tell-more = 标签码正确，但校产管理员还没有登记它贴在什么上。
tags-tell = 告诉校产管理员
tags-told = 已告诉校产管理员
tags-unbind = 取下标签
tags-replace = 更换标签
tags-replace-why = 旧标签怎么了？
tags-replace-why-lost = 丢了
tags-replace-why-faded = 看不清
tags-replace-why-other = 其他
tags-report = 标签有问题
tags-report-what = 标签怎么了？
tags-report-what-lost = 标签丢了
tags-report-what-faded = 看不清了
tags-report-what-wrong_thing = 贴错了东西
tags-report-what-cloned = 另一件东西上也有
tags-note = 说明
tags-settle = 标签已核对
tags-retire = 标签作废
tags-retire-why = 为什么作废？
tags-retire-why-cloned = 几件东西上有同样的标签
tags-retire-why-wrong_thing = 贴错了东西
tags-retire-why-lost = 丢了
tags-retire-why-other = 其他
tags-reinstate = 恢复标签

### Blanks

blanks-preprint = 预印空白标签
blanks-count = 张数
blanks-name = 标签上的字

### Enrolments

enrolments-enrol = 登记走查
enrolments-undo = 撤销登记

### Barcodes

barcodes-attach = 添加其他条码
barcodes-detach = 移除其他条码
barcodes-text = 条码内容

### changes
changes-line = { $what }：{ $before } → { $after }
changes-nothing = 空
changes-photos = { $count } 张

### batches
batches-split = 拆分
batches-split-quantity = 拆出几件
batches-split-each = 每件单独一张标签
batches-split-summary = 拆出 { $quantity } 件
batches-split-more = { $name } 现有 { $quantity } 件登记在一起。拆出来的各自成卡，原来的标签和历史留在原卡上。

### pictures
pictures-add = 加照片
pictures-add-photos = 照片
pictures-photos = 照片
pictures-drop = 移除照片

### corrections
corrections-undo = 撤销
corrections-undo-record = 要撤销的记录

### writeoffs
writeoffs-apply = 申请报废
writeoffs-apply-reason = 为什么要报废
writeoffs-apply-reason-worn = 已到年限，主要部件损坏
writeoffs-apply-reason-uneconomic = 维修不划算
writeoffs-apply-reason-obsolete = 技术淘汰
writeoffs-apply-reason-unsafe = 不安全或有污染
writeoffs-apply-reason-idle = 长期闲置，无人需要
writeoffs-apply-reason-ordered = 上级要求
writeoffs-appraise = 技术鉴定
writeoffs-appraise-opinion = 鉴定意见
writeoffs-appraise-opinion-scrap = 应报废
writeoffs-appraise-opinion-repair = 还能修
writeoffs-appraise-people = 参加鉴定的人（三人以上）
writeoffs-approve = 审批
writeoffs-approve-decision = 审批意见
writeoffs-approve-decision-yes = 同意报废
writeoffs-approve-decision-no = 不同意
writeoffs-approve-document = 批文号
writeoffs-dispose = 处置
writeoffs-dispose-how = 怎样处置
writeoffs-dispose-how-sold = 变卖
writeoffs-dispose-how-scrapped = 销毁
writeoffs-dispose-how-given = 捐赠
writeoffs-dispose-how-returned = 上交
writeoffs-dispose-proceeds = 残值收入（元）
writeoffs-dispose-on = 处置日期
writeoffs-withdraw = 撤回申请
writeoffs-note = 说明
writeoffs-photos = 照片
writeoffs-title = 报废
writeoffs-sub = 申请、鉴定、审批、处置由不同的人来办。批准前物品不能移动。
writeoffs-none = 没有在办的报废申请
writeoffs-for-me = 等您办的
writeoffs-for-others = 等别人办的
writeoffs-waits-for = 待{ $step }
writeoffs-of = 报废进度

### ledger
ledger-title = 财务月报
ledger-sub = 每月固定资产的增加、减少和结存，按类别合计，可下载给财务。
ledger-month = 月份
ledger-empty = 这个月账上没有资产。
ledger-download = 下载 Excel
ledger-totals = 分类合计
ledger-opening = 期初
ledger-added = 本月增加
ledger-removed = 本月减少
ledger-closing = 期末
ledger-held = 期末明细
ledger-total = 合计
ledger-pieces = 数量
ledger-yuan = 金额
ledger-cards = { $cards } 张卡片，{ $pieces } 件
ledger-unpriced = { $count } 张卡片没有单价，按 0 元计。
ledger-more = 还有 { $count } 条，见下载的文件。
ledger-of = 固定资产月报 { $month }
ledger-worn = 累计折旧
ledger-net = 净值

### Import

imports-title = 导入台账
imports-sub = Excel 或 CSV 都可以。先检查，不写入；看过没问题再写入。
imports-choose = 选择文件
imports-reading = 正在读取 { $name }…
imports-writing = 正在写入 { $count } 行…
imports-write = 写入 { $count } 行
imports-written = 已写入 { $count } 行，每件物品都有了标签。
imports-nothing = 没有要写入的：这些都已经在台账里。
imports-created = 新增 { $count }
imports-updated = 更新 { $count }
imports-unchanged = 未变 { $count }
imports-warned = 要确认 { $count }
imports-rejected = 退回 { $count }
imports-skipped = 跳过 { $count }
imports-tags = { $count } 张标签
imports-rejects = 下载退回的行
imports-rejects-file = 退回的行
imports-row = 行
imports-outcome = 结果
imports-outcome-create = 新增
imports-outcome-update = 更新
imports-outcome-unchanged = 未变
imports-outcome-warn = 要确认
imports-outcome-reject = 退回
imports-message = 说明

### Labels

labels-title = 打印标签
labels-sub = 每张标签有二维码、名称、地点和可读的标签码。
labels-everything = 全部
labels-layout = 标签纸
labels-place = 地点
labels-skip = 跳过已用的格数
labels-marks = 打印裁切线
labels-count = { $count } 张标签
labels-open = 打开 PDF
labels-one = 打印标签
layout-a4-3x8 = A4，3×8 张（70×37 毫米）
layout-a4-3x7 = A4，3×7 张（63.5×38.1 毫米，L7160）
layout-a4-2x5 = A4，2×5 张（99.1×57 毫米，L7173）
layout-a4-4x10 = A4，4×10 张（48.5×25.4 毫米）
layout-plate = 大牌，每页 2 张（户外）
layout-roll-60x40 = 卷纸 60×40 毫米
layout-roll-50x30 = 卷纸 50×30 毫米
layout-roll-40x30 = 卷纸 40×30 毫米

### People

people-title = 人员
people-add = 新增人员
people-add-go = 新增
people-name = 用户名（登录用）
people-display = 显示的名字
people-roles = 角色
people-password = 初始密码
people-new-password = 新密码（不改就留空）
people-monitor-hint = 学生财产委员用班级名登录，例如「六1班」，不要写姓名和电话。
people-added = 已新增 { $name }
people-left = 已离开
people-leave = 已离开，停用账号
people-back = 恢复账号

### Refusals

refusals-title = 被退回的记录
refusals-sub = 手机交上来但不能生效的记录。内容都保留着，请看原因后处理。
refusals-none = 没有被退回的记录
refusals-what = 内容
refusals-retry = 重新写入
refusals-dismiss = 已处理
refusals-unreadable = 读不懂的记录

### Problems

problem-sign_in = 请先登录。
problem-wrong_password = 用户名或密码不对。
problem-too_often = 试得太频繁，请 { $seconds } 秒后再试。
problem-password_length = 密码要 { $shortest } 到 { $longest } 个字符。
problem-password_known = 这个密码太容易猜到，请换一个。
problem-name_taken = 用户名「{ $name }」已有人用。
problem-unknown_role = 没有这个角色：{ $role }。可选：{ $roles }。
problem-unknown_person = 没有这个人。
problem-unknown_language = 没有这种语言：{ $language }。
problem-last_administrator = 这是最后一个管理员，不能去掉。
problem-first_key_used = 这个一次性链接已经用过或失效了。
problem-not_allowed = 您的账号不能做这件事。
problem-other_site = 这个请求来自别的网站，没有执行。
problem-header_missing = 请求缺少 X-Tagwalk 标头。
problem-not_json = 这里只收 JSON。
problem-bad_body = 发来的内容读不懂。
problem-bad_batch = 这批记录的格式读不懂，一条也没有写入。
problem-batch_too_large = 一次最多 { $most } 条记录，这里有 { $sent } 条。请分批发送。
problem-body_too_large = 太大了：最多 { $kilobytes } kB。
problem-compressed_body = 请不要压缩内容。
problem-bad_envelope = 记录的「{ $field }」一栏读不懂。
problem-bad_digest = 记录在路上被改动或损坏了，没有写入。
problem-too_long_record = 记录太长。
problem-bad_payload = 「{ $field }」没填或填得不对。
problem-unknown_kind = 不认识这种记录：{ $kind }。
problem-schema_newer = 这条记录来自更新的版本，服务器升级后再处理。
problem-id_reuse = 同一个编号已经用于另一条内容不同的记录。
problem-seq_reuse = 这台设备的序号重复了，手机数据可能被复制或还原过。
problem-unknown_device = 服务器不认识这台设备，请重新登录。
problem-device_revoked = 这台设备已被停用。
problem-device_unverified = 这条记录来自另一台设备，等待确认。
problem-actor_unverified = 不能确认是谁记录的，等待确认。
problem-broken = 这条记录处理时出了错。内容已保留，请告诉管理员。
problem-no_thing = 没有说明是哪件物品。
problem-unknown_thing = 没有找到这件物品。
problem-unknown_place = 没有找到这个地点。
problem-unknown_place_name = 没有叫「{ $name }」的地点。
problem-retired = { $thing } 已报废。
problem-inside_itself = { $thing } 不能放进它自己里面。
problem-place_not_empty = { $thing } 里还有物品，请先移走。
problem-too_few_to_split = { $thing } 有 { $quantity } 件，不能这样拆。
problem-too_many_photos = { $thing } 的照片最多 { $most } 张。
problem-nothing_to_undo = 这条记录没有可撤销的内容。
problem-changed_since = { $thing } 后来又改过，不能直接撤销。
problem-place_stays = { $thing } 是地点，不走报废，请直接停用。
problem-too_few_experts = 鉴定要有 { $wanted } 人以上参加，请写上名字。
problem-same_person = 申请、鉴定、审批、处置要由不同的人来做。
problem-no_writeoff = { $thing } 没有在办的报废申请。
problem-writeoff_step = { $thing } 的报废还没到这一步，或已经办过了。
problem-bad_day = 「{ $day }」不是日期。请写成 2017-06-11、2017-06 或 2017。
problem-bad_month = 「{ $month }」不是月份。请写成 2026-11。
problem-writeoff_open = { $thing } 正在申请报废，批准前不能移动或改状态。
problem-needs_writeoff = { $thing } 单价在 { $yuan } 元以上，属于固定资产，请走报废申请。
problem-bad_code = 标签码 { $code } 有一个字不对，请再核对。
problem-not_a_code = 这不是标签码。标签码有 12 个字母和数字。
problem-unknown_tag = 这张标签还没有绑定，记录先保留着。
problem-tag_taken = 这张标签已经贴在 { $thing } 上，请换一张空白标签。
problem-tag_same = { $thing } 现在用的就是这张标签，请换一张新的。
problem-tag_retired = 标签 { $code } 已作废，请撕下，换一张新的。
problem-tag_elsewhere = 这张标签没有贴在 { $thing } 上。
problem-batch_size = 一批可以印 1 到 { $most } 张，不能印 { $count } 张。
problem-unknown_batch = 没有找到这批标签。
problem-barcode_too_short = 条码内容太短，至少要有 { $least } 个字符。
problem-own_label = 这是本校自己的标签，请直接扫它来绑定。
problem-barcode_taken = 这个条码已经属于 { $thing }。同一型号的厂家条码往往相同，请改用序列号的条码。
problem-barcode_elsewhere = { $thing } 没有这个条码。
problem-not_yours = 这是别人登记的，请找校产管理员。
problem-thing_used = { $thing } 已经有别的记录，不能撤销登记。需要时请办理报废。
problem-unknown_checklist = 没有这张检查表：{ $checklist }。
problem-unknown_item = 检查表里没有「{ $item }」这一项。
problem-item_missing = 还有一项没有填：{ $item }。
problem-bad_answer = 「{ $item }」的回答不对。
problem-unknown_repair = 没有找到这张维修单。
problem-unknown_refusal = 没有找到这条退回的记录。
problem-settled_already = 已经有人处理过了。
problem-not_a_photo = 这不是照片。请用 JPEG、PNG 或 WebP。
problem-photo_too_large = 照片太大：最多 { $megabytes } MB。
problem-photo_damaged = 照片在路上损坏了，会再传一次。
problem-bad_photo_name = 照片的编号不对。
problem-unknown_photo = 没有找到这张照片。
problem-bad_price = 「{ $price }」不是价格。
problem-epoch_changed = 服务器恢复过数据，手机会重新同步。
problem-unknown_page = 没有这个页面。
problem-unknown_command = 没有这个命令：{ $name }。
problem-backup_by_postgres = PostgreSQL 请用它自己的备份工具。
problem-file_exists = 文件已存在：{ $file }。
problem-no_such_folder = 没有这个文件夹：{ $file }。
problem-cannot_read = 读不了 { $file }：{ $why }。
problem-cannot_write = 写不了 { $file }：{ $why }。
problem-database_damaged = 数据库有损坏：{ $found }。请从备份恢复。
problem-page_broken = 这个页面出了错。请返回后再试；手机上的记录没有丢。
problem-not_a_backup = { $file } 不是完好的码上巡备份。
problem-not_empty = 台账里已有内容，演示数据只放进空的台账。
problem-no_such_file = 没有这个文件：{ $file }。
problem-data_in_use = 另一个码上巡正在使用 { $folder }。
problem-stop_server_first = 服务器正在运行。请先停止它。
problem-server_silent = 有别的程序占用 { $folder }，但没有回应。请稍后再试。
problem-port_in_use = 不能使用 { $address }：{ $why }。请停止占用它的程序，或用 TAGWALK_PORT 换一个端口。
problem-place_or_all = --place 和 --all 只能用一个。
problem-all_rejected = 没有一行能导入，什么也没有写入。
problem-database_unusable = 数据库不能用：{ $why }。
problem-no_access = 用不了 { $what }：{ $why }。
