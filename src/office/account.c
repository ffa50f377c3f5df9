#include "office/account.h"

#include <sodium.h>

#include "base/gate.h"
#include "base/hash.h"
#include "base/num.h"
#include "office/office_sql.h"

enum { MEMORY = 19 * 1024 * 1024, PASSES = 2, FREE_TRIES = 5, LONGEST_WAIT = 15 * 60, SESSION_SECONDS = 12 * 3600 };

/* Hashing takes 19 MiB each: a third one waits. */
static gate hashing = GATE(2);

err password_acceptable(arena *a, str field, str login, str password) {
  size_t n = str_utf8_len(password);
  if (n < PASSWORD_MIN) return ERR_FIELD(a, field, "Kata sandi paling pendek %d huruf.", PASSWORD_MIN);
  if (n > PASSWORD_MAX) return ERR_FIELD(a, field, "Kata sandi paling panjang %d huruf.", PASSWORD_MAX);
  if (str_eq_nocase(login, password)) return ERR_FIELD(a, field, "Kata sandi tidak boleh sama dengan nama akun.");
  return NULL;
}

err password_hash(arena *a, str password, str *out) {
  char *hash = arena_alloc(a, crypto_pwhash_STRBYTES);
  gate_pass *pass = gate_enter(&hashing, a);
  int rc = crypto_pwhash_str_alg(hash, password.p, password.n, PASSES, MEMORY, crypto_pwhash_ALG_ARGON2ID13);
  gate_leave(pass);
  if (rc != 0) return ERR_CAUSE(a, "argon2id: no memory");
  *out = str_of(hash);
  return NULL;
}

bool password_matches(arena *a, str hash, str password) {
  const char *known = str_z(a, hash);
  gate_pass *pass = gate_enter(&hashing, a);
  int rc = crypto_pwhash_str_verify(known, password.p ? password.p : "", password.n);
  gate_leave(pass);
  return rc == 0;
}

str random_hex(arena *a, size_t bytes) {
  unsigned char *b = arena_alloc(a, bytes);
  randombytes_buf(b, bytes);
  return num_hex(a, b, bytes);
}

/* ---- the brake ---- */

enum { REMEMBERED = 24 * 3600, LOGIN_MAX = 60, TIDY_ROWS = 500 };

typedef struct attempt {
  str subjects[2];
  size_t n; /* 1 where there is no address: a scenario, or somebody who is logged in already */
  instant now;
} attempt;

static attempt attempt_of(arena *a, str login, str address, instant now) {
  str account = STR_CAT(a, S("akun:"), str_lower(a, str_sub(login, 0, LOGIN_MAX)));
  return (attempt){{account, STR_CAT(a, S("alamat:"), address)}, address.n ? 2 : 1, now};
}

static err refuse_locked(db_ro *db, arena *a, const attempt *t) {
  for (size_t i = 0; i < t->n; i++) {
    sql_login_failure_of_row *f;
    TRY(sql_login_failure_of(db, a, t->subjects[i], &f));
    if (f && f->locked_until.s > t->now.s)
      return ERR(a, OFTEN, "Terlalu banyak percobaan. Silakan coba lagi %d menit lagi.",
                 (int)((f->locked_until.s - t->now.s + 59) / 60));
  }
  return NULL;
}

static int64_t wait_after(int64_t failures) {
  if (failures < FREE_TRIES) return 0;
  int64_t over = failures - FREE_TRIES;
  int64_t wait = over > 10 ? LONGEST_WAIT : (int64_t)15 << over;
  return wait < LONGEST_WAIT ? wait : LONGEST_WAIT;
}

static err count_failure(db_rw *db, arena *a, const attempt *t) {
  for (size_t i = 0; i < t->n; i++) {
    sql_login_failure_of_row *f;
    if (!t->subjects[i].n) continue;
    TRY(sql_login_failure_of(db_rw_ro(db), a, t->subjects[i], &f));
    int64_t failures = f && f->last_at.s >= t->now.s - REMEMBERED ? f->failures + 1 : 1;
    /* Many people may share one address: it is slowed later than an account. */
    int64_t wait = wait_after(i == 0 ? failures : failures / 4);
    TRY(sql_login_failure_put(db, a, t->subjects[i], failures, t->now, (instant){t->now.s + wait}, NULL));
  }
  return NULL;
}

/* A guess whose password was compared. What comes of it is decided in the apply, where one follows the other: of many at the same time no
 * more are heard than of as many one by one. */
typedef struct guess {
  attempt t;
  bool right;
  session *begins; /* NULL: only the password was asked for */
  str address;
} guess;

static err begin(db_rw *db, arena *a, const guess *g) {
  TRY(sql_login_failure_clear(db, a, g->t.subjects[0], NULL));
  return sql_session_insert(db, a, sha256_hex(a, g->begins->token), g->begins->account, g->begins->secret, g->t.now, g->begins->expires, g->address, NULL);
}

static err judge(db_rw *db, arena *a, void *what) {
  const guess *g = what;
  TRY(refuse_locked(db_rw_ro(db), a, &g->t));
  if (!g->right) return count_failure(db, a, &g->t);
  return g->begins ? begin(db, a, g) : NULL;
}

err address_brake(store *s, db_ro *db, arena *a, str what, str address, instant now) {
  guess g = {.t = {{S(""), STR_CAT(a, what, address)}, 2, now}}; /* second: slowed as an address that many share */
  TRY(refuse_locked(db, a, &g.t));
  return store_write(s, a, judge, &g);
}

typedef struct tidying {
  instant now;
  int64_t removed;
} tidying;

