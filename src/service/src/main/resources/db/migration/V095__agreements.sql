-- sales: agreements, what they gave, and the money for them.

create table agreements (
  id             text primary key check (id ~ '^ag_[A-Za-z0-9_-]{22}$'),
  reference      text not null unique check (reference ~ '^A-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$'),
  -- a version that was accepted makes one agreement, never two
  version_id     text not null unique references quote_versions,
  institution_id text not null references institutions,
  -- the agreement that this one renews; one renews it
  predecessor_id text unique references agreements check (predecessor_id <> id),
  zone           text not null check (zone <> ''),
  first_day      date not null,
  last_day       date not null check (last_day >= first_day),
  starts_at      timestamptz not null,
  ends_at        timestamptz not null check (ends_at > starts_at),
  state          text not null check (state in
                   ('SIGNED', 'IN_FORCE', 'SUSPENDED', 'IN_GRACE', 'SUCCEEDED', 'ENDED', 'TERMINATED')),
  signed_at      timestamptz not null,
  begun_at       timestamptz,
  settled_at     timestamptz,
  reason         text check (length(reason) between 3 and 500),
  look_at        timestamptz,
  version        bigint not null,
  constraint agreements_signed_have_not_begun check (state <> 'SIGNED' or begun_at is null),
  constraint agreements_begun_say_when check (state in ('SIGNED', 'TERMINATED') or begun_at is not null),
  constraint agreements_settled_say_when check ((settled_at is not null) = (state in ('SUCCEEDED', 'ENDED', 'TERMINATED'))),
  constraint agreements_terminated_say_why check ((reason is not null) = (state = 'TERMINATED'))
);
comment on column agreements.last_day is 'the last day with access, in its zone';
comment on column agreements.look_at is 'when the clock alone next changes something; null when nothing is left to turn';
create index agreements_of_institution on agreements (institution_id);
create index agreements_to_turn on agreements (look_at) where look_at is not null;

alter table quotes add column renews text references agreements;
comment on column quotes.renews is 'the agreement that this quote renews';
create index quotes_that_renew on quotes (renews) where renews is not null;

-- What was signed stays as it was signed.
create function agreements_keep_their_word() returns trigger language plpgsql as $$
begin
  if (new.id, new.reference, new.version_id, new.institution_id, new.predecessor_id, new.zone, new.first_day,
      new.last_day, new.starts_at, new.ends_at, new.signed_at)
      is distinct from (old.id, old.reference, old.version_id, old.institution_id, old.predecessor_id, old.zone,
      old.first_day, old.last_day, old.starts_at, old.ends_at, old.signed_at)
      or (old.begun_at is not null and new.begun_at is distinct from old.begun_at) then
    raise exception 'agreement % keeps what was signed', old.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger agreements_keep_their_word before update on agreements
  for each row execute function agreements_keep_their_word();

-- The grants of an agreement: one for each institution that it lists.
create table agreement_grants (
  agreement_id   text not null references agreements,
  institution_id text not null references institutions,
  grant_id       text not null unique references grants,
  primary key (agreement_id, institution_id)
);

create table agreement_invoices (
  id           text primary key check (id ~ '^ai_[A-Za-z0-9_-]{22}$'),
  agreement_id text not null unique references agreements,
  -- of the invoice as a document, which it gets when it goes out
  number       text unique references documents,
  state        text not null check (state in
                 ('DRAFT', 'OPEN', 'PART_PAID', 'PAID', 'VOID', 'CREDITED', 'WRITTEN_OFF', 'DISCARDED')),
  currency     char(3) not null,
  total        bigint not null check (total >= 0),
  paid         bigint not null default 0 check (paid >= 0),
  issued_on    date,
  due_day      date check (due_day >= issued_on),
  overdue_at   timestamptz,
  stripe_id    text unique check (stripe_id <> ''),
  hosted_url   text check (hosted_url like 'http%'),
  made_at      timestamptz not null,
  version      bigint not null,
  constraint invoices_out_have_a_number check ((number is null) = (state in ('DRAFT', 'DISCARDED'))),
  constraint invoices_out_are_due check ((number is null) = (due_day is null) and (number is null) = (issued_on is null)
    and (number is null) = (overdue_at is null)),
  constraint invoices_paid_hold_the_total check (state <> 'PAID' or paid >= total),
  constraint invoices_in_part_hold_a_part check (state <> 'PART_PAID' or (paid > 0 and paid < total)),
  constraint invoices_open_hold_nothing check (state not in ('DRAFT', 'OPEN', 'VOID', 'DISCARDED') or paid = 0),
  constraint invoices_written_off_lack_something check (state <> 'WRITTEN_OFF' or paid < total),
  check (hosted_url is null or stripe_id is not null)
);
comment on column agreement_invoices.overdue_at is 'the first instant after the due day, in the zone of the agreement';

