-- How far a token reaches: a target or a kind of statements in each line; empty for all that its subject may do.
alter table issued_token add column scope text default '' not null;
