"""What an article is, and where articles are kept: texts, files, Parquet, and a sample newspaper.

Article (corpora.article) · Span (corpora.span) · load (corpora.load) · write_articles (corpora.store)
"""
