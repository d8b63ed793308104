-- What a statement has in common with others like it, by the same subject: a time-boxed approval covers them, for so long and no longer.
alter table approval_request add column kin varchar(64) default '' not null;
alter table approval_request add column time_box_millis bigint default 0 not null;
alter table approval_request add column may_break boolean default false not null;
alter table approval_vote add column box_millis bigint default 0 not null;
alter table approval add column kin varchar(64) default '' not null;
alter table approval add column uses int default 0 not null;

create index approval_open on approval (state, kin);
create index approval_request_like on approval_request (target, asked_at);

-- What people did to an approval after it was given: revoked it, or said what became of an execution nobody knew the end of.
create table approval_act (
    id         bigint generated always as identity primary key,
    request_id varchar(40)              not null references approval_request (id),
    act        varchar(32)              not null,
    acted_by   varchar(512)             not null,
    reason     varchar(2000)            not null,
    acted_at   timestamp with time zone not null
);

create index approval_act_request on approval_act (request_id, id);

-- Who did not wait for people, and what people said of it afterwards.
create table broken_glass (
    request_id  varchar(40)              primary key references approval_request (id),
    broken_by   varchar(512)             not null,
    reason      varchar(2000)            not null,
    broken_at   timestamp with time zone not null,
    reviewed_by varchar(512)             not null,
    verdict     varchar(16)              not null,
    note        varchar(2000)            not null,
    reviewed_at timestamp with time zone
);

create index broken_glass_unreviewed on broken_glass (broken_by, verdict);
