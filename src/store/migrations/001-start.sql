-- The house as it was first built. Days are numbers of days since 1970-01-01, moments are UTC seconds, numbers are decimal text.

CREATE TABLE region (
  id INTEGER64 PRIMARY KEY,
  name TEXT NOT NULL,              -- Kabupaten Purwakarta
  government TEXT NOT NULL,        -- PEMERINTAH KABUPATEN PURWAKARTA
  last_id INTEGER64 NOT NULL DEFAULT 0
);

-- Settings of the installation (scope 0), a region or an office.
CREATE TABLE setting (
  scope INTEGER64 NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY (scope, name)
) CLUSTERED;

CREATE TABLE office (
  id INTEGER64 PRIMARY KEY,
  region INTEGER64 NOT NULL REFERENCES region (id),
  code TEXT NOT NULL,              -- 32.14.12
  kind TEXT NOT NULL,              -- kecamatan, inspektorat, sekretariat_dprd, lainnya
  name TEXT NOT NULL,              -- Kecamatan Babakancikao
  head_title TEXT NOT NULL,        -- Camat Babakancikao
  place TEXT NOT NULL,             -- Babakancikao
  address TEXT NOT NULL, contact TEXT NOT NULL,
  letter_unit TEXT NOT NULL,       -- Kec.Bbk: the unit part of letter numbers
  zone INTEGER64 NOT NULL,         -- minutes east of UTC: 420, 480, 540
  paper TEXT NOT NULL DEFAULT 'A4',
  margin_top INTEGER64 NOT NULL DEFAULT 20, margin_right INTEGER64 NOT NULL DEFAULT 20, -- millimetres
  margin_bottom INTEGER64 NOT NULL DEFAULT 20, margin_left INTEGER64 NOT NULL DEFAULT 25,
  decree_phrase INTEGER64 NOT NULL DEFAULT 0, -- 1: decrees begin with "Dengan rahmat Tuhan Yang Maha Esa"
  decree_nip INTEGER64 NOT NULL DEFAULT 0,    -- 1: who signs a decree stands there with rank and NIP
  crest TEXT,                      -- hash of the picture of the coat of arms; the bytes are in blob
  UNIQUE (region, code)
);

CREATE TABLE village (
  office INTEGER64 NOT NULL REFERENCES office (id), code TEXT NOT NULL, name TEXT NOT NULL,
  PRIMARY KEY (office, code)
) CLUSTERED;

CREATE TABLE position (
  id INTEGER64 PRIMARY KEY,
  office INTEGER64 NOT NULL REFERENCES office (id),
  code TEXT NOT NULL,              -- camat, sekretaris, kasubag_perencanaan, kasi_pemerintahan
  title TEXT NOT NULL,             -- Kasubag Perencanaan
  rank_order INTEGER64 NOT NULL DEFAULT 0,
  keeps_data INTEGER64 NOT NULL DEFAULT 0, -- its holder keeps the office's plan, calendar and SOP identity
  keeps_seats INTEGER64 NOT NULL DEFAULT 0, -- its holder records who is Plt. or Plh. at the office
  UNIQUE (office, code)
);

CREATE TABLE person (
  id INTEGER64 PRIMARY KEY,
  office INTEGER64 NOT NULL REFERENCES office (id),
  name TEXT NOT NULL, nip TEXT NOT NULL, rank TEXT NOT NULL,
  active INTEGER64 NOT NULL DEFAULT 1
);
CREATE INDEX person_by_office ON person (office, name);

-- Who holds a position from when to when. Plt. and Plh. stand before the definitive holder on the days they cover.
CREATE TABLE assignment (
  id INTEGER64 PRIMARY KEY,
  position INTEGER64 NOT NULL REFERENCES position (id),
  person INTEGER64 NOT NULL REFERENCES person (id),
  kind TEXT NOT NULL CHECK (kind IN ('definitif', 'plt', 'plh')),
  letter_no TEXT NOT NULL, letter_day INTEGER64,
  from_day INTEGER64 NOT NULL, until_day INTEGER64,
  scope TEXT NOT NULL DEFAULT 'semua' CHECK (scope IN ('semua', 'tanpa_tanda_tangan')),
  CHECK (until_day IS NULL OR until_day >= from_day)
);
CREATE INDEX assignment_by_position ON assignment (position, from_day);
CREATE INDEX assignment_by_person ON assignment (person, from_day);

