/* sop_file: an SOP's file and the one it extends, which lies beside it under its code. */
#ifndef TAKAR_CLI_SOP_FILE_H
#define TAKAR_CLI_SOP_FILE_H
#include "base/err.h"

/* *base is absent when the file extends nothing. name: as in share_read. */
MUST_CHECK err sop_file_read(arena *a, str folder, str name, str *text, str *base);
#endif