-- What an invoice says when it goes out, it says for ever.
create function agreement_invoices_keep_their_word() returns trigger language plpgsql as $$
begin
  if (new.id, new.agreement_id, new.currency, new.total) is distinct from (old.id, old.agreement_id, old.currency, old.total)
      or (old.number is not null and (new.number, new.issued_on, new.due_day, new.overdue_at)
        is distinct from (old.number, old.issued_on, old.due_day, old.overdue_at))
      or (old.stripe_id is not null and new.stripe_id is distinct from old.stripe_id) then
    raise exception 'invoice % keeps what it says', old.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger agreement_invoices_keep_their_word before update on agreement_invoices
  for each row execute function agreement_invoices_keep_their_word();

create table agreement_payments (
  id           text primary key check (id ~ '^ap_[A-Za-z0-9_-]{22}$'),
  invoice_id   text not null references agreement_invoices,
  amount       bigint not null check (amount > 0),
  how          text not null check (how in ('CARD', 'BANK_TRANSFER', 'CHEQUE', 'WIRE', 'AGENT')),
  reference    text not null check (length(reference) between 1 and 120),
  value_date   date not null,
  stripe_id    text unique check (stripe_id <> ''),
  recorded_at  timestamptz not null,
  recorded_by  text references readers,
  returned_at  timestamptz,
  returned_by  text references readers,
  returned_why text check (length(returned_why) between 3 and 500),
  version      bigint not null,
  constraint payments_have_one_witness check ((recorded_by is null) = (stripe_id is not null)),
  constraint payments_returned_say_why check ((returned_at is null) = (returned_why is null)),
  check (returned_by is null or returned_at is not null)
);
create index agreement_payments_of_invoice on agreement_payments (invoice_id);
-- the same cheque is not written down twice; one that came back may be presented again
create unique index one_payment_per_reference on agreement_payments (invoice_id, how, reference)
  where returned_at is null;

create function agreement_payments_stay() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.returned_at is not null
      or (new.id, new.invoice_id, new.amount, new.how, new.reference, new.value_date, new.stripe_id, new.recorded_at,
        new.recorded_by) is distinct from (old.id, old.invoice_id, old.amount, old.how, old.reference, old.value_date,
        old.stripe_id, old.recorded_at, old.recorded_by) then
    raise exception 'payment % stays as it was recorded', old.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger agreement_payments_stay before update or delete on agreement_payments
  for each row execute function agreement_payments_stay();

-- At commit an invoice holds exactly the money that was recorded for it and did not come back.
create function invoices_hold_their_payments() returns trigger language plpgsql as $$
declare
  subject text;
  held bigint;
  noted bigint;
begin
  if tg_table_name = 'agreement_invoices' then subject := new.id; else subject := new.invoice_id; end if;
  select coalesce(sum(amount), 0) into held from agreement_payments where invoice_id = subject and returned_at is null;
  select paid into noted from agreement_invoices where id = subject;
  if held <> noted then
    raise exception 'invoice % says %, its payments %', subject, noted, held using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger invoices_hold_their_payments after insert or update on agreement_invoices
  deferrable initially deferred for each row execute function invoices_hold_their_payments();
create constraint trigger payments_are_held after insert or update on agreement_payments
  deferrable initially deferred for each row execute function invoices_hold_their_payments();

-- At commit an agreement stems from an acceptance, and has its grants and its invoice.
create function agreements_are_whole() returns trigger language plpgsql as $$
begin
  if not exists (select from quote_versions v join acceptances a on a.version_id = v.id
        where v.id = new.version_id and v.state = 'ACCEPTED' and a.accepted_at is not null)
      or not exists (select from agreement_grants where agreement_id = new.id)
      or not exists (select from agreement_invoices where agreement_id = new.id) then
    raise exception 'agreement % lacks its acceptance, grants or invoice', new.id using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger agreements_are_whole after insert on agreements
  deferrable initially deferred for each row execute function agreements_are_whole();

-- What came on paper, signed: the file of an acceptance that staff recorded.
create table acceptance_papers (
  acceptance_id text primary key references acceptances,
  kind          text not null check (kind in ('SIGNED_QUOTE', 'PURCHASE_ORDER')),
  media_type    text not null check (media_type in ('application/pdf', 'image/png', 'image/jpeg')),
  bytes         bytea not null check (length(bytes) between 1 and 8388608),
  sha256        text not null check (sha256 = encode(sha256(bytes), 'hex')),
  recorded_by   text not null references readers,
  recorded_at   timestamptz not null
);
create function acceptance_papers_never_change() returns trigger language plpgsql as $$
begin
  raise exception 'what was signed is never changed' using errcode = 'check_violation';
end $$;
create trigger acceptance_papers_never_change before update or delete on acceptance_papers
  for each row execute function acceptance_papers_never_change();

-- What was told or done once about an agreement because its time had come.
create table agreement_notices (
  agreement_id text not null references agreements,
  kind         text not null check (kind in
                 ('RENEWAL', 'ENDS_IN_60', 'ENDS_IN_30', 'ENDS_IN_7', 'OVERDUE', 'GRACE_ENDS')),
  told_at      timestamptz not null,
  primary key (agreement_id, kind)
);
