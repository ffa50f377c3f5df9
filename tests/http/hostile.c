/* What a forger, a stranger from another office, a hasty colleague and a broken browser do to the real program: each is refused, in words,
 * and nothing has changed.
 *
 *   hostile TAKAR
 */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "visitor.h"

static house h;
static visitor kasubag, kasi, other; /* kasi: of the same office; other: of another one */
static char *run, *step_path, *figure_path, *figure_id, *other_id; /* the demo's cycle at step 4, and two of its figures */
#define RUNNING "(SELECT max(id) FROM cycle WHERE state = 'berjalan' AND no = 4)"
#define MARK "<b x=\"1\">'; DROP TABLE figure; --&"
#define RAW "<b x="

/* Posts and tells whether the status came and nothing changed. */
static void refused(const char *what, visitor *v, const char *path, const char *form, int status, const char *says) {
  answer got;
  uint64_t before = house_print(&h);
  visitor_post(v, path, form, &got);
  check(got.status == status, "%s: %d, not %d", what, got.status, status);
  check(!says || strstr(got.body, says), "%s: the answer does not say “%s”", what, says);
  check(!strstr(got.body, RAW), "%s: what was typed comes back as markup", what);
  check(house_print(&h) == before, "%s: something has changed", what);
  answer_free(&got);
}

static char *figure_form(const char *value) {
  return FORM("indikator", figure_id, "status", "terisi", "nilai", value, "tanpa_bukti", "uji");
}

/* ---- strangers ---- */

static void another_office(void) {
  static const char *const own[] = {"/siklus/%s", "/siklus/%s/jejak", "/siklus/%s/langkah/4", "/siklus/%s/langkah/4/pratinjau", "/siklus/%s/lembar-sop",
                                    "/siklus/%s/bundel"};
  char *doc = house_sql(&h, "SELECT id FROM document WHERE cycle = %s LIMIT 1", run), *file = house_sql(&h, "SELECT id FROM file WHERE cycle = %s LIMIT 1", run);
  char *figure = house_sql(&h, "SELECT indicator FROM figure WHERE cycle = %s LIMIT 1", run);
  char *paths[12], *form = figure_form("1"), *no_such = text_of("/siklus/999999999/langkah/4/angka");
  size_t n = 0;
  for (size_t i = 0; i < sizeof own / sizeof own[0]; i++) paths[n++] = text_of(own[i], run);
  paths[n++] = text_of("/dokumen/%s", doc);
  paths[n++] = text_of("/dokumen/%s/pdf", doc);
  paths[n++] = text_of("/berkas/%s", file);
  paths[n++] = text_of("/data/indikator/%s", figure);
  for (size_t i = 0; i < n; i++) {
    answer theirs, none;
    char *absent = strdup(paths[i]);
    for (char *p = absent; *p; p++) *p = *p >= '1' && *p <= '9' && p[-1] != '/' ? '9' : *p;
    visitor_get(&other, paths[i], &theirs);
    check(theirs.status == 404, "another office sees %s: %d", paths[i], theirs.status);
    visitor_get(&other, absent, &none);
    check(none.status == 404, "%s should not exist: %d", absent, none.status);
    check(visitor_get(&kasubag, paths[i], &none) == 200 || i == 5 || i == 3, "the own office does not see %s", paths[i]);
    answer_free(&theirs);
    answer_free(&none);
    free(absent);
    free(paths[i]);
  }
  refused("a figure of another office", &other, figure_path, form, 404, NULL);
  refused("a cycle that is not there", &kasubag, no_such, form, 404, NULL);
  free(form);
  free(no_such);
  free(doc);
  free(file);
  free(figure);
}

