-- Invoices, credit notes and debit notes. Numbers have no gap, and what is written never changes.

create table document_counters (
  kind text not null check (kind in ('INVOICE', 'CREDIT_NOTE', 'DEBIT_NOTE')),
  series text not null check (series ~ '^[A-Z0-9]{1,12}$'),
  year int not null check (year between 2020 and 9999),
  last int not null check (last between 1 and 999999),
  primary key (kind, series, year)
);

create table documents (
  number text primary key,
  kind text not null,
  series text not null,
  year int not null,
  serial int not null check (serial >= 1),
  -- an order or agreement of the room that sold; rooms above this one are not known here
  order_id text not null,
  -- the order of an invoice, the processor's id of a refund: one document of a kind for each
  cause text not null,
  issued_at timestamptz not null,
  issued_on date not null check (extract(year from issued_on) = year),
  currency char(3) not null,
  net bigint not null,
  tax bigint not null,
  total bigint not null check (total >= 0 and total = net + tax),
  snapshot text not null,
  constraint one_document_per_cause unique (kind, cause),
  constraint one_document_per_number unique (kind, series, year, serial),
  foreign key (kind, series, year) references document_counters (kind, series, year)
);
create index documents_of_order on documents (order_id);

-- The file that was made of a document, once; what was mailed is what is shown later.
create table document_files (
  number text primary key references documents,
  pdf bytea not null,
  sha256 text not null check (sha256 = encode(sha256(pdf), 'hex')),
  made_at timestamptz not null
);

create function documents_never_change() returns trigger language plpgsql as $$
begin
  raise exception '% is never changed', tg_table_name using errcode = 'check_violation';
end $$;
create trigger documents_never_change before update or delete on documents
  for each row execute function documents_never_change();
create trigger documents_never_emptied before truncate on documents
  for each statement execute function documents_never_change();
create trigger document_files_never_change before update or delete on document_files
  for each row execute function documents_never_change();
create trigger document_files_never_emptied before truncate on document_files
  for each statement execute function documents_never_change();

-- A counter goes on by one, and only together with the document that takes its number.
create function counters_only_count() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or (tg_op = 'INSERT' and new.last <> 1)
      or (tg_op = 'UPDATE' and (new.last <> old.last + 1
        or (new.kind, new.series, new.year) is distinct from (old.kind, old.series, old.year))) then
    raise exception 'a counter goes on by one' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger counters_only_count before insert or update or delete on document_counters
  for each row execute function counters_only_count();

create function counters_leave_no_gap() returns trigger language plpgsql as $$
begin
  if not exists (select from documents d
      where (d.kind, d.series, d.year, d.serial) = (new.kind, new.series, new.year, new.last)) then
    raise exception 'number % of % % % was taken for nothing', new.last, new.kind, new.series, new.year
      using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger counters_leave_no_gap after insert or update on document_counters
  deferrable initially deferred for each row execute function counters_leave_no_gap();
