from pipeline.text.lines import is_plain, line_ends, split_lines


def test_one_line_that_begins_with_an_arrow_is_no_quoted_mail():
    assert [line.depth for line in split_lines("Rain fell.\n> Read more")] == [0, 0]
    assert [line.depth for line in split_lines("Rain fell.\n> It did.\n>> It did not.")] == [0, 1, 2]


def test_blank_lines_are_counted_with_the_line_behind_them():
    assert [line.ends_before for line in split_lines("one\n \ntwo\u2029three\r\nfour")] == [0, 2, 2, 1]


def test_indentation_counts_behind_the_quoting_marks():
    assert [(line.indent, line.width) for line in split_lines(">   one\n> two")] == [(2, 5), (0, 3)]


def test_a_line_end_of_two_signs_is_one():
    assert line_ends("a\r\nb\rc\n") == [(1, 3), (4, 5), (6, 7)]


def test_text_with_paragraphs_between_blank_lines_is_plain():
    assert is_plain("Rain.\n\nIt fell.\n\n\nIt fell.\n")
    for text in ("Rain.\nIt fell.", "Rain.\n\n  It fell.", "> Rain.", "Rain.\r\n\r\nIt fell.", "Rain.\fIt fell."):
        assert not is_plain(text)
