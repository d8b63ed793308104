-- What programs were answered under a key of theirs, so that asking again is answered and not done again. Of the key only a digest is kept.
create table kept_answer (
    subject    varchar(512)             not null,
    key_digest varchar(64)              not null,
    asked      varchar(64)              not null,
    status     int                      not null,
    body       text                     not null,
    kept_until timestamp with time zone not null,
    primary key (subject, key_digest)
);

create index kept_answer_old on kept_answer (kept_until);
