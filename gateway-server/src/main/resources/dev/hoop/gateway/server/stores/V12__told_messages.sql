-- Where a message about something stands at a destination, so that it is changed in its place when there are newer news.
create table told_message (
    destination varchar(128)             not null,
    about       varchar(256)             not null,
    place       varchar(512)             not null,
    newest      bigint                   not null,
    told_at     timestamp with time zone not null,
    primary key (destination, about)
);
