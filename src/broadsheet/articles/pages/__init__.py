"""Saved web pages: what a page says of itself, its article, and whether it holds one."""

from broadsheet.articles.pages.extract import Page, read_page

__all__ = ["Page", "read_page"]
