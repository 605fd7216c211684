-- sales: what organizations ask for.

create table requests (
  id            text primary key check (id ~ '^q_[A-Za-z0-9_-]{22}$'),
  reference     text not null unique check (reference ~ '^R-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$'),
  state         text not null check (state in
                  ('UNCONFIRMED', 'RECEIVED', 'EXPIRED', 'IN_WORK', 'ANSWERED', 'DECLINED', 'WITHDRAWN')),
  kind          text not null check (kind in ('QUOTE', 'TRIAL', 'BOTH')),
  organization  text not null check (organization <> ''),
  type          text not null,
  size          text not null,
  seats         integer check (seats between 1 and 100000),
  name          text not null check (name <> ''),
  role          text not null,
  email         text not null check (email like '%_@_%'),
  message       text not null,
  item_handle   text,
  collection    integer,
  asked_at      timestamptz not null,
  version       bigint not null
);
comment on column requests.state is 'UNCONFIRMED until the address is confirmed from its mail';

create table request_ranges (
  request_id text not null references requests,
  place      integer not null check (place >= 0),
  written    text not null,
  first      inet not null,
  last       inet not null,
  primary key (request_id, place),
  check (family(first) = family(last) and first <= last)
);
