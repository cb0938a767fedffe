-- The rows whose event time is in one day UTC. ${day} names the day.
CREATE TABLE touchpoints_${day} (
  customer ${text} NOT NULL,
  time_ms BIGINT NOT NULL,
  id ${text} NOT NULL,
  seq BIGINT NOT NULL,
  cell BIGINT NOT NULL,
  document ${text} NOT NULL,
  PRIMARY KEY (customer, time_ms, id)
);
CREATE INDEX touchpoints_cell_${day} ON touchpoints_${day} (cell, time_ms, customer);

CREATE TABLE triggers_${day} (
  id ${text} PRIMARY KEY,
  rule ${text} NOT NULL,
  signal ${text} NOT NULL,
  owner ${text} NOT NULL,
  customer ${text} NOT NULL,
  time_ms BIGINT NOT NULL,
  due_ms BIGINT NOT NULL,
  emitted_ms BIGINT,
  document ${text} NOT NULL
);
CREATE INDEX triggers_time_${day} ON triggers_${day} (time_ms, id);
CREATE INDEX triggers_rule_${day} ON triggers_${day} (rule, time_ms, id);
CREATE INDEX triggers_signal_${day} ON triggers_${day} (signal, time_ms, id);
CREATE INDEX triggers_owner_${day} ON triggers_${day} (owner, time_ms, id);
CREATE INDEX triggers_customer_${day} ON triggers_${day} (customer, time_ms, id);

CREATE TABLE decisions_${day} (
  id ${text} PRIMARY KEY,
  rule ${text} NOT NULL,
  gate ${text} NOT NULL,
  customer ${text} NOT NULL,
  time_ms BIGINT NOT NULL,
  document ${text} NOT NULL
);
CREATE INDEX decisions_time_${day} ON decisions_${day} (time_ms, id);
CREATE INDEX decisions_rule_${day} ON decisions_${day} (rule, time_ms, id);
CREATE INDEX decisions_gate_${day} ON decisions_${day} (gate, rule, time_ms, id);
CREATE INDEX decisions_customer_${day} ON decisions_${day} (customer, time_ms, id);

CREATE TABLE transitions_${day} (
  id ${text} PRIMARY KEY,
  customer ${text} NOT NULL,
  time_ms BIGINT NOT NULL,
  document ${text} NOT NULL
);
CREATE INDEX transitions_customer_${day} ON transitions_${day} (customer, time_ms, id);

CREATE TABLE counts_${day} (
  kind ${text} NOT NULL,
  from_ms BIGINT NOT NULL,
  name ${text} NOT NULL,
  label ${text} NOT NULL,
  n BIGINT NOT NULL,
  PRIMARY KEY (kind, from_ms, name, label)
);
