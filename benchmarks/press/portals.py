"""Structures of portals of authorities, of journals, and of older systems."""

from __future__ import annotations

from press import Piece, Structure, frame


def _blocks(piece: Piece, paragraph: str, figure: str) -> str:
    return "\n".join(
        (figure if kind == "caption" else paragraph).format(text=text) for kind, text in piece.parts
    )


def _tables(piece: Piece) -> str:
    body = _blocks(
        piece,
        '<p style="text-align:justify"><span style="font-size:14pt">{text}</span></p>',
        '<p style="text-align:center"><img src="a.jpg"></p><p style="text-align:center"><em>{text}</em></p>',
    )
    return frame(
        piece,
        "",
        '<table width="1000"><tr><td width="200" valign="top"><table>'
        + "".join(f'<tr><td class="menu"><a href="/{n}">Mục {n}</a></td></tr>' for n in range(9))
        + f'</table></td><td valign="top"><table><tr><td class="tieude">{piece.title}</td></tr><tr><td>Ngày đăng: '
        f'{piece.printed("%d/%m/%Y %H:%M")}</td></tr><tr><td class="tomtat"><b>{piece.lead}</b></td></tr>'
        f'<tr><td class="noidung">{body}<p style="text-align:right"><b>{piece.author}</b></p></td></tr></table>'
        f'</td><td width="200">{piece.teasers(1, 5)}</td></tr></table>',
    )


def _breaks(piece: Piece) -> str:
    body = "<br><br>".join(
        f'<img src="a.jpg"><br><i>{text}</i>' if kind == "caption" else text for kind, text in piece.parts
    )
    return frame(
        piece,
        "",
        f'<center><font size="5"><b>{piece.title}</b></font></center><font size="2">(Cập nhật: '
        f'{piece.printed("%H:%M - %d/%m/%Y")})</font><br><b>{piece.lead}</b><br><br><font face="Arial">{body}'
        "</font>"
        f"<hr><b>Các tin khác:</b><ul>{piece.links(0, 8)}</ul>",
    )


def _divs(piece: Piece) -> str:
    body = _blocks(
        piece, "<div>{text}</div>", '<div><img src="a.jpg"></div><div class="chuthich">{text}</div>'
    )
    return frame(
        piece,
        "",
        f'<div class="detail"><h1>{piece.title}</h1>'
        f'<div class="ngay">{piece.printed("Thứ Tư, ngày %d tháng %m năm %Y, %H:%M")}</div>'
        f'<div class="tom-tat">{piece.lead}</div><div class="chi-tiet">{body}</div></div>'
        f'<div class="tin-khac"><h3>Tin cùng chuyên mục</h3>{piece.teasers(0, 6)}</div>',
    )


def _bootstrap(piece: Piece) -> str:
    body = _blocks(
        piece,
        "<p>{text}</p>",
        '<div class="text-center"><img class="img-fluid" src="a.jpg"><br><small class="img-caption">{text}'
        "</small></div>",
    )
    return frame(
        piece,
        f'<meta name="description" content="{piece.lead[:150]}">',
        '<ol class="breadcrumb"><li><a href="/">Trang chủ</a></li><li><a href="/tin">Tin tức</a></li></ol>'
        '<div class="container">'
        f'<div class="row"><div class="col-md-9"><h1 class="page-title">{piece.title}</h1>'
        '<p class="text-muted"><i class="fa fa-clock"></i> '
        f'{piece.printed("%d-%m-%Y %H:%M")}</p><p class="fw-bold">{piece.lead}</p>{body}<p class="text-end">'
        f"<strong>{piece.author}</strong></p>"
        f"<p>Lượt xem: 1.204</p><h4>Tin liên quan</h4><ul>{piece.links(3, 5)}</ul></div>"
        f'<div class="col-md-3">{piece.teasers(2, 5)}</div></div></div>',
    )


def _drupal(piece: Piece) -> str:
    body = _blocks(
        piece,
        '<p class="rtejustify">{text}</p>',
        '<p class="rtecenter"><img src="a.jpg"></p><p class="rtecenter"><em>{text}</em></p>',
    )
    return frame(
        piece,
        "",
        f'<div id="content" class="region"><h1 class="title">{piece.title}</h1>'
        '<div class="node node-article"><span class="submitted">'
        f'{piece.printed("%d/%m/%Y - %H:%M")}</span><div class="field field-name-field-trichdan">'
        f'<div class="field-item">{piece.lead}</div></div>'
        f'<div class="field field-name-body"><div class="field-items"><div class="field-item even">{body}'
        "</div></div></div></div></div>"
        f'<div id="block-views-1" class="block">{piece.teasers(4, 6)}</div>',
    )


