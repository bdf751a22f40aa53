-- Who is told of what happens: the addresses that webhooks are sent to. An instance without one keeps no events.
CREATE TABLE webhook_endpoints (
    instance_id TEXT NOT NULL,
    id TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (instance_id, id)
);

-- What happened, written together with the change itself; gone once it has become messages.
CREATE TABLE events (
    instance_id TEXT NOT NULL,
    subject TEXT NOT NULL,
    -- Milliseconds, counted on where one subject has several events in one.
    sequence BIGINT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (instance_id, subject, sequence)
);
CREATE INDEX events_by_sequence ON events (sequence, instance_id, subject);

-- E-mails and SMS on their way. A message that is being sent is due again when its sender counts as dead.
CREATE TABLE messages (
    instance_id TEXT NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (instance_id, id)
);
CREATE INDEX messages_due ON messages (due_at) WHERE state = 'waiting';
CREATE INDEX messages_by_created_at ON messages (instance_id, created_at, id);

-- What endpoints are told: one message an event, the same for all of them. The body is sealed, since that of an
-- e-mail's event holds its codes and tickets.
CREATE TABLE webhook_messages (
    instance_id TEXT NOT NULL,
    id TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (instance_id, id)
);
CREATE INDEX webhook_messages_by_created_at ON webhook_messages (instance_id, created_at, id);

-- A message on its way to an endpoint. Those about one subject stand in line: only the first has a due date that can
-- come; while it is being sent, that is when its sender counts as dead.
CREATE TABLE webhook_deliveries (
    instance_id TEXT NOT NULL,
    id TEXT NOT NULL,
    endpoint_id TEXT NOT NULL,
    message_id TEXT NOT NULL,
    subject TEXT NOT NULL,
    position BIGINT NOT NULL,
    waiting BOOLEAN NOT NULL,
    due_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (instance_id, id)
);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (due_at) WHERE waiting;
CREATE INDEX webhook_deliveries_in_line ON webhook_deliveries (instance_id, endpoint_id, subject, position) WHERE waiting;
CREATE INDEX webhook_deliveries_by_created_at ON webhook_deliveries (instance_id, endpoint_id, created_at, id);
CREATE INDEX webhook_deliveries_by_message ON webhook_deliveries (instance_id, message_id);
