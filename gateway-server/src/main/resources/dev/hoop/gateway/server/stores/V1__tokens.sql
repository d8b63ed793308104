-- Tokens issued by the gateway: only the SHA-256 of a token is kept. It needs no salt, since a token is 256 random bits.
create table issued_token (
    id         varchar(32)              primary key,
    hash       varchar(64)              not null unique,
    subject    varchar(512)             not null,
    kind       varchar(16)              not null,
    member_of  text                     not null,
    issued_by  varchar(512)             not null,
    created_at timestamp with time zone not null,
    expires_at timestamp with time zone
);

-- What was revoked, of issued tokens and of those of identity providers alike; the name of a token is never the token.
create table revoked_token (
    token_id   varchar(512)             primary key,
    revoked_by varchar(512)             not null,
    revoked_at timestamp with time zone not null
);
