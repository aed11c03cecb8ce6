import pytest
from hypothesis import given
from hypothesis import strategies as st

from phonebank.domain.intake import CALL_FIELDS, ROLL_FIELDS
from phonebank.domain.mapping import SEVERAL, plain_header, suggested
from phonebank.services.words_of_files import header_words

NOT_PHONES = (
    *("Fax", "fax_number", "is_mobile_bad", "mobile_opt_in", "Phone Type", "SMS Opt-In Status"),
    *("phone_time", "Phone country code", "Mobile opt in date", "Home phone bad", "Phone bank"),
)
HEADERS = [
    *(header for words in header_words().fields.values() for header in words.within),
    *("Name", "ID", "Phone", "phone_number", "mobile_number", "Address1", "Forename", "", "Status"),
]


def of_roll(*headers: str, samples: tuple[tuple[str, ...], ...] = ()) -> dict[str, tuple[str, ...]]:
    return suggested(ROLL_FIELDS, headers, samples, header_words())


def of_calls(*headers: str) -> dict[str, tuple[str, ...]]:
    return suggested(CALL_FIELDS, headers, (), header_words())


@pytest.mark.parametrize(
    ("header", "plain"),
    [
        ("post_code", "post code"),
        ("PostCode", "post code"),
        (" POST-CODE: ", "post code"),
        ("\ufeffMembership\nNo.", "membership no"),
        ("Mark when done 📞", "mark when done"),
        ("FIRSTName", "first name"),
        ("Address1", "address 1"),
        ("pcon15nm", "pcon 15 nm"),
        ("Forename(s)", "forename s"),
        ("\uff30hone", "phone"),
        ("#", ""),
    ],
)
def test_headers_are_compared_as_words(header: str, plain: str) -> None:
    assert plain_header(header) == plain


@pytest.mark.parametrize("field", ROLL_FIELDS)
def test_a_header_that_is_a_field_of_the_roll_is_that_field(field: str) -> None:
    for header in (field, field.upper(), field.replace("_", " ").title()):
        assert of_roll(header, samples=(("strange",),)) == {field: (header,)}


@pytest.mark.parametrize("field", CALL_FIELDS)
def test_a_header_that_is_a_field_of_calls_is_that_field(field: str) -> None:
    assert of_calls(field) == {field: (field,)}


def test_our_own_files_are_mapped_wholly() -> None:
    ours = [field for field in ROLL_FIELDS if field != "full_name"]
    assert of_roll(*ours) == {field: (field,) for field in ours}
    assert of_calls(*CALL_FIELDS) == {field: (field,) for field in CALL_FIELDS}


def test_no_word_is_of_two_fields_of_one_file() -> None:
    for fields in ((*ROLL_FIELDS, "middle_name"), CALL_FIELDS):
        words = [word for field in fields for word in header_words().fields[field].whole]
        assert len(words) == len(set(words))


def test_there_are_words_for_every_field_and_for_no_other() -> None:
    assert header_words().fields.keys() == {*ROLL_FIELDS, *CALL_FIELDS, "middle_name"}


@pytest.mark.parametrize(
    ("header", "field"),
    [
        *((it, "membership_number") for it in ("Membership No.", "Member Number", "VANID", "LEID")),
        *(
            (it, "membership_number")
            for it in ("Voter File VANID", "nationbuilder_id", "PRIMARYID")
        ),
        *((it, "membership_number") for it in ("Customer ID", "id_parliament", "ID", "Mem No")),
        *((it, "title") for it in ("Title", "honorific_prefix", "Prefix")),
        *((it, "first_name") for it in ("FNAME", "Forename(s)", "firstName", "FIRSTNAME", "First")),
        *((it, "first_name") for it in ("given_name", "Known as", "Elector Forename", "fn")),
        *((it, "last_name") for it in ("Surname", "LNAME", "family_name", "Last", "ListAs")),
        *((it, "full_name") for it in ("Full name", "Name", "Elector Name", "Contact Name")),
        *((it, "phone") for it in ("Phone", "TelephoneNum", "Tel No", "PHONENUMBER", "Phone3")),
        *((it, "phone") for it in ("Phone number (might be a switchboard)", "Best number")),
        *((it, "mobile") for it in ("Mobile Phone", "mob", "Cell_Phone", "WIRELESSPHONENUMBER")),
        *((it, "mobile") for it in ("Work mobile no", "cellphone")),
        *((it, "landline") for it in ("Home Phone", "work_phone_number", "Landline", "Home tel.")),
        *((it, "landline") for it in ("Parliamentary phone number", "Daytime telephone")),
        *((it, "email") for it in ("E-mail", "EMAIL", "Email Address", "email1", "Primary Email")),
        ("Email address (only if you can't reach them by phone)", "email"),
        *((it, "address") for it in ("Address Line 1", "Add2", "Addr L1", "ELECTORADD6", "Town")),
        *((it, "address") for it in ("mAddress", "street_address", "HouseName", "court_addr1")),
        *(
            (it, "postcode")
            for it in ("PostCode", "PCODE", "Zip5", "HousePostCode", "pcds", "pcd7")
        ),
        *((it, "constituency") for it in ("CLP", "Constituency Name", "Seat", "pcon15nm")),
        *((it, "constituency") for it in ("Westminster constituency", "ons_id", "post_label")),
        *((it, "section") for it in ("Membership type", "membership_level_name", "Category")),
        *((it, "affiliate") for it in ("Trade Union", "Affiliated organisation", "employer")),
        *((it, "joined_on") for it in ("Date joined", "membership_started_at", "Member since")),
        *((it, "born_on") for it in ("Elector DOB", "Date of Birth", "birthdate")),
        *((it, "previous_vote") for it in ("Vote 2015", "Previous vote", "Voted in 2015")),
        *((it, "eligible") for it in ("membership_status", "Eligible to vote?", "Status")),
        *((it, "do_not_call") for it in ("OptOut Phone", "do_not_contact", "TPS", "DNC")),
        *((it, "do_not_call") for it in ("federal_donotcall", "unsubscribed_at", "No calls")),
        *((it, "tags") for it in ("TAGS", "tag_list", "Activist Code")),
        *((it, "recruited_by") for it in ("Recruited by", "Referrer")),
    ],
)
def test_headers_in_the_wild_are_known(header: str, field: str) -> None:
    assert of_roll(header) == {field: (header,)}


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Date Canvassed", "called_at"),
        ("last_contacted_at", "called_at"),
        ("Canvassed By", "caller"),
        ("Sales Rep", "caller"),
        ("Canvass Result", "outcome"),
        ("ContactResult", "outcome"),
        ("Survey Response", "intention"),
        ("support_level", "intention"),
        ("Notes", "note"),
        ("Ballot paper received?", "ballot"),
        ("Phone number", "number"),
        ("Call back", "callback_at"),
        ("Key issues", "reasons"),
        ("VANID", "membership_number"),
    ],
)
def test_headers_of_calls_are_known(header: str, field: str) -> None:
    assert of_calls(header) == {field: (header,)}


