-- The tables of a fact base. Column names are those of gold format 1; every column says what it holds.
-- Spans count Unicode code points of articles.text, half-open: substr(text, span_start + 1, span_end - span_start) = quote.

-- Articles, one row a version.
CREATE TABLE articles (
    article_id      VARCHAR NOT NULL,  -- hash of the URL, or of the text where there is none
    version         VARCHAR NOT NULL,  -- hash of the text: two versions of one article differ in it
    name            VARCHAR NOT NULL,  -- the label under which the user knows it (file stem or id of meta.csv)
    title           VARCHAR,           -- NULL where neither the text nor its page tells it
    published       DATE,              -- day of publication; NULL where neither the text nor its page tells it
    published_basis VARCHAR,           -- where it comes from: meta, page or text
    source          VARCHAR,           -- the paper's host
    url             VARCHAR,           -- where it was published
    author          VARCHAR,           -- as the byline prints it
    relevant        BOOLEAN NOT NULL,  -- is the article about the training of cadres?
    text            VARCHAR NOT NULL   -- the stored text, unchanged
);

-- Statements about a volume of training: classes, learners, and what governs them.
CREATE TABLE training (
    fact_id            VARCHAR NOT NULL,  -- hash of article, kind, trigger's quote and its occurrence; stays while rules get better
    article_id         VARCHAR NOT NULL,  -- hash of the URL, or of the text where there is none
    version            VARCHAR NOT NULL,  -- hash of the text: two versions of one article differ in it
    id                 VARCHAR NOT NULL,  -- t1, t2, … in order of appearance within the article
    quote              VARCHAR NOT NULL,  -- shortest stretch that holds the counts
    span_start         INTEGER NOT NULL,  -- where the quote starts in articles.text
    span_end           INTEGER NOT NULL,  -- where it ends; that character is no longer in it
    classes_low        BIGINT,            -- lớp, khóa; low = high where one number is printed
    classes_high       BIGINT,            -- upper end where a range is printed
    classes_qualifier  VARCHAR,           -- about, over, under; NULL where exact
    learners_low       BIGINT,            -- learners; low = high where one number is printed
    learners_high      BIGINT,            -- upper end where a range is printed
    learners_qualifier VARCHAR,           -- about, over, under; NULL where exact
    learners_unit      VARCHAR,           -- as printed, lower case: học viên, lượt cán bộ …
    learners_counting  VARCHAR,           -- people, or enrolments where lượt is printed
    learners_per       VARCHAR,           -- class or year, where the count is a rate
    activity           VARCHAR,           -- dao_tao, boi_duong, tap_huan, dao_tao_boi_duong
    programme          VARCHAR,           -- code of the table programmes; NULL where nothing names it
    programmes         VARCHAR[],         -- all codes where one count covers several
    audience           VARCHAR,           -- whom it is for, as printed
    organiser          VARCHAR[],         -- who holds, opens, sends or orders it, as printed
    period_start       DATE,              -- first day of the period in which the count happened or is to happen
    period_end         DATE,              -- last day of it, inclusive
    status             VARCHAR NOT NULL,  -- held, planned, not_held, carried_over
    event              VARCHAR,           -- opening, closing
    part_of            VARCHAR,           -- fact_id of the total that this is a part of
    rule               VARCHAR NOT NULL,  -- the rule that found it
    confidence         DOUBLE NOT NULL    -- 0 to 1
);

-- Results of those trained, or their qualifications.
CREATE TABLE outcomes (
    fact_id         VARCHAR NOT NULL,  -- hash of article, kind, trigger's quote and its occurrence; stays while rules get better
    article_id      VARCHAR NOT NULL,  -- hash of the URL, or of the text where there is none
    version         VARCHAR NOT NULL,  -- hash of the text: two versions of one article differ in it
    quote           VARCHAR NOT NULL,  -- words that state the result
    span_start      INTEGER NOT NULL,  -- where the quote starts in articles.text
    span_end        INTEGER NOT NULL,  -- where it ends; that character is no longer in it
    count_low       BIGINT,            -- how many; NULL where only a percentage is printed
    count_high      BIGINT,            -- upper end where a range is printed
    count_qualifier VARCHAR,           -- about, over, under; NULL where exact
    percent         DOUBLE,            -- as printed
    category        VARCHAR NOT NULL,  -- as printed: giỏi, thạc sĩ luật …
    "of"            VARCHAR,           -- fact_id of the training whose result it is
    rule            VARCHAR NOT NULL   -- the rule that found it
);

-- Party and State documents cited with a number, one row a citation.
CREATE TABLE documents (
    fact_id    VARCHAR NOT NULL,  -- hash of article, kind, trigger's quote and its occurrence; stays while rules get better
    article_id VARCHAR NOT NULL,  -- hash of the URL, or of the text where there is none
    version    VARCHAR NOT NULL,  -- hash of the text: two versions of one article differ in it
    quote      VARCHAR NOT NULL,  -- type and number as printed
    span_start INTEGER NOT NULL,  -- where the quote starts in articles.text
    span_end   INTEGER NOT NULL,  -- where it ends; that character is no longer in it
    type       VARCHAR NOT NULL,  -- Quyết định, Kế hoạch …
    number     VARCHAR NOT NULL,  -- the number alone, as printed
    symbol     VARCHAR,           -- QĐ/TU; NULL where only a number is printed
    key        VARCHAR NOT NULL,  -- canonical: 3735-QĐ/TU, 101/2017/NĐ-CP, Đề án 165
    date       DATE,              -- the document's day
    issuer     VARCHAR,           -- who issued it, as printed
    title      VARCHAR,           -- as printed, without quotation marks
    rule       VARCHAR NOT NULL   -- the rule that found it
);