CREATE TABLE account (
  id INTEGER64 PRIMARY KEY,
  region INTEGER64 NOT NULL REFERENCES region (id),
  login TEXT NOT NULL UNIQUE,
  person INTEGER64 REFERENCES person (id),
  password TEXT NOT NULL,          -- argon2id, as libsodium writes it
  role TEXT NOT NULL CHECK (role IN ('pegawai', 'inspektorat', 'admin')),
  active INTEGER64 NOT NULL DEFAULT 1,
  must_change INTEGER64 NOT NULL DEFAULT 0,
  created_at INTEGER64 NOT NULL
);

-- A signer's own certificate and key: a PKCS#12 as it was given, shut by its own passphrase, which is nowhere.
CREATE TABLE certificate (
  person INTEGER64 PRIMARY KEY REFERENCES person (id),
  file_name TEXT NOT NULL, p12 BYTES NOT NULL,
  subject TEXT NOT NULL, issuer TEXT NOT NULL, from_at INTEGER64 NOT NULL, until_at INTEGER64 NOT NULL,
  added_at INTEGER64 NOT NULL
);

CREATE TABLE session (
  token_hash TEXT NOT NULL PRIMARY KEY, -- of the cookie; the cookie itself is nowhere
  account INTEGER64 NOT NULL REFERENCES account (id),
  secret TEXT NOT NULL,            -- for form tokens
  created_at INTEGER64 NOT NULL, seen_at INTEGER64 NOT NULL, expires_at INTEGER64 NOT NULL,
  address TEXT NOT NULL
) CLUSTERED;
CREATE INDEX session_by_account ON session (account);
CREATE INDEX session_by_expiry ON session (expires_at);

CREATE INDEX account_by_person ON account (person);
CREATE INDEX account_by_region ON account (region, login);

-- Failed log-ins by account and by address.
CREATE TABLE login_failure (
  subject TEXT PRIMARY KEY, failures INTEGER64 NOT NULL, last_at INTEGER64 NOT NULL, locked_until INTEGER64 NOT NULL
);
CREATE INDEX login_failure_by_time ON login_failure (last_at);

-- Working time. Scope 0 is the nation, else a region or an office.
CREATE TABLE day_off (
  scope INTEGER64 NOT NULL, day INTEGER64 NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('libur', 'cuti', 'lokal')), name TEXT NOT NULL, source TEXT NOT NULL,
  PRIMARY KEY (scope, day)
) CLUSTERED;
CREATE TABLE ramadan (
  scope INTEGER64 NOT NULL, first_day INTEGER64 NOT NULL, last_day INTEGER64 NOT NULL, source TEXT NOT NULL,
  PRIMARY KEY (scope, first_day)
) CLUSTERED;
CREATE TABLE work_hours (
  scope INTEGER64 NOT NULL, season TEXT NOT NULL CHECK (season IN ('biasa', 'ramadan')), weekday INTEGER64 NOT NULL,
  start_min INTEGER64 NOT NULL, end_min INTEGER64 NOT NULL, break_start INTEGER64 NOT NULL, break_end INTEGER64 NOT NULL,
  PRIMARY KEY (scope, season, weekday),
  CHECK (weekday BETWEEN 1 AND 7 AND 0 <= start_min AND start_min <= break_start AND break_start <= break_end AND break_end <= end_min AND end_min < 1440)
) CLUSTERED;

-- The hash of the audit entry of the last change of a scope's three tables above.
CREATE TABLE calendar_mark (scope INTEGER64 PRIMARY KEY, mark TEXT NOT NULL) CLUSTERED;

-- A version of an SOP: its text, known by its hash. A cycle stays on the version it began with.
CREATE TABLE sop (
  id INTEGER64 PRIMARY KEY,
  region INTEGER64 NOT NULL REFERENCES region (id),
  code TEXT NOT NULL, title TEXT NOT NULL, hash TEXT NOT NULL,
  text TEXT NOT NULL, base_text TEXT,
  created_at INTEGER64 NOT NULL,
  UNIQUE (region, hash)
);

