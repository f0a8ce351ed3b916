-- Tables that a build makes beside those of the record. Written as schema.sql is: one column a line, with what it holds.

-- What people said of facts, one row a review; nothing that was said is left out.
CREATE TABLE reviews (
    review_id   VARCHAR NOT NULL,  -- hash of all that the review says
    reviewed_at VARCHAR NOT NULL,  -- when it was given, in UTC
    reviewer    VARCHAR NOT NULL,  -- who gave it
    action      VARCHAR NOT NULL,  -- confirm, correct, reject or add
    kind        VARCHAR NOT NULL,  -- table of the fact: training, outcomes, documents …
    fact_id     VARCHAR,           -- the fact as it stands in the base; NULL where it stands in none
    given_for   VARCHAR NOT NULL,  -- fact_id when the review was given; another one where the words of the fact have changed since
    article_id  VARCHAR NOT NULL,  -- article of the fact
    quote       VARCHAR NOT NULL,  -- words of the fact when the review was given
    slot        VARCHAR,           -- what was corrected; NULL where the review is of the whole fact
    old         VARCHAR,           -- what stood there
    new         VARCHAR,           -- what is right
    reason      VARCHAR,           -- why, in the reviewer's words
    state       VARCHAR NOT NULL,  -- applied; superseded by a later review; orphaned: its place has vanished; unusable
    note        VARCHAR            -- what became of it, where that isn't plain
);

-- What this base was made of, and how to cite it.
CREATE TABLE about (
    name  VARCHAR NOT NULL,  -- what is told
    value VARCHAR            -- what it is
);

-- Provinces and central cities of all times, and where they lie today.
CREATE TABLE places (
    province VARCHAR NOT NULL,  -- its name
    city     BOOLEAN NOT NULL,  -- true for a centrally run city
    until    DATE,              -- its last day; NULL where it goes on
    "into"   VARCHAR,           -- the province that followed it; NULL where it goes on
    now_in   VARCHAR NOT NULL   -- the province or city of today in which it lies, itself where it goes on
);
