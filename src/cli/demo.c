/* The demo: a database made by playing stories. */
#include "cli/share.h"
#include "cli/story.h"
#include "cli/world.h"
#include "office/office_sql.h"
#include "sign/trial.h"
#include "steps/certificate.h"
#include "store/store_sql.h"

#define DEMO_SIGNER "camat"

/* Marks the database as a demo: the page of signing in shows its accounts. */
static err mark_begun(db_rw *db, arena *a, void *what) {
  const str *site = what;
  if (site->n) TRY(sql_setting_put(db, a, 0, S(SITE_SETTING), *site, NULL));
  return sql_setting_put(db, a, 0, S("demo"), S("dibuat"), NULL);
}

static err mark_whole(db_rw *db, arena *a, void *what) {
  (void)what;
  return sql_setting_put(db, a, 0, S("demo"), S("ya"), NULL);
}

typedef struct naming { str roots; instant now; } naming;
static err name_issuer(db_rw *db, arena *a, void *what) {
  const naming *n = what;
  return certificate_roots_put(db, a, &(actor_mark){.name = S("Takar"), .as = S("contoh")}, n->now, n->roots);
}

/* The signer of the demo has a certificate, made now, of an issuer that the demo trusts; its passphrase is the demo's password. */
static err give_certificate(store *s, arena *a, db_ro *db, instant now) {
  enum { DAY = 86400 };
  sql_account_by_login_row *c;
  actor who;
  str p12, password;
  trial_root *issuer;
  TRY(world_password(a, S(""), S(DEMO_WORLD), &password));
  TRY(sql_account_by_login(db, a, S(DEMO_SIGNER), &c));
  if (!c) return ERR_CAUSE(a, "the demo has no account %s", DEMO_SIGNER);
  TRY(actor_load(db, a, c->id, now, &who));
  trial_signer t = {.name = who.name, .from = {now.s - 30 * DAY}, .until = {now.s + 700 * (int64_t)DAY}, .passphrase = password};
  TRY(trial_root_new(a, t.from, (instant){now.s + 3650 * (int64_t)DAY}, &issuer));
  TRY(trial_p12(a, issuer, &t, &p12));
  TRY(store_write(s, a, name_issuer, &(naming){trial_root_pem(issuer), now}));
  certificate_file f = {.bytes = p12, .name = S("sertifikat-uji.p12"), .passphrase = password, .roots = trial_root_pem(issuer), .file_field = S("berkas"), .passphrase_field = S("sandi")};
  return certificate_keep(s, a, &who, &f, now);
}

static err play_cycles(store *s, arena *a) {
  static const str folder = SC("demo/cycles/");
  bool first = true;
  for (size_t i = 0; i < n_share_files; i++) {
    story_result told;
    if (!str_starts(share_files[i].name, folder)) continue;
    TRY(story_play(s, a, S(""), share_files[i].name, first, &told));
    first = false;
  }
  return NULL;
}

err demo_load(store *s, arena *a, instant now, str site) {
  db_ro *db;
  TRY(store_write(s, a, mark_begun, &site));
  TRY(play_cycles(s, a));
  TRY(store_borrow(s, a, &db));
  err e = give_certificate(s, a, db, now);
  store_release(s, db);
  return e ? e : store_write(s, a, mark_whole, NULL);
}

err demo_state(db_ro *db, arena *a, bool *is_demo) {
  sql_setting_of_row *mark;
  TRY(sql_setting_of(db, a, 0, S("demo"), &mark));
  *is_demo = mark != NULL;
  if (!mark || str_eq(mark->value, S("ya"))) return NULL;
  return ERR(a, INPUT, "Pembuatan basis data contoh di sini pernah terputus, jadi isinya belum lengkap. Hapus basis data ini, lalu jalankan lagi.");
}
