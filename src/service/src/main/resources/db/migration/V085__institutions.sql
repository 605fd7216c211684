-- institutions: libraries' parents, their places and kinds.

create table institutions (
  id          text primary key check (id ~ '^i_[A-Za-z0-9_-]{22}$'),
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
