CREATE TABLE "appeal" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "thing_id" CHAR(36) NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "by_id" CHAR(36),
    "points" REAL,
    "note" TEXT NOT NULL,
    "settled_at" TIMESTAMP,
    "settled_by" CHAR(36),
    "board_id" CHAR(36) NOT NULL REFERENCES "board" ("id") ON DELETE RESTRICT
);
CREATE TABLE "award" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "checklist" VARCHAR(60) NOT NULL,
    "points" REAL NOT NULL,
    "reason" VARCHAR(300) NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "by_id" CHAR(36),
    "thing_id" CHAR(36) NOT NULL REFERENCES "thing" ("id") ON DELETE RESTRICT
);
CREATE TABLE "barcode" (
    "cursor" BIGINT NOT NULL,
    "text" VARCHAR(200) NOT NULL PRIMARY KEY,
    "attached_at" TIMESTAMP NOT NULL,
    "thing_id" CHAR(36) REFERENCES "thing" ("id") ON DELETE RESTRICT
);
CREATE TABLE "board" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "checklist" VARCHAR(60) NOT NULL,
    "period" VARCHAR(10) NOT NULL,
    "rows" JSON NOT NULL,
    "published_at" TIMESTAMP NOT NULL,
    "appeals_until" TIMESTAMP NOT NULL,
    CONSTRAINT "uid_board_checkli_497ae3" UNIQUE ("checklist", "period")
);
CREATE TABLE "browser" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "person_id" CHAR(36) NOT NULL,
    "endpoint" TEXT NOT NULL,
    "p256dh" VARCHAR(120) NOT NULL,
    "auth" VARCHAR(40) NOT NULL,
    "made_at" TIMESTAMP NOT NULL
);
CREATE TABLE "category" (
    "key" VARCHAR(40) NOT NULL PRIMARY KEY,
    "kind" VARCHAR(10) NOT NULL,
    "zh" VARCHAR(80) NOT NULL,
    "en" VARCHAR(80) NOT NULL
);
CREATE TABLE "change" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "number" BIGINT NOT NULL,
    "thing_id" CHAR(36) NOT NULL,
    "facts" JSON NOT NULL
);
CREATE TABLE "checklist" (
    "cursor" BIGINT NOT NULL,
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "key" VARCHAR(60) NOT NULL,
    "version" INT NOT NULL,
    "is_current" INT NOT NULL,
    "sha256" VARCHAR(64) NOT NULL,
    "body" JSON NOT NULL,
    CONSTRAINT "uid_checklist_key_8bcc54" UNIQUE ("key", "version")
);
CREATE TABLE "claim" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "ref" VARCHAR(20) NOT NULL,
    "thing_name" VARCHAR(200) NOT NULL,
    "pieces" INT NOT NULL,
    "source" VARCHAR(10) NOT NULL,
    "source_id" CHAR(36),
    "what" TEXT NOT NULL,
    "photos" JSON NOT NULL,
    "cause" VARCHAR(10) NOT NULL,
    "owner_id" CHAR(36),
    "owner" VARCHAR(80) NOT NULL,
    "term" VARCHAR(60) NOT NULL,
    "state" VARCHAR(10) NOT NULL,
    "price" VARCHAR(40),
    "price_from" VARCHAR(10) NOT NULL,
    "bought" VARCHAR(10) NOT NULL,
    "life" INT,
    "repair_cost" VARCHAR(40),
    "beyond_repair" INT NOT NULL,
    "proposed" VARCHAR(40),
    "allowed" VARCHAR(40) NOT NULL,
    "amount" VARCHAR(40),
    "worked" VARCHAR(40) NOT NULL DEFAULT 0,
    "points" VARCHAR(40) NOT NULL,
    "receipt" INT UNIQUE,
    "rules_id" CHAR(36),
    "opened_by" CHAR(36),
    "opened_at" TIMESTAMP NOT NULL,
    "settled_at" TIMESTAMP,
    "steps" JSON NOT NULL,
    "thing_id" CHAR(36) NOT NULL REFERENCES "thing" ("id") ON DELETE RESTRICT
);
CREATE TABLE "column_choice" (
    "signature" VARCHAR(64) NOT NULL PRIMARY KEY,
    "columns" JSON NOT NULL
);
CREATE TABLE "compensation_rules" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "number" BIGINT NOT NULL UNIQUE,
    "body" JSON NOT NULL,
    "at" TIMESTAMP NOT NULL
);
CREATE TABLE "delivery" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "way" VARCHAR(40) NOT NULL,
    "tries" INT NOT NULL,
    "next_at" TIMESTAMP,
    "tried_at" TIMESTAMP,
    "sent_at" TIMESTAMP,
    "code" VARCHAR(40) NOT NULL,
    "said" VARCHAR(200) NOT NULL,
    "notice_id" CHAR(36) NOT NULL REFERENCES "notice" ("id") ON DELETE RESTRICT
);
CREATE TABLE "device" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "token" VARCHAR(64) NOT NULL UNIQUE,
    "agent" VARCHAR(200) NOT NULL,
    "enrolled_at" TIMESTAMP NOT NULL,
    "seen_at" TIMESTAMP,
    "revoked_at" TIMESTAMP,
    "forked_at" TIMESTAMP,
    "seen_to" BIGINT NOT NULL,
    "seq_high" BIGINT NOT NULL,
    "waiting" INT,
    "build" VARCHAR(20) NOT NULL DEFAULT '',
    "persisted" INT
);
CREATE TABLE "dispatch_rule" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "trade" VARCHAR(20) NOT NULL,
    "place_id" CHAR(36),
    "person_id" CHAR(36) NOT NULL,
    "removed_at" TIMESTAMP
);
CREATE TABLE "enrolment" (
    "cursor" BIGINT NOT NULL,
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "code" VARCHAR(12) NOT NULL,
    "by_id" CHAR(36),
    "at" TIMESTAMP NOT NULL,
    "undone_at" TIMESTAMP
);
CREATE TABLE "factor" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "kind" VARCHAR(10) NOT NULL,
    "value" VARCHAR(200) NOT NULL,
    "made_at" TIMESTAMP NOT NULL,
    "step" BIGINT,
    "failed" INT NOT NULL DEFAULT 0,
    "person_id" CHAR(36) NOT NULL REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE TABLE "gone" (
    "cursor" BIGINT NOT NULL,
    "id" CHAR(36) NOT NULL PRIMARY KEY
);
CREATE TABLE "handover" (
    "cursor" BIGINT NOT NULL,
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "room_name" VARCHAR(200) NOT NULL,
    "owner" VARCHAR(80) NOT NULL,
    "occasion" VARCHAR(10) NOT NULL,
    "term" VARCHAR(60) NOT NULL,
    "state" VARCHAR(10) NOT NULL,
    "lines" JSON NOT NULL,
    "checks" JSON NOT NULL,
    "before_id" CHAR(36),
    "digest" VARCHAR(64) NOT NULL,
    "signatures" JSON NOT NULL,
    "settled" JSON NOT NULL,
    "drawn_by" CHAR(36),
    "drawn_at" TIMESTAMP NOT NULL,
    "signed_at" TIMESTAMP,
    "room_id" CHAR(36) NOT NULL REFERENCES "thing" ("id") ON DELETE RESTRICT
);
CREATE TABLE "hazard" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "ref" VARCHAR(20) NOT NULL,
    "repair_id" CHAR(36),
    "what" TEXT NOT NULL,
    "level" VARCHAR(10) NOT NULL,
    "photos" JSON NOT NULL,
    "found_by" CHAR(36),
    "found_at" TIMESTAMP NOT NULL,
    "owner_id" CHAR(36),
    "due" DATE NOT NULL,
    "measure" TEXT NOT NULL,
    "state" VARCHAR(10) NOT NULL,
    "fixed_by" CHAR(36),
    "fixed_at" TIMESTAMP,
    "done" TEXT NOT NULL,
    "photos_after" JSON NOT NULL,
    "checked_by" CHAR(36),
    "checked_at" TIMESTAMP,
    "opinion" TEXT NOT NULL,
    "times_returned" INT NOT NULL,
    "settled_at" TIMESTAMP,
    "steps" JSON NOT NULL,
    "thing_id" CHAR(36) NOT NULL REFERENCES "thing" ("id") ON DELETE RESTRICT
);
CREATE TABLE "import" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "name" VARCHAR(200) NOT NULL,
    "by_id" CHAR(36),
    "at" TIMESTAMP NOT NULL,
    "opens" BIGINT NOT NULL,
    "closes" BIGINT NOT NULL,
    "counts" JSON NOT NULL,
    "undone_at" TIMESTAMP
);
CREATE TABLE "inspection" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "checklist" VARCHAR(60) NOT NULL,
    "version" INT NOT NULL,
    "faults" INT NOT NULL,
    "by_id" CHAR(36),
    "at" TIMESTAMP NOT NULL,
    "thing_id" CHAR(36) NOT NULL REFERENCES "thing" ("id") ON DELETE RESTRICT
);
CREATE TABLE "kit_part" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "name" VARCHAR(80) NOT NULL,
    "quantity" INT NOT NULL,
    "missing" INT NOT NULL,
    "place" INT NOT NULL,
    "kit_id" CHAR(36) NOT NULL REFERENCES "thing" ("id") ON DELETE RESTRICT,
    "part_id" CHAR(36) REFERENCES "thing" ("id") ON DELETE RESTRICT
);
CREATE TABLE "letter" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "year" INT NOT NULL,
    "post" VARCHAR(40) NOT NULL,
    "title" VARCHAR(120) NOT NULL,
    "lines" JSON NOT NULL,
    "person_id" CHAR(36) NOT NULL,
    "state" VARCHAR(10) NOT NULL,
    "digest" VARCHAR(64) NOT NULL,
    "signatures" JSON NOT NULL,
    "issued_by" CHAR(36),
    "issued_at" TIMESTAMP NOT NULL,
    "signed_at" TIMESTAMP
);
CREATE TABLE "list_price" (
    "key" VARCHAR(120) NOT NULL PRIMARY KEY,
    "name" VARCHAR(100) NOT NULL,
    "price" VARCHAR(40) NOT NULL,
    "life" INT,
    "removed_at" TIMESTAMP
);
CREATE TABLE "loan" (
    "cursor" BIGINT NOT NULL,
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "holds" CHAR(36) UNIQUE,
    "quantity" INT NOT NULL,
    "back" INT NOT NULL,
    "condition" VARCHAR(10) NOT NULL DEFAULT 'good',
    "note" VARCHAR(300) NOT NULL DEFAULT '',
    "photos" JSON,
    "short" JSON,
    "state" VARCHAR(10) NOT NULL,
    "why" VARCHAR(40) NOT NULL,
    "was" VARCHAR(10) NOT NULL,
    "borrower_kind" VARCHAR(10) NOT NULL,
    "person_id" CHAR(36),
    "borrower" VARCHAR(80) NOT NULL,
    "lent_at" TIMESTAMP NOT NULL,
    "due_at" TIMESTAMP,
    "renewals" INT NOT NULL,
    "returned_at" TIMESTAMP,
    "slip_id" CHAR(36) NOT NULL REFERENCES "loan_slip" ("id") ON DELETE RESTRICT,
    "thing_id" CHAR(36) NOT NULL REFERENCES "thing" ("id") ON DELETE RESTRICT
);
CREATE TABLE "loan_return" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "at" TIMESTAMP NOT NULL,
    "by_id" CHAR(36),
    "quantity" INT NOT NULL,
    "condition" VARCHAR(10) NOT NULL,
    "note" VARCHAR(500) NOT NULL,
    "photos" JSON NOT NULL,
    "brought_by" VARCHAR(80) NOT NULL,
    "signature" VARCHAR(64) NOT NULL,
    "repair_id" CHAR(36),
    "missing" JSON,
    "loan_id" CHAR(36) NOT NULL REFERENCES "loan" ("id") ON DELETE RESTRICT
);
CREATE TABLE "loan_slip" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "ref" VARCHAR(20) NOT NULL,
    "borrower_kind" VARCHAR(10) NOT NULL,
    "person_id" CHAR(36),
    "borrower" VARCHAR(80) NOT NULL,
    "mark" VARCHAR(20) NOT NULL,
    "purpose" VARCHAR(300) NOT NULL,
    "rule" VARCHAR(10) NOT NULL,
    "due_at" TIMESTAMP,
    "lent_by" CHAR(36),
    "lent_at" TIMESTAMP NOT NULL,
    "signature" VARCHAR(64) NOT NULL,
    "photos" JSON NOT NULL,
    "state" VARCHAR(10) NOT NULL DEFAULT 'out',
    "leaves" INT NOT NULL DEFAULT 0,
    "approved_by" CHAR(36),
    "approved_at" TIMESTAMP,
    "refused" VARCHAR(300) NOT NULL DEFAULT '',
    "pass_code" VARCHAR(12) UNIQUE,
    "left_by" CHAR(36),
    "left_at" TIMESTAMP
);
CREATE TABLE "log_entry" (
    "cursor" BIGINT NOT NULL,
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "checklist" VARCHAR(60) NOT NULL,
    "version" INT NOT NULL,
    "title" VARCHAR(200) NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "by_id" CHAR(36),
    "due_at" TIMESTAMP,
    "closed_at" TIMESTAMP,
    "closed_by" CHAR(36),
    "closing" JSON NOT NULL,
    "thing_id" CHAR(36) NOT NULL REFERENCES "thing" ("id") ON DELETE RESTRICT
);
CREATE TABLE "lookup" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "tokens" TEXT NOT NULL,
    "thing_id" CHAR(36) NOT NULL UNIQUE REFERENCES "thing" ("id") ON DELETE RESTRICT
);
CREATE VIRTUAL TABLE lookup_fts USING fts5(
        tokens, content='lookup', content_rowid='id', tokenize='ascii', detail=none, prefix='1 2 3');
