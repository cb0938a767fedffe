-- What only the console knows, and Kafka cannot rebuild.
CREATE TABLE kept_meta (name ${text} PRIMARY KEY, value ${text} NOT NULL);

CREATE TABLE audit (
  entry BIGINT PRIMARY KEY,
  time_ms BIGINT NOT NULL,
  who ${text} NOT NULL,
  what ${text} NOT NULL,
  about ${text} NOT NULL,
  detail ${text} NOT NULL
);

CREATE TABLE rule_versions (
  rule ${text} NOT NULL,
  time_ms BIGINT NOT NULL,
  version ${text} NOT NULL,
  author ${text} NOT NULL,
  reason ${text} NOT NULL,
  body ${text},
  PRIMARY KEY (rule, time_ms)
);
