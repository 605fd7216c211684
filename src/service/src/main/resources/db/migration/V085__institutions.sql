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

-- Where people of institutions sign in. An entityID or issuer belongs to one record, and staff
-- approved each.
create table sign_on_providers (
  id          text primary key check (id ~ '^v_[A-Za-z0-9_-]{22}$'),
  name        text not null check (length(name) between 1 and 200),
  protocol    text not null check (protocol in ('SAML', 'OIDC')),
  entity_id   text not null check (length(entity_id) between 1 and 200),
  alias       text not null check (alias ~ '^[a-z0-9][a-z0-9-]{1,59}$'),
  approved_at timestamptz not null,
  approved_by text not null references readers,
  constraint sign_on_providers_one_per_entity unique (protocol, entity_id),
  constraint sign_on_providers_one_per_alias unique (alias)
);
comment on column sign_on_providers.entity_id is 'entityID of SAML, issuer of OpenID Connect';
comment on column sign_on_providers.alias is 'the identity provider in the realm at Keycloak';

-- In whose name a provider may speak; other scopes that it asserts are dropped.
create table sign_on_scopes (
  provider_id text not null references sign_on_providers,
  scope       text not null check (scope = lower(scope) and scope like '%_._%'),
  primary key (provider_id, scope)
);

-- For whom a provider speaks: for one institution where no scope is named, for others by a scope of
-- the provider's own.
create table sign_on_institutions (
  id             text primary key check (id ~ '^t_[A-Za-z0-9_-]{22}$'),
  provider_id    text not null references sign_on_providers,
  institution_id text not null references institutions,
  scope          text,
  attached_at    timestamptz not null,
  attached_by    text not null references readers,
  foreign key (provider_id, scope) references sign_on_scopes
);
create unique index sign_on_institutions_one_each_scope
  on sign_on_institutions (provider_id, coalesce(scope, ''));
create index sign_on_institutions_by_institution on sign_on_institutions (institution_id);
