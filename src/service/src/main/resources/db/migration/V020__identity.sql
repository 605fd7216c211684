-- Readers, device sessions, and what each may use.
create table readers (
  id             text primary key check (id ~ '^r_[A-Za-z0-9_-]{22}$'),
  issuer         text not null,
  subject        text not null,
  email          text not null,
  email_verified boolean not null,
  created_at     timestamptz not null,
  updated_at     timestamptz not null check (updated_at >= created_at),
  unique (issuer, subject)
);

create index readers_by_proven_email on readers (lower(email)) where email_verified;

create table device_sessions (
  id           text primary key check (id ~ '^d_[A-Za-z0-9_-]{22}$'),
  secret_hash  text not null unique check (length(secret_hash) = 43),
  label        text not null check (length(label) between 1 and 80),
  shared       boolean not null,
  created_at   timestamptz not null,
  last_seen_at timestamptz not null,
  closed_at    timestamptz
);

create table holdings (
  id                text primary key check (id ~ '^h_[A-Za-z0-9_-]{22}$'),
  reader_id         text references readers,
  device_session_id text references device_sessions,
  holder            text not null check (holder ~ '^[a-z]+:[A-Za-z0-9_-]+$'),
  since             timestamptz not null,
  through_reader    text references readers, -- the account in whose name a device holds it
  constraint holdings_one_subject check (num_nonnulls(reader_id, device_session_id) = 1),
  constraint holdings_through_for_devices check (through_reader is null or device_session_id is not null),
  constraint holdings_once_a_reader unique (reader_id, holder),
  constraint holdings_once_a_device unique (device_session_id, holder)
);
create index holdings_by_holder on holdings (holder);

-- Logins that are over, by their session at the provider.
create table ended_logins (
  session_hash text primary key check (length(session_hash) = 43),
  ended_at     timestamptz not null
);
create index ended_logins_by_age on ended_logins (ended_at);

-- Logins on shared computers, each good only while the device session of its browser is.
create table shared_logins (
  session_hash      text primary key check (length(session_hash) = 43),
  device_session_id text not null references device_sessions,
  since             timestamptz not null
);
create index shared_logins_by_age on shared_logins (since);
create index device_sessions_shared on device_sessions (last_seen_at) where shared and closed_at is null;
