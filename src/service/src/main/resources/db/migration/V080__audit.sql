-- Who did what. Rows are added, never changed: the triggers refuse it, the chain of MACs shows it.
create table audit_entries (
  number     bigint generated always as identity primary key,
  at         timestamptz not null,
  action     text not null check (action ~ '^[a-z][a-z0-9._-]{1,60}$'),
  subject_id text not null check (subject_id !~ '[@[:space:]]'),
  ids        text not null check (ids !~ '@'),
  mac        text not null check (length(mac) = 43)
);
create index audit_entries_by_subject on audit_entries (subject_id, at);

-- Links of the chain; place counts 1, 2, 3 without a gap.
create table audit_seals (
  place    bigint primary key check (place > 0),
  entry    bigint not null unique references audit_entries,
  previous text not null,
  mac      text not null check (length(mac) = 43)
);

-- Entries that wait for their link.
create table audit_queue (
  entry bigint primary key references audit_entries
);

create function audit_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the audit record is append-only';
end $$;

create trigger audit_entries_append_only before update or delete on audit_entries
  for each row execute function audit_is_append_only();
create trigger audit_entries_no_truncate before truncate on audit_entries
  for each statement execute function audit_is_append_only();
create trigger audit_seals_append_only before update or delete on audit_seals
  for each row execute function audit_is_append_only();
create trigger audit_seals_no_truncate before truncate on audit_seals
  for each statement execute function audit_is_append_only();
