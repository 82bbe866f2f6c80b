-- The store: documents, what is in each, and which of it is the same across documents.
--
-- What was read of a document stands in the tables from `files` to `evidence`, under the document's number and the record's own
-- id there ("ref": p1 a person, o1 a body, l1 a place, e1 an event).  What several documents have in common is derived from it:
-- `entities` with `names` (by `entries.entity`) and `events` (by `reports.event`); both are null while a document waits to be
-- linked.  `touched` tells what is to be linked anew, so that a run which was ended goes on.
-- Days are YYYY-MM-DD, or as much of that as is known; spans are half-open ranges of characters of the decoded source.
pragma application_id = 0x6b637a78;  -- "kczx"

create table runs (
  id integer primary key, started text not null, finished text, kczx text not null, options text not null
);

create table files (  -- inputs: `place` is the whole path, `path` what the user typed, `setting` how it was read
  id integer primary key, place text not null unique, path text not null,
  size integer not null, modified integer not null, hash text not null, setting text not null,
  run integer not null references runs
);

create index files_hash on files (hash);

create table documents (  -- `position` counts the documents of a file
  number integer primary key autoincrement, id text not null, hash text not null,
  file integer not null references files on delete cascade, path text not null, position integer not null,
  source_id text, media_type text not null, encoding text not null,
  script text not null check (script in ('Hans', 'Hant', 'mixed')),
  title text, publisher text, published text, run integer not null references runs,
  unique (file, position)
);
create index documents_hash on documents (hash);
create index documents_path on documents (path);
create index documents_published on documents (published);

create table records (  -- the record as JSON, compressed by zlib
  document integer primary key references documents on delete cascade, json blob not null
);

create table sources (  -- the decoded source and how it was cleaned (kczx.sourced) as JSON, compressed by zlib
  document integer primary key references documents on delete cascade, json blob not null
);

create table articles (
  id integer primary key autoincrement, document integer not null references documents on delete cascade,
  article text not null, title text, byline text, published text, text text not null,
  unique (document, article)
);

create table entities (
  id integer primary key, kind text not null check (kind in ('person', 'organization', 'place')), name text not null,
  subkind text, code text, parent integer references entities on delete set null, key text not null, unique (kind, key)
);
create index entities_name on entities (name);
create index entities_parent on entities (parent);

create table names (
  name text not null, entity integer not null references entities on delete cascade, primary key (name, entity)
) without rowid;
create index names_entity on names (entity);

create table entries (  -- a person, a body or a place of a document
  document integer not null references documents on delete cascade, ref text not null, kind text not null,
  name text not null, subkind text, code text, parent text, key text not null,
  entity integer references entities on delete set null, primary key (document, ref)
) without rowid;
create index entries_entity on entries (entity);
create index entries_key on entries (kind, key);

create table forms (  -- the names of a body by which it may be known in another document
  key text not null, document integer not null, ref text not null, place integer not null,
  primary key (key, document, ref), foreign key (document, ref) references entries on delete cascade
) without rowid;
create index forms_entry on forms (document, ref);

create table aliases (
  document integer not null, ref text not null, name text not null,
  primary key (document, ref, name), foreign key (document, ref) references entries on delete cascade
) without rowid;

create table mentions (
  document integer not null references documents on delete cascade, start integer not null, "end" integer not null,
  ref text not null, article text, text text not null, page integer, primary key (document, start, "end", ref)
) without rowid;
create index mentions_ref on mentions (document, ref);

create table titles (
  id integer primary key, document integer not null references documents on delete cascade, person text not null,
  organization text, organization_ref text, position text not null, start integer not null, "end" integer not null
);
create index titles_person on titles (document, person);

create table dates (
  id integer primary key, document integer not null references documents on delete cascade, article text, text text not null,
  edtf text not null, start_day text, end_day text, basis text not null, start integer not null, "end" integer not null
);
create index dates_document on dates (document);

create table figures (
  id integer primary key, document integer not null references documents on delete cascade, article text,
  value real not null, low real, high real, unit text, counted text, qualifier text, change text, planned integer not null,
  indicator text, as_of text, owner text, owner_ref text, side text, text text not null, start integer not null, "end" integer not null
);
create index figures_document on figures (document, start);
create index figures_indicator on figures (indicator, as_of) where indicator is not null;

create table events (  -- once each, however many documents tell it
  id integer primary key, key text not null unique, kind text not null, name text, label text, status text not null,
  edtf text, start_day text, end_day text, place text, place_entity integer references entities on delete set null, mode text
);
create index events_day on events (start_day);
create index events_kind on events (kind, start_day);
create index events_place on events (place_entity);

create table reports (  -- an event as a document tells it; `same` is what events have in common that may be one
  id integer primary key autoincrement, document integer not null references documents on delete cascade, record text not null,
  event integer references events on delete set null, article text not null, kind text not null, name text, label text,
  status text not null, edtf text, start_day text, end_day text, place text, place_ref text, mode text, rule text not null,
  plain text, same text not null, unique (document, record)
);
create index reports_event on reports (event);
create index reports_same on reports (same);
create index reports_plain on reports (plain) where plain is not null;

