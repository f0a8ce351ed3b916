-- The tables of a fact base. Column names are those of gold format 1; every column says what it holds.
-- Spans count Unicode code points of articles.text, half-open: substr(text, span_start + 1, span_end - span_start) = quote.

CREATE TABLE articles (
    article_id      VARCHAR NOT NULL,  -- hash of the URL, or of the text where there is none
    version         VARCHAR NOT NULL,  -- hash of the text: two versions of one article differ in it
    name            VARCHAR NOT NULL,  -- the label under which the user knows it (file stem or id of meta.csv)
    title           VARCHAR,
    published       DATE,              -- NULL where neither the text nor its page tells it
    published_basis VARCHAR,           -- where it comes from: meta, page or text
    source          VARCHAR,           -- the paper's host
    url             VARCHAR,
    author          VARCHAR,
    relevant        BOOLEAN NOT NULL,  -- is the article about the training of cadres?
    text            VARCHAR NOT NULL   -- the stored text, unchanged
);

CREATE TABLE training (
    fact_id            VARCHAR NOT NULL,  -- hash of article, kind, trigger's quote and its occurrence; stays while rules get better
    article_id         VARCHAR NOT NULL,
    version            VARCHAR NOT NULL,
    id                 VARCHAR NOT NULL,  -- t1, t2, … in order of appearance within the article
    quote              VARCHAR NOT NULL,  -- shortest stretch that holds the counts
    span_start         INTEGER NOT NULL,
    span_end           INTEGER NOT NULL,
    classes_low        BIGINT,            -- lớp, khóa; low = high where one number is printed
    classes_high       BIGINT,
    classes_qualifier  VARCHAR,           -- about, over, under; NULL where exact
    learners_low       BIGINT,
    learners_high      BIGINT,
    learners_qualifier VARCHAR,
    learners_unit      VARCHAR,           -- as printed, lower case: học viên, lượt cán bộ …
    learners_counting  VARCHAR,           -- people, or enrolments where lượt is printed
    learners_per       VARCHAR,           -- class or year, where the count is a rate
    activity           VARCHAR,           -- dao_tao, boi_duong, tap_huan, dao_tao_boi_duong
    programme          VARCHAR,           -- code of the programme table
    programmes         VARCHAR[],         -- all codes where one count covers several
    audience           VARCHAR,
    organiser          VARCHAR[],
    period_start       DATE,              -- inclusive
    period_end         DATE,              -- inclusive
    status             VARCHAR NOT NULL,  -- held, planned, not_held, carried_over
    event              VARCHAR,           -- opening, closing
    part_of            VARCHAR,           -- fact_id of the total that this is a part of
    rule               VARCHAR NOT NULL,
    confidence         DOUBLE NOT NULL    -- 0 to 1
);

CREATE TABLE outcomes (
    fact_id VARCHAR NOT NULL, article_id VARCHAR NOT NULL, version VARCHAR NOT NULL,
    quote VARCHAR NOT NULL, span_start INTEGER NOT NULL, span_end INTEGER NOT NULL,
    count_low BIGINT, count_high BIGINT, count_qualifier VARCHAR,
    percent  DOUBLE,
    category VARCHAR NOT NULL,            -- as printed: giỏi, thạc sĩ luật …
    "of"     VARCHAR,                     -- fact_id of the training whose result it is
    rule     VARCHAR NOT NULL
);

CREATE TABLE documents (
    fact_id VARCHAR NOT NULL, article_id VARCHAR NOT NULL, version VARCHAR NOT NULL,
    quote VARCHAR NOT NULL, span_start INTEGER NOT NULL, span_end INTEGER NOT NULL,
    type   VARCHAR NOT NULL,              -- Quyết định, Kế hoạch …
    number VARCHAR NOT NULL,
    symbol VARCHAR,                       -- QĐ/TU; NULL where only a number is printed
    key    VARCHAR NOT NULL,              -- canonical: 3735-QĐ/TU, 101/2017/NĐ-CP, Đề án 165
    date   DATE,
    issuer VARCHAR,
    title  VARCHAR,
    rule   VARCHAR NOT NULL
);

CREATE TABLE dates (
    fact_id VARCHAR NOT NULL, article_id VARCHAR NOT NULL, version VARCHAR NOT NULL,
    quote VARCHAR NOT NULL, span_start INTEGER NOT NULL, span_end INTEGER NOT NULL,
    "start" DATE,                         -- inclusive; NULL where the expression stays partial
    "end"   DATE,                         -- inclusive
    partial VARCHAR,                      -- what is missing (year), NULL where resolved
    rule    VARCHAR NOT NULL
);

CREATE TABLE quantities (
    fact_id VARCHAR NOT NULL, article_id VARCHAR NOT NULL, version VARCHAR NOT NULL,
    quote VARCHAR NOT NULL, span_start INTEGER NOT NULL, span_end INTEGER NOT NULL,
    low DECIMAL(28,6) NOT NULL, high DECIMAL(28,6) NOT NULL, qualifier VARCHAR,
    unit VARCHAR NOT NULL,                -- the counter noun alone: buổi, lớp, %, ha …
    rule VARCHAR NOT NULL
);

CREATE TABLE people (
    fact_id VARCHAR NOT NULL, article_id VARCHAR NOT NULL, version VARCHAR NOT NULL,
    quote VARCHAR NOT NULL, span_start INTEGER NOT NULL, span_end INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    role VARCHAR,                         -- fullest role printed beside the name
    rule VARCHAR NOT NULL
);

CREATE TABLE checks (
    fact_id VARCHAR NOT NULL, article_id VARCHAR NOT NULL, version VARCHAR NOT NULL,
    quote VARCHAR NOT NULL, span_start INTEGER NOT NULL, span_end INTEGER NOT NULL,
    kind     VARCHAR NOT NULL,            -- sum or percent
    reported DOUBLE NOT NULL,             -- as printed
    computed DOUBLE NOT NULL,             -- worked out, 4 decimals
    holds    BOOLEAN NOT NULL,
    explanation_vi VARCHAR NOT NULL,      -- the arithmetic written out
    explanation_en VARCHAR NOT NULL,
    rule     VARCHAR NOT NULL
);

CREATE TABLE evidence (
    fact_id    VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    version    VARCHAR NOT NULL,
    kind       VARCHAR NOT NULL,          -- training, outcomes, documents …
    slot       VARCHAR NOT NULL,          -- the field that these words prove
    quote      VARCHAR NOT NULL,
    span_start INTEGER NOT NULL,
    span_end   INTEGER NOT NULL,
    inherited  VARCHAR                    -- NULL where the fact's own clause prints it, else a fact_id or 'context'
);

CREATE TABLE runs (
    run_id         VARCHAR NOT NULL,      -- hash of input, rules and version: the same input has the same run
    canbo_version  VARCHAR NOT NULL,
    rules_version  VARCHAR NOT NULL,      -- hash of every lexicon and rule file
    articles       INTEGER NOT NULL,
    facts          INTEGER NOT NULL
);

CREATE TABLE run_report (
    run_id  VARCHAR NOT NULL,
    input   VARCHAR NOT NULL,             -- file, line or URL; every input appears once
    outcome VARCHAR NOT NULL,             -- facts, no_facts, irrelevant, failed, skipped
    reason  VARCHAR,                      -- what was wrong and what to do, where it failed
    article_id VARCHAR
);
