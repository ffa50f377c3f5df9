/* marks: the inline marks of a block's text, read once for all writers.
 *
 * **bold**, //italic//, __underline__; a backslash takes the meaning from the character after it. A mark is exactly two of its character
 * (so "______" is a line to write on), opens before a non-space, closes after one, and counts only when its closing mark is there.
 * "://" is part of an address, never a mark. Runs point into the arena; a newline stays in the text of its run.
 *
 * People write **bold**, *italic* and ***both*** in a line of their own texts (written.c). Stars mark when they stand around words: the
 * first ones at the beginning of a word, the last ones at the end of one. All others are text, and so is everything else.
 */
#ifndef TAKAR_DOCUMENT_MARKS_H
#define TAKAR_DOCUMENT_MARKS_H
#include "base/str.h"

enum { MARK_BOLD = 1, MARK_ITALIC = 2, MARK_UNDERLINE = 4 };
typedef struct mark_run {
  str text;
  unsigned marks;
} mark_run;
typedef LIST(mark_run) mark_runs;

mark_runs marks_parse(arena *a, str text);
str marks_of_written(arena *a, str line); /* what a person wrote, ready for a block */
str marks_plain(arena *a, str text); /* the text without its marks and backslashes */
#endif
