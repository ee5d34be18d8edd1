"""What a person can do about each kind of error that the program knows, declared once."""

from __future__ import annotations

REMEDIES = {
    # one file or record
    "empty": "fill it or take it out",
    "too_long": "split the record into articles",
    "too_large": "split the file, or write its articles as JSON lines",
    "bad_text": "write the text as a string",
    "missing_text": "name the column that holds the text with --text-column",
    "not_text": "if it is text, give its encoding with --encoding; if not, take it out",
    "encoding_guessed": "look whether the letters with accents are right; if not, give the encoding with --encoding",
    "lone_surrogates": "mend the encoding where the file was made; the broken characters were replaced",
    "no_article": "save the text of the article as .txt",
    "unknown_format": "save it in a format that is read, or take it out",
    "unreadable": "check that the file is whole and that you may read it",
    # files of many records
    "bad_json": "write one JSON object a line",
    "bad_csv": "mend the line at which reading stopped: often a quotation mark is left open",
    "bad_row": "give the row as many fields as the header has; put fields with commas in quotation marks",
    "bad_gzip": "make the file anew: it is damaged",
    "bad_parquet": "make the file anew: it is damaged",
    "bomb": "split the file or the record, if it really holds articles",
    "too_many_problems": "look at the first of them: the file is probably of another kind than its name says",
    "duplicate_id": "give each article an id of its own, or take the second one out",
    "bad_value": "mend the value, or leave it empty",
    "bad_feed": "save the feed anew: it is damaged or no feed",
    "bad_office_file": "open the file in its program and save it anew, or save it as CSV or text",
    "bad_pdf": "make the PDF anew, or save its text as .txt",
    "encrypted": "save it without a password",
    "no_text_layer": "run text recognition over it, or save its text as .txt",
    "missing_library": "install what the message names, and run again",
    "duplicate_column": "give each column a name of its own, or name the one to read with a flag such as --text-column",
    "duplicate_key": "write each key once; the last one was read",
    "ambiguous_date": "write the date as YYYY-MM-DD, or say its order with --day-first or --month-first",
    # metadata
    "published_unclear": "write the date as YYYY-MM-DD",
    "bad_metadata": "write metadata.csv as CSV in UTF-8, with a column `file`",
    "duplicate_metadata": "take one of the two rows out of metadata.csv",
    "missing_file": "add the file, or take its row out of metadata.csv",
    # where files lie
    "link": "name the folder that the link leads to as an input of its own",
    "outside_folder": "copy the file into the folder",
    "not_a_file": "take it out: it is a broken link, a pipe or a device",
    # processes that were ended
    "timed_out": "try again with --retry-errors and a longer --timeout, or cut the text",
    "worker_died": "try again with --retry-errors and fewer --workers, for memory may have run out; else report it",
    "reader_died": "make the file anew, or save its text as .txt",
}
OF_THE_PROGRAM = (
    "a fault of the program, not of the article: report it with this row and, if you may, the text; "
    "--retry-errors --debug adds the traceback"
)


def remedy(kind: str) -> str:
    """What to do about a kind of error; one that is not known by name is an exception, a fault of ours.

    >>> remedy("empty")
    'fill it or take it out'
    """
    return REMEDIES.get(kind, OF_THE_PROGRAM)
