-- What grants were used for, by day. A gateway writes its own rows alone.
create table grant_use (
    grant_name  varchar(256)             not null,
    kind        varchar(32)              not null,
    object      varchar(512)             not null,
    used_on     date                     not null,
    node        varchar(64)              not null,
    uses        bigint                   not null,
    last_at     timestamp with time zone not null,
    primary key (grant_name, kind, object, used_on, node)
);
