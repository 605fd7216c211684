-- catalog: collections, the titles in them, the items that are delivered and counted.

create extension if not exists pg_trgm;

-- Ids and handles compare byte by byte, whatever the language of the database: one index then serves
-- equality, order and what begins alike.

create table collections (
  number       integer primary key check (number between 1 and 32767),
  name         text not null check (name <> ''),
  description  text not null,
  content_hash text not null
);
comment on column collections.number is 'stands in tokens as prod; never reused for another collection';

create table titles (
  id               text collate "C" primary key check (id ~ '^[a-z0-9]+([.-][a-z0-9]+)*$'),
  name             text not null check (name <> ''),
  publisher        text not null check (publisher <> ''),
  data_type        text not null check (data_type in ('Book', 'Conference', 'Journal',
                     'Newspaper_or_Newsletter', 'Other', 'Patent', 'Reference_Work', 'Report',
                     'Standard', 'Thesis_or_Dissertation', 'Unspecified')),
  publication_type text not null check (publication_type in ('serial', 'monograph')),
  print_issn       text check (print_issn ~ '^[0-9]{4}-[0-9]{3}[0-9X]$'),
  online_issn      text check (online_issn ~ '^[0-9]{4}-[0-9]{3}[0-9X]$'),
  isbn             text check (isbn ~ '^([0-9]{9}[0-9X]|[0-9]{13})$'),
  coverage_depth   text not null check (coverage_depth in ('fulltext', 'selected articles', 'abstracts')),
  coverage_notes   text,
  first_date       text check (first_date ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
  first_volume     text,
  first_issue      text,
  last_date        text check (last_date ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
  last_volume      text,
  last_issue       text,
  parent_id        text collate "C" references titles check (parent_id <> id),
  preceding_id     text collate "C" references titles check (preceding_id <> id),
  content_hash     text not null
);
comment on column titles.data_type is 'COUNTER 5.1 Data_Type of a title report';

create table title_collections (
  title_id          text collate "C" not null references titles,
  collection_number integer not null references collections,
  primary key (title_id, collection_number)
);
create index title_collections_by_collection on title_collections (collection_number);

create table items (
  handle          text collate "C" primary key check (length(handle) <= 200),
  title_id        text collate "C" not null references titles,
  name            text not null check (name <> ''),
  creators        jsonb not null,
  date            text check (date ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
  year            integer check (year between 1 and 9999),
  citation        text not null check (citation <> ''),
  volume          text,
  issue           text,
  doi             text check (doi ~ '^10[.][0-9]{4,9}/[^[:space:]]+$'),
  data_type       text not null check (data_type in ('Article', 'Audiovisual', 'Book_Segment',
                    'Conference_Item', 'Database_Full_Item', 'Dataset', 'Image',
                    'Interactive_Resource', 'Multimedia', 'News_Item', 'Other', 'Patent',
                    'Reference_Item', 'Report', 'Software', 'Sound', 'Standard',
                    'Thesis_or_Dissertation', 'Unspecified')),
  segment_of      text collate "C" references items check (segment_of <> handle),
  page_ids        text[] not null default '{}',
  pages           integer check (pages > 0),
  first_page_text text not null,
  held            text not null check (held in ('whole', 'first_page')),
  withdrawn       boolean not null,
  content_hash    text not null,
  changed_at      timestamptz not null,
  constraint items_begin_with_their_title check (left(handle, length(title_id) + 1) = title_id || '/'),
  constraint items_list_every_page check (page_ids = '{}' or cardinality(page_ids) = pages)
);
create index items_by_title on items (title_id, handle);
create index items_by_name on items using gin (name gin_trgm_ops);
comment on column items.pages is 'empty: not known to the catalogue, the document servers know';

create table catalog_imports (
  digest      text not null,
  imported_at timestamptz not null,
  added       bigint not null,
  changed     bigint not null,
  id          bigint generated always as identity primary key
);
comment on column catalog_imports.digest is 'SHA-256 of the files, so that a start with the same files reads none';
