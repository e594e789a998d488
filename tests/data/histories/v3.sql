-- A history of schema 3, written by the program as it was at commit 4d61538 and dumped by sqlite3's iterdump.
BEGIN TRANSACTION;
PRAGMA application_id = 1768846454;
PRAGMA user_version = 3;
CREATE TABLE ability (
            topic TEXT PRIMARY KEY,
            value REAL NOT NULL,
            answers INTEGER NOT NULL,
            last REAL NOT NULL
        ) WITHOUT ROWID;
INSERT INTO "ability" VALUES('',-3.15908202374874935713e-01,6,1700270580.0);
INSERT INTO "ability" VALUES('demo',-5.91035880289424442324e-01,5,1700270580.0);
INSERT INTO "ability" VALUES('other',3.64199251162752313248e-01,1,1700090120.0);
CREATE TABLE card (
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
        ) WITHOUT ROWID;
INSERT INTO "card" VALUES('challenge.double','solves','demo',1.2931,5.11217070560105568688e+00,1700356940.0,1700270540.0,1,0,'hit');
INSERT INTO "card" VALUES('demo.bare','pass','demo',1.00885789820998439392e-01,8.80630446885683682012e+00,1700356980.0,1700270580.0,2,2,'miss');
INSERT INTO "card" VALUES('demo.dropout','training-only','demo',1.1416542814538670925e+01,4.0106089692968387439e+00,1701130660.0,1700180260.0,2,0,'hit');
INSERT INTO "card" VALUES('demo.dropout','zeroes','demo',1.1416542814538670925e+01,4.0106089692968387439e+00,1701130660.0,1700180260.0,2,0,'hit');
INSERT INTO "card" VALUES('other.choice','batch','other',1.2931,5.11217070560105568688e+00,1700176520.0,1700090120.0,1,0,'hit');
CREATE TABLE code_draft (
            challenge TEXT PRIMARY KEY,
            at REAL NOT NULL,
            text TEXT NOT NULL
        );
