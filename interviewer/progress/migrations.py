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
)

SCHEMA = len(MIGRATIONS)
"""The version that this program writes."""

APPLICATION_ID = 0x696E7476
"""``intv`` in SQLite's header: tells a history from any other database, and from an empty file."""
