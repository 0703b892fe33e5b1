"""What is read of a mail: its subject, what people see of its text, where its links lead, and the files it brings."""

from email.message import EmailMessage

from bots.files.mail import MOST_PARTS, parts_of


def mail(subject="Certificates"):
    message = EmailMessage()
    if subject:
        message["Subject"] = subject
    return message


def test_the_subject_comes_first_and_is_empty_where_there_is_none():
    plain = mail()
    plain.set_content("AIDA-2026-1234")

    assert [("", "Certificates"), ("", "AIDA-2026-1234\n")] == list(parts_of(plain.as_bytes()))
    assert ("", "") == next(parts_of(b"\n\nbody"))


def test_of_a_page_what_people_see_is_read_and_where_its_links_lead():
    page = mail()
    page.set_content(
        "<html><head><title>never</title><style>.x{}</style></head><body><p>One</p>Two<br>Three"
        "<table><tr><td>A</td><th>B</th></tr></table><script>no()</script>"
        '<a href="https://a.example/1">link</a><a>none</a> last</body></html>',
        subtype="html",
    )

    [_, (name, text)] = parts_of(page.as_bytes())
    assert "" == name
    assert "One\nTwo\nThree" in text
    assert "\tA\tB" in text
    assert " https://a.example/1 linknone last" in text
    assert not any(word in text for word in ("never", ".x", "no()"))


def test_files_come_with_their_names_and_what_is_neither_text_nor_file_is_left_out():
    message = mail()
    message.set_content("see the file")
    message.add_attachment(b"a,b", maintype="text", subtype="csv", filename="list.csv")
    message.add_attachment(b"\x00\x01", maintype="application", subtype="octet-stream", filename="x.bin")
    message.add_attachment(b"\x00", maintype="application", subtype="octet-stream")

    assert [("list.csv", b"a,b"), ("x.bin", b"\x00\x01")] == list(parts_of(message.as_bytes()))[2:]


def test_twenty_parts_are_the_most():
    """The mail itself is one of them, and its text another."""
    message = mail()
    message.set_content("text")
    for number in range(30):
        message.add_attachment(b"x", maintype="text", subtype="csv", filename=f"{number}.csv")
    names = [name for name, _ in parts_of(message.as_bytes()) if name]

    assert [f"{number}.csv" for number in range(18)] == names
    assert 20 == MOST_PARTS