-- Expressions that fix a calendar day or a span of days.
CREATE TABLE dates (
    fact_id    VARCHAR NOT NULL,  -- hash of article, kind, trigger's quote and its occurrence; stays while rules get better
    article_id VARCHAR NOT NULL,  -- hash of the URL, or of the text where there is none
    version    VARCHAR NOT NULL,  -- hash of the text: two versions of one article differ in it
    quote      VARCHAR NOT NULL,  -- the expression as printed
    span_start INTEGER NOT NULL,  -- where the quote starts in articles.text
    span_end   INTEGER NOT NULL,  -- where it ends; that character is no longer in it
    "start"    DATE,              -- inclusive; NULL where the expression stays partial
    "end"      DATE,              -- inclusive
    partial    VARCHAR,           -- what is missing (year), NULL where resolved
    rule       VARCHAR NOT NULL   -- the rule that found it
);

-- Every number with a unit.
CREATE TABLE quantities (
    fact_id    VARCHAR NOT NULL,        -- hash of article, kind, trigger's quote and its occurrence; stays while rules get better
    article_id VARCHAR NOT NULL,        -- hash of the URL, or of the text where there is none
    version    VARCHAR NOT NULL,        -- hash of the text: two versions of one article differ in it
    quote      VARCHAR NOT NULL,        -- number and unit as printed
    span_start INTEGER NOT NULL,        -- where the quote starts in articles.text
    span_end   INTEGER NOT NULL,        -- where it ends; that character is no longer in it
    low        DECIMAL(28,6) NOT NULL,  -- low = high where one number is printed
    high       DECIMAL(28,6) NOT NULL,  -- upper end where a range is printed
    qualifier  VARCHAR,                 -- about, over, under; NULL where exact
    unit       VARCHAR NOT NULL,        -- the counter noun alone: buổi, lớp, %, ha …
    rule       VARCHAR NOT NULL         -- the rule that found it
);

-- Persons named, each once an article.
CREATE TABLE people (
    fact_id    VARCHAR NOT NULL,  -- hash of article, kind, trigger's quote and its occurrence; stays while rules get better
    article_id VARCHAR NOT NULL,  -- hash of the URL, or of the text where there is none
    version    VARCHAR NOT NULL,  -- hash of the text: two versions of one article differ in it
    quote      VARCHAR NOT NULL,  -- the name as printed
    span_start INTEGER NOT NULL,  -- where the quote starts in articles.text
    span_end   INTEGER NOT NULL,  -- where it ends; that character is no longer in it
    name       VARCHAR NOT NULL,  -- the person's name
    role       VARCHAR,           -- fullest role printed beside the name
    rule       VARCHAR NOT NULL   -- the rule that found it
);

-- Sums and percentages that the article makes possible, worked out.
CREATE TABLE checks (
    fact_id        VARCHAR NOT NULL,  -- hash of article, kind, trigger's quote and its occurrence; stays while rules get better
    article_id     VARCHAR NOT NULL,  -- hash of the URL, or of the text where there is none
    version        VARCHAR NOT NULL,  -- hash of the text: two versions of one article differ in it
    quote          VARCHAR NOT NULL,  -- stretch that holds the numbers
    span_start     INTEGER NOT NULL,  -- where the quote starts in articles.text
    span_end       INTEGER NOT NULL,  -- where it ends; that character is no longer in it
    kind           VARCHAR NOT NULL,  -- sum or percent
    reported       DOUBLE NOT NULL,   -- as printed
    computed       DOUBLE NOT NULL,   -- worked out, 4 decimals
    holds          BOOLEAN NOT NULL,  -- do the two agree?
    explanation_vi VARCHAR NOT NULL,  -- the arithmetic written out, in Vietnamese
    explanation_en VARCHAR NOT NULL,  -- the same in English
    rule           VARCHAR NOT NULL   -- the rule that found it
);

-- The words that prove each slot of each fact.
CREATE TABLE evidence (
    fact_id    VARCHAR NOT NULL,  -- hash of article, kind, trigger's quote and its occurrence; stays while rules get better
    article_id VARCHAR NOT NULL,  -- hash of the URL, or of the text where there is none
    version    VARCHAR NOT NULL,  -- hash of the text: two versions of one article differ in it
    kind       VARCHAR NOT NULL,  -- table of the fact: training, outcomes, documents …
    slot       VARCHAR NOT NULL,  -- the field that these words prove
    quote      VARCHAR NOT NULL,  -- the words
    span_start INTEGER NOT NULL,  -- where the quote starts in articles.text
    span_end   INTEGER NOT NULL,  -- where it ends; that character is no longer in it
    inherited  VARCHAR            -- NULL where the fact's own clause prints it, else a fact_id, 'context', or 'review' where a person gave it
);

-- Runs of the extraction whose facts are here.
CREATE TABLE runs (
    run_id        VARCHAR NOT NULL,  -- hash of input, rules and version: the same input has the same run
    canbo_version VARCHAR NOT NULL,  -- version of canbo that ran
    rules_version VARCHAR NOT NULL,  -- hash of every lexicon and rule file
    articles      INTEGER NOT NULL,  -- articles in the run
    facts         INTEGER NOT NULL   -- facts of every kind in the run
);

-- What became of every input.
CREATE TABLE run_report (
    run_id     VARCHAR NOT NULL,  -- the run that met it
    input      VARCHAR NOT NULL,  -- file, line or article; every input appears once a run
    outcome    VARCHAR NOT NULL,  -- facts, no_facts, irrelevant, failed, skipped, left_aside
    reason     VARCHAR,           -- what was wrong and what to do, where it failed; of which it is a copy, where skipped
    article_id VARCHAR            -- the article it gave, if any
);
