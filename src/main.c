/* takar: the commands of the program. Each reads its own arguments; the exit status is 0 when it did what was asked, 1 when it found
 * something wrong in what it examined, 2 when it was asked wrongly, 3 when the machine failed. */
#include <stdio.h>

#include "base/str.h"
#include "cli/commands.h"

static const struct { const char *name; int (*run)(int argc, char **argv); const char *usage, *what; } commands[] = {
#define X(name, fn, usage, what) {name, fn, usage, what},
    COMMANDS(X)
#undef X
};

static void help(FILE *to) {
  fputs("Takar menjalankan SOP pengumpulan dan pengukuran data kinerja.\n\n", to);
  for (size_t i = 0; i < LEN(commands); i++) fprintf(to, "  takar %s %s\n      %s\n", commands[i].name, commands[i].usage, commands[i].what);
}

int main(int argc, char **argv) {
  str word = str_of(argc > 1 ? argv[1] : NULL);
  for (size_t i = 0; i < LEN(commands); i++)
    if (str_eq(word, str_of(commands[i].name))) return commands[i].run(argc - 1, argv + 1);
  bool asked = str_eq(word, S("help")) || str_eq(word, S("--help"));
  help(asked ? stdout : stderr);
  return asked ? 0 : 2;
}
