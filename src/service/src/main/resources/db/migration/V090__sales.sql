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
  -- a trial that begins by the rules answers its request without a person
  check (owner_id is not null or state not in ('IN_WORK', 'DECLINED')),
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

create table trials (
  id             text primary key check (id ~ '^t_[A-Za-z0-9_-]{22}$'),
  request_id     text not null unique references requests,
  state          text not null check (state in
                   ('REQUESTED', 'APPROVED', 'RUNNING', 'ENDED', 'STOPPED', 'CONVERTED', 'DECLINED', 'WITHDRAWN')),
  collections    integer[] not null check (array_position(collections, null) is null),
  asked_at       timestamptz not null,
  why_person     text,
  institution_id text references institutions,
  decided_at     timestamptz,
  decided_by     text references readers,
  note           text check (length(note) between 3 and 4000),
  first_day      date,
  last_day       date check (last_day >= first_day),
  zone           text,
  starts_at      timestamptz,
  ends_at        timestamptz check (ends_at > starts_at),
  grant_id       text unique references grants,
  settled_at     timestamptz,
  reminded       integer,
  quote_request_id text unique references requests check (quote_request_id <> request_id),
  version        bigint not null,
  -- what is allowed says to whom and when, and only what began has a grant
  check (state not in ('APPROVED', 'RUNNING', 'ENDED', 'STOPPED', 'CONVERTED')
    or (institution_id is not null and decided_at is not null and starts_at is not null and ends_at is not null)),
  check ((starts_at is null) = (first_day is null) and (starts_at is null) = (last_day is null)
    and (starts_at is null) = (ends_at is null) and (starts_at is null) = (zone is null)),
  check ((grant_id is not null) = (state in ('RUNNING', 'ENDED', 'STOPPED', 'CONVERTED'))),
  -- nobody is declined or stopped without a reason
  check (note is not null or state not in ('DECLINED', 'STOPPED')),
  check ((settled_at is not null) = (state in ('ENDED', 'STOPPED', 'CONVERTED', 'DECLINED', 'WITHDRAWN')))
);
comment on column trials.why_person is 'why it did not begin by the rules; null where it did';
comment on column trials.reminded is 'the fewest days before its end of which its people were told';
create index trials_of_institution on trials (institution_id);
create index trials_live on trials (ends_at) where state in ('APPROVED', 'RUNNING');

create table quotes (
  id             text primary key check (id ~ '^qt_[A-Za-z0-9_-]{22}$'),
  reference      text not null unique check (reference ~ '^Q-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$'),
  institution_id text not null references institutions,
  cloned_from    text references quotes check (cloned_from <> id),
  made_at        timestamptz not null,
  version        bigint not null
);
create index quotes_of_institution on quotes (institution_id);

create table quote_versions (
  id          text primary key check (id ~ '^qv_[A-Za-z0-9_-]{22}$'),
  quote_id    text not null references quotes,
  number      integer not null check (number >= 1),
  state       text not null check (state in
                ('DRAFT', 'IN_APPROVAL', 'SENT', 'ACCEPTED', 'DECLINED', 'LAPSED', 'WITHDRAWN', 'SUPERSEDED', 'DISCARDED')),
  content     text not null,
  currency    char(3) not null,
  total       bigint not null check (total >= 0),
  agreed      numeric(5, 2) not null check (agreed between 0 and 100),
  alone       numeric(5, 2) not null check (alone between 0 and 100),
  edited_by   text not null references readers,
  edited_at   timestamptz not null,
  asked_by    text references readers,
  approved_by text references readers,
  sent_by     text references readers,
  sent_at     timestamptz,
  open_until  timestamptz check (open_until > sent_at),
  settled_at  timestamptz,
  reason      text,
  version     bigint not null,
  unique (quote_id, number),
  -- what was sent has a sender and a last day
  check ((sent_at is not null) = (state not in ('DRAFT', 'IN_APPROVAL', 'DISCARDED'))),
  check ((sent_at is null) = (open_until is null) and (sent_at is null) = (sent_by is null)),
  -- more than one member of staff may take off alone is never sent without a second person
  constraint quotes_above_the_limit_are_approved check (sent_at is null or agreed <= alone or approved_by is not null),
  constraint quotes_are_approved_by_a_second_person check (approved_by <> asked_by and approved_by <> edited_by)
);
-- one version is written at a time, and one can be accepted
create unique index one_draft_of_a_quote on quote_versions (quote_id) where state in ('DRAFT', 'IN_APPROVAL');
create unique index one_open_version_of_a_quote on quote_versions (quote_id) where state in ('SENT', 'ACCEPTED');
create index quotes_to_lapse on quote_versions (open_until) where state = 'SENT';

-- What a version said when it was sent, it says for ever.
create function quotes_sent_stay() returns trigger language plpgsql as $$
begin
  if old.sent_at is not null and (new.content, new.currency, new.total, new.sent_at, new.sent_by, new.open_until, new.approved_by)
      is distinct from (old.content, old.currency, old.total, old.sent_at, old.sent_by, old.open_until, old.approved_by) then
    raise exception 'version % of a quote was sent and stays as it is', old.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger quotes_sent_stay before update on quote_versions
  for each row execute function quotes_sent_stay();

create table quote_links (
  secret_hash text primary key check (length(secret_hash) = 43),
  version_id  text not null references quote_versions,
  made_at     timestamptz not null
);
create index quote_links_of_version on quote_links (version_id);

create table quote_files (
  version_id text primary key references quote_versions,
  pdf        bytea not null,
  sha256     text not null,
  made_at    timestamptz not null
);

create table acceptances (
  id              text primary key check (id ~ '^ac_[A-Za-z0-9_-]{22}$'),
  version_id      text not null references quote_versions,
  secret_hash     text not null unique check (length(secret_hash) = 43),
  email           text not null check (email like '%_@_%'),
  name            text not null check (name <> ''),
  title           text not null check (title <> ''),
  po_number       text not null,
  billing_address text not null check (billing_address <> ''),
  tax_id          text not null,
  exemption       text not null,
  exempt_until    date,
  asked_at        timestamptz not null,
  expires_at      timestamptz not null check (expires_at > asked_at),
  accepted_at     timestamptz check (accepted_at < expires_at),
  accepted_from   text,
  agent           text,
  version         bigint not null,
  check ((exemption = '') = (exempt_until is null)),
  check ((accepted_at is null) = (accepted_from is null) and (accepted_at is null) = (agent is null))
);
-- a version is accepted once, by one person
create unique index one_acceptance_of_a_version on acceptances (version_id) where accepted_at is not null;
