-- Full-text search over entries and statements, without a second copy of their words: the index points into
-- ``entries`` by ``number`` and into ``statement_words`` by document and position. Triggers keep it in step.

CREATE VIEW statement_words AS
SELECT document_key * 1000000 + position AS number, content_folded AS words, speaker_folded AS speakers
FROM statements;

CREATE VIRTUAL TABLE register_search USING fts5(
  content_folded, actor_folded, towards_folded, outlet_folded,
  content='entries', content_rowid='number', tokenize='unicode61 remove_diacritics 2'
);

CREATE TRIGGER entries_found_after_insert AFTER INSERT ON entries BEGIN
  INSERT INTO register_search (rowid, content_folded, actor_folded, towards_folded, outlet_folded)
  VALUES (new.number, new.content_folded, new.actor_folded, new.towards_folded, new.outlet_folded);
END;

CREATE TRIGGER entries_found_after_delete AFTER DELETE ON entries BEGIN
  INSERT INTO register_search (
    register_search, rowid, content_folded, actor_folded, towards_folded, outlet_folded
  )
  VALUES (
    'delete', old.number, old.content_folded, old.actor_folded, old.towards_folded, old.outlet_folded
  );
END;

CREATE VIRTUAL TABLE statement_search USING fts5(
  words, speakers,
  content='statement_words', content_rowid='number', tokenize='unicode61 remove_diacritics 2'
);

CREATE TRIGGER statements_found_after_insert AFTER INSERT ON statements BEGIN
  INSERT INTO statement_search (rowid, words, speakers)
  VALUES (new.document_key * 1000000 + new.position, new.content_folded, new.speaker_folded);
END;

CREATE TRIGGER statements_found_after_delete AFTER DELETE ON statements BEGIN
  INSERT INTO statement_search (statement_search, rowid, words, speakers)
  VALUES (
    'delete', old.document_key * 1000000 + old.position, old.content_folded, old.speaker_folded
  );
END;

CREATE TRIGGER statements_found_after_update AFTER UPDATE OF content_folded, speaker_folded ON statements BEGIN
  INSERT INTO statement_search (statement_search, rowid, words, speakers)
  VALUES (
    'delete', old.document_key * 1000000 + old.position, old.content_folded, old.speaker_folded
  );
  INSERT INTO statement_search (rowid, words, speakers)
  VALUES (new.document_key * 1000000 + new.position, new.content_folded, new.speaker_folded);
END;
