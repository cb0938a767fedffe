-- The policies that were pushed, by the time stamps of their records.
CREATE TABLE policy_versions (
  time_ms BIGINT PRIMARY KEY,
  version ${text} NOT NULL,
  author ${text} NOT NULL,
  reason ${text} NOT NULL,
  body ${text}
);
