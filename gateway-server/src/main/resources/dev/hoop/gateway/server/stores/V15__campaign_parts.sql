-- What each gateway's trail proves of a campaign. It is signed by that trail's own key, so nobody who can write here can change it unseen.
create table campaign_part (
    campaign_id varchar(40)              not null references review_campaign (id),
    trail       varchar(256)             not null,
    records     text                     not null,
    proofs      text                     not null,
    checkpoint  text                     not null,
    decided     int                      not null,
    complete    boolean                  not null,
    made_at     timestamp with time zone not null,
    primary key (campaign_id, trail)
);
