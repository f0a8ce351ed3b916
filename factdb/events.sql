-- One event, many reports: facts of different articles about the same classes are joined, and the event counts once.
-- What two statements must share before they are joined: status, kind of count, place, body, programme and time. A slot
-- that one of them leaves open is no difference, but then the figures must be the same. Two facts of one article are
-- never joined. Every join has a rule, and stands in `event_facts` with it.

-- A body without its province and the words that every name has: «Trường Chính trị tỉnh Lào Cai» is «trường chính trị».
CREATE OR REPLACE TEMP MACRO body_key(name) AS trim(regexp_replace(replace(replace(
    regexp_replace(lower(nfc_normalize(name)), '(?i)' || getvariable('province_pattern'), ' ', 'g'), 'uỷ', 'ủy'), 'tỉnh ủy', 'tỉnhủy'),
    '(^|[^\pL])(tỉnh|thành phố|tp|bồi dưỡng|của|nhà)($|[^\pL])|[^\pL\pN]+', ' ', 'g'));

-- The district or commune that a body names: «Huyện ủy Bảo Thắng» and «Trung tâm Chính trị huyện Bảo Thắng» are of one.
CREATE OR REPLACE TEMP MACRO district_of(name) AS list_distinct(list_transform(regexp_extract_all(nfc_normalize(name),
    '(?:[Hh]uyện|[Tt]hị xã|[Qq]uận|[Xx]ã|[Pp]hường|[Tt]hị trấn|[Tt]hành phố|[Hh]uyện [uủ][ỷy]|[Tt]hị [uủ][ỷy]|[Qq]uận [uủ][ỷy]|[Tt]hành [uủ][ỷy]|[ĐđD]ảng [uủ][ỷy]|[Đđ]ảng bộ) (\p{Lu}\pL*(?: \p{Lu}\pL*){0,3})', 1),
    lambda d: lower(d)));

CREATE TEMP TABLE bodies AS
SELECT name, body_key(name) AS key,
       list_filter(district_of(name), lambda d: NOT list_contains(spellings, d)) AS districts
FROM (SELECT DISTINCT unnest(organiser) AS name FROM training), (SELECT list(spelling) AS spellings FROM place_names);

CREATE TEMP TABLE claims AS
WITH told AS (
    SELECT t.article_id, t.version, t.fact_id, list(DISTINCT b.key) FILTER (length(b.key) > 5) AS keys,
           list_distinct(flatten(list(b.districts))) AS districts
    FROM (SELECT article_id, version, fact_id, unnest(organiser) AS name FROM training) t JOIN bodies b USING (name)
    GROUP BY ALL
)
SELECT row_number() OVER (ORDER BY a.published NULLS LAST, t.article_id, t.version, t.span_start, t.fact_id) AS n,
       t.article_id, t.version, t.fact_id, t.quote, a.published, w.province, t.programme, t.status, coalesce(t.event, '') AS event,
       coalesce(t.learners_counting, '') AS counting, t.part_of IS NOT NULL AS part, t.period_start, t.period_end,
       coalesce(t.period_end - t.period_start <= 31, false) AS dated,
       t.classes_low, t.learners_low, t.learners_unit, t.learners_low = t.learners_high AND t.learners_qualifier IS NULL AS exact,
       CASE t.learners_qualifier WHEN 'under' THEN 0.9 WHEN 'about' THEN 0.95 ELSE 1 END * t.learners_low AS least,
       CASE t.learners_qualifier WHEN 'over' THEN 1.1 WHEN 'about' THEN 1.05 ELSE 1 END * t.learners_high AS most,
       coalesce(o.keys, []) AS keys, coalesce(o.districts, []) AS districts,
       list_filter(string_split(lower(coalesce(t.audience, '')), ' '), lambda s: length(s) > 1) AS audience,
       list_distinct(regexp_extract_all(t.quote || ' ' || coalesce(a.title, ''), '(?:^|[^\pL])(?:[Kk]|[Kk]h[oó][aá] )(\d{1,3})(?:$|[^\pL\d])', 1)) AS courses,
       regexp_replace(lower(t.quote), '[\d.,]+', '#', 'g') AS wording
FROM training t JOIN articles a USING (article_id, version) JOIN standing s USING (article_id, version)
JOIN placed w USING (article_id, version, fact_id) LEFT JOIN told o USING (article_id, version, fact_id)
WHERE NOT s.superseded AND s.copy_of IS NULL AND t.learners_per IS NULL
  AND (t.learners_low IS NOT NULL OR t.classes_low IS NOT NULL);

-- Two statements of one time: the same period, or days not more than three apart, which a day misprinted or a class of
-- several days explains.
CREATE OR REPLACE TEMP MACRO same_time(a, b) AS a.period_start = b.period_start AND a.period_end = b.period_end
    OR a.dated AND b.dated AND abs(a.period_start - b.period_start) <= 3;

