-- Plans, orders, passes, access links. A constraint stands under every "never".

create table plans (
  code text not null check (code ~ '^[a-z0-9][a-z0-9-]{0,19}$'),
  version int not null check (version >= 1),
  terms text not null,
  since timestamptz not null,
  primary key (code, version)
);

create table orders (
  id text primary key check (id like 'o\_%'),
  reference text not null unique check (reference ~ '^O-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$'),
  state text not null check (state in ('NEW', 'AWAITING', 'PROCESSING', 'PAID', 'ABANDONED', 'FAILED',
    'REVIEW', 'FRAUD_REVIEW', 'REFUNDED', 'DISPUTED', 'CHARGED_BACK')),
  plan_code text not null,
  plan_version int not null,
  amount bigint not null check (amount > 0),
  currency char(3) not null,
  email text not null,
  item_handle text,
  item_page text,
  begin_choice text not null check (begin_choice in ('NOW', 'LATER')),
  consent_version text,
  consent_at timestamptz,
  consent_locale text,
  browser_hash text not null,
  -- the running pass that the time is to be added to; a pass of its own where that one is over by then
  extends_pass text,
  -- who was signed in when the purchase began: the pass goes to that account too
  reader_id text references readers,
  -- the zone that the buyer's browser told, for the times in mails
  zone text check (zone ~ '^[A-Za-z0-9_+/-]{1,64}$'),
  -- another order for the same plan, from the same browser or address, paid shortly before
  second_of text references orders check (second_of <> id),
  -- the buyer corrected the address, which is done once
  corrected_at timestamptz,
  created_at timestamptz not null,
  session_id text unique,
  session_url text,
  -- whether the price holds its tax; none where no tax is worked out
  tax_behavior text check (tax_behavior in ('INCLUSIVE', 'EXCLUSIVE')),
  -- what was sold, to whom and at which tax, as it stood when it was paid
  sale text,
  total bigint check (total >= 0),
  refunded bigint not null default 0 check (refunded >= 0),
  payment_intent_id text unique,
  paid_at timestamptz,
  review_since timestamptz,
  review_reason text,
  inquiry boolean not null default false,
  held bigint,
  swept_at timestamptz not null,
  version bigint not null,
  foreign key (plan_code, plan_version) references plans (code, version),
  -- start now is never chosen without the consent: its text version, time and locale
  check (begin_choice = 'LATER' or (consent_version is not null and consent_at is not null and consent_locale is not null)),
  -- time that is added begins without another click: never without the consent either
  check (extends_pass is null or (begin_choice = 'LATER' and consent_version is not null)),
  -- nothing is awaited or paid without a session of the processor
  check (state in ('NEW', 'ABANDONED') or session_id is not null),
  check (state <> 'PAID' or paid_at is not null),
  check ((total is null) = (sale is null)),
  check (state <> 'PAID' or sale is not null),
  -- what is paid has a payment; only nothing is paid by nothing
  check (state <> 'PAID' or payment_intent_id is not null or total = 0),
  check (state <> 'REVIEW' or (review_since is not null and review_reason is not null))
);
create index orders_by_email on orders (lower(email));
create index orders_by_browser on orders (browser_hash);
create index orders_open on orders (swept_at) where state in ('NEW', 'AWAITING', 'PROCESSING');
create index orders_in_review on orders (review_since) where state = 'REVIEW';

-- Each refund once, by the processor's id, and whether it failed in the end.
create table order_refunds (
  id text primary key,
  order_id text not null references orders,
  amount bigint not null check (amount > 0),
  noted_at timestamptz not null,
  failed_at timestamptz check (failed_at >= noted_at)
);
create index order_refunds_of_order on order_refunds (order_id);

-- What a paid order gave: a pass, or a slice of time on a pass that runs.
create table yields (
  -- one source, used once: an order gives one thing, whatever its kind
  order_id text constraint one_yield_per_order primary key references orders,
  pass_id text not null,
  kind text not null check (kind in ('PASS', 'SLICE')),
  -- PAID: its money is held; QUESTIONED: that is not decided; GONE: it went back
  standing text not null check (standing in ('PAID', 'QUESTIONED', 'GONE')),
  given_at timestamptz not null,
  version bigint not null,
  unique (order_id, pass_id)
);
create index yields_of_pass on yields (pass_id);
create unique index yields_make_a_pass_once on yields (pass_id) where kind = 'PASS';

