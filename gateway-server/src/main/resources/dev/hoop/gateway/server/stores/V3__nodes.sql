-- The gateways that share this state. A process takes a row of its own at its start and renews its lease; what a process without a lease
-- had begun to execute is not known to have ended.
create table gateway_node (
    incarnation varchar(64)              primary key,
    name        varchar(128)             not null,
    started_at  timestamp with time zone not null,
    lease_until timestamp with time zone not null
);

-- Executions that were under way when this version arrived belong to a process that is gone.
update approval set state = 'UNKNOWN' where state = 'EXECUTING';

drop index approval_executing;
alter table approval drop column lease_until;
create index approval_executing on approval (state, node);