static void forged(void) {
  visitor again, ended;
  answer got;
  visitor_new(&again, &h);
  visitor_new(&ended, &h);
  if (!visitor_enter(&again, "kasubag") || !visitor_enter(&ended, "kasubag")) return;
  visitor_post(&ended, "/keluar", "", &got);
  answer_free(&got);
  char *origin = text_of("Origin: http://127.0.0.1:%u\r\n", h.port), *crossed = text_of("%sSec-Fetch-Site: cross-site\r\n", origin);
  const struct { const char *what, *head, *token; } cases[] = {
      {"neither Origin nor Sec-Fetch-Site", "", kasubag.token},
      {"Origin of another site", "Origin: http://evil.example\r\n", kasubag.token},
      {"Origin null", "Origin: null\r\n", kasubag.token},
      {"Origin of another port", "Origin: http://127.0.0.1:1\r\n", kasubag.token},
      {"Origin with another scheme", "Origin: https://127.0.0.1\r\n", kasubag.token},
      {"cross-site", "Sec-Fetch-Site: cross-site\r\n", kasubag.token},
      {"same-site", "Sec-Fetch-Site: same-site\r\n", kasubag.token},
      {"none", "Sec-Fetch-Site: none\r\n", kasubag.token},
      {"the right Origin, cross-site", crossed, kasubag.token},
      {"no token", origin, ""},
      {"a token of noughts", origin, "0000000000000000000000000000000000000000000000000000000000000000"},
      {"a token that is too long", origin, "00000000000000000000000000000000000000000000000000000000000000000000000000"},
      {"a colleague's token", origin, kasi.token},
      {"a token of another session of the same person", origin, again.token},
      {"a token of a session that has ended", origin, ended.token},
  };
  uint64_t before = house_print(&h);
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    char *head = text_of("%sContent-Type: application/x-www-form-urlencoded\r\n", cases[i].head), *form = figure_form("7"),
         *body = text_of("_csrf=%s&%s", cases[i].token, form);
    visitor_send(&kasubag, "POST", figure_path, head, body, strlen(body), &got);
    check(got.status == 403, "%s: %d, not 403", cases[i].what, got.status);
    answer_free(&got);
    free(head);
    free(form);
    free(body);
  }
  check(house_print(&h) == before, "a forged post has changed something");
  char *form = figure_form("7");
  visitor_post(&ended, figure_path, form, &got);
  check(got.status == 401 || got.status == 403, "a session that has ended: %d", got.status);
  check(house_print(&h) == before, "a session that has ended has changed something");
  answer_free(&got);
  visitor_close(&again);
  visitor_close(&ended);
  free(form);
  free(origin);
  free(crossed);
}

/* ---- odd input ---- */

static char *filled(size_t n) {
  char *text = malloc(n + 1);
  if (!text) exit(99);
  memset(text, 'x', n);
  text[n] = 0;
  return text;
}

static void odd_figures(void) {
  char *lengthy = filled(5000), *huge = filled(70000);
  const struct { const char *what; const char *name, *value; const char *says; } cases[] = {
      {"markup as a number", "nilai", MARK, "is-invalid"},
      {"a word as a number", "nilai", "banyak", NULL},
      {"infinity", "nilai", "1e999", NULL},
      {"a number of 61 signs", "nilai", "1111111111111111111111111111111111111111111111111111111111111", NULL},
      {"a very long number", "nilai", lengthy, NULL},
      {"a very long reason", "tanpa_bukti", lengthy, NULL},
      {"markup as a state", "status", MARK, NULL},
      {"markup as an indicator", "indikator", MARK, NULL},
      {"an indicator of nobody", "indikator", "1", NULL},
      {"a number beyond 64 bits", "indikator", "99999999999999999999999", NULL},
      {"a version that is none", "versi_angka", "-1", NULL},
      {"a field nobody asked for", "peran", "admin", NULL},
      {"a round that is none", "putaran", MARK, NULL},
      {"bytes that are no text", "nilai", "\xff\xfe", NULL},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    const char *fields[] = {"indikator", figure_id, "status", "terisi", "nilai", "5", "tanpa_bukti", "uji", cases[i].name, cases[i].value, NULL};
    for (int k = 0; k < 8; k += 2)
      if (strcmp(fields[k], cases[i].name) == 0) fields[k + 1] = cases[i].value, fields[8] = NULL;
    char *form = form_of(fields);
    refused(cases[i].what, &kasubag, figure_path, form, 422, cases[i].says);
    free(form);
  }
  char *form = FORM("indikator", figure_id, "nilai", huge);
  refused("more than a form may hold", &kasubag, figure_path, form, 422, NULL);
  char *no_such = text_of("%s/%s", step_path, "tidak-ada");
  refused("an action that is none", &kasubag, no_such, "a=1", 409, NULL);
  free(no_such);
  free(form);
  free(lengthy);
  free(huge);
}

