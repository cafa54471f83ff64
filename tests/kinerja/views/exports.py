"""What tests read out of lists that leave as files."""

import re
from html import unescape
from io import BytesIO
from typing import Any

import openpyxl
from django.test import Client

LINK = re.compile(r'href="([^"]*[?;&]unduh=(?:xlsx|csv)[^"]*)"')


def table(client: Client, path: str) -> list[list[Any]]:
    """The rows of a workbook that an address gives, without its heading."""
    return sheet(client, path)[1:]


def sheet(client: Client, path: str) -> list[list[Any]]:
    """The rows of a workbook that an address gives; no cell of it is a formula."""
    answer = client.get(path)
    assert "attachment" in answer.get("Content-Disposition", ""), (path, answer.status_code)
    found = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    assert {cell.data_type for row in found.iter_rows() for cell in row} <= {"s", "n", "d"}
    return [list(row) for row in found.iter_rows(values_only=True)]


def lines(client: Client, path: str) -> list[str]:
    """The lines of a CSV file that an address gives."""
    return b"".join(client.get(path).streaming_content).decode("utf-8-sig").splitlines()


def links(client: Client, path: str) -> list[str]:
    """Where the links of a page to its lists as files lead."""
    found = LINK.findall(unescape(client.get(path).content.decode()))
    return [href if href.startswith("/") else path.partition("?")[0] + href for href in found]
