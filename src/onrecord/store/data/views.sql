-- What a person sees who opens the file with Datasette or another tool for SQLite: readable columns, ids that
-- name rows of other views, lists as JSON. Statements, commitments, events and claims are as they were read;
-- the register (register, reports, responses, position_list, shifts, conflict_list) has what people decided.

CREATE VIEW document_list AS
SELECT
  d.id,
  d.title,
  d.outlet,
  d.byline,
  d.published,
  d.url,
  d.language,
  d.version,
  p.id AS previous,
  r.statements,
  r.commitments,
  r.events,
  r.claims
FROM documents d
LEFT JOIN documents p ON p.key = d.previous_key
LEFT JOIN readings r ON r.document_key = d.key
WHERE d.newest;

CREATE VIEW register AS
SELECT
  e.id,
  e.kind,
  json_extract(e.body, '$.actors') AS actors,
  json_extract(e.body, '$.principals') AS principals,
  json_extract(e.body, '$.towards') AS towards,
  json_extract(e.body, '$.proposition') AS proposition,
  json_extract(e.body, '$.issues') AS issues,
  json_extract(e.body, '$.stance') AS stance,
  e.status,
  e.first_day,
  e.last_day,
  json_extract(e.body, '$.first_reported') AS first_reported,
  json_extract(e.body, '$.last_reported') AS last_reported,
  json_array_length(e.body, '$.reports') AS reports,
  e.origins,
  e.reviewed AS confirmed,
  coalesce(json_extract(e.body, '$.notes'), '[]') AS notes,
  e.number
FROM entries e;

CREATE VIEW reports AS
SELECT
  t.entry,
  t.position + 1 AS report,
  t.kind,
  (SELECT group_concat(json_extract(q.value, '$.exact'), ' … ') FROM json_each(t.told, '$.act.quote') q) AS quote,
  json_extract(t.told, '$.act.actors') AS actors,
  json_extract(t.told, '$.wording') AS wording,
  json_extract(t.told, '$.strength') AS strength,
  t.document,
  d.title,
  d.outlet,
  d.published,
  d.url,
  t.start,
  t.end,
  json_extract(t.told, '$.act.record_kind') AS record_kind,
  t.record,
  t.origin,
  coalesce(json_extract(t.told, '$.act.reviewed'), 0) AS confirmed
FROM (
  SELECT r.*, e.kind, json_extract(e.body, '$.reports[' || r.position || ']') AS told
  FROM entry_reports r
  JOIN entries e ON e.id = r.entry
) t
LEFT JOIN documents d ON d.id = t.document;

CREATE VIEW responses AS
SELECT
  l.source AS entry,
  json_extract(s.body, '$.actors') AS actors,
  l.answer,
  l.kind AS tie,
  l.target,
  json_extract(t.body, '$.actors') AS target_actors,
  json_extract(t.body, '$.proposition') AS target_proposition,
  s.first_day AS day,
  json_extract(s.body, '$.proposition') AS proposition,
  json_extract(l.body, '$.why') AS why,
  json_extract(l.body, '$.confidence') AS confidence
FROM entry_links l
JOIN entries s ON s.id = l.source
JOIN entries t ON t.id = l.target;

CREATE VIEW position_list AS
SELECT
  p.holder,
  p.subject,
  p.about,
  coalesce(json_extract(e.body, '$.proposition'), replace(p.subject, '_', ' ')) AS matter,
  p.stance,
  p.since,
  p.until,
  p.shifted,
  json_extract(p.body, '$.latest.condition') AS condition,
  json_extract(p.body, '$.opening.words') AS words,
  json_extract(p.body, '$.opening.voice') AS voice,
  json_extract(p.body, '$.opening.speakers') AS speakers,
  json_array_length(p.body, '$.entries') AS entries,
  json_extract(p.body, '$.origins') AS origins,
  p.opening,
  p.latest,
  coalesce(json_array_length(p.body, '$.others'), 0) AS others
FROM positions p
LEFT JOIN entries e ON p.about = 'proposition' AND e.id = p.subject;

CREATE VIEW shifts AS
SELECT
  p.holder,
  p.subject,
  p.about,
  coalesce(json_extract(e.body, '$.proposition'), replace(p.subject, '_', ' ')) AS matter,
  p.since,
  coalesce(json_extract(p.body, '$.changed'), '[]') AS changed,
  json_extract(p.body, '$.before.stance') AS stance_before,
  p.stance,
  json_extract(p.body, '$.before.condition') AS condition_before,
  json_extract(p.body, '$.opening.condition') AS condition,
  json_extract(p.body, '$.before.words') AS words_before,
  json_extract(p.body, '$.opening.words') AS words,
  json_extract(p.body, '$.before.entry') AS entry_before,
  p.opening AS entry
FROM positions p
LEFT JOIN entries e ON p.about = 'proposition' AND e.id = p.subject
WHERE p.shifted;

