
### The phone: forms, scanning, outbox, offline app

app-name = Tagwalk
answer-ok = OK
answer-fault = Fault
answer-na = N/A
form-progress = { $done } of { $total } done
form-note = Remarks
form-optional = optional
form-choose = Choose
form-finish = Finish check
form-save = Save
form-missing = { $count ->
    [one] One item is still open
   *[other] { $count } items are still open
 }
form-answer-this = Please answer this
form-say-how = Say how it was put right
form-warn = Outside the usual range: keep an eye on it
form-not-a-number = Please enter a number
form-between = Should be { $min }–{ $max } { $unit }
form-exactly = Must be { $value } { $unit }
form-at-least = At least { $min } { $unit }
form-at-most = At most { $max } { $unit }
form-out-of-use = Will be taken out of use at once
form-opens-repair = A repair will be opened
form-fix-now = Put this right now, or hand it to the duty leader
form-how-fixed = How was it put right?
form-what-is-wrong = What is wrong?
form-restored = Your unfinished form is back.
form-start-over = Start over
form-unknown = This form is not on the phone yet. Open it once with a network.
form-not-kept = Not saved: the phone’s storage may be full. Your answers are still on the screen; do not close it.
form-sign-in = Not signed in, so it cannot be saved yet. Your answers stay on this phone; sign in and go on.
photo-take = Photo
photo-taken = Photo taken
photo-remove = Remove photo
photo-on-its-way = The picture has not arrived yet
photo-unreadable = This photo cannot be read. Please take it again.
photo-heic = This photo is HEIC, which this browser cannot read. Take it here with the camera, or set the camera to “Most compatible” (JPEG) and choose again.
voice-record = Tap and say what is wrong
voice-stop = { $time } / { $most } · tap when done
voice-remove = Delete the recording
voice-away = Can be heard with a network
voice-insecure = This address is not https, so the browser allows no microphone. Please write a few words or take a photo.
voice-refused = The microphone is not allowed. Allow it in the browser’s settings, or write a few words or take a photo.
voice-none = This device cannot record. Please write a few words or take a photo.
voice-busy = The microphone would not open; another app may be using it. You can write a few words or take a photo.
saved-phone = Saved on this phone
saved-phone-more = It is sent as soon as there is a network. Do not clear the browser’s data.
saved-server = Saved on the server
saved-server-more = The office can see it now.
saved-held = The server has it, waiting
saved-held-more = It is stored and takes effect once something else is settled.
saved-look = Needs a look
saved-look-more = The outbox says why.
look-easy = Buttons and voice
look-usual = Usual
look-easy-on = Big, read aloud
look-easy-more = Big buttons: a check shows one question a screen, “OK” brings the next and reads it out. For gloves, and for whoever would rather listen.
saved-out-of-use = Marked out of use. It comes back only after repair and re-check.
saved-repairs = { $count ->
    [one] A repair order will be opened.
   *[other] { $count } repair orders will be opened.
 }
saved-repairs-open = { $count ->
    [one] A repair order was opened.
   *[other] { $count } repair orders were opened.
 }
saved-scan-next = Scan the next one
saved-back = Back
scan-view = Camera picture
scan-aim = Point at the QR tag
scan-starting = Opening the camera…
scan-lamp = Torch
scan-photo = Photograph the label
scan-reading = Reading…
scan-type = Or type the code on the label
scan-go = Open
scan-ok = OK
scan-nothing = No QR code found in the photo. Go closer and hold still.
scan-other = Look this code up
scan-foreign = Not one of our tags, so it was not opened. It says: { $text }
scan-one-wrong = One character is wrong. Compare it with the label once more.
scan-not-a-code = A code has { $whole } letters and digits; this has { $typed }.
scan-camera-insecure = This address is not https, so the browser allows no live camera. Photograph the label instead: it is read just as well.
scan-camera-refused = The camera is not allowed. Allow it in the browser’s settings, or photograph the label.
scan-camera-none = No camera found. Type the code on the label.
scan-turn = Other camera
scan-zoom = Zoom
scan-meant = Did you mean this?
scan-camera-again = Try the camera again
scan-camera-refused-ios = iPhone: Settings → Apps → Safari → Camera → Allow; then try again. From the home screen the phone asks anew each time.
scan-camera-refused-android = Android: tap the sign left of the address → Permissions → Camera; then try again.
scan-camera-busy = The camera would not open; another app may be using it. You can photograph the label instead.
outbox-title = Outbox
outbox-safe = All safe
outbox-sending = Sending…
outbox-waiting = { $count } waiting
outbox-needs = { $count ->
    [one] 1 needs you
   *[other] { $count } need you
 }
outbox-sign-in = Sign in to send { $count }
outbox-go-sign-in = Sign in
outbox-offline = No network. { $count ->
    [one] One record is on this phone and is sent later.
   *[other] { $count } records are on this phone and are sent later.
 }
outbox-waiting-more = { $count ->
    [one] One record is only on this phone, waiting to be sent.
   *[other] { $count } records are only on this phone, waiting to be sent.
 }
outbox-needs-more = { $count ->
    [one] One record needs a look from you.
   *[other] { $count } records need a look from you.
 }
outbox-safe-more = Everything from this phone is on the server.
outbox-send-now = Send now
outbox-upset = Needs you
outbox-here = Waiting
outbox-there = On the server (kept 30 days)
outbox-empty = No records from this phone yet
outbox-on-phone = On this phone only
outbox-on-server = On the server
outbox-held = Waiting
outbox-dealt = Dealt with
outbox-still-here = Still on this phone
outbox-office-decides = Stored; the office will decide
outbox-refused = Stored by the server, but without effect
outbox-retry = Try again
outbox-deal = Dealt with
outbox-see-thing = Look
outbox-export = Export as a file
outbox-correct = Correct and hand in again
outbox-drop = Delete
outbox-drop-sure = The server has not confirmed this record. Deleted, it is not sent any more; should it have arrived already, it stays there. Delete it?
outbox-drop-yes = Delete it
outbox-drop-no = Keep it
outbox-dropped = Deleted
outbox-dropped-kept = Deleted (kept 30 days, can be restored)
outbox-take-back = Restore
storage-used = Storage on this phone: { $used } of { $most } used ({ $share }%)
storage-tight = The phone’s storage is filling up: send what is waiting, or make room on the phone. At 90% no more photos or recordings can be added; text can always be saved.
shell-scan = Scan
shell-search = Find by name or asset code
shell-nothing-found = Nothing found. It may be new: look again with a network.
shell-with-checks = Things and places with checks
shell-no-checks = No checks are planned
shell-no-copy = Nothing on this phone yet. Sign in once with a network.
shell-copy-of = As of { $when }
shell-offline = Offline. Work as usual: everything is saved on this phone and sent later.
shell-offline-waiting = Offline. { $count ->
    [one] One record is on this phone and is sent later.
   *[other] { $count } records are on this phone and are sent later.
 }
shell-online = The network is back.
shell-online-draft = The network is back. Your unfinished form is kept.
shell-reload = Open the live page
shell-unknown-tag = This tag is not known here
shell-unknown-tag-more = The phone has nothing about it; it may be new. You can note that you saw it, and the office will look into it.
shell-keep-sighting = Note this tag
shell-sighted = Noted on this phone; it is sent as soon as there is a network.
shell-not-here = This is not on the phone. Open it again with a network.
shell-needs-network = This page needs the network.
shell-try-again = Try again
shell-home = Home
thing-where = Where it is
thing-out-of-use = Out of use
thing-out-of-use-more = Out of use: do not use until repaired and re-checked.
thing-checked = Last check { $when }
thing-waiting = { $count ->
    [one] One record about this is only on this phone.
   *[other] { $count } records about this are only on this phone.
 }
thing-repairs = Open repairs
thing-inside = Inside
problem-unknown = It did not work (code { $code }).
problem-photo_lost = The record has arrived, but a photo or recording could not be sent.
tags-sighted = Unknown tag seen

# Labels and spreadsheets
problem-unknown_layout = There is no label sheet called { $layout }. Choose one of: { $known }.
problem-no_labels = There are no labels to print.
problem-too_many_labels = At most { $most } labels are printed at once, here are { $count }. Print them in parts.
problem-bad_start = This sheet has { $most } labels: start at one from 1 to { $most }, not at { $start }.
problem-bad_copies = Each label can be printed 1 to { $most } times, not { $copies } times.
problem-bad_measures = The measures “{ $text }” cannot be read. Write them as PAPER/ACROSSxDOWN/WIDTHxHEIGHT, for instance A4/3x8/70x37.
problem-bad_label_count = A page can have from 1 to { $most } labels.
problem-labels_overlap = { $way ->
    [across] The labels are { $size } mm wide but only { $pitch } mm apart, so they would overlap.
   *[down] The labels are { $size } mm high but only { $pitch } mm apart, so they would overlap.
 }
problem-labels_off_page = { $way ->
    [across] The labels need { $needs } mm across, but the page is { $page } mm wide.
   *[down] The labels need { $needs } mm down, but the page is { $page } mm high.
 }
problem-offset_too_large = Moving by { $offset } mm is too much: labels would be printed off the paper. In this direction at most { $most } mm.
problem-unknown_printer = There is no printer called “{ $printer }”. Known are: { $known }.
problem-unknown_file = “{ $kind }” files cannot be made. Use one of: { $known }.
problem-one_at_a_time = A picture holds one label, and here are { $count }. Use PDF, or choose one thing only.
problem-not_a_roll = Files for thermal printers need a roll. Choose one of the rolls.
problem-too_many_kept = At most { $most } can be remembered.
problem-labels_gone = This file is gone. Please make it again.
problem-bad_address = The address “{ $address }” cannot be printed on a label. Check TAGWALK_PUBLIC_URL, for instance https://tags.school.example.
problem-label_too_small = This label is too small: the squares of the code would be { $module } mm, at least { $least } mm are needed. Use larger labels or a shorter address.
problem-no_font = No Chinese font was found. Install fonts-noto-cjk, or name a font file in TAGWALK_FONT.
problem-not_a_spreadsheet = { $looks ->
    [html] This is a web page that is only named like a spreadsheet. Open it with Excel or WPS, save it as .xlsx and upload that.
    [oldest_excel] This is an Excel format of thirty years ago. Open it with Excel or WPS, save it as .xlsx and upload that.
   *[other] This is not a spreadsheet. Upload an Excel (.xlsx, .xls), .ods or CSV file.
 }
problem-broken_spreadsheet = The spreadsheet is damaged and cannot be opened. Save it again with Excel or WPS and try once more.
problem-locked_spreadsheet = The spreadsheet is locked with a password. Remove the password and try again.
problem-macros_in_spreadsheet = The spreadsheet has macros in it. Save it as .xlsx without macros and try again.
problem-too_large_spreadsheet = The spreadsheet is too large: at most { $rows } rows and { $megabytes } MB. Split it, and delete empty areas that are only formatted.
problem-empty_spreadsheet = The spreadsheet is empty.
problem-missing_columns = A column that is needed was not found: { $wanted_en }. The columns of the sheet are: { $found }.
sheets-missing_code = No asset code
sheets-code_taken = Asset code { $value } belongs to another item; this row gets a new code
sheets-missing_place = No storage place
sheets-unknown_place = Storage place “{ $value }” is not in the list of places
sheets-odd_date = { $value ->
    [blank] No purchase date
   *[other] Purchase date “{ $value }” is not understood and left empty
 }
sheets-odd_price = { $value ->
    [blank] No unit price
   *[other] Unit price “{ $value }” is not an amount and left empty
 }
sheets-odd_amount = Amount { $written } is not quantity × unit price { $computed }; quantity and unit price are kept
sheets-missing_unit = No unit
sheets-two_custodians = Several custodians; { $first } is registered
sheets-odd_state = Status “{ $value }” is not understood and left empty
sheets-odd_range = The range has { $codes } codes but the quantity is { $quantity }
sheets-missing_quantity = No quantity; registered as 1
sheets-too_many_pieces = { $pieces } pieces are too many for a label each; they get one batch label (at most { $most } pieces)
sheets-text_cut = The text is too long; the first { $most } characters are kept
sheets-missing_name = No name
sheets-odd_quantity = Quantity “{ $value }” is not a positive whole number
sheets-pasted_twice = The same line as one above
mend-missing_code = The label gets a new code; if there is an asset code, fill it in and import again
mend-code_taken = Find out which item has this code and give the other one its own
mend-missing_place = It waits in 未定位; scanning the room while labelling puts it right
mend-unknown_place = { $like ->
    [blank] Say which place it is, or make it a new one
   *[other] Is it “{ $like }”? Say so and it is known from then on
 }
mend-odd_date = Write 2019-09-01, 2019-09 or 2019; leave it empty if unknown
mend-odd_price = Write a number; for a gift, an estimate
mend-odd_amount = Check quantity, unit price and amount
mend-missing_unit = Fill in the unit, such as piece or set
mend-two_custodians = The others are in the remarks; change the custodian if it should be another
mend-odd_state = Write In use, Idle, Under repair, Lent, To be written off or Written off
mend-odd_range = Check the first and last code and the quantity
mend-missing_quantity = Fill in the quantity
mend-too_many_pieces = For a label each, split it into several rows
mend-text_cut = Shorten the text
mend-missing_name = Fill in the name
mend-odd_quantity = Write a whole number above 0
mend-pasted_twice = If there really are two, change the quantity or the code; otherwise delete the row
problem-unknown_import = There is no such import.
problem-import_undone = The import of { $name } has been undone already.
problem-import_changed = It cannot be undone: { $count ->
    [one] one thing has
   *[other] { $count } things have
 } changed since ({ $names }). Nothing was changed.
problem-import_in_use = It cannot be undone: what it brought is in use elsewhere. Nothing was changed.
problem-storage = The phone’s storage does not answer. Nothing is lost: export the outbox, then restart the browser.
photo-no-room = The phone’s storage is nearly full: no more photos or recordings, but text can still be saved.
live-lost = The network is gone. Forms go on working and are saved on this phone.
live-offline-app = Open the offline app

### The frame and the first page

home-title = Home
home-hello = Hello, { $name }
home-scan = Scan a label
home-nothing-yet = The register is still empty. The property keeper imports it first.
home-start = Start with the register
home-start-more = Import the spreadsheet you have. Every thing and every place gets a QR label to print and stick on.
home-open-repairs = Open repairs
home-unknown-tags = Labels to bind
home-refusals = Records to decide about
home-checked-today = Checked today
home-out-of-use = Out of use: { $name }
home-out-of-use-all = { $count } things are out of use
home-school-day = school day
home-no-school = no school
home-latest = Latest
more-title = More
me-title = My account
me-language = Language
me-sign-out = Sign out
me-unsent = { $count ->
    [one] One record on this phone is
   *[other] { $count } records on this phone are
  } not sent yet. They stay on this phone and can only be sent after signing in again.
me-send-first = Send, then sign out
me-leave-anyway = Sign out anyway
me-sending = Sending…
me-not-sent = { $count ->
    [one] One record
   *[other] { $count } records
  } could not be sent. Try again where there is a network; nothing is lost.
when-day = { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
} { $time }
welcome-first = No account yet. Open this one-time link to make the first administrator:
welcome-http = Note: without https, phones have no live camera and no offline start; all else works.

### Signing in

sign-in-title = Sign in
sign-in-sub = Tagwalk · school logistics
sign-in-name = Name
sign-in-password = Password
sign-in-go = Sign in
sign-in-offline = The server cannot be reached. Check the network and try again; what is saved on this phone stays.
sign-in-nobody-yet = There is no account yet. Open the one-time link shown in the server’s terminal.
first-title = Make the first administrator
first-sub = This link works once.
first-password-hint = 12 characters or more; a few words together are easiest to remember.
first-go = Make it and sign in

### Roles

role-administrator = Administrator
role-property_keeper = Property keeper
role-director = Director of logistics
role-maintenance = Maintenance
role-staff = Staff
role-gatekeeper = Gatekeeper
role-kitchen = Kitchen
role-score_inspector = Score inspector
role-class_monitor = Class monitor
role-read_only = Read-only

### A thing's page

thing-checks = Checks
thing-items = { $count } items
thing-open-repairs = Still broken
thing-history = History
thing-no-history = Nothing recorded yet
thing-contents = { $count } here
thing-facts = Card
thing-quantity = { $count } { $unit }
thing-retired-more = Written off. Its history stays readable.
state-in_use = In use
state-idle = Idle
state-repair = To be repaired
state-lent = Lent
state-writeoff = To be written off
state-retired = Written off
history-faults = { $count ->
    [one] 1 fault found
   *[other] { $count } faults found
 }
history-clean = All in order
history-conflict = To be settled
history-somebody = Somebody of the school
history-server = Server
history-registered = Registered

### Register

register-title = Register
register-search = Name, code, serial number or tag
register-assets = Assets
register-places = Places
register-asset = Asset
register-place = Place
register-none = Nothing found
register-none-more = A part of the name, or the last digits of a code, will do.
register-add = Add
register-edit = Edit
register-revise = Card corrected
register-move = Moved
register-move-to = New place
register-retire = Write off
register-retire-more = No more checks or counts; history and label stay readable.
register-retire-go = Write this off
register-retire-reason = Reason
register-name = Name
register-inside = Place
register-category = Category
register-state = State
register-quantity = Quantity
register-price = Unit price (yuan)
register-code = Asset code
register-spec = Specification
register-unit = Unit
register-department = Department
register-custodian = Custodian
register-bought = Purchase date
register-funds = Funding source
register-serial = Serial number
register-remarks = Remarks
register-old_code = Old code
register-brand = Brand
register-gb_code = National category code
register-gb_edition = Edition of the standard
register-supplier = Supplier
register-acquired = How acquired
register-booked = Entered in the books
register-warranty = Warranty until
register-life = Service life (years)
register-upkeep = Service interval (months)
register-disposed = Disposed of on
register-piece = Piece
register-by-place = By place
register-as-list = List
register-filter = Filter
register-filter-clear = Clear filters
register-choose = Choose
register-choose-all = All
register-choose-first = Tick some things first.
register-chosen = { $count } chosen
register-bulk = Change
register-bulk-title = Change { $count }
register-bulk-more = Fill in only what should change. What is empty stays as it is.
register-bulk-save = Change
register-bulk-cancel = Cancel
register-bulk-done = { $done } of { $count } done
register-bulk-changed = { $count } changed.
register-bulk-refused = { $count } could not be changed:
register-bulk-undone = Undone: { $count } are as they were.
register-close = Close
register-count = { $count } in all
register-more-than = More than { $count }
register-show-more = Show more
register-loose = { $count } more have no place. See them in the list.
register-more-places = Show more places ({ $count } left)
register-places-in = { $count } places inside
register-things-in = { $count } things in all
register-empty-place = Nothing registered here yet
register-all-of = See all { $count }
register-all-in = See everything here
register-kind = Asset or place
register-unlabelled = Only without a printed label
register-export = Export to Excel
register-export-title = Export the register
register-export-sub = Correct it in Excel and import it here again: only rows that were changed are updated.
register-export-now = Exporting…
register-export-file = Register
register-what = What it is
register-where = Where it is, who keeps it
register-books = In the books
register-care = Warranty and remarks
register-day-hint = Such as 2017-06-11, 2017-06 or 2017
register-amount = Amount (yuan)
register-warranty-over = (over)
register-add-here = Register here
thing-history-all = See the whole history
register-tag = QR tag

