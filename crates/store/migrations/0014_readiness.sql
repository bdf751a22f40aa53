-- What /ready writes, in one row.
CREATE TABLE readiness (
    id BIGINT NOT NULL PRIMARY KEY,
    probes BIGINT NOT NULL,
    padding TEXT NOT NULL
);
