-- sales: what organizations ask for.

create table requests (
  id             text primary key check (id ~ '^q_[A-Za-z0-9_-]{22}$'),
  reference      text not null unique check (reference ~ '^R-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$'),
  state          text not null check (state in
                   ('UNCONFIRMED', 'RECEIVED', 'EXPIRED', 'IN_WORK', 'ANSWERED', 'DECLINED', 'WITHDRAWN')),
  kind           text not null check (kind in ('QUOTE', 'TRIAL', 'BOTH')),
  organization   text not null check (organization <> ''),
  country        char(2) not null check (country ~ '^[A-Z]{2}$'),
  type           text not null,
  size           text not null,
  domain         text,
  ror_id         text,
  consortium     text not null,
  seats          integer check (seats between 1 and 100000),
  name           text not null check (name <> ''),
  role           text not null,
  email          text not null check (email like '%_@_%'),
  message        text not null,
  item_handle    text,
  asked_at       timestamptz not null,
  confirm_by     timestamptz not null check (confirm_by > asked_at),
  confirmed_at   timestamptz,
  due_at         timestamptz,
  taken_at       timestamptz,
  owner_id       text references readers,
  settled_at     timestamptz,
  answer         text check (length(answer) between 3 and 4000),
  institution_id text references institutions,
  version        bigint not null,
  -- nobody works on what nobody confirmed
  check ((confirmed_at is null) = (state in ('UNCONFIRMED', 'EXPIRED'))),
  check ((due_at is null) = (confirmed_at is null)),
  check (confirmed_at < confirm_by),
  check ((owner_id is null) = (taken_at is null)),
  check (owner_id is not null or state not in ('IN_WORK', 'ANSWERED', 'DECLINED')),
  check ((answer is not null) = (state in ('ANSWERED', 'DECLINED'))),
  check ((settled_at is not null) = (state in ('EXPIRED', 'ANSWERED', 'DECLINED', 'WITHDRAWN')))
);
comment on column requests.state is 'UNCONFIRMED until the address is confirmed from its mail';
comment on column requests.answer is 'what its people are told: the answer, or why it is declined';
create index requests_open on requests (due_at) where state in ('RECEIVED', 'IN_WORK');
create index requests_unconfirmed on requests (confirm_by) where state = 'UNCONFIRMED';
create index requests_by_institution on requests (institution_id);

-- Links to a request's private page: each mail has one of its own, and only hashes are kept.
create table request_links (
  secret_hash text primary key check (length(secret_hash) = 43),
  request_id  text not null references requests on delete cascade,
  made_at     timestamptz not null
);
create index request_links_by_request on request_links (request_id);

create table request_collections (
  request_id text not null references requests on delete cascade,
  collection integer not null,
  primary key (request_id, collection)
);

create table request_ranges (
  request_id text not null references requests on delete cascade,
  place      integer not null check (place >= 0),
  written    text not null,
  first      inet not null,
  last       inet not null,
  primary key (request_id, place),
  check (family(first) = family(last) and first <= last)
);