### Kinds

remarks-add = Remark
remarks-add-text = What should be noted?
remarks-add-photos = Photos
inspections-inspect = Check
checklists-revise = Checklist changed
people-revise = Account changed
people-prefer = Language chosen
people-forget = Names removed
refusals-settle = Refusal dealt with
repairs-report = Report a fault
repairs-report-what = What is broken?
repairs-report-urgency = Urgency
repairs-report-urgency-low = Can wait
repairs-report-urgency-normal = Normal
repairs-report-urgency-high = Urgent
repairs-photos = Photos
repairs-close = Close the repair
repairs-close-repair = Repair order
repairs-close-outcome = Outcome
repairs-close-outcome-fixed = Repaired
repairs-close-outcome-replaced = Replaced
repairs-close-outcome-not_needed = Not needed
repairs-close-note = What was done?
repairs-title = Repairs
repairs-none = Nothing is waiting for repair
repairs-open = Open
repairs-reported = Reported by { $name }, { $when }
repairs-closed = { $outcome } ({ $name })
repairs-recheck = After the repair, somebody else must check it before it may be used again.
repairs-me_too = I found it too
repairs-note = Note
repairs-comment = Add a note
repairs-accept = Take it on
repairs-start = Start work
repairs-wait = Put on hold
repairs-wait-waits_for = Waiting for what?
repairs-wait-waits_for-parts = Parts
repairs-wait-waits_for-outside = Outside firm
repairs-wait-waits_for-access = No access
repairs-wait-waits_for-other = Other
repairs-wait-until = Probably until
repairs-close-cause = Cause
repairs-close-cause-overload = Overload
repairs-close-cause-quality = Poor quality
repairs-close-cause-management = Mismanagement
repairs-close-cause-wear = Wear
repairs-close-cause-deliberate = Deliberate
repairs-close-cause-accident = Accident
repairs-close-cause-unknown = Unknown
repairs-confirm = Confirm
repairs-confirm-stars = Satisfaction
repairs-confirm-word = A word
repairs-reopen = Not in order: reopen
repairs-charge = Add a cost
dispatch-triage = Change urgency or trade
dispatch-assign = Assign
dispatch-refuse = Refuse
dispatch-refuse-reason = Why?
dispatch-refuse-reason-not_broken = Not broken
dispatch-refuse-reason-not_ours = Not ours to repair
dispatch-refuse-reason-not_worth = Not worth it
dispatch-refuse-reason-known = Already known
dispatch-refuse-reason-other = Other
dispatch-merge = Merge into another
routing-rule = Dispatch rule
routing-remove = Remove dispatch rule
routing-times = Repair times

### Tags

scan-title = Scan
labels-printed = Labels printed
labels-unprinted = Labels not printed after all
labels-keep = Label sheet remembered
tags-bind = Label bound
tags-bind-code = Tag code
tags-unknown-title = Labels to bind
tags-unknown-sub = Somebody scanned them, but nobody has said what they belong to. Choose, and what was recorded follows.
tags-none-unknown = No labels are waiting
tags-waiting = { $count ->
    [one] 1 record is waiting
   *[other] { $count } records are waiting
 }
tags-new-label = A new label
tags-bind-more = The code is right but not bound yet. What is it stuck on?
tags-bind-new = Add a new thing with it
tags-bind-to = Bind it to
tags-bound = Bound to { $name }
tags-tell-more = The code is right, but the property keeper has not said yet what it belongs to.
tags-tell = Tell the property keeper
tags-told = The property keeper will see it
tags-title = Labels
tags-one = This label
tags-none = No label
tags-reported = Labels with a problem
tags-state-used = In use
tags-state-blank = Blank
tags-state-replaced = Replaced
tags-state-retired = Withdrawn
tags-retired-why = Withdrawn { $when }: { $why }.
tags-retired-ask = Tear it off and give it to { $names }.
tags-retired-more = Withdrawn: { $why }. Whoever scans it is told so.
tags-retire-title = Withdraw this label
tags-retire-sub = Whoever scans it will be told that it is withdrawn and whom to ask. The thing and its records stay. Why?
tags-reinstate-go = Use it again
tags-settle-go = Looked at: it is all right
tags-unbind-go = Take it off { $name }
tags-unbind-done = Taken off { $name }
tags-undo = Undo
tags-replaced = This is an old label, replaced by { $code } on { $when }. Please tear it off.
tags-replace-scan = Stick the new label on, then scan it.
tags-replace-done = { $name } now has label { $code }. Its old label says so when somebody scans it.
tags-room = Look in
tags-unlabelled = Without a label ({ $count })
tags-others = Others
tags-retired = This label has been withdrawn
tags-retired-here = Tear it off and give it to the property keeper.
tags-replaced-here = This is an old label that was replaced. Please tear it off.
tags-unbind = Take a label off
tags-replace = Replace a label
tags-replace-why = What about the old label?
tags-replace-why-lost = Lost
tags-replace-why-faded = Faded
tags-replace-why-other = Other
tags-report = Label problem
tags-report-what = What is wrong with the label?
tags-report-what-lost = It is gone
tags-report-what-faded = It is hard to read
tags-report-what-wrong_thing = It is on the wrong thing
tags-report-what-cloned = Another thing has the same one
tags-note = Note
tags-settle = Label looked at
tags-retire = Label withdrawn
tags-retire-why = Why is it withdrawn?
tags-retire-why-cloned = Several things have the same label
tags-retire-why-wrong_thing = It was on the wrong thing
tags-retire-why-lost = Lost
tags-retire-why-other = Other
tags-reinstate = Label restored

### Checklists

checklists-title = Checklists
checklists-sub = Each checklist belongs to certain things or places and opens by scanning them. A change makes a new version; old records keep the one they were made with.
checklists-new = New checklist
checklists-bring = Bring in a file
checklists-brought = { $count ->
    [one] One checklist was brought in
   *[other] { $count } checklists were brought in
 }
checklists-version = Version { $version }
checklists-old = An older version, to look at only
checklists-versions = Earlier versions
checklists-withdrawn = No longer used
checklists-restore = Use again
checklists-withdraw = Stop using this checklist
checklists-withdraw-more = It goes from the phones. All records stay, and it can be used again at any time.
checklists-name = Name
checklists-name-en = Name in English (may stay empty)
checklists-for-things = For these things
checklists-for-places = For these places
checklists-items = Items ({ $count })
checklists-add = Add an item
checklists-undo = Undo
checklists-up = Move up
checklists-down = Move down
checklists-remove = Delete
checklists-close = Close
checklists-type-ok = OK / fault
checklists-type-number = Number
checklists-type-text = Text
checklists-type-choice = Choice
checklists-type-photo = Photo
checklists-type-signature = Signature
checklists-asks = What is looked at?
checklists-asks-en = In English (may stay empty)
checklists-unit = Unit
checklists-min = Lowest
checklists-max = Highest
checklists-warn_below = Warn below
checklists-warn_above = Warn above
checklists-limits-more = Outside lowest and highest is a fault; past a warning line it turns amber and is none.
checklists-choices = What can be chosen
checklists-choice = Choice
checklists-choice-en = English
checklists-add-choice = Add a choice
checklists-blocks_use = A fault takes it out of use until it is repaired and checked again by somebody else
checklists-blocks_use-short = Out of use
checklists-fix_now = Must be put right on the spot, and said how
checklists-fix_now-short = On the spot
checklists-opens_repair = A fault opens a repair
checklists-required = Must be answered
checklists-hangs = Only sometimes
checklists-when = When it is asked
checklists-always = Always
checklists-after = After certain answers to “{ $item }”
checklists-answers = These answers
checklists-and = And also
checklists-no-more = Nothing else
checklists-section = Heading above it (may stay empty)
checklists-save = Save as a new version
checklists-save-more = Phones that have the old version may still send it; such records say so.
checklists-saved = Saved. Phones update by themselves
checklists-preview = On the phone (try it)
checklists-as-xlsx = Download Excel
checklists-as-yaml = Download YAML
schools-which = What kind of school is this?
schools-which-more = Several may be chosen. The checklists are set up for it; this can be changed at any time.
schools-kindergarten = Kindergarten
schools-primary = Primary
schools-secondary = Secondary
schools-choose = Kind of school chosen
schools-chosen = Saved. The checklists were adjusted
form-preview = This is a preview; nothing is saved.
sign-here = Sign here
sign-again = Sign again
sign-signed = Signature
separator = {", "}
record-version = Filled in with version { $version } of the checklist
record-by = { $name }, { $when }
record-not-asked = Not asked
record-empty = Not filled in
record-flag-template_old = The phone had an older version of the checklist
problem-checklist_changed = “{ $checklist }” was changed by somebody else in the meantime. Open the new version and change that.
problem-general_stays = The general checklist has to stay.
problem-not_a_checklist = No checklist can be read from this file. Please use the Excel or YAML form that is exported here.
problem-bad_template = { $why ->
    [limits_crossed] “{ $item }”: the lowest value is above the highest.
    [limits_without_number] “{ $item }”: only numbers have limits.
    [warning_outside_limits] “{ $item }”: warning lines belong between lowest and highest.
    [choices_missing] “{ $item }”: it needs two different choices at least.
    [item_twice] “{ $item }”: another item has the same id.
    [unknown_section] “{ $item }”: its heading does not exist.
    [asked_too_early] “{ $item }”: what it depends on must stand before it.
    [never_shown] “{ $item }”: with these conditions it is never asked.
    [relevant] “{ $item }”: its condition (relevant) cannot be read.
   *[field] “{ $item }”: “{ $field }” is missing or wrong.
 }
problem-bad_template_field = “{ $field }” of the checklist is missing or wrong.

checklists-sort = What is it?
checklists-sort-check = Check
checklists-sort-log = Logbook
checklists-sort-score = Scored
checklists-sort-check-more = Item by item; what is wrong opens a repair.
checklists-sort-log-more = Each filling-in is a line, as for visitors, deliveries, hand-overs. It hangs on a place’s label: one scan and one writes.
checklists-sort-score-more = Numbers are points and are added up; they come out on the score board.
checklists-publish-week = Published weekly
checklists-publish-month = Published monthly
checklists-log-title = Items that name a line
checklists-log-closes = Lines are closed later (left, thrown away, brought back)
checklists-log-closes-zh = Closing is called (Chinese)
checklists-log-closes-en = Closing is called (English)
checklists-log-open-zh = While open (Chinese)
checklists-log-open-en = While open (English)
checklists-log-overdue-zh = When overdue (Chinese)
checklists-log-overdue-en = When overdue (English)
checklists-log-due = Closed when?
checklists-log-by-day = The same day
checklists-log-by-hour = The same day, by
checklists-log-hours = After this many hours
checklists-closing = Asked when a line is closed ({ $count }, may be none)

### Logbooks and dangers

logs-title = Logbooks
logs-sub = What is not finished yet: who is still inside, which samples are kept.
logs-books = All logbooks
logs-none-open = Nothing is open
logs-new = New entry
logs-before = Before
logs-left = { $hours } h { $minutes } min to go
logs-too-early = It is too early ({ $left }). Doing it now will be noted.
logs-what-was-written = What was written down
logs-when = { $what }: when
logs-close = Close an entry
logs-close-entry = Entry
danger-inside = { $name } is out of use
danger-recheck = It is repaired. Somebody who did not repair it has to check it again before it is used.
danger-recheck-go = Check it again
readings-title = Numbers over time
notice-title = Out of use
notice-more = It waits for repair and a second check. Do not use it, and keep children away.
notice-sign-in = Staff: sign in
problem-unknown_entry = There is no such entry in the logbook.

### Printed records

prints-title = Print records
prints-sub = A month of what was filled in, or a blank sheet.
prints-whole = Print: the whole school
prints-blank = Blank sheet
prints-pdf = PDF
prints-xlsx = Excel
prints-number = No.
prints-item = Item
prints-result = Result
prints-note = Note
prints-place = Place: { $name }
prints-school = Whole school
prints-day = Date: ____-__-__
prints-checker = Checked by
prints-director = Director
prints-date = Date
prints-where = Where
prints-by = By
prints-count = { $count } records
prints-photos = { $count } photos
prints-signed = Signed; recorded by { $name }, { $time }
prints-signed-waiting = Signed, but the picture has not arrived yet (recorded by { $name }, { $time })
prints-found = What was found
prints-done = What was done
prints-total = Points
prints-rank = Place
prints-given = Given
prints-checks = Checks
prints-reasons = Reasons
prints-faults = Faults and what was done
problem-bad_month = “{ $month }” is no month. Please write it like 2026-11.

### Scores

scores-title = Scores
scores-sub = Scores of class areas, offices and dormitories. They are published on a date; then there is time to appeal.
scores-none = There is no scored checklist
scores-published = Published
scores-week = Week { $week }, { $year } ({ $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
} to { $to_day } { $to_month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
})
scores-month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }
scores-open = Not published
scores-nothing-yet = No scores yet
scores-checks = { $count ->
    [one] 1 check
   *[other] { $count } checks
  }
scores-publish = Publish
scores-publish-more = Published scores no longer change but for appeals ({ $days } days).
scores-points = Points
scores-points-more = A reward is above zero, a deduction below.
scores-reason = Reason
scores-big = Big screen and print
scores-until = Appeals until { $day }
scores-final = Appeals ended { $day }
scores-appeals = Appeals
scores-appeal = Appeal
scores-appeal-about = Appeal about { $name }
scores-why = Why?
scores-settled = Answered { $points }
scores-settle = Answer the appeal
scores-give-back = Points given back
scores-answer = Answer
scores-hall = Hall screen
scores-plan = When the scores come out
scores-plan-change = Change
scores-plan-by-hand = Published by hand only.
score-walks-title = My scoring
score-walks-go = Give scores
score-walks-so-far = { $done } of { $total } scored
score-walks-none = The register has no place for this checklist yet.
scores-plan-next = Comes out by itself: { $weekday }, { $when }
scores-plan-appeal = { $days ->
    [0] There are no appeals.
    [one] One day to appeal after that.
   *[other] { $days } days to appeal after that.
  }
scores-plan-automatic = Publish by itself
scores-plan-every-week = Weekly
scores-plan-every-month = Monthly
scores-plan-weekday = Day of the week
scores-plan-own = { $weekday }, that week’s scores
scores-plan-before = { $weekday }, last week’s scores
scores-plan-day = Day of the month (last month’s scores)
scores-plan-at = Time
scores-plan-days = Days to appeal
scores-award = Points given
problem-no_points = Please say how many points.
problem-not_scored = “{ $checklist }” is no scored checklist.
problem-already_published = { $period } has been published already.
problem-nothing_scored = There are no scores for { $period } yet.
problem-not_on_board = “{ $thing }” is not on this board.
problem-appeals_over = The time to appeal ended on { $day }.
problem-own_appeal = Somebody else has to answer your appeal.
problem-unknown_appeal = There is no such appeal.
problem-unknown_board = There is no such board.
problem-bad_period = “{ $period }” is no week or month. Please write it like 2026-W47 or 2026-11.

### Blanks

blanks-preprint = Print blank labels
blanks-count = How many
blanks-name = Text on the label
blanks-sub = Print blank labels first, stick them on, then scan each to say what it is on. No searching for the right label.
blanks-name-hint = Such as the school’s name, or nothing
blanks-sheets = { $count ->
    [one] 1 sheet
   *[other] { $count } sheets
 }
blanks-make = Make this batch
blanks-batches = Batches so far
blanks-of = { $count } blank labels
blanks-left = { $count } left
blanks-blank = still blank
blanks-used = used
blanks-all-used = All of this batch are used.
blanks-again = Only labels that are still blank are printed, so none is printed twice.
blanks-print = Print { $count } labels

### Enrolments

enrolments-enrol = Registration walk
enrolments-undo = Registration undone
enrolments-how = Choose a room and a thing. Then stick a blank label on each one and scan it: they are numbered by themselves.
enrolments-room = Where?
enrolments-room-search = Name of the room or place
enrolments-no-rooms = No places on this phone yet. Wait a moment with a network, or ask the property keeper to register the rooms.
enrolments-change = Change
enrolments-what = What are they?
enrolments-examples = Desk/Chair/Lectern/Cabinet/Water dispenser/Fan
enrolments-guessed = Told from the name
enrolments-first = The first one will be “{ $name }”.
enrolments-start = Start scanning
enrolments-next = Next: { $name }
enrolments-so-far = registered
enrolments-made = Registered: { $name }
enrolments-again = Scanned already: { $name }. Skipped.
enrolments-taken = This label is on { $name } already ({ $where }). Skipped: take a blank one.
enrolments-retired = Label { $code } has been withdrawn. Take another one.
enrolments-undo-last = Undo { $name }
enrolments-undone = { $name } undone. Its label is blank again.
enrolments-finish = Finish
enrolments-refused = Not registered
enrolments-not-kept = Not registered: this phone may be out of room. Make some room and scan again.
enrolments-done = Registered: { $count } × { $name }
enrolments-more = Register something else
enrolments-see-room = See the room
enrolments-here = Register things here
enrolments-with-this = Register with this label

### Barcodes

barcodes-attach = Add another code
barcodes-detach = Remove another code
barcodes-text = Text of the code
barcodes-title = Other codes
barcodes-ask = Nothing here has this code. Tell the property keeper if need be.
barcodes-whose = Which thing is it on? Once chosen, scanning this code finds it too.
barcodes-several = { $count } things have this code
barcodes-attach-more = Scan a code that is on it already: the maker’s barcode, an old asset sticker, the serial number. From then on it finds this thing, too.
barcodes-attached = { $text } now leads to { $name }.
barcodes-unknown = This code is not known
barcodes-unknown-here = This phone has nothing about it. With a network it can be looked up again, or added to a thing.

### changes
changes-line = { $what }: { $before } → { $after }
changes-nothing = empty
changes-photos = { $count }

### batches
batches-split = Split
batches-split-quantity = How many to take out
batches-split-each = Each with its own label
batches-split-summary = { $quantity } taken out
batches-split-more = { $quantity } of { $name } are registered together. What is taken out gets a card of its own. The label and the history stay with the old card.

### pictures
pictures-add = Add photos
pictures-add-photos = Photos
pictures-photos = Photos
pictures-drop = Remove a photo

### corrections
corrections-undo = Undo
corrections-undo-record = The record to undo

