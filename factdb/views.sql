-- What people ask of a fact base, in plain names. Run at the end of every build, over the tables of schema.sql.
-- Totals count each statement of what was held once: plans, classes not held, classes carried over, rates, parts of
-- a total and repetitions are told apart, each with its reason, and none is thrown away.

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
CREATE TABLE placed AS
WITH named AS (
    SELECT t.article_id, t.version, t.fact_id, s.name,
           list_distinct(list_transform(regexp_extract_all(nfc_normalize(concat_ws(' | ', array_to_string(t.organiser, ' | '), t.audience)), getvariable('province_pattern'), 1), lambda x: lower(x))) AS names
    FROM training t JOIN articles s USING (article_id, version)
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

-- Two articles that tell of the same classes with other numbers: same province, organiser, programme, period, status and
-- event, each said once in its article, and figures near enough to be meant for the same thing. The first told counts.
CREATE TABLE disagreements AS
WITH claims AS (
    SELECT t.article_id, t.version, t.fact_id, t.quote, a.source, a.published, coalesce(a.published, DATE '9999-12-31') AS day,
           w.province, lower(array_to_string(t.organiser, '; ')) AS organiser, t.programme, t.period_start, t.period_end,
           t.classes_low, t.learners_low, t.learners_counting,
           CASE t.learners_qualifier WHEN 'under' THEN 0.9 WHEN 'about' THEN 0.95 ELSE 1 END * t.learners_low AS least,
           CASE t.learners_qualifier WHEN 'over' THEN 1.1 WHEN 'about' THEN 1.05 ELSE 1 END * t.learners_high AS most,
           (w.province, lower(array_to_string(t.organiser, '; ')), t.programme, t.period_start, t.period_end, t.status,
            coalesce(t.event, ''), coalesce(t.learners_counting, ''), t.part_of IS NULL) AS claim
    FROM training t JOIN articles a USING (article_id, version) JOIN standing s USING (article_id, version)
    JOIN placed w USING (article_id, version, fact_id)
    WHERE NOT s.superseded AND s.copy_of IS NULL AND w.province IS NOT NULL AND len(t.organiser) > 0 AND t.programme IS NOT NULL
      AND t.period_start IS NOT NULL AND t.learners_per IS NULL AND t.learners_low IS NOT NULL
    QUALIFY count(*) OVER (PARTITION BY t.article_id, t.version, claim) = 1
        AND count(*) OVER (PARTITION BY claim) BETWEEN 2 AND 50
)
SELECT o.article_id AS first_article_id, o.fact_id AS first_fact_id, o.source AS first_source, o.published AS first_published,
       o.quote AS first_quote, o.classes_low AS first_classes, o.learners_low AS first_learners,
       l.article_id, l.version, l.fact_id, l.source, l.published, l.quote, l.classes_low AS classes, l.learners_low AS learners,
       l.province, l.organiser, l.programme, l.period_start, l.period_end,
       CASE WHEN o.classes_low = l.classes_low THEN 'same claim and classes' ELSE 'same claim, figures within a fifth' END AS rule
FROM claims l JOIN claims o ON o.claim = l.claim AND (o.day, o.article_id) < (l.day, l.article_id)
WHERE (o.most < l.least OR l.most < o.least OR o.classes_low <> l.classes_low)
  AND (o.classes_low = l.classes_low OR least(o.learners_low, l.learners_low) >= 0.8 * greatest(o.learners_low, l.learners_low))
ORDER BY o.article_id, o.fact_id, l.article_id, l.fact_id;

COMMENT ON TABLE disagreements IS 'Pairs of articles that tell of the same classes with other figures, side by side; the one told first counts';
COMMENT ON COLUMN disagreements.first_article_id IS 'article that told it first';
COMMENT ON COLUMN disagreements.first_fact_id IS 'its statement, which counts';
COMMENT ON COLUMN disagreements.first_source IS 'its paper';
COMMENT ON COLUMN disagreements.first_published IS 'its day';
COMMENT ON COLUMN disagreements.first_quote IS 'its words';
COMMENT ON COLUMN disagreements.first_classes IS 'its classes';
COMMENT ON COLUMN disagreements.first_learners IS 'its learners';
COMMENT ON COLUMN disagreements.classes IS 'classes of the later statement';
COMMENT ON COLUMN disagreements.learners IS 'learners of the later statement';
COMMENT ON COLUMN disagreements.province IS 'name of the province or central city as of the time of the article; NULL where not known';
COMMENT ON COLUMN disagreements.organiser IS 'the organiser that both name, in lower case';
COMMENT ON COLUMN disagreements.rule IS 'what joined the two: same claim and classes, or same claim, figures within a fifth';

CREATE TABLE counted AS
WITH RECURSIVE totals AS (  -- every fact with the facts above it; UNION, so that a circle ends
    SELECT article_id, version, fact_id, part_of AS above FROM training WHERE part_of IS NOT NULL
    UNION
    SELECT p.article_id, p.version, p.fact_id, t.part_of
    FROM totals p JOIN training t ON t.article_id = p.article_id AND t.version = p.version AND t.fact_id = p.above
    WHERE t.part_of IS NOT NULL
), parts AS (
    SELECT p.article_id, p.version, p.fact_id,
           bool_or(t.learners_low IS NOT NULL) AS of_learners, bool_or(t.classes_low IS NOT NULL) AS of_classes
    FROM totals p JOIN training t ON t.article_id = p.article_id AND t.version = p.version AND t.fact_id = p.above
    GROUP BY ALL
), exact AS (  -- statements known well enough to recognise when another article repeats them
    SELECT t.article_id, t.version, t.fact_id, a.published,
           (t.classes_low, t.classes_high, t.classes_qualifier, t.learners_low, t.learners_unit, t.learners_counting,
            t.programme, t.period_start, t.period_end, t.status) AS statement, w.province,
           (coalesce(a.published, DATE '9999-12-31'), t.article_id) AS turn
    FROM training t JOIN articles a USING (article_id, version) JOIN standing s USING (article_id, version)
    JOIN placed w USING (article_id, version, fact_id)
    WHERE NOT s.superseded AND s.copy_of IS NULL
      AND t.learners_low = t.learners_high AND t.learners_qualifier IS NULL AND t.learners_per IS NULL
      AND t.programme IS NOT NULL AND t.period_start IS NOT NULL
), first_told AS (  -- the same number in two provinces is told of two things
    SELECT statement, province, min(turn) AS turn FROM exact GROUP BY ALL
), first_placed AS (
    SELECT statement, min(turn) AS turn FROM exact WHERE province IS NOT NULL GROUP BY ALL
), repeated AS (  -- where the province isn't known, a statement that has one stands for it
    SELECT e.article_id, e.version, e.fact_id, (CASE WHEN e.province IS NULL THEN coalesce(p.turn, f.turn) ELSE f.turn END)[2] AS told_in
    FROM exact e
    JOIN first_told f ON f.statement = e.statement AND f.province IS NOT DISTINCT FROM e.province
    LEFT JOIN first_placed p ON p.statement = e.statement
    WHERE told_in <> e.article_id
), reasons AS (
    SELECT t.*, w.province, coalesce(z.now_in, w.province) AS province_now, w.basis AS province_basis,
        coalesce(s.copy_of, r.told_in, d.told_in) AS repeats,
        CASE WHEN s.superseded THEN 'another version of the article counts'
             WHEN s.copy_of IS NOT NULL THEN 'the same text in another article'
             WHEN t.status = 'planned' THEN 'planned'
             WHEN t.status = 'not_held' THEN 'not held'
             WHEN t.status = 'carried_over' THEN 'carried over'
             WHEN t.status <> 'held' THEN t.status
        END AS why_neither,
        CASE WHEN t.learners_per IS NOT NULL THEN 'a rate: per ' || t.learners_per
             WHEN p.of_learners THEN 'part of a total that has learners'
             WHEN r.told_in IS NOT NULL THEN 'repeats another article'
             WHEN d.told_in IS NOT NULL THEN 'another article tells of it with other figures'
        END AS why_no_learners,
        CASE WHEN p.of_classes THEN 'part of a total that has classes'
             WHEN r.told_in IS NOT NULL THEN 'repeats another article'
             WHEN d.told_in IS NOT NULL THEN 'another article tells of it with other figures'
        END AS why_no_classes
    FROM training t
    JOIN standing s USING (article_id, version)
    LEFT JOIN placed w ON w.article_id = t.article_id AND w.version = t.version AND w.fact_id = t.fact_id
    LEFT JOIN places z ON z.province = w.province
    LEFT JOIN parts p ON p.article_id = t.article_id AND p.version = t.version AND p.fact_id = t.fact_id
    LEFT JOIN (
        SELECT article_id, version, fact_id, min(first_article_id) AS told_in FROM disagreements GROUP BY ALL
    ) d ON d.article_id = t.article_id AND d.version = t.version AND d.fact_id = t.fact_id
    LEFT JOIN repeated r ON r.article_id = t.article_id AND r.version = t.version AND r.fact_id = t.fact_id
)
SELECT * EXCLUDE (why_neither, why_no_learners, why_no_classes),
       (SELECT CASE WHEN bool_or(v.action = 'add') THEN 'added' WHEN bool_or(v.action = 'correct') THEN 'corrected' ELSE 'confirmed' END
        FROM reviews v WHERE v.kind = 'training' AND v.fact_id = reasons.fact_id AND v.state = 'applied'
        HAVING count(*) > 0) AS reviewed,
       learners_low IS NOT NULL AND why_neither IS NULL AND why_no_learners IS NULL AS counts_learners,
       classes_low IS NOT NULL AND why_neither IS NULL AND why_no_classes IS NULL AS counts_classes,
       coalesce(why_neither,
           CASE WHEN learners_low IS NULL THEN why_no_classes
                WHEN classes_low IS NULL OR why_no_learners = why_no_classes THEN why_no_learners
                WHEN starts_with(why_no_learners, 'part') AND starts_with(why_no_classes, 'part') THEN 'part of a total that has both'
                ELSE nullif(concat_ws('; ', 'learners: ' || why_no_learners, 'classes: ' || why_no_classes), '')
           END) AS not_counted_because
FROM reasons
ORDER BY article_id, version, span_start, span_end, fact_id;

COMMENT ON TABLE counted IS 'Every training fact, with whether it counts in totals and if not, why';
COMMENT ON COLUMN counted.province IS 'name of the province or central city as of the time of the article; NULL where not known';
COMMENT ON COLUMN counted.province_now IS 'the province or city in which it lies since the mergers of 1 July 2025';
COMMENT ON COLUMN counted.province_basis IS 'statement (its organiser or audience names it), title, article (the only one that the text names, and more than once) or paper (its address bears the name)';
COMMENT ON COLUMN counted.reviewed IS 'confirmed, corrected or added, where a person looked at it; NULL where nobody did';
COMMENT ON COLUMN counted.repeats IS 'article_id of the article that said the same before and counts in its place';
COMMENT ON COLUMN counted.counts_learners IS 'true where learners_low enters totals: held, no rate, no part of a total with learners, no repetition';
COMMENT ON COLUMN counted.counts_classes IS 'true where classes_low enters totals: held, no part of a total with classes, no repetition';
COMMENT ON COLUMN counted.not_counted_because IS 'why learners, classes or both don''t count; NULL where everything printed counts';

-- A counted total that names no programme, or only the wider one, is told by those of its parts that name theirs, and
-- they by theirs; what remains stays with the total. A number is given out once, so sums over programmes stay those
-- of `counted`. Parts that don't fit into their total overlap, or one of them is wrong: then the total is kept whole.
CREATE TABLE shares AS
WITH RECURSIVE numbers AS (  -- the learners and the classes of each statement, in a row of their own
    SELECT article_id, version, fact_id, part_of, programme, programmes, period_start, period_end,
           coalesce(learners_counting, 'people') AS counting, learners_low AS low, learners_high AS high,
           learners_qualifier IS NOT NULL OR learners_low <> learners_high AS rounded, counts_learners AS counts
    FROM counted WHERE learners_low IS NOT NULL AND learners_per IS NULL AND status = 'held'
    UNION ALL
    SELECT article_id, version, fact_id, part_of, programme, programmes, period_start, period_end,
           'classes', classes_low, classes_high,
           classes_qualifier IS NOT NULL OR classes_low <> classes_high, counts_classes
    FROM counted WHERE classes_low IS NOT NULL AND status = 'held'
), naming AS (  -- statements with a programme and those above them; UNION, so that a circle ends
    SELECT article_id, version, fact_id, part_of FROM training WHERE programme IS NOT NULL
    UNION
    SELECT t.article_id, t.version, t.fact_id, t.part_of
    FROM naming n JOIN training t ON t.article_id = n.article_id AND t.version = n.version AND t.fact_id = n.part_of
), parts AS (  -- parts with their totals, where the total leaves the programme open
    SELECT p.*, t.low AS total_low, t.high AS total_high,
           p.programme IS NOT NULL AND (t.programme IS NULL OR list_contains(t.programmes, p.programme)
               OR t.programme = 'llct' AND ends_with(p.programme, '_llct')) AS narrower,
           sum(p.low) OVER siblings <= t.low AND sum(p.high) OVER siblings <= t.high AS beside_each_other
    FROM numbers p
    JOIN numbers t ON t.article_id = p.article_id AND t.version = p.version AND t.fact_id = p.part_of
                  AND t.counting = p.counting
    WHERE t.programme IS NULL OR t.programme = 'llct' OR len(t.programmes) > 1
    WINDOW siblings AS (PARTITION BY p.article_id, p.version, p.part_of, p.counting)
), telling AS (  -- a part without a programme tells only where no part overlaps another
    SELECT p.* FROM parts p SEMI JOIN naming n USING (article_id, version, fact_id)
    WHERE p.narrower OR p.programme IS NULL AND p.beside_each_other
), remaining AS (
    SELECT article_id, version, part_of AS fact_id, counting, bool_or(rounded) AS rounded,
           any_value(total_low) - sum(low) AS low, any_value(total_high) - sum(high) AS high
    FROM telling GROUP BY ALL HAVING 0 <= low AND low <= high
), given_out AS (  -- from the counted totals down
    SELECT article_id, version, fact_id, fact_id AS total, counting, programme, period_start, period_end, low, high, rounded
    FROM numbers WHERE counts
    UNION ALL
    SELECT p.article_id, p.version, p.fact_id, g.total, p.counting, coalesce(p.programme, g.programme),
           CASE WHEN p.period_start IS NULL THEN g.period_start ELSE p.period_start END,
           CASE WHEN p.period_start IS NULL THEN g.period_end ELSE p.period_end END, p.low, p.high, p.rounded
    FROM given_out g
    SEMI JOIN remaining r USING (article_id, version, fact_id, counting)
    JOIN telling p ON p.article_id = g.article_id AND p.version = g.version AND p.part_of = g.fact_id
                  AND p.counting = g.counting
)
SELECT g.article_id, g.version, g.fact_id, g.total, g.counting, g.programme, g.period_start, g.period_end,
       CASE WHEN year(g.period_start) = year(g.period_end) THEN year(g.period_start)::VARCHAR
            ELSE year(g.period_start) || '–' || year(g.period_end) END AS year,
       coalesce(r.low, g.low)::BIGINT AS low, coalesce(r.high, g.high)::BIGINT AS high,
       g.rounded OR coalesce(r.rounded, false) AS rounded, r.fact_id IS NOT NULL AS told_by_parts
FROM given_out g LEFT JOIN remaining r USING (article_id, version, fact_id, counting)
ORDER BY g.article_id, g.version, g.counting, g.total, g.fact_id;

COMMENT ON TABLE shares IS 'What each statement gives to the views by programme and year: itself, or what its parts that name a programme leave of it';
COMMENT ON COLUMN shares.total IS 'fact_id of the counted statement whose number this is a share of; fact_id itself where it is the counted one';
COMMENT ON COLUMN shares.counting IS 'people, enrolments or classes';
COMMENT ON COLUMN shares.programme IS 'code of the programme, of a part without one that of its total; NULL where no article names it';
COMMENT ON COLUMN shares.period_start IS 'first day of the period, of a part without one that of its total';
COMMENT ON COLUMN shares.period_end IS 'last day of it, inclusive';
COMMENT ON COLUMN shares.year IS 'the year, or the span of a period over several years (2018–2022), which is not split; NULL where not said';
COMMENT ON COLUMN shares.low IS 'the number printed, of a range the lower end; where told_by_parts, what the parts leave of it';
COMMENT ON COLUMN shares.high IS 'the same with the upper end';
COMMENT ON COLUMN shares.rounded IS 'true where the number, or one that it is reckoned from, is rounded (hơn, gần, khoảng) or a range';
COMMENT ON COLUMN shares.told_by_parts IS 'true where parts that name a programme have rows of their own';

CREATE VIEW learners_by_programme_year AS
SELECT s.programme,
       coalesce(p.name_vi, s.programme, 'không rõ') AS programme_name,
       s.year,
       s.counting,
       sum(s.low)::BIGINT AS learners_low,
       sum(s.high)::BIGINT AS learners_high,
       sum(CASE WHEN s.told_by_parts THEN nullif(k.low, 0) WHEN k.fact_id IS NOT NULL THEN c.classes_low END)::BIGINT AS classes,
       bool_or(s.rounded) AS rounded,
       count(*) AS statements,
       count(DISTINCT s.article_id) AS articles
FROM shares s
JOIN counted c USING (article_id, version, fact_id)
LEFT JOIN shares k ON k.article_id = s.article_id AND k.version = s.version AND k.fact_id = s.fact_id AND k.counting = 'classes'
LEFT JOIN programmes p ON p.code = s.programme
WHERE s.counting <> 'classes' AND NOT (s.told_by_parts AND s.high = 0)
GROUP BY s.programme, p.name_vi, s.year, s.counting
ORDER BY s.programme NULLS LAST, s.year NULLS LAST, s.counting;

COMMENT ON VIEW learners_by_programme_year IS 'Learners held, each statement counted once, by programme, year and kind of count; add up learners_low within one kind of counting only';
COMMENT ON COLUMN learners_by_programme_year.programme IS 'code of the programme; NULL where no article names it';
COMMENT ON COLUMN learners_by_programme_year.programme_name IS 'its name in Vietnamese; không rõ where no article names it';
COMMENT ON COLUMN learners_by_programme_year.year IS 'the year, or the span of a period over several years (2018–2022), which is not split; NULL where not said';
COMMENT ON COLUMN learners_by_programme_year.counting IS 'people, or enrolments (lượt), in which one person may come several times';
COMMENT ON COLUMN learners_by_programme_year.learners_low IS 'sum of the numbers printed, of ranges the lower end; of a total told by parts, what they leave of it';
COMMENT ON COLUMN learners_by_programme_year.learners_high IS 'the same with the upper ends';
COMMENT ON COLUMN learners_by_programme_year.classes IS 'classes of the same statements that count; NULL where none prints them';
COMMENT ON COLUMN learners_by_programme_year.rounded IS 'true where one of the numbers is rounded (hơn, gần, khoảng) or a range';
COMMENT ON COLUMN learners_by_programme_year.statements IS 'number of statements added up';
COMMENT ON COLUMN learners_by_programme_year.articles IS 'number of articles that make them';

CREATE VIEW facts AS
SELECT c.quote, c.classes_low, c.classes_high, c.classes_qualifier, c.learners_low, c.learners_high, c.learners_qualifier, c.learners_unit,
       c.learners_counting, c.learners_per, c.activity, c.programme, p.name_vi AS programme_name, c.audience, c.organiser,
       c.period_start, c.period_end, c.status, c.event, c.part_of, c.province, c.province_now, c.counts_learners, c.counts_classes,
       c.not_counted_because, c.reviewed, c.rule, c.confidence, coalesce(a.title, a.name) AS title, a.source, a.published, a.url,
       c.fact_id, c.article_id
FROM counted c JOIN articles a USING (article_id, version) LEFT JOIN programmes p ON p.code = c.programme
ORDER BY a.published NULLS LAST, c.article_id, c.version, c.span_start, c.fact_id;

COMMENT ON VIEW facts IS 'Every training fact beside its article, for reading row by row: with whether it counts and its source';
COMMENT ON COLUMN facts.programme_name IS 'the name in Vietnamese';
COMMENT ON COLUMN facts.province IS 'name of the province or central city as of the time of the article; NULL where not known';
COMMENT ON COLUMN facts.province_now IS 'the province or city in which it lies since the mergers of 1 July 2025';
COMMENT ON COLUMN facts.counts_learners IS 'true where learners_low enters totals: held, no rate, no part of a total with learners, no repetition';
COMMENT ON COLUMN facts.counts_classes IS 'true where classes_low enters totals: held, no part of a total with classes, no repetition';
COMMENT ON COLUMN facts.not_counted_because IS 'why learners, classes or both don''t count; NULL where everything printed counts';
COMMENT ON COLUMN facts.reviewed IS 'confirmed, corrected or added, where a person looked at it; NULL where nobody did';
COMMENT ON COLUMN facts.title IS 'the article''s title, or its name where it has none';

CREATE VIEW learners_by_province AS
SELECT province_now AS province,
       CASE WHEN year(period_start) = year(period_end) THEN year(period_start)::VARCHAR
            ELSE year(period_start) || '–' || year(period_end) END AS year,
       coalesce(learners_counting, 'people') AS counting,
       sum(learners_low)::BIGINT AS learners_low,
       sum(learners_high)::BIGINT AS learners_high,
       sum(CASE WHEN counts_classes THEN classes_low END)::BIGINT AS classes,
       count(*) AS statements,
       count(DISTINCT article_id) AS articles
FROM counted WHERE counts_learners
GROUP BY ALL ORDER BY province NULLS LAST, year NULLS LAST, counting;

COMMENT ON VIEW learners_by_province IS 'Learners held, each statement counted once, by province as of today, year and kind of count';
COMMENT ON COLUMN learners_by_province.province IS 'the province or city of today in which it lies; NULL where not known';
COMMENT ON COLUMN learners_by_province.year IS 'the year, or the span of a period over several years (2018–2022), which is not split; NULL where not said';
COMMENT ON COLUMN learners_by_province.counting IS 'people, or enrolments (lượt), in which one person may come several times';
COMMENT ON COLUMN learners_by_province.learners_low IS 'sum of the numbers printed, of ranges the lower end';
COMMENT ON COLUMN learners_by_province.learners_high IS 'the same with the upper ends';
COMMENT ON COLUMN learners_by_province.classes IS 'classes of the same statements that count; NULL where none prints them';
COMMENT ON COLUMN learners_by_province.statements IS 'number of statements added up';
COMMENT ON COLUMN learners_by_province.articles IS 'number of articles that make them';

CREATE VIEW plan_and_delivery AS
SELECT t.programme, coalesce(t.organiser[1], '') AS organiser, c.province_now AS province,
       CASE WHEN year(t.period_start) = year(t.period_end) THEN year(t.period_start)::VARCHAR
            ELSE year(t.period_start) || '–' || year(t.period_end) END AS year,
       sum(t.classes_low) FILTER (t.status = 'planned')::BIGINT AS classes_planned,
       sum(t.classes_low) FILTER (c.counts_classes)::BIGINT AS classes_held,
       sum(t.classes_low) FILTER (t.status = 'not_held')::BIGINT AS classes_not_held,
       sum(t.learners_low) FILTER (t.status = 'planned')::BIGINT AS learners_planned,
       sum(t.learners_low) FILTER (c.counts_learners)::BIGINT AS learners_held,
       count(DISTINCT t.article_id) AS articles
FROM training t JOIN counted c USING (article_id, version, fact_id)
JOIN standing s USING (article_id, version)
WHERE NOT s.superseded AND s.copy_of IS NULL AND t.learners_per IS NULL
  AND (t.status = 'held' AND (c.counts_classes OR c.counts_learners) OR t.status IN ('planned', 'not_held') AND t.part_of IS NULL)
GROUP BY ALL ORDER BY ALL;

COMMENT ON VIEW plan_and_delivery IS 'What was planned beside what was held, by programme, first organiser, province and year; no total beside its parts';
COMMENT ON COLUMN plan_and_delivery.organiser IS 'the first organiser named, as printed; empty where none is';
COMMENT ON COLUMN plan_and_delivery.province IS 'the province or city of today in which it lies; NULL where not known';
COMMENT ON COLUMN plan_and_delivery.year IS 'the year, or the span of a period over several years (2018–2022), which is not split; NULL where not said';
COMMENT ON COLUMN plan_and_delivery.classes_planned IS 'classes planned; NULL where none is printed';
COMMENT ON COLUMN plan_and_delivery.classes_held IS 'classes held, each statement counted once';
COMMENT ON COLUMN plan_and_delivery.classes_not_held IS 'classes planned and not held';
COMMENT ON COLUMN plan_and_delivery.learners_planned IS 'learners planned, people and enrolments together';
COMMENT ON COLUMN plan_and_delivery.learners_held IS 'learners held, people and enrolments together, each statement counted once';
COMMENT ON COLUMN plan_and_delivery.articles IS 'number of articles that make them';

CREATE VIEW classes_by_programme_year AS
SELECT s.programme,
       coalesce(p.name_vi, s.programme, 'không rõ') AS programme_name,
       s.year,
       sum(s.low)::BIGINT AS classes_low,
       sum(s.high)::BIGINT AS classes_high,
       count(*) AS statements,
       count(DISTINCT s.article_id) AS articles
FROM shares s LEFT JOIN programmes p ON p.code = s.programme
WHERE s.counting = 'classes' AND NOT (s.told_by_parts AND s.high = 0)
GROUP BY s.programme, p.name_vi, s.year
ORDER BY s.programme NULLS LAST, s.year NULLS LAST;

COMMENT ON VIEW classes_by_programme_year IS 'Classes held, each statement counted once, by programme and year, whether or not their learners are printed';
COMMENT ON COLUMN classes_by_programme_year.programme IS 'code of the programme; NULL where no article names it';
COMMENT ON COLUMN classes_by_programme_year.programme_name IS 'its name in Vietnamese; không rõ where no article names it';
COMMENT ON COLUMN classes_by_programme_year.year IS 'the year, or the span of a period over several years, which is not split; NULL where not said';
COMMENT ON COLUMN classes_by_programme_year.classes_low IS 'sum of the numbers printed, of ranges the lower end; of a total told by parts, what they leave of it';
COMMENT ON COLUMN classes_by_programme_year.classes_high IS 'the same with the upper ends';
COMMENT ON COLUMN classes_by_programme_year.statements IS 'number of statements added up';
COMMENT ON COLUMN classes_by_programme_year.articles IS 'number of articles that make them';

-- What a sum may still hold twice: the press doesn't say whether one statement is contained in the other.
CREATE VIEW overlapping_statements AS
WITH candidates AS (  -- learners and classes apart; an organiser or the article is what two statements may share
    SELECT s.*, c.quote, CASE s.counting WHEN 'classes' THEN c.classes_low ELSE c.learners_low END AS printed,
           unnest(list_distinct(list_append(coalesce(c.organiser, []), 'the same article ' || s.article_id))) AS shared
    FROM shares s JOIN counted c USING (article_id, version, fact_id)
    WHERE s.fact_id = s.total AND s.period_start IS NOT NULL AND s.period_end IS NOT NULL
)
SELECT i.counting,
       i.article_id, i.fact_id, i.quote, i.printed AS number, i.programme, i.period_start, i.period_end,
       o.article_id AS wider_article_id, o.fact_id AS wider_fact_id, o.quote AS wider_quote, o.printed AS wider_number,
       o.programme AS wider_programme, o.period_start AS wider_period_start, o.period_end AS wider_period_end,
       string_agg(CASE WHEN starts_with(i.shared, 'the same article ') THEN 'the same article' ELSE i.shared END, '; ' ORDER BY i.shared) AS shared
FROM candidates i JOIN candidates o
  ON o.shared = i.shared AND o.counting = i.counting
 AND i.period_start >= o.period_start AND i.period_end <= o.period_end
WHERE (i.programme IS NULL OR o.programme IS NULL OR i.programme = o.programme
       OR o.programme = 'llct' AND ends_with(i.programme, '_llct'))
  -- Within an article, statements of the same period stand beside each other; between two, each pair comes once.
  AND (i.period_start > o.period_start OR i.period_end < o.period_end OR i.article_id < o.article_id)
GROUP BY ALL
ORDER BY i.counting, wider_article_id, wider_fact_id, i.article_id, i.fact_id;

COMMENT ON VIEW overlapping_statements IS 'Pairs of counted statements of one organiser or article of which one may be contained in the other: look at them before you add up';
COMMENT ON COLUMN overlapping_statements.counting IS 'people, enrolments or classes';
COMMENT ON COLUMN overlapping_statements.number IS 'the number printed, of a range the lower end';
COMMENT ON COLUMN overlapping_statements.wider_article_id IS 'article of the statement whose period holds the other''s';
COMMENT ON COLUMN overlapping_statements.wider_fact_id IS 'that statement';
COMMENT ON COLUMN overlapping_statements.wider_quote IS 'its words';
COMMENT ON COLUMN overlapping_statements.wider_number IS 'its number';
COMMENT ON COLUMN overlapping_statements.wider_programme IS 'its programme: the same, a wider one, or not known of one of the two';
COMMENT ON COLUMN overlapping_statements.wider_period_start IS 'first day of its period';
COMMENT ON COLUMN overlapping_statements.wider_period_end IS 'last day of it, inclusive';
COMMENT ON COLUMN overlapping_statements.shared IS 'the organiser that both name, or: the same article';

CREATE VIEW documents_cited AS
WITH dated AS (  -- a citation without a date takes the only date known for its key; where two are known, none
    SELECT d.*, a.published,
           coalesce(d.date, CASE WHEN min(d.date) OVER k = max(d.date) OVER k THEN min(d.date) OVER k END) AS day
    FROM documents d
    JOIN articles a USING (article_id, version)
    JOIN standing s USING (article_id, version)
    WHERE NOT s.superseded AND s.copy_of IS NULL
    WINDOW k AS (PARTITION BY d.key)
)
SELECT key,
       mode(type ORDER BY type) AS type,
       mode(issuer ORDER BY issuer) AS issuer,
       day AS date,
       mode(title ORDER BY title) AS title,
       count(*) AS times_cited,
       count(DISTINCT article_id) AS articles,
       min(published) AS first_seen
FROM dated
GROUP BY key, day
ORDER BY articles DESC, times_cited DESC, key, date NULLS LAST;

COMMENT ON VIEW documents_cited IS 'Party and State documents that the articles cite, reprints left out';
COMMENT ON COLUMN documents_cited.key IS 'the document''s canonical number: 3735-QĐ/TU, 101/2017/NĐ-CP, Đề án 165';
COMMENT ON COLUMN documents_cited.type IS 'Quyết định, Kế hoạch …, the one printed most';
COMMENT ON COLUMN documents_cited.issuer IS 'who issued it, as printed most';
COMMENT ON COLUMN documents_cited.date IS 'its date; one number with two dates is two documents';
COMMENT ON COLUMN documents_cited.title IS 'its title, as printed most';
COMMENT ON COLUMN documents_cited.times_cited IS 'number of citations';
COMMENT ON COLUMN documents_cited.articles IS 'number of articles that cite it';
COMMENT ON COLUMN documents_cited.first_seen IS 'day of the first article with a known day that cites it';

CREATE VIEW failed_checks AS
SELECT c.fact_id, c.article_id, c.version, a.name, coalesce(a.title, a.name) AS title, a.source, a.published, a.url,
       c.kind, c.quote, c.reported, c.computed, round(c.reported - c.computed, 4) AS difference,
       c.explanation_vi, c.explanation_en
FROM checks c
JOIN articles a USING (article_id, version)
JOIN standing s USING (article_id, version)
WHERE NOT c.holds AND NOT s.superseded AND s.copy_of IS NULL
ORDER BY abs(c.reported - c.computed) / greatest(abs(c.reported), 1) DESC, c.article_id, c.span_start, c.fact_id;

COMMENT ON VIEW failed_checks IS 'Sums and percentages that an article prints and that don''t agree with its own numbers, the largest first';
COMMENT ON COLUMN failed_checks.quote IS 'stretch that holds the numbers';
COMMENT ON COLUMN failed_checks.title IS 'the article''s title, or its name where it has none';
COMMENT ON COLUMN failed_checks.difference IS 'reported less computed';

CREATE VIEW orphaned_reviews AS
SELECT * FROM reviews WHERE state IN ('orphaned', 'unusable') ORDER BY reviewed_at, review_id;

COMMENT ON VIEW orphaned_reviews IS 'Reviews whose place in the articles has vanished, or that can''t be used; look at them again';

CREATE VIEW conflicting_reviews AS
SELECT * FROM reviews
WHERE (kind, coalesce(fact_id, given_for)) IN (SELECT (kind, coalesce(fact_id, given_for)) FROM reviews WHERE state = 'superseded')
ORDER BY kind, coalesce(fact_id, given_for), reviewed_at, review_id;

COMMENT ON VIEW conflicting_reviews IS 'Reviews of facts of which two reviews say different things; the latest holds, the others stand here too';

CREATE VIEW totals AS
SELECT * FROM (
    SELECT 1 AS n, 'articles' AS what, count(*)::BIGINT AS number, 'articles in the base' AS meaning FROM articles
    UNION ALL SELECT 2, 'relevant articles', count(*), 'articles about the training of cadres' FROM articles WHERE relevant
    UNION ALL SELECT 3, 'reprints', count(*), 'articles whose text another article has too; they count once'
        FROM standing WHERE copy_of IS NOT NULL
    UNION ALL SELECT 4, 'training facts', count(*), 'statements about a volume of training' FROM training
    UNION ALL SELECT 5, 'facts not counted', count(*), 'those of them that don''t enter totals; see counted.not_counted_because'
        FROM counted WHERE NOT counts_learners AND NOT counts_classes
    UNION ALL SELECT 6, 'classes held', coalesce(sum(classes_low), 0)::BIGINT, 'each statement counted once, no total beside its parts'
        FROM counted WHERE counts_classes
    UNION ALL SELECT 7, 'people', coalesce(sum(learners_low), 0)::BIGINT, 'learners held and printed as people, each statement counted once, no total beside its parts'
        FROM counted WHERE counts_learners AND learners_counting IS DISTINCT FROM 'enrolments'
    UNION ALL SELECT 8, 'enrolments', coalesce(sum(learners_low), 0)::BIGINT, 'learners held and printed as lượt, each statement counted once, no total beside its parts'
        FROM counted WHERE counts_learners AND learners_counting = 'enrolments'
    UNION ALL SELECT 9, 'documents cited', count(*), 'different Party and State documents' FROM documents_cited
    UNION ALL SELECT 10, 'checks', count(*), 'sums and percentages that could be checked' FROM checks
    UNION ALL SELECT 11, 'failed checks', count(*), 'those of them that don''t agree' FROM failed_checks
    UNION ALL SELECT 12, 'disagreements', count(*), 'pairs of articles that tell of the same classes with other figures'
        FROM disagreements
    UNION ALL SELECT 13, 'inputs not read', count(DISTINCT input), 'inputs that gave no article in any run; see run_report'
        FROM run_report WHERE outcome = 'failed' AND input NOT IN (SELECT input FROM run_report WHERE outcome <> 'failed')
) ORDER BY n;

COMMENT ON VIEW totals IS 'The base in a dozen numbers';
COMMENT ON COLUMN totals.n IS 'place in the list';
COMMENT ON COLUMN totals.what IS 'what is counted';
COMMENT ON COLUMN totals.number IS 'how many';
COMMENT ON COLUMN totals.meaning IS 'how it is counted';
