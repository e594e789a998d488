"""The history's schema, one entry a version; each is applied in one transaction and never edited once released."""

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE session (
            id TEXT PRIMARY KEY,
            began REAL NOT NULL,
            plan TEXT NOT NULL,
            finished REAL
        )""",
        """CREATE TABLE event (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            session TEXT NOT NULL REFERENCES session (id),
            at REAL NOT NULL,
            payload TEXT NOT NULL,
            crc INTEGER NOT NULL
        )""",
        "CREATE INDEX event_of_session ON event (session, id)",
        """CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
            BEGIN SELECT RAISE(ABORT, 'events are append-only'); END""",
        """CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
            BEGIN SELECT RAISE(ABORT, 'events are append-only'); END""",
        """CREATE TABLE draft (
            session TEXT PRIMARY KEY REFERENCES session (id),
            at REAL NOT NULL,
            text TEXT NOT NULL
        )""",
    ),
    (
        # One draft a challenge, whatever session it is asked in.
        """CREATE TABLE code_draft (
            challenge TEXT PRIMARY KEY,
            at REAL NOT NULL,
            text TEXT NOT NULL
        )""",
        # What was tried and solved, so that a list of challenges need not read every event.
        """CREATE TABLE submission (
            event INTEGER PRIMARY KEY REFERENCES event (id),
            challenge TEXT NOT NULL,
            passed INTEGER NOT NULL
        )""",
        "CREATE INDEX submission_to_challenge ON submission (challenge, passed)",
        """CREATE TRIGGER code_is_submitted AFTER INSERT ON event
            WHEN CASE WHEN json_valid(NEW.payload) THEN json_extract(NEW.payload, '$.act') = 'code' END
            BEGIN INSERT INTO submission VALUES (
                NEW.id,
                ifnull(json_extract(NEW.payload, '$.challenge'), ''),
                ifnull(json_extract(NEW.payload, '$.result.passed'), 0)
            ); END""",
    ),
)

SCHEMA = len(MIGRATIONS)
"""The version that this program writes."""

APPLICATION_ID = 0x696E7476
"""``intv`` in SQLite's header: tells a history from any other database, and from an empty file."""