### writeoffs
writeoffs-apply = Apply for write-off
writeoffs-apply-reason = Why it should be written off
writeoffs-apply-reason-worn = Past its life, main parts broken
writeoffs-apply-reason-uneconomic = Not worth repairing
writeoffs-apply-reason-obsolete = Out of date
writeoffs-apply-reason-unsafe = Unsafe or polluting
writeoffs-apply-reason-idle = Long unused, nobody needs it
writeoffs-apply-reason-ordered = Ordered by the authority
writeoffs-apply-reason-lost = Lost: not found when counted
writeoffs-appraise = Technical opinion
writeoffs-appraise-opinion = Opinion
writeoffs-appraise-opinion-scrap = Write it off
writeoffs-appraise-opinion-repair = Can be repaired
writeoffs-appraise-people = Who looked at it (three or more)
writeoffs-approve = Decide
writeoffs-approve-decision = Decision
writeoffs-approve-decision-yes = Approved
writeoffs-approve-decision-no = Not approved
writeoffs-approve-document = Number of the approval
writeoffs-dispose = Dispose
writeoffs-dispose-how = How it went
writeoffs-dispose-how-sold = Sold
writeoffs-dispose-how-scrapped = Destroyed
writeoffs-dispose-how-given = Given away
writeoffs-dispose-how-returned = Handed to the authority
writeoffs-dispose-proceeds = Proceeds (yuan)
writeoffs-dispose-on = Day of disposal
writeoffs-withdraw = Withdraw
writeoffs-note = Note
writeoffs-photos = Photos
writeoffs-title = Write-offs
writeoffs-sub = Applying, appraising, deciding and disposing are for different people. Until it is approved a thing stays where it is.
writeoffs-none = No write-off is under way
writeoffs-another = “{ $step }” has to be done by somebody else.
writeoffs-for-me = Waiting for you
writeoffs-for-others = Waiting for others
writeoffs-waits-for = Next: { $step }
writeoffs-of = Write-off

### ledger
ledger-title = Monthly finance list
ledger-sub = What came, what went and what is held each month, with totals by category.
ledger-month = Month
ledger-empty = There were no assets in the books in this month.
ledger-download = Download for Excel
ledger-totals = By category
ledger-opening = Opening
ledger-added = Added
ledger-removed = Removed
ledger-closing = Closing
ledger-held = Held at the end
ledger-total = Total
ledger-pieces = pieces
ledger-yuan = yuan
ledger-cards = { $cards } cards, { $pieces } pieces
ledger-unpriced = { $count } cards have no price and count as nothing.
ledger-more = { $count } more are in the file.
ledger-of = Fixed assets, { $month }
ledger-worn = Depreciation so far
ledger-net = Net value

### Import

imports-title = Import the register
imports-sub = Excel or WPS (.xlsx, .xls, .ods) or CSV; exports of Snipe-IT, Homebox, Shelf and InvenTree too. First it is only checked; nothing is written before you say so.
imports-pick = Choose a file
imports-step-read = Reading { $name }…
imports-step-check = Checking, { $done } of { $total } rows…
imports-step-write = Writing, { $done } of { $total }…
imports-step-undo = Undoing…
imports-go = Write { $count ->
    [one] 1 row
   *[other] { $count } rows
 }
imports-written = { $count ->
    [one] 1 row written
   *[other] { $count } rows written
 }; every thing has its label.
imports-nothing = Nothing to write: all of it is in the register already.
imports-all-rejected = No row can be written. The reasons are below; correct them and come again.
imports-program = This file comes from { $program }; its columns are matched.
imports-places-list = This is a list of places.
imports-other-sheets = This file has several sheets; this is “{ $name }”. { $count ->
    [one] Another one looks like a register: import it too.
   *[other] { $count } more look like registers: import them too.
 }
imports-read-sheet = Read “{ $name }”
imports-created = { $count } new
imports-updated = { $count } changed
imports-unchanged = { $count } unchanged
imports-warned = { $count } to look at
imports-rejected = { $count } rejected
imports-skipped = { $count } skipped
imports-tags = { $count } labels
imports-rejects = Download rejected rows
imports-rejects-file = rejected-rows
imports-rejects-reason = Reason
imports-row-number = Row { $row }
imports-outcome-create = New
imports-outcome-update = Change
imports-outcome-unchanged = Unchanged
imports-outcome-warn = Look
imports-outcome-reject = Rejected
imports-more = Show more ({ $count } left)
imports-change = { $column }: { $before } → { $after }
imports-codes-more = { $first } and on, { $count } codes
imports-columns = Which column is what
imports-columns-sub = Correct what was mistaken; sheets with the same headings are read that way from then on.
imports-columns-none = (no such column)
imports-columns-save = Check again like this
imports-unknown-places = Unknown places ({ $count })
imports-unknown-places-sub = Choose a place that there is, or make it a new one: it will be known from then on. Whatever is left goes to “未定位” (no place) for now.
imports-unknown-place = “{ $written }”, { $count ->
    [one] one row
   *[other] { $count } rows
 }
imports-unknown-place-pick = Which place is it
imports-unknown-place-new = + Make it a new place
imports-unknown-places-new = Make the rest new places
imports-more-places = Show { $count } more
imports-unknown-places-save = Remember and check again
imports-before = Imported before
imports-before-sub = { $created } new · { $updated } changed
imports-take-back = Undo
imports-taken-back = Undone
imports-take-back-done = The import of { $name } was undone.
imports-no-name = Unnamed file
imports-write = Register imported
imports-finish = Import finished
imports-undo = Import undone
imports-alias = Other name of a place
imports-choose = Meaning of columns
imports-column-code = Asset code
imports-column-name = Name
imports-column-category = Category
imports-column-spec = Specification
imports-column-unit = Unit
imports-column-quantity = Quantity
imports-column-price = Unit price
imports-column-amount = Amount
imports-column-bought = Purchase date
imports-column-funds = Funding source
imports-column-department = Department
imports-column-place = Storage place
imports-column-custodian = Custodian
imports-column-state = Status
imports-column-remarks = Remarks
imports-column-serial = Serial number
imports-column-old_code = Old code
imports-column-brand = Brand
imports-column-gb_code = National category code
imports-column-gb_edition = Edition of the standard
imports-column-supplier = Supplier
imports-column-acquired = How acquired
imports-column-booked = Entered in the books
imports-column-warranty = Warranty until
imports-column-life = Service life
imports-column-upkeep = Service interval
imports-column-own = Tagwalk ID

### Labels

labels-title = Print labels
labels-what = What to print
labels-waiting = Not printed yet ({ $count })
labels-everything = Everything
labels-everywhere = All places
labels-layout = Label sheet
labels-place = Place
labels-start = Start at label number
labels-copies = Copies of each
labels-marks = Print cutting lines
labels-more = Printer, other sheets, school name
labels-count = { $count ->
    [one] 1 label
   *[other] { $count } labels
 }
labels-preview = How page 1 will look; { $pages ->
    [one] 1 page
   *[other] { $pages } pages
 }
labels-preview-alt = Preview of page 1
labels-make-pdf = Make a PDF for any printer
labels-make-png = Save as a picture (PNG)
labels-make-zpl = File for a thermal printer (ZPL)
labels-make-tspl = File for a thermal printer (TSPL)
labels-making = Drawing: { $done } of { $total } done…
labels-open = Open the file
labels-one = Print its label
labels-well = Did they all come out well?
labels-well-more = Once noted, these labels leave the list of those not printed yet.
labels-well-yes = All printed well: note it
labels-noted = { $count ->
    [one] 1 label is noted as printed.
   *[other] { $count } labels are noted as printed.
 }
labels-undo = Undo
labels-printer = Printer
labels-printer-none = No adjustment
labels-printer-name = Name of the printer, such as “Office”
labels-adjust = Prints askew? Adjust it
labels-adjust-more = Print the test page first and measure how many millimetres it is off. Right and down are positive, left and up negative.
labels-move-right = Move right (mm)
labels-move-down = Move down (mm)
labels-test = Print the test page
labels-test-title = Test page for a label sheet
labels-test-1 = 1. Print this on plain paper at “actual size” or 100%.
labels-test-2 = 2. Hold it together with a label sheet against the light.
labels-test-3 = 3. Measure with the rules at the top left how far the frames are off.
labels-test-4 = 4. Type how far to move right and down where it says “Adjust it”.
labels-own = Use another sheet
labels-own-more = The measures are on the package, or take a ruler. All are millimetres.
labels-own-name = Give it a name
labels-own-gaps = Only for labels with gaps between them. The pitch is from one label’s left (top) edge to the next one’s.
labels-paper = Paper
labels-paper-a4 = A4
labels-paper-letter = Letter
labels-paper-roll = Roll
labels-size-x = Label width
labels-size-y = Label height
labels-grid-x = Labels across
labels-grid-y = Labels down
labels-corner-x = Left margin
labels-corner-y = Top margin
labels-pitch-x = Pitch across
labels-pitch-y = Pitch down
labels-owner = School’s name, at the bottom
labels-sign-scan = Scan to
labels-sign-report = Report a fault
labels-sign-see = See what is here and what happened
labels-sign-inside = In here
layout-a4-3x8 = A4, 3×8 (70×37 mm)
layout-l7160 = Avery L7160, A4, 3×7 (63.5×38.1 mm)
layout-l7163 = Avery L7163, A4, 2×7 (99.1×38.1 mm)
layout-l7173 = Avery L7173, A4, 2×5 (99.1×57 mm)
layout-l7651 = Avery L7651, A4, 5×13 (38.1×21.2 mm)
layout-l4778 = Avery L4778, A4, 4×12 (45.7×21.2 mm)
layout-a4-4x10 = A4, 4×10 (48.5×25.4 mm)
layout-5160 = Avery 5160, Letter, 3×10 (66.7×25.4 mm)
layout-roll-40x30 = Roll 40×30 mm
layout-roll-50x30 = Roll 50×30 mm
layout-roll-60x40 = Roll 60×40 mm
layout-roll-70x50 = Roll 70×50 mm
layout-plate = Outdoor plates, A4, 2 a page
layout-door = Door signs (places only), A4, 2 a page

### People

people-title = People
people-add = Add somebody
people-add-go = Add
people-name = Name to sign in with
people-display = Name shown
people-roles = Roles
people-password = First password
people-new-password = New password (leave empty to keep)
people-monitor-hint = A class monitor signs in as the class, such as “6-1”: no pupil’s name, no phone number.
people-rooms = Rooms they look after
people-rooms-hint = With rooms chosen, they can register and check only what is in them; reporting a fault or a remark stays open everywhere. None chosen: no limit.
people-added = { $name } added
people-left = Left
people-leave = Has left: close the account
people-back = Reopen the account
people-forget-go = Remove the names for good
people-forget-sure = The account gets a pseudonym, in the log as well. What they did stays, without a name. This cannot be undone.
people-forget-do = Remove

### Phones

phones-title = Phones and browsers
phones-sub = Everything somebody has signed in on. Block what is lost: it is signed out at once, and what it still sends is kept for you to look at.
phones-none = Nobody has signed in yet
phones-mine = Where I am signed in
phones-unknown = Unknown browser
phones-seen = last seen { $when }
phones-waiting = { $count ->
    [0] everything sent
    [one] one record not sent
   *[other] { $count } records not sent
}
phones-here = This one
phones-revoked = Blocked
phones-signed-out = Signed out
phones-unsent = Not all sent
phones-forked = Copied phone?
phones-old = Old version
phones-wecom = WeCom
phones-wechat = WeChat
phones-dingtalk = DingTalk
phones-feishu = Feishu
phones-sign-out-there = Sign out there
phones-revoke-go = Block
phones-trust-go = Allow again
phones-revoke = Phone blocked
phones-trust = Phone allowed again
phones-sign_out = Signed out on another phone

### Refusals

### conflicts
conflicts-resolve = Clash decided
conflicts-title = Clashes
conflicts-meant-gone = It was taken out of use or written off in the meantime. Look at it: if that was a mistake, put it back and do this again.
conflicts-meant-label = The label belongs to another thing already. Look where it leads; if it sticks here, take it off there first and do this again.
conflicts-meant-lent = It was out, reserved by somebody, or not to be lent. Look who has it, then do it now or leave it as it is.
conflicts-meant-quicker = Somebody else was quicker. Look how it stands now; often nothing more is to be done.
conflicts-meant-other = It did not fit what was known at that time. Look at it, then do it now or leave it as it is.
conflicts-see = Look at it
conflicts-again = Do it now
conflicts-leave = Leave it as it is
problem-no_conflict = This record does not clash with anything.

### held
held-vouch = Somebody answered for a record
held-drop = Record put aside
held-title = Waiting
held-bind = Say whose label it is
held-vouch-go = It is genuine
held-drop-go = Put aside
problem-still_waits = This record goes on by itself as soon as what it waits for is there.
problem-not_held = This record is not waiting any more.
problem-put_aside = The office has put this record aside. It is kept, but it does nothing.
problem-waiting_for_dep = It waits for another record from the same phone that has to come first.
problem-confirm_first = Please type your password once more for this.
problem-not_in_their_name = This can only be done by that person, signed in on this phone.

### second
second-switch_on = Authenticator switched on
second-switch_off = Authenticator switched off
second-demand = Must every administrator have an authenticator?
second-title = Authenticator
second-wanted-here = Your school asks administrators for an authenticator. Set it up here; then you can go on.
second-why = Besides your password you then type a code that your own phone makes. Whoever learns your password still cannot get in.
second-scan = Scan this with an authenticator app, for example Google Authenticator, Microsoft Authenticator or FreeOTP.
second-type = Or type this key into it:
second-code = The six digits that it shows
second-go = Switch on
second-on = The authenticator is on.
second-codes = Write these down and keep them away from your phone. Each of them lets you in once when you have lost your phone; they are shown only now.
second-kept = I have written them down
second-left = { $count ->
    [one] One recovery code is left.
   *[other] { $count } recovery codes are left.
}
second-off = Switch off
second-off-theirs = Switch their authenticator off
second-demand-more = Then an administrator without one sees only this page until it is set up.
second-demand-on = Ask all administrators for it
second-demand-off = Leave it to each of them

### pairing
pairing-offer = Code for a new phone made
pairing-open = Sign in on a new phone (code)
pairing-title = New phone: { $name }
pairing-how = Show the code or print it. { $name } scans it with their phone and is signed in without typing.
pairing-go = Make a code
pairing-good = Good once, for { $minutes } minutes
pairing-steps = Scan with the phone’s camera, then tap «Sign in».
pairing-print = Print
pairing-again = Make another one
problem-pairing_not_for = No code for { $name }: whoever looks after accounts or uses an authenticator signs in with the password.
problem-pairing_over = This code has been used or is too old. Ask for a new one.
join-title = Sign in on this phone
join-sub = You will be signed in as { $name }. If that is not you, close this page.
join-go = Sign in

### proving who one is
confirm-title = Your password once more
confirm-more = What you are about to do concerns accounts. Please type your password again.
confirm-go = Go on
sign-in-code = Code of your authenticator
sign-in-code-hint = Six digits, or one of your recovery codes.
sign-in-who = Who are you?
sign-in-pin = Your PIN
me-locks = Signing in
me-lock-on = On
me-password = Password
me-password-hint = At least 12 characters. A short sentence of a few words is easy to keep in mind and hard to guess.
me-password-old = Your present password
me-password-new = New password
me-password-go = Change it
me-password-done = Changed. You have been signed out everywhere else.
me-pin = PIN for shared phones
me-pin-has = You have a PIN. A new one takes its place.
me-pin-hint = Four to six digits. On a phone on which you have signed in with your password in the last 30 days, tap your name and type the PIN.
me-pin-new = New PIN
me-pin-done = The PIN is kept.
me-pin-drop = Do without a PIN
people-choose_password = Password changed
problem-second_wanted = Now the code of your authenticator.
problem-wrong_code = This code is not right, or it has been used. Wait for the next one.
problem-wrong_pin = { $left ->
    [0] The PIN is wrong. From now on only the password opens this account.
    [one] The PIN is wrong. You can try once more.
   *[other] The PIN is wrong. You can try { $left } more times.
}
problem-pin_locked = The PIN does not work here now. Sign in with your password.
problem-pin_length = A PIN has { $shortest } to { $longest } digits.
problem-pin_known = This PIN is too easy to guess. Choose another one.
problem-pin_not_for_you = Whoever looks after accounts or uses an authenticator has no PIN: it would be a way around.
phones-kept = Keeps data
phones-not-kept = May lose data
page-broken-id = For whoever looks after the server: { $id }
problem-session_ended = You were signed out on this phone. Sign in again; what has not been sent is still here.

### refusals
refusals-title = Records to decide about
refusals-sub = What phones handed in and that has not taken effect. All of it is kept; look at the reason and decide.
refusals-none = Nothing to decide
refusals-quarantine = Refused
refusals-what = What it said
refusals-retry = Try again
refusals-dismiss = Dealt with
refusals-unreadable = Unreadable record
refusals-not-theirs = The account of whoever recorded it may not do this.

### Calendar

calendar-title = School calendar
calendar-sub = Terms, holidays and make-up days. Schedules follow it.
calendar-add_term = Add a term
calendar-revise_term = Change a term
calendar-remove_term = Remove a term
calendar-mark = Mark days
calendar-starts = First day
calendar-ends = Last day
calendar-name = Name
calendar-terms = Terms
calendar-no-terms = No terms yet. Without terms, every Monday to Friday that is no holiday is a school day.
calendar-days = Holidays and make-up days
calendar-no-days = No holidays marked yet
calendar-what-holiday = Holiday
calendar-what-makeup = Make-up school day
calendar-what-term = Term
calendar-what-usual = As usual
calendar-initials = M T W T F S S
calendar-stands-for = Follows the timetable of
calendar-stands-none = Not said
calendar-mark-go = Mark
calendar-days-count = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
calendar-stands = follows { $weekday }
calendar-month = { $month } { $year }
calendar-import = Import a calendar
calendar-import-sub = A spreadsheet (name, first day, last day, kind, weekday) or a calendar file (.ics). Look first, then write.
calendar-choose = Choose a file
calendar-write = Write { $count ->
    [one] { $count } line
   *[other] { $count } lines
}
calendar-written = { $count ->
    [one] { $count } line written
   *[other] { $count } lines written
}
calendar-refused = Not written: { $count }, since their days overlap a term that is there already
calendar-nothing = Nothing here can be written
calendar-reading = Reading { $name } …
calendar-writing = Writing { $count } …
calendar-why-no_date = No date, or one that does not exist
calendar-why-no_kind = Neither a holiday nor a make-up day, as far as can be told
calendar-why-repeats = Repeating events are not imported
calendar-why-bad_dates = The dates are out of order, too long or too far off
calendar-removed = Removed
calendar-remove = Remove
calendar-cancel = Cancel
calendar-undo = Undo
calendar-saved = Saved
weekday-0 = Monday
weekday-1 = Tuesday
weekday-2 = Wednesday
weekday-3 = Thursday
weekday-4 = Friday
weekday-5 = Saturday
weekday-6 = Sunday
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

### Schedules

schedules-title = Schedules
schedules-sub = When, who, where and what. A schedule that nobody answers for cannot be saved.
schedules-order = Walking order
schedules-up = Move up
schedules-hints = Suggested schedules
schedules-hints-sub = The checklists say how often, and nobody has planned it yet. Open one, choose who is responsible, save.
schedules-hints-count = { $count ->
    [1] 1 stop
   *[other] { $count } stops
 }
