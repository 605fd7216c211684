-- The outbox of mail. A mail is written in the transaction of what it tells, and sent afterwards.

create table mails (
  id text primary key check (id like 'm\_%'),
  kind text not null check (kind in ('RECEIPT', 'LINK', 'LINKS', 'CLAIM', 'REVIEW', 'REFUND', 'REFUND_FAILED',
    'WITHDRAWAL', 'WITHDRAWAL_FAILED', 'CONSENT', 'ENDING_SOON', 'ENDED', 'REMINDER', 'LAPSED', 'REQUEST',
    'QUOTE', 'QUOTE_PROOF', 'QUOTE_ACCEPTED', 'QUOTE_DECLINED',
    'AGREEMENT', 'INVOICE_PAGE', 'AGREEMENT_NOTICE', 'TRIAL', 'TRIAL_REPORT')),
  -- what happened: with its kind it has one mail, never two
  event_id text not null,
  -- the order or the request that it is about
  about_id text not null,
  message_id text not null unique check (message_id ~ '^<[A-Za-z0-9_.-]+@[A-Za-z0-9.-]+>$'),
  recipient text not null check (recipient !~ '[[:cntrl:]]'),
  subject text not null check (subject !~ '[[:cntrl:]]'),
  -- The texts hold the access link's secret, which is kept nowhere else. They stand here until the
  -- mail is handed over and are blanked in the transaction that records that.
  text_body text,
  html_body text,
  state text not null check (state in ('WAITING', 'SENT', 'GIVEN_UP')),
  attempts int not null default 0,
  next_at timestamptz not null,
  written_at timestamptz not null,
  settled_at timestamptz,
  constraint one_mail_per_event unique (kind, event_id),
  check ((state = 'WAITING') = (settled_at is null)),
  check ((state = 'WAITING') = (text_body is not null)),
  check ((text_body is null) = (html_body is null))
);
create index mails_waiting on mails (next_at) where state = 'WAITING';
create index mails_about on mails (about_id);