static err remove_some(db_rw *db, arena *a, void *what) {
  tidying *t = what;
  int64_t failures;
  TRY(sql_session_delete_expired(db, a, t->now, TIDY_ROWS, &t->removed));
  TRY(sql_login_failure_forget(db, a, (instant){t->now.s - REMEMBERED}, TIDY_ROWS, &failures));
  t->removed += failures;
  return NULL;
}

err account_tidy(store *s, arena *a, instant now, int64_t *removed) {
  tidying t = {.now = now};
  TRY(store_write(s, a, remove_some, &t));
  *removed = t.removed;
  return NULL;
}

/* ---- sessions ---- */

static const char *const dummy =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

static err find_account(store *s, arena *a, str login, const attempt *t, sql_account_by_login_row **out) {
  db_ro *db;
  TRY(store_borrow(s, a, &db));
  err e = refuse_locked(db, a, t);
  if (!e) e = sql_account_by_login(db, a, str_lower(a, login), out);
  store_release(s, db);
  return e;
}

err session_begin(store *s, arena *a, str login, str password, str address, instant now, session *out) {
  guess g = {.t = attempt_of(a, login, address, now), .begins = out, .address = address};
  sql_account_by_login_row *c;
  TRY(find_account(s, a, login, &g.t, &c));
  g.right = password_matches(a, c ? c->password : str_of(dummy), password) && c && c->active;
  *out = g.right ? (session){c->id, random_hex(a, 32), random_hex(a, 32), {now.s + SESSION_SECONDS}} : (session){0};
  TRY(store_write_in(s, a, g.right ? c->region : (region_id){0}, judge, &g));
  return g.right ? NULL : ERR(a, INPUT, "Nama akun atau kata sandi tidak cocok.");
}

err session_find(db_ro *db, arena *a, str token, instant now, session **out, actor *who) {
  *out = NULL;
  *who = (actor){0};
  if (token.n != 64) return NULL;
  session s = {.token = token};
  TRY(actor_of_session(db, a, sha256_hex(a, token), now, who, &s.secret, &s.expires));
  s.account = who->account;
  if (!s.account.v) return NULL;
  *out = NEW(a, session);
  **out = s;
  return NULL;
}

static err delete_session(db_rw *db, arena *a, void *what) { return sql_session_delete(db, a, *(str *)what, NULL); }

err session_end(store *s, arena *a, str token) {
  str hash = sha256_hex(a, token);
  return store_write(s, a, delete_session, &hash);
}

err account_confirm(store *s, db_ro *db, arena *a, const actor *who, str password, str address, instant now) {
  guess g = {.t = attempt_of(a, who->login, address, now)};
  TRY(refuse_locked(db, a, &g.t));
  sql_account_by_id_row *c;
  TRY(sql_account_by_id(db, a, who->account, &c));
  g.right = c && c->active && password_matches(a, c->password, password);
  TRY(store_write(s, a, judge, &g));
  return g.right ? NULL : ERR_FIELD(a, S("sandi"), "Kata sandi tidak cocok.");
}

typedef struct changing {
  account_id id;
  str keep, hash, login;
  instant now;
} changing;

static err set_password(db_rw *db, arena *a, void *what) {
  const changing *c = what;
  TRY(sql_account_set_password(db, a, c->id, c->hash, false, NULL));
  TRY(sql_session_delete_others(db, a, c->id, c->keep, NULL));
  actor_mark by = {c->id, c->login, S("")};
  return audit_add(db, a, 0, c->now, &by, S("kata-sandi.ganti"), S("{}"));
}

err account_change_password(store *s, arena *a, account_id id, str token, str old, str new_, str again, instant now) {
  db_ro *db;
  sql_account_by_id_row *c = NULL;
  TRY(store_borrow(s, a, &db));
  err e = sql_account_by_id(db, a, id, &c);
  guess g = {.t = attempt_of(a, c ? c->login : S(""), S(""), now)};
  if (!e) e = refuse_locked(db, a, &g.t);
  store_release(s, db);
  if (e) return e;
  g.right = c && password_matches(a, c->password, old);
  TRY(store_write(s, a, judge, &g));
  if (!g.right) return ERR_FIELD(a, S("lama"), "Kata sandi lama tidak cocok.");
  TRY(password_acceptable(a, S("baru"), c->login, new_));
  if (!str_eq(new_, again)) return ERR_FIELD(a, S("ulang"), "Kata sandi baru yang kedua tidak sama.");
  if (str_eq(new_, old)) return ERR_FIELD(a, S("baru"), "Kata sandi baru masih sama dengan yang lama.");
  changing change = {.id = id, .keep = sha256_hex(a, token), .login = c->login, .now = now};
  TRY(password_hash(a, new_, &change.hash));
  return store_write(s, a, set_password, &change);
}

static bool login_fit(str login) {
  if (login.n < 3 || login.n > 60) return false;
  for (size_t i = 0; i < login.n; i++) {
    char c = login.p[i];
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_' || c == '@')) return false;
  }
  return true;
}

err account_add(db_rw *db, arena *a, const new_account *n, instant now, const actor_mark *by, account_id *out) {
  if (!login_fit(n->login))
    return ERR_FIELD(a, S("login"), "Nama akun terdiri dari 3 sampai 60 huruf kecil, angka, titik, garis atau @.");
  sql_account_by_login_row *taken;
  TRY(sql_account_by_login(db_rw_ro(db), a, n->login, &taken));
  if (taken) return ERR_FIELD(a, S("login"), "Nama akun %.*s sudah dipakai.", STR_ARG(n->login));
  TRY(store_new_id(db, a, n->region, &out->v));
  TRY(sql_account_insert(db, a, *out, n->region, n->login, n->person, n->password, n->role, n->must_change, now, NULL));
  return audit_add(db, a, 0, now, by, S("akun.tambah"), audit_change(a, n->login, STR_NONE, n->role));
}