schedules-resume = Resume a schedule
schedules-find = Find a schedule: name, place, person
schedules-none-found = No such schedule
schedules-more = { $count } more: look for them above
schedules-none = No schedules yet
schedules-add = New schedule
schedules-revise = Change a schedule
schedules-stop = Stop a schedule
schedules-substitute = Arrange a substitute
schedules-back = End a substitution
schedules-name = Name
schedules-every = How often
schedules-every-day = Every day
schedules-every-meal = Every meal
schedules-every-week = Every week
schedules-every-month = Every month
schedules-every-quarter = Every quarter
schedules-every-year = Once a year
schedules-every-term = Every term
schedules-every-holiday = Before holidays
schedules-interval = Every how many weeks or months
schedules-weekdays = Weekdays
schedules-at = Which day
schedules-at-first = First school day
schedules-at-last = Last school day
schedules-at-date = A fixed date
schedules-day-of-month = Day of the month
schedules-month = Month
schedules-times = Done by
schedules-times-hint = One time for each round of the day, with spaces between: 8:00 12:00 17:00
schedules-school-days = School days only
schedules-where = Where
schedules-stops = Places or things (in walking order)
schedules-inside = With everything inside
schedules-category = Category
schedules-checklist = Checklist
schedules-own-checks = the checks that belong there
schedules-who = Who is responsible
schedules-person = One person
schedules-post = A post
schedules-term = In this term only
schedules-always = Always
schedules-next = Next
schedules-none-next = Nothing falls due within a year. Please look at the dates and the school calendar.
schedules-preview = In words
schedules-saved = Saved
schedules-stop-go = Stop this schedule
schedules-stopped = Stopped
schedules-nobody = Nobody is responsible now
schedules-away = Absence and substitutes
schedules-away-sub = Who does the rounds while somebody is away. They appear on the substitute's phone meanwhile.
schedules-away-who = Who is away
schedules-away-by = Who stands in
schedules-away-go = Arrange
schedules-away-line = { $substitute } for { $who }
schedules-when-day-school = Every school day
schedules-when-day-any = Every day
schedules-when-meal = At every meal
schedules-when-week = { $interval ->
    [1] Every { $days }
   *[other] Every { $interval } weeks on { $days }
}
schedules-when-month = { $interval ->
    [1] of every month
   *[other] of every { $interval } months
}
schedules-when-quarter = of every quarter
schedules-when-at = { $at } { $every }
schedules-when-year = Every year before { $day } { $month }
schedules-when-term-first = On the first day of every term
schedules-when-term-last = On the last day of every term
schedules-when-holiday = Before every holiday
schedules-at-day = On day { $day }
schedules-at-first-school = On the first school day
schedules-at-last-school = On the last school day
schedules-at-first-any = On the first day
schedules-at-last-any = On the last day
schedules-where-more = { $names } and others ({ $count } in all)
schedules-where-category = everything in “{ $category }”
schedules-where-inside = { $place } and everything inside
schedules-where-inside-category = “{ $category }” in { $place }
schedules-sentence = { $when } by { $times }, { $who } checks { $where }: { $what }.
schedules-day = { $weekday } { $day } { $month }

### Rounds

rounds-title = Rounds
rounds-start = Begin a round
rounds-pause = Pause a round
rounds-resume = Go on with a round
rounds-hand_over = Hand over to a colleague
rounds-skip = Skip a stop
rounds-explain = Explain a missed round
rounds-mine = My rounds
rounds-mine-all = All { $count } rounds
rounds-none-mine = No rounds for you today
rounds-office = Rounds today
rounds-all = All rounds
rounds-unexplained = Missed, and no reason given yet
rounds-none-unexplained = Every missed round has its reason
rounds-for = for { $name }
rounds-none-day = No rounds on this day
rounds-state-coming = Not yet
rounds-state-due = To do
rounds-state-walking = Under way
rounds-state-paused = Paused
rounds-state-late = Late
rounds-state-done = Done
rounds-state-done_late = Done late
rounds-state-missed = Missed
rounds-state-explained = Missed, explained
rounds-by = by { $time }
rounds-progress = { $done } of { $total } stops
rounds-count-done = done
rounds-count-open = still open
rounds-count-late = late
rounds-count-missed = missed
rounds-walked = walked by { $name }
rounds-walker = { $name } is on it
rounds-responsible = Responsible: { $names }
rounds-nobody = Nobody is responsible
rounds-go = Begin
rounds-pause-go = Pause
rounds-resume-go = Go on
rounds-hand-over-go = Hand over…
rounds-hand-over-to = Hand over to
rounds-next-stop = Next stop
rounds-all-normal = All normal
rounds-check = Each item
rounds-scan = Scan
rounds-skip-go = Cannot get there
rounds-skip-why = Why can it not be reached?
rounds-skip-locked = Locked
rounds-skip-class = Lesson going on
rounds-skip-works = Building works
rounds-skip-other = Another reason
rounds-skip-own = In a few words, such as: the key is not at the gate
rounds-skip-save = Leave this stop out
rounds-skip-never = Do not leave it out
rounds-skipped = Skipped: { $why }
rounds-finished = This round is complete
rounds-here = Saved on this phone, sent when there is a network
rounds-stops = Stops
rounds-unknown = This round was not found
rounds-unknown-more = It may not have reached this phone yet. Please try again with a network.
rounds-explain-why = Reason
rounds-explain-go = { $count ->
    [1] Say why
   *[other] The reason for all { $count }
 }
rounds-explained-line = { $name }: { $why }
rounds-explain-hint = A missed round is never deleted; it is explained.
rounds-log = Record
rounds-log-none = Nothing recorded yet
rounds-minutes = { $count } min later
rounds-seconds = { $count } s later
rounds-quick = with “all normal”
rounds-yesterday = Day before
rounds-tomorrow = Day after
rounds-flags-note = Hints are questions to ask. They prove neither presence nor absence.
how-scan = scanned
how-link = scanned by camera app
how-list = from the list
how-typed = code typed
flag-too_quick = two rooms in ten seconds
flag-two_ends = two ends of the campus in two minutes
flag-photo_chosen = photo chosen, not taken
flag-double_check = checked twice in one round
flag-needs_second_person = checked by whoever repaired it: does not count
flag-closed_early = closed before it was due
flag-already_closed = somebody had closed it before
flag-still_broken = repaired before, broken again
flag-more_than_there_are = more pieces than there are
flag-template_old = the phone had an older version of the checklist
flag-late = sent up long after
flag-clock_suspect = the phone’s clock is wrong
form-all-normal = Everything else is normal
form-read-aloud = Read aloud
form-spot = Spot check: look at this one, then answer
form-spot-photo = Please take a photo here and now
form-back-to-round = Back to the round

### Hazards

hazards-title = Hazards
hazards-sub = Every hazard has somebody who answers for it and a deadline; it is closed when somebody else has checked it again.
hazards-report = Report a hazard
hazards-escalate = Make it a hazard
hazards-escalate-more = Give this repair a level, a deadline and a measure. Once it is repaired it waits for a re-check by itself.
hazards-plan = Change owner, deadline, measure
hazards-planned = Saved
hazards-fix = Put right
hazards-recheck = Re-check
hazards-cancel = Cancel the hazard
hazards-what = What is the hazard?
hazards-level = Level
hazards-level-general = General
hazards-level-major = Major
hazards-report-level-general = General
hazards-report-level-major = Major
hazards-escalate-level-general = General
hazards-escalate-level-major = Major
hazards-measure = Measure
hazards-due = Deadline
hazards-fix-note = What was done
hazards-result = Result
hazards-recheck-result-passed = In order
hazards-recheck-result-not_passed = Not in order
hazards-recheck-due = New deadline, if not in order
hazards-reason = Reason
hazards-cancel-reason-no_hazard = Not a hazard
hazards-cancel-reason-known = Recorded twice
hazards-cancel-reason-gone = No longer there
hazards-cancel-reason-other = Other
hazards-state-open = To put right
hazards-state-fixed = To re-check
hazards-state-passed = Passed
hazards-state-cancelled = Cancelled
hazards-cancelled-why = Cancelled: { $reason }
hazards-late = Overdue
hazards-returned = sent back { $count } times
hazards-until = by { $day }
hazards-view-open = To put right
hazards-view-recheck = To re-check
hazards-view-closed = Closed
hazards-none-open = No hazard is to be put right.
hazards-none-recheck = No hazard waits for a re-check.
hazards-none-closed = No hazard is closed yet.
hazards-mine = Hazards for me to put right
hazards-wanting = Hazards overdue or to re-check
hazards-all = All hazards
hazards-repair = Repair { $repair }
hazards-of-repair = Hazard
hazards-follows = A repair puts this hazard right: once it is done, the hazard waits for its re-check by itself.
hazards-another = You put it right, so somebody else re-checks it.
hazards-steps = What happened
hazards-step-report = Recorded
hazards-step-plan = Planned
hazards-step-fix = Put right
hazards-step-fixed_too = Put right, recorded once more
hazards-step-repaired = Repaired
hazards-step-opened_again = Repair opened again
hazards-step-pass = Re-check passed
hazards-step-return = Re-check not passed
hazards-step-cancel = Cancelled
hazards-step-pass_on = Given to somebody else
hazards-ledger = Hazard close-out list
hazards-from = From
hazards-to = To
hazards-period = Found: { $first } to { $last }
hazards-sum = { $all } in all, { $closed } closed
hazards-signer = Drawn up by
hazards-head = Head
hazards-column-ref = No.
hazards-column-found_at = Found
hazards-column-found_by = Found by
hazards-column-place = Place
hazards-column-what = Hazard
hazards-column-level = Level
hazards-column-measure = Measure
hazards-column-owner = Owner
hazards-column-due = Deadline
hazards-column-fixed_at = Put right
hazards-column-done = What was done
hazards-column-checked_by = Re-checked by
hazards-column-checked_at = Re-checked
hazards-column-result = Result

### stocktakes
stocktakes-title = Stocktakes
stocktakes-sub = Do the books agree with the goods: who counts, how far it is, what differs.
stocktakes-none = No stocktake yet.
stocktakes-state-planned = Planned
stocktakes-state-counting = Counting
stocktakes-state-closed = Counting closed
stocktakes-state-approved = Approved
stocktakes-state-sealed = Period closed
stocktakes-state-cancelled = Called off
stocktakes-second-round = Second count
stocktakes-blind = Blind
stocktakes-blind-more = When counting blind, nobody who counts sees how many the books say.
stocktakes-reference = Reference date
stocktakes-reference-on = Reference date: { $day }
stocktakes-reference-more = The day whose books the result is about. The books are frozen when counting starts.
stocktakes-seen-of = { $seen } of { $all } lines seen
stocktakes-result-here = As in the books
stocktakes-result-misplaced = In another place
stocktakes-result-no_place = No place in the books
stocktakes-result-not_seen = Not seen
stocktakes-result-quantity = Number differs
stocktakes-result-damaged = Damaged
stocktakes-result-differs = Counts differ
stocktakes-result-unknown = On no book
stocktakes-result-late = Came too late
stocktakes-result-differences = All differences
stocktakes-result-all = All
stocktakes-queues = Not sent yet from phones
stocktakes-unsent = { $count } not sent
stocktakes-silent = not heard of since the start
stocktakes-heard = last heard of { $time }
stocktakes-people = Who is counting
stocktakes-counted = { $count ->
    [one] 1 count
   *[other] { $count } counts
 }
stocktakes-pace = { $count } a minute lately
stocktakes-rooms = Progress room by room
stocktakes-no-building = In no building
stocktakes-room-idle = Not begun
stocktakes-room-begun = Being counted
stocktakes-room-short = Done, something not seen
stocktakes-room-done = Done
stocktakes-room-seen = { $seen } of { $expected }
stocktakes-room-differ = { $count ->
    [one] 1 differs
   *[other] { $count } differ
 }
stocktakes-room-added = new since the start
stocktakes-room-sign = needs a countersignature
stocktakes-sign = Countersign { $name }
stocktakes-walk = Go and count
stocktakes-wait = Not yet
stocktakes-wait-more = “Close once all has come”: the stocktake closes by itself when these phones have sent their records. Nobody has to stand by.
stocktakes-close-later = Close once all has come
stocktakes-closes-itself = Closes by itself once the phones have sent everything. Still waiting for: { $names }
stocktakes-wait-not = Do not close by itself
stocktakes-close-anyway = Close without waiting
stocktakes-not-waited = Not waited for the phones of: { $names }
stocktakes-carry-out = Carry it out ({ $count })
stocktakes-take-back = Take back what was done ({ $count })
stocktakes-failed = { $count ->
    [one] One could not be done:
   *[other] { $count } could not be done:
}
stocktakes-failed-seen = Understood
stocktakes-left-written-off = After the approval it turned out that this has been written off or is about to be. Nothing more was done; its write-off says what becomes of it.
stocktakes-lines = Lines of the stocktake
stocktakes-no-lines = Nothing here.
stocktakes-choose = Choose { $name }
stocktakes-choose-first = Please tick the lines to explain first.
stocktakes-nowhere = no place in the books
stocktakes-numbers = books { $book } · counted { $counted } { $unit }
stocktakes-damaged = { $count } damaged
stocktakes-damaged-field = Of these damaged
stocktakes-quantity = Counted quantity
stocktakes-applied = Done
stocktakes-undone = Taken back
stocktakes-no-label = Something without a label
stocktakes-thing = Open its card
stocktakes-counts = What each person counted
stocktakes-reason = Reason
stocktakes-reason-moved = Moved and not registered
stocktakes-reason-moved_on_record = Moved on record meanwhile
stocktakes-reason-lent = Lent
stocktakes-reason-in_repair = Away for repair
stocktakes-reason-written_off = Written off, or about to be
stocktakes-reason-broken = Broken
stocktakes-reason-lost = Lost
stocktakes-reason-used_up = Used up or worn out
stocktakes-reason-not_booked = Never entered in the books
stocktakes-reason-booked_wrong = The books were wrong
stocktakes-reason-other = Other
stocktakes-action = What is done once approved
stocktakes-action-usual = The usual
stocktakes-action-usual-is = The usual: { $action }
stocktakes-signed-rooms = Countersigned in the program by { $name }: { $rooms }
stocktakes-approved-by = Approved in the program by { $name } on { $day }
stocktakes-action-move = Put it where it was found, in the books
stocktakes-action-correct = Correct the number in the books
stocktakes-action-loss = Apply to write it off as lost
stocktakes-action-writeoff = Apply to write it off
stocktakes-action-repair = Report it for repair
stocktakes-action-leave = Nothing
stocktakes-note = Note
stocktakes-name = Name
stocktakes-name-monthly = Monthly reconciliation { $year }-{ $month }
stocktakes-name-term_end = Count at the end of { $term }
stocktakes-name-special = Stocktake of { $day }
stocktakes-preset-monthly = Monthly
stocktakes-preset-term_end = End of term
stocktakes-preset-special = Another
stocktakes-preset-monthly-more = Once a month: the stores only, with the numbers shown.
stocktakes-preset-term_end-more = The whole school at the end of the term, counted blind.
stocktakes-preset-special-more = You choose the scope.
stocktakes-scope = Scope
stocktakes-scope-places = Places (none: the whole school)
stocktakes-scope-categories = Categories (none: all)
stocktakes-scope-custodians = Custodians (none: all)
stocktakes-scope-value = Unit price from (yuan)
stocktakes-scope-more = Where several are chosen, all of them must fit. What is written off is left out.
stocktakes-teams = Who counts where
stocktakes-teams-more = Better not whoever answers for the place; otherwise somebody else countersigns. A room given to nobody may be counted by anybody.
stocktakes-team-add = Add a team
stocktakes-team-people = Who counts
stocktakes-team-places = Places
stocktakes-team-remove = Remove this team
stocktakes-teams-running = Counting has begun: phones hear of the change at once. What was counted stays counted.
stocktakes-rooms-more = Rooms that nobody expected
stocktakes-rooms-add = Count these rooms too
stocktakes-rooms-add-more = For a room that is new or was left out. What the register has in it now joins the book side of this count, and phones list it.
stocktakes-rooms-open = { $count ->
    [one] One room is not done
   *[other] { $count } rooms are not done
}
stocktakes-room-nobody = for anybody
stocktakes-plan-save = Save the plan
stocktakes-report = Stocktake report: { $name }
stocktakes-column-number = No.
stocktakes-column-code = Asset code
stocktakes-column-name = Name
stocktakes-column-spec = Specification
stocktakes-column-unit = Unit
stocktakes-column-place = Place
stocktakes-column-book = Books
stocktakes-column-value = Book value
stocktakes-column-counted = Counted
stocktakes-column-surplus = Surplus
stocktakes-column-shortage = Short
stocktakes-column-damaged = Damaged
stocktakes-column-reason = Reason
stocktakes-column-state = Status
stocktakes-column-by = Counted by
stocktakes-column-day = Day
stocktakes-by-category = By category
stocktakes-list = Lines
stocktakes-only-differences = Differences (all lines are in the Excel file)
stocktakes-signer-counts = Counted by
stocktakes-signer-watches = Countersigned by
stocktakes-signer-heads = Approved by
stocktakes-compare = Beside the last stocktake
stocktakes-compare-result = Result
stocktakes-compare-then = Last time
stocktakes-compare-now = This time
stocktakes-compare-again = Both times
stocktakes-books = Compare with finance
stocktakes-books-sub = Upload finance’s asset list (Excel): it is compared code by code with the books of this stocktake.
stocktakes-books-agree = The books agree: all { $count } codes are the same.
stocktakes-books-differ = { $count } codes differ, { $agree } agree.
stocktakes-books-unreadable = { $count } rows of the list have no asset code and were not compared.
stocktakes-books-ours = Register
stocktakes-books-theirs = Finance
stocktakes-books-side = { $count } pcs · ¥{ $yuan }
stocktakes-plan = Plan a stocktake
stocktakes-assign = Say who counts what
stocktakes-start = Start counting
stocktakes-recount = Count the differences again
stocktakes-cancel = Call the stocktake off
stocktakes-count = Count
stocktakes-meet = Found, but on no book
stocktakes-uncount = Take a count back
stocktakes-finish = This room is done
stocktakes-settle = Say which count holds
stocktakes-explain = Give the reason
stocktakes-countersign = Countersign a room
stocktakes-close = Close the stocktake
stocktakes-reopen = Count on
stocktakes-approve = Approve the result
stocktakes-apply = Done after the stocktake
stocktakes-revert = Taken back after the stocktake
stocktakes-undo = Take the approval back
stocktakes-seal = Close the period
stocktakes-reason-private = Belongs to somebody
stocktakes-reason-foreign = Belongs to another school
stocktakes-enters = Enter it in the books once approved
stocktakes-entered = In the books now
stocktakes-claims = Somebody is to make it good (compensation)
stocktakes-claims-chip = Compensation
stocktakes-applied-as = Done after the approval: { $action }
stocktakes-became-repair = Open the repair
stocktakes-became-claim = Open the compensation
stocktakes-explain_met = Why it is on no book
stocktakes-enter = Entered in the books after the stocktake
stocktakes-strike = Taken off the books again