INSERT INTO "code_draft" VALUES('double',1700270600.0,'def double(x):
	return 2 * x  # σ²');
CREATE TABLE day (
            day TEXT PRIMARY KEY,
            answers INTEGER NOT NULL,
            seconds REAL NOT NULL,
            score REAL NOT NULL,
            recalled INTEGER NOT NULL,
            reviewed INTEGER NOT NULL
        ) WITHOUT ROWID;
INSERT INTO "day" VALUES('2023-11-15',2,80.0,0.875,0,0);
INSERT INTO "day" VALUES('2023-11-17',2,120.0,0.375,2,2);
INSERT INTO "day" VALUES('2023-11-18',2,240.0,0.375,0,1);
CREATE TABLE draft (
            session TEXT PRIMARY KEY REFERENCES session (id),
            at REAL NOT NULL,
            text TEXT NOT NULL
        );
INSERT INTO "draft" VALUES('open',1700360625.0,'It is off when the model is
evaluated, σ²');
CREATE TABLE event (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            session TEXT NOT NULL REFERENCES session (id),
            at REAL NOT NULL,
            payload TEXT NOT NULL,
            crc INTEGER NOT NULL
        );
INSERT INTO "event" VALUES(1,'first',1700090020.0,'{"act":"answer","at":1700090020.0,"grade":{"arithmetic":[],"choice":null,"flags":[],"misconceptions":[],"points":[{"confidence":1.0,"evidence":[[0,134]],"id":"zeroes","reason":"100% of its words","status":"hit"},{"confidence":1.0,"evidence":[[0,134]],"id":"training-only","reason":"100% of its words","status":"hit"},{"confidence":0.0,"evidence":[],"id":"rescaled","reason":"0% of its words","status":"miss"}],"score":1.0,"version":3},"text":"It zeroes random units of a hidden layer during training only, never afterwards, so that no neuron can rely on a handful of neighbours"}',3971004274);
INSERT INTO "event" VALUES(2,'first',1700090040.0,'{"act":"answer","at":1700090040.0,"grade":{"arithmetic":[],"choice":null,"flags":[],"misconceptions":[],"points":[{"confidence":1.0,"evidence":[[0,34]],"id":"ensemble","reason":"100% of its words","status":"hit"}],"score":1.0,"version":3},"text":"It averages an ensemble, \u03c3\u00b2 and \u640d\u5931"}',2052290207);
INSERT INTO "event" VALUES(3,'first',1700090060.0,'{"act":"skip","at":1700090060.0,"text":"skip"}',464772987);
INSERT INTO "event" VALUES(4,'first',1700090080.0,'{"act":"next","at":1700090080.0}',1073735961);
INSERT INTO "event" VALUES(5,'first',1700090100.0,'{"act":"hint","at":1700090100.0,"text":"hint"}',730304347);
INSERT INTO "event" VALUES(6,'first',1700090120.0,'{"act":"answer","at":1700090120.0,"grade":{"arithmetic":[],"choice":null,"flags":[],"misconceptions":[],"points":[{"confidence":1.0,"evidence":[[0,42]],"id":"batch","reason":"100% of its words","status":"hit"}],"score":1.0,"version":3},"text":"Batch norm needs statistics for inference."}',1092538421);
INSERT INTO "event" VALUES(7,'first',1700090140.0,'{"act":"skip","at":1700090140.0,"text":"skip"}',174121676);
INSERT INTO "event" VALUES(8,'first',1700090160.0,'{"act":"skip","at":1700090160.0,"text":"skip"}',2127881277);
INSERT INTO "event" VALUES(9,'first',1700090180.0,'{"act":"next","at":1700090180.0}',4104338108);
INSERT INTO "event" VALUES(10,'first',1700090180.0,'{"act":"overrule","at":1700090180.0,"overrules":[0,"training-only"]}',689854688);
INSERT INTO "event" VALUES(11,'second',1700180200.0,'{"act":"answer","at":1700180200.0,"grade":{"arithmetic":[],"choice":null,"flags":[],"misconceptions":[{"evidence":[[0,160]],"id":"always-on","reason":""}],"points":[{"confidence":0.0,"evidence":[],"id":"zeroes","reason":"0% of its words","status":"miss"},{"confidence":0.0,"evidence":[[0,160]],"id":"training-only","reason":"0% of its words","status":"contradicted"},{"confidence":0.0,"evidence":[],"id":"rescaled","reason":"0% of its words","status":"miss"}],"score":0.0,"version":3},"text":"Dropout is always at work, whether a network is being fitted or evaluated, which leaves predictions noisy by design and calls for averaging several forward runs"}',754547415);
INSERT INTO "event" VALUES(12,'second',1700180220.0,'{"act":"dont_know","at":1700180220.0,"text":"I don''t know"}',217587734);
INSERT INTO "event" VALUES(13,'second',1700180240.0,'{"act":"answer","at":1700180240.0,"grade":{"arithmetic":[],"choice":null,"flags":[],"misconceptions":[{"evidence":[[0,300]],"id":"always-on","reason":""}],"points":[{"confidence":1.0,"evidence":[[0,300]],"id":"zeroes","reason":"100% of its words","status":"hit"},{"confidence":0.0,"evidence":[[0,300]],"id":"training-only","reason":"0% of its words","status":"contradicted"},{"confidence":0.0,"evidence":[],"id":"rescaled","reason":"0% of its words","status":"miss"}],"score":0.567,"version":3},"text":"It zeroes random units of a hidden layer, so that no neuron can rely on a handful of neighbours and features are spread across the network","turn":{"arithmetic":[],"choice":null,"flags":[],"misconceptions":[],"points":[{"confidence":1.0,"evidence":[[0,138]],"id":"zeroes","reason":"100% of its words","status":"hit"},{"confidence":0.0,"evidence":[],"id":"training-only","reason":"0% of its words","status":"miss"},{"confidence":0.0,"evidence":[],"id":"rescaled","reason":"0% of its words","status":"miss"}],"score":0.667,"version":3}}',3983753790);
INSERT INTO "event" VALUES(14,'second',1700180260.0,'{"act":"answer","at":1700180260.0,"grade":{"arithmetic":[],"choice":null,"flags":[],"misconceptions":[{"evidence":[[0,318]],"id":"always-on","reason":""}],"points":[{"confidence":1.0,"evidence":[[0,318]],"id":"zeroes","reason":"100% of its words","status":"hit"},{"confidence":1.0,"evidence":[[0,318]],"id":"training-only","reason":"100% of its words","status":"hit"},{"confidence":0.0,"evidence":[],"id":"rescaled","reason":"0% of its words","status":"miss"}],"score":0.9,"version":3},"text":"in training only","turn":{"arithmetic":[],"choice":null,"flags":[],"misconceptions":[],"points":[{"confidence":0.0,"evidence":[],"id":"zeroes","reason":"0% of its words","status":"miss"},{"confidence":1.0,"evidence":[[0,16]],"id":"training-only","reason":"100% of its words","status":"hit"},{"confidence":0.0,"evidence":[],"id":"rescaled","reason":"0% of its words","status":"miss"}],"score":0.333,"version":3}}',1652104552);
INSERT INTO "event" VALUES(15,'second',1700180280.0,'{"act":"answer","at":1700180280.0,"grade":{"arithmetic":[],"choice":null,"flags":[],"misconceptions":[],"points":[{"confidence":0.0,"evidence":[],"id":"pass","reason":"0% of its words","status":"miss"}],"score":0.0,"version":3},"text":"zeroes"}',3512292155);
INSERT INTO "event" VALUES(16,'second',1700180300.0,'{"act":"skip","at":1700180300.0,"text":"skip"}',2778535862);
INSERT INTO "event" VALUES(17,'coded',1700270380.0,'{"act":"code","at":1700270380.0,"challenge":"double","result":{"case":"negative","cases":1,"device":"","memory":null,"message":"1 of 4 elements differs.","ms":0.0,"of":4,"passed":false,"seed":3,"stage":"value","time":null},"text":"def double(x):\n\treturn x"}',3137263759);
INSERT INTO "event" VALUES(18,'coded',1700270400.0,'{"act":"hint","at":1700270400.0,"text":"hint"}',640282669);
INSERT INTO "event" VALUES(19,'coded',1700270460.0,'{"act":"code","at":1700270460.0,"challenge":"double","result":{"case":"negative","cases":3,"device":"","memory":null,"message":"1 of 4 elements differs.","ms":0.0,"of":4,"passed":false,"seed":3,"stage":"value","time":null},"text":"def double(x):\n\treturn x + x + 0"}',1847944879);
INSERT INTO "event" VALUES(20,'coded',1700270520.0,'{"act":"code","at":1700270520.0,"challenge":"double","result":{"case":"","cases":4,"device":"cpu","memory":null,"message":"","ms":21.0,"of":4,"passed":true,"seed":3,"stage":"","time":null},"text":"def double(x):\n\treturn x + x"}',3697699868);
INSERT INTO "event" VALUES(21,'coded',1700270540.0,'{"act":"answer","at":1700270540.0,"grade":{"arithmetic":[],"choice":null,"flags":[],"misconceptions":[],"points":[{"confidence":1.0,"evidence":[[0,20]],"id":"cheap","reason":"100% of its words","status":"hit"}],"score":1.0,"version":3},"text":"Because it is cheap."}',3033042506);
INSERT INTO "event" VALUES(22,'coded',1700270560.0,'{"act":"next","at":1700270560.0}',3950967935);
INSERT INTO "event" VALUES(23,'coded',1700270580.0,'{"act":"skip","at":1700270580.0,"text":"skip"}',2187376283);
INSERT INTO "event" VALUES(24,'coded',1700270600.0,'{"act":"next","at":1700270600.0}',3802823537);
INSERT INTO "event" VALUES(25,'open',1700360620.0,'{"act":"answer","at":1700360620.0,"grade":{"arithmetic":[],"choice":null,"flags":[],"misconceptions":[],"points":[{"confidence":1.0,"evidence":[[0,138]],"id":"zeroes","reason":"100% of its words","status":"hit"},{"confidence":0.0,"evidence":[],"id":"training-only","reason":"0% of its words","status":"miss"},{"confidence":0.0,"evidence":[],"id":"rescaled","reason":"0% of its words","status":"miss"}],"score":0.667,"version":3},"text":"It zeroes random units of a hidden layer, so that no neuron can rely on a handful of neighbours and features are spread across the network"}',3079003049);
CREATE TABLE mistake_outcome (
            question TEXT NOT NULL,
            mistake TEXT NOT NULL,
            at REAL NOT NULL,
            session TEXT NOT NULL,
            number INTEGER NOT NULL,
            repaired INTEGER NOT NULL,
            PRIMARY KEY (question, mistake, at, session, number)
        ) WITHOUT ROWID;
INSERT INTO "mistake_outcome" VALUES('demo.dropout','always-on',1700180260.0,'second',0,1);
CREATE TABLE outcome (
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
        ) WITHOUT ROWID;
INSERT INTO "outcome" VALUES('coded',0,'challenge.double','demo',2,1700270540.0,'2023-11-18',220.0,5.0,0.75,0.0,0,1,NULL,4.54376904983975482554e-01);
INSERT INTO "outcome" VALUES('coded',1,'demo.bare','demo',2,1700270580.0,'2023-11-18',20.0,1.0,0.0,NULL,0,NULL,NULL,2.87625579271498843514e-01);
INSERT INTO "outcome" VALUES('first',0,'demo.dropout','demo',1,1700090040.0,'2023-11-15',40.0,2.0,1.0,1.0,0,NULL,NULL,6.13713867044578087472e-01);
INSERT INTO "outcome" VALUES('first',1,'other.choice','other',3,1700090120.0,'2023-11-15',40.0,3.0,0.75,0.0,0,NULL,NULL,6.85813085840669911519e-01);
INSERT INTO "outcome" VALUES('second',0,'demo.dropout','demo',1,1700180260.0,'2023-11-17',80.0,2.0,0.75,0.0,0,NULL,NULL,6.19692047440143611858e-01);
INSERT INTO "outcome" VALUES('second',1,'demo.bare','demo',2,1700180300.0,'2023-11-17',40.0,1.0,0.0,0.0,0,NULL,NULL,3.51613126268064346557e-01);
CREATE TABLE point_outcome (
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
        ) WITHOUT ROWID;
INSERT INTO "point_outcome" VALUES('challenge.double','solves',1700270540.0,'coded',0,'hit',0.75,'2023-11-18',NULL);
INSERT INTO "point_outcome" VALUES('demo.bare','pass',1700180300.0,'second',1,'miss',0.0,'2023-11-17',NULL);
INSERT INTO "point_outcome" VALUES('demo.bare','pass',1700270580.0,'coded',1,'miss',0.0,'2023-11-18',0);
INSERT INTO "point_outcome" VALUES('demo.dropout','training-only',1700090040.0,'first',0,'hit',1.0,'2023-11-15',NULL);
INSERT INTO "point_outcome" VALUES('demo.dropout','training-only',1700180260.0,'second',0,'hit',0.75,'2023-11-17',1);
INSERT INTO "point_outcome" VALUES('demo.dropout','zeroes',1700090040.0,'first',0,'hit',1.0,'2023-11-15',NULL);
INSERT INTO "point_outcome" VALUES('demo.dropout','zeroes',1700180260.0,'second',0,'hit',0.75,'2023-11-17',1);
INSERT INTO "point_outcome" VALUES('other.choice','batch',1700090120.0,'first',1,'hit',0.75,'2023-11-15',NULL);
CREATE TABLE reckoned (
            session TEXT PRIMARY KEY REFERENCES session (id),
            event INTEGER NOT NULL
        );
INSERT INTO "reckoned" VALUES('first',10);
INSERT INTO "reckoned" VALUES('second',16);
INSERT INTO "reckoned" VALUES('coded',24);
CREATE TABLE session (
            id TEXT PRIMARY KEY,
            began REAL NOT NULL,
            plan TEXT NOT NULL,
            finished REAL
        );
INSERT INTO "session" VALUES('first',1700090000.0,'{"minutes":null,"mode":"practice","questions":["demo.dropout","other.choice"],"seed":7,"session":"first"}',1700090180.0);
INSERT INTO "session" VALUES('second',1700180180.0,'{"minutes":null,"mode":"interview","questions":["demo.dropout","demo.bare"],"seed":7,"session":"second"}',1700180300.0);
INSERT INTO "session" VALUES('coded',1700270320.0,'{"minutes":null,"mode":"practice","questions":["challenge.double","demo.bare"],"seed":7,"session":"coded"}',1700270600.0);
INSERT INTO "session" VALUES('open',1700360600.0,'{"minutes":null,"mode":"practice","questions":["demo.dropout","demo.bare"],"seed":7,"session":"open"}',NULL);
CREATE TABLE setting (
            name TEXT PRIMARY KEY,
            value TEXT NOT NULL
        ) WITHOUT ROWID;
INSERT INTO "setting" VALUES('goal','{"day": "2023-12-24", "level": 3}');
CREATE TABLE submission (
            event INTEGER PRIMARY KEY REFERENCES event (id),
            challenge TEXT NOT NULL,
            passed INTEGER NOT NULL
        );
INSERT INTO "submission" VALUES(17,'double',0);
INSERT INTO "submission" VALUES(19,'double',0);
INSERT INTO "submission" VALUES(20,'double',1);
CREATE INDEX event_of_session ON event (session, id);
CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
            BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
            BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE INDEX submission_to_challenge ON submission (challenge, passed);
CREATE TRIGGER code_is_submitted AFTER INSERT ON event
            WHEN CASE WHEN json_valid(NEW.payload) THEN json_extract(NEW.payload, '$.act') = 'code' END
            BEGIN INSERT INTO submission VALUES (
                NEW.id,
                ifnull(json_extract(NEW.payload, '$.challenge'), ''),
                ifnull(json_extract(NEW.payload, '$.result.passed'), 0)
            ); END;
CREATE INDEX outcome_by_question ON outcome (question, at);
CREATE INDEX outcome_by_topic ON outcome (topic, at, session, mastery, seconds, minutes);
CREATE INDEX outcome_by_day ON outcome (day, seconds, score);
CREATE INDEX outcome_session_of_topic ON outcome (topic, session);
CREATE INDEX outcome_of_code ON outcome (question, solved, ratio) WHERE solved IS NOT NULL;
CREATE INDEX point_outcome_of_session ON point_outcome (session, number);
CREATE INDEX point_outcome_by_day ON point_outcome (day, recalled);
CREATE INDEX mistake_outcome_of_session ON mistake_outcome (session, number);
CREATE INDEX card_due ON card (due, topic);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('event',25);
COMMIT;