CREATE VIEW conflict_list AS
SELECT
  c.id,
  c.kind,
  c.subject,
  c.why,
  json_extract(c.body, '$.left.value') AS "left",
  (SELECT group_concat(json_extract(q.value, '$[2]'), ' … ') FROM json_each(c.body, '$.left.quote') q) AS left_quote,
  json_extract(c.body, '$.left.outlet') AS left_outlet,
  json_extract(c.body, '$.left.published') AS left_published,
  json_extract(c.body, '$.left.document') AS left_document,
  (SELECT min(r.entry) FROM entry_reports r WHERE r.record = json_extract(c.body, '$.left.record')) AS left_entry,
  json_extract(c.body, '$.right.value') AS "right",
  (SELECT group_concat(json_extract(q.value, '$[2]'), ' … ') FROM json_each(c.body, '$.right.quote') q) AS right_quote,
  json_extract(c.body, '$.right.outlet') AS right_outlet,
  json_extract(c.body, '$.right.published') AS right_published,
  json_extract(c.body, '$.right.document') AS right_document,
  (SELECT min(r.entry) FROM entry_reports r WHERE r.record = json_extract(c.body, '$.right.record')) AS right_entry,
  coalesce(json_extract(c.body, '$.issues'), '[]') AS issues,
  nullif(c.first_day, '9999-99-99') AS first_day,
  nullif(c.last_day, '9999-99-99') AS last_day
FROM conflicts c;

CREATE VIEW derivation_list AS
SELECT
  d.id AS document,
  d.outlet,
  d.published,
  x.kind,
  s.id AS source,
  coalesce(x.outlet, s.outlet) AS source_outlet,
  s.published AS source_published,
  coalesce(json_extract(x.body, '$.credited'), 0) AS credited,
  json_extract(x.body, '$.direction') AS told_by
FROM derivations x
JOIN documents d ON d.key = x.derived_key
LEFT JOIN documents s ON s.key = x.source_key;

CREATE VIEW statement_list AS
SELECT
  s.id,
  (SELECT json_group_array(x.name) FROM speakers x
    WHERE x.document_key = s.document_key AND x.statement = s.position) AS speakers,
  s.affiliation AS speaks_for,
  s.speaker_role AS role,
  s.act,
  (SELECT json_group_array(x.name) FROM addressees x
    WHERE x.document_key = s.document_key AND x.statement = s.position) AS addressees,
  (SELECT json_group_array(x.issue) FROM issues x
    WHERE x.document_key = s.document_key AND x.statement = s.position) AS issues,
  s.stance,
  (SELECT group_concat(x.exact, ' … ') FROM evidence x
    WHERE x.document_key = s.document_key AND x.statement = s.position AND x.role = 'quote') AS quote,
  (SELECT group_concat(x.exact, ' … ') FROM evidence x
    WHERE x.document_key = s.document_key AND x.statement = s.position AND x.role = 'condition') AS condition,
  s.said_on,
  s.zone,
  d.id AS document,
  d.title,
  d.outlet,
  d.published,
  (SELECT min(r.entry) FROM entry_reports r WHERE r.record = s.id) AS entry,
  s.document_key * 1000000 + s.position AS number
FROM statements s
JOIN documents d ON d.key = s.document_key
WHERE d.newest;

CREATE VIEW commitment_list AS
SELECT
  c.id,
  c.party,
  c.measure,
  c.status,
  c.what,
  c.beneficiary,
  (SELECT group_concat(json_extract(q.value, '$[2]'), ' … ') FROM json_each(c.evidence, '$.quote') q) AS quote,
  (SELECT group_concat(json_extract(q.value, '$[2]'), ' … ') FROM json_each(c.evidence, '$.condition') q) AS condition,
  c.due,
  c.legal_form,
  c.approval,
  c.members_named,
  c.statement,
  d.id AS document,
  d.title,
  d.outlet,
  d.published,
  (SELECT min(r.entry) FROM entry_reports r WHERE r.record = c.id) AS entry
FROM commitments c
JOIN documents d ON d.key = c.document_key
WHERE d.newest;

CREATE VIEW event_list AS
SELECT
  v.id,
  v.kind,
  v.status,
  v.participants,
  v.place,
  v.date,
  (SELECT group_concat(json_extract(q.value, '$[2]'), ' … ') FROM json_each(v.evidence, '$.quote') q) AS quote,
  v.reported_by,
  d.id AS document,
  d.title,
  d.outlet,
  d.published,
  (SELECT min(r.entry) FROM entry_reports r WHERE r.record = v.id) AS entry
FROM events v
JOIN documents d ON d.key = v.document_key
WHERE d.newest;

CREATE VIEW claim_list AS
SELECT
  k.id,
  k.property,
  k.subject,
  k.value,
  k.as_of,
  k.asserted_by,
  (SELECT group_concat(json_extract(q.value, '$[2]'), ' … ') FROM json_each(k.evidence, '$.quote') q) AS quote,
  d.id AS document,
  d.title,
  d.outlet,
  d.published
FROM claims k
JOIN documents d ON d.key = k.document_key
WHERE d.newest;
