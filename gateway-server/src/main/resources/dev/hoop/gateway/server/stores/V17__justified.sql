-- How long the requester's reason to go on without people is good for all that the rule holds; zero for the one statement alone.
alter table approval_request add column justified_millis bigint default 0 not null;
