-- institutions: libraries' parents, their places and kinds.

create table institutions (
  id          text primary key check (id ~ '^i_[A-Za-z0-9_-]{22}$'),
  number      integer generated always as identity unique,
  name        text not null check (length(name) between 1 and 200),
  country     char(2) not null check (country ~ '^[A-Z]{2}$'),
  type        text not null check (type in
                ('LAW_SCHOOL', 'UNIVERSITY', 'LAW_FIRM', 'COURT_OR_GOVERNMENT', 'PUBLIC_LIBRARY', 'OTHER')),
  fte         integer check (fte between 1 and 10000000),
  zone        text not null check (zone <> ''),
  ror_id      text unique check (ror_id ~ '^0[0-9a-hjkmnp-tv-z]{6}[0-9]{2}$'),
  domain      text check (domain = lower(domain) and domain like '%_._%'),
  parent_id   text references institutions check (parent_id <> id),
  merged_into text references institutions check (merged_into <> id),
  created_at  timestamptz not null,
  version     bigint not null
);
comment on column institutions.fte is 'full-time students and staff; null while it is not known';
comment on column institutions.zone is 'IANA name: the zone in which its days begin and end';
comment on column institutions.ror_id is 'without https://ror.org/ before it';
create index institutions_by_parent on institutions (parent_id);
create index institutions_by_domain on institutions (domain);

-- Whom to write to about what; one person may have several roles.
create table contacts (
  institution_id text not null references institutions,
  email          text not null check (email = lower(email) and email like '%_@_%'),
  role           text not null check (role in ('LICENSING', 'BILLING', 'TECHNICAL', 'USAGE')),
  name           text not null check (length(name) between 1 and 200),
  added_at       timestamptz not null,
  primary key (institution_id, email, role)
);

-- Who may act for an institution. Given by staff or by a librarian of it, never by an address alone.
create table librarians (
  institution_id text not null references institutions,
  reader_id      text not null references readers,
  given_at       timestamptz not null,
  given_by       text not null references readers,
  primary key (institution_id, reader_id)
);
create index librarians_by_reader on librarians (reader_id);

-- Ranges of addresses that staff vouched for. "tree" is the institution at the top: inside a tree
-- ranges may nest; of two trees they do not overlap at one time unless both are in one share group.
-- A range that is shared with none is a share group of its own.
create extension if not exists btree_gist;
create type inetrange as range (subtype = inet);
create table ranges (
  id             text primary key check (id ~ '^n_[A-Za-z0-9_-]{22}$'),
  institution_id text not null references institutions,
  tree           text not null references institutions,
  written        text not null check (written <> ''),
  first          inet not null,
  last           inet not null,
  addresses      inetrange generated always as (inetrange(first, last, '[]')) stored,
  share_group    text not null,
  proven_by      text not null,
  starts_at      timestamptz not null,
  ends_at        timestamptz,
  version        bigint not null,
  constraint ranges_one_family check (family(first) = family(last) and first <= last),
  constraint ranges_of_one_tree exclude using gist (
    addresses with &&, tstzrange(starts_at, ends_at) with &&, tree with <>, share_group with <>)
    deferrable initially immediate
);
create index ranges_by_institution on ranges (institution_id);

create table range_shares (
  id          text primary key check (id ~ '^h_[A-Za-z0-9_-]{22}$'),
  reason      text not null check (reason <> ''),
  recorded_by text not null,
  recorded_at timestamptz not null
);

create table courtesies (
  id             text primary key check (id ~ '^c_[A-Za-z0-9_-]{22}$'),
  institution_id text not null references institutions,
  grant_id       text not null unique references grants,
  first_day      date not null,
  last_day       date not null check (last_day >= first_day),
  reason         text not null check (reason <> ''),
  given_by       text not null,
  given_at       timestamptz not null,
  ended_at       timestamptz,
  ended_by       text,
  constraint courtesies_say_who_ended check ((ended_at is null) = (ended_by is null))
);
create index courtesies_by_institution on courtesies (institution_id);
comment on column courtesies.last_day is 'the last day with access, in the zone of the institution';
