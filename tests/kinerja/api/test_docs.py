"""The page that shows the schema: our own assets, nothing inline, nothing from elsewhere."""

import re

from django.contrib.staticfiles import finders
from django.test import Client


def test_the_page_keeps_the_content_security_policy(client: Client) -> None:
    response = client.get("/api/docs/")
    page = response.content.decode()
    assert response.status_code == 200
    assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|https?://|//cdn", page) == []
    assets = re.findall(r'(?:src|href)="/static/([^"]+)"', page)
    assert len(assets) == 5
    assert [name for name in assets if finders.find(name) is None] == []
    assert "unsafe" not in response["Content-Security-Policy"]


def test_the_schema_is_public_in_both_forms(client: Client) -> None:
    as_json = client.get("/api/schema/", headers={"accept": "application/json"})
    as_yaml = client.get("/api/schema/", headers={"accept": "*/*"})
    assert [answer.status_code for answer in (as_json, as_yaml)] == [200, 200]
    assert as_yaml.content.decode().startswith("openapi: 3.1.0")
