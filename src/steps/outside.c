#include "steps/outside.h"

#include "base/num.h"
#include "office/manage.h"
#include "remote/remote.h"
#include "store/store_sql.h"

#define OR_INSTALLATION "boleh kosong; kosong di perangkat daerah: memakai setelan instalasi"

const form_field outside_form[] = {
    {.name = "bsre_alamat", .label = "Alamat layanan BSrE", .kind = FIELD_LINE, .max = 200, .hint = "misalnya http://10.0.0.5; " OR_INSTALLATION},
    {.name = "bsre_pengguna", .label = "Nama pengguna BSrE", .kind = FIELD_LINE, .max = 100},
    {.name = "bsre_sandi", .label = "Kata sandi BSrE", .kind = FIELD_SECRET, .max = 200},
    {.name = "bsre_detik", .label = "Batas waktu BSrE (detik)", .kind = FIELD_INT, .min = 5, .max = 300, .hint = "boleh kosong: 60"},
    {.name = "tsa_alamat", .label = "Alamat layanan cap waktu", .kind = FIELD_LINE, .max = 200, .hint = "RFC 3161; " OR_INSTALLATION},
    {.name = "tsa_pengguna", .label = "Nama pengguna cap waktu", .kind = FIELD_LINE, .max = 100, .hint = "boleh kosong: tanpa kata sandi"},
    {.name = "tsa_sandi", .label = "Kata sandi cap waktu", .kind = FIELD_SECRET, .max = 200},
    {.name = "tsa_detik", .label = "Batas waktu cap waktu (detik)", .kind = FIELD_INT, .min = 5, .max = 300, .hint = "boleh kosong: 20"},
    {.name = "tsa_wajib", .label = "Bila cap waktu tidak didapat", .kind = FIELD_CHOICE,
     .choices = "tidak=Tanda tangani tanpa cap waktu, catat alasannya|ya=Jangan tanda tangani"},
    {0}};

/* The settings of one service begin with its name; its address says whether it is set. */
static const struct { const char *prefix, *address, *user, *secret, *words; } services[] = {
    {"bsre_", "bsre_alamat", "bsre_pengguna", "bsre_sandi", "Layanan BSrE"},
    {"tsa_", "tsa_alamat", "tsa_pengguna", "tsa_sandi", "Layanan cap waktu"},
};

static err stored(db_ro *db, arena *a, int64_t scope, const char *name, str *out) {
  sql_setting_of_row *row;
  TRY(sql_setting_of(db, a, scope, str_of(name), &row));
  *out = row ? row->value : S("");
  return NULL;
}

/* The settings of one service at the scope where it is set. */
static err of_service(db_ro *db, arena *a, size_t service, int64_t at, fields *out) {
  const int64_t scopes[] = {at, 0};
  str address = S("");
  size_t i = 0;
  for (; i < LEN(scopes) && !address.n; i++) TRY(stored(db, a, scopes[i], services[service].address, &address));
  for (const form_field *d = outside_form; address.n && d->name; d++) {
    str value;
    if (!str_starts(str_of(d->name), str_of(services[service].prefix))) continue;
    TRY(stored(db, a, scopes[i - 1], d->name, &value));
    fields_add(a, out, str_of(d->name), value);
  }
  return NULL;
}

err outside_of(db_ro *db, arena *a, office_id at, outside *out) {
  fields f = {0};
  for (size_t i = 0; i < LEN(services); i++) TRY(of_service(db, a, i, at.v, &f));
  *out = (outside){
      .bsre = {.address = fields_get(&f, S("bsre_alamat")), .user = fields_get(&f, S("bsre_pengguna")), .password = fields_get(&f, S("bsre_sandi")),
               .seconds = (int)fields_int(&f, S("bsre_detik"), 0)},
      .stamp = {.address = fields_get(&f, S("tsa_alamat")), .user = fields_get(&f, S("tsa_pengguna")), .password = fields_get(&f, S("tsa_sandi")),
                .seconds = (int)fields_int(&f, S("tsa_detik"), 0), .required = str_eq(fields_get(&f, S("tsa_wajib")), S("ya"))}};
  return NULL;
}