-- An SOP in force at an office, with what only the office can say of it.
CREATE TABLE office_sop (
  office INTEGER64 NOT NULL REFERENCES office (id), code TEXT NOT NULL,
  sop INTEGER64 NOT NULL REFERENCES sop (id),
  number TEXT NOT NULL DEFAULT '', made_day INTEGER64, revised_day INTEGER64, effective_day INTEGER64,
  approver TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (office, code)
) CLUSTERED;

-- Which position a lane is at an office. Lane 'tim' is the membership of the cycle's own SK.
CREATE TABLE lane_position (
  office INTEGER64 NOT NULL REFERENCES office (id), code TEXT NOT NULL, lane TEXT NOT NULL,
  position INTEGER64 NOT NULL REFERENCES position (id),
  PRIMARY KEY (office, code, lane)
) CLUSTERED;
CREATE UNIQUE INDEX lane_by_position ON lane_position (position, office, code, lane); -- unique, so that its order is known to be one of rows

CREATE TABLE objective (
  id INTEGER64 PRIMARY KEY,
  office INTEGER64 NOT NULL REFERENCES office (id), year INTEGER64 NOT NULL,
  no INTEGER64 NOT NULL, title TEXT NOT NULL,
  UNIQUE (office, year, no)
);
CREATE TABLE indicator (
  id INTEGER64 PRIMARY KEY,
  objective INTEGER64 NOT NULL REFERENCES objective (id),
  office INTEGER64 NOT NULL, year INTEGER64 NOT NULL,
  code TEXT NOT NULL,              -- the same indicator keeps its code over the years
  no INTEGER64 NOT NULL, name TEXT NOT NULL, unit TEXT NOT NULL,
  direction TEXT NOT NULL, accumulation TEXT NOT NULL,
  definition TEXT NOT NULL, source TEXT NOT NULL,
  owner INTEGER64 REFERENCES position (id),
  computed TEXT NOT NULL DEFAULT 'langsung' CHECK (computed IN ('langsung', 'rasio', 'jumlah')),
  parts TEXT NOT NULL DEFAULT '',  -- what is counted for a ratio or a sum, one a line
  formula TEXT NOT NULL DEFAULT '', -- in words
  weight TEXT,                     -- in the mean of its objective
  target TEXT,                     -- of the year
  target_revised TEXT,             -- by the revised agreement
  medium_target TEXT,              -- of the end of the Renstra
  national TEXT,                   -- national standard
  note TEXT NOT NULL DEFAULT '',
  UNIQUE (office, year, code)
);
CREATE INDEX indicator_by_objective ON indicator (objective, no);
CREATE INDEX indicator_by_code ON indicator (office, code, year);
CREATE INDEX indicator_by_name ON indicator (office, name, year);
CREATE TABLE target (
  indicator INTEGER64 NOT NULL REFERENCES indicator (id), quarter INTEGER64 NOT NULL, value TEXT, revised TEXT,
  PRIMARY KEY (indicator, quarter)
) CLUSTERED;
-- What an indicator reached in a period that no cycle ran here: the history an office brought along. Quarter 0 is the year.
CREATE TABLE past_figure (
  indicator INTEGER64 NOT NULL REFERENCES indicator (id), quarter INTEGER64 NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY (indicator, quarter)
) CLUSTERED;
CREATE TABLE budget (
  office INTEGER64 NOT NULL REFERENCES office (id), year INTEGER64 NOT NULL, code TEXT NOT NULL,
  name TEXT NOT NULL, ceiling TEXT, ceiling_revised TEXT,
  objective INTEGER64,
  PRIMARY KEY (office, year, code)
) CLUSTERED;
-- What was spent in a quarter, not up to it.
CREATE TABLE budget_spent (
  office INTEGER64 NOT NULL REFERENCES office (id), year INTEGER64 NOT NULL, code TEXT NOT NULL,
  quarter INTEGER64 NOT NULL CHECK (quarter BETWEEN 1 AND 4), amount TEXT NOT NULL,
  PRIMARY KEY (office, year, code, quarter)
) CLUSTERED;
-- The performance agreement of a year, its revision (in force for reports from revised_quarter on; 0: none), and whether the plan is locked.
CREATE TABLE plan_year (
  office INTEGER64 NOT NULL REFERENCES office (id), year INTEGER64 NOT NULL,
  agreement_no TEXT NOT NULL DEFAULT '', agreement_day INTEGER64,
  revised_no TEXT NOT NULL DEFAULT '', revised_day INTEGER64, revised_quarter INTEGER64 NOT NULL DEFAULT 0,
  locked_at INTEGER64, locked_by TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (office, year)
) CLUSTERED;

