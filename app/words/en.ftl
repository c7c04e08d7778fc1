
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
photo-unreadable = This photo cannot be read. Please take it again.
saved-phone = Saved on this phone
saved-phone-more = It is sent as soon as there is a network. Do not clear the browser’s data.
saved-server = Saved on the server
saved-server-more = The office can see it now.
saved-held = The server has it, waiting
saved-held-more = It is stored and takes effect once something else is settled.
saved-look = Needs a look
saved-look-more = The outbox says why.
saved-out-of-use = Marked out of use. It comes back only after repair and re-check.
saved-repairs = { $count ->
    [one] A repair order will be opened.
   *[other] { $count } repair orders will be opened.
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
scan-nothing = No QR code found in the photo. Go closer and hold still.
scan-foreign = Not one of our tags, so it was not opened. It says: { $text }
scan-one-wrong = One character is wrong. Compare it with the label once more.
scan-not-a-code = A code has 12 letters and digits.
scan-camera-insecure = This address is not https, so the browser allows no live camera. Photograph the label instead: it is read just as well.
scan-camera-refused = The camera is not allowed. Allow it in the browser’s settings, or photograph the label.
scan-camera-none = No camera found. Type the code on the label.
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
outbox-here = Not settled yet
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
problem-photo_lost = The record has arrived, but a photo could not be sent.
tags-sighted = Unknown tag seen

# Labels and spreadsheets
problem-unknown_layout = There is no label sheet called { $layout }. Choose one of: { $known }.
problem-no_labels = There are no labels to print.
problem-too_many_labels = At most { $most } labels are printed at once, here are { $count }. Print them in parts.
problem-bad_skip = The number of places to skip must be from 0 to { $most }, not { $skip }.
problem-bad_address = The address “{ $address }” cannot be printed on a label. Check TAGWALK_PUBLIC_URL, for instance https://tags.school.example.
problem-label_too_small = This label is too small: the squares of the code would be { $module } mm, at least { $least } mm are needed. Use larger labels or a shorter address.
problem-no_font = No Chinese font was found. Install fonts-noto-cjk, or name a font file in TAGWALK_FONT.
problem-not_a_spreadsheet = This is not a spreadsheet. Upload an Excel (.xlsx, .xls) or CSV file.
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
