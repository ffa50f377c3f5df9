#include "office/found.h"

#include "office/office_sql.h"

#define KIND(code, label) code "=" label
const char office_kinds[] = KIND("kecamatan", "Kecamatan") "|" KIND("lainnya", "Dinas, badan, atau perangkat daerah lain") "|"
    KIND("sekretariat_dprd", "Sekretariat DPRD") "|" KIND("inspektorat", "Inspektorat");

str office_kind_name(str kind) {
  str rest = str_of(office_kinds);
  while (rest.p) {
    str one, code;
    rest = str_cut(rest, '|', &one);
    str label = str_cut(one, '=', &code);
    if (str_eq(code, kind)) return label;
  }
  return kind;
}

/* Positions that offices of a kind have, the highest first. title: %H the head's own, %O the office's name. */
typedef struct post {
  const char *kind, *code, *title;
  bool data, seats;
} post;
static const post posts[] = {
    {"kecamatan", "camat", "%H", false, false},
    {"kecamatan", "sekretaris", "Sekretaris %O", true, true},
    {"kecamatan", "kasubag_perencanaan", "Kasubag Perencanaan", true, false},
    {"kecamatan", "kasubag_umum", "Kasubag Umum dan Kepegawaian", false, false},
    {"kecamatan", "kasi_pemerintahan", "Kasi Pemerintahan", false, false},
    {"kecamatan", "kasi_trantib", "Kasi Ketenteraman dan Ketertiban Umum", false, false},
    {"kecamatan", "kasi_ekbang", "Kasi Ekonomi dan Pembangunan", false, false},
    {"kecamatan", "kasi_kesra", "Kasi Kesejahteraan Rakyat", false, false},
    {"kecamatan", "kasi_pelayanan", "Kasi Pelayanan", false, false},
    {"lainnya", "kepala", "%H", false, false},
    {"lainnya", "sekretaris", "Sekretaris %O", true, true},
    {"lainnya", "kasubag_perencanaan", "Kasubag Perencanaan", true, false},
    {"sekretariat_dprd", "sekwan", "%H", false, false},
    {"sekretariat_dprd", "kabag_program", "Kabag Program", true, true},
    {"sekretariat_dprd", "kasubag_perencanaan", "Kasubag Perencanaan", true, false},
    {"inspektorat", "inspektur", "%H", false, false},
    {"inspektorat", "sekretaris", "Sekretaris Inspektorat", true, true},
};

static str typed(const fields *f, const char *name) {
  str v = str_trim(fields_get(f, str_of(name)));
  return v.p ? v : S("");
}

static str title_of(arena *a, const post *p, const fields *f) {
  str head, tail = str_cut(str_of(p->title), '%', &head);
  if (!tail.p) return head;
  return STR_CAT(a, head, typed(f, tail.p[0] == 'H' ? "pimpinan" : "nama"));
}

static err add_posts(db_rw *db, arena *a, const actor *who, instant now, office_id at, const fields *f) {
  int order = 0;
  for (size_t i = 0; i < LEN(posts); i++) {
    const post *p = &posts[i];
    fields one = {0};
    if (!str_eq(str_of(p->kind), typed(f, "jenis"))) continue;
    fields_add(a, &one, S("kode"), str_of(p->code));
    fields_add(a, &one, S("sebutan"), title_of(a, p, f));
    fields_add(a, &one, S("urutan"), str_fmt(a, "%d", ++order));
    if (p->data) fields_add(a, &one, S("data"), S("ya"));
    if (p->seats) fields_add(a, &one, S("penugasan"), S("ya"));
    TRY(manage_position(db, a, who, now, at, (position_id){0}, &one));
  }
  return NULL;
}

err manage_office_found(db_rw *db, arena *a, const actor *who, instant now, const fields *f, office_id *out) {
  str code = typed(f, "kode"), kind = typed(f, "jenis");
  sql_office_by_code_row *twice;
  if (who->role != ROLE_ADMIN) return ERR(a, FORBIDDEN, "Hanya administrator yang dapat menambah perangkat daerah.");
  if (!code.n) return ERR_FIELD(a, S("kode"), "Isi kode perangkat daerah.");
  if (str_eq(office_kind_name(kind), kind)) return ERR_FIELD(a, S("jenis"), "Pilih jenis perangkat daerah.");
  TRY(sql_office_by_code(db_rw_ro(db), a, who->region, code, &twice));
  if (twice) return ERR_FIELD(a, S("kode"), "Kode %.*s sudah dipakai perangkat daerah lain.", STR_ARG(code));
  TRY(store_new_id(db, a, who->region, &out->v));
  TRY(sql_office_insert(db, a, *out, who->region, code, kind, typed(f, "nama"), S(""), S(""), S(""), S(""), S(""), 420, S("A4"), NULL));
  TRY(manage_office(db, a, who, now, *out, f));
  return add_posts(db, a, who, now, *out, f);
}