-- How an office measures. Each change is a new version; before the first the defaults hold (version 0).
CREATE TABLE measure_rule (
  office INTEGER64 NOT NULL REFERENCES office (id), version INTEGER64 NOT NULL,
  text TEXT NOT NULL,              -- as measure writes it: "takar-1 turun=a ..."
  by_name TEXT NOT NULL, at INTEGER64 NOT NULL,
  PRIMARY KEY (office, version)
) CLUSTERED;

-- What only people can say of the performance agreement of a year: the superior, the place; its number and day stand in plan_year, the rest is
-- objectives, indicators, budget.
CREATE TABLE agreement (
  office INTEGER64 NOT NULL REFERENCES office (id), year INTEGER64 NOT NULL,
  superior_position TEXT NOT NULL, superior_name TEXT NOT NULL, superior_rank TEXT NOT NULL DEFAULT '', superior_nip TEXT NOT NULL DEFAULT '',
  place TEXT NOT NULL,
  PRIMARY KEY (office, year)
) CLUSTERED;

-- One run of an SOP by one office for one period. `no`, `round`, `phase`, `lane` say where it stands: whose turn it is.
CREATE TABLE cycle (
  id INTEGER64 PRIMARY KEY,
  office INTEGER64 NOT NULL REFERENCES office (id),
  sop INTEGER64 NOT NULL REFERENCES sop (id), sop_code TEXT NOT NULL,
  year INTEGER64 NOT NULL, quarter INTEGER64 NOT NULL,  -- 0: the whole year
  state TEXT NOT NULL CHECK (state IN ('berjalan', 'selesai')),
  no INTEGER64 NOT NULL, round INTEGER64 NOT NULL,
  phase INTEGER64 NOT NULL,        -- 0: with the step's lane; 1: with the lane that sets, receives or confirms it
  lane TEXT NOT NULL,              -- the lane whose turn it is
  due_at INTEGER64,
  rules INTEGER64 NOT NULL DEFAULT -1, -- version of measure_rule its figures were analysed with; -1: not analysed yet
  opened_at INTEGER64 NOT NULL, opened_by INTEGER64 NOT NULL, closed_at INTEGER64
);
CREATE UNIQUE INDEX cycle_running ON cycle (office, sop_code, year, quarter) WHERE state = 'berjalan';
CREATE INDEX cycle_by_turn ON cycle (office, sop_code, lane) WHERE state = 'berjalan';
CREATE INDEX cycle_by_office ON cycle (office, state, year, quarter);

-- One pass through one step. Earlier rounds stay as they were.
CREATE TABLE step (
  cycle INTEGER64 NOT NULL REFERENCES cycle (id), no INTEGER64 NOT NULL, round INTEGER64 NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('terbuka', 'selesai', 'dikembalikan')),
  kind TEXT NOT NULL, activity TEXT NOT NULL, label TEXT NOT NULL, -- as the SOP version of the cycle names it
  opened_at INTEGER64 NOT NULL, due_at INTEGER64, due_text TEXT NOT NULL,
  ended_at INTEGER64, ended_by TEXT NOT NULL DEFAULT '', ended_as TEXT NOT NULL DEFAULT '',
  minutes INTEGER64,               -- working minutes used
  hardcopy_at INTEGER64, hardcopy_place TEXT NOT NULL DEFAULT '', hardcopy_by TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (cycle, no, round)
) CLUSTERED;

