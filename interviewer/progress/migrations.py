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
    (
        # Everything from here on is derived from events, and made anew by `interviewer progress --rebuild`.
        # How far a session has been reckoned: the number of its newest event then.
        """CREATE TABLE reckoned (
            session TEXT PRIMARY KEY REFERENCES session (id),
            event INTEGER NOT NULL
        )""",
        # One question of a session, ended. `day` is the local day; `mastery` the topic's, 0 to 1, after it.
        """CREATE TABLE outcome (
            session TEXT NOT NULL REFERENCES session (id),
            number INTEGER NOT NULL,
            question TEXT NOT NULL,
            topic TEXT NOT NULL,
            level INTEGER NOT NULL,
            at REAL NOT NULL,
            day TEXT NOT NULL,
            seconds REAL NOT NULL,
            minutes REAL NOT NULL,
            score REAL NOT NULL,
            unaided REAL,
            review INTEGER NOT NULL,
            solved INTEGER,
            ratio REAL,
            mastery REAL NOT NULL,
            PRIMARY KEY (session, number)
        ) WITHOUT ROWID""",
        "CREATE INDEX outcome_by_question ON outcome (question, at)",
        "CREATE INDEX outcome_by_topic ON outcome (topic, at, session, mastery, seconds, minutes)",
        "CREATE INDEX outcome_by_day ON outcome (day, seconds, score)",
        "CREATE INDEX outcome_session_of_topic ON outcome (topic, session)",
        "CREATE INDEX outcome_of_code ON outcome (question, solved, ratio) WHERE solved IS NOT NULL",
        """CREATE TABLE point_outcome (
            question TEXT NOT NULL,
            point TEXT NOT NULL,
            at REAL NOT NULL,
            session TEXT NOT NULL,
            number INTEGER NOT NULL,
            status TEXT NOT NULL,
            credit REAL NOT NULL,
            day TEXT NOT NULL,
            recalled INTEGER,
            PRIMARY KEY (question, point, at, session, number)
        ) WITHOUT ROWID""",
        "CREATE INDEX point_outcome_of_session ON point_outcome (session, number)",
        "CREATE INDEX point_outcome_by_day ON point_outcome (day, recalled)",
        # Sums of a local day, so that years of answers are drawn at once.
        """CREATE TABLE day (
            day TEXT PRIMARY KEY,
            answers INTEGER NOT NULL,
            seconds REAL NOT NULL,
            score REAL NOT NULL,
            recalled INTEGER NOT NULL,
            reviewed INTEGER NOT NULL
        ) WITHOUT ROWID""",
        """CREATE TABLE mistake_outcome (
            question TEXT NOT NULL,
            mistake TEXT NOT NULL,
            at REAL NOT NULL,
            session TEXT NOT NULL,
            number INTEGER NOT NULL,
            repaired INTEGER NOT NULL,
            PRIMARY KEY (question, mistake, at, session, number)
        ) WITHOUT ROWID""",
        "CREATE INDEX mistake_outcome_of_session ON mistake_outcome (session, number)",
        # When a key point is due again, and how often it was answered and missed.
        """CREATE TABLE card (
            question TEXT NOT NULL,
            point TEXT NOT NULL,
            topic TEXT NOT NULL,
            stability REAL NOT NULL,
            difficulty REAL NOT NULL,
            due REAL NOT NULL,
            last REAL NOT NULL,
            answers INTEGER NOT NULL,
            misses INTEGER NOT NULL,
            status TEXT NOT NULL,
            PRIMARY KEY (question, point)
        ) WITHOUT ROWID""",
        "CREATE INDEX card_due ON card (due, topic)",
        # The general ability stands under the empty topic.
        """CREATE TABLE ability (
            topic TEXT PRIMARY KEY,
            value REAL NOT NULL,
            answers INTEGER NOT NULL,
            last REAL NOT NULL
        ) WITHOUT ROWID""",
        # What the user has settled: the goal.
        """CREATE TABLE setting (
            name TEXT PRIMARY KEY,
            value TEXT NOT NULL
        ) WITHOUT ROWID""",
    ),
    (
        # How well the candidate thought it went, 1 to 4, before they saw the grade; what it was practice in, as JSON.
        "ALTER TABLE outcome ADD COLUMN rating INTEGER",
        "ALTER TABLE outcome ADD COLUMN skills TEXT NOT NULL DEFAULT '[]'",
        # In the ability's table a skill stands as `#skill`. Everything derived is made anew, with the skills.
        "DELETE FROM reckoned",
        "DELETE FROM outcome",
        "DELETE FROM point_outcome",
        "DELETE FROM mistake_outcome",
        "DELETE FROM day",
        "DELETE FROM card",
        "DELETE FROM ability",
    ),
)

SCHEMA = len(MIGRATIONS)
"""The version that this program writes."""

APPLICATION_ID = 0x696E7476
"""``intv`` in SQLite's header: tells a history from any other database, and from an empty file."""