create function yields_keep_their_word() returns trigger language plpgsql as $$
begin
  if (new.order_id, new.pass_id, new.kind) is distinct from (old.order_id, old.pass_id, old.kind) then
    raise exception 'the yield of order % stays what it is', old.order_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger yields_keep_their_word before update on yields
  for each row execute function yields_keep_their_word();

-- At commit a paid order has given what it was paid for.
create function orders_paid_have_given() returns trigger language plpgsql as $$
begin
  if exists (select from orders where id = new.id and state = 'PAID')
      and not exists (select from yields where order_id = new.id and standing = 'PAID') then
    raise exception 'order % is paid and has given nothing', new.id using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger orders_paid_have_given after insert or update of state on orders
  deferrable initially deferred for each row when (new.state = 'PAID')
  execute function orders_paid_have_given();

create table passes (
  id text primary key check (id like 'p\_%'),
  -- the order whose yield it is; later ones may have added time
  order_id text not null constraint one_pass_per_order unique references orders,
  state text not null check (state in ('READY', 'ACTIVE', 'ENDED', 'LAPSED', 'SUSPENDED', 'REVOKED')),
  plan_code text not null,
  plan_version int not null,
  grant_id text not null unique,
  issued_at timestamptz not null,
  activate_by timestamptz not null check (activate_by > issued_at),
  starts_at timestamptz,
  ends_at timestamptz,
  -- how long it ran before runs_since, since when it runs without a break
  ran_micros bigint not null default 0 check (ran_micros >= 0),
  runs_since timestamptz,
  -- when a mail is due that its end, or the end of the days to start it, comes near
  warn_at timestamptz,
  -- when the money of a pass that lapsed is to go back, until that is written down
  refund_at timestamptz,
  consent_version text,
  consent_at timestamptz,
  consent_locale text,
  -- the device session that the buyer's own browser got; taken from it, it does not come back by itself
  handed_to text references device_sessions,
  revoked_for text check (revoked_for in ('MONEY', 'STAFF', 'WITHDRAWN')),
  version bigint not null,
  foreign key (plan_code, plan_version) references plans (code, version),
  check ((state = 'REVOKED') = (revoked_for is not null)),
  check ((starts_at is null) = (ends_at is null)),
  check (ends_at > starts_at),
  check (state not in ('READY', 'LAPSED') or starts_at is null),
  check (state not in ('ACTIVE', 'ENDED') or starts_at is not null),
  -- a clock that the buyer started has the consent: text version, time and locale
  check ((consent_version is null) = (consent_at is null) and (consent_at is null) = (consent_locale is null))
);
alter table passes add constraint passes_are_yields foreign key (order_id, id)
  references yields (order_id, pass_id) deferrable initially deferred;
alter table yields add foreign key (pass_id) references passes deferrable initially deferred;
alter table orders add foreign key (extends_pass) references passes;

-- At commit no pass is open that no paid order stands behind.
create function passes_open_are_paid() returns trigger language plpgsql as $$
begin
  if exists (select from passes where id = new.id and state in ('READY', 'ACTIVE'))
      and not exists (select from yields where pass_id = new.id and standing = 'PAID') then
    raise exception 'pass % is open and nothing is paid for it', new.id using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger passes_open_are_paid after insert or update of state on passes
  deferrable initially deferred for each row when (new.state in ('READY', 'ACTIVE'))
  execute function passes_open_are_paid();

create index passes_to_warn on passes (warn_at) where state in ('READY', 'ACTIVE');
create index passes_to_refund on passes (refund_at) where refund_at is not null;
create index passes_running on passes (ends_at) where state = 'ACTIVE';
create index passes_waiting on passes (activate_by) where state = 'READY';

create table access_links (
  secret_hash text primary key,
  pass_id text not null references passes,
  made_at timestamptz not null
);
create index access_links_of_pass on access_links (pass_id);

create table withdrawals (
  id text primary key check (id like 'w\_%'),
  order_id text not null references orders,
  pass_id text not null references passes,
  received_at timestamptz not null,
  zone text,
  -- the money could not be sent back, so the pass came back
  failed_at timestamptz check (failed_at >= received_at)
);
-- a contract is withdrawn from once
create unique index one_standing_withdrawal on withdrawals (order_id) where failed_at is null;

-- That an account asks to hold a pass, until whoever reads the pass's mail agrees.
create table claims (
  secret_hash text primary key check (length(secret_hash) = 43),
  pass_id text not null references passes,
  reader_id text not null references readers,
  made_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > made_at),
  constraint claims_once_an_account unique (pass_id, reader_id)
);
