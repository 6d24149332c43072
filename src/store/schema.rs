//! The tables, one migration a constant. A migration that has been released is never edited; the next one is appended in
//! [`super::migrations`]. The comments inside CREATE are kept by SQLite, so `.schema` in any SQLite shell explains itself.
//!
//! Plain columns hold ids, states, dates, counts and keyed hashes. Everything with words in it is in a `sealed` blob.

/// Marks the file as ours ("VbSm"); see <https://sqlite.org/pragma.html#pragma_application_id>.
pub(super) const APPLICATION_ID: i32 = 0x5662_536d;

/// The first version.
pub(super) const V1: &str = "
CREATE TABLE collection (
    -- One row: the collection itself.
    id           INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    created      INTEGER NOT NULL,            -- Unix seconds
    hash_key     BLOB    NOT NULL             -- random, for every keyed hash in this file
        CONSTRAINT hash_key_is_32_bytes CHECK (length(hash_key) = 32),
    wipe_pending INTEGER NOT NULL DEFAULT 0   -- 1 from a removal until the journal has been wiped
        CONSTRAINT wipe_pending_is_a_flag CHECK (wipe_pending IN (0, 1))
) STRICT;

CREATE TABLE testimony (
    -- One row a mail or file that was taken in. Never deleted: after a withdrawal the number and the hash stay, so that the
    -- number is not given again and the same mail is not taken in again; the blobs are gone.
    number       INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    content_hash BLOB    NOT NULL UNIQUE      -- keyed BLAKE3 of the bytes received, to know doubles
        CONSTRAINT content_hash_is_32_bytes CHECK (length(content_hash) = 32),
    received     INTEGER NOT NULL,            -- Unix seconds
    state        TEXT    NOT NULL DEFAULT 'unread'
        CONSTRAINT state_is_known
        CHECK (state IN ('unread', 'waiting', 'approved', 'rejected', 'withdrawn', 'quarantined')),
    reason       TEXT,                        -- code: why it is in quarantine
    class        TEXT,                        -- code: what the mail is; NULL while unread
    words        INTEGER NOT NULL DEFAULT 0 CONSTRAINT words_is_a_count   CHECK (words   >= 0),
    persons      INTEGER NOT NULL DEFAULT 0 CONSTRAINT persons_is_a_count CHECK (persons >= 0),
    waiting      INTEGER NOT NULL DEFAULT 0 CONSTRAINT waiting_is_a_count CHECK (waiting >= 0),
    problems     TEXT    NOT NULL DEFAULT '', -- codes with a space between
    version      INTEGER NOT NULL DEFAULT 0   -- counts up at every save; a save from an older version is refused
        CONSTRAINT version_is_a_count CHECK (version >= 0)
) STRICT;

CREATE TABLE raw (
    -- The bytes as received, sealed. Written once.
    number INTEGER NOT NULL PRIMARY KEY REFERENCES testimony (number),
    sealed BLOB    NOT NULL
) STRICT;

CREATE TRIGGER raw_is_written_once BEFORE UPDATE ON raw
BEGIN
    SELECT RAISE(ABORT, 'raw is written once');
END;

CREATE TABLE dossier (
    -- What was read and decided, sealed; sealed again at every save.
    number INTEGER NOT NULL PRIMARY KEY REFERENCES testimony (number),
    sealed BLOB    NOT NULL
) STRICT;

