/* takar: one command after the other, as commands.h lists them. */
#include <stdio.h>
#include <string.h>

#include "cli/commands.h"

static const struct command {
  const char *name;
  int (*run)(int argc, char **argv);
  const char *usage, *what;
} commands[] = {
#define X(name, fn, usage, what) {name, fn, usage, what},
    COMMANDS(X)
#undef X
};

static int help(FILE *to) {
  fputs("Takar: pengumpulan dan pengukuran data kinerja.\n\n", to);
  for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
    fprintf(to, "  takar %s %s\n      %s\n", commands[i].name, commands[i].usage, commands[i].what);
  return to == stdout ? 0 : 2;
}

static int run(const struct command *c, int argc, char **argv) {
  if (argc < 2 || strcmp(argv[1], "--help") != 0) return c->run(argc, argv);
  printf("Pakai: takar %s %s\n  %s\n", c->name, c->usage, c->what);
  return 0;
}

int main(int argc, char **argv) {
  if (argc < 2) return help(stderr);
  if (strcmp(argv[1], "--help") == 0) return help(stdout);
  for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
    if (strcmp(argv[1], commands[i].name) == 0) return run(&commands[i], argc - 1, argv + 1);
  fprintf(stderr, "takar: perintah “%s” tidak dikenal.\n\n", argv[1]);
  return help(stderr);
}
