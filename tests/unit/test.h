/* What every unit test includes: cmocka in its required order, and comparisons that print both sides. */
#ifndef TAKAR_TEST_H
#define TAKAR_TEST_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#define assert_str(a, got, want) assert_string_equal(str_z((a), (got)), (want))
#define assert_ok(a, e)                                                                                                \
  do {                                                                                                                 \
    err e_ = (e);                                                                                                      \
    if (e_) {                                                                                                          \
      print_error("%s:%d: %s | %s\n", e_->file, e_->line, str_z((a), e_->user), str_z((a), e_->cause));               \
      fail();                                                                                                          \
    }                                                                                                                  \
  } while (0)
#endif
