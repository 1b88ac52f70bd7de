"""Hugo and Jekyll build what is written; git holds exactly that; what is live is replaced whole or not at all."""

import json
import re
import shutil
import subprocess
from html import unescape

import pytest
import yaml
from hypothesis import given as any_of
from hypothesis import strategies as st

from generator.publish.destinations.site import front_matter
from generator.publish.publication import Chart
from tests.publish.press import PNG, corrected, picture, publication

LAYOUT = """<html><head>{{ with .Params.jsonld }}<script type="application/ld+json">{{ . | safeJS }}</script>{{ end }}
</head><body><h1>{{ .Title }}</h1>{{ .Content }}</body></html>"""


def text_of(html):
    return " ".join(unescape(re.sub(r"<script.*?</script>|<[^>]*>", " ", html, flags=re.DOTALL)).split())


def git(folder, *words):
    return subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def repository(tmp_path):
    folder = tmp_path / "site"
    folder.mkdir()
    git(folder, "init", "--quiet")
    git(folder, "config", "user.email", "press@example.org")
    git(folder, "config", "user.name", "Press")
    return folder


def test_hugo_builds_it(tmp_path, press):
    """Title, text, picture and NewsArticle are on the page; nothing in the text was executed."""
    if shutil.which("hugo") is None:
        pytest.skip("no Hugo on this machine")
    site = tmp_path / "site"
    (site / "layouts" / "_default").mkdir(parents=True)
    (site / "layouts" / "_default" / "single.html").write_text(LAYOUT)
    (site / "hugo.toml").write_text(
        'baseURL = "https://brief.example/"\ntitle = "Briefs"\ndisableKinds = ["taxonomy", "term", "section", "home"]\n'
    )
    (site / "config.toml").write_text((site / "hugo.toml").read_text())  # the name before Hugo 0.110
    one = publication()
    assert press({"kind": "site", "path": site}).send(one).state == "done"
    done = subprocess.run(
        ["hugo", "--quiet", "--destination", "out"], cwd=site, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    html = (site / "out" / "posts" / one.slug / "index.html").read_text()
    shown = text_of(html)
    assert one.title in shown
    assert "{{ 7 * 7 }} and {% raw %} stay as they are" in shown
    assert "“Buy <b>now</b> {{< figure >}}”" in shown
    assert (site / "out" / "posts" / one.slug / one.charts[0].file).read_bytes() == PNG
    assert f'src="{one.charts[0].file}"' in html
    article = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[1])
    assert (article["@type"], article["headline"], article["url"]) == ("NewsArticle", one.title, one.link)


def test_jekyll_builds_it(tmp_path, press):
    """The same there; the picture is found below any base address."""
    if shutil.which("jekyll") is None:
        pytest.skip("no Jekyll on this machine")
    site = tmp_path / "site"
    (site / "_layouts").mkdir(parents=True)
    (site / "_layouts" / "post.html").write_text("<h1>{{ page.title | escape }}</h1>{{ content }}")
    (site / "_config.yml").write_text("title: Briefs\nbaseurl: /news\n")
    one = publication()
    assert press({"kind": "site", "path": site, "flavour": "jekyll"}).send(one).state == "done"
    done = subprocess.run(["jekyll", "build", "--quiet"], cwd=site, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (page,) = [p for p in (site / "_site").rglob("*.html") if one.slug.split("-", 3)[3] in p.name]
    html = page.read_text()
    assert one.title in text_of(html)
    assert "{{ 7 * 7 }} and {% raw %} stay as they are" in text_of(html)
    assert f'src="/news/assets/truetape/{one.charts[0].file}"' in html
    assert (site / "_site" / "assets" / "truetape" / one.charts[0].file).read_bytes() == PNG


def test_astro_gets_the_keys_of_its_starter(tmp_path, press):
    """Its schema asks for title, description and pubDate."""
    one = publication()
    press({"kind": "site", "path": tmp_path, "flavour": "astro"}).send(one)
    page = (tmp_path / "src" / "content" / "blog" / one.slug / "index.md").read_text()
    front = yaml.safe_load(page.split("---\n")[1])
    assert (front["title"], front["description"]) == (one.title, one.summary)
    assert front["pubDate"].startswith("2026-01-23T12:00:00")
    assert f"](./{one.charts[0].file})" in page


@any_of(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_front_matter_says_what_was_put_in(text):
    """Whatever a title holds, it is one field and comes back as it was."""
    told = front_matter({"title": text, "draft": False, "version": 2, "tags": [text]})
    assert yaml.safe_load(told) == {"title": text, "draft": False, "version": 2, "tags": [text]}
    assert len(told.splitlines()) >= 4


def test_git_holds_exactly_what_was_written(repository, press):
    """One commit a version; what somebody else has changed stays uncommitted."""
    (repository / "other.txt").write_text("of somebody else")
    desk = press({"kind": "site", "path": repository, "git": True})
    first = publication()
    assert desk.send(first).state == "done"
    second = corrected(first, charts=(Chart(name="lead", alt="x", png=picture(7)),))
    assert desk.send(second).state == "done"
    assert git(repository, "log", "--format=%s").splitlines() == [
        f"{first.slug}, version 2",
        f"{first.slug}, version 1",
    ]
    assert git(repository, "status", "--porcelain") == "?? other.txt\n"
    assert [f for f in git(repository, "ls-files").splitlines() if f.endswith(".png")] == [
        f"content/posts/{first.slug}/{second.charts[0].file}"
    ]


def test_a_commit_that_fails_is_told_and_made_later(repository, press):
    """A hook of the repository says no, then yes."""
    hook = repository / ".git" / "hooks" / "pre-commit"
    hook.write_text("#!/bin/sh\necho not now >&2\nexit 1\n")
    hook.chmod(0o755)
    desk = press({"kind": "site", "path": repository, "git": True})
    delivery = desk.enter(publication())
    done = desk.run(delivery)
    assert (done.state, "not now" in done.told) == ("refused", True)
    hook.unlink()
    assert desk.run(delivery).state == "done"
    assert len(git(repository, "log", "--format=%s").splitlines()) == 1


def test_what_is_there_already_is_not_ours(tmp_path, press):
    """A page of somebody else keeps its place; one of ours that was changed by hand too."""
    desk = press({"kind": "site", "path": tmp_path})
    first = publication()
    page = tmp_path / "content" / "posts" / first.slug / "index.md"
    page.parent.mkdir(parents=True)
    page.write_text("Mine.")
    delivery = desk.enter(first)
    assert desk.run(delivery).state == "refused"
    assert page.read_text() == "Mine."
    page.unlink()
    assert desk.run(delivery, fresh=True).state == "done"
    page.write_text(page.read_text() + "By hand.")
    second = desk.enter(corrected(first))
    assert "by hand" in desk.run(second).told
    assert page.read_text().endswith("By hand.")
    assert desk.run(second, fresh=True, overwrite=True).state == "done"
    assert "By hand." not in page.read_text()


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path, press):
    """And nothing is half there."""
    (tmp_path / "content").write_text("a file where a folder should be")
    done = press({"kind": "site", "path": tmp_path}).send(publication())
    assert done.state == "refused"
    assert [each.name for each in tmp_path.iterdir() if "truetape" in each.name] == []
