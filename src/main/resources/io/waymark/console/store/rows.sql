-- What Kafka can rebuild. ${text} is a text that is compared byte by byte.
CREATE TABLE meta (name ${text} PRIMARY KEY, value ${text} NOT NULL);

-- The offset that the next record of a partition has.
CREATE TABLE offsets (
  topic ${text} NOT NULL,
  part INTEGER NOT NULL,
  next BIGINT NOT NULL,
  PRIMARY KEY (topic, part)
);

-- The days that have tables of their own, as day.sql and letters.sql make them.
CREATE TABLE days (
  family ${text} NOT NULL,
  day BIGINT NOT NULL,
  PRIMARY KEY (family, day)
);

CREATE TABLE customers (
  customer ${text} PRIMARY KEY,
  handle ${text} NOT NULL UNIQUE,
  last_day BIGINT NOT NULL,
  segment ${text}
);

CREATE TABLE rule_status (
  rule ${text} NOT NULL,
  kind ${text} NOT NULL,
  subtask INTEGER NOT NULL,
  time_ms BIGINT NOT NULL,
  document ${text} NOT NULL,
  PRIMARY KEY (rule, kind, subtask)
);

CREATE TABLE cuts (
  day BIGINT NOT NULL,
  segment ${text} NOT NULL,
  document ${text} NOT NULL,
  PRIMARY KEY (day, segment)
);

CREATE TABLE seen_names (
  kind ${text} NOT NULL,
  name ${text} NOT NULL,
  PRIMARY KEY (kind, name)
);
