-- What staff did by hand and why. The reason is a sentence, so it stands here and not in the audit
-- record, which holds ids only; it can be erased without breaking the chain.
create table staff_acts (
  id       text primary key check (id ~ '^f_[A-Za-z0-9_-]{22}$'),
  order_id text not null references orders,
  kind     text not null check (kind in ('REFUND', 'REVOKE', 'RESEND')),
  reason   text not null check (length(reason) <= 500),
  by_id    text not null references readers,
  at       timestamptz not null,
  outcome  text,
  constraint staff_acts_with_a_reason check (kind = 'RESEND' or length(reason) >= 3)
);
create index staff_acts_by_order on staff_acts (order_id, at);
