/* num: whole numbers from text, range-checked. Decimals and Indonesian notation: decimal.h. */
#ifndef TAKAR_BASE_NUM_H
#define TAKAR_BASE_NUM_H
#include "str.h"

/* Decimal digits with an optional leading '-', nothing else; false when out of [min, max] or not a number. */
bool num_i64(str s, int64_t min, int64_t max, int64_t *out);
/* 1234567 -> "1.234.567", -5 -> "-5" */
str num_id(arena *a, int64_t v);
/* Bytes for people: "812 B", "34,5 KB", "1,2 MB". */
str num_bytes_id(arena *a, int64_t n);
/* Lower-case hexadecimal of n bytes. */
str num_hex(arena *a, const void *bytes, size_t n);
/* The bytes of a lower- or upper-case hex text of exactly 2*n digits. */
bool num_unhex(str s, void *bytes, size_t n);
#endif
