/* Every address of the program, as `takar routes --audit` lists them, and everybody at its door: nobody, people of the office whose things
 * they are, of other offices, of the Inspektorat, administrators, and the Inspektorat and an administrator of another regency. Who may not
 * reach a thing hears that it does not exist, has changed nothing, and learns nothing of the other office on the way. A route that is new is
 * tried by itself; only a parameter that is new wants a line in `parameters`.
 *
 *   doors TAKAR
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "visitor.h"

static house h;
static char *home; /* the office whose things are asked for */
static const char *const known_at_home[] = {"Jati Contoh", "Kenanga Contoh", "kecamatan.babakancikao@"};

/* ---- who ---- */

enum place { NOBODY, OWN, STAFF, OTHER, INSPECTS, RULES, FAR_INSPECTS, FAR_RULES };
static struct { const char *login; enum place place; visitor v; } people[] = {
    {"", NOBODY, {0}},
    {"camat", OWN, {0}}, {"sekretaris", OWN, {0}}, {"kasubag", OWN, {0}}, {"kasi.pelayanan", OWN, {0}},
    {"staf.layanan", STAFF, {0}}, /* of the office, and in charge of nothing */
    {"camat.purwakarta", OTHER, {0}}, {"sekretaris.purwakarta", OTHER, {0}}, {"kasubag.purwakarta", OTHER, {0}}, {"kasubag.setwan", OTHER, {0}},
    {"inspektur", INSPECTS, {0}}, {"auditor", INSPECTS, {0}}, {"admin", RULES, {0}},
    {"inspektur.jauh", FAR_INSPECTS, {0}}, {"admin.jauh", FAR_RULES, {0}},
};
enum { PEOPLE = sizeof people / sizeof people[0] };

/* Another regency in the same database, with the passwords of the demo. */
static void second_regency(void) {
  static const struct { const char *login, *like; int n; } theirs[] = {{"inspektur.jauh", "inspektur", 1}, {"admin.jauh", "admin", 2}};
  free(house_sql(&h, "INSERT INTO region (id, name, government, last_id) VALUES (77, 'Kabupaten Jauh', 'PEMERINTAH KABUPATEN JAUH', 9)"));
  for (size_t i = 0; i < sizeof theirs / sizeof theirs[0]; i++)
    free(house_sql(&h, "INSERT INTO account (id, region, login, password, role, created_at) SELECT 77 * 1099511627776 + %d, 77, '%s', password, role, created_at "
                       "FROM account WHERE login = '%s'", theirs[i].n, theirs[i].login, theirs[i].like));
}

/* ---- where ---- */

typedef struct door {
  char method[8], route[128], permission[64];
  char *path;
  bool open, post, theirs; /* theirs: what is asked for belongs to one office */
} door;

#define RUNNING "(SELECT max(id) FROM cycle WHERE state = 'berjalan' AND no = 4)"
#define DONE "(SELECT max(id) FROM cycle WHERE state = 'selesai')"
#define HOME "(SELECT min(office) FROM cycle)"
/* What stands for a parameter: by the route it begins with, the name of the parameter, and statements that find one to read and one to change. */
static const struct { const char *route, *name, *read, *change; } parameters[] = {
    {"/siklus/", ":id", "SELECT " DONE, "SELECT " RUNNING},
    {"/siklus/", ":no", "SELECT 4", NULL},
    {"/siklus/", ":indikator", "SELECT min(indicator) FROM figure WHERE cycle = " DONE, NULL},
    {"/siklus/", "@berkas", "SELECT 'pengukuran-kinerja.csv'", NULL},
    {"/siklus/", "@aksi", "SELECT 'selesai'", NULL},
    {"/data/ekspor/", "@berkas", "SELECT 'evaluasi-renja-e81.csv'", NULL},
    {"/data/masuk/", ":id", "SELECT min(id) FROM intake", NULL},
    {"/dokumen/", ":id", "SELECT min(id) FROM document WHERE kind = 'draft_1'", NULL},
    {"/berkas/", ":id", "SELECT min(id) FROM file", NULL},
    {"/sop/", "@kode", "SELECT 'pengumpulan-data-kinerja'", NULL},
    {"/verifikasi/", "@kode", "SELECT code FROM document WHERE number <> '' LIMIT 1", NULL},
    {"/panduan/", "@bab", "SELECT 'camat'", NULL},
    {"/aset/", "@berkas", "SELECT 'tidak-ada'", NULL},
    {"/data/sasaran/", ":id", "SELECT objective FROM indicator WHERE id IN (SELECT indicator FROM figure)", NULL},
    {"/data/indikator/", ":id", "SELECT indicator FROM figure", NULL},
    {"/administrasi/sop/", ":id", "SELECT min(id) FROM sop", NULL},
    {"/administrasi/kantor/", ":id", "SELECT " HOME, NULL},
    {"/administrasi/kantor/", ":jabatan", "SELECT id FROM position WHERE office = " HOME, NULL},
    {"/administrasi/kantor/", ":orang", "SELECT id FROM person WHERE office = " HOME, NULL},
    {"/administrasi/kantor/", ":tugas", "SELECT a.id FROM assignment a JOIN position p ON p.id = a.position WHERE p.office = " HOME, NULL},
    {"/administrasi/kantor/", ":sop", "SELECT sop FROM office_sop WHERE office = " HOME, NULL},
    {"/administrasi/kantor/", "@jenis", "SELECT 'surat_perintah'", NULL},
};

