/* sheet_file: what the two writers of workbooks share (xlsx.c, sheet_rows.c): a file of their own in /tmp that is read back, and names of sheets. */
#ifndef TAKAR_DOCUMENT_SHEET_FILE_H
#define TAKAR_DOCUMENT_SHEET_FILE_H
#include "base/err.h"

typedef struct sheet_file { char path[32]; } sheet_file; /* path empty: there is none */
MUST_CHECK err sheet_file_make(arena *a, sheet_file *f);
MUST_CHECK err sheet_file_read(arena *a, const sheet_file *f, str *bytes);
void sheet_file_drop(sheet_file *f);
/* At most 31 letters, without the signs that spreadsheets keep for themselves. */
char *sheet_tab_name(arena *a, str name);
/* Text as a workbook can hold it. */
char *sheet_plain_text(arena *a, str text);
#endif