CREATE TABLE server_mail (
    -- What is known about a mail on the server, so that polling neither loses nor doubles. A mail is named by folder,
    -- UIDVALIDITY and UID (RFC 9051, section 2.3.1.1).
    folder       BLOB    NOT NULL             -- keyed hash of server, user and folder name
        CONSTRAINT folder_is_32_bytes CHECK (length(folder) = 32),
    uid_validity INTEGER NOT NULL,
    uid          INTEGER NOT NULL,
    testimony    INTEGER REFERENCES testimony (number), -- NULL when it was put aside unfetched
    filed        INTEGER NOT NULL DEFAULT 0   -- 1 when the mail has been flagged, moved or left as the settings say
        CONSTRAINT filed_is_a_flag CHECK (filed IN (0, 1)),
    aside        TEXT,                        -- code: why it was not fetched
    seen         INTEGER NOT NULL,            -- Unix seconds
    PRIMARY KEY (folder, uid_validity, uid),
    CONSTRAINT stored_or_aside CHECK ((testimony IS NULL) <> (aside IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE edition (
    -- A frozen booklet.
    number    INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    dated     TEXT    NOT NULL,               -- the date on its cover, YYYY-MM-DD
    published INTEGER NOT NULL                -- Unix seconds
) STRICT;

CREATE TABLE edition_entry (
    -- Which testimonies an edition holds, and which text of each.
    edition   INTEGER NOT NULL REFERENCES edition (number),
    testimony INTEGER NOT NULL REFERENCES testimony (number),
    text_hash BLOB    NOT NULL                -- keyed BLAKE3 of the released text
        CONSTRAINT text_hash_is_32_bytes CHECK (length(text_hash) = 32),
    PRIMARY KEY (edition, testimony)
) STRICT, WITHOUT ROWID;

CREATE TABLE log (
    -- Who did what and when; no content. Only added to.
    id     INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at     INTEGER NOT NULL,                  -- Unix seconds
    who    TEXT                               -- a coordinator's initials; NULL for the program itself
        CONSTRAINT who_is_initials CHECK (length(who) BETWEEN 1 AND 8),
    what   TEXT    NOT NULL,                  -- code
    number INTEGER                            -- testimony or, for 'published', edition
) STRICT;

CREATE TRIGGER log_is_not_rewritten BEFORE UPDATE ON log
BEGIN
    SELECT RAISE(ABORT, 'the log is only added to');
END;
";

/// Lists of names.
pub(super) const V2: &str = "
CREATE TABLE name_list (
    -- One row a list of names that is looked for in testimonies. Who is on it stands in the sealed blob only.
    number  INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    added   INTEGER NOT NULL,                 -- Unix seconds
    who     TEXT                              -- a coordinator's initials; NULL for the program itself
        CONSTRAINT name_list_who_is_initials CHECK (length(who) BETWEEN 1 AND 8),
    entries INTEGER NOT NULL CONSTRAINT entries_is_a_count CHECK (entries >= 0),
    bound   INTEGER NOT NULL                  -- 1: holds for the testimonies in name_list_for alone and goes with the last of them
        CONSTRAINT bound_is_a_flag CHECK (bound IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 0        -- counts up at every save; a save from an older version is refused
        CONSTRAINT name_list_version_is_a_count CHECK (version >= 0),
    sealed  BLOB    NOT NULL
) STRICT;

CREATE TABLE name_list_for (
    -- Which testimonies keep a bound list alive: the one it holds for, or those of the one sender it holds for.
    list      INTEGER NOT NULL REFERENCES name_list (number),
    testimony INTEGER NOT NULL REFERENCES testimony (number),
    PRIMARY KEY (list, testimony)
) STRICT, WITHOUT ROWID;

CREATE TABLE name_generation (
    -- One row: how often the lists of names have changed.
    id         INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    generation INTEGER NOT NULL DEFAULT 0 CONSTRAINT generation_is_a_count CHECK (generation >= 0)
) STRICT;

INSERT INTO name_generation (id) VALUES (1);

CREATE TABLE name_search (
    -- With which generation of the lists the plain columns of a testimony were worked out; no row is generation 0.
    testimony  INTEGER NOT NULL PRIMARY KEY REFERENCES testimony (number),
    generation INTEGER NOT NULL CONSTRAINT search_generation_is_a_count CHECK (generation >= 0)
) STRICT;
";

/// How easily the family may be recognised, as a word; NULL while unread, in quarantine, gone, or last saved by an older program.
pub(super) const V3: &str = "
ALTER TABLE testimony ADD COLUMN risk TEXT   -- code: how much in the text points at the family
    CONSTRAINT risk_is_known CHECK (risk IN ('none', 'low', 'raised', 'high'));
";