static char *parameter(const door *d, const char *name, size_t n) {
  for (size_t i = 0; i < sizeof parameters / sizeof parameters[0]; i++) {
    const char *begins = parameters[i].route;
    if (strncmp(d->route, begins, strlen(begins)) != 0 || strlen(parameters[i].name) != n || strncmp(name, parameters[i].name, n) != 0) continue;
    char *value = house_sql(&h, "%s", d->post && parameters[i].change ? parameters[i].change : parameters[i].read);
    check(*value, "%s: the demo has no %.*s", d->route, (int)n, name);
    return value;
  }
  check(false, "%s: nothing stands for %.*s (see parameters)", d->route, (int)n, name);
  return text_of("x");
}

/* "/siklus/:id" with what the demo has. */
static char *address(const door *d) {
  char *made = text_of("%s", "");
  for (const char *p = d->route; *p;) {
    size_t n = strcspn(p + 1, "/") + 1;
    bool variable = p[1] == ':' || p[1] == '@';
    char *value = variable ? parameter(d, p + 1, n - 1) : text_of("%.*s", (int)n - 1, p + 1), *longer = text_of("%s/%s", made, value);
    free(made);
    free(value);
    made = longer;
    p += n;
  }
  return made;
}

static bool starts(const char *s, const char *with) { return strncmp(s, with, strlen(with)) == 0; }

static bool door_of(const char *line, door *d) {
  *d = (door){0};
  if (sscanf(line, "%7s %127s %63s", d->method, d->route, d->permission) != 3) return false;
  d->open = strcmp(d->permission, "PUBLIC") == 0;
  d->post = strcmp(d->method, "POST") == 0;
  d->theirs = strchr(d->route, ':') && !starts(d->route, "/administrasi/sop/"); /* an SOP is of the installation */
  d->path = address(d);
  return true;
}

/* ---- what is asked ---- */

enum answer_wanted { ANY, SHUT, ABSENT, SERVED };

/* The rule, told once more and apart from the program: a permission is a set of places; a thing of one office is for its people, and for
 * who inspects or administers its regency. */
static enum answer_wanted wanted(const door *d, enum place at) {
  bool far = at == FAR_INSPECTS || at == FAR_RULES;
  if (d->open) return ANY;
  if (at == NOBODY) return SHUT;
  if (strcmp(d->permission, "administrasi") == 0 && at != RULES && at != FAR_RULES) return ABSENT;
  if (strcmp(d->permission, "periksa") == 0 && (at == OWN || at == STAFF || at == OTHER)) return ABSENT;
  if (d->theirs && (at == OTHER || far)) return ABSENT;
  if (strstr(d->route, "/penugasan") && (at == STAFF || at == INSPECTS)) return ABSENT;
  return at == RULES && !d->post && d->theirs ? SERVED : ANY;
}

static void guarded(const door *d, const answer *got, const char *who) {
  static const struct { const char *name, *part; } heads[] = {{"Content-Security-Policy", "default-src 'none'"}, {"X-Content-Type-Options", "nosniff"},
      {"X-Frame-Options", "DENY"}, {"Referrer-Policy", "same-origin"}, {"Cross-Origin-Opener-Policy", "same-origin"}, {"Cache-Control", ""}};
  char value[512];
  for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
    check(answer_header(got, heads[i].name, value, sizeof value) && strstr(value, heads[i].part), "%s %s for %s: %s is missing", d->method, d->path, who, heads[i].name);
  check(got->status > 0 && got->status < 500, "%s %s for %s: %d", d->method, d->path, who, got->status);
}

