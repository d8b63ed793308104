-- Who is known to stand behind an account, so that nobody answers their own request, or twice, through a second account.
alter table approval_request add column people text default '[]' not null;
alter table approval_vote add column people text default '[]' not null;
alter table issued_token add column person varchar(512) default '' not null;

-- A vote counts as long as the token it was cast with; it may bound how many rows change.
alter table approval_vote add column token_id varchar(512) default '' not null;
alter table approval_vote add column max_rows bigint;
