-- The statement without its values, for messages that leave the house.
alter table approval_request add column shape text default '' not null;
