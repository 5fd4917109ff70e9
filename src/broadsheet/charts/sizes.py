"""The sizes of figures, for whoever needs no matplotlib."""

WIDTH = 6.8  # inches, a page's column
PHONE_WIDTH = 3.5  # inches
PHONE_LINES = 0.4  # inches: the height that further lines of labels take
# Of its width: a figure that is taller is drawn with fewer rows for the front page.
TALLEST_ON_FRONT = 0.85
