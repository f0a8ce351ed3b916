"""Structures of newspapers."""

from __future__ import annotations

from press import Piece, Structure, frame

_RELATED = '<div class="{name}"><p><b>Tin liên quan</b></p><ul>{links}</ul></div>'


def _paragraphs(piece: Piece, figure: str, middle: str = "", paragraph: str = "<p>{text}</p>") -> str:
    """The body's blocks, with something foreign in the middle."""
    made = [
        figure.format(text=text) if kind == "caption" else paragraph.format(text=text)
        for kind, text in piece.parts
    ]
    made.insert(len(made) // 2, middle)
    return "\n".join(made)


def _side(piece: Piece, start: int = 6) -> str:
    return f'<div class="sidebar"><h3>Đọc nhiều</h3>{piece.teasers(start, 6)}</div>'


def _article_cms(piece: Piece) -> str:
    figure = (
        '<table class="picture"><tr><td><img src="a.jpg"></td></tr><tr><td class="caption"><p>{text}</p>'
        "</td></tr></table>"
    )
    body = _paragraphs(piece, figure, _RELATED.format(name="article__relate", links=piece.links(0, 3)))
    return frame(
        piece,
        f'<meta property="og:title" content="{piece.title}">',
        f'<div class="article"><h1 class="article__title cms-title">{piece.title}</h1>'
        '<div class="article__meta">'
        f'<time datetime="{piece.iso}">{piece.printed("%d/%m/%Y - %H:%M")}</time></div>'
        f'<div class="article__sapo cms-desc">{piece.lead}</div><div class="article__body cms-body">{body}'
        "</div>"
        f'<div class="article__author">{piece.author}</div></div>{_side(piece)}',
    )


def _afcbc(piece: Piece) -> str:
    figure = (
        '<figure class="VCSortableInPreviewMode" type="Photo"><div><img src="a.jpg"></div>'
        '<figcaption class="PhotoCMS_Caption"><p>{text}</p></figcaption></figure>'
    )
    related = f'<div class="VCSortableInPreviewMode" type="RelatedNewsBox"><ul>{piece.links(2, 2)}</ul></div>'
    return frame(
        piece,
        f'<meta property="article:published_time" content="{piece.printed("%Y-%m-%dT%H:%M:%S")}">',
        f'<h1 class="detail-title">{piece.title}</h1>'
        f'<div class="detail-time">{piece.printed("%d/%m/%Y %H:%M")} GMT+7</div>'
        f'<h2 class="detail-sapo">{piece.lead}</h2><div class="detail-content afcbc-body">'
        f"{_paragraphs(piece, figure, related)}</div><div class='detail-author'>{piece.author}"
        f"</div>{_side(piece)}",
    )


def _post(piece: Piece) -> str:
    figure = (
        '<table class="imgEditor"><tr><td><img src="a.jpg"></td></tr><tr class="alt_imgEditor"><td>{text}'
        "</td></tr></table>"
    )
    return frame(
        piece,
        "",
        f'<div class="post"><h1 class="post-title">{piece.title}</h1><span class="post-subinfo">Thứ Hai, '
        f'{piece.printed("%d/%m/%Y %H:%M")} (GMT+7)</span><div class="post-summary"><h2>{piece.lead}</h2></div>'
        f'<div class="post-content"><div itemprop="articleBody">{_paragraphs(piece, figure)}'
        f'<p style="text-align:right"><strong>{piece.author}</strong></p></div></div></div>{_side(piece)}',
    )


def _fck(piece: Piece) -> str:
    figure = (
        '<figure class="tplCaption"><img src="a.jpg"><figcaption><p class="Image">{text}</p></figcaption>'
        "</figure>"
    )
    box = (
        f'<div class="box-tinlienquanv2"><article><h4><a href="/x">{piece.others[0][0]}</a></h4>'
        f"<p>{piece.others[0][1]}</p></article></div>"
    )
    body = _paragraphs(piece, figure, paragraph='<p class="Normal">{text}</p>')
    return frame(
        piece,
        piece.json_ld(),
        f'<span class="date">{piece.printed("Thứ ba, %d/%m/%Y, %H:%M (GMT+7)")}</span>'
        f'<h1 class="title-detail">{piece.title}</h1>'
        f'<p class="description">{piece.lead}</p><article class="fck_detail">{body}'
        f"</article>{box}{_side(piece)}",
    )


def _wordpress(piece: Piece) -> str:
    figure = (
        '<div class="wp-caption aligncenter"><img src="a.jpg"><p class="wp-caption-text">{text}</p></div>'
    )
    share = (
        '<div class="sharedaddy sd-sharing"><span>Chia sẻ</span><a href="#">Facebook</a><a href="#">Zalo</a>'
        "</div>"
    )
    return frame(
        piece,
        f'<meta property="article:published_time" content="{piece.iso}">',
        '<main id="main"><article class="post type-post"><header class="entry-header">'
        f'<h1 class="entry-title">{piece.title}</h1>'
        f'<span class="posted-on"><time class="entry-date">{piece.printed("%d/%m/%Y")}</time></span></header>'
        f'<div class="entry-content"><p><strong>{piece.lead}</strong></p>{_paragraphs(piece, figure)}{share}'
        "</div></article>"
        f'<div class="comments-area"><ol>{"".join(f"<li><p>{lead}</p></li>" for _, lead in piece.others[:4])}'
        "</ol></div></main>"
        f'<div class="widget-area">{piece.teasers(4, 6)}</div>',
    )


def _longform(piece: Piece) -> str:
    figure = '<figure><img src="a.jpg"><figcaption>{text}</figcaption></figure>'
    half = len(piece.parts) // 2
    made = [figure.format(text=t) if kind == "caption" else f"<p>{t}</p>" for kind, t in piece.parts]
    return frame(
        piece,
        piece.json_ld(),
        f'<div class="emagazine"><div class="cover"><h1>{piece.title}</h1><p class="kicker">{piece.lead}</p>'
        "</div>"
        f'<section class="chapter">{"".join(made[:half])}</section>'
        f'<section class="chapter">{"".join(made[half:])}</section>'
        f'</div><section class="more-news">{piece.teasers(3, 6)}</section>',
    )


def _hashed(piece: Piece) -> str:
    figure = (
        '<div class="css-9ab"><img src="a.jpg"/><div class="css-77c" style="text-align:center"><em>{text}'
        "</em></div></div>"
    )
    body = _paragraphs(piece, figure, paragraph='<p class="css-4kq">{text}</p>')
    return frame(
        piece,
        piece.json_ld(),
        f'<div id="__next"><div class="css-1xa"><h1 class="css-2b">{piece.title}</h1>'
        f'<p class="css-3sapo">{piece.lead}</p>'
        f'<div class="css-5zz">{body}</div></div><div class="css-8side">{piece.teasers(2, 8)}</div></div>',
    )


def _amp(piece: Piece) -> str:
    figure = (
        '<figure><amp-img src="a.jpg" width="6" height="4"></amp-img><figcaption>{text}</figcaption></figure>'
    )
    ad = '<amp-ad width="300" height="250"></amp-ad>'
    return frame(
        piece,
        piece.json_ld(),
        f'<article class="amp-wp-article"><h1 class="amp-wp-title">{piece.title}</h1>'
        f'<div class="amp-wp-meta">{piece.author}</div>'
        f'<h2 class="sapo">{piece.lead}</h2>'
        f'<div class="amp-wp-article-content">{_paragraphs(piece, figure, ad)}</div></article>'
        f'<div class="related"><ul>{piece.links(0, 6)}</ul></div>',
    )


def _microdata(piece: Piece) -> str:
    figure = '<div itemprop="image"><img src="a.jpg"><p class="photo-caption">{text}</p></div>'
    return frame(
        piece,
        "",
        f'<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">{piece.title}</h1>'
        f'<meta itemprop="datePublished" content="{piece.iso}"><span itemprop="author">{piece.author}</span>'
        f'<p itemprop="description">{piece.lead}</p><div itemprop="articleBody">{_paragraphs(piece, figure)}'
        "</div></div>"
        f"{_side(piece)}",
    )


def _discussed(piece: Piece) -> str:
    figure = '<p align="center"><img src="a.jpg"></p><p align="center"><i>{text}</i></p>'
    talk = "".join(
        f'<div class="comment"><b>Bạn đọc {n}</b><p>{lead} {piece.others[n + 9][1]}</p></div>'
        for n, (_, lead) in enumerate(piece.others[:9])
    )
    return frame(
        piece,
        "",
        f'<div class="news"><h1>{piece.title}</h1><div class="info">Ngày {piece.printed("%d/%m/%Y, %H:%M")}'
        "</div>"
        f'<div class="intro">{piece.lead}</div><div class="text">{_paragraphs(piece, figure)}</div></div>'
        f'<div class="comments">{talk}</div>',
    )


PAPERS: tuple[tuple[str, Structure], ...] = (
    ("article-cms", _article_cms),
    ("afcbc", _afcbc),
    ("post", _post),
    ("fck", _fck),
    ("wordpress", _wordpress),
    ("longform", _longform),
    ("hashed", _hashed),
    ("amp", _amp),
    ("microdata", _microdata),
    ("discussed", _discussed),
)
