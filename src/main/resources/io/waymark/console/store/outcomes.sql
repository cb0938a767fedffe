-- What each version of a rule with a goal has brought, as of the last record.
CREATE TABLE rule_outcomes (
  rule ${text} NOT NULL,
  version ${text} NOT NULL,
  time_ms BIGINT NOT NULL,
  document ${text} NOT NULL,
  PRIMARY KEY (rule, version)
);