/* Text that looks like markup is kept as it is and shown as text. */
static void markup_is_text(void) {
  answer got;
  char *form = FORM("indikator", other_id, "status", "nihil", "alasan", MARK);
  check(visitor_post(&kasubag, figure_path, form, &got) == 303, "a reason with markup: %d", got.status);
  answer_free(&got);
  char *kept = house_sql(&h, "SELECT reason FROM figure WHERE cycle = %s AND indicator = %s", run, other_id);
  check(strcmp(kept, MARK) == 0, "kept as %s", kept);
  const char *const pages[] = {"%s/langkah/4", "%s", "%s/jejak", "%s/langkah/4/pratinjau"};
  for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
    char *cycle = text_of("/siklus/%s", run), *path = text_of(pages[i], cycle);
    visitor_get(&kasubag, path, &got);
    check(!strstr(got.body, RAW), "%s shows markup that was typed", path);
    check(i || strstr(got.body, "&lt;b x="), "%s does not show what was typed", path);
    answer_free(&got);
    free(path);
    free(cycle);
  }
  free(form);
  free(kept);
}

static void odd_files(void) {
  static const char page[] = "<!doctype html><html><body><script>alert(1)</script></body></html>";
  char *path = text_of("%s/berkas", step_path), *big = filled(64u << 20);
  const char *const fields[] = {"jenis", "bukti", "indikator", figure_id, NULL};
  memcpy(big, "%PDF-1.4\n", 9);
  const struct { const char *what, *name, *bytes; size_t n; int status; const char *says; } cases[] = {
      {"a page named .pdf", "laporan.pdf", page, sizeof page - 1, 422, "Jenis berkas ini tidak diterima"},
      {"a program", "program.pdf", "\x7f" "ELF\2\1\1\0\0\0\0\0\0\0\0\0\2\0\x3e\0\1\0\0\0", 24, 422, "Jenis berkas ini tidak diterima"},
      {"an empty file", "kosong.pdf", "", 0, 422, NULL},
      {"a file over 20 MB", "besar.pdf", big, (20u << 20) + 1, 422, "20 MB"},
      {"a body over its limit", "besar.pdf", big, 23u << 20, 413, "terlalu besar"},
      {"a body far over its limit", "besar.pdf", big, 64u << 20, 413, "Tidak dapat dilanjutkan"}, /* the title of a page */
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    answer got;
    uint64_t before = house_print(&h);
    visitor_upload(&kasubag, path, fields, cases[i].name, cases[i].bytes, cases[i].n, &got);
    check(got.status == cases[i].status, "%s: %d, not %d", cases[i].what, got.status, cases[i].status);
    check(!cases[i].says || strstr(got.body, cases[i].says), "%s: the answer does not say “%s”", cases[i].what, cases[i].says);
    check(got.status != 422 || strstr(got.body, "invalid-feedback"), "%s: no message at the field", cases[i].what);
    check(house_print(&h) == before, "%s: something has changed", cases[i].what);
    answer_free(&got);
  }
  free(path);
  free(big);
}

/* ---- colleagues ---- */

