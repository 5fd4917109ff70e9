"""Figures for words: what each side says most, what sets two apart, where words fall and when."""

from broadsheet.charts.words.log_odds import two_outlets as two_outlets
from broadsheet.charts.words.most_frequent import frequent as frequent
from broadsheet.charts.words.over_time import trend as trend
from broadsheet.charts.words.positions import places as places
from broadsheet.charts.words.ratios import keyness as keyness
