-- What reviewers decide about grants. Rows are only added; of those about one grant the newest counts.
create table grant_review (
    id          bigint generated always as identity primary key,
    grant_name  varchar(256)             not null,
    scope       varchar(64)              not null,
    verdict     varchar(16)              not null,
    decided_by  varchar(512)             not null,
    reason      varchar(2000)            not null,
    decided_at  timestamp with time zone not null
);

create index grant_review_newest on grant_review (grant_name, id);