CREATE OR REPLACE TEMP MACRO same_body(a, b) AS CASE
    WHEN len(a.districts) > 0 AND len(b.districts) > 0 THEN list_has_any(a.districts, b.districts)
    ELSE len(list_filter(a.keys, lambda x: len(list_filter(b.keys, lambda y: contains(x, y) OR contains(y, x))) > 0)) > 0 END;

CREATE OR REPLACE TEMP MACRO other_body(a, b) AS len(a.keys) > 0 AND len(b.keys) > 0 AND NOT same_body(a, b);

CREATE OR REPLACE TEMP MACRO other_people(a, b) AS len(a.audience) > 0 AND len(b.audience) > 0
    AND 3 * len(list_intersect(a.audience, b.audience)) < least(len(a.audience), len(b.audience))
    OR len(a.courses) > 0 AND len(b.courses) > 0 AND NOT list_has_any(a.courses, b.courses);

-- The figures say the same: rounded ones where the other lies within what they can mean.
CREATE OR REPLACE TEMP MACRO agree(a, b) AS coalesce(a.most >= b.least AND b.most >= a.least, true) AND coalesce(a.classes_low = b.classes_low, true)
    AND (a.learners_low IS NOT NULL AND b.learners_low IS NOT NULL OR a.learners_low IS NULL AND b.learners_low IS NULL);

-- The figures differ, and may still be meant for the same classes.
CREATE OR REPLACE TEMP MACRO near(a, b) AS coalesce(a.classes_low = b.classes_low, false) AND (a.classes_low > 2 OR a.dated AND b.dated OR abs(a.published - b.published) <= 10)
    OR least(a.learners_low, b.learners_low) >= 0.8 * greatest(a.learners_low, b.learners_low)
       AND (a.dated AND b.dated OR greatest(a.learners_low, b.learners_low) >= 200 OR abs(a.published - b.published) <= 10)
    OR a.learners_low IS NULL AND b.learners_low IS NULL AND least(a.classes_low, b.classes_low) >= 0.8 * greatest(a.classes_low, b.classes_low);

