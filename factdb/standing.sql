-- Which articles count and where their statements belong: what the joining of events and the totals rest on.

COMMENT ON TABLE programmes IS 'Codes of training programmes and their names';
COMMENT ON COLUMN programmes.code IS 'as in training.programme';
COMMENT ON COLUMN programmes.name_vi IS 'the name in Vietnamese';
COMMENT ON COLUMN programmes.name_en IS 'the name in English';

-- Reprints: articles with the same text, blanks apart. The one published first stands for all, then the lower id.
-- Of one article in several versions the one published last counts.
CREATE TABLE standing AS
WITH texts AS (
    SELECT article_id, version, published, name,
           md5(regexp_replace(nfc_normalize(text), '[\s\p{Z}\x{FEFF}\x{200B}]+', '', 'g')) AS wording
    FROM articles
), ranked AS (
    SELECT *, row_number() OVER (PARTITION BY article_id ORDER BY published DESC NULLS LAST, version) AS newest
    FROM texts
), firsts AS (
    SELECT wording, first(article_id ORDER BY published NULLS LAST, article_id, version) AS article_id
    FROM ranked WHERE newest = 1 GROUP BY wording
)
SELECT r.article_id, r.version,
       r.newest > 1 AS superseded,
       CASE WHEN f.article_id <> r.article_id THEN f.article_id END AS copy_of
FROM ranked r LEFT JOIN firsts f USING (wording)
ORDER BY r.article_id, r.version;

COMMENT ON TABLE standing IS 'For every article, whether its facts count in totals or another article stands for it';
COMMENT ON COLUMN standing.article_id IS 'hash of the URL, or of the text where there is none';
COMMENT ON COLUMN standing.version IS 'hash of the text: two versions of one article differ in it';
COMMENT ON COLUMN standing.superseded IS 'true where another version of the article counts in its place: the one published last, else the first by version';
COMMENT ON COLUMN standing.copy_of IS 'article_id of the article with the same text that counts in its place; NULL where it counts itself';

-- Where a statement belongs: what its organiser names, else the title, else the only province of the article, else
-- the paper that bears a province's name. A name that two bodies of one statement name differently tells nothing.
-- A university or academy beside another body has its seat in its name («Trường Đại học … Hà Nội»), not the learners'.
CREATE TABLE placed AS
WITH owned AS (
    SELECT *, list_filter(organiser, lambda x: len(organiser) = 1 OR NOT regexp_matches(lower(nfc_normalize(x)), '^(trường )?(đại học|học viện)')) AS owners
    FROM training
), named AS (
    SELECT t.article_id, t.version, t.fact_id, s.name,
           list_distinct(list_transform(regexp_extract_all(nfc_normalize(concat_ws(' | ', array_to_string(t.owners, ' | '), t.audience)), getvariable('province_pattern'), 1), lambda x: lower(x))) AS names
    FROM owned t JOIN articles s USING (article_id, version)
), of_article AS (
    SELECT article_id, version,
           list_distinct(list_transform(regexp_extract_all(nfc_normalize(coalesce(title, '')), getvariable('province_pattern'), 1), lambda x: lower(x))) AS of_title,
           list_transform(regexp_extract_all(nfc_normalize(text), getvariable('province_pattern'), 1), lambda x: lower(x)) AS of_text,
           coalesce(source, '') AS source
    FROM articles WHERE relevant
), known AS (
    SELECT n.article_id, n.version, n.fact_id,
           (SELECT list(DISTINCT k.province) FROM place_names k WHERE list_contains(n.names, k.spelling)) AS by_organiser,
           (SELECT list(DISTINCT k.province) FROM place_names k WHERE list_contains(a.of_title, k.spelling)) AS by_title,
           (SELECT list(DISTINCT k.province) FROM place_names k WHERE list_contains(a.of_text, k.spelling)) AS by_text,
           len(a.of_text) AS mentions,
           (SELECT list(DISTINCT k.province) FROM place_names k WHERE length(k.plain) > 4 AND contains(replace(a.source, '-', ''), k.plain)) AS by_paper
    FROM named n LEFT JOIN of_article a USING (article_id, version)
)
SELECT article_id, version, fact_id,
       CASE WHEN len(by_organiser) = 1 THEN by_organiser[1] WHEN len(by_organiser) > 1 THEN NULL
            WHEN len(by_title) = 1 THEN by_title[1]
            WHEN len(by_text) = 1 AND mentions > 1 THEN by_text[1]
            WHEN len(by_paper) = 1 THEN by_paper[1] END AS province,
       CASE WHEN len(by_organiser) = 1 THEN 'statement' WHEN len(by_organiser) > 1 THEN NULL
            WHEN len(by_title) = 1 THEN 'title'
            WHEN len(by_text) = 1 AND mentions > 1 THEN 'article'
            WHEN len(by_paper) = 1 THEN 'paper' END AS basis
FROM known ORDER BY article_id, version, fact_id;

COMMENT ON TABLE placed IS 'The province or city to which each training fact belongs, and how that is known';
COMMENT ON COLUMN placed.province IS 'name of the province or central city as of the time of the article; NULL where not known';
COMMENT ON COLUMN placed.basis IS 'statement (its organiser or audience names it), title, article (the only one that the text names, and more than once) or paper (its address bears the name)';