/* Two people have the same page open; the second to save hears what the first wrote, and keeps what was typed. */
static void stale_figure(void) {
  answer got;
  char *version = house_sql(&h, "SELECT version FROM figure WHERE cycle = %s AND indicator = %s", run, figure_id);
  if (!*version) free(version), version = text_of("0");
  char *first = FORM("indikator", figure_id, "status", "terisi", "nilai", "71,25", "tanpa_bukti", "uji", "versi_angka", version);
  char *second = FORM("indikator", figure_id, "status", "terisi", "nilai", "72,75", "tanpa_bukti", "uji", "versi_angka", version);
  check(visitor_post(&kasubag, figure_path, first, &got) == 303, "the first of two: %d", got.status);
  answer_free(&got);
  uint64_t before = house_print(&h);
  visitor_post(&kasi, figure_path, second, &got);
  check(got.status == 409, "the second of two: %d, not 409", got.status);
  check(strstr(got.body, "71,25") && strstr(got.body, "72,75"), "a stale figure: both numbers should stand there");
  check(house_print(&h) == before, "a stale figure has changed something");
  answer_free(&got);
  free(first);
  free(second);
  free(version);
}

/* Completes step 4, then sends the very same request again. */
static void replayed(void) {
  static const char pdf[] = "%PDF-1.4\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n";
  answer got;
  char *path = text_of("%s/selesai", step_path), *file = text_of("%s/berkas", step_path), *id;
  refused("a step that is not complete", &kasubag, path, "putaran=1", 409, "Perbup Renja");
  for (int i = 0; *(id = house_sql(&h, "SELECT indicator FROM plan_item WHERE cycle = %s LIMIT 1 OFFSET %d", run, i)); i++) {
    char *form = FORM("indikator", id, "status", "terisi", "nilai", "80", "tanpa_bukti", "uji");
    check(visitor_post(&kasubag, figure_path, form, &got) == 303, "figure %s: %d", id, got.status);
    answer_free(&got);
    free(form);
    free(id);
  }
  check(visitor_upload(&kasubag, file, (const char *const[]){"jenis", "renja", NULL}, "renja.pdf", pdf, sizeof pdf - 1, &got) == 303, "renja: %d", got.status);
  answer_free(&got);
  refused("a step of somebody else's round", &kasubag, path, "putaran=2", 409, NULL);
  check(visitor_post(&kasubag, path, "putaran=1", &got) == 303, "step 4 is not complete: %d", got.status);
  answer_free(&got);
  refused("the same completion again", &kasubag, path, "putaran=1", 409, NULL);
  refused("the same completion again, without its round", &kasubag, path, "", 409, NULL);
  char *form = figure_form("99");
  refused("a figure of a step that has moved on", &kasubag, figure_path, form, 409, "99");
  free(form);
  free(path);
  free(file);
  free(id);
}

/* ---- who is at the door ---- */

enum { PEOPLE = 4, THREADS = 8, TURNS = 60 };
static const char *const logins[PEOPLE] = {"kasubag", "camat", "kasi.pelayanan", "camat.purwakarta"};
static visitor people[PEOPLE];
static char *names[PEOPLE];

/* The page greets the one whose session it is, whoever asked before on the same connection or the same worker. */
static void *take_turns(void *seed_) {
  unsigned seed = *(unsigned *)seed_;
  visitor v = people[0];
  v.fd = -1;
  for (int i = 0; i < TURNS; i++) {
    unsigned who = (unsigned)rand_r(&seed) % (PEOPLE + 1);
    answer got;
    memcpy(v.cookie, who < PEOPLE ? people[who].cookie : "", who < PEOPLE ? sizeof v.cookie : 1);
    visitor_get(&v, i % 3 ? "/siklus" : "/", &got);
    check(got.status == (who < PEOPLE ? 200 : 303), "turn %d of %s: %d", i, who < PEOPLE ? logins[who] : "nobody", got.status);
    for (unsigned k = 0; k < PEOPLE; k++) {
      char *greeting = text_of("<strong>%s</strong><span class=\"who-role\">", names[k]);
      check((strstr(got.body, greeting) != NULL) == (k == who), "a page for %s greets %s", who < PEOPLE ? logins[who] : "nobody", names[k]);
      free(greeting);
    }
    answer_free(&got);
  }
  visitor_close(&v);
  return NULL;
}