CREATE TEMP TABLE joined AS
WITH by_figure AS (  -- the same exact number of learners, in the same province or where one doesn't tell
    SELECT *, hash(status, counting, learners_low, year(period_start), coalesce(programme, '')) AS k FROM claims
    WHERE exact AND period_start IS NOT NULL AND programme IS NOT NULL
    UNION ALL
    SELECT *, hash(status, counting, learners_low, year(period_start), province) FROM claims
    WHERE exact AND period_start IS NOT NULL AND province IS NOT NULL AND learners_low % 10 <> 0 AND learners_low >= 30
), first_figures AS (
    SELECT * FROM by_figure QUALIFY row_number() OVER (PARTITION BY k ORDER BY n) <= 30
), same_figures AS (
    SELECT a.n AS first_n, b.n AS n,
           CASE WHEN a.programme = b.programme THEN 'same figures' ELSE 'same figures, programme left open by one' END AS rule
    FROM by_figure b JOIN first_figures a ON a.k = b.k AND a.n < b.n AND a.article_id <> b.article_id
    WHERE same_time(a, b) AND coalesce(a.classes_low = b.classes_low, true) AND NOT coalesce(a.province <> b.province, false)
      AND NOT coalesce(a.programme <> b.programme, false) AND NOT coalesce(nullif(a.event, '') <> nullif(b.event, ''), false)
      AND (NOT other_body(a, b) OR a.dated AND a.province = b.province AND len(a.districts) = 0 AND len(b.districts) = 0)
      AND NOT other_people(a, b)
      -- A small round number says little: then the body must be told by both, or the days must lie together.
      AND (a.learners_low >= 100 AND a.learners_low % 10 <> 0 OR same_body(a, b) OR a.dated OR a.classes_low = b.classes_low)
      AND (a.programme = b.programme OR same_body(a, b))
      AND (a.learners_unit = b.learners_unit OR a.province = b.province)
), anchored AS (  -- the same claim: place, body, programme, time; no figure
    SELECT *, unnest(list_distinct(list_concat(districts, list_transform(keys, lambda x: array_to_string(string_split(x, ' ')[:3], ' '))))) AS anchor
    FROM claims WHERE province IS NOT NULL AND programme IS NOT NULL AND period_start IS NOT NULL
), timed AS (
    SELECT *, CASE WHEN dated THEN hash(province, programme, status, event, counting, part, anchor, slot + (period_start - DATE '2000-01-01') // 4)
                   ELSE hash(province, programme, status, event, counting, part, anchor, period_start, period_end) END AS k
    FROM (SELECT *, unnest(CASE WHEN dated THEN [0, 1] ELSE [0] END) AS slot FROM anchored)
    QUALIFY count(*) OVER (PARTITION BY article_id, version, k) = 1
), first_timed AS (
    SELECT * FROM timed QUALIFY row_number() OVER (PARTITION BY k ORDER BY n) <= 30
), same_claims AS (
    SELECT DISTINCT a.n AS first_n, b.n AS n,
           CASE WHEN agree(a, b) THEN 'same claim, rounded figures agree'
                WHEN a.classes_low = b.classes_low THEN 'same claim and classes' ELSE 'same claim, figures within a fifth' END AS rule
    FROM timed b JOIN first_timed a ON a.k = b.k AND a.n < b.n AND a.article_id <> b.article_id
    WHERE (agree(a, b) OR near(a, b)) AND same_time(a, b) AND same_body(a, b) AND NOT other_people(a, b)
), within_copies AS (  -- in articles that are nearly the same, the statement that stands in the same words
    SELECT a.n AS first_n, b.n AS n, CASE WHEN agree(a, b) THEN 'nearly the same text' ELSE 'nearly the same text, other figures' END AS rule
    FROM near_copies c
    JOIN claims a ON a.article_id = c.of_article_id AND a.version = c.of_version
    JOIN claims b ON b.article_id = c.article_id AND b.version = c.version AND b.status = a.status AND b.counting = a.counting AND b.event = a.event
    WHERE NOT coalesce(a.province <> b.province, false) AND NOT coalesce(a.programme <> b.programme, false)
      AND (NOT coalesce(a.period_start <> b.period_start OR a.period_end <> b.period_end, false) OR coalesce(same_time(a, b), false))
      AND NOT other_body(a, b) AND NOT other_people(a, b)
      AND (a.learners_low = b.learners_low AND coalesce(a.classes_low = b.classes_low, true)
           OR a.wording = b.wording AND (agree(a, b) OR near(a, b)))
    QUALIFY row_number() OVER (PARTITION BY b.n, a.article_id ORDER BY a.wording = b.wording DESC, a.learners_low = b.learners_low DESC NULLS LAST, abs(a.n - b.n), a.n) = 1
        AND row_number() OVER (PARTITION BY a.n, b.article_id ORDER BY a.wording = b.wording DESC, a.learners_low = b.learners_low DESC NULLS LAST, abs(a.n - b.n), b.n) = 1
)
SELECT first_n, n, first(rule ORDER BY turn) AS rule
FROM (SELECT *, 1 AS turn FROM same_figures UNION ALL SELECT *, 2 FROM within_copies UNION ALL SELECT *, 3 FROM same_claims)
GROUP BY ALL ORDER BY ALL;

-- Statements that hang together are one event. Of its statements the one that is a part of a total counts, since it is in
-- that total already, else the one told first; an article has one statement in it, the one nearest to that.
CREATE TEMP TABLE grouped AS
WITH RECURSIVE edges AS (
    SELECT first_n AS n, n AS m FROM joined UNION ALL SELECT n, first_n FROM joined
), reached(n, least) USING KEY (n) AS (
    SELECT DISTINCT n, n AS least FROM edges
    UNION
    SELECT e.m, min(r.least) FROM reached r JOIN edges e ON e.n = r.n JOIN recurring.reached k ON k.n = e.m
    WHERE r.least < k.least GROUP BY e.m
), leads AS (
    SELECT r.least, first(c.n ORDER BY c.part DESC, c.n) AS lead FROM reached r JOIN claims c ON c.n = r.n GROUP BY r.least
)
SELECT l.lead, c.n, agree(a, c) OR c.n = l.lead AS agrees
FROM reached r JOIN leads l USING (least) JOIN claims c ON c.n = r.n JOIN claims a ON a.n = l.lead
QUALIFY row_number() OVER (PARTITION BY l.lead, c.article_id ORDER BY c.n = l.lead DESC, c.learners_low = a.learners_low DESC NULLS LAST, c.n) = 1;

CREATE TABLE event_facts AS
WITH rules AS (  -- how a statement came in: by a join with the one that counts, else with another of the event
    SELECT g.n, first(j.rule ORDER BY j.first_n <> g.lead, j.first_n) AS rule
    FROM grouped g JOIN (SELECT n, first_n, rule FROM joined UNION ALL SELECT first_n, n, rule FROM joined) j USING (n) GROUP BY g.n
), told AS (
    SELECT a.fact_id AS event_id, c.article_id, c.version, c.fact_id, g.n, g.n = g.lead AS counts,
           CASE WHEN g.n <> g.lead THEN r.rule END AS rule, g.agrees,
           c.learners_low IS NOT NULL AND row_number() OVER (PARTITION BY g.lead ORDER BY c.learners_low IS NULL, g.n <> g.lead, g.n) = 1 AS tells_learners,
           c.classes_low IS NOT NULL AND row_number() OVER (PARTITION BY g.lead ORDER BY c.classes_low IS NULL, g.n <> g.lead, g.n) = 1 AS tells_classes
    FROM grouped g JOIN rules r USING (n) JOIN claims c USING (n) JOIN claims a ON a.n = g.lead
    QUALIFY count(*) OVER (PARTITION BY g.lead) > 1
)
SELECT event_id, article_id, version, fact_id, rule, agrees, tells_learners, tells_classes FROM told
UNION ALL  -- statements of articles with the same text
SELECT coalesce(e.event_id, o.fact_id), t.article_id, t.version, t.fact_id, 'same text', coalesce(e.agrees, true), false, false
FROM standing s JOIN training t USING (article_id, version)
JOIN standing f ON f.article_id = s.copy_of AND NOT f.superseded
JOIN training o ON o.article_id = f.article_id AND o.version = f.version AND o.id = t.id
    AND o.learners_low IS NOT DISTINCT FROM t.learners_low AND o.classes_low IS NOT DISTINCT FROM t.classes_low
LEFT JOIN told e ON e.article_id = o.article_id AND e.version = o.version AND e.fact_id = o.fact_id
WHERE NOT s.superseded
ORDER BY ALL;

COMMENT ON TABLE event_facts IS 'Statements of different articles that tell of the same classes, joined into one event; a statement that no other article tells is an event of its own and has no row here';
COMMENT ON COLUMN event_facts.event_id IS 'the event: fact_id of the statement that stands for it';
COMMENT ON COLUMN event_facts.rule IS 'what joined the statement to the event; NULL for the one that stands for it';
COMMENT ON COLUMN event_facts.agrees IS 'true where its figures are those of the event, or rounded so that they can be';
COMMENT ON COLUMN event_facts.tells_learners IS 'true where the learners of the event are counted by this statement';
COMMENT ON COLUMN event_facts.tells_classes IS 'true where the classes of the event are counted by this statement';

-- Two articles that tell of the same classes with other figures, side by side.
CREATE TABLE disagreements AS
SELECT f.article_id AS first_article_id, f.fact_id AS first_fact_id, fa.source AS first_source, fa.published AS first_published,
       f.quote AS first_quote, f.classes_low AS first_classes, f.learners_low AS first_learners,
       l.article_id, l.version, l.fact_id, la.source, la.published, l.quote, l.classes_low AS classes, l.learners_low AS learners,
       coalesce(w.province, v.province) AS province, lower(array_to_string(l.organiser, '; ')) AS organiser,
       coalesce(l.programme, f.programme) AS programme, coalesce(l.period_start, f.period_start) AS period_start,
       coalesce(l.period_end, f.period_end) AS period_end, e.rule
FROM event_facts e JOIN event_facts o ON o.event_id = e.event_id AND o.rule IS NULL
JOIN training l ON l.article_id = e.article_id AND l.version = e.version AND l.fact_id = e.fact_id
JOIN training f ON f.article_id = o.article_id AND f.version = o.version AND f.fact_id = o.fact_id
JOIN articles la ON la.article_id = l.article_id AND la.version = l.version
JOIN articles fa ON fa.article_id = f.article_id AND fa.version = f.version
JOIN placed w ON w.article_id = l.article_id AND w.version = l.version AND w.fact_id = l.fact_id
JOIN placed v ON v.article_id = f.article_id AND v.version = f.version AND v.fact_id = f.fact_id
WHERE NOT e.agrees AND e.rule <> 'same text'
ORDER BY ALL;

COMMENT ON TABLE disagreements IS 'Pairs of articles that tell of the same classes with other figures, side by side; one of them counts';
COMMENT ON COLUMN disagreements.first_article_id IS 'article of the statement that counts: the one told first, or the part of a total';
COMMENT ON COLUMN disagreements.first_fact_id IS 'its statement, which counts';
COMMENT ON COLUMN disagreements.first_source IS 'its paper';
COMMENT ON COLUMN disagreements.first_published IS 'its day';
COMMENT ON COLUMN disagreements.first_quote IS 'its words';
COMMENT ON COLUMN disagreements.first_classes IS 'its classes';
COMMENT ON COLUMN disagreements.first_learners IS 'its learners';
COMMENT ON COLUMN disagreements.classes IS 'classes of the other statement';
COMMENT ON COLUMN disagreements.learners IS 'learners of the other statement';
COMMENT ON COLUMN disagreements.province IS 'name of the province or central city as of the time of the article; NULL where not known';
COMMENT ON COLUMN disagreements.organiser IS 'the organiser of the other statement, in lower case';
COMMENT ON COLUMN disagreements.rule IS 'what joined the two';

DROP TABLE joined;
DROP TABLE grouped;
DROP TABLE claims;
DROP TABLE bodies;