CREATE TABLE 'lookup_fts_config'(k PRIMARY KEY, v) WITHOUT ROWID;
CREATE TABLE 'lookup_fts_data'(id INTEGER PRIMARY KEY, block BLOB);
CREATE TABLE 'lookup_fts_docsize'(id INTEGER PRIMARY KEY, sz BLOB);
CREATE TABLE 'lookup_fts_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
CREATE TABLE "notice" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "what" VARCHAR(20) NOT NULL,
    "about" CHAR(36) NOT NULL,
    "facts" JSON NOT NULL,
    "path" VARCHAR(200) NOT NULL,
    "people" JSON NOT NULL,
    "made_at" TIMESTAMP NOT NULL
);
CREATE TABLE "pairing" (
    "token" VARCHAR(64) NOT NULL PRIMARY KEY,
    "by_id" CHAR(36),
    "made_at" TIMESTAMP NOT NULL,
    "used_at" TIMESTAMP,
    "person_id" CHAR(36) NOT NULL REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE TABLE "person" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "name" VARCHAR(40) NOT NULL UNIQUE,
    "display" VARCHAR(40) NOT NULL,
    "roles" JSON NOT NULL,
    "password" VARCHAR(200) NOT NULL,
    "language" VARCHAR(10) NOT NULL,
    "rooms" JSON,
    "left_at" TIMESTAMP
);
CREATE TABLE "photo" (
    "sha256" VARCHAR(64) NOT NULL PRIMARY KEY,
    "stored" VARCHAR(64) NOT NULL,
    "media" VARCHAR(20) NOT NULL DEFAULT 'image/jpeg',
    "width" INT NOT NULL,
    "height" INT NOT NULL,
    "size" INT NOT NULL,
    "by_id" CHAR(36),
    "received_at" TIMESTAMP NOT NULL
);
CREATE TABLE "place_alias" (
    "key" VARCHAR(200) NOT NULL PRIMARY KEY,
    "written" VARCHAR(200) NOT NULL,
    "place_id" CHAR(36) NOT NULL REFERENCES "thing" ("id") ON DELETE RESTRICT
);
CREATE TABLE "record" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "number" BIGINT NOT NULL UNIQUE,
    "kind" VARCHAR(60) NOT NULL,
    "kv" INT NOT NULL,
    "thing_id" CHAR(36),
    "tag" VARCHAR(40),
    "by_id" CHAR(36),
    "device_id" CHAR(36),
    "seq" BIGINT,
    "at" TIMESTAMP NOT NULL,
    "received_at" TIMESTAMP NOT NULL,
    "verdict" VARCHAR(10) NOT NULL,
    "code" VARCHAR(40) NOT NULL,
    "flags" JSON NOT NULL,
    "digest" VARCHAR(64) NOT NULL,
    "envelope" TEXT NOT NULL,
    "chain" VARCHAR(64) NOT NULL DEFAULT '',
    CONSTRAINT "uid_record_device__7f81e8" UNIQUE ("device_id", "seq")
);
CREATE TABLE "refusal" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "record_id" VARCHAR(64) NOT NULL,
    "digest" VARCHAR(64) NOT NULL UNIQUE,
    "device_id" CHAR(36),
    "seq" BIGINT,
    "kind" VARCHAR(60) NOT NULL,
    "by_id" CHAR(36),
    "code" VARCHAR(40) NOT NULL,
    "facts" JSON NOT NULL,
    "envelope" TEXT NOT NULL,
    "received_at" TIMESTAMP NOT NULL,
    "settled_at" TIMESTAMP,
    "settled_by" CHAR(36)
);
CREATE TABLE "repair" (
    "cursor" BIGINT NOT NULL,
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "ref" VARCHAR(20) NOT NULL DEFAULT '',
    "what" TEXT NOT NULL,
    "nature" VARCHAR(10) NOT NULL DEFAULT 'fault',
    "source" VARCHAR(10) NOT NULL DEFAULT 'staff',
    "trade" VARCHAR(20) NOT NULL DEFAULT 'other',
    "urgency" VARCHAR(10) NOT NULL,
    "item" VARCHAR(60) NOT NULL,
    "inspection_id" CHAR(36),
    "photos" JSON NOT NULL,
    "voice" VARCHAR(64) NOT NULL DEFAULT '',
    "blocks_use" INT NOT NULL,
    "reported_by" CHAR(36),
    "reported_at" TIMESTAMP NOT NULL,
    "others" INT NOT NULL DEFAULT 0,
    "state" VARCHAR(10) NOT NULL DEFAULT 'reported',
    "moved_at" TIMESTAMP,
    "owner_id" CHAR(36),
    "respond_by" TIMESTAMP,
    "finish_by" TIMESTAMP,
    "responded_at" TIMESTAMP,
    "started_at" TIMESTAMP,
    "waits_for" VARCHAR(10) NOT NULL DEFAULT '',
    "waits_until" DATE,
    "minutes_left" INT,
    "outcome" VARCHAR(20) NOT NULL,
    "note" TEXT NOT NULL,
    "cause" VARCHAR(20) NOT NULL DEFAULT '',
    "photos_after" JSON,
    "signature" VARCHAR(64) NOT NULL DEFAULT '',
    "travel_minutes" INT,
    "work_minutes" INT,
    "cost" VARCHAR(40) NOT NULL DEFAULT 0,
    "responded_in" INT,
    "finished_in" INT,
    "closed_by" CHAR(36),
    "closed_at" TIMESTAMP,
    "settled_by" CHAR(36),
    "settled_at" TIMESTAMP,
    "stars" INT,
    "word" TEXT NOT NULL DEFAULT '',
    "into_id" CHAR(36),
    "clashes" INT NOT NULL DEFAULT 0,
    "thing_id" CHAR(36) NOT NULL REFERENCES "thing" ("id") ON DELETE RESTRICT
);
CREATE TABLE "repair_cost" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "sort" VARCHAR(10) NOT NULL,
    "what" VARCHAR(200) NOT NULL,
    "count" VARCHAR(40) NOT NULL,
    "price" VARCHAR(40) NOT NULL,
    "by_id" CHAR(36),
    "at" TIMESTAMP NOT NULL,
    "repair_id" CHAR(36) NOT NULL REFERENCES "repair" ("id") ON DELETE RESTRICT
);
CREATE TABLE "repair_step" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "number" BIGINT NOT NULL,
    "verb" VARCHAR(12) NOT NULL,
    "state" VARCHAR(10) NOT NULL,
    "by_id" CHAR(36),
    "at" TIMESTAMP NOT NULL,
    "note" TEXT NOT NULL,
    "facts" JSON NOT NULL,
    "repair_id" CHAR(36) NOT NULL REFERENCES "repair" ("id") ON DELETE RESTRICT
);
CREATE TABLE "repair_thing" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "pieces" INT,
    "repair_id" CHAR(36) NOT NULL REFERENCES "repair" ("id") ON DELETE RESTRICT,
    "thing_id" CHAR(36) NOT NULL REFERENCES "thing" ("id") ON DELETE RESTRICT
);
CREATE TABLE "reservation" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "ref" VARCHAR(20) NOT NULL,
    "any_alike" INT NOT NULL,
    "category" VARCHAR(40) NOT NULL,
    "stem" VARCHAR(200) NOT NULL,
    "count" INT NOT NULL,
    "begins_at" TIMESTAMP NOT NULL,
    "ends_at" TIMESTAMP NOT NULL,
    "borrower_kind" VARCHAR(10) NOT NULL,
    "person_id" CHAR(36),
    "borrower" VARCHAR(80) NOT NULL,
    "purpose" VARCHAR(300) NOT NULL,
    "made_by" CHAR(36),
    "state" VARCHAR(10) NOT NULL,
    "thing_id" CHAR(36) NOT NULL REFERENCES "thing" ("id") ON DELETE RESTRICT
);
CREATE TABLE "resolution" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "how" VARCHAR(10) NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "by_id" CHAR(36)
);
CREATE TABLE "round" (
    "cursor" BIGINT NOT NULL,
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "day" DATE NOT NULL,
    "slot" INT NOT NULL,
    "opens" TIMESTAMP NOT NULL,
    "by" TIMESTAMP NOT NULL,
    "closes" TIMESTAMP NOT NULL,
    "stops" JSON NOT NULL,
    "skipped" JSON NOT NULL,
    "done" INT NOT NULL,
    "walker_id" CHAR(36),
    "walkers" JSON NOT NULL,
    "started_at" TIMESTAMP,
    "paused_at" TIMESTAMP,
    "done_at" TIMESTAMP,
    "why" TEXT NOT NULL,
    "explained_by" CHAR(36),
    "explained_at" TIMESTAMP,
    "schedule_id" CHAR(36) NOT NULL REFERENCES "schedule" ("id") ON DELETE RESTRICT
);
CREATE TABLE "schedule" (
    "cursor" BIGINT NOT NULL,
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "name" VARCHAR(80) NOT NULL,
    "rule" JSON NOT NULL,
    "stops" JSON NOT NULL,
    "inside" INT NOT NULL,
    "category" VARCHAR(40) NOT NULL,
    "checklist" VARCHAR(60) NOT NULL,
    "makes" VARCHAR(10) NOT NULL DEFAULT 'check',
    "person_id" CHAR(36),
    "post" VARCHAR(40) NOT NULL,
    "term_id" CHAR(36),
    "starts" DATE NOT NULL,
    "ends" DATE,
    "since" TIMESTAMP NOT NULL,
    "stopped_at" TIMESTAMP
);
CREATE TABLE "score_plan" (
    "checklist" VARCHAR(60) NOT NULL PRIMARY KEY,
    "automatic" INT NOT NULL,
    "every" VARCHAR(10) NOT NULL,
    "weekday" INT NOT NULL,
    "day" INT NOT NULL,
    "at" VARCHAR(5) NOT NULL,
    "appeal_days" INT NOT NULL,
    "since" TIMESTAMP NOT NULL
);
CREATE TABLE "session" (
    "token" VARCHAR(64) NOT NULL PRIMARY KEY,
    "began_at" TIMESTAMP NOT NULL,
    "seen_at" TIMESTAMP NOT NULL,
    "ended_at" TIMESTAMP,
    "confirmed_at" TIMESTAMP,
    "device_id" CHAR(36) NOT NULL REFERENCES "device" ("id") ON DELETE RESTRICT,
    "person_id" CHAR(36) NOT NULL REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE TABLE "setting" (
    "key" VARCHAR(40) NOT NULL PRIMARY KEY,
    "value" TEXT NOT NULL
);
CREATE TABLE "settlement" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "term" VARCHAR(60) NOT NULL,
    "owner" VARCHAR(80) NOT NULL,
    "digest" VARCHAR(64) NOT NULL,
    "signatures" JSON NOT NULL,
    "signed_at" TIMESTAMP
);
CREATE TABLE "special_day" (
    "cursor" BIGINT NOT NULL,
    "day" DATE NOT NULL PRIMARY KEY,
    "what" VARCHAR(10) NOT NULL,
    "name" VARCHAR(60) NOT NULL,
    "weekday" INT
);
CREATE TABLE "stocktake" (
    "cursor" BIGINT NOT NULL,
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "name" VARCHAR(80) NOT NULL,
    "preset" VARCHAR(20) NOT NULL,
    "reference" DATE NOT NULL,
    "scope" JSON NOT NULL,
    "blind" INT NOT NULL,
    "teams" JSON NOT NULL,
    "state" VARCHAR(10) NOT NULL,
    "round" INT NOT NULL,
    "planned_by" CHAR(36),
    "planned_at" TIMESTAMP NOT NULL,
    "started_at" TIMESTAMP,
    "edition" INT NOT NULL DEFAULT 1,
    "recount_at" TIMESTAMP,
    "waits_at" TIMESTAMP,
    "waits_by" CHAR(36),
    "closed_by" CHAR(36),
    "closed_at" TIMESTAMP,
    "not_waited" JSON NOT NULL,
    "approved_by" CHAR(36),
    "approved_at" TIMESTAMP,
    "approval" TEXT NOT NULL,
    "figures" JSON,
    "sealed_at" TIMESTAMP,
    "ended_at" TIMESTAMP
);
CREATE TABLE "stocktake_count" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "n" BIGINT NOT NULL,
    "stocktake_id" CHAR(36) NOT NULL,
    "thing_id" CHAR(36),
    "code" TEXT NOT NULL,
    "place_id" CHAR(36),
    "quantity" INT,
    "damaged" INT NOT NULL,
    "note" TEXT NOT NULL,
    "photos" JSON NOT NULL,
    "how" VARCHAR(10) NOT NULL,
    "by_id" CHAR(36),
    "at" TIMESTAMP NOT NULL,
    "round" INT NOT NULL,
    "is_late" INT NOT NULL,
    "undone_at" TIMESTAMP,
    "settled" JSON,
    "entered_id" CHAR(36)
);
CREATE TABLE "stocktake_line" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "stocktake_id" CHAR(36) NOT NULL,
    "thing_id" CHAR(36) NOT NULL,
    "extra" INT NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "code" VARCHAR(100) NOT NULL,
    "spec" VARCHAR(200) NOT NULL,
    "unit" VARCHAR(20) NOT NULL,
    "category" VARCHAR(40) NOT NULL,
    "department" VARCHAR(80) NOT NULL,
    "custodian" VARCHAR(80) NOT NULL,
    "state" VARCHAR(10) NOT NULL,
    "place_id" CHAR(36),
    "quantity" INT NOT NULL,
    "price" VARCHAR(40),
    "sort" VARCHAR(120) NOT NULL,
    "result" VARCHAR(10) NOT NULL,
    "found_id" CHAR(36),
    "counted" INT NOT NULL,
    "damaged" INT NOT NULL,
    "places" INT NOT NULL,
    "counters" INT NOT NULL,
    "is_again" INT NOT NULL,
    "is_second" INT NOT NULL,
    "settled" JSON,
    "reason" VARCHAR(20) NOT NULL,
    "note" TEXT NOT NULL,
    "action" VARCHAR(10) NOT NULL,
    "claims" INT NOT NULL DEFAULT 0,
    "applied_at" TIMESTAMP,
    "applied" JSON,
    CONSTRAINT "uid_stocktake_l_stockta_52cc26" UNIQUE ("stocktake_id", "thing_id")
);
CREATE TABLE "stocktake_place" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "stocktake_id" CHAR(36) NOT NULL,
    "place_id" CHAR(36) NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "custodian" VARCHAR(80) NOT NULL,
    "people" JSON NOT NULL,
    "is_added" INT NOT NULL,
    "finished" JSON NOT NULL,
    "countersigned_by" CHAR(36),
    "countersigned_at" TIMESTAMP
);
CREATE TABLE "substitute" (
    "cursor" BIGINT NOT NULL,
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "person_id" CHAR(36) NOT NULL,
    "substitute_id" CHAR(36) NOT NULL,
    "starts" DATE NOT NULL,
    "ends" DATE NOT NULL,
    "removed_at" TIMESTAMP
);
CREATE TABLE "tag" (
    "cursor" BIGINT NOT NULL,
    "code" VARCHAR(12) NOT NULL PRIMARY KEY,
    "bound_at" TIMESTAMP,
    "printed_at" TIMESTAMP,
    "replaced_at" TIMESTAMP,
    "replaced_by" VARCHAR(12) NOT NULL,
    "batch" CHAR(36),
    "retired_at" TIMESTAMP,
    "retired_why" VARCHAR(20) NOT NULL,
    "report" VARCHAR(20) NOT NULL,
    "report_id" CHAR(36),
    "thing_id" CHAR(36) REFERENCES "thing" ("id") ON DELETE RESTRICT
);
CREATE TABLE "tag_batch" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "count" INT NOT NULL,
    "layout" VARCHAR(40) NOT NULL,
    "title" VARCHAR(40) NOT NULL,
    "by_id" CHAR(36),
    "made_at" TIMESTAMP NOT NULL
);
CREATE TABLE "term" (
    "cursor" BIGINT NOT NULL,
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "name" VARCHAR(60) NOT NULL,
    "starts" DATE NOT NULL,
    "ends" DATE NOT NULL,
    "removed_at" TIMESTAMP
);
CREATE TABLE "thing" (
    "cursor" BIGINT NOT NULL,
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "kind" VARCHAR(10) NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "category" VARCHAR(40) NOT NULL,
    "code" VARCHAR(80) NOT NULL,
    "piece" VARCHAR(12) NOT NULL,
    "spec" VARCHAR(200) NOT NULL,
    "unit" VARCHAR(20) NOT NULL,
    "quantity" INT NOT NULL,
    "price" VARCHAR(40),
    "bought" VARCHAR(10) NOT NULL,
    "funds" VARCHAR(80) NOT NULL,
    "department" VARCHAR(80) NOT NULL,
    "custodian" VARCHAR(80) NOT NULL,
    "serial" VARCHAR(80) NOT NULL,
    "state" VARCHAR(10) NOT NULL,
    "remarks" TEXT NOT NULL,
    "old_code" VARCHAR(80) NOT NULL DEFAULT '',
    "brand" VARCHAR(80) NOT NULL DEFAULT '',
    "gb_code" VARCHAR(40) NOT NULL DEFAULT '',
    "gb_edition" VARCHAR(40) NOT NULL DEFAULT '',
    "supplier" VARCHAR(200) NOT NULL DEFAULT '',
    "acquired" VARCHAR(40) NOT NULL DEFAULT '',
    "booked" VARCHAR(10) NOT NULL DEFAULT '',
    "disposed" VARCHAR(10) NOT NULL DEFAULT '',
    "warranty" VARCHAR(10) NOT NULL DEFAULT '',
    "life" INT,
    "upkeep" INT,
    "photos" JSON,
    "search" TEXT NOT NULL,
    "sort" VARCHAR(120) NOT NULL DEFAULT '',
    "import_key" VARCHAR(200) NOT NULL,
    "import_digest" VARCHAR(64) NOT NULL,
    "labelled" INT NOT NULL DEFAULT 0,
    "blocked_by" CHAR(36),
    "checked_at" TIMESTAMP,
    "ver" INT NOT NULL,
    "inside_id" CHAR(36) REFERENCES "thing" ("id") ON DELETE RESTRICT
);
CREATE TABLE "thing_use" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "at" TIMESTAMP NOT NULL,
    "by_id" CHAR(36),
    "people" INT,
    "note" VARCHAR(300) NOT NULL,
    "thing_id" CHAR(36) NOT NULL REFERENCES "thing" ("id") ON DELETE RESTRICT
);
CREATE TABLE "tortoise_migrations" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "app" VARCHAR(255) NOT NULL,
    "name" VARCHAR(255) NOT NULL,
    "applied_at" TIMESTAMP NOT NULL,
    CONSTRAINT "uid_tortoise_mi_app_3803a5" UNIQUE ("app", "name")
);
CREATE TABLE "visit" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "record_id" CHAR(36) NOT NULL,
    "thing_id" CHAR(36) NOT NULL,
    "checklist" VARCHAR(60) NOT NULL,
    "by_id" CHAR(36),
    "at" TIMESTAMP NOT NULL,
    "how" VARCHAR(10) NOT NULL,
    "quick" INT NOT NULL,
    "flags" JSON NOT NULL,
    "round_id" CHAR(36) NOT NULL REFERENCES "round" ("id") ON DELETE RESTRICT
);
CREATE TABLE "writeoff" (
    "id" CHAR(36) NOT NULL PRIMARY KEY,
    "stage" VARCHAR(10) NOT NULL,
    "is_open" INT NOT NULL,
    "reason" VARCHAR(20) NOT NULL,
    "note" TEXT NOT NULL,
    "photos" JSON NOT NULL,
    "state_before" VARCHAR(10) NOT NULL,
    "steps" JSON NOT NULL,
    "applied_by" CHAR(36),
    "applied_at" TIMESTAMP NOT NULL,
    "ended_at" TIMESTAMP,
    "proceeds" VARCHAR(40),
    "thing_id" CHAR(36) NOT NULL REFERENCES "thing" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_appeal_board_i_c82769" ON "appeal" ("board_id");
CREATE INDEX "idx_award_thing_i_51749b" ON "award" ("thing_id");
CREATE INDEX "idx_barcode_cursor_5626ec" ON "barcode" ("cursor");
CREATE INDEX "idx_barcode_thing_i_bc01db" ON "barcode" ("thing_id");
CREATE INDEX "idx_change_number_177707" ON "change" ("number");
CREATE INDEX "idx_change_thing_i_9f2442" ON "change" ("thing_id");
CREATE INDEX "idx_checklist_cursor_7d37a5" ON "checklist" ("cursor");
CREATE INDEX "idx_claim_source_cff859" ON "claim" ("source", "source_id");
CREATE INDEX "idx_claim_state_e59ebd" ON "claim" ("state", "opened_at");
CREATE INDEX "idx_claim_term_fd960d" ON "claim" ("term", "owner_id");
CREATE INDEX "idx_claim_thing_i_728bce" ON "claim" ("thing_id");
CREATE INDEX "idx_delivery_next_at_e75301" ON "delivery" ("next_at");
CREATE INDEX "idx_delivery_notice__81752c" ON "delivery" ("notice_id");
CREATE INDEX "idx_delivery_tried_a_80e6b3" ON "delivery" ("tried_at");
CREATE INDEX "idx_enrolment_cursor_6d37bb" ON "enrolment" ("cursor");
CREATE INDEX "idx_factor_person__dcf5a6" ON "factor" ("person_id");
CREATE INDEX "idx_gone_cursor_c7ede9" ON "gone" ("cursor");
CREATE INDEX "idx_handover_cursor_9f7ac5" ON "handover" ("cursor");
CREATE INDEX "idx_handover_room_id_01d9a0" ON "handover" ("room_id");
CREATE INDEX "idx_handover_state_863f39" ON "handover" ("state", "room_id");
CREATE INDEX "idx_handover_term_8784e3" ON "handover" ("term", "occasion", "room_id");
CREATE INDEX "idx_hazard_found_a_5e139c" ON "hazard" ("found_at");
CREATE INDEX "idx_hazard_owner_i_3f5a3c" ON "hazard" ("owner_id", "settled_at");
CREATE INDEX "idx_hazard_repair__85e1d7" ON "hazard" ("repair_id");
CREATE INDEX "idx_hazard_settled_b4b972" ON "hazard" ("settled_at", "due");
CREATE INDEX "idx_hazard_thing_i_b43c5d" ON "hazard" ("thing_id");
CREATE INDEX "idx_inspection_by_id_1f04e7" ON "inspection" ("by_id", "at");
CREATE INDEX "idx_inspection_checkli_2400f9" ON "inspection" ("checklist", "at");
CREATE INDEX "idx_inspection_thing_i_5660dd" ON "inspection" ("thing_id");
CREATE INDEX "idx_kit_part_kit_id_1c0d10" ON "kit_part" ("kit_id");
CREATE INDEX "idx_kit_part_part_id_efa428" ON "kit_part" ("part_id");
CREATE INDEX "idx_letter_person__bc0f6d" ON "letter" ("person_id");
CREATE INDEX "idx_letter_year_115509" ON "letter" ("year", "post", "person_id");
CREATE INDEX "idx_loan_cursor_c16d4e" ON "loan" ("cursor");
CREATE INDEX "idx_loan_person__765a30" ON "loan" ("person_id", "state", "due_at");
CREATE INDEX "idx_loan_return_loan_id_a235ae" ON "loan_return" ("loan_id");
CREATE INDEX "idx_loan_returne_fa5edc" ON "loan" ("returned_at");
CREATE INDEX "idx_loan_slip_id_a25644" ON "loan" ("slip_id");
CREATE INDEX "idx_loan_slip_lent_at_ccda91" ON "loan_slip" ("lent_at");
CREATE INDEX "idx_loan_state_c25974" ON "loan" ("state", "borrower_kind", "borrower", "id");
CREATE INDEX "idx_loan_state_e5364a" ON "loan" ("state", "due_at", "id");
CREATE INDEX "idx_loan_state_fd1406" ON "loan" ("state", "lent_at", "id");
CREATE INDEX "idx_loan_thing_i_a036cb" ON "loan" ("thing_id", "state");
CREATE INDEX "idx_log_entry_closed__607f4d" ON "log_entry" ("closed_at");
CREATE INDEX "idx_log_entry_cursor_086e08" ON "log_entry" ("cursor");
CREATE INDEX "idx_log_entry_thing_i_9abca3" ON "log_entry" ("thing_id");
CREATE INDEX "idx_notice_made_at_a5989c" ON "notice" ("made_at");
CREATE INDEX "idx_pairing_person__869819" ON "pairing" ("person_id");
CREATE INDEX "idx_place_alias_place_i_4f21c7" ON "place_alias" ("place_id");
CREATE INDEX "idx_record_kind_7e696e" ON "record" ("kind");
CREATE INDEX "idx_record_thing_i_df370d" ON "record" ("thing_id");
CREATE INDEX "idx_refusal_device__658ff7" ON "refusal" ("device_id");
CREATE INDEX "idx_refusal_record__9655ab" ON "refusal" ("record_id");
CREATE INDEX "idx_repair_cause_2fb289" ON "repair" ("cause", "trade", "reported_at", "state", "cost", "responded_in", "finished_in", "closed_at", "stars", "thing_id");
CREATE INDEX "idx_repair_closed__165e9f" ON "repair" ("closed_at", "cost");
CREATE INDEX "idx_repair_closed__d0b500" ON "repair" ("closed_at");
CREATE INDEX "idx_repair_cost_repair__b4903d" ON "repair_cost" ("repair_id");
CREATE INDEX "idx_repair_cursor_16b47d" ON "repair" ("cursor");
CREATE INDEX "idx_repair_owner_i_357369" ON "repair" ("owner_id", "settled_at");
CREATE INDEX "idx_repair_ref_0d1156" ON "repair" ("ref");
CREATE INDEX "idx_repair_reporte_136fc3" ON "repair" ("reported_at");
CREATE INDEX "idx_repair_settled_412469" ON "repair" ("settled_at", "reported_at");
CREATE INDEX "idx_repair_settled_52338b" ON "repair" ("settled_at", "state");
CREATE INDEX "idx_repair_state_73de4a" ON "repair" ("state", "reported_at");
CREATE INDEX "idx_repair_step_repair__cbdfdd" ON "repair_step" ("repair_id");
CREATE INDEX "idx_repair_thin_repair__ca581f" ON "repair_thing" ("repair_id");
CREATE INDEX "idx_repair_thin_thing_i_ae8bf3" ON "repair_thing" ("thing_id");
CREATE INDEX "idx_repair_thing_i_067035" ON "repair" ("thing_id", "reported_at", "state", "cost");
CREATE INDEX "idx_repair_thing_i_12919a" ON "repair" ("thing_id");
CREATE INDEX "idx_reservation_categor_33b3cd" ON "reservation" ("category", "stem", "state", "ends_at");
CREATE INDEX "idx_reservation_state_41b35b" ON "reservation" ("state", "ends_at");
CREATE INDEX "idx_reservation_thing_i_6d9377" ON "reservation" ("thing_id");
CREATE INDEX "idx_round_cursor_89a8cf" ON "round" ("cursor");
CREATE INDEX "idx_round_day_04a624" ON "round" ("day");
CREATE INDEX "idx_round_schedul_76ce66" ON "round" ("schedule_id");
CREATE INDEX "idx_schedule_cursor_84f8ae" ON "schedule" ("cursor");
CREATE INDEX "idx_session_device__7f144d" ON "session" ("device_id");
CREATE INDEX "idx_session_person__9420e7" ON "session" ("person_id");
CREATE INDEX "idx_settlement_term_b626b0" ON "settlement" ("term");
CREATE INDEX "idx_special_day_cursor_abc811" ON "special_day" ("cursor");
CREATE INDEX "idx_stocktake_c_stockta_227c70" ON "stocktake_count" ("stocktake_id", "by_id", "at");
CREATE INDEX "idx_stocktake_c_stockta_a54608" ON "stocktake_count" ("stocktake_id", "n");
CREATE INDEX "idx_stocktake_c_stockta_ac5ec6" ON "stocktake_count" ("stocktake_id", "thing_id");
CREATE INDEX "idx_stocktake_closed__9579f4" ON "stocktake" ("closed_at");
CREATE INDEX "idx_stocktake_cursor_fd7293" ON "stocktake" ("cursor");
CREATE INDEX "idx_stocktake_l_stockta_384f70" ON "stocktake_line" ("stocktake_id", "result", "sort", "id");
CREATE INDEX "idx_stocktake_l_stockta_527584" ON "stocktake_line" ("stocktake_id", "place_id", "result");
CREATE INDEX "idx_stocktake_l_stockta_6551d1" ON "stocktake_line" ("stocktake_id", "sort", "id");
CREATE INDEX "idx_stocktake_l_stockta_e595b0" ON "stocktake_line" ("stocktake_id", "custodian");
CREATE INDEX "idx_stocktake_p_stockta_51d6cd" ON "stocktake_place" ("stocktake_id");
CREATE INDEX "idx_substitute_cursor_1615ab" ON "substitute" ("cursor");
CREATE INDEX "idx_tag_batch_483355" ON "tag" ("batch");
CREATE INDEX "idx_tag_cursor_22614a" ON "tag" ("cursor");
CREATE INDEX "idx_tag_thing_i_02b140" ON "tag" ("thing_id");
CREATE INDEX "idx_term_cursor_dcaee9" ON "term" ("cursor");
CREATE INDEX "idx_thing_categor_7938e3" ON "thing" ("category", "sort", "id");
CREATE INDEX "idx_thing_code_b876c7" ON "thing" ("code");
CREATE INDEX "idx_thing_cursor_8bfb92" ON "thing" ("cursor");
CREATE INDEX "idx_thing_custodi_4b6fc9" ON "thing" ("custodian", "sort", "id");
CREATE INDEX "idx_thing_departm_c497ca" ON "thing" ("department", "sort", "id");
CREATE INDEX "idx_thing_import__da9638" ON "thing" ("import_key");
CREATE INDEX "idx_thing_inside__a11a21" ON "thing" ("inside_id");
CREATE INDEX "idx_thing_inside__e18ba6" ON "thing" ("inside_id", "kind", "state");
CREATE INDEX "idx_thing_kind_ac8026" ON "thing" ("kind", "sort", "id");
CREATE INDEX "idx_thing_labelle_c49658" ON "thing" ("labelled", "sort", "id");
CREATE INDEX "idx_thing_old_cod_59694e" ON "thing" ("old_code");
CREATE INDEX "idx_thing_serial_f9a022" ON "thing" ("serial");
CREATE INDEX "idx_thing_sort_913b7b" ON "thing" ("sort", "id");
CREATE INDEX "idx_thing_state_1f53ac" ON "thing" ("state", "sort", "id");
CREATE INDEX "idx_thing_use_thing_i_8cd116" ON "thing_use" ("thing_id", "at");
CREATE INDEX "idx_visit_by_id_92b08a" ON "visit" ("by_id");
CREATE INDEX "idx_visit_round_i_79ddd4" ON "visit" ("round_id");
CREATE INDEX "idx_visit_thing_i_5ff5b7" ON "visit" ("thing_id");
CREATE INDEX "idx_writeoff_thing_i_1d6418" ON "writeoff" ("thing_id");
CREATE INDEX record_unsettled ON record (code, number) WHERE verdict != 'accepted';
CREATE UNIQUE INDEX writeoff_open ON writeoff (thing_id) WHERE is_open;
