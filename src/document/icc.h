/* icc: the colour profile sRGB of the package icc-profiles-free (zlib licence), put into the program by tools/embed. */
#ifndef TAKAR_DOCUMENT_ICC_H
#define TAKAR_DOCUMENT_ICC_H
#include "base/str.h"

typedef struct icc_file { str name, bytes; } icc_file;
extern const icc_file icc_files[]; /* one: sRGB */
extern const size_t n_icc_files;
#endif
