-- Attempts to move money, each written down before it is made, and the inbox of the processor's news.

create table payment_attempts (
  id text primary key check (id like 'y\_%'),
  kind text not null check (kind in ('CHECKOUT', 'REFUND', 'CUSTOMER', 'INVOICE', 'INVOICE_LINES', 'INVOICE_FINAL',
    'INVOICE_CLOSED')),
  -- an order, the invoice of an agreement, or the institution of a customer; rooms above this one are not known here
  order_id text not null,
  idempotency_key text not null unique,
  -- the exact parameters; a repetition sends them again, letter by letter
  parameters text not null,
  state text not null check (state in ('OPEN', 'DONE', 'REFUSED', 'NONE')),
  object_id text,
  problem text,
  created_at timestamptz not null,
  settled_at timestamptz,
  check ((state = 'OPEN') = (settled_at is null)),
  check (state <> 'DONE' or object_id is not null)
);
-- money of one order is never on its way twice: one open attempt of a kind at a time
create unique index one_open_attempt on payment_attempts (order_id, kind) where state = 'OPEN';
create unique index one_object_per_attempt on payment_attempts (kind, object_id) where object_id is not null;
create index payment_attempts_of_order on payment_attempts (order_id);

-- Only pointers are kept of an event, never its content: every event means "fetch again", and a
-- buyer's address has no place here.
create table stripe_events (
  id text primary key,
  type text not null,
  object_type text not null,
  object_id text,
  session_id text,
  payment_intent_id text,
  order_id text,
  livemode boolean not null,
  received_at timestamptz not null,
  state text not null check (state in ('WAITING', 'DONE', 'IGNORED')),
  attempts int not null default 0,
  next_at timestamptz not null,
  problem text,
  settled_at timestamptz,
  check ((state = 'WAITING') = (settled_at is null))
);
create index stripe_events_waiting on stripe_events (next_at) where state = 'WAITING';

-- Until when the processor was asked which of its news it could not deliver; one row.
create table undelivered_asked (
  single boolean primary key default true check (single),
  through timestamptz not null,
  -- the next process may ask from here on
  next_at timestamptz not null
);
