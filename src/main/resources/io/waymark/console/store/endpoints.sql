-- The last status of each destination, and the triggers that are parked now.
CREATE TABLE endpoint_status (
  destination ${text} PRIMARY KEY,
  document ${text} NOT NULL
);

CREATE TABLE parked (
  trigger_id ${text} PRIMARY KEY,
  destination ${text} NOT NULL,
  parked_ms BIGINT NOT NULL
);
CREATE INDEX parked_destination ON parked (destination, parked_ms);