### handovers
handovers-draw = Draw up the list
handovers-recheck = Hand-over count
handovers-sign = Sign the hand-over
handovers-reopen = Open the list again
handovers-cancel = Cancel the list
handovers-settle = Settle differences
handovers-occasion = Occasion
handovers-owner = Class or user
handovers-reopen-note = Why
handovers-was-missing = { $count } missing at the hand-over of { $room }
handovers-was-damaged = Found damaged at the hand-over of { $room }
signing-name = Name of who signs
signing-signature = Signature
signing-ink = Signature: { $who }
problem-too_little_ink = That is not a signature yet. Please write with your finger in the field.
problem-signed_role = This party has signed already.
problem-same_signature = This signature has been used already. Each party signs for itself.
problem-no_signer = Please write the name of who signs.
problem-not_a_room = { $thing } is not a place and has no list to hand over.
problem-handover_open = { $thing } still has a list that is not signed. Finish or cancel it first.
problem-handover_empty = Nothing is registered in { $thing }, so there is nothing to hand over.
problem-handover_too_long = A list holds { $most } lines at most. Please hand over smaller rooms one by one.
problem-not_on_handover = Something counted is not on this list. Please refresh and try again.
problem-handover_closed = This list of { $thing } is signed or cancelled already.
problem-handover_unfinished = { $count } lines are not settled yet. Finish counting before signing.
problem-handover_changed = The list of { $thing } has just changed. Please look at it again before signing.
problem-handover_unsigned = The differences of { $thing } are settled once all three have signed.
problem-unknown_handover = There is no such hand-over list.
handovers-draw-occasion-start = Start of term
handovers-draw-occasion-end = End of term
handovers-draw-occasion-change = Change of teacher or room
handovers-title = Hand-overs
handovers-sub = At the start and end of term and when a room changes hands, the class, its teacher and the room head sign.
handovers-no-rooms = No room has things registered yet
handovers-signed-of = { $signed } of { $rooms } rooms have signed
handovers-signed-short = { $signed } / { $rooms }
handovers-draw-all = Draw up { $count } lists
handovers-draw-all-more = Each list is a copy of the register as it stands now and does not change afterwards.
handovers-change-hint = When a teacher or a room changes, choose the room and draw its list: it is counted, then the three sign again. What is missing or broken is asked of the class that leaves.
handovers-drawing = Drawing up { $count } lists…
handovers-drawn = { $count } lists drawn up
handovers-elsewhere-rooms = Not in a building
handovers-things = { $count } things
handovers-state-none = No list
handovers-state-drawn = To be counted
handovers-state-ready = To be signed
handovers-state-signing = { $signed } of { $all } signed
handovers-state-signed = Signed
handovers-state-cancelled = Cancelled
handovers-differences = { $count } differences to settle
handovers-drawn-at = Drawn up { $when }
handovers-count = Count the room
handovers-signatures = Three signatures
handovers-count-first = { $count } lines are still to be counted before anybody signs.
handovers-role-pupil = Pupil representative
handovers-role-teacher = Class teacher
handovers-role-keeper = Room head
handovers-role-outgoing = Hands over (teacher or head until now)
handovers-role-incoming = Takes over (new teacher or head)
problem-other_signer = This list is signed by others: a change by who hands over, who takes over and the room head, any other by pupil representative, class teacher and room head.
handovers-sign-here = Sign
handovers-not-signed = Not signed
handovers-digest = Digest { $digest }…
handovers-sign-for = { $room }: { $count } things, { $worse } of them damaged or missing. One signature is for the whole list.
handovers-lines = { $count ->
    [one] { $count } thing
   *[other] { $count } things
}
handovers-no-names = Sign for the class, for example with the post in the class. No pupil's name is kept.
handovers-extras = Found here, but not on the list
handovers-extra-booked = booked here now
handovers-extra-book = { $count ->
    [one] Book it into “{ $room }”
   *[other] Book these { $count } into “{ $room }”
}
handovers-added = New here
handovers-left = Moved away
handovers-found-good = Good
handovers-found-damaged = Damaged
handovers-found-missing = Missing
handovers-found-differs = People differ
handovers-count-found = { $count } found
handovers-counts = Who counted
handovers-differences-title = Differences
handovers-differences-later = { $count } differences. Once all three have signed they become repairs, claims or losses.
handovers-fewer = { $before } expected, { $found } found
handovers-into-repair = Repair
handovers-into-repair_claim = Repair and claim
handovers-into-claim = Claim
handovers-into-loss = Write off
handovers-into-kept = Leave as it is
handovers-settle-go = Settle all
handovers-settled = Done. Nothing has to be typed again.
handovers-pdf = Print two copies
handovers-verify = Check whether it was changed
handovers-verify-unsigned = Nobody has signed yet, so there is nothing to check.
handovers-verify-holds = Unchanged: this is what was signed.
handovers-verify-broken = It does not agree: something was changed after the signing.
handovers-verify-rows = The list agrees with its digest
handovers-verify-log = The signatures in the log agree
handovers-verify-paper = The code on the paper agrees
handovers-verify-since = Since then, by the register, the room has { $added } more things and { $gone } fewer.
handovers-tampered = The list is not what was signed.
handovers-paper = Hand-over list ({ $occasion })
handovers-copy-class = Copy 1, for the class or room
handovers-copy-office = Copy 2, for the office
handovers-paper-digest = SHA-256 of the list: { $digest }
handovers-paper-seal = With the signatures: { $seal }
handovers-ink-waiting = signature not here yet
handovers-column-number = No.
handovers-column-thing = Thing
handovers-column-code = Code
handovers-column-spec = Specification
handovers-column-quantity = Quantity
handovers-column-before = Before
handovers-column-found = Found
handovers-column-note = Note
handovers-progress = { $done } of { $total } counted
handovers-scan = Scan to count
handovers-here = { $name }: here
handovers-again = { $name }: counted already
handovers-unknown-tag = This label is not on a thing we know.
handovers-elsewhere = { $name } is not on this list. It is noted as found here.
handovers-extra = Not on the list: { $names }
handovers-pieces = { $count } pieces
handovers-how-many = How many are here
handovers-before-damaged = Damaged before
handovers-damage-note = What is damaged
handovers-photo = Take a photo of { $name }
handovers-none-here = No open hand-over list on this phone.
handovers-photos = { $count ->
    [one] 1 photo
   *[other] { $count } photos
}
handovers-rest-good = The other { $count } are all good
handovers-rest-missing = The other { $count } are not here
handovers-send = Hand in the count
handovers-send-part = Hand in, { $count } still to count
handovers-counted = The count is saved.
handovers-waiting = { $count } counts or signatures are on this phone and go out when there is a network.
handovers-unknown-here = This list is not on this phone. Open it with a network.
flag-after_signing = Came in after the signing
sign-more = Not yet: please write a whole signature with your finger.
handovers-and = ,

### compensation
compensation-open = Report a loss to be made good
compensation-verify = Verify
compensation-approve = Approve
compensation-pay = Take the payment
compensation-waive = Let off
compensation-work_off = Worked off
compensation-rules = Compensation rules
compensation-price = Price
compensation-unprice = Remove a price
compensation-reward = Reward for care
compensation-what = What was damaged or lost
compensation-cause = Cause
compensation-pieces = Pieces
compensation-note = Note
compensation-approve-decision = Decision
compensation-approve-decision-yes = Agree
compensation-approve-decision-no = Send back
compensation-waive-note = Why it is let off
compensation-work_off-note = What was done
compensation-open-cause-wear = Natural wear
compensation-open-cause-careless = Careless damage
compensation-open-cause-deliberate = Deliberate damage
compensation-open-cause-nobody = Nobody found
compensation-open-cause-lost = Lost
compensation-award = Claim { $claim }: { $thing }
compensation-award-back = Claim { $claim } let off, points given back: { $thing }
problem-claim_on_place = { $thing } is a place. Choose the thing in it.
problem-more_pieces = Only { $quantity } of { $thing } are registered.
problem-claim_open = This damage to { $thing } has a claim already.
problem-claim_asks = The sum cannot be worked out yet. Missing: { $asks }.
problem-other_sum_why = The sum differs from what the rules propose. Please say why.
problem-unknown_rules = There are no such rules: { $preset }.
problem-price_of_what = Give either a name or a category.
problem-unknown_price = The price list has no such line.
problem-no_board = No score board is chosen for the points yet. Choose one in the compensation rules.
problem-unknown_claim = There is no such claim.
problem-worked_too_much = Only { $left } yuan are left. No more than that can be worked off.
problem-worked_nothing = Please say how many yuan were worked off.
problem-claim_moved = { $state ->
    [paid] Claim { $claim } is paid already. It cannot be paid again, let off or worked off.
    [waived] Claim { $claim } was let off already.
    [worked] Claim { $claim } was worked off already.
    [free] Claim { $claim } came to nothing and is closed.
    [open] Claim { $claim } is not verified yet. Please verify it first.
    [verified] Claim { $claim } is not approved yet. It has to be approved first.
   *[approved] Claim { $claim } is approved and can no longer be changed.
}
compensation-title = Compensation
compensation-sub = Verified, approved by somebody else, then paid, let off or worked off. A class or a room bears it; no pupil is named.
compensation-view-open = To verify
compensation-view-verified = To approve
compensation-view-approved = To be paid
compensation-view-closed = Closed
compensation-state-open = To verify
compensation-state-verified = To approve
compensation-state-approved = To be paid
compensation-state-paid = Paid
compensation-state-waived = Let off
compensation-state-worked = Worked off
compensation-state-free = Nothing to pay
compensation-none-open = No claim is to be verified.
compensation-none-verified = No claim waits for approval.
compensation-none-approved = No claim waits for payment.
compensation-none-closed = No claim is closed yet.
compensation-no-sum = No sum yet
compensation-settlement = Settlement of the term
compensation-no-term = Outside any term
compensation-none-term = No verified claims in this term.
compensation-claims = { $count ->
    [one] { $count } claim
   *[other] { $count } claims
}
compensation-rules-title = Rules and prices
compensation-rules-saved = Saved. Claims from now on follow these rules.
compensation-preset = Which rules
compensation-board = Score board for the points
compensation-no-board = None
compensation-allowance = Free allowance for a class and term (yuan)
compensation-points-for = Points off: { $cause }
compensation-prices = Price list
compensation-no-prices = The price list is empty. Without it the register's unit price counts.
compensation-prices-more = A thing’s own name counts first, then its category, then the price in the register.
compensation-price-for = Price of
compensation-price-by-name = Things of one name
compensation-price-whole = whole category
compensation-residual = Least value that is always left (% of the price)
compensation-residual-more = However old it is, it counts as worth this much.
compensation-price-name = Name of the thing
compensation-price-new = Price of a new one (yuan)
compensation-life = Service life (years)
compensation-years = { $years } years
compensation-price-add = Add to the list
compensation-number = Claim { $number }
compensation-proposal = How it is worked out
compensation-step-wear = Natural wear is the school's. Nothing is charged.
compensation-step-price = { $pieces ->
    [one] A new one costs { $price } yuan.
   *[other] A new one costs { $price } yuan; { $pieces } come to { $sum } yuan.
}
compensation-step-age = Used for { $years } years and { $months } months of { $life } years.
compensation-step-present = It was still worth { $sum } yuan.
compensation-step-repair = Repair costs { $sum } yuan.
compensation-step-beyond = Lost or beyond repair: { $sum } yuan counts.
compensation-step-share = { $percent } % of { $sum } yuan is { $result } yuan.
compensation-step-most = At most { $sum } yuan is charged.
compensation-step-least = At least { $sum } yuan is charged.
compensation-step-allowance = { $allowed } yuan are free this term, which leaves { $left } yuan.
compensation-step-total = By the rules { $sum } yuan are due.
compensation-asks = Still missing: { $asks }. The sum follows once it is there.
compensation-asks-cause = the cause
compensation-asks-price = the price of a new one (yuan)
compensation-asks-bought = when it was bought (2021-09)
compensation-asks-life = its service life (years)
compensation-asks-repair_cost = what the repair costs (yuan)
compensation-wanted = Please fill this in
compensation-beyond = Beyond repair
compensation-other-amount = Another sum (yuan, with a reason)
compensation-note-names = Note (no names of pupils, please)
compensation-verify-go = Verified
compensation-verify-again = Verify again
compensation-another = Whoever verified a claim does not approve it.
compensation-amount-is = { $amount } yuan due
compensation-pay-go = { $amount } yuan received
compensation-receipt-print = Print receipt { $number }
compensation-steps = What was done
compensation-did-open = Opened
compensation-did-verify = Verified
compensation-did-approve = Approved
compensation-did-refuse = Sent back
compensation-did-pay = Paid
compensation-did-waive = Let off
compensation-did-work_off = Worked off
compensation-of-repair = Claim { $number }: { $amount }
compensation-column-owner = Class or user
compensation-column-claims = Claims
compensation-column-amount = Due (yuan)
compensation-column-paid = Paid (yuan)
compensation-column-worked = Worked off (yuan)
compensation-column-waived = Let off (yuan)
compensation-column-left = Open (yuan)
compensation-column-points = Points off
compensation-column-ref = Claim
compensation-column-thing = Thing
compensation-column-pieces = Pieces
compensation-column-cause = Cause
compensation-column-what = What happened
compensation-column-state = State
compensation-total = Total
compensation-signatures = Signatures
compensation-signer-pupil = Pupil representative
compensation-signer-teacher = Class teacher
compensation-signer-payer = Paid by
compensation-receipt = Receipt for compensation
compensation-receipt-number = No. { $number }
compensation-item = Item
compensation-said = Details
compensation-sign = Sign the settlement
compensation-signer-keeper = Office
compensation-sign-later = { $count ->
    [one] One claim is not approved yet. Signing comes after that.
   *[other] { $count } claims are not approved yet. Signing comes after that.
}
compensation-sign-changed = Something was changed after the signatures. They no longer hold; please sign again.
compensation-sign-for = { $owner }, { $term }: { $count ->
    [one] one claim
   *[other] { $count } claims
}, { $amount } yuan in all. Please look at each line before you sign.
compensation-reward-points = Points
compensation-reward-reason = Why (no names of pupils, please)
compensation-reward-rule = Points for a term without damage
compensation-reward-go = Give { $points } points
compensation-rewarded = Rewarded
compensation-rewards-sub = { $term }: a class that broke and lost nothing may get points on the score board, once a term.
compensation-no-rooms = The register has no classrooms yet.
compensation-care = Took care of its things, nothing broken: { $term }
problem-rewarded_already = { $thing } has had its reward for this term.
problem-had_losses = { $thing } has { $count ->
    [one] one loss
   *[other] { $count } losses
} in this term, so there is no reward for a term without damage.
problem-unknown_settlement = This class has no claims in this term. Nothing is to be signed.
problem-settlement_open = { $owner } still has { $count ->
    [one] one claim
   *[other] { $count } claims
} to be approved. Signing comes after that.
problem-settlement_changed = The claims of { $owner } were changed just now. Please refresh and look again before you sign.
compensation-texts = With what people wrote (may hold names)
compensation-to-slip = Loan slip
compensation-to-repair = Repair { $number }
compensation-owner = Class or room that answers for it
compensation-worked-is = { $worked } yuan worked off, { $left } yuan to be paid
compensation-waive-names = The reason is kept. Please write no pupil’s name.
compensation-waive-go = Let it off
problem-waived_why = Please say why it is let off.
problem-worked_what = Please say what was done.
compensation-work_off-go = Note the work
compensation-work_off-rest = A part is fine: the rest is then to be paid.
compensation-work_off-amount = Worked off (yuan)
problem-claim_unpaid = Claim { $claim } is not paid, so there is no receipt.
problem-bad_amount = “{ $text }” is not an amount in yuan. Write it like 12.50.
problem-bad_points = “{ $text }” are no points. Write a number from 0 to 100.
problem-bad_percent = “{ $text }” is not a percentage. Write a number from 0 to 100.
problem-bad_years = “{ $text }” are no years. Write a whole number from 1 to 100.

### Public pages

public-title = Public pages
public-sub = For the sorts ticked here, whoever scans without an account sees the name and whether it is in use or being repaired; no price, person or place. What is out of use shows its warning in any case.
public-asset = Things
public-place = Places
public-saved = Saved: { $count } sorts are public
public-open = Public sorts
public-in_use = In use
public-repair = Reported, being repaired since { $day }
public-idle = Not in use at present
public-sign-in = Sign in to report a fault
public-report = Report without an account
public-me_too = I found it too
public-reports = Reports
public-reports-on = People without an account may report faults
public-reports-more = Only for the sorts ticked above. Off until you turn it on; then parents and visitors who scan can report a fault with a few words, one photo or a voice note, and give no name. One fault counts once, and too many reports are turned away.
public-somebody = Somebody who scanned
public-what = What is broken?
public-words = In a few words
public-often-dead = Does not work
public-often-loose = Loose
public-often-leaks = Leaks
public-often-noise = Strange noise
public-often-cracked = Damaged
public-often-dirty = Dirty
public-privacy = No name needed. Please keep faces out of the photo and names out of what you say.
public-send = Report it
public-nothing = Write a few words, take a photo or say it.
public-offline = No network, so nothing was sent. Please press again later.
public-found = The same fault?
public-other = It is something else
public-reported = Thank you, it has been reported.
public-added = Thank you, it was noted; whoever repairs it will see it.
public-counted = You have reported this already, and it is being dealt with. Thank you.

### Notices

notices-title = Reminders
notices-sub = Checks not done in time, missed rounds, samples past their time, visitors who never left, things out of use and urgent repairs are told of by themselves.
notices-here = Reminders on this device
notices-here-asking = Looking…
notices-here-waiting = Turning on, this may take half a minute…
notices-here-insecure = Not possible here: reminders need an https address.
notices-here-install = Not possible here yet: add the app to the home screen (Share → Add to Home Screen) and open it there.
notices-here-none = Not possible here: this browser gets no reminders, or its push service is out of reach.
notices-here-blocked = Blocked by the browser. Allow notifications in its settings for this site, then come back.
notices-here-off = Off
notices-here-on = On. They end when you sign out.
notices-turn-on = Turn reminders on
notices-turn-off = Turn reminders off
notices-robot = Group robot
notices-no-robot = No group robot is set. With TAGWALK_ROBOT set on the server, reminders go to a group in WeCom, DingTalk or Feishu.
notices-maker-wecom = WeCom
notices-maker-dingtalk = DingTalk
notices-maker-feishu = Feishu
notices-works = Works
notices-fails = Fails
notices-failing = Nothing has got through since { $since }: { $why } (the answer was: { $said }). It is tried again by itself; records are saved all the same.
notices-why-unreachable = the other side cannot be reached
notices-why-address = the robot’s address is wrong, or the robot was removed
notices-why-security = the robot’s security settings were not met: look at the signing secret, keyword or IP
notices-why-often = too many messages in too short a time
notices-why-format = the message was not accepted as it is
notices-why-gone = the browser takes no more
notices-why-other = the other side did not take it
notices-last-sent = Last sent: { $when }
notices-test = Send a test
notices-hello = This is a test. Whoever reads it knows that the robot works.
notices-hello-sent = Sent to the group
notices-phones = Phones
notices-browsers = { $count ->
    [0] Nobody has turned reminders on yet. Each person does so under My account.
    [one] One device has reminders turned on.
   *[other] { $count } devices have reminders turned on.
  }
