"""Tables as offices have them: which column is what, what each line says, and which lines are not used and why."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.conversation.model.table_options import DayOrder, Field, TableOptions
from bots.conversation.model.table_reading import UnusedReason
from bots.conversation.text.rosters import ignored
from bots.conversation.watch.roster_rows import roster_of
from bots.files.tables.sheets import Sheet, SpreadsheetError
from bots.files.tables.table_reader import MOST_ROWS, has_headings, read_tables
from bots.files.tables.table_records import reading_of, records_of
from verifier_client import find_ids

A, B = "AIDA-2026-1234", "CPAP-2026-8841"


def ids(text):
    return [each.text for each in find_ids(text)]


def read(*rows, options=None, **given):
    return read_tables([Sheet([list(row) for row in rows], **given)], ids, options)


def people(*rows, **given):
    return [(row.certificate, row.values.get(Field.PERSON)) for _, row in read(*rows, **given).rows]


def values(*rows, **given):
    [(_, row)] = read(*rows, **given).rows
    return {name.value: value for name, value in row.values.items()} | ({"until": row.until} if row.until else {})


def unused(*rows, **given):
    return [(each.line, each.reason, each.text) for _, each in read(*rows, **given).unused]


@pytest.mark.parametrize(
    "heading",
    [
        *("Applicant Name", "Learner", "Participant", "Trainee", "Certificate holder", "Recipient", "Employee Name"),
        *(
            "Name of employee",
            "Emp. name",
            "Certificate Holder Full Name",
            "FULL_NAME",
            "Employe Name",
            "Name*",
            "Candidate (full name)",
        ),
        *(
            "Inhaber",
            "Mitarbeiter",
            "Vor- und Nachname",
            "Titulaire",
            "Nom et prénom",
            "Nom",
            "Nombre completo",
            "Nome",
        ),
        *(
            "Nominativo",
            "Nome completo",
            "Naam",
            "Imię i nazwisko",
            "氏名",
            "受講者名",
            "姓名",
            "持证人姓名",
            "Surname, First name",
        ),
    ],
)
def test_a_heading_that_promises_a_name_is_known(heading):
    assert [(A, "Jane Doe")] == people([heading, "Certificate ID"], ["Jane Doe", A])


@pytest.mark.parametrize(
    ("headings", "cells"),
    [
        (("First Name", "Last Name"), ("Jane", "Doe")),
        (("Name", "Surname"), ("Jane", "Doe")),
        (("Name", "Vorname"), ("Doe", "Jane")),
        (("Nachname", "Vorname"), ("Doe", "Jane")),
        (("Nom", "Prénom"), ("Doe", "Jane")),
        (("Nombre", "Apellidos"), ("Jane", "Doe")),
        (("Nome", "Cognome"), ("Jane", "Doe")),
        (("Nome", "Apelido"), ("Jane", "Doe")),
        (("Voornaam", "Achternaam"), ("Jane", "Doe")),
        (("Imię", "Nazwisko"), ("Jane", "Doe")),
        (("Given name", "Family name"), ("Jane", "Doe")),
    ],
)
def test_given_and_family_names_are_joined(headings, cells):
    assert [(A, "Jane Doe")] == people([*headings, "ID"], [*cells, A])


def test_codes_head_columns_of_certificates_and_a_worker_s_manager_is_no_worker():
    assert [(A, "Jane Doe"), (B, "Jane Doe")] == people(["Name", "AIDA", "CPAP"], ["Jane Doe", A, B])
    assert {"person": "Jane Doe", "manager": "Rita Lead"} == values(
        ["Worker", "Worker's Manager", "ID"], ["Jane Doe", "Rita Lead", A]
    )


def test_han_names_are_joined_in_their_own_order():
    assert [(A, "山田太郎")] == people(["姓", "名", "証明書番号"], ["山田", "太郎", A])


@pytest.mark.parametrize(
    "heading",
    [
        *("Certification ID", "Certification Number", "Credential Number", "Certificate ID (PAI)", "Certification"),
        *(
            "Numéro de certificat",
            "Zertifikatsnummer",
            "Número de certificado",
            "Numero certificato",
            "Certificaatnummer",
        ),
        *("Numer certyfikatu", "証明書番号", "证书编号", "Certficate ID", "cert_id", "Whatever", "ID"),
    ],
)
def test_the_column_of_ids_is_told_by_what_stands_in_it(heading):
    assert [(A, "Jane Doe")] == people(["Name", heading], ["Jane Doe", A])


@pytest.mark.parametrize(
    "headings",
    [
        ("Manager", "Team", "Until", "Purpose"),
        ("Führungskraft", "Abteilung", "Bis", "Zweck"),
        ("Responsable", "Service", "Jusqu'au", "Motif"),
        ("Jefe", "Departamento", "Hasta", "Motivo"),
        ("Gestor", "Equipa", "Até", "Finalidade"),
        ("Responsabile", "Reparto", "Fino al", "Scopo"),
        ("Leidinggevende", "Afdeling", "Tot", "Doel"),
        ("Przełożony", "Dział", "Do", "Cel"),
        ("上司", "部署", "監視終了日", "目的"),
        ("上级", "部门", "监控至", "用途"),
    ],
)
def test_details_are_known_in_ten_languages(headings):
    found = values(["ID", *headings], [A, "Rita Lead", "Risk", "2027-03-01", "tender"])

    assert {"manager": "Rita Lead", "team": "Risk", "purpose": "tender", "until": date(2027, 3, 1)} == found


def test_a_day_of_hiring_or_expiry_is_no_end_of_watching():
    for heading in ("Start Date", "Hire date", "Eintrittsdatum", "Expiry date", "Valid until"):
        [(_, row)] = read(["ID", heading], [A, "2027-03-01"]).rows
        assert (None, False) == (row.until, row.ends)


def test_the_title_in_an_export_of_linkedin_is_no_name():
    header = ["Name", "Url", "Authority", "Started On", "Finished On", "License Number"]

    assert [(A, None)] == people(header, ["AI Deployment Associate", "https://x", "PAI", "Mar 2026", "", A])
    assert [(A, None)] == people(["Name", "Certificate ID"], ["AI Deployment Associate", A])


def test_what_cannot_be_a_name_is_said_and_not_compared():
    found = read(["Name", "ID"], ["Jane Doe", A], ["=1+1", B])

    assert [(A, "Jane Doe"), (B, None)] == [(row.certificate, row.values.get(Field.PERSON)) for _, row in found.rows]
    assert [(3, UnusedReason.NOT_A_NAME, "=1+1")] == [(each.line, each.reason, each.text) for _, each in found.remarks]


def test_names_in_letters_that_are_not_sure_are_not_used():
    found = read(["Name", "ID"], ["Čapek", A], ["Jane Doe", B], doubtful=True)

    assert [None, "Jane Doe"] == [row.values.get(Field.PERSON) for _, row in found.rows]
    assert [UnusedReason.LETTERS] == [each.reason for _, each in found.remarks]


def test_titles_above_the_headings_are_passed_over_and_named():
    rows = (["Certified staff as of November 2026", "", ""], [], ["Certificate ID", "Employee Name"], [A, "Jane Doe"])

    assert [(A, "Jane Doe")] == people(*rows)
    assert [(1, UnusedReason.ABOVE, "Certified staff as of November 2026")] == unused(*rows)


def test_a_table_below_the_first_one_has_columns_of_its_own():
    rows = (["Name", "Certificate ID"], ["Jane Doe", A], ["Certificate ID", "Name"], [B, "Somebody Else"])

    assert [(A, "Jane Doe"), (B, "Somebody Else")] == people(*rows)
    assert [(3, UnusedReason.HEADINGS, "Certificate ID Name")] == unused(*rows)


def test_each_sheet_is_read_and_one_without_certificates_is_named():
    found = read_tables(
        [
            Sheet([["Please fill in the second sheet."]], "Read me"),
            Sheet([["Certificate ID", "Name"], [A, "Jane Doe"]], "People"),
        ],
        ids,
    )

    assert [("People", A)] == [(sheet, row.certificate) for sheet, row in found.rows]
    assert [("Read me", 0, UnusedReason.SHEET)] == [(sheet, each.line, each.reason) for sheet, each in found.unused]


def test_several_ids_in_a_cell_are_several_certificates_and_what_is_none_is_named():
    found = read(["Name", "Certificate ID"], ["Jane Doe", f"{A}, {B}; CPAP-20-1"])

    assert [A, B] == [row.certificate for _, row in found.rows]
    assert [(2, UnusedReason.PART_NOT_AN_ID, "CPAP-20-1")] == [
        (each.line, each.reason, each.text) for _, each in found.remarks
    ]


def test_an_id_outside_of_its_column_is_told_apart():
    found = read(["Certificate ID", "Note"], [A, "replaces AIDA-2024-1180"], ["", B])

    assert [(A, False), ("AIDA-2024-1180", True), (B, False)] == [
        (row.certificate, row.beside) for _, row in found.rows
    ]


def test_an_id_in_a_link_behind_words_is_found_and_a_formula_without_a_result_is_named():
    rows = (["Name", "Certificate"], ["Jane Doe", "see badge"], ["John Roe", ""])
    given = {"links": {(1, 1): f"https://registry.example/verify/{A}"}, "unanswered": {(2, 1)}}

    assert [(A, "Jane Doe")] == people(*rows, **given)
    assert [(3, UnusedReason.NO_RESULT, "")] == unused(*rows, **given)


def test_lines_without_a_certificate_are_named():
    rows = (["Certificate ID", "Name"], [A, "Jane Doe"], ["none", "John"], ["", "Total 2"])

    assert [(3, UnusedReason.NOT_AN_ID, "none"), (4, UnusedReason.NO_ID, "Total 2")] == unused(*rows)


@pytest.mark.parametrize(
    "written",
    [
        *("3/14/2027", "14/3/2027", "14-Mar-27", "March 14, 2027", "2027/03/14", "14.03.27", "14.3.2027", "46460"),
        *(
            "14. März 2027",
            "14 mars 2027",
            "14 de marzo de 2027",
            "14 de março de 2027",
            "14 marca 2027",
            "14 maart 2027",
        ),
        *(
            "14 marzo 2027",
            "2027年3月14日",
            "20270314",
            "2027-03-14 00:00:00",
            "2027-03-14T00:00:00Z",
            "Sun, 14 Mar 2027",
        ),
        *(date(2027, 3, 14), "14th March 2027", "2027-Mar-14", "14/03/27"),
    ],
)
def test_a_day_with_one_meaning_is_read(written):
    assert {"until": date(2027, 3, 14)} == values(["ID", "Until"], [A, written])


@pytest.mark.parametrize("written", ["n/a", "-", "open", "", "unbefristet", "tbd"])
def test_an_end_that_is_left_open_is_none(written):
    [(_, row)] = read(["ID", "Until"], [A, written]).rows

    assert (None, None, True) == (row.until, row.problem, row.ends)


def test_a_day_that_could_be_two_is_asked_about_and_never_guessed():
    rows = (["ID", "Until"], [A, "3/4/2027"], [B, "soon"])
    asked = read(*rows)

    assert [UnusedReason.WHICH_DAY, UnusedReason.NO_DAY] == [row.problem.reason for _, row in asked.rows]
    assert asked.unclear_days
    for order, day in ((DayOrder.DAY_FIRST, date(2027, 4, 3)), (DayOrder.MONTH_FIRST, date(2027, 3, 4))):
        assert day == read(*rows, options=TableOptions(days=order)).rows[0][1].until


def test_one_day_settles_the_order_of_its_column():
    found = read(["ID", "Until"], [A, "3/4/2027"], [B, "3/14/2027"])

    assert [date(2027, 3, 4), date(2027, 3, 14)] == [row.until for _, row in found.rows]
    mixed = read(["ID", "Until"], [A, "3/4/2027"], [B, "3/14/2027"], [B, "14/3/2027"])
    assert UnusedReason.WHICH_DAY is mixed.rows[0][1].problem.reason


def test_a_column_can_be_said_to_be_something_by_heading_letter_or_number():
    rows = (["Certificate ID", "Chief", ""], [A, "Rita Lead", "Risk"])
    for first, second in (("chief", "C"), ("B", "3"), ("2", "c")):
        options = TableOptions(((first, Field.MANAGER), (second, Field.TEAM)))
        assert {"manager": "Rita Lead", "team": "Risk"} == values(*rows, options=options)
    with pytest.raises(SpreadsheetError, match="no column “Boss”"):
        read(*rows, options=TableOptions((("Boss", Field.MANAGER),)))
    assert {} == values(["ID", "Manager"], [A, "Rita"], options=TableOptions((("Manager", Field.NONE),)))


def test_without_headings_the_ids_are_read_and_names_where_nothing_else_stands():
    assert [(A, "Jane Doe"), (B, "John Roe")] == people(["Jane Doe", A], ["John Roe", B])
    assert [(A, None), (B, None)] == people(["Jane Doe", A], ["room 4", B])


def test_what_people_wrote_stays_text():
    found = values(["ID", "Manager", "Team", "Note"], [A, "<!channel>", "Ri\x00sk\u202e", "a\nb"])

    assert {"manager": "<!channel>", "team": "Ri sk", "purpose": "a b"} == found


@pytest.mark.parametrize(
    ("rows", "is_table"),
    [
        ([["Certificate ID", "Name"], [A, "Jane Doe"]], True),
        ([["Certificate ID"], [A]], False),  # a line in front of IDs
        ([["Team", "Name"], ["Risk", "Jane Doe"]], False),
        ([[]], False),
        ([], False),
    ],
)
def test_a_text_is_a_table_where_a_line_of_headings_says_so(rows, is_table):
    assert is_table is has_headings(Sheet(rows), ids)


def test_too_many_rows_are_refused():
    with pytest.raises(SpreadsheetError, match="10,000"):
        read(["ID"], *[[A]] * (MOST_ROWS + 1))


cells = st.lists(
    st.lists(st.text(max_size=30) | st.dates() | st.sampled_from([A, B, "Team", "Name", "Certificate ID"]), max_size=7),
    max_size=12,
)


@given(rows=cells)
def test_no_filled_line_is_lost_without_a_word(rows):
    table = [["Certificate ID", "Person", "Team"], *rows, [B]]
    found = read(*table)
    said = {row.line for _, row in found.rows} | {each.line for _, each in found.unused}
    filled = {line for line, row in enumerate(table, 1) if any(" ".join(str(cell).split()) for cell in row)}
    seen = {
        line
        for line in filled
        if any(
            character.isprintable() and not character.isspace() for cell in table[line - 1] for character in str(cell)
        )
    }

    assert seen - said <= {1}


@pytest.mark.parametrize("heading", ["Gültig bis", "Valid until", "Expiry date", "Scadenza", "有効期限"])
def test_a_column_with_the_own_ends_of_certificates_is_not_used_and_it_is_said_why(heading):
    found = read(["Certificate ID", "Salary", heading], [A, "1", "2028-03-02"])
    table = reading_of(records_of(found), unclear_days=False)
    roster = roster_of(table, date(2026, 12, 1))

    assert (None, ("Salary", heading)) == (roster.rows[0].until, roster.not_used)
    assert f"not used: “Salary”, “{heading}” (a certificate's own end comes from its registry)." in ignored(
        roster.not_used, roster.own_ends
    )


def test_a_column_with_the_own_ends_of_certificates_ends_the_watch_where_its_sender_says_so():
    options = TableOptions((("Gültig bis", Field.UNTIL),))
    found = read(["Certificate ID", "Gültig bis"], [A, "2028-03-02"], options=options)
    roster = roster_of(reading_of(records_of(found), unclear_days=False), date(2026, 12, 1))

    assert (date(2028, 3, 2), ()) == (roster.rows[0].until, roster.not_used)


def test_an_apostrophe_that_marks_text_in_a_worksheet_is_no_part_of_a_day():
    assert date(2027, 3, 1) == values(("Certificate ID", "Until"), (A, "'2027-03-01"))["until"]


def test_a_column_that_is_named_and_not_there_is_said():
    options = TableOptions(columns=(("Staff", Field.PERSON),))
    with pytest.raises(SpreadsheetError) as refused:
        read(["Certificate", "Person"], [A, "Jane Doe"], options=options)

    assert "There is no column “Staff”." == str(refused.value)


@pytest.mark.parametrize("cells", [[A, "Jane Doe"], [A, "Jane Doe", ""], [A]])
def test_a_line_that_ends_before_the_last_column_is_read_with_what_it_has(cells):
    [(_, row)] = read(["Certificate", "Person", "Watch until"], cells).rows

    assert (A, None) == (row.certificate, row.until)
    assert ("Jane Doe" if len(cells) > 1 else "") == row.values[Field.PERSON]
