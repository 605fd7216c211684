-- tokens: signing keys, status lists, what OAuth gives out.

create table signing_keys (
  kid             text primary key check (kid ~ '^[A-Za-z0-9_-]{22}$'),
  algorithm       text not null check (algorithm in ('ES256', 'RS256')),
  purpose         text not null check (purpose = 'token'),
  wrapping_key_id text,
  nonce           bytea check (length(nonce) = 12),
  sealed          bytea,
  is_first        boolean not null,
  published_at    timestamptz not null,
  signs_from      timestamptz not null,
  retired_at      timestamptz,
  withdrawn_at    timestamptz,
  constraint signing_keys_published_before_signing
    check (is_first or signs_from >= published_at + interval '20 minutes'),
  constraint signing_keys_sealed_while_used
    check ((sealed is not null and nonce is not null and wrapping_key_id is not null)
      or retired_at is not null or withdrawn_at is not null)
);
create unique index signing_keys_one_first on signing_keys (algorithm) where is_first;
create unique index signing_keys_fresh_nonce on signing_keys (wrapping_key_id, nonce);

create table status_lists (
  id          text primary key check (id ~ '^[0-9]{4}-(W[0-9]{2}|[0-9]{2}-[0-9]{2})-[0-9]+$'),
  period      text not null,
  number      integer not null check (number >= 1),
  changes     bigint not null default 0,
  lives_until timestamptz not null,
  unique (period, number)
);
comment on column status_lists.period is
  'the ISO week in which its grants end, or the day (UTC) on which its sessions began';
comment on column status_lists.changes is 'counts every change of what the list says';

create table status_entries (
  list_id     text not null references status_lists,
  idx         integer not null check (idx >= 0 and idx < 1048576),
  grant_id    text not null references grants,
  incarnation integer not null check (incarnation >= 1),
  constraint status_entries_index_used_once primary key (list_id, idx),
  constraint status_entries_one_per_incarnation unique (grant_id, incarnation)
);

-- The grants that a status list must name; few among many.
create index grants_not_plainly_valid on grants (id)
  where state in ('SUSPENDED', 'REVOKED') or incarnation > 1;

-- Whoever changes a grant, its status list notices.
create function status_lists_notice() returns trigger language plpgsql as $$
begin
  update status_lists set changes = changes + 1
    where id in (select list_id from status_entries where grant_id = new.id);
  return null;
end $$;
create trigger status_lists_notice after update of state, incarnation on grants for each row
  when (old.state is distinct from new.state or old.incarnation <> new.incarnation)
  execute function status_lists_notice();

-- Readings through institutions: each has its own entry in a list of the day on which it began.
create table reading_sessions (
  id        text primary key check (length(id) = 22),
  list_id   text not null references status_lists,
  idx       integer not null check (idx >= 0 and idx < 1048576),
  opened_at timestamptz not null,
  ended_at  timestamptz,
  constraint reading_sessions_index_used_once unique (list_id, idx)
);

-- An ended session stays ended, and its list notices.
create function reading_sessions_end() returns trigger language plpgsql as $$
begin
  if old.ended_at is not null then
    raise exception 'session % has ended', old.id using errcode = 'check_violation';
  end if;
  update status_lists set changes = changes + 1 where id = new.list_id;
  return null;
end $$;
create trigger reading_sessions_end after update on reading_sessions
  for each row execute function reading_sessions_end();

create table authorization_codes (
  hash              text primary key check (length(hash) = 43),
  client_id         text not null,
  redirect_uri      text not null,
  challenge         text not null check (length(challenge) = 43),
  actions           text not null check (actions <> ''),
  grant_id          text not null references grants,
  reader_id         text,
  device_session_id text,
  through_institution boolean not null,
  issued_at         timestamptz not null,
  expires_at        timestamptz not null check (expires_at > issued_at),
  used_at           timestamptz,
  constraint authorization_codes_have_a_ground
    check (reader_id is not null or device_session_id is not null or through_institution)
);
create index authorization_codes_by_age on authorization_codes (expires_at);

-- A code is used once; that it was cannot be taken back.
create function authorization_codes_stay_used() returns trigger language plpgsql as $$
begin
  raise exception 'a used code stays used' using errcode = 'check_violation';
end $$;
create trigger authorization_codes_stay_used before update on authorization_codes for each row
  when (old.used_at is not null) execute function authorization_codes_stay_used();

create table refresh_tokens (
  id                text primary key,
  hash              text not null unique check (length(hash) = 43),
  code_hash         text not null,
  client_id         text not null,
  actions           text not null check (actions <> ''),
  grant_id          text not null references grants,
  reader_id         text,
  device_session_id text,
  session_id        text unique references reading_sessions,
  created_at        timestamptz not null,
  ended_at          timestamptz,
  end_reason        text,
  constraint refresh_tokens_one_per_code unique (code_hash),
  constraint refresh_tokens_say_why_ended check ((ended_at is null) = (end_reason is null))
);
create index refresh_tokens_by_grant on refresh_tokens (grant_id);
create index refresh_tokens_by_reader on refresh_tokens (reader_id) where ended_at is null;

create table token_issues (
  jti              text primary key check (length(jti) = 22),
  kid              text not null,
  grant_id         text not null references grants,
  incarnation      integer not null,
  client_id        text not null,
  refresh_token_id text not null,
  code_hash        text,
  issued_at        timestamptz not null,
  expires_at       timestamptz not null check (expires_at > issued_at),
  revoked_at       timestamptz,
  constraint token_issues_one_per_code unique (code_hash)
);
create index token_issues_by_grant on token_issues (grant_id);
create index token_issues_by_refresh_token on token_issues (refresh_token_id);
create index token_issues_by_age on token_issues (expires_at);

-- No token outside its grant: neither after its end, nor while it is held back.
create function token_issues_within_grant() returns trigger language plpgsql as $$
begin
  if not exists (select from grants g where g.id = new.grant_id and g.state = 'RUNNING'
      and g.incarnation = new.incarnation and new.expires_at <= g.ends_at) then
    raise exception 'no token for grant % now', new.grant_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger token_issues_within_grant before insert on token_issues
  for each row execute function token_issues_within_grant();
