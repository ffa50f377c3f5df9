/* commands: one function per command of the program; each reads its own arguments and gives the exit status. */
#ifndef TAKAR_CLI_COMMANDS_H
#define TAKAR_CLI_COMMANDS_H

/* name, function, usage, what it does (Indonesian) */
#define COMMANDS(X)                                                                                                         \
  X("serve", cli_serve, "[--data DIR] [--listen ALAMAT:PORT] [--demo]", "menjalankan Takar")                                 \
  X("measure", cli_measure, "BERKAS.csv|BERKAS.xlsx [--format table|csv|json]", "mengukur tabel target dan realisasi")       \
  X("routes", cli_routes, "--audit", "menulis tabel alamat dan izinnya")
#define X(name, fn, usage, what) int fn(int argc, char **argv);
COMMANDS(X)
#undef X
#endif