notices-latest = Latest reminders
notices-none = Nobody has been reminded of anything yet.
notices-trying = Trying again
notices-sent = { $count } sent
notices-head = [Tagwalk] Reminders
notices-more = { $count } more
notices-late = Not done in time: { $name } (due by { $time })
notices-missed = Missed: { $name } ({ $day })
notices-hazard = A hazard for you to put right: { $name } (by { $day })
notices-log_head = Today's records end at number { $number }, check code { $head }. Keep it: it tells later whether any was removed or changed.
notices-hazard_late = Hazard overdue: { $name } (due { $day })
notices-loan_due = Due back at { $time }: { $name } ({ $count } in all)
notices-loan_late = Overdue, please bring it back: { $name } ({ $count } in all, due { $time })
notices-loan_recall = End of term, please bring back: { $name } ({ $count } in all)
notices-overdue = { $book }: { $what } ({ $place })
notices-blocked = Out of use: { $name } ({ $place })
notices-danger = Urgent repair: { $name } ({ $place })

### Waiting

waiting-title = Needs you
waiting-recheck = Check again
waiting-recheck-sub = Repaired. Somebody else checks it before it is used again
waiting-missed = Missed rounds
waiting-missed-sub = { $count ->
    [1] Due { $when }, not walked. Please say why
   *[other] Not walked { $count } times in 7 days. Please say why
 }
waiting-missed-all = { $count } times in 7 days, { $plans } schedules, no reason given
waiting-orphans = Schedules nobody answers for
waiting-sign = To sign
waiting-answer = To answer
waiting-appeal = Appeal against a score
waiting-books = My logbooks

### Repairs: the office's board, list, figures and rules

repairs-search = Number, fault or thing
repairs-as-board = Board
repairs-as-list = List
repairs-none-found = No repair fits
repairs-clashes = { $count ->
    [one] Two people say different things about one repair. Please settle it.
   *[other] Two people say different things about { $count } repairs. Please settle them.
 }
repairs-planned = Planned
repairs-clash = Clash
repairs-more = { $count } more
repairs-state = State
repairs-state-reported = Reported
repairs-state-accepted = Accepted
repairs-state-assigned = Assigned
repairs-state-working = In work
repairs-state-waiting = Waiting
repairs-state-done = To confirm
repairs-state-confirmed = Confirmed
repairs-state-refused = Refused
repairs-state-merged = Merged
repairs-status-open = Not settled
repairs-status-settled = Settled
repairs-status-all = All
repairs-period = Time
repairs-period-month = Last 30 days
repairs-period-term = This term
repairs-period-year = This school year
repairs-period-twelve = Last 12 months
repairs-period-ever = Ever
repairs-trade = Trade
repairs-owner = Owner
repairs-priority = Priority
repairs-priority-danger = Out of use (most urgent)
repairs-priority-high = Urgent
repairs-priority-normal = Normal
repairs-priority-low = Not urgent
repairs-only-own = My reports only
repairs-only-late = Late ones only
repairs-late-days = { $count ->
    [one] One day late
   *[other] { $count } days late
 }
repairs-late-hours = { $count ->
    [one] One hour late
   *[other] { $count } hours late
 }
repairs-late-respond = Nobody answered in time
repairs-by = Due { $when }
repairs-number = Number
repairs-what = Fault
repairs-reported-at = Reported
repairs-until = , until { $day }
repairs-others = { $count ->
    [one] One more found it too
   *[other] { $count } more found it too
 }
notices-mine = Reminders for me
notices-given = For you to repair: { $name }, { $place }
notices-mended = Repaired, please confirm: { $name }, { $place }
notices-refused = Will not be repaired: { $name }, { $place }. Open it to see why.
notices-waiting = The repair is waiting: { $name }, { $place }
notices-unanswered = Nobody has answered a report: { $name }, { $place }
notices-unfinished = A repair is late: { $name }, { $place }, due { $time }
notices-clash = Two people say different things of a repair: { $name }, { $place }
waiting-late = Repairs that are late
waiting-dispute = Repairs about which two people disagree
waiting-mended-all = { $count } repairs of yours wait to be confirmed
repairs-figures = Figures
repairs-download = Download table
repairs-no-figures = No repairs yet
repairs-count = Number
repairs-cost = Cost
repairs-reporter = Reported by
repairs-started-at = Work began
repairs-closed-at = Finished
repairs-confirmed-by = Confirmed by
repairs-parts = Parts and how many
repairs-in-time = In time
repairs-late = Late
repairs-by-age = Not yet repaired, since when
repairs-by-age-said = { $count ->
    [0] None of them is late.
    [one] One of them is late.
   *[other] { $count } of them are late.
 }
repairs-age-day = 1 day
repairs-age-days = 1–3 days
repairs-age-week = 4–7 days
repairs-age-month = 8–30 days
repairs-age-older = over 30 days
repairs-by-cause = Causes
repairs-by-trade = Trades
repairs-by-place = Places with most reports
repairs-by-supplier = Suppliers
repairs-by-month = Cost per month (yuan)
repairs-by-month-said = The highest was { $month } with { $cost } yuan.
repairs-most = Most often: { $name }, { $count } times, { $share }%.
repairs-figure-reported = Reported
repairs-figure-closed = Repaired
repairs-figure-open = Not yet repaired
repairs-figure-late = { $count } of them late
repairs-figure-cost = Cost of repairs
repairs-figure-stars = Stars on average, of 5
repairs-said-responded = Half of the reports were answered within { $half }, nine in ten within { $most }.
repairs-said-finished = Half were repaired within { $half } of the report, nine in ten within { $most }.
repairs-said-hours = Only working hours on school days count.
repairs-span-minutes = { $count ->
    [one] one minute
   *[other] { $count } minutes
 }
repairs-span-hours = { $count ->
    [one] one hour
   *[other] { $count } hours
 }
repairs-span-days = { $count ->
    [one] one school day
   *[other] { $count } school days
 }
repairs-place = Place
repairs-thing = Thing
repairs-past = { $count ->
    [one] Repaired once
   *[other] Repaired { $count } times
 }
repairs-past-all = All repairs
repairs-the-supplier = the supplier
repairs-under-warranty = Under warranty until { $until }: ask { $supplier } before paying for anything.
repairs-worth = Repair or replace
repairs-advice-warranty = Ask the supplier
repairs-advice-warranty-why = It is under warranty, so the supplier has to put it right.
repairs-advice-repair = Repair
repairs-advice-repair-why = Three years of repairs have cost less than half of its price.
repairs-advice-watch = Repair, and find out why
repairs-advice-watch-why = It has not served its years, before which it should not be replaced, but repairs have cost half of its price. Is it overloaded, of poor quality or badly kept?
repairs-advice-replace = Replace
repairs-advice-replace-why = Three years of repairs have cost half of its price, and it has served its years or nobody noted how many it has.
repairs-spent = Repairs have cost { $total } yuan, { $lately } of them in the last three years.
repairs-share = That is { $share }% of its price of { $worth } yuan.
repairs-no-price = Its price is not known, so nothing can be reckoned.
repairs-age-of-life = It is { $age } years old and expected to serve { $life }.
repairs-age = It is { $age } years old; its years of service are not noted.
repairs-no-age = Nobody noted when it was bought.
repairs-rules = Rules
repairs-rules-sub = New reports go straight to people by these rules. The rule for the nearest place comes first, then the trade.
repairs-rules-none = No rules yet: every new report comes to the office first.
repairs-rules-else = What no rule covers is { $name }’s.
repairs-rules-left = Somebody who left
repairs-rules-idle = Gives out nothing
repairs-rules-any-trade = Any trade
repairs-rules-anywhere = The whole school
repairs-rules-remove = Remove
repairs-rules-add = New rule
repairs-rules-nobody = Nobody has an account as a maintenance worker yet. Add one under People.
repairs-times = Times
repairs-times-sub = Only working hours on school days count. What was reported already keeps its times.
repairs-opens = Work begins
repairs-closes = Work ends
repairs-respond-in = Answer within hours
repairs-finish-in = Repair within hours
repairs-accept-after = School days after which work counts as accepted if nobody complains
repairs-times-saved = The times are saved
schedules-makes = When it is due
schedules-makes-check = A check
schedules-makes-job = Maintenance work
plans-open = Planned work
trade-electric = Electrical
trade-water = Plumbing
trade-doors = Doors and windows
trade-furniture = Furniture
trade-electronics = Electronics
trade-kitchen = Kitchen gear
trade-play = Play and PE
trade-fire = Fire safety
trade-grounds = Grounds
trade-other = Other

### Problems

problem-sign_in = Please sign in.
problem-wrong_password = The name or the password is wrong.
problem-public_full = There have been too many reports here for now. Please tell a member of staff.
problem-public_mended = It has just been repaired. If something is still wrong, load this page again and report it.
problem-not_public = The school does not take reports here without an account.
problem-unknown_hazard = There is no such hazard.
problem-hazard_moved = Somebody else has moved hazard { $hazard } on meanwhile. What you wrote is kept; open it to see how it stands.
problem-hazard_already = This repair is hazard { $hazard } already.
problem-hazard_repair_open = Finish repair { $repair } first; the hazard then waits for its re-check by itself.
problem-hazard_same_person = Whoever put it right may not re-check it. Ask somebody else.
problem-hazard_not_able = This person has left, or may not put hazards right.
problem-not_your_hazard = This hazard is not yours to put right. Ask the logistics office.
problem-bad_days = These dates do not fit: the first comes before the last, and three years at most.
problem-too_often = Too many tries. Please wait { $seconds } seconds.
problem-password_length = A password has { $shortest } to { $longest } characters.
problem-password_known = This password is too easy to guess. Choose another one.
problem-name_taken = The name “{ $name }” is taken.
problem-unknown_role = There is no role { $role }. The roles are { $roles }.
problem-unknown_person = There is no such person.
problem-unknown_language = There is no language { $language }.
problem-last_administrator = This is the last administrator and has to stay.
problem-not_left = The account of { $name } is still open. Please close it first.
problem-changed_meanwhile = The account was changed in the meantime. Please try again.
problem-first_key_used = This one-time link has been used or is no longer valid.
problem-not_allowed = Your account may not do this.
problem-other_site = This call came from another site and was not carried out.
problem-header_missing = The call lacks the header X-Tagwalk.
problem-not_json = Only JSON is taken here.
problem-bad_body = What was sent cannot be read.
problem-bad_batch = This batch cannot be read. Nothing of it was written.
problem-batch_too_large = At most { $most } records at once; these are { $sent }. Send them in parts.
problem-body_too_large = Too large: { $kilobytes } kB at most.
problem-compressed_body = Please send it uncompressed.
problem-bad_envelope = The record’s field “{ $field }” cannot be read.
problem-bad_digest = The record was changed or damaged on its way and was not written.
problem-too_long_record = The record is too long.
problem-bad_payload = “{ $field }” is missing or wrong.
problem-unknown_kind = This kind of record is not known: { $kind }.
problem-schema_newer = This record comes from a newer version and waits until the server is updated.
problem-id_reuse = The same id was used before for a record with other content.
problem-seq_reuse = This device has used the number before: its data may have been copied or restored.
problem-unknown_device = The server does not know this device. Please sign in again.
problem-device_revoked = This device has been shut out.
problem-device_unverified = This record comes from another device and waits to be confirmed.
problem-actor_unverified = Who recorded this is not certain; it waits to be confirmed.
problem-broken = Something went wrong with this record. It is kept; please tell the administrator.
problem-no_thing = It does not say which thing it is about.
problem-unknown_thing = There is no such thing.
problem-unknown_place = There is no such place.
problem-unknown_place_name = There is no place called “{ $name }”.
problem-retired = { $thing } has been written off.
problem-inside_itself = { $thing } cannot be put inside itself.
problem-place_not_empty = There are still things in { $thing }. Move them first.
problem-too_few_to_split = There are { $quantity } of { $thing }. It cannot be split like this.
problem-too_many_photos = { $thing } can have { $most } photos at most.
problem-nothing_to_undo = There is nothing to undo in this record.
problem-changed_since = { $thing } was changed again since. This cannot be undone.
problem-place_stays = { $thing } is a place. Take it out of use instead.
problem-too_few_experts = At least { $wanted } people have to look at it. Please give their names.
problem-same_person = Applying, appraising, deciding and disposing are for different people.
problem-no_writeoff = Nobody has applied to write off { $thing }.
problem-writeoff_step = The write-off of { $thing } is not at this step, or the step is done.
problem-bad_day = “{ $day }” is no date. Please write 2017-06-11, 2017-06 or 2017.
problem-writeoff_open = { $thing } is being written off. Until that is approved it stays where and as it is.
problem-needs_writeoff = { $thing } cost { $yuan } yuan or more, so it is a fixed asset. Please apply for its write-off.
problem-bad_code = One character of the code { $code } is wrong. Please compare it again.
problem-not_a_code = This is not a tag code. A code has 12 letters and digits.
problem-unknown_tag = Nobody has bound this label yet. What was recorded is kept.
problem-tag_taken = This label is on { $thing } already. Take another blank one.
problem-tag_same = { $thing } has this very label already. Take a new one.
problem-tag_retired = Label { $code } has been withdrawn. Tear it off and take a new one.
problem-tag_elsewhere = This label is not on { $thing }.
problem-batch_size = A batch has 1 to { $most } labels; { $count } cannot be printed.
problem-unknown_batch = There is no such batch of labels.
problem-barcode_too_short = The code is too short: it needs { $least } characters or more.
problem-own_label = This is one of the school’s own labels. Scan it to bind it.
problem-barcode_taken = This code belongs to { $thing } already. Makers often print the same code on every one of a model: use the serial number’s code instead.
problem-barcode_elsewhere = { $thing } does not have this code.
problem-not_your_room = This is not one of the rooms you look after. Please ask a teacher.
problem-not_yours = Somebody else registered this. Ask the property keeper.
problem-thing_used = { $thing } has other records already, so this cannot be undone. Write it off if need be.
problem-unknown_checklist = There is no checklist { $checklist }.
problem-unknown_item = The checklist has no item “{ $item }”.
problem-item_missing = One item was left out: { $item }.
problem-bad_answer = The answer to “{ $item }” does not fit.
problem-unknown_repair = There is no such repair.
problem-not_your_report = Only whoever reported it, or the logistics office, can do this.
problem-repair_moved = Somebody else has moved repair { $repair } on meanwhile. What you wrote is kept; open the repair to see how it stands.
problem-needs_check = { $thing } has to be checked again by somebody else; that check confirms the repair.
problem-nothing_said = Write a few words, take a photo or say it.
problem-merge_cycle = These two repairs are one already.
problem-closes_before_it_opens = The end of the day has to be after its beginning.
problem-unknown_rule = This dispatch rule is no longer there.
problem-not_your_repair = This repair is not yours. Ask the logistics office to assign it.
problem-dangerous = { $thing } is dangerous and cannot be left as it is. Repair it and have it checked, or say that it is not broken.
problem-unknown_refusal = There is no such refusal.
problem-settled_already = Somebody has dealt with it already.
problem-not_a_photo = This is not a photo. Use JPEG, PNG or WebP.
problem-photo_too_large = The photo is too large: { $megabytes } MB at most.
problem-voice_too_large = The recording is too large: { $kilobytes } kB at most.
problem-not_a_voice = This is no recording we can use: record it on the phone, one minute at most.
problem-photo_damaged = The photo was damaged on its way and is sent again.
problem-bad_photo_name = The photo’s id is wrong.
problem-unknown_photo = There is no such photo.
problem-bad_price = “{ $price }” is not a price.
problem-epoch_changed = The server’s data was restored; the phone starts over with a fresh copy.
problem-unknown_page = There is no such page.
problem-unknown_command = There is no command { $name }.
problem-file_exists = The file exists already: { $file }.
problem-no_such_folder = There is no such folder: { $file }.
problem-cannot_read = Cannot read { $file }: { $why }.
problem-cannot_write = Cannot write { $file }: { $why }.
problem-page_broken = This page did not work. Go back and try again; nothing on your phone is lost.
problem-not_a_backup = { $file } is not a whole Tagwalk backup.
problem-not_empty = The register holds something already; the demo only fills an empty one.
problem-no_such_file = There is no such file: { $file }.
problem-data_in_use = Another Tagwalk is using { $folder } already.
problem-stop_server_first = The server is running. Stop it first.
problem-server_silent = Another program is using { $folder } and does not answer. Try again later.
problem-port_in_use = Cannot listen on { $address }: { $why }. Stop the program that uses it, or choose another TAGWALK_PORT.
problem-place_or_all = Use either --place or --all, not both.
problem-all_rejected = Not one row could be imported; nothing was written.
problem-database_unusable = The database cannot be used: { $why }.
problem-no_access = Cannot use { $what }: { $why }.
problem-unknown_term = There is no such term.
problem-term_in_use = Schedules still run in “{ $term }”: { $schedules }. Give them another term first, then remove it.
problem-terms_overlap = The dates overlap “{ $term }”.
problem-empty_calendar = There are no dates in this file.
problem-broken_calendar = This calendar file cannot be read.
problem-calendar_columns = No column of dates was found. The first row should say: name, first day, last day, kind.
problem-too_many_events = At most { $most } lines at once; this file has { $found }.
problem-no_stops = Please choose the places, things or category to check.
problem-stop_twice = Choose each place only once.
problem-unknown_category = There is no such category.
problem-nobody_responsible = Please name one person or one post who is responsible.
problem-post_empty = Nobody holds this post now. Appoint somebody first, or name one person.
problem-not_able = This person has left, or may not do checks.
problem-own_substitute = Somebody else has to stand in.
problem-unknown_schedule = There is no such schedule; it may have been stopped.
problem-unknown_substitute = There is no such substitution.
problem-bad_times = Not times of the day: { $text }. Write them like 8:00 or 8:00 12:00.
problem-unknown_round = There is no such round.
problem-unknown_stop = This is no stop of the round.
problem-not_missed = This round was not missed, so there is nothing to explain.
problem-not_your_round = This is somebody else's round; whoever is responsible explains it.
problem-no_push_address = The address for reminders that this browser gave cannot be used.
problem-no_robot = No group robot is set.
problem-robot_failed = It was not sent: { $why } (the answer was: { $said }).
problem-unknown_stocktake = There is no such stocktake.
problem-stocktake_not_started = This stocktake has not started yet.
problem-stocktake_state = “{ $name }” is at another step by now, so this cannot be done.
problem-recount_running = The differences are being counted again already.
problem-place_not_counted = “{ $thing }” is a room, not a thing to count.
problem-not_your_count = Somebody else counted this; only they can take it back.
problem-reason_first = Please choose the reason first.
problem-stocktake_name = Please give a name and the reference date.
problem-finance_columns = There is no column of asset codes with quantities or amounts in this sheet.
problem-unknown_line = There is no such line in the stocktake.
problem-settle_place = Please choose the room it is in.
problem-action_unfit = This cannot be done about “{ $thing }”.
problem-counts_open = People counted { $count } lines differently; please say which count holds first.
problem-reasons_missing = { $count } differences still lack a reason.
problem-met_name = Please name each thing that is to be entered, one at a time.
problem-needs_countersign = These rooms were counted by whoever answers for them and need somebody else’s signature: { $rooms }.
problem-countersign_another = Whoever counted here or answers for this room cannot countersign it.
problem-queues_open = Not everything has come from the phones of { $names } yet. Please wait, or close without waiting for them.
problem-already_applied = This has been done for “{ $thing }” already.
problem-not_applied = Nothing has been done about “{ $thing }” yet.
problem-repair_runs = The repair { $ref } of “{ $thing }” has begun, so it cannot be taken back. Please accept or end the repair first, then take this back.
problem-paid_already = The claim { $claim } for “{ $thing }” is paid or worked off, so it cannot be taken back. Please have the money put right by the finance office; a wrong number or place is put right in the register.
problem-disposed_already = “{ $thing }” has been disposed of and has left the books, so it cannot be taken back. If it is still there, please register it again.
flag-written_off_since = written off or about to be: nothing more was done
problem-still_applied = { $count } things that were done are not taken back yet.

