-- Lists of requests are read newest first, a part at a time.
create index approval_request_newest on approval_request (asked_at desc, id);
