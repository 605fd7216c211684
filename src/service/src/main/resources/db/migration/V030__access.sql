-- access: grants, why they are suspended, what they have used up; ranges of addresses.

create table grants (
  id             text primary key check (id ~ '^g_[A-Za-z0-9_-]{22}$'),
  holder         text not null check (holder ~ '^[a-z]+:[^[:space:]]+$'),
  source_kind    text not null check (source_kind ~ '^[a-z_]+$'),
  source_id      text not null check (source_id <> ''),
  collections    integer[] not null default '{}' check (array_position(collections, null) is null),
  starts_at      timestamptz,
  ends_at        timestamptz,
  page_limit     integer check (page_limit >= 0),
  download_limit integer check (download_limit >= 0),
  also_admits    text[] not null default '{}' check (also_admits <@ array['alum', 'affiliate']),
  state          text not null check (state in ('WAITING', 'RUNNING', 'SUSPENDED', 'REVOKED')),
  revoked_reason text,
  incarnation    integer not null default 1 check (incarnation >= 1),
  created_at     timestamptz not null,
  version        bigint not null,
  constraint grants_one_per_source unique (source_kind, source_id),
  constraint grants_window_whole check ((starts_at is null) = (ends_at is null)),
  constraint grants_window_ends_after_start check (ends_at > starts_at),
  constraint grants_waiting_has_no_window check (state <> 'WAITING' or starts_at is null),
  constraint grants_running_has_window check (state <> 'RUNNING' or starts_at is not null),
  constraint grants_revoked_says_why check ((state = 'REVOKED') = (revoked_reason is not null))
);
create index grants_by_holder on grants (holder);

comment on column grants.collections is 'numbers of collections; empty: every collection, also later ones';
comment on column grants.also_admits is
  'who reads by it besides members, students, faculty and staff, of those who sign in through the institution';
comment on column grants.incarnation is
  'counts restorations: a revoked grant comes back only as the next incarnation, with a new status index';

-- What a grant is and whom it is for never changes; a revoked one comes back only as the next
-- incarnation; a window that has begun keeps its start.
create function grants_keep_their_word() returns trigger language plpgsql as $$
begin
  if (new.id, new.holder, new.source_kind, new.source_id)
      is distinct from (old.id, old.holder, old.source_kind, old.source_id) then
    raise exception 'grant % keeps its holder and source', old.id using errcode = 'check_violation';
  end if;
  if old.starts_at is not null and new.starts_at is distinct from old.starts_at then
    raise exception 'grant % has started and keeps its start', old.id using errcode = 'check_violation';
  end if;
  if old.state = 'REVOKED' and new.state <> 'REVOKED' then
    if new.incarnation <> old.incarnation + 1 then
      raise exception 'grant % is revoked', old.id using errcode = 'check_violation';
    end if;
  elsif new.incarnation <> old.incarnation then
    raise exception 'grant % was not revoked', old.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger grants_keep_their_word before update on grants
  for each row execute function grants_keep_their_word();

create table suspensions (
  grant_id  text not null references grants,
  reason    text not null check (reason <> ''),
  since     timestamptz not null,
  lifted_at timestamptz check (lifted_at >= since),
  id        bigint generated always as identity primary key
);
create unique index suspensions_one_open_per_reason on suspensions (grant_id, reason)
  where lifted_at is null;

-- At commit a grant is suspended exactly while an open reason stands (a revoked one stays revoked).
create function grants_suspended_by_reasons() returns trigger language plpgsql as $$
declare
  subject text;
  is_state text;
  is_open boolean;
begin
  if tg_table_name = 'grants' then subject := new.id; else subject := new.grant_id; end if;
  select state into is_state from grants where id = subject;
  select exists (select from suspensions where grant_id = subject and lifted_at is null) into is_open;
  if is_state <> 'REVOKED' and (is_state = 'SUSPENDED') <> is_open then
    raise exception 'grant % is % with open reasons: %', subject, is_state, is_open
      using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger grants_suspended_by_reasons after insert or update of state on grants
  deferrable initially deferred for each row execute function grants_suspended_by_reasons();
create constraint trigger suspensions_suspend after insert or update on suspensions
  deferrable initially deferred for each row execute function grants_suspended_by_reasons();

create table allowances (
  grant_id       text primary key references grants,
  pages_used     bigint not null default 0 check (pages_used >= 0),
  downloads_used bigint not null default 0 check (downloads_used >= 0)
);

create table use_reports (
  server      text not null check (server <> ''),
  report      bigint not null check (report >= 0),
  received_at timestamptz not null,
  primary key (server, report)
);
create index use_reports_by_age on use_reports (received_at);

-- The ranges that decisions go by, written by the room that owns ranges.
create table access_ranges (
  id      text primary key,
  holders text[] not null check (cardinality(holders) > 0),
  number  integer not null check (number >= 0),
  first   inet not null,
  last    inet not null,
  constraint access_ranges_one_family check (family(first) = family(last) and first <= last)
);
comment on column access_ranges.holders is 'the institution, then those above it, the nearest first';

-- One row, counted up in each transaction that changes a range: replicas ask for nothing else.
create table access_range_changes (
  one     boolean primary key default true check (one),
  changes bigint not null
);
insert into access_range_changes (changes) values (0);
create function access_ranges_count_changes() returns trigger language plpgsql as $$
begin
  update access_range_changes set changes = changes + 1;
  return null;
end $$;
create trigger access_ranges_count_changes after insert or update or delete on access_ranges
  for each statement execute function access_ranges_count_changes();

-- Who signed in through an institution, by the browser's device session: evidence, never an account.
create table sign_ons (
  device_session_id text not null references device_sessions,
  source            text not null check (source <> ''),
  holders           text[] not null check (cardinality(holders) > 0),
  number            integer not null check (number >= 0),
  affiliations      text[] not null check (cardinality(affiliations) > 0 and affiliations <@ array[
                      'common-lib-terms', 'member', 'student', 'faculty', 'staff', 'employee',
                      'alum', 'affiliate']),
  person            text not null check (length(person) = 43),
  began_at          timestamptz not null,
  ends_at           timestamptz not null check (ends_at >= began_at),
  primary key (device_session_id, source)
);
create index sign_ons_by_source on sign_ons (source);
create index sign_ons_by_age on sign_ons (ends_at);
comment on column sign_ons.source is 'what attaches the provider to the institution';
comment on column sign_ons.person is 'a keyed hash: it names the same person again and says nothing of them';
