-- Articles whose texts are nearly the same: reprints with a changed headline or figure, copies of an agency's report, cut
-- or lengthened. Every run of five words is hashed, and of the hashes a quarter is kept, chosen by the hash itself
-- (Manber 1994; Schleimer, Wilkerson and Aiken 2003): so two articles keep the same ones of what they share. A run that
-- more than thirty articles have is a phrase of the trade and tells nothing. Linear in the number of words.
SET VARIABLE marks = '.,;:()[]«»“”‘’"''!?…–—-/' || chr(9) || chr(10) || chr(13) || chr(160);

CREATE TEMP TABLE words AS
SELECT row_number() OVER (ORDER BY a.article_id, a.version) AS n, a.article_id, a.version, a.published,
       list_transform(list_filter(string_split(translate(lower(CASE WHEN regexp_matches(a.text, '\pM') THEN nfc_normalize(a.text) ELSE a.text END),
                                             getvariable('marks'), repeat(' ', length(getvariable('marks')))), ' '), lambda w: w <> ''), lambda w: hash(w)) AS w
FROM articles a JOIN standing s USING (article_id, version)
WHERE NOT s.superseded AND s.copy_of IS NULL
  AND (a.article_id, a.version) IN (SELECT (article_id, version) FROM training);

CREATE TEMP TABLE prints AS
SELECT n, print, count(*) OVER (PARTITION BY print) AS held_by
FROM (
    SELECT n, unnest(list_distinct(list_filter(
               list_transform(range(1, len(w) - 3), lambda i: hash(w[i], w[i + 1], w[i + 2], w[i + 3], w[i + 4])),
               lambda h: h % 4 = 0))) AS print
    FROM words
);

CREATE TABLE near_copies AS
WITH sizes AS (
    SELECT n, count(*) AS size FROM prints WHERE held_by <= 30 GROUP BY n
), alike AS (
    SELECT a.n AS n, b.n AS m, count(*) AS shared
    FROM prints a JOIN prints b ON b.print = a.print AND b.n <> a.n
    WHERE a.held_by BETWEEN 2 AND 30 AND b.held_by BETWEEN 2 AND 30
    GROUP BY ALL HAVING shared >= 4
)
SELECT l.article_id, l.version, f.article_id AS of_article_id, f.version AS of_version,
       round(k.shared / least(x.size, y.size), 2) AS likeness
FROM alike k JOIN words l ON l.n = k.n JOIN words f ON f.n = k.m
JOIN sizes x ON x.n = k.n JOIN sizes y ON y.n = k.m
WHERE (coalesce(f.published, DATE '9999-12-31'), f.article_id) < (coalesce(l.published, DATE '9999-12-31'), l.article_id)
  AND f.article_id <> l.article_id
  AND k.shared >= 0.6 * least(x.size, y.size)
  AND coalesce(abs(f.published - l.published) <= 31, true)
ORDER BY ALL;

DROP TABLE prints;
DROP TABLE words;

COMMENT ON TABLE near_copies IS 'Pairs of articles whose texts are nearly the same: reprints and agency copies; each still counts, but their facts are joined';
COMMENT ON COLUMN near_copies.of_article_id IS 'the article published before';
COMMENT ON COLUMN near_copies.of_version IS 'its version';
COMMENT ON COLUMN near_copies.likeness IS 'share of the shorter text that the two have in common, 0.6 to 1';
