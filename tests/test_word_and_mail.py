"""Word documents and mails as programs write them: content controls, phonetic guides, notes; attachments of no type."""

from __future__ import annotations

import io
from email.message import EmailMessage

import pytest

import made
from kczx.acquire.files import read
from kczx.acquire.inputs import Input
from kczx.flow import Source


def attached(*files: tuple[str, bytes, str]) -> bytes:
    message = EmailMessage()
    message["Subject"], message["Date"] = "简讯", "Thu, 04 Jun 2020 09:00:00 +0800"
    message.set_content("见附件，共几个文件。")
    for name, data, media_type in files:
        message.add_attachment(data, *media_type.split("/"), filename=name)
    return message.as_bytes()


def test_what_is_attached_to_a_mail_is_read_or_told() -> None:
    text = "湖南省科协在长沙召开会议。"
    mail = attached(
        ("简讯.txt", text.encode("gbk"), "application/octet-stream"),
        ("页.html", made.html_page(text * 5), "application/octet-stream"),
        ("表.xls", b"\xd0\xcf\x11\xe0", "application/octet-stream"),
        ("图.png", b"\x89PNG", "image/png"),
        ("smime.p7s", b"0", "application/octet-stream"),
    )
    found = list(read(Input("a.eml", "a.eml", io.BufferedReader(io.BytesIO(mail)))))
    assert [it.path if isinstance(it, Source) else it[0] for it in found] == [
        "a.eml", "a.eml!简讯.txt", "a.eml!页.html", "a.eml!表.xls"
    ]  # fmt: skip
    assert [it.published for it in found if isinstance(it, Source)] == ["2020-06-04"] * 3
    assert isinstance(found[-1], tuple) and ".csv" in str(found[-1][1])


WORD = '<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
RUN = "<w:r>{inner}<w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<w:tbl><w:tr><w:sdt><w:sdtContent><w:tc><w:p>{甲}</w:p></w:tc></w:sdtContent></w:sdt>"
         "<w:tc><w:sdt><w:sdtContent><w:p>{乙}</w:p></w:sdtContent></w:sdt></w:tc></w:tr></w:tbl>", "甲\t乙"),
        ("<w:tbl><w:customXml><w:tr><w:tc><w:p>{甲}</w:p><w:p>{乙}</w:p></w:tc></w:tr></w:customXml></w:tbl>", "甲 乙"),
        ("<w:tbl><w:tr><w:ins><w:tc><w:p>{甲}</w:p></w:tc></w:ins></w:tr></w:tbl>", "甲"),
        ("<w:p>{甲}<w:ruby><w:rt>{yi}</w:rt><w:rubyBase>{乙}</w:rubyBase></w:ruby></w:p>", "甲乙"),
        ("<w:p>{甲}<w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r>{乙}</w:p>", "甲乙"),
        ('<w:p>{甲}<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>密</w:t></w:r>{乙}</w:p>', "甲密乙"),
        ("<w:p>{甲}<w:del>{乙}</w:del><w:ins>{丙}</w:ins></w:p>", "甲丙"),
        ("<w:p>{甲}<!-- x --><w:r><w:br/></w:r>{乙}</w:p>", "甲\n乙"),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "space",
    ["http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main"],
)  # fmt: skip
def test_what_word_wraps(body: str, text: str, space: str) -> None:
    runs = {name: RUN.format(inner="", text=name) for name in ("甲", "乙", "丙", "yi")}
    document = WORD.format(space=space, body=body.format(**runs))
    data = made.zipped(
        {"[Content_Types].xml": b"", "word/document.xml": document.encode(), "word/media/1.png": b"0" * 9}
    )
    (found,) = read(Input("a.docx", "a.docx", io.BufferedReader(io.BytesIO(data))))
    assert isinstance(found, Source) and found.text == text


def test_notes_of_word_and_a_part_under_another_name() -> None:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    line, note, text = (f"<w:p>{RUN.format(inner='', text=text)}</w:p>" for text in ("线", "注", "文"))
    notes = (
        f'<w:footnotes xmlns:w="{space}"><w:footnote w:type="separator">{line}</w:footnote>'
        f"<w:footnote>{note}</w:footnote></w:footnotes>"
    )
    relations = '<Relationships><Relationship Type="x/officeDocument" Target="/word/document2.xml"/></Relationships>'
    parts = {
        "[Content_Types].xml": b"", "_rels/.rels": relations.encode(), "word/footnotes.xml": notes.encode(),
        "word/document2.xml": WORD.format(space=space, body=text).encode(),
    }  # fmt: skip
    (found,) = read(Input("a.docx", "a.docx", io.BufferedReader(io.BytesIO(made.zipped(parts)))))
    assert isinstance(found, Source) and found.text == "文\n注"
