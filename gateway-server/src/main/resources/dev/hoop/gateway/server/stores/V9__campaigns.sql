-- What reviewers leave of a grant, and in which campaign they said so. The newest narrowing counts until it is lifted.
alter table grant_review add column narrowing text default '' not null;
alter table grant_review add column campaign varchar(40) default '' not null;

create index grant_review_narrowing on grant_review (grant_name, verdict, id);

-- Who has used a grant: nobody reviews what they have used themselves, whatever their token of the day says.
create table grant_person (
    grant_name varchar(256)             not null,
    person     varchar(512)             not null,
    node       varchar(64)              not null,
    used_on    date                     not null,
    primary key (grant_name, person, node)
);

-- A campaign asks reviewers about every grant of its scope, as it was at the start, until a day.
create table review_campaign (
    id             varchar(40)              primary key,
    name           varchar(256)             not null,
    state          varchar(16)              not null,
    scope          text                     not null,
    reviewers      text                     not null,
    remind         text                     not null,
    at_due         varchar(16)              not null,
    policy         varchar(64)              not null,
    started_by     varchar(512)             not null,
    reason         varchar(2000)            not null,
    started_at     timestamp with time zone not null,
    due_at         timestamp with time zone not null,
    remind_at      timestamp with time zone,
    settling_until timestamp with time zone,
    closed_by      varchar(512)             not null,
    closed_at      timestamp with time zone
);

create index review_campaign_open on review_campaign (state, due_at);

create table review_item (
    campaign_id varchar(40)              not null references review_campaign (id),
    grant_name  varchar(256)             not null,
    ordinal     int                      not null,
    snapshot    text                     not null,
    verdict     varchar(16)              not null,
    narrowing   text                     not null,
    decided_by  varchar(512)             not null,
    reason      varchar(2000)            not null,
    automatic   boolean                  not null,
    decided_at  timestamp with time zone,
    primary key (campaign_id, grant_name)
);