-- What was typed into a step's form. Kept over rounds; every change is in the audit chain.
CREATE TABLE step_field (
  cycle INTEGER64 NOT NULL REFERENCES cycle (id), no INTEGER64 NOT NULL, name TEXT NOT NULL,
  value TEXT NOT NULL, version INTEGER64 NOT NULL DEFAULT 1,
  PRIMARY KEY (cycle, no, name)
) CLUSTERED;

CREATE TABLE team_member (
  cycle INTEGER64 NOT NULL REFERENCES cycle (id), person INTEGER64 NOT NULL REFERENCES person (id),
  n INTEGER64 NOT NULL, duty TEXT NOT NULL CHECK (duty IN ('ketua', 'sekretaris', 'anggota')),
  active INTEGER64 NOT NULL DEFAULT 0, -- 1 once the SK is set
  PRIMARY KEY (cycle, person)
) CLUSTERED;

CREATE TABLE plan_item (
  cycle INTEGER64 NOT NULL REFERENCES cycle (id), indicator INTEGER64 NOT NULL REFERENCES indicator (id),
  source TEXT NOT NULL, method TEXT NOT NULL, person INTEGER64 REFERENCES person (id),
  first_day INTEGER64, last_day INTEGER64, evidence TEXT NOT NULL, version INTEGER64 NOT NULL DEFAULT 1,
  PRIMARY KEY (cycle, indicator)
) CLUSTERED;
CREATE INDEX plan_by_indicator ON plan_item (indicator);

-- A figure is kosong (nobody answered, or the answer was taken back), terisi (a number, zero included) or nihil (not available, with its
-- reason). Never mixed up, and never deleted, so that a version is never given twice.
CREATE TABLE figure (
  cycle INTEGER64 NOT NULL REFERENCES cycle (id), indicator INTEGER64 NOT NULL REFERENCES indicator (id),
  state TEXT NOT NULL CHECK (state = 'terisi' OR state = 'nihil' OR state = 'kosong'), -- IN would make a table of three at each save
  value TEXT, typed TEXT NOT NULL, reason TEXT NOT NULL, no_evidence TEXT NOT NULL,
  version INTEGER64 NOT NULL, by_name TEXT NOT NULL, at INTEGER64 NOT NULL,
  PRIMARY KEY (cycle, indicator)
) CLUSTERED;
CREATE INDEX figure_by_indicator ON figure (indicator);

-- What somebody says to an automatic finding. It holds for the values it was said about, as long as they stand.
CREATE TABLE finding_answer (
  cycle INTEGER64 NOT NULL REFERENCES cycle (id), indicator INTEGER64 NOT NULL, -- 0: about all figures of the cycle
  code TEXT NOT NULL, concerned TEXT NOT NULL, answer TEXT NOT NULL,
  by_name TEXT NOT NULL, at INTEGER64 NOT NULL,
  PRIMARY KEY (cycle, indicator, code)
) CLUSTERED;

-- Files of a cycle: evidence of a figure (indicator set), requirements and scans of a step. The bytes are in blob.
CREATE TABLE file (
  id INTEGER64 PRIMARY KEY,
  cycle INTEGER64 NOT NULL REFERENCES cycle (id), no INTEGER64 NOT NULL,
  kind TEXT NOT NULL, indicator INTEGER64,
  name TEXT NOT NULL, media TEXT NOT NULL, size INTEGER64 NOT NULL, hash TEXT NOT NULL,
  by_name TEXT NOT NULL, at INTEGER64 NOT NULL, removed_at INTEGER64
);
CREATE INDEX file_by_cycle ON file (cycle, no, indicator);

CREATE TABLE blob (hash TEXT PRIMARY KEY, size INTEGER64 NOT NULL, bytes BYTES NOT NULL);

CREATE TABLE correction (
  id INTEGER64 PRIMARY KEY,
  cycle INTEGER64 NOT NULL REFERENCES cycle (id),
  from_no INTEGER64 NOT NULL, from_round INTEGER64 NOT NULL, to_no INTEGER64 NOT NULL, to_round INTEGER64 NOT NULL,
  reason TEXT NOT NULL, to_person INTEGER64 REFERENCES person (id),
  by_name TEXT NOT NULL, by_as TEXT NOT NULL, at INTEGER64 NOT NULL
);
CREATE INDEX correction_by_cycle ON correction (cycle, id);
CREATE INDEX correction_by_person ON correction (to_person);
CREATE TABLE correction_point (
  correction INTEGER64 NOT NULL REFERENCES correction (id), n INTEGER64 NOT NULL,
  target TEXT NOT NULL,            -- figure:ID, paragraph:NAME, file:ID, step
  label TEXT NOT NULL, note TEXT NOT NULL,
  answer TEXT NOT NULL DEFAULT '', answered_by TEXT NOT NULL DEFAULT '', answered_at INTEGER64,
  PRIMARY KEY (correction, n)
) CLUSTERED;

