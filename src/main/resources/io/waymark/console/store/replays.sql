-- The dead letters whose inputs were sent again, by the places where the job had read them.
CREATE TABLE replayed_letters (
  position ${text} PRIMARY KEY,
  time_ms BIGINT NOT NULL
);
