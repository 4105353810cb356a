"""What each line of a page is for."""

from __future__ import annotations

import pytest

from claims.article import read

LEAD = (
    "The council voted on Tuesday to close the old harbor, which has not been used since the storm of 2019."
)


def role_of(line: str) -> str:
    """The role of a line that stands between a headline with its lead and one more sentence."""
    text = f"Council Closes Harbor\n\n{LEAD}\n\n{line}\n\nNobody spoke against it in the hall."
    article = read(text.encode())
    return article.paragraphs[2].role


@pytest.mark.parametrize(
    "line",
    [
        "(Screen grab: Twitter)",
        "(Photo by Ana Ferraz/Getty Images)",
        "Getty Images",
        "Rui Salgado / Reuters",
        "Photo: Ana Ferraz",
        "Harbor Post Store",
        "Read more: Storm closes the coast road",
        "Related: A harbor’s long decline",
        "Sign up for our newsletter",
        "ADVERTISEMENT",
        "Story continues below",
        "Share this article",
        "Facebook | Twitter | Email",
        "© 2021 Harbor Post. All rights reserved.",
        "This story has been updated with a comment from the mayor.",
        "(Reporting by Ana Ferraz; Editing by Rui Salgado)",
        "Follow Ana Ferraz on Twitter @anaferraz.",
        "Contact: Rui Salgado, 555-0100",
        "###",
        "https://example.org/harbor",
    ],
)
def test_boilerplate(line: str) -> None:
    assert role_of(line) == "boilerplate"


@pytest.mark.parametrize(
    "line",
    [
        "Read the law before you vote, the mayor told them.",
        "The store sold 40 boats.",
        "“I share this view,” she told AFP.",
        "He later lost the seat to Michael Bloomberg.",
        "The photo was taken by a sailor in 1912.",
        "Advertisements for the sale ran in May.",
        "Contact with the boat was lost at noon.",
        "Follow the money, the auditor said, and it leads to the harbor.",
        "More than 40 people came.",
        "The newsletter went to 300 members of the club.",
        "Subscribers rose to 40,000 in March.",
        "By Friday the water had gone.",
        "By June 3, 2021, the harbor had closed.",
        "On July 6, 2021, the harbor closed.",
        "Copyright law does not help the club, its lawyer said.",
        "News of the vote spread fast.",
    ],
)
def test_the_story_is_never_eaten(line: str) -> None:
    assert role_of(line) == "body"


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("The harbor at dusk on Monday. (Photo by Ana Ferraz/Harbor Post)", "caption"),
        ("FILE PHOTO: The harbor before the storm, seen from the tower.", "caption"),
        ("By Ana Ferraz and Rui Salgado", "byline"),
        ("By Ana Ferraz, Harbor Post", "byline"),
        ("Published: 6 July 2021", "dateline"),
        ("Tuesday, July 6, 2021", "dateline"),
        ("Updated July 6, 2021 at 4:34 p.m. EDT", "dateline"),
    ],
)
def test_lines_about_the_story(line: str, role: str) -> None:
    assert role_of(line) == role


@pytest.mark.parametrize("repeat", ["The pier on Monday. (Photo: A. Ferraz)", "The pier on Monday."])
def test_a_caption_said_again_is_boilerplate(repeat: str) -> None:
    text = f"Council Closes Harbor\n\nThe pier on Monday. (Photo: A. Ferraz)\n{repeat}\n\n{LEAD}"
    assert [p.role for p in read(text.encode()).paragraphs] == ["headline", "caption", "boilerplate", "body"]


def test_a_refrain_in_the_story_stays() -> None:
    text = f"Council Closes Harbor\n\n{LEAD}\n\n“Shame on them.”\n\n{LEAD} Again.\n\n“Shame on them.”"
    assert [p.role for p in read(text.encode()).paragraphs][1:] == ["body"] * 4