CREATE TABLE attendee (
  cycle INTEGER64 NOT NULL REFERENCES cycle (id), person INTEGER64 NOT NULL REFERENCES person (id),
  present INTEGER64 NOT NULL DEFAULT 0,
  PRIMARY KEY (cycle, person)
) CLUSTERED;
CREATE TABLE decision (
  cycle INTEGER64 NOT NULL REFERENCES cycle (id), n INTEGER64 NOT NULL,
  what TEXT NOT NULL, person INTEGER64 REFERENCES person (id), until_day INTEGER64,
  target TEXT NOT NULL DEFAULT '', answer TEXT NOT NULL DEFAULT '', answered_by TEXT NOT NULL DEFAULT '', answered_at INTEGER64,
  PRIMARY KEY (cycle, n)
) CLUSTERED;

-- A document: frozen blocks. Its PDF is a function of them and of the moment it was issued; pdf_hash is set once it is kept.
CREATE TABLE document (
  id INTEGER64 PRIMARY KEY,
  cycle INTEGER64 NOT NULL REFERENCES cycle (id), no INTEGER64 NOT NULL, round INTEGER64 NOT NULL,
  kind TEXT NOT NULL, title TEXT NOT NULL, number TEXT NOT NULL, day INTEGER64 NOT NULL,
  issued_at INTEGER64 NOT NULL, issued_by TEXT NOT NULL, issued_as TEXT NOT NULL,
  signature TEXT NOT NULL DEFAULT '' CHECK (signature IN ('', 'takar', 'sertifikat', 'digital', 'basah')), -- src/sign/mode.h
  signed_at INTEGER64, signed_by TEXT NOT NULL DEFAULT '',
  certificate TEXT NOT NULL DEFAULT '', -- whose, issued by whom
  pdf_hash TEXT, pages INTEGER64, code TEXT NOT NULL, chain_head TEXT NOT NULL,
  content TEXT NOT NULL            -- last: what is long is read past only by whoever wants it
);
CREATE INDEX document_by_cycle ON document (cycle, no, round, id);
CREATE UNIQUE INDEX document_by_code ON document (code);

-- Signatures put into a document's PDF after it was issued; earlier_hash: of the PDF before this one.
CREATE TABLE document_signature (
  document INTEGER64 NOT NULL REFERENCES document (id), n INTEGER64 NOT NULL,
  signature TEXT NOT NULL CHECK (signature IN ('sertifikat', 'digital')), -- src/sign/mode.h
  at INTEGER64 NOT NULL, by_name TEXT NOT NULL, by_as TEXT NOT NULL, certificate TEXT NOT NULL, earlier_hash TEXT NOT NULL,
  PRIMARY KEY (document, n)
) CLUSTERED;

-- The figures as they stood in a draft.
CREATE TABLE draft_figure (
  document INTEGER64 NOT NULL REFERENCES document (id), indicator INTEGER64 NOT NULL,
  name TEXT NOT NULL, unit TEXT NOT NULL, target TEXT, state TEXT NOT NULL, value TEXT, achievement TEXT, explanation TEXT NOT NULL,
  rules TEXT NOT NULL,             -- version and text of the rules it was computed under
  PRIMARY KEY (document, indicator)
) CLUSTERED;

