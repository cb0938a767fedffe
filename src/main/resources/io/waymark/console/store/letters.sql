-- The dead letters that the job received in one day UTC. ${day} names the day.
CREATE TABLE dead_letters_${day} (
  position ${text} PRIMARY KEY,
  reason ${text} NOT NULL,
  time_ms BIGINT NOT NULL,
  document ${text} NOT NULL
);
CREATE INDEX dead_letters_reason_${day} ON dead_letters_${day} (reason, time_ms);

CREATE TABLE letter_counts_${day} (
  from_ms BIGINT NOT NULL,
  reason ${text} NOT NULL,
  n BIGINT NOT NULL,
  PRIMARY KEY (from_ms, reason)
);
