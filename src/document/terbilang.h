/* terbilang: numbers in Indonesian words, as receipts and records (berita acara) carry them. Pure. */
#ifndef TAKAR_DOCUMENT_TERBILANG_H
#define TAKAR_DOCUMENT_TERBILANG_H
#include "base/decimal.h"

/* "satu juta dua ratus ribu", "minus seribu lima", "delapan puluh koma enam" (trailing zeros are not read). Every decimal has words;
 * DECIMAL_NONE gives an absent text. */
str terbilang(arena *a, decimal d);
#endif