static void heard(const door *d, size_t i, const answer *got) {
  enum answer_wanted want = wanted(d, people[i].place);
  const char *who = people[i].place == NOBODY ? "nobody" : people[i].login;
  bool login = d->post ? got->status == 401 : got->status == 303 && strstr(got->text, "/masuk");
  guarded(d, got, who);
  check(want != SHUT || login, "%s %s for nobody: %d", d->method, d->path, got->status);
  check(want != ABSENT || got->status == 404, "%s %s for %s: %d, not 404", d->method, d->path, who, got->status);
  check(want != SERVED || got->status == 200, "%s %s for %s: %d, not 200", d->method, d->path, who, got->status);
}

/* An action without a single field: what comes of it is not asked of those who may act. */
static bool may_act(const door *d, enum place at) {
  return at == OWN || (at == OTHER && !d->theirs) || (at == RULES && strcmp(d->permission, "administrasi") == 0);
}
static bool of_the_visitor(const door *d) { return strcmp(d->permission, "SIGNED_IN") == 0; } /* sessions and passwords of one's own */

static void post_door(const door *d) {
  uint64_t before = house_print(&h);
  for (size_t i = 0; i < PEOPLE; i++) {
    answer got;
    if (may_act(d, people[i].place) || (of_the_visitor(d) && people[i].place != NOBODY)) continue;
    visitor_post(&people[i].v, d->path, "a=1", &got);
    heard(d, i, &got);
    answer_free(&got);
  }
  check(house_print(&h) == before, "%s %s: somebody who may not has changed something", d->method, d->path);
}

static void tells_nothing(const char *path, size_t i, const answer *got) {
  for (size_t k = 0; k < sizeof known_at_home / sizeof known_at_home[0]; k++)
    check(!strstr(got->body, known_at_home[k]), "%s tells %s of %s", path, people[i].login, known_at_home[k]);
}

/* Whoever is of another office or regency finds nothing of this one; also not by naming it. */
static void named_door(const door *d, size_t i, const answer *got) {
  enum place at = people[i].place;
  if (d->open || of_the_visitor(d) || (at != OTHER && at != FAR_INSPECTS && at != FAR_RULES)) return;
  answer named;
  char *path = text_of("%s?kantor=%s", d->path, home);
  visitor_get(&people[i].v, path, &named);
  tells_nothing(d->path, i, got);
  tells_nothing(path, i, &named);
  check(named.status > 0 && named.status < 500, "%s: %d", path, named.status);
  answer_free(&named);
  free(path);
}

static void get_door(const door *d) {
  bool served = false;
  for (size_t i = 0; i < PEOPLE; i++) {
    answer got;
    visitor_get(&people[i].v, d->path, &got);
    heard(d, i, &got);
    named_door(d, i, &got);
    served = served || got.status == 200;
    answer_free(&got);
  }
  check(served || starts(d->route, "/aset/") || strcmp(d->route, "/penugasan") == 0, "%s: nobody gets it", d->path); /* the last one leads on */
}

static void every_door(void) {
  char line[256], *words = text_of("'%s' routes --audit", h.takar);
  int n = 0;
  door d;
  FILE *table = popen(words, "r");
  uint64_t before = house_print(&h);
  while (table && fgets(line, sizeof line, table)) {
    if (!door_of(line, &d)) continue;
    if (d.post) post_door(&d);
    else get_door(&d);
    free(d.path);
    n++;
  }
  check(table && pclose(table) == 0 && n > 100, "takar routes: %d routes", n);
  check(house_print(&h) == before, "reading every page has changed something");
  free(words);
}

/* ---- */

/* A table that the office has handed in. */
static bool handed_in(void) {
  static const char table[] = "Kode;Program\n7.01.01;Contoh\n";
  answer got;
  visitor *kasubag = &people[3].v;
  visitor_upload(kasubag, "/data/masuk", (const char *const[]){"jenis", "anggaran", NULL}, "pagu.csv", table, sizeof table - 1, &got);
  bool in = check(got.status == 303, "a table is not taken: %d %s", got.status, got.body);
  answer_free(&got);
  return in;
}

static bool prepare(const char *takar) {
  house_new(&h, takar);
  house_open(&h);
  second_regency();
  for (size_t i = 0; i < PEOPLE; i++) {
    visitor_new(&people[i].v, &h);
    if (people[i].place != NOBODY && !visitor_enter(&people[i].v, people[i].login)) return false;
  }
  home = house_sql(&h, "SELECT " HOME);
  return handed_in();
}

int main(int argc, char **argv) {
  if (argc < 2) return 99;
  if (!prepare(argv[1])) return 1;
  every_door();
  printf("%d failed\n", checks_failed);
  house_whole(&h);
  house_end(&h);
  return checks_failed != 0;
}
