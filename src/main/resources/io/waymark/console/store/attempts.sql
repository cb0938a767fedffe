-- The steps of triggers to their destinations in one day UTC. ${day} names the day.
CREATE TABLE attempts_${day} (
  id ${text} PRIMARY KEY,
  destination ${text} NOT NULL,
  trigger_id ${text} NOT NULL,
  customer ${text} NOT NULL,
  outcome ${text} NOT NULL,
  time_ms BIGINT NOT NULL,
  document ${text} NOT NULL
);
CREATE INDEX attempts_time_${day} ON attempts_${day} (time_ms, id);
CREATE INDEX attempts_destination_${day} ON attempts_${day} (destination, time_ms, id);
CREATE INDEX attempts_trigger_${day} ON attempts_${day} (trigger_id, time_ms, id);
CREATE INDEX attempts_customer_${day} ON attempts_${day} (customer, time_ms, id);

CREATE TABLE attempt_counts_${day} (
  kind ${text} NOT NULL,
  from_ms BIGINT NOT NULL,
  name ${text} NOT NULL,
  label ${text} NOT NULL,
  n BIGINT NOT NULL,
  PRIMARY KEY (kind, from_ms, name, label)
);