### trouble

problem-disk_full = The disk of the server is full, so nothing can be saved at present. Please tell the administrator. What is on this phone stays there and is sent by itself later.
problem-disk_error = The disk of the server has a fault, so nothing can be saved at present. Please tell the administrator. What is on this phone stays there and is sent by itself later.
problem-read_only = The server may only read its disk, so nothing can be saved at present. Please tell the administrator. What is on this phone stays there and is sent by itself later.
problem-database_busy = Another program holds the database, so nothing can be saved at present. Please tell the administrator. What is on this phone stays there and is sent by itself later.
problem-database_moved = The file of the database is not where it was, so nothing can be saved at present. Please tell the administrator to put it back. What is on this phone stays there and is sent by itself later.
problem-database_away = The database does not answer, so nothing can be saved at present. Please tell the administrator. What is on this phone stays there and is sent by itself later.

### backups

backups-title = Backups
backups-sub = A copy of everything, made by itself every hour beside the running server. It only counts once it was read back whole.
backups-fine = The last backup is from { $when } and was found whole.
backups-late = The last backup is from { $when }. There should be one every hour: please find out why.
backups-failed = The last backup failed: { $why }
backups-off = No backups are made by themselves: TAGWALK_BACKUP_MINUTES is 0.
backups-open = The backups are not sealed: whoever takes one away can read it. tagwalk backup-key FILE makes a key.
backups-same-disk = The backups are on the same disk as the data. Set TAGWALK_BACKUPS to a folder on another one.
backups-where = Folder: { $folder }. To put one back, use tagwalk restore FILE on the machine itself; tagwalk drill rehearses it.
backups-make = Back up now
backups-making = Making a backup…
backups-made = The backup is made and was found whole.
backups-latest = Latest backups
backups-none = There is no backup yet. The first is made a few minutes after the start.
backups-line = { $size } · { $number } records · { $photos } photos
backups-more = … and { $count } older ones
backups-sealed = Sealed
backups-looked = Whole
backups-log = The log
backups-head = { $number } records
backups-head-sub = This line stands for all records so far. Note it down now and then, or print it: nobody can change a record afterwards without it becoming another.
backups-key-hint = Keep { $file } in a safe and not on this machine: without it no sealed backup can ever be opened again.
audit-photos_lack = { $count } photos are not in the backup and not here.
audit-other_log = The school's log does not go on from this backup: its record { $number } is another one, or it was restored since.
problem-backup_not_whole = The copy is not whole ({ $found }; record { $number }), so it does not count as a backup. Run tagwalk check.
problem-bad_backup_key = TAGWALK_BACKUP_KEY is no public key ({ $key }…). tagwalk backup-key FILE makes one.
problem-backup_sealed = { $file } is sealed. Say where its key is: --key FILE.
problem-wrong_backup_key = The key in { $file } does not open this backup.

problem-no_backups = There is no backup yet. tagwalk backup makes one.

### audit

audit-damaged = The file is damaged: { $what }.
audit-restore = Put back a backup: tagwalk restore FILE.
audit-chain = Record { $number } does not follow from those before it: it was changed, put in or moved, or one before it is gone.
audit-other_head = Backup { $file } noted another record { $number } than is there now: something was cut off or written anew since.
audit-untrue = Record { $number } does not say what was sent: { $field }.
audit-number_gone = { $count } entries of phone { $device } that had arrived are in no table any more.
audit-dangling = { $table } { $key } points at something in { $to } that is not there.
audit-checksums = { $count } pages of the database did not match their checksum when they were read.
audit-index = An index of the database is not valid: { $table }.
audit-photo_gone = A photo is missing: { $file }.
audit-photo_damaged = A photo is damaged: { $file }.
audit-unwritable = Record { $number } ({ $kind }) cannot be written once more: { $why }.
audit-other_flags = Record { $number } ({ $kind }) is marked “{ $here }”; from the log it would be “{ $there }”.
audit-extra = { $table } { $key } is there, but nothing in the log made it.
audit-missing = { $table } { $key } is not there, but the log made it.
audit-differs = { $table } { $key }, { $field }: it says “{ $here }”; from the log it would be “{ $there }”.
audit-more = … and { $count } more in { $table }.
audit-not_rebuilt = This log began before codes of labels followed from it, so the tables were not compared with it.

### Repairs: one repair's page, my jobs, and reporting

repairs-ref = No. { $ref }
repairs-reported-then = Reported { $when }
repairs-pieces = { $count } of { $total } broken
repairs-hands = In the hands of { $name }
repairs-hands-me = In your hands
repairs-wait-day = probably until { $day }
repairs-photo = Photo of the repair
repairs-warranty = Under warranty until { $until }
repairs-warranty-ask = Ask the supplier, { $name }, before paying.
repairs-warranty-supplier = Ask the supplier before paying.
repairs-upkeep = The maker asks for a service every { $months } months: see whether that is what it needs.
repairs-serviced = Last service: { $day }
repairs-go_on = Go on with the work
repairs-leave = Leave this and go back
repairs-unknown = This repair is not on this phone
repairs-unknown-more = Open it again with a network.
repairs-into = Became part of repair { $ref }
repairs-here = Saved on this phone; it is sent by itself once there is a network.
repairs-here-short = Saved on this phone
repairs-needs_check = It is repaired. Somebody else must check it before it may be used again.
repairs-clash-more = Two people say different things. Look at both, then confirm or reopen it; what arrived first counts.
repairs-clock-waiting = On hold, the clock stands still
repairs-clock-respond = Take it on within { $time } (by { $by })
repairs-clock-respond_late = { $time } late, nobody took it on (was due { $by })
repairs-clock-finish = { $time } left (finish by { $by })
repairs-clock-finish_late = { $time } late (was to be finished by { $by })
repairs-left-minutes = { $count ->
    [one] 1 minute
   *[other] { $count } minutes
}
repairs-left-hours = { $count ->
    [one] 1 hour
   *[other] { $count } hours
}
repairs-left-days = { $count ->
    [one] 1 day
   *[other] { $count } days
}
repairs-mine = My repairs
repairs-all = All repairs
repairs-mine-none = No repairs are in your hands
repairs-mine-all = All { $count } of my repairs
repairs-nowhere = Place not known
repairs-stars = { $count ->
    [one] 1 star
   *[other] { $count } stars
}
repairs-steps = What happened
repairs-step-report = Reported
repairs-step-route = Given by a rule
repairs-step-assign = Given
repairs-step-accept = Taken on
repairs-step-start = Work began
repairs-step-wait = Put on hold
repairs-step-close = Work done
repairs-step-closed_too = Somebody else said it is done, too
repairs-step-confirm = Confirmed
repairs-step-reopen = Reopened
repairs-step-refuse = Refused
repairs-step-merge = Became part of another
repairs-step-merged_in = Another became part of it
repairs-step-me_too = Somebody else found it, too
repairs-step-comment = Note
repairs-step-charge = Cost added
repairs-step-triage = Urgency or trade changed
repairs-step-pass_on = Its owner left; passed on
repairs-office = Dispatch
repairs-has_open = { $count } in hand
repairs-none_alike = No open repair nearby is like this one
repairs-merge-more = This one becomes part of the one you choose: one job.
repairs-spent-travel = { $count } min on the way
repairs-spent-work = { $count } min of work
repairs-close-cause-overload-more = Used too much, overloaded
repairs-close-cause-quality-more = The thing itself is poor
repairs-close-cause-management-more = Not looked after
repairs-close-cause-wear-more = Old, worn out
repairs-close-cause-deliberate-more = Broken on purpose
repairs-close-cause-accident-more = Knocked or dropped
repairs-close-cause-unknown-more = Hard to say
repairs-close-costs = Costs
repairs-close-travel_minutes = Time on the way
repairs-close-work_minutes = Time of work
repairs-close-signature = Signature
repairs-cost-sort = Sort
repairs-cost-what = What
repairs-cost-count = How many
repairs-cost-price = Price of one (¥)
repairs-cost-add = Add a cost
repairs-cost-remove = Remove this line
repairs-cost-total = Total { $total }
repairs-charge-sort-part = Part
repairs-charge-sort-labour = Labour
repairs-charge-sort-invoice = Invoice
form-minutes = min
repairs-see_photo = See the photo
repairs-hear_voice = Listen to the voice note
repairs-voice = Voice note
repairs-report-pieces = How many are broken? (of { $count })
repairs-known = Something is reported here already. If it is the same, one tap is enough.
repairs-known-reported = Reported { $when }, waiting to be repaired
repairs-known-working = Reported { $when }, being repaired
repairs-known-held = Reported { $when }, the repair is on hold
repairs-known-own = You reported this
repairs-known-here = { $count } of your reports from here wait on this phone.
draw-on = Mark it on the photo
draw-undo = Undo
draw-done = Done
draw-hint = Circle what is broken with a finger
draw-leave = Leave it as it was
problem-nobody_chosen = Please choose who is responsible.
problem-times_missing = Please fill in all the times.
problem-times_in_order = The time to answer must be shorter than the time to repair.
problem-already_open = This work order is open already.

### Loans: the counter, the list, a slip

loans-lend = Lend
loans-take_back = Take back
loans-renew = Keep longer
loans-settle = Decide who has it
loans-title = Loans
loans-mine = What I have borrowed
loans-mine_all = All that I have borrowed
loans-kind-staff = Staff
loans-kind-class = Class
loans-kind-unit = Department
loans-kind-outside = Outside
loans-rule-lesson = This lesson
loans-rule-day = Today
loans-rule-week = This week
loans-rule-term = This term
loans-rule-custody = Long custody
loans-rule-date = A day
loans-until = Back by
loans-due = Back by { $when }
loans-no_term = The calendar knows no term for today: nobody would be reminded.
loans-late = Overdue
loans-late_count = { $count } overdue
loans-claim = Two have it
loans-since = since { $when }
loans-pieces = { $count ->
    [one] 1 piece
   *[other] { $count } pieces
}
loans-here = Who has it
loans-out_of = { $out } of { $all } lent out
loans-how_many = How many
loans-of = of { $count }
loans-digit_back = Delete a digit
loans-ok = Right
loans-drop = Take it off the slip
loans-change = Someone else
loans-find-staff = Name
loans-find-class = Class, such as 3(2)
loans-find-unit = Department
loans-find-outside = School, company or community
loans-nobody = Nobody by that name here.
loans-no_such_class = There is no such class. Add its classroom to the register first.
loans-no_persons = The name of the department or organisation, not of a person.
loans-no_pupils = The class borrows. Please write no pupil’s name.
loans-condition-good = Good
loans-condition-damaged = Damaged
loans-how_many_damaged = How many are damaged
loans-what_is_broken = What is broken
loans-damaged_means = It becomes a repair and is not lent until that is settled.
loans-claim_means = It becomes a repair, and a claim on the borrower with the pieces, the words and the photos given here. It is not lent until that is settled.
loans-claim_it = To be made good
loans-photo = Photo of the damage
loans-unknown = This phone does not know this label.
loans-scan-again = { $name } is on the slip already
loans-scan-lent = { $name } is out already. Take it back first.
loans-scan-not_lendable = { $name } may not be lent
loans-scan-writeoff = { $name } is being written off
loans-scan-kit_out = { $name } goes with the kit { $kit }
loans-scan-not_out = { $name } is not lent out
loans-added = { $name }
loans-came = { $name }
loans-so_far = on the slip
loans-scan_hint = Scan one thing after another
loans-back_hint = Scan what comes back
loans-to_whom = To whom, until when
loans-how_is_it = How did it come back
loans-back_to_scan = Back to scanning
loans-sign = { $count ->
    [one] One signature for 1 piece
   *[other] One signature for all { $count } pieces
}
loans-signature = Signature
loans-purpose = What for
loans-brought = Brought by somebody else
loans-lend_now = Lend { $count }
loans-back_now = Take back { $count }
loans-lent = Lent: { $count }
loans-is_back = Back: { $count }
loans-next_slip = Next slip
loans-label_lend = Lent { $count } · { $name }
loans-label_back = Took back { $count }
loans-view-late = Overdue
loans-view-out = Out
loans-view-custody = Long custody
loans-view-person = By person
loans-view-class = By class
loans-view-age = Longest out
loans-view-claims = Disputed
loans-none-late = Nothing is overdue.
loans-none-out = Nothing is out.
loans-none-custody = Nothing is in long custody.
loans-none-age = Nothing is out.
loans-none-claims = Nothing is disputed.
loans-none-mine = You have borrowed nothing.
loans-more = Show more
loans-has = { $count ->
    [one] 1 thing
   *[other] { $count } things
}, the first since { $when }
loans-claims_more = Two phones lent the same thing. Who really has it?
loans-has_it = Really has it
loans-has_it_not = Does not have it
loans-who_has_it = See the thing
loans-slip = Loan slip { $ref }
loans-borrower = Borrower
loans-forgotten = no longer kept
loans-mark = Mark
loans-lent_at = Lent
loans-lent_by = Lent by
loans-things = Things ({ $count })
loans-state-out = Out
loans-state-back = Back
loans-state-claim = Disputed
loans-state-settled = Not here
loans-some_back = { $back } back
loans-renewed = { $count ->
    [one] kept longer once
   *[other] kept longer { $count } times
}
loans-renewed_now = They may keep it longer
loans-back_good = { $count ->
    [one] back { $when }
   *[other] { $count } back { $when }
}
loans-back_damaged = { $count ->
    [one] came back damaged { $when }
   *[other] { $count } came back damaged { $when }
}
loans-brought_by = brought by { $name }
loans-came_back_damaged = Came back damaged
loans-approve = Allow it
loans-refuse = Do not allow it
loans-let_out = Let it out
loans-use = Log a use
loans-use-people = How many people
loans-use-note = What for
loans-use_logged = Use logged
loans-used = Used { $count } times in the last 90 days, by { $people } people
loans-leaves = Leaves the campus
loans-asks = Waits until it is allowed
loans-view-asked = To be allowed
loans-none-asked = Nothing waits to be allowed.
loans-state-asked = To be allowed
loans-asked_inside = It is set aside until the logistics director allows it.
loans-asked_outside = It is set aside until the deputy head allows it.
loans-refused = It was not allowed.
loans-why_not = Why not
loans-pass = Gate pass
loans-pass_of = Gate pass { $ref }
loans-pass_number = No. { $ref }
loans-pass_for = For { $name }
loans-pass_ready = Gate pass no. { $ref } is ready: the gate scans it.
loans-pass_good = This pass is good. Compare the things.
loans-pass_allowed = Allowed by { $name }
loans-pass_gate = Gate
loans-pass_gate_only = This is a gate pass. The gatekeeper scans it.
loans-pass_column_number = No.
loans-pass_column_name = Name
loans-pass_column_spec = Specification
loans-pass_column_code = Asset code
loans-pass_column_quantity = Pieces
loans-approved_by = Allowed by
loans-left = Has gone out { $when }
flag-asked = waits until it is allowed
problem-slip_moved = Slip { $ref } has gone another way meanwhile.
problem-no_pass = Slip { $ref } has no gate pass.
problem-pass_used = Gate pass { $ref } has been used already.
problem-reserved = { $thing } is promised to somebody from { $when }.
problem-reserved_already = { $thing }: not enough left for that time, others have reserved it.
problem-reserved_badly = Please choose a beginning and a later end, no longer than a term.
problem-reserved_for_past = That time is over.
problem-reserve_for_oneself = You can reserve and cancel for yourself only.
problem-no_school_day = Nobody is at school on { $day }. Choose a school day to begin and to end.
problem-one_piece = There is one { $thing } only. Choose any of its sort for more.
problem-unknown_reservation = There is no such reservation.
reservations-title = Reservations
reservations-sub = What is promised to whom. The counter is warned before it hands it to somebody else.
reservations-none = Nothing is reserved.
reservations-reserve = Reserve
reservations-cancel = Cancel it
reservations-reserved = Reserved
reservations-any = Any of these { $count }
reservations-from = From
reservations-to = Until
reservations-at = Time
reservations-lesson = Lesson { $number }
reservations-week_before = The week before
reservations-week_after = The week after
reservations-over = over
reservations-free = { $count } of { $all } free
reservations-no_school = There is no school in this week.
reservations-tap = Tap a free lesson, or fill in the days below.
flag-lent_already = part of it was out already
flag-probable_double = handed in by two phones
flag-was_not_out = was not lent out
problem-already_lent = { $thing } is out already.
problem-not_lendable = { $thing } may not be lent: it is out of use or being repaired.
problem-too_few = { $thing }: only { $free } left.
problem-no_such_loan = This is not lent out.
problem-due_before_lent = The day to bring it back is before the day of the loan.
problem-renewed_for_less = That is no longer than before.
problem-unknown_loan = There is no such loan.
problem-has_open_loan = { $thing } is lent out. Take it back first.

### loans: the slip on paper

loans-paper = Loan slip
loans-paper_print = Slip on paper
loans-copy_borrower = Copy 1, for the borrower
loans-copy_office = Copy 2, for the office
loans-paper_total = Total
loans-paper_signatures = Signatures
loans-paper_column_number = No.
loans-paper_column_thing = Name
loans-paper_column_code = Asset code
loans-paper_column_spec = Specification
loans-paper_column_quantity = Pieces
loans-paper_column_price = Unit price (yuan)
loans-paper_column_amount = Amount (yuan)
loans-paper_column_out = As lent
loans-paper_column_back = As returned
loans-paper_signer_borrower = Borrower
loans-paper_signer_lender = Lent by
loans-paper_signer_allowed = Allowed by
loans-paper_signer_back = On return

