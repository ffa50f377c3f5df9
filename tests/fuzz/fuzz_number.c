/* Any text as a number: no crash, and what was understood can be written and read back. */
#include "base/err.h"
#include "measure/number.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static bool in_range(decimal d) { return !decimal_some(d) || (d.units >= -INT64_MAX && d.scale <= 9); }

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n) {
  arena *a = arena_new(0);
  if (!a) return 0;
  str text = {(const char *)bytes, n};
  number got = number_parse(text);
  ENSURE(in_range(got.value) && in_range(got.other));
  ENSURE(number_kind_words(got.kind).n > 0);
  ENSURE(got.kind != NUMBER_VALUE || decimal_some(got.value));
  ENSURE(got.kind != NUMBER_AMBIGUOUS || (decimal_some(got.value) && number_question(a, &got).n > 0));
  ENSURE(got.kind != NUMBER_RANGE || decimal_cmp(got.value, got.other) <= 0);
  ENSURE(got.kind != NUMBER_BLANK || str_blank(text));
  bool room = got.value.units < INT64_MAX / 10 && got.value.units > -INT64_MAX / 10; /* for the one decimal place that is added */
  if (got.kind == NUMBER_VALUE && room) { /* the Indonesian form of a value is that value again */
    number again = number_parse(decimal_id(a, got.value, 1));
    ENSURE(again.kind == NUMBER_VALUE && decimal_cmp(again.value, got.value) == 0);
  }
  decimal d;
  err e = number_parse_input(a, text, &d);
  ENSURE((e == NULL) == (got.kind == NUMBER_VALUE || got.kind == NUMBER_BLANK));
  arena_free(a);
  return 0;
}