def _joomla(piece: Piece) -> str:
    body = _blocks(piece, "<p>{text}</p>", '<p><img src="a.jpg"><br><em>{text}</em></p>')
    return frame(
        piece,
        "",
        f'<div class="item-page"><div class="page-header"><h2 itemprop="name">{piece.title}</h2></div>'
        '<dl class="article-info"><dd class="published">'
        f'<time datetime="{piece.iso}">{piece.printed("%d/%m/%Y")}</time></dd><dd class="hits">Lượt xem: 301'
        '</dd></dl><div itemprop="articleBody">'
        f'<p><strong>{piece.lead}</strong></p>{body}</div><ul class="pager"><li><a href="/truoc">Bài trước'
        "</a></li></ul></div>"
        f'<div class="mod-articleslatest"><ul>{piece.links(1, 9)}</ul></div>',
    )


def _portlet(piece: Piece) -> str:
    body = _blocks(
        piece,
        '<p class="MsoNormal"><span lang="VI">{text}</span></p>',
        '<p class="MsoNormal" align="center"><img src="a.jpg"></p><p class="MsoNormal" align="center">'
        "<i>{text}</i></p>",
    )
    return frame(
        piece,
        "",
        '<div id="dnn_ContentPane"><div class="DnnModule-412"><div id="dnn_ctr412_View">'
        f'<h3 class="Head">{piece.title}</h3>'
        f'<p class="Normal">Thứ Năm - {piece.printed("%d/%m/%Y %H:%M")}</p><p class="Normal"><b>{piece.lead}'
        f'</b></p><div class="Normal">{body}</div>'
        f'</div></div></div><div id="dnn_RightPane">{piece.teasers(0, 7)}</div>',
    )


def _journal(piece: Piece) -> str:
    body = _blocks(
        piece,
        '<p style="text-indent:20pt">{text}</p>',
        '<center><img src="a.jpg"></center><center>{text}</center>',
    )
    return frame(
        piece,
        "",
        f'<div class="fwd"><h1 class="titleMain">{piece.title}</h1><div class="thongke-ngay">Ngày đăng: '
        f"<span>{piece.printed('%d/%m/%Y %H:%M')}</span></div>"
        f'<div class="noidung fwd fwb"><p>{piece.lead}</p></div><div class="noidung">{body}</div>'
        f'<p class="pt5">{piece.author}</p></div>'
        f'<div class="tinlienquan">{piece.teasers(5, 6)}</div>',
    )


def _accordion(piece: Piece) -> str:
    body = _blocks(
        piece,
        "<p>{text}</p>",
        '<div class="media"><img src="a.jpg"><span class="image-desc">{text}</span></div>',
    )
    strip = (
        '<div class="toolbar"><button>A-</button><button>A+</button><a href="#">In bài</a>'
        '<a href="#">Gửi bài</a></div>'
    )
    return frame(
        piece,
        f'<meta name="pubdate" content="{piece.iso}">',
        f'<div class="wrapper"><section class="left-content"><h1>{piece.title}</h1>{strip}'
        f"<blockquote>{piece.lead}</blockquote>"
        f'<div class="ckeditor">{body}</div><div class="tags">Từ khóa: <a href="/t/1">đào tạo</a>, '
        '<a href="/t/2">cán bộ</a></div>'
        f'</section><section class="right-content">{piece.teasers(7, 7)}</section></div>',
    )


def _nested(piece: Piece) -> str:
    body = _blocks(
        piece,
        "<div class='x'><div><p>{text}</p></div></div>",
        "<div class='x'><figure><img src='a.jpg'><figcaption>{text}</figcaption></figure></div>",
    )
    return frame(
        piece,
        piece.json_ld(),
        f"<div class='app'><div class='page'><div class='h'><h1>{piece.title}</h1></div>"
        f"<div class='d'>{piece.lead}</div><div class='b'>{body}</div>"
        f"<div class='r'>{piece.teasers(3, 5)}</div></div></div>",
    )


PORTALS: tuple[tuple[str, Structure], ...] = (
    ("tables", _tables),
    ("breaks", _breaks),
    ("divs", _divs),
    ("bootstrap", _bootstrap),
    ("drupal", _drupal),
    ("joomla", _joomla),
    ("portlet", _portlet),
    ("journal", _journal),
    ("accordion", _accordion),
    ("nested", _nested),
)