create table participants (
  report integer not null references reports on delete cascade, document integer not null, role text not null, type text not null,
  ref text, name text not null, detail text
);
create index participants_report on participants (report);
create index participants_ref on participants (document, ref);

create table evidence (
  report integer not null references reports on delete cascade, start integer not null, "end" integer not null, text text not null
);
create index evidence_report on evidence (report);

create table sought (  -- what an event's sentences say that somebody seeks or offers
  report integer not null references reports on delete cascade, side text not null check (side in ('needs', 'offers')),
  start integer not null, "end" integer not null, text text not null
);
create index sought_report on sought (report);
create index sought_side on sought (side);

create table failures (  -- inputs that could not be read; `file` is null where there is none
  path text primary key, file integer references files on delete cascade, error text not null, message text not null,
  run integer not null references runs
);

create table searches (name text primary key, seen integer not null);  -- up to which document a saved question has told

create table corrections (  -- rows of link/same.tsv and link/different.tsv
  tsv text not null, kind text not null, name text not null, other text not null, primary key (tsv, kind, name, other)
) without rowid;

create table touched (kind text not null, key text not null, primary key (kind, key)) without rowid;

-- Overlapping pairs of characters of the cleaned text (kczx.store.index), so that every word is found as a phrase of them.
create virtual table article_index using fts5 (title, text, content='', tokenize='ascii');
create virtual table record_index using fts5 (name, text, content='', tokenize='ascii');

create view event_list as
select e.id, e.start_day as day, e.kind, coalesce(e.name, e.label) as name, e.status, e.place,
  (select group_concat(name) from (select p.name from reports r join participants p on p.report = r.id
   where r.event = e.id and p.role = 'organizer' group by p.name order by count(*) desc, p.name)) as organizers,
  (select group_concat(name) from (select p.name from reports r join participants p on p.report = r.id
   where r.event = e.id and p.type = 'person' group by p.name order by count(*) desc, p.name)) as people,
  (select count(distinct r.document) from reports r where r.event = e.id) as documents
from events e;

create view office_list as
select n.name as person, coalesce(b.name, t.organization) as organization, t.position,
  min(d.published) as first, max(d.published) as last, count(*) as times
from titles t join documents d on d.number = t.document
join entries p on p.document = t.document and p.ref = t.person join entities n on n.id = p.entity
left join entries o on o.document = t.document and o.ref = t.organization_ref left join entities b on b.id = o.entity
group by n.id, coalesce(b.name, t.organization), t.position;

create view indicator_series as
select f.indicator, f.as_of, f.planned, f.value, f.low, f.high, f.unit, f.qualifier, f.owner, f.text, d.path, d.published, f.start, f."end"
from figures f join documents d on d.number = f.document where f.indicator is not null;

create view part_list as  -- who took part in what
select r.event, r.id as report, e.start_day as day, e.kind, coalesce(e.name, e.label) as name, p.role, p.type,
  coalesce(n.name, p.name) as participant, x.entity, p.detail, d.path, r.article
from participants p join reports r on r.id = p.report join events e on e.id = r.event join documents d on d.number = r.document
left join entries x on x.document = p.document and x.ref = p.ref left join entities n on n.id = x.entity;

create view who_met_whom as  -- hosts with their visitors, and those of talks who stand on the two sides of 同, 与 or 和
with people as not materialized (
  select p.report, p.role, p.name as written, coalesce(n.name, p.name) as name from participants p
  left join entries x on x.document = p.document and x.ref = p.ref left join entities n on n.id = x.entity where p.type = 'person'
), talks as (
  select r.id, v.text from reports r join evidence v on v.report = r.id
  where r.kind = 'meeting' and r.rule glob 'act/meeting/*' and r.rule not glob '*通*话*'
    and v.start = (select min(f.start) from evidence f where f.report = r.id)
), pairs as (
  select r.id, a.name as person, b.name as other from reports r
  join people a on a.report = r.id and a.role = 'host' join people b on b.report = r.id and b.role = 'visitor'
  where r.kind = 'reception' or (r.kind = 'visit' and r.rule not glob '*参观*' and r.rule not glob '*慰问*')
  union
  select t.id, a.name, b.name from talks t join people a on a.report = t.id join people b on b.report = t.id
  where instr(t.text, a.written) > 0 and instr(t.text, b.written) > instr(t.text, a.written) + length(a.written)
    and substr(t.text, instr(t.text, a.written) + length(a.written),
      instr(t.text, b.written) - instr(t.text, a.written) - length(a.written)) glob '*[同与和]*'
    and not exists (select 1 from people c where c.report = t.id and instr(t.text, c.written) between 1 and instr(t.text, a.written) - 1
      and substr(t.text, instr(t.text, c.written), instr(t.text, a.written) - instr(t.text, c.written)) glob '*[同与和]*')
)
select distinct e.start_day as day, p.person, p.other, e.kind, e.place, coalesce(e.name, e.label) as event, d.path
from pairs p join reports r on r.id = p.id join events e on e.id = r.event join documents d on d.number = r.document
where p.person <> p.other and r.status = 'held';