### trust

trust-title = Trust this server once
trust-sub = The school’s server made its own certificate. Each phone is told once to trust it; then the camera works, and the app opens without a network too.
trust-done = Done: this phone trusts the server. Opening…
trust-unsent = Records on this phone were saved at the old address and have not been sent. Tell the office before you go on: they can only be sent from the old address.
trust-android = Android and HarmonyOS phones
trust-android-1 = Download the certificate.
trust-android-2 = Open Settings, type “CA certificate” into the search box at the top, tap “CA certificate” and then “Install anyway”. Some phones ask for your screen lock.
trust-android-3 = Choose the file tagwalk-ca.crt among the downloads.
trust-apple = iPhone and iPad
trust-apple-1 = In Safari (not inside of a chat app), download the profile and tap “Allow”.
trust-apple-2 = Open Settings, tap “Profile Downloaded” near the top, then “Install”.
trust-apple-3 = Go to Settings › General › About › Certificate Trust Settings and switch Tagwalk on. Without this step it does not work.
trust-last = Come back to this page: it goes on by itself.
trust-open = Open Tagwalk
trust-computer = Computers
trust-windows = Windows: open the file, “Install Certificate”, “Local Machine”, “Place all certificates in the following store”, “Trusted Root Certification Authorities”.
trust-mac = Mac: open the file in Keychain Access, open the certificate, “Trust”, “Always Trust”. Firefox has a list of its own in its settings.
trust-fetch = Download the certificate
trust-fetch-profile = Download the profile
trust-settings = Settings
trust-ca-search = Search: CA certificate
trust-ca = CA certificate
trust-ca-user = User certificate
trust-downloads = Downloads
trust-profile = Profile Downloaded
trust-general = General
trust-certificates = Certificate Trust
trust-roots = Full trust for:
trust-other = For another phone
trust-other-more = Scan this with the phone’s own camera.
trust-compare = Is it really ours?
trust-compare-more = These characters (SHA-256) also stand on the server’s own screen, and the phone shows them with the certificate. It can vouch for this school’s own network only.
trust-plain = What is missing at this address
trust-plain-works = Scanning by a photo of the label, all forms, records that wait on the phone and are sent by themselves: all of that works over http://.
trust-plain-missing = Browsers allow three things over https:// only: the live camera, installing as an app, and opening without a network.
trust-plain-how = How to get them
trust-plain-own = On the server, start Tagwalk with its own certificate:
trust-plain-proxy = Or put it behind Caddy or nginx with a certificate of your own; docs/https.md shows how.
trust-plain-on = Go on without
trust-why = What is missing, and how to get it
welcome-trust = Phones that do not trust this server yet begin at
welcome-fingerprint = Its certificate authority (SHA-256):
problem-needs_https = This server is reached over https://. Open the address in the browser to see how.

### first_hour

app-tabs = Main pages
first-hour-title = The school’s first hour
first-hour-count = { $done } of { $all } done
first-hour-done = Done
first-hour-next = Next
first-hour-calendar = Set the term
first-hour-calendar-more = When it begins and ends; rounds keep to school days.
first-hour-places = Add the places
first-hour-places-more = Buildings, rooms, playground; by hand or as a spreadsheet.
first-hour-things = Import the register
first-hour-things-more = The spreadsheet you have; things and their places come in together.
first-hour-people = Add the people
first-hour-people-more = Whoever scans, repairs or signs gets an account.
first-hour-labels = Print the labels
first-hour-labels-more = Print, stick on, and say that they came out well.
first-hour-scan = Scan the first label
first-hour-scan-more = And save something: a check, a fault, a remark.

### stocktake: walking with the camera open
stocktakes-walk-go = Count
stocktakes-walk-second = { $name } (second count)
stocktakes-walk-rooms-mine = { $count ->
    [one] 1 place is yours, { $open } still open
   *[other] { $count } places are yours, { $open } still open
}
stocktakes-walk-rooms = { $count ->
    [one] 1 place, { $open } still open
   *[other] { $count } places, { $open } still open
}
stocktakes-walk-none = This stocktake is not on your phone
stocktakes-walk-none-more = It is over, or not given to you; with a network this is brought up to date by itself.
stocktakes-walk-no-book = The list has not reached this phone yet. Count on; it is compared once there is a network.
stocktakes-walk-leave = Leave the stocktake
stocktakes-walk-back = Back
stocktakes-walk-which-room = Which room?
stocktakes-walk-scan-room = Scan the label at the door, or choose below
stocktakes-walk-search-room = Find a room
stocktakes-walk-mine = Mine
stocktakes-walk-done = Done
stocktakes-walk-progress = { $found } of { $expected } counted
stocktakes-walk-counted = { $count } counted
stocktakes-walk-start = Point at the labels
stocktakes-walk-start-more = Several at once are counted by themselves
stocktakes-walk-last = your last one, { $when }
stocktakes-walk-me = you
stocktakes-walk-undo = Undo
stocktakes-walk-wrong = Something wrong
stocktakes-walk-said-here = Here, counted
stocktakes-walk-said-elsewhere = Belongs in { $place }; noted here
stocktakes-walk-said-elsewhere-blind = Belongs elsewhere; noted here
stocktakes-walk-said-moved = Counted in { $place } by { $by } before; noted here too
stocktakes-walk-said-unplaced = Has no place on the books; noted here
stocktakes-walk-said-unlisted = Not on the books of this count; noted
stocktakes-walk-said-unknown = Not on the books; noted
stocktakes-walk-said-nameless = Something without a label; noted
stocktakes-walk-said-again = Counted already by { $by }, { $when }
stocktakes-walk-said-roomless = Scan the room’s label first
stocktakes-walk-said-wrong = Noted as damaged
stocktakes-walk-short = { $count } fewer than the { $booked } on the books
stocktakes-walk-over = { $count } more than the { $booked } on the books
stocktakes-walk-missing = { $count } missing
stocktakes-walk-all-found = All found
stocktakes-walk-extra = and { $count } from elsewhere
stocktakes-walk-unlabelled = No label
stocktakes-walk-finish = Room done
stocktakes-walk-list = What is missing
stocktakes-walk-find = Find what cannot be scanned
stocktakes-walk-search = Name, number or label code
stocktakes-walk-tick = Here
stocktakes-walk-seen-in = seen in { $place }
stocktakes-walk-usual = Usual spot: { $place }
stocktakes-walk-none-missing = Everything in this room is counted.
stocktakes-walk-blind = This count is blind: what the books say is not shown. Type a name to find a thing.
stocktakes-walk-nameless = No label, not on the books
stocktakes-walk-nameless-more = Take a photo and say what it is.
stocktakes-walk-nameless-what = What is it?
stocktakes-walk-keep = Note it
stocktakes-walk-how-many = How many?
stocktakes-walk-all-here = All { $count } are here
stocktakes-walk-count-it = Count { $count }
stocktakes-walk-later = Not now
stocktakes-walk-erase = Delete a digit
stocktakes-walk-wrong-more = Aim at what is broken, take a photo, and say what is wrong.
stocktakes-walk-wrong-what = What is wrong?
stocktakes-walk-damaged = Damaged
stocktakes-walk-no-camera = The camera is not open. A few words will do.
stocktakes-walk-finish-ask = { $name } done?
stocktakes-walk-figure-found = counted
stocktakes-walk-figure-missing = not found
stocktakes-walk-figure-extra = from elsewhere
stocktakes-walk-look-missing = See what is missing

### kits: what belongs together, borrowing alone, lesson times

loans-borrow = Borrow
loans-give_back = Give back
loans-rule = Change the rules of lending
loans-rules = Rules of lending
loans-rules_kept = Saved
loans-alone = Staff may borrow and give back alone
loans-classes_alone = Classes may borrow and give back alone
loans-classes_alone_more = When it is on, a class does so with its own account. The slip says the class, never a pupil.
loans-alone_more = When it is on, staff scan with their own phones and need not wait for the keeper. Every slip is kept all the same.
loans-lessons = Lesson times
loans-lessons_more = Loans for a lesson and reservations follow these times.
loans-lesson_more = One more lesson
loans-lesson_fewer = Drop the last one
loans-mark_hint = A number or letters of your own, such as 07. Never a pupil’s name.
loans-brought_hint = A post or department. Never a pupil’s name.
loans-promised = { $name } is reserved by somebody else from { $when }.
loans-despite = Lend it all the same
loans-mark_worn = Something is worn already
loans-worn_which = Which is worn already
loans-worn_what = { $name }: what is worn
loans-worn = Worn when lent
loans-photo_out = Photo as it goes out
loans-photo_back = Photo as it came back
loans-photos_out = Photos as it went out
loans-photos_back = Photos as it came back
loans-signature_back = Signature on return
kits-define = Change the kit
kits-fill = Filled up
kits-make = Make it a kit
kits-title = What belongs into the kit
kits-sub = One label, lent as one. On return each part is asked for.
kits-belongs = Belongs into { $name }
kits-lacks = { $count } missing
kits-lacked = Lacks { $parts }
kits-missing = Did not come back: { $parts }
kits-more = One more part
kits-labelled = A part with a label of its own
kits-code = Code on its label, or asset code
kits-add = Add it
kits-name = Name
kits-count = Count
kits-drop = Drop it
kits-parts = Kit
kits-complete = Complete
kits-incomplete = Not complete
kits-one_missing = One missing
kits-lose = One of { $name } is missing
kits-found = One of { $name } is here after all
flag-kit_short = the kit was not complete
problem-borrow_alone_off = The school does not let people borrow alone. Please ask the keeper.
problem-not_your_loan = You have not borrowed this. Please give it to the keeper.
problem-no_kit = { $thing } cannot be a kit.
problem-no_part = { $thing } cannot be a part of this kit.
problem-unknown_part = The kit has no such part.
problem-not_missing = Nothing of { $thing } is missing.
problem-class_by_name = A class borrows and gives back without a signature or a name.
loans-no_faces = Only the things, please: nobody’s face.
problem-no_class = “{ $name }” is no class of this school. Choose a class; pupils borrow as their class, not by name.
problem-mark_like_a_name = A pupil’s mark is numbers and letters, such as 07. It is never a name.
problem-kit_out = { $thing } is out with the kit { $kit }.
problem-kit_count = { $thing }: please say how many.
problem-lessons_in_order = Each lesson must end after it begins, one after the other.

### letters

letters-issue = Make letters
letters-sign = Sign a responsibility letter
letters-cancel = Cancel this letter
letters-title = Safety responsibility letters
letters-sub = Signed every year: one for each post, by the school and by the person in charge.
letters-none = No letters for this year yet
letters-none-here = No letters to sign on this phone
letters-not-here = This phone does not have this letter. Please open it again with a network.
letters-signed-of = { $signed } of { $count } signed by both sides
letters-sign-all = The head signs { $count } at once
letters-without = People without a letter ({ $count })
letters-state-signed = Signed
letters-state-cancelled = Cancelled
letters-lacks-holder = Person in charge to sign
letters-lacks-head = School to sign
letters-role-holder = Person in charge
letters-role-head = Head of the school
letters-all-signed = The school has signed all of them.
letters-sign-for = { $count } letters for { $year }. One signature is good for all of them.
letters-count = { $count } letters
letters-post = Post
letters-issue-title = Title
letters-issue-lines = Text
letters-lines-hint = One duty a line. Once made, the text stays as it is: these words are signed.
letters-issue-people = Who signs
letters-issue-go = Make them
letters-issued = { $count } made
letters-signatures = Signatures of both sides
letters-year = { $year }
letters-holder = Person in charge: { $name }
letters-copy-school = Copy 1: school
letters-copy-holder = Copy 2: person in charge
letters-paper-digest = Digest of the letter, SHA-256: { $digest }
letters-tampered = The letter does not say what it said when it was made.
letters-verify-rows = The text agrees with the digest
letters-verify-log = The signatures agree with the log
problem-unknown_letter = There is no such letter.
problem-not_your_letter = This letter is not yours.
problem-letters_made = These people have a letter for this year and post already.
problem-letters_nobody = Please choose who signs.
problem-letter_closed = This letter was cancelled and cannot be signed.
problem-letter_changed = The letter has changed. Please open it again and sign.
problem-letter_signed = Both sides have signed; it cannot be cancelled.

### rescue: what a phone cannot send any more

rescue-title = Bring in a phone’s file
rescue-sub = For a phone that can no longer send. On that phone open “{ outbox-title }”, tap “{ outbox-export }”, and bring the file here. Nothing is written twice.
rescue-pick = Choose the file
rescue-working = Opening the file…
rescue-so-far = { $done } of { $all } records
rescue-done = { $count } records: { $new } written now, { $known } here already, { $other } to look at
rescue-each = Each record
rescue-photos-lost = { $count } photos in the file are damaged.
rescue-written = Written
rescue-known = Here already
rescue-held = Waiting
rescue-conflict = Clash
rescue-rejected = Refused
problem-rescue_not_ours = This file was sealed for another server. Bring it to the school it comes from.
problem-not_a_rescue = This is no file that a phone exported here.
outbox-export-sealed = Only your school’s server can open the file. Give it to the administrator.

### borrowers

borrowers-forget = Old borrowers’ names removed
problem-too_early = That is still needed: 90 days have not passed.

### look

look-title = Appearance
look-theme = Colours
look-device = Auto
look-light = Light
look-dark = Dark
look-text = Text size
look-normal = Normal
look-large = Large
look-huge = Largest
look-contrast = Contrast
look-more = High

### store-lost
store-lost-title = The records on this phone cannot be opened right now
store-lost-kept = { $count ->
    [one] One record has not been sent. It is still on this phone; nothing is lost. First export it as a file and give the file to the administrator, then tap “{ store-lost-again }”.
   *[other] { $count } records have not been sent. They are still on this phone; nothing is lost. First export them as a file and give the file to the administrator, then tap “{ store-lost-again }”.
    }
store-lost-none = Nothing on this phone is waiting to be sent. Tap “{ store-lost-again }”; if that does not help, tell the administrator.
store-lost-closed = The browser does not let anybody read the records on this phone right now. Do not clear its data. Close other pages and tap “{ store-lost-again }”; if that does not help, take the phone to the administrator.
store-lost-again = Open again
### memory
memory-star = Keep among mine
memory-share = Share the address
memory-copied = Address copied
memory-not-copied = Could not be copied; it is in the address bar.
memory-lately = Where I was

### everywhere
everywhere-title = Search
everywhere-what = Name, code, place, person, page…
everywhere-hint = Everything this phone knows, with or without a network. At a keyboard: press / on any page.
everywhere-count = { $count ->
    [0] nothing found
    [one] one found
   *[other] { $count } found
}
everywhere-nothing = Nothing found

### help
help-title = How this page works
help-home =
    Tap “Scan” and point at a label: the check, report or loan that belongs there opens by itself.
    What is due today stands below, first things first; tap one to begin.
    It works without a network too: records stay on the phone and go up by themselves.
help-register =
    Type a name, a code or the code on a label to find something.
    The arrow in front of a place opens it; its name leads to what is inside.
    “Select” moves, sorts or prints many at once.
help-thing =
    On top is the check that is due; fill it in and finish it.
    Broken: report a fault. Dangerous: report a hazard.
    Below are its card, its photos and what was recorded before.
help-repairs =
    Each column is a step; tap a repair to see it and what can be done.
    Red means that its time is over.
    “Dispatch and times” says who mends what, and how soon.
help-hazards =
    Each hazard has an owner, a measure and a day.
    Once it is put right somebody else looks again; only then is it closed.
    The close-out list for inspectors can be exported below.
help-rounds =
    These are today’s rounds; tap one to start walking.
    Scan at each stop; where all is well it takes a few taps.
    What cannot be reached is skipped with a reason.
help-stocktakes =
    Plan a stocktake, say what and who, then start it: the books are fixed from then on.
    Everybody walks and scans; the progress shows here live.
    Afterwards each difference gets a reason; the books change only when it is approved.
help-handovers =
    Start from a room’s page: its list is drawn and three sign on the screen.
    At the end of the term it is counted again and the difference is worked out.
    Differences become repairs, losses or claims with one tap.
help-letters =
    Choose a post; everybody in it gets a letter.
    Both sides sign on the screen, without a network too.
    Print two copies; the code on the paper shows whether anything was changed.
help-loans =
    Tap “Lend”, scan one thing after another into one slip, then say who borrows.
    Taking back is scanning too; what is damaged becomes a repair or a claim.
    Reminders come before and after the day, and stop once it is back.
help-reservations =
    Choose a day and a lesson to see what is free.
    Tap a free time to reserve it.
    The counter is warned before it lends it to somebody else.
help-compensation =
    Claims for damage are here, each with its arithmetic.
    First verified, then approved, then paid, worked off or let off.
    At the end of the term each class is settled and signed for.
help-labels =
    Choose what to print and the sheet of labels.
    Print one first and scan it.
    When they are out well, say so.
help-import =
    Choose the school’s spreadsheet as it is.
    Rows with a problem are marked; mend them, then write.
    An import can be taken back as a whole.
help-people =
    Give everybody an account and a post; a class has one of its own.
    A sign-in code is scanned instead of typing a password.
    Whoever leaves is switched off; what they recorded stays.
help-checklists =
    Which checklist belongs to what is seen and changed here.
    A change makes a new version; old records keep the old one.
    They can come from a spreadsheet and be put back as they were.
help-schedules =
    Say how often, where and who.
    It shows on that person’s first page when it is due.
    What was missed is noted and needs a reason.
help-scores =
    Daily scores add up to boards by week and month.
    Look at one before it is published; afterwards it can be appealed.
    A board can stand on the hall’s screen.
help-outbox =
    What this phone has not sent yet is here.
    What was sent back says why; put it right and send it again.
    If it will not go up at all, export a file for the administrator.
help-tags =
    Labels that are free or have a problem are here.
    Replace a damaged one; the old code still leads to its thing.
    Scan a label that was found to see what it belongs to.
help-writeoffs =
    First applied for, then appraised, approved and disposed of.
    Who did each step, and when, is kept.
    Until it is disposed of it can be taken back.
help-ledger =
    This is compared with the finance office’s list: upload it.
    What differs is listed line by line.
    It can be exported for them.
help-refusals =
    What phones sent and did not take effect; none of it is lost.
    Read the reason, then do it again or leave it.
    What is dealt with leaves this list and is still kept.
help-backups =
    A backup is made every hour; see here whether the last one is good.
    Keep copies on another machine as well.
    Putting one back is done on the server itself, by a command.
help-calendar =
    Set when terms begin and end, then mark holidays and make-up days.
    Rounds and reminders follow these school days.
    A calendar can be brought in from a file.
help-logs =
    Logbooks of visitors, duty, water and more are here.
    Tap a line that is still open to finish it.
    A month can be printed.