@pytest.mark.parametrize(
    "header",
    [
        *NOT_PHONES,
        *("Polling_Place_Postcode", "PollingStationPostCode", "Polling_Place_Address_1"),
        *("Household ID", "Elector Number Prefix", "Elector Number Suffix"),
        *("Email sent?", "Email Subscription Status", "Do not knock", "Do not leaflet"),
        *("Column 3", "", "📞", "Party", "Country", "Vote date"),
    ],
)
def test_headers_that_only_look_alike_are_left_alone(header: str) -> None:
    assert of_roll(header) == {}


@pytest.mark.parametrize("header", NOT_PHONES)
def test_what_is_about_a_phone_is_no_number_called(header: str) -> None:
    assert "number" not in of_calls(header)


def test_several_columns_of_a_field_stand_in_the_order_of_the_file() -> None:
    found = of_roll("Town", "Address2", "Address1", "Phone (2)", "Telephone", "Phone", "County")
    assert found["address"] == ("Town", "Address2", "Address1", "County")
    assert found["phone"] == ("Phone (2)", "Telephone", "Phone")


def test_the_better_word_wins_and_a_number_loses() -> None:
    assert of_roll("ID", "Membership No")["membership_number"] == ("Membership No",)
    assert of_roll("Email 2", "Email")["email"] == ("Email",)
    assert of_roll("Work email", "Email")["email"] == ("Email",)


def test_a_middle_name_follows_the_first() -> None:
    assert of_roll("Middle name", "Surname", "Forename")["first_name"] == (
        *("Forename", "Middle name"),
    )
    assert of_roll("Middle name", "Full name") == {"full_name": ("Full name",)}


def test_a_full_name_is_needed_only_where_its_parts_are_not() -> None:
    assert "full_name" not in of_roll("Name", "First name", "Surname")
    assert of_roll("Full name", "Phone")["full_name"] == ("Full name",)


def test_a_name_beside_one_part_is_whatever_its_samples_show() -> None:
    whole = of_roll("Name", "Forename", samples=(("Ada Byron", "Ada"),))
    assert whole == {"full_name": ("Name",)}
    other = of_roll("Name", "Forename", samples=(("Byron", "Ada"), ("Van Dyke", "Eve"), ("Li", "")))
    assert other == {"last_name": ("Name",), "first_name": ("Forename",)}
    assert of_roll("Name", "Surname")["first_name"] == ("Name",)


def test_a_column_whose_samples_cannot_be_meant_is_passed_over() -> None:
    samples = (("ada@example.org", "ada@example.org", "12", "07700 900142", "ask"),)
    found = of_roll("Name", "Contact", "Number", "Tel", "Home", samples=samples)
    assert found == {"phone": ("Tel",)}


def test_shortened_numbers_still_show_which_column_has_phones() -> None:
    assert of_roll("Tel", samples=(("4.47E+11",),)) == {"phone": ("Tel",)}


def test_phone_number_beside_mobile_number_is_the_one_at_home() -> None:
    found = of_roll("phone_number", "mobile_number", "work_phone_number")
    assert found == {
        "mobile": ("mobile_number",),
        "landline": ("phone_number", "work_phone_number"),
    }
    assert of_roll("Phone", "Mobile") == {"phone": ("Phone",), "mobile": ("Mobile",)}


@given(
    st.lists(st.sampled_from(HEADERS) | st.text(max_size=12), unique=True, max_size=12),
    st.lists(st.lists(st.text(max_size=8), max_size=14), max_size=3),
)
def test_no_header_is_of_two_fields(headers: list[str], samples: list[list[str]]) -> None:
    found = suggested(ROLL_FIELDS, headers, samples, header_words())
    used = [header for columns in found.values() for header in columns]
    assert len(used) == len(set(used))
    assert set(used) <= set(headers)
    assert set(found) <= set(ROLL_FIELDS)
    assert all(
        len(columns) == 1 or field in {*SEVERAL, "first_name"} for field, columns in found.items()
    )
    assert not ("full_name" in found and {"first_name", "last_name"} & found.keys())