-- Running numbers of letters: without gaps, from 1 each year, per office and kind.
CREATE TABLE letter_counter (
  office INTEGER64 NOT NULL REFERENCES office (id), kind TEXT NOT NULL, year INTEGER64 NOT NULL, last INTEGER64 NOT NULL,
  PRIMARY KEY (office, kind, year)
) CLUSTERED;
CREATE TABLE letter_pattern (
  office INTEGER64 NOT NULL REFERENCES office (id), kind TEXT NOT NULL, pattern TEXT NOT NULL, classification TEXT NOT NULL,
  PRIMARY KEY (office, kind)
) CLUSTERED;
-- Every number an office has given out, taken from its register or typed in by hand (n 0, with the reason). None is given twice a year.
CREATE TABLE letter_number (
  office INTEGER64 NOT NULL REFERENCES office (id), year INTEGER64 NOT NULL, number TEXT NOT NULL,
  kind TEXT NOT NULL, n INTEGER64 NOT NULL, at INTEGER64 NOT NULL, by_name TEXT NOT NULL, reason TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (office, year, number)
) CLUSTERED;

-- What was handed over and received: the register of the Inspektorat.
CREATE TABLE receipt (
  cycle INTEGER64 NOT NULL REFERENCES cycle (id), n INTEGER64 NOT NULL,
  receiver INTEGER64 NOT NULL REFERENCES office (id),
  sent_at INTEGER64 NOT NULL, seen_at INTEGER64,
  state TEXT NOT NULL CHECK (state IN ('dikirim', 'diterima', 'dikembalikan')),
  number TEXT NOT NULL DEFAULT '', ended_at INTEGER64, ended_by TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (cycle, n)
) CLUSTERED;
CREATE INDEX receipt_by_receiver ON receipt (receiver, sent_at);

CREATE TABLE audit (
  chain INTEGER64 NOT NULL, n INTEGER64 NOT NULL, at INTEGER64 NOT NULL,
  account INTEGER64 NOT NULL, name TEXT NOT NULL, acting TEXT NOT NULL,
  action TEXT NOT NULL, payload TEXT NOT NULL, prev TEXT NOT NULL, hash TEXT NOT NULL,
  PRIMARY KEY (chain, n)
) CLUSTERED;

-- A table somebody handed in (the file is in blob), and how far it has come: every row is checked first, then they are applied in batches.
-- `applied` is the last row of the file that is in the database, so that nothing is lost or done twice when the machine stops.
CREATE TABLE intake (
  id INTEGER64 PRIMARY KEY,
  office INTEGER64 NOT NULL REFERENCES office (id), year INTEGER64 NOT NULL,
  cycle INTEGER64 REFERENCES cycle (id),
  kind TEXT NOT NULL CHECK (kind IN ('rencana', 'anggaran', 'realisasi')),
  account INTEGER64 NOT NULL REFERENCES account (id), by_name TEXT NOT NULL,
  file_name TEXT NOT NULL, hash TEXT NOT NULL,
  columns TEXT NOT NULL,           -- which column of the file holds what
  state TEXT NOT NULL CHECK (state IN ('kolom', 'antre', 'periksa', 'simpan', 'selesai', 'ditolak', 'terhenti')),
  done_percent INTEGER64 NOT NULL DEFAULT 0, rows_read INTEGER64 NOT NULL DEFAULT 0, skipped INTEGER64 NOT NULL DEFAULT 0,
  applied INTEGER64 NOT NULL DEFAULT 0, changed INTEGER64 NOT NULL DEFAULT 0, faults INTEGER64 NOT NULL DEFAULT 0,
  message TEXT NOT NULL DEFAULT '',
  created_at INTEGER64 NOT NULL, alive_at INTEGER64 NOT NULL, ended_at INTEGER64
);
CREATE INDEX intake_by_office ON intake (office, id);
CREATE INDEX intake_by_state ON intake (state, id);
CREATE TABLE intake_fault (
  intake INTEGER64 NOT NULL REFERENCES intake (id), n INTEGER64 NOT NULL,
  row_no INTEGER64 NOT NULL, col INTEGER64 NOT NULL, reason TEXT NOT NULL, -- row and column from 1; column 0: the whole row
  PRIMARY KEY (intake, n)
) CLUSTERED;
-- Which heading means what in the sheets of an office: said once, used again.
CREATE TABLE heading (
  office INTEGER64 NOT NULL REFERENCES office (id), kind TEXT NOT NULL, headings TEXT NOT NULL,
  PRIMARY KEY (office, kind)
) CLUSTERED;
