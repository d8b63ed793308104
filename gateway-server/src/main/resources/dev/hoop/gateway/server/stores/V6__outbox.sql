-- What is to be told, written in the transaction that made it true. One row per message and destination; who takes one moves its time on, so
-- that nobody else takes it meanwhile and it comes again if nothing is heard of it.
create table outbox (
    id          bigint generated always as identity primary key,
    destination varchar(128)             not null,
    topic       varchar(32)              not null,
    body        text                     not null,
    created_at  timestamp with time zone not null,
    due_at      timestamp with time zone not null,
    tries       int                      not null,
    state       varchar(16)              not null
);

create index outbox_due on outbox (state, due_at);
