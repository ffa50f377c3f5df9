/* args: the options of a command: "--name value", with what is left over in order. */
#ifndef TAKAR_CLI_ARGS_H
#define TAKAR_CLI_ARGS_H
#include "base/err.h"

typedef struct option {
  const char *name;  /* "data" */
  str *value;        /* gets the text after it; keeps what it holds when the option is not given */
} option;
/* Takes an option without a value ("--dry-run") out of the words; whether it was there. */
bool args_take(int *argc, char **argv, const char *word);
/* argv[0] is the command's name. `options` ends with a NULL name. ERR_INPUT for an unknown option, one without value, or when more than `max`
 * other words are given; those go to rest. */
MUST_CHECK err args_read(arena *a, int argc, char **argv, const option *options, str *rest, size_t max, size_t *n);
#endif
