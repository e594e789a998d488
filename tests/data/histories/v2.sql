-- A history of schema 2, written by the program as it was at commit 042d045 and dumped by sqlite3's iterdump.
BEGIN TRANSACTION;
PRAGMA application_id = 1768846454;
PRAGMA user_version = 2;
CREATE TABLE code_draft (
            challenge TEXT PRIMARY KEY,
            at REAL NOT NULL,
            text TEXT NOT NULL
        );
INSERT INTO "code_draft" VALUES('double',1700270600.0,'def double(x):
	return 2 * x  # σ²');
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
INSERT INTO "event" VALUES(1,'first',1700090020.0,'{"act":"answer","at":1700090020.0,"grade":{"arithmetic":[],"choice":null,"flags":[],"misconceptions":[],"points":[{"confidence":1.0,"evidence":[[0,134]],"id":"zeroes","reason":"100% of its words","status":"hit"},{"confidence":1.0,"evidence":[[0,134]],"id":"training-only","reason":"100% of its words","status":"hit"},{"confidence":0.0,"evidence":[],"id":"rescaled","reason":"0% of its words","status":"miss"}],"score":1.0,"version":2},"text":"It zeroes random units of a hidden layer during training only, never afterwards, so that no neuron can rely on a handful of neighbours"}',968075444);
INSERT INTO "event" VALUES(2,'first',1700090040.0,'{"act":"answer","at":1700090040.0,"grade":{"arithmetic":[],"choice":null,"flags":[],"misconceptions":[],"points":[{"confidence":1.0,"evidence":[[0,34]],"id":"ensemble","reason":"100% of its words","status":"hit"}],"score":1.0,"version":2},"text":"It averages an ensemble, \u03c3\u00b2 and \u640d\u5931"}',4145189575);
INSERT INTO "event" VALUES(3,'first',1700090060.0,'{"act":"skip","at":1700090060.0,"text":"skip"}',464772987);
INSERT INTO "event" VALUES(4,'first',1700090080.0,'{"act":"next","at":1700090080.0}',1073735961);
INSERT INTO "event" VALUES(5,'first',1700090100.0,'{"act":"hint","at":1700090100.0,"text":"hint"}',730304347);
INSERT INTO "event" VALUES(6,'first',1700090120.0,'{"act":"answer","at":1700090120.0,"grade":{"arithmetic":[],"choice":null,"flags":[],"misconceptions":[],"points":[{"confidence":1.0,"evidence":[[0,42]],"id":"batch","reason":"100% of its words","status":"hit"}],"score":1.0,"version":2},"text":"Batch norm needs statistics for inference."}',1662870309);
INSERT INTO "event" VALUES(7,'first',1700090140.0,'{"act":"skip","at":1700090140.0,"text":"skip"}',174121676);
INSERT INTO "event" VALUES(8,'first',1700090160.0,'{"act":"skip","at":1700090160.0,"text":"skip"}',2127881277);
INSERT INTO "event" VALUES(9,'first',1700090180.0,'{"act":"next","at":1700090180.0}',4104338108);
INSERT INTO "event" VALUES(10,'first',1700090180.0,'{"act":"overrule","at":1700090180.0,"overrules":[0,"training-only"]}',689854688);
INSERT INTO "event" VALUES(11,'second',1700180200.0,'{"act":"answer","at":1700180200.0,"grade":{"arithmetic":[],"choice":null,"flags":[],"misconceptions":[{"evidence":[[0,160]],"id":"always-on","reason":""}],"points":[{"confidence":0.0,"evidence":[],"id":"zeroes","reason":"0% of its words","status":"miss"},{"confidence":0.0,"evidence":[[0,160]],"id":"training-only","reason":"0% of its words","status":"contradicted"},{"confidence":0.0,"evidence":[],"id":"rescaled","reason":"0% of its words","status":"miss"}],"score":0.0,"version":2},"text":"Dropout is always at work, whether a network is being fitted or evaluated, which leaves predictions noisy by design and calls for averaging several forward runs"}',4083748672);
INSERT INTO "event" VALUES(12,'second',1700180220.0,'{"act":"dont_know","at":1700180220.0,"text":"I don''t know"}',217587734);
INSERT INTO "event" VALUES(13,'second',1700180240.0,'{"act":"answer","at":1700180240.0,"grade":{"arithmetic":[],"choice":null,"flags":[],"misconceptions":[{"evidence":[[0,300]],"id":"always-on","reason":""}],"points":[{"confidence":1.0,"evidence":[[0,300]],"id":"zeroes","reason":"100% of its words","status":"hit"},{"confidence":0.0,"evidence":[[0,300]],"id":"training-only","reason":"0% of its words","status":"contradicted"},{"confidence":0.0,"evidence":[],"id":"rescaled","reason":"0% of its words","status":"miss"}],"score":0.567,"version":2},"text":"It zeroes random units of a hidden layer, so that no neuron can rely on a handful of neighbours and features are spread across the network","turn":{"arithmetic":[],"choice":null,"flags":[],"misconceptions":[],"points":[{"confidence":1.0,"evidence":[[0,138]],"id":"zeroes","reason":"100% of its words","status":"hit"},{"confidence":0.0,"evidence":[],"id":"training-only","reason":"0% of its words","status":"miss"},{"confidence":0.0,"evidence":[],"id":"rescaled","reason":"0% of its words","status":"miss"}],"score":0.667,"version":2}}',3414585864);
INSERT INTO "event" VALUES(14,'second',1700180260.0,'{"act":"answer","at":1700180260.0,"grade":{"arithmetic":[],"choice":null,"flags":[],"misconceptions":[{"evidence":[[0,318]],"id":"always-on","reason":""}],"points":[{"confidence":1.0,"evidence":[[0,318]],"id":"zeroes","reason":"100% of its words","status":"hit"},{"confidence":1.0,"evidence":[[0,318]],"id":"training-only","reason":"100% of its words","status":"hit"},{"confidence":0.0,"evidence":[],"id":"rescaled","reason":"0% of its words","status":"miss"}],"score":0.9,"version":2},"text":"in training only","turn":{"arithmetic":[],"choice":null,"flags":[],"misconceptions":[],"points":[{"confidence":0.0,"evidence":[],"id":"zeroes","reason":"0% of its words","status":"miss"},{"confidence":1.0,"evidence":[[0,16]],"id":"training-only","reason":"100% of its words","status":"hit"},{"confidence":0.0,"evidence":[],"id":"rescaled","reason":"0% of its words","status":"miss"}],"score":0.333,"version":2}}',3417587392);
INSERT INTO "event" VALUES(15,'second',1700180280.0,'{"act":"answer","at":1700180280.0,"grade":{"arithmetic":[],"choice":null,"flags":[],"misconceptions":[],"points":[{"confidence":0.0,"evidence":[],"id":"pass","reason":"0% of its words","status":"miss"}],"score":0.0,"version":2},"text":"zeroes"}',112972643);
INSERT INTO "event" VALUES(16,'second',1700180300.0,'{"act":"skip","at":1700180300.0,"text":"skip"}',2778535862);
INSERT INTO "event" VALUES(17,'coded',1700270380.0,'{"act":"code","at":1700270380.0,"challenge":"double","result":{"case":"negative","cases":1,"device":"","memory":null,"message":"1 of 4 elements differs.","ms":0.0,"of":4,"passed":false,"seed":3,"stage":"value","time":null},"text":"def double(x):\n\treturn x"}',3137263759);
INSERT INTO "event" VALUES(18,'coded',1700270400.0,'{"act":"hint","at":1700270400.0,"text":"hint"}',640282669);
INSERT INTO "event" VALUES(19,'coded',1700270460.0,'{"act":"code","at":1700270460.0,"challenge":"double","result":{"case":"negative","cases":3,"device":"","memory":null,"message":"1 of 4 elements differs.","ms":0.0,"of":4,"passed":false,"seed":3,"stage":"value","time":null},"text":"def double(x):\n\treturn x + x + 0"}',1847944879);
INSERT INTO "event" VALUES(20,'coded',1700270520.0,'{"act":"code","at":1700270520.0,"challenge":"double","result":{"case":"","cases":4,"device":"cpu","memory":null,"message":"","ms":21.0,"of":4,"passed":true,"seed":3,"stage":"","time":null},"text":"def double(x):\n\treturn x + x"}',3697699868);
INSERT INTO "event" VALUES(21,'coded',1700270540.0,'{"act":"answer","at":1700270540.0,"grade":{"arithmetic":[],"choice":null,"flags":[],"misconceptions":[],"points":[{"confidence":1.0,"evidence":[[0,20]],"id":"cheap","reason":"100% of its words","status":"hit"}],"score":1.0,"version":2},"text":"Because it is cheap."}',2184847033);
INSERT INTO "event" VALUES(22,'coded',1700270560.0,'{"act":"next","at":1700270560.0}',3950967935);
INSERT INTO "event" VALUES(23,'coded',1700270580.0,'{"act":"skip","at":1700270580.0,"text":"skip"}',2187376283);
INSERT INTO "event" VALUES(24,'coded',1700270600.0,'{"act":"next","at":1700270600.0}',3802823537);
INSERT INTO "event" VALUES(25,'open',1700360620.0,'{"act":"answer","at":1700360620.0,"grade":{"arithmetic":[],"choice":null,"flags":[],"misconceptions":[],"points":[{"confidence":1.0,"evidence":[[0,138]],"id":"zeroes","reason":"100% of its words","status":"hit"},{"confidence":0.0,"evidence":[],"id":"training-only","reason":"0% of its words","status":"miss"},{"confidence":0.0,"evidence":[],"id":"rescaled","reason":"0% of its words","status":"miss"}],"score":0.667,"version":2},"text":"It zeroes random units of a hidden layer, so that no neuron can rely on a handful of neighbours and features are spread across the network"}',776862630);
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
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('event',25);
COMMIT;
