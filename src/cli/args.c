#include "cli/args.h"

static const option *find(const option *options, str name) {
  for (; options->name; options++)
    if (str_eq(str_of(options->name), name)) return options;
  return NULL;
}

err args_read(arena *a, int argc, char **argv, const option *options, str *rest, size_t max, size_t *n) {
  *n = 0;
  for (int i = 1; i < argc; i++) {
    str word = str_of(argv[i]);
    if (!str_starts(word, S("--"))) {
      if (*n == max) return ERR(a, INPUT, "“%.*s” tidak dikenal di sini.", STR_ARG(word));
      rest[(*n)++] = word;
      continue;
    }
    const option *o = find(options, str_from(word, 2));
    if (!o) return ERR(a, INPUT, "Pilihan %.*s tidak dikenal.", STR_ARG(word));
    if (i + 1 == argc) return ERR(a, INPUT, "Pilihan %.*s memerlukan nilai.", STR_ARG(word));
    *o->value = str_of(argv[++i]);
  }
  return NULL;
}

bool args_take(int *argc, char **argv, const char *word) {
  int kept = 0;
  for (int i = 0; i < *argc; i++)
    if (i == 0 || strcmp(argv[i], word) != 0) argv[kept++] = argv[i];
  bool there = kept < *argc;
  *argc = kept;
  return there;
}
