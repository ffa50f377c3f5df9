/* takar init: a fresh installation: its region, the national calendar, and the first administrator, whose password only that person knows. */
#include <sodium.h>
#include <termios.h>
#include <unistd.h>

#include "base/num.h"
#include "cli/app.h"
#include "cli/args.h"
#include "cli/commands.h"
#include "cli/share.h"
#include "cli/sop_file.h"
#include "cycle/library.h"
#include "office/account.h"
#include "office/change.h"
#include "office/office_sql.h"
#include "steps/certificate.h"

enum { MOST_ROOTS = 1 << 20 };

typedef struct installation {
  str data, database, region, region_name, government, login, roots, roots_file, password, hash;
  region_id id;
  instant now;
} installation;

/* ---- the password ---- */

/* One line from standard input; without echo at a terminal. */
static err read_line(arena *a, const char *prompt, str *out) {
  struct termios old, quiet;
  bool terminal = tcgetattr(STDIN_FILENO, &old) == 0;
  if (terminal) {
    quiet = old;
    quiet.c_lflag &= ~(tcflag_t)ECHO;
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
    fputs(prompt, stderr);
  }
  char line[PASSWORD_MAX * 4 + 2];
  char *got = fgets(line, sizeof line, stdin);
  if (terminal) {
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &old);
    fputc('\n', stderr);
  }
  str text = got ? str_of(line) : STR_NONE;
  while (text.n && (text.p[text.n - 1] == '\n' || text.p[text.n - 1] == '\r')) text.n--;
  *out = str_copy(a, text);
  sodium_memzero(line, sizeof line);
  return got ? NULL : ERR(a, INPUT, "Kata sandi belum diberikan.");
}

static err ask_password(arena *a, installation *in) {
  str again;
  TRY(read_line(a, "Kata sandi administrator: ", &in->password));
  TRY(password_acceptable(a, S("sandi"), in->login, in->password));
  TRY(read_line(a, "Sekali lagi: ", &again));
  return str_eq(in->password, again) ? NULL : ERR(a, INPUT, "Kedua kata sandi tidak sama.");
}

/* ---- the database ---- */

/* The SOPs that come with Takar, ready to be put in force at offices. */
static err shipped_sops(db_rw *db, arena *a, const installation *in, const actor_mark *by) {
  static const char *const files[] = {"sop/pengumpulan-data-kinerja.yaml", "sop/pengumpulan-data-kinerja-dprd.yaml"};
  for (size_t i = 0; i < LEN(files); i++) {
    str text, base;
    sop_id id;
    TRY(sop_file_read(a, S(""), str_of(files[i]), &text, &base));
    TRY(library_put(db, a, in->id, text, base, in->now, &id));
    TRY(audit_add(db, a, in->id.v, in->now, by, S("sop.simpan"), audit_change(a, str_of(files[i]), STR_NONE, S("bawaan Takar"))));
  }
  return NULL;
}

static err install(db_rw *db, arena *a, void *what) {
  const installation *in = what;
  sql_count_accounts_row have;
  account_id id;
  actor_mark by = {.name = S("takar init"), .as = S("pemasangan")};
  TRY(sql_count_accounts(db_rw_ro(db), a, &have));
  if (have.n) return ERR(a, CONFLICT, "Pemasangan ini sudah mempunyai akun; init hanya untuk basis data baru.");
  TRY(sql_region_insert(db, a, in->id, in->region_name, in->government, NULL));
  TRY(office_days_off_import(db, a, 0, share_get(S("calendar/hari-libur.csv")), S("hari-libur.csv"), &by, in->now));
  TRY(office_ramadan_import(db, a, 0, share_get(S("calendar/ramadan.csv")), S("ramadan.csv"), &by, in->now));
  if (in->roots_file.n) TRY(certificate_roots_put(db, a, &by, in->now, in->roots));
  TRY(shipped_sops(db, a, in, &by));
  TRY(audit_add(db, a, 0, in->now, &by, S("pemasangan"), audit_change(a, S("daerah"), STR_NONE, in->region_name)));
  return account_add(db, a, &(new_account){.region = in->id, .login = in->login, .password = in->hash, .role = S("admin")}, in->now, &by, &id);
}

static err check(arena *a, installation *in) {
  if (!num_i64(in->region, 1, 9999, &in->id.v)) return ERR(a, INPUT, "Isi --daerah dengan kode daerah 4 angka, misalnya 3214.");
  if (str_blank(in->region_name)) return ERR(a, INPUT, "Isi --nama-daerah, misalnya \"Kabupaten Purwakarta\".");
  if (str_blank(in->government)) return ERR(a, INPUT, "Isi --pemerintah, misalnya \"PEMERINTAH KABUPATEN PURWAKARTA\".");
  if (str_blank(in->login)) return ERR(a, INPUT, "Isi --login dengan nama akun administrator pertama.");
  return NULL;
}

static err run(app *x, arena *a, installation *in) {
  TRY(check(a, in));
  if (in->roots_file.n) TRY(app_read_file(a, in->roots_file, MOST_ROOTS, &in->roots));
  TRY(app_open(x, in->data, in->database));
  TRY(ask_password(a, in));
  TRY(password_hash(a, in->password, &in->hash));
  return store_write(x->store, a, install, in);
}

int cli_init(int argc, char **argv) {
  app x = {0};
  arena *a = arena_new(0);
  size_t n;
  installation in = {.data = S("data"), .now = app_now()};
  const option options[] = {{"data", &in.data},          {"daerah", &in.region}, {"nama-daerah", &in.region_name}, {"pemerintah", &in.government},
                            {"login", &in.login},   {"database", &in.database},     {"roots", &in.roots_file}, {0}};
  err e = args_read(a, argc, argv, options, NULL, 0, &n);
  if (!e) e = run(&x, a, &in);
  int status = e ? app_fail(S("takar init"), e) : 0;
  if (!e) printf("Siap. Jalankan: takar serve %s %.*s, lalu masuk sebagai %.*s.\n", in.database.n ? "--database" : "--data",
                 STR_ARG(in.database.n ? in.database : in.data), STR_ARG(in.login));
  if (x.store) app_close(&x);
  arena_free(a);
  return status;
}
