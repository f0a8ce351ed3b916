-- What people ask of a fact base, in plain names. Run at the end of every build, over the tables of schema.sql.
-- Totals count each statement of what was held once: plans, classes not held, classes carried over, rates, parts of
-- a total and repetitions are told apart, each with its reason, and none is thrown away.

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
), reasons AS (
    SELECT t.*, w.province, coalesce(z.now_in, w.province) AS province_now, w.basis AS province_basis,
        coalesce(e.event_id, t.fact_id) AS event_id, coalesce(s.copy_of, CASE WHEN e.rule IS NOT NULL THEN o.article_id END) AS repeats,
        CASE WHEN s.superseded THEN 'another version of the article counts'
             WHEN s.copy_of IS NOT NULL THEN 'the same text in another article'
             WHEN t.status = 'planned' THEN 'planned'
             WHEN t.status = 'not_held' THEN 'not held'
             WHEN t.status = 'carried_over' THEN 'carried over'
             WHEN t.status <> 'held' THEN t.status
        END AS why_neither,
        CASE WHEN t.learners_per IS NOT NULL THEN 'a rate: per ' || t.learners_per
             WHEN p.of_learners THEN 'part of a total that has learners'
             WHEN NOT e.tells_learners AND e.agrees THEN 'repeats another article'
             WHEN NOT e.tells_learners THEN 'another article tells of it with other figures'
        END AS why_no_learners,
        CASE WHEN p.of_classes THEN 'part of a total that has classes'
             WHEN NOT e.tells_classes AND e.agrees THEN 'repeats another article'
             WHEN NOT e.tells_classes THEN 'another article tells of it with other figures'
        END AS why_no_classes
    FROM training t
    JOIN standing s USING (article_id, version)
    LEFT JOIN placed w ON w.article_id = t.article_id AND w.version = t.version AND w.fact_id = t.fact_id
    LEFT JOIN places z ON z.province = w.province
    LEFT JOIN parts p ON p.article_id = t.article_id AND p.version = t.version AND p.fact_id = t.fact_id
    LEFT JOIN event_facts e ON e.article_id = t.article_id AND e.version = t.version AND e.fact_id = t.fact_id
    LEFT JOIN event_facts o ON o.event_id = e.event_id AND o.rule IS NULL
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
COMMENT ON COLUMN counted.event_id IS 'the event: fact_id of the statement that stands for all that tell of the same classes';
COMMENT ON COLUMN counted.repeats IS 'article_id of the article that tells of the same and counts in its place';
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

CREATE VIEW events AS
SELECT c.event_id, any_value(c.programme ORDER BY e.rule IS NOT NULL) AS programme, any_value(c.province_now) AS province,
       any_value(array_to_string(c.organiser, '; ') ORDER BY e.rule IS NOT NULL) AS organiser,
       any_value(c.period_start ORDER BY e.rule IS NOT NULL) AS period_start, any_value(c.period_end ORDER BY e.rule IS NOT NULL) AS period_end,
       c.status, sum(c.classes_low) FILTER (c.counts_classes)::BIGINT AS classes, sum(c.learners_low) FILTER (c.counts_learners)::BIGINT AS learners,
       min(c.learners_low) AS learners_least, max(c.learners_high) AS learners_most,
       bool_and(coalesce(e.agrees, true)) AS agrees, count(DISTINCT c.article_id) AS articles,
       string_agg(DISTINCT a.source, '; ' ORDER BY a.source) AS papers, string_agg(DISTINCT e.rule, '; ' ORDER BY e.rule) AS rule
FROM counted c JOIN articles a USING (article_id, version) JOIN standing s USING (article_id, version)
LEFT JOIN event_facts e ON e.article_id = c.article_id AND e.version = c.version AND e.fact_id = c.fact_id
WHERE NOT s.superseded
GROUP BY c.event_id, c.status
ORDER BY articles DESC, c.event_id;

COMMENT ON VIEW events IS 'What the articles tell of, each event once with all its sources; what only one article tells is an event too';
COMMENT ON COLUMN events.event_id IS 'the event: fact_id of the statement that stands for it';
COMMENT ON COLUMN events.province IS 'the province or city of today in which it lies; NULL where not known';
COMMENT ON COLUMN events.organiser IS 'the organisers named, as printed';
COMMENT ON COLUMN events.classes IS 'classes that count; NULL where none do';
COMMENT ON COLUMN events.learners IS 'learners that count; NULL where none do';
COMMENT ON COLUMN events.learners_least IS 'the least that an article tells';
COMMENT ON COLUMN events.learners_most IS 'the most that an article tells';
COMMENT ON COLUMN events.agrees IS 'true where all articles agree on the figures';
COMMENT ON COLUMN events.articles IS 'number of articles that tell of it';
COMMENT ON COLUMN events.papers IS 'the papers that tell of it';
COMMENT ON COLUMN events.rule IS 'what joined the statements; NULL where there is only one';

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
  AND (t.status = 'held' AND (c.counts_classes OR c.counts_learners)
       OR t.status IN ('planned', 'not_held') AND t.part_of IS NULL AND c.repeats IS NULL)
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
    UNION ALL SELECT 13, 'events told again', count(DISTINCT event_id), 'classes that several articles tell of, joined and counted once; see events'
        FROM event_facts
    UNION ALL SELECT 14, 'inputs not read', count(DISTINCT input), 'inputs that gave no article in any run; see run_report'
        FROM run_report WHERE outcome = 'failed' AND input NOT IN (SELECT input FROM run_report WHERE outcome <> 'failed')
) ORDER BY n;

COMMENT ON VIEW totals IS 'The base in a dozen numbers';
COMMENT ON COLUMN totals.n IS 'place in the list';
COMMENT ON COLUMN totals.what IS 'what is counted';
COMMENT ON COLUMN totals.number IS 'how many';
COMMENT ON COLUMN totals.meaning IS 'how it is counted';
