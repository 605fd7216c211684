-- usage: what was opened, downloaded and refused. No person, no address, no pass.

create table usage_events (
  id           text primary key check (id ~ '^e_[A-Za-z0-9_-]{22}$'),
  at           timestamptz not null,
  kind         text not null check (kind in ('OPENED', 'DOWNLOADED', 'REFUSED')),
  item         text not null check (length(item) between 1 and 300),
  grant_id     text references grants,
  holder       text check (holder ~ '^institution:[^[:space:]]+$'),
  session_hash text check (length(session_hash) = 43),
  -- what is read on a pass leads back to nobody
  constraint usage_without_institution_names_nothing
    check (holder is not null or (grant_id is null and session_hash is null))
);
comment on column usage_events.session_hash is 'tells sessions in a network apart; they have no names';
create index usage_events_by_grant on usage_events (grant_id);
create index usage_events_by_holder on usage_events (holder, at);
