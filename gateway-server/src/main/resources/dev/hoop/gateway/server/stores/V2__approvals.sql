-- A request asks people; an approval lets one execution run. Two tables, because they end in different ways.
create table approval_request (
    id            varchar(40)              primary key,
    state         varchar(16)              not null,
    requester     varchar(512)             not null,
    session_id    varchar(64)              not null,
    target        varchar(256)             not null,
    task          varchar(256)             not null,
    rule          varchar(512)             not null,
    why           varchar(2000)            not null,
    statement     text                     not null,
    parameters    text                     not null,
    touches       text                     not null,
    needs         text                     not null,
    binding       varchar(64)              not null,
    within_millis bigint                   not null,
    asked_at      timestamp with time zone not null,
    expires_at    timestamp with time zone not null,
    decided_at    timestamp with time zone,
    decided_by    varchar(512)             not null,
    decision      varchar(2000)            not null
);

create index approval_request_pending on approval_request (state, expires_at);
create index approval_request_binding on approval_request (binding);

-- One row per person: the primary key is what makes people distinct.
create table approval_vote (
    request_id varchar(40)              not null references approval_request (id),
    voter      varchar(512)             not null,
    approve    boolean                  not null,
    reason     varchar(2000)            not null,
    memberships text                    not null,
    voted_at   timestamp with time zone not null,
    primary key (request_id, voter)
);

create table approval (
    request_id  varchar(40)              primary key references approval_request (id),
    state       varchar(16)              not null,
    binding     varchar(64)              not null,
    attempt     int                      not null,
    fence       bigint                   not null,
    node        varchar(128)             not null,
    lease_until timestamp with time zone,
    approved_at timestamp with time zone not null,
    expires_at  timestamp with time zone not null
);

create index approval_executing on approval (state, lease_until);
