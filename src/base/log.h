/* log: one line per event to standard error, as "key=value" pairs that journald and people read.
 * Under systemd each line begins with its priority. Thread-safe: one write per line. Never logs passwords, passphrases, tokens or the text of documents.
 */
#ifndef TAKAR_BASE_LOG_H
#define TAKAR_BASE_LOG_H
#include "err.h"

void log_line(const char *level, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
#define log_info(...) log_line("info", __VA_ARGS__)
#define log_warn(...) log_line("warn", __VA_ARGS__)
#define log_error(...) log_line("error", __VA_ARGS__)
/* The developer's side of an error: code, place, cause. `what` says what was being done. */
void log_err(str what, err e);
#endif