err outside_shown(db_ro *db, arena *a, int64_t scope, fields *out, str_list *kept) {
  for (const form_field *d = outside_form; d->name; d++) {
    str value;
    TRY(stored(db, a, scope, d->name, &value));
    if (d->kind == FIELD_CHOICE && !value.n) value = S("tidak");
    if (d->kind != FIELD_SECRET) fields_add(a, out, str_of(d->name), value);
    else if (value.n) LIST_ADD(a, kept, str_of(d->name));
  }
  return NULL;
}

/* ---- changing ---- */

typedef struct change { db_rw *db; arena *a; const actor *who; instant now; int64_t scope; const fields *f; } change;

static str typed(const change *c, const form_field *d) {
  str v = fields_get(c->f, str_of(d->name));
  if (d->kind != FIELD_SECRET) v = str_trim(v);
  return v.p ? v : S("");
}

static const form_field *declared(const char *name) {
  const form_field *d = outside_form;
  while (d->name && strcmp(d->name, name) != 0) d++;
  ENSURE(d->name);
  return d;
}

/* What the form cannot say by itself about one service. */
static err check_service(const change *c, size_t i) {
  str address = typed(c, declared(services[i].address)), user = typed(c, declared(services[i].user)), secret = typed(c, declared(services[i].secret));
  str old_address, old_user, old_secret;
  if (address.n && !remote_address_ok(address))
    return ERR_FIELD(c->a, str_of(services[i].address), "Tulis alamat layanan lengkap, misalnya http://10.0.0.5 atau https://esign.contoh.go.id.");
  TRY(stored(db_rw_ro(c->db), c->a, c->scope, services[i].address, &old_address));
  TRY(stored(db_rw_ro(c->db), c->a, c->scope, services[i].user, &old_user));
  TRY(stored(db_rw_ro(c->db), c->a, c->scope, services[i].secret, &old_secret));
  bool moved = !str_eq(address, old_address) || !str_eq(user, old_user);
  if (address.n && moved && old_secret.n && !secret.n)
    return ERR_FIELD(c->a, str_of(services[i].secret), "Alamat atau nama pengguna berubah: ketik lagi kata sandi layanan ini.");
  return NULL;
}

static err check(const change *c) {
  for (size_t i = 0; i < LEN(services); i++) TRY(check_service(c, i));
  return NULL;
}

static err note(const change *c, const form_field *d, str old, str value) {
  actor_mark by = {c->who->account, c->who->name, S("Administrator")};
  bool secret = d->kind == FIELD_SECRET;
  str kept = S("tersimpan"), none = S("");
  return audit_add(c->db, c->a, c->scope, c->now, &by, S("layanan.ubah"),
                   audit_change(c->a, str_of(d->label), secret && old.n ? kept : secret ? none : old, secret && value.n ? kept : secret ? none : value));
}

/* The service whose settings these are has no address any more: then its secret goes too. */
static bool without_service(const change *c, const form_field *d) {
  for (size_t i = 0; i < LEN(services); i++)
    if (str_starts(str_of(d->name), str_of(services[i].prefix))) return !typed(c, declared(services[i].address)).n;
  return false;
}

static err put(const change *c, const form_field *d) {
  str old, value = typed(c, d);
  TRY(stored(db_rw_ro(c->db), c->a, c->scope, d->name, &old));
  if (d->kind == FIELD_SECRET && !value.n && !without_service(c, d)) return NULL;
  if (d->kind == FIELD_SECRET && without_service(c, d)) value = S("");
  if (str_eq(old, value)) return NULL;
  TRY(sql_setting_put(c->db, c->a, c->scope, str_of(d->name), value, NULL));
  return note(c, d, old, value);
}

err outside_save(db_rw *db, arena *a, const actor *who, instant now, int64_t scope, const fields *f) {
  change c = {db, a, who, now, scope, f};
  if (who->role != ROLE_ADMIN) return ERR(a, FORBIDDEN, "Hanya administrator yang dapat mengubah ini.");
  if (scope) TRY(manage_allowed(a, who, (office_id){scope}));
  TRY(check(&c));
  for (const form_field *d = outside_form; d->name; d++) TRY(put(&c, d));
  return NULL;
}
