-- The state of one crawl. Every address appears once, whatever became of it.
CREATE TABLE visits (
    id      INTEGER PRIMARY KEY,
    started REAL NOT NULL,
    ended   REAL                      -- NULL while there is work left that a later run goes on with
);
CREATE TABLE urls (
    id        INTEGER PRIMARY KEY,
    url       TEXT NOT NULL UNIQUE,   -- canonical
    host      TEXT NOT NULL,
    kind      TEXT NOT NULL,          -- page (not fetched yet), article, listing, sitemap, feed
    state     TEXT NOT NULL,          -- waiting, fetched, skipped, failed
    reason    TEXT NOT NULL DEFAULT '',
    priority  INTEGER NOT NULL,       -- lower is sooner
    depth     INTEGER NOT NULL,       -- links from a start
    paging    INTEGER NOT NULL DEFAULT 0,  -- how many pages on from the first page of its listing
    hops      INTEGER NOT NULL DEFAULT 0,  -- redirects that led here
    tries     INTEGER NOT NULL DEFAULT 0,
    published TEXT,                   -- day as the site says, ISO
    etag      TEXT,
    modified  TEXT,
    body      TEXT,                   -- SHA-256 of the unpacked body
    text      TEXT,                   -- digest of an article's title and paragraphs
    title     TEXT,                   -- digest of its title
    record    INTEGER REFERENCES records(id),
    visit     INTEGER                 -- in which it was fetched last
);
CREATE INDEX waiting ON urls(host, priority, id) WHERE state = 'waiting';
CREATE INDEX texts ON urls(text) WHERE text IS NOT NULL;
CREATE INDEX titles ON urls(title) WHERE title IS NOT NULL;
CREATE TABLE records (
    id     INTEGER PRIMARY KEY,
    url    INTEGER REFERENCES urls(id),
    start  INTEGER NOT NULL UNIQUE,   -- place in the archive, bytes
    length INTEGER NOT NULL,
    digest TEXT NOT NULL              -- SHA-256 of these bytes
);
CREATE TABLE hosts (
    host     TEXT PRIMARY KEY,
    next_at  REAL NOT NULL DEFAULT 0, -- not asked before, seconds since 1970
    failures INTEGER NOT NULL DEFAULT 0,
    day      INTEGER NOT NULL DEFAULT 0, -- since 1970, on which it was asked last
    asked    INTEGER NOT NULL DEFAULT 0  -- times on that day
);
CREATE TABLE patterns (
    host      TEXT NOT NULL,
    pattern   TEXT NOT NULL,          -- of addresses
    fruitless INTEGER NOT NULL,       -- pages in a row that brought nothing
    PRIMARY KEY (host, pattern)
) WITHOUT ROWID;
CREATE TABLE robots (
    origin  TEXT PRIMARY KEY,
    fetched REAL NOT NULL,
    status  INTEGER,                  -- NULL where there was no answer
    body    BLOB NOT NULL,
    problem TEXT NOT NULL
);