static void sessions_do_not_mix(void) {
  pthread_t threads[THREADS];
  unsigned seeds[THREADS];
  for (int i = 0; i < PEOPLE; i++) {
    visitor_new(&people[i], &h);
    if (!visitor_enter(&people[i], logins[i])) return;
    visitor_close(&people[i]);
    names[i] = house_sql(&h, "SELECT p.name FROM account a JOIN person p ON p.id = a.person WHERE a.login = '%s'", logins[i]);
  }
  for (unsigned i = 0; i < THREADS; i++) {
    seeds[i] = i + 1;
    if (pthread_create(&threads[i], NULL, take_turns, &seeds[i]) != 0) exit(99);
  }
  for (unsigned i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
}

static int sign_in(const char *login, const char *password) {
  answer got;
  visitor v;
  visitor_new(&v, &h);
  char *form = FORM("akun", login, "sandi", password);
  int status = visitor_post(&v, "/masuk", form, &got);
  check(status != 303 || strstr(got.text, "HttpOnly"), "the session's cookie can be read by scripts");
  check(status != 303 || strstr(got.text, "SameSite=Lax"), "the session's cookie goes to other sites");
  check(status != 422 || !strstr(got.body, password), "the password comes back");
  answer_free(&got);
  visitor_close(&v);
  free(form);
  return status;
}

static void guessing(void) {
  int slowed = 0, wrong = 0;
  for (int i = 0; i < 20; i++) {
    int status = sign_in("auditor", "bukan-sandinya");
    wrong += status == 422;
    slowed += status == 429;
  }
  check(wrong >= 3 && wrong <= 8 && wrong + slowed == 20, "20 wrong passwords: %d looked at, %d slowed", wrong, slowed);
  check(sign_in("auditor", DEMO_PASSWORD) == 429, "the right password goes in while the account waits");
  check(sign_in("inspektur", DEMO_PASSWORD) == 303, "a colleague at the same address cannot sign in");
  check(sign_in("' OR 1=1 --", "kata sandi siapa pun") == 422, "SQL as an account");
}

/* ---- */

static bool prepare(const char *takar) {
  struct { visitor *v; const char *login; } all[] = {{&kasubag, "kasubag"}, {&kasi, "kasi.pelayanan"}, {&other, "camat.purwakarta"}};
  house_new(&h, takar);
  house_open(&h);
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
    visitor_new(all[i].v, &h);
    if (!visitor_enter(all[i].v, all[i].login)) return false;
  }
  run = house_sql(&h, "SELECT " RUNNING);
  step_path = text_of("/siklus/%s/langkah/4", run);
  figure_path = text_of("%s/angka", step_path);
  /* one that the other person of this test is in charge of, and another */
  figure_id = house_sql(&h, "SELECT x.indicator FROM plan_item x JOIN account a ON a.person = x.person WHERE x.cycle = %s AND a.login = 'kasi.pelayanan'", run);
  other_id = house_sql(&h, "SELECT x.indicator FROM plan_item x JOIN account a ON a.person = x.person WHERE x.cycle = %s AND a.login = 'kasi.ekbang'", run);
  return check(*run && *figure_id && *other_id, "the demo has no cycle at step 4 with figures");
}

int main(int argc, char **argv) {
  static const struct { const char *name; void (*run)(void); } parts[] = {
      {"another_office", another_office}, {"forged", forged}, {"odd_figures", odd_figures},
      {"markup_is_text", markup_is_text}, {"odd_files", odd_files}, {"stale_figure", stale_figure}, {"sessions_do_not_mix", sessions_do_not_mix},
      {"guessing", guessing}, {"replayed", replayed},
  };
  if (argc < 2) return 99;
  if (!prepare(argv[1])) return 1;
  for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
    int before = checks_failed;
    parts[i].run();
    printf("%s: %d failed\n", parts[i].name, checks_failed - before);
  }
  house_whole(&h);
  house_end(&h);
  return checks_failed != 0;
}
