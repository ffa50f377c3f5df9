/* admin: what administrators keep: offices, positions, people, accounts, stand-ins, SOPs, letter numbers, and the trail of it all. */
#ifndef TAKAR_WEB_PAGES_ADMIN_H
#define TAKAR_WEB_PAGES_ADMIN_H
#include "cycle/cycle_sql.h"
#include "office/manage.h"
#include "web/pages/kit.h"
#include "web/trail.h"

/* The office an address names (":id"); NOT_FOUND for one of another region. */
MUST_CHECK err admin_office(const get_ctx *cx, const request *rq, office *o);
/* Head and sister links of a page about one office. */
enum admin_tab { TAB_IDENTITY, TAB_CREST, TAB_POSITIONS, TAB_STAFF, TAB_SEATS, TAB_SOPS, TAB_LETTERS, TAB_SERVICES };
void admin_head(out *to, const get_ctx *cx, const office *o, enum admin_tab tab, str lead, html actions);
/* Crumbs to the list of a tab. */
const crumb *admin_crumbs(arena *a, const office *o, enum admin_tab tab, str label, size_t *n);

/* What an apply of these pages is given. */
typedef struct admin_change {
  const actor *who;
  instant now;
  const fields *f;
  office_id office;
  int64_t id;
  str text, hash, role;
  int64_t n;      /* filled by some */
} admin_change;
admin_change admin_change_of(const post_ctx *cx, const request *rq);

/* The account of one person, below what is known of them. */
typedef struct account_card {
  str csrf, login, role;       /* login absent: there is none yet */
  bool active;
  str open, reset, toggle;     /* addresses */
  html fields;
  err wrong;
} account_card;

/* What an office says of itself, in the forms that make and change one. */
#define OFFICE_FIELDS \
  {.name = "pimpinan", .label = "Jabatan pimpinan", .kind = FIELD_LINE, .required = true, .max = 120, .hint = "Misalnya: Camat Babakancikao"}, \
  {.name = "tempat", .label = "Tempat surat ditulis", .kind = FIELD_LINE, .required = true, .max = 80}, \
  {.name = "alamat", .label = "Alamat kop surat", .kind = FIELD_LINE, .required = true, .max = 200}, \
  {.name = "kontak", .label = "Telepon, surel, laman", .kind = FIELD_LINE, .max = 200}, \
  {.name = "unit", .label = "Unit dalam nomor surat", .kind = FIELD_LINE, .max = 30, .hint = "Misalnya: Kec.Bbk"}, \
  {.name = "zona", .label = "Zona waktu", .kind = FIELD_CHOICE, .required = true, .choices = "WIB=WIB|WITA=WITA|WIT=WIT"}, \
  {.name = "kertas", .label = "Ukuran kertas", .kind = FIELD_CHOICE, .required = true, .choices = "A4=A4|F4=F4 (215 × 330 mm)"}

/* What an office has and still lacks before its first cycle (admin_found.c). */
typedef struct ready_item { str text, path; bool done; } ready_item;
typedef struct readiness {
  str name, first;             /* first: what to do next */
  size_t missing;
  LIST(ready_item) items;
} readiness;
void admin_readiness(arena *a, const sql_offices_ready_row *r, int64_t year, readiness *to);
cell admin_readiness_cell(arena *a, const sql_offices_ready_row *r, int64_t year);
MUST_CHECK err admin_readiness_part(const get_ctx *cx, office_id id, out *o);

err found_get(const get_ctx *cx, request *rq, response *rs);
err found_post(const post_ctx *cx, request *rq, response *rs);
err admin_get(const get_ctx *cx, request *rq, response *rs);
err address_get(const get_ctx *cx, request *rq, response *rs); /* how the public reaches this site */
err address_post(const post_ctx *cx, request *rq, response *rs);
err services_get(const get_ctx *cx, request *rq, response *rs); /* services outside, of the installation */
err services_post(const post_ctx *cx, request *rq, response *rs);
err office_services_get(const get_ctx *cx, request *rq, response *rs);
err office_services_post(const post_ctx *cx, request *rq, response *rs);
err admin_office_get(const get_ctx *cx, request *rq, response *rs);
err admin_office_post(const post_ctx *cx, request *rq, response *rs);

err positions_get(const get_ctx *cx, request *rq, response *rs);
err position_new_get(const get_ctx *cx, request *rq, response *rs);
err position_new_post(const post_ctx *cx, request *rq, response *rs);
err position_get(const get_ctx *cx, request *rq, response *rs);
err position_post(const post_ctx *cx, request *rq, response *rs);

err staff_get(const get_ctx *cx, request *rq, response *rs);
err person_new_get(const get_ctx *cx, request *rq, response *rs);
err person_new_post(const post_ctx *cx, request *rq, response *rs);
err person_get(const get_ctx *cx, request *rq, response *rs);
err person_post(const post_ctx *cx, request *rq, response *rs);
err account_open_post(const post_ctx *cx, request *rq, response *rs);
err account_reset_post(const post_ctx *cx, request *rq, response *rs);
err account_switch_post(const post_ctx *cx, request *rq, response *rs);

err seats_home_get(const get_ctx *cx, request *rq, response *rs);
err seats_get(const get_ctx *cx, request *rq, response *rs);
err seat_new_get(const get_ctx *cx, request *rq, response *rs);
err seat_new_post(const post_ctx *cx, request *rq, response *rs);
err seat_end_get(const get_ctx *cx, request *rq, response *rs);
err seat_end_post(const post_ctx *cx, request *rq, response *rs);

err office_sops_get(const get_ctx *cx, request *rq, response *rs);
err lanes_get(const get_ctx *cx, request *rq, response *rs);
err lanes_post(const post_ctx *cx, request *rq, response *rs);
err sops_get(const get_ctx *cx, request *rq, response *rs);
err sops_post(const post_ctx *cx, request *rq, response *rs);
err adopt_get(const get_ctx *cx, request *rq, response *rs);
err adopt_post(const post_ctx *cx, request *rq, response *rs);
err crest_get(const get_ctx *cx, request *rq, response *rs);
err crest_post(const post_ctx *cx, request *rq, response *rs);
err crest_remove_post(const post_ctx *cx, request *rq, response *rs);
err letters_get(const get_ctx *cx, request *rq, response *rs);
err letter_get(const get_ctx *cx, request *rq, response *rs);
err letter_post(const post_ctx *cx, request *rq, response *rs);

typedef struct chain_entry { int64_t n; str at, name, as, hash; trail_line line; } chain_entry;
typedef struct chain_view {
  const chip_view *chains; size_t n_chains;
  str label, chain, older; /* older: address of the next page, absent at the end */
  html actions;
  bool checked;
  int64_t n_checked, n_entries;
  str_list faults;
  LIST(chain_entry) entries;
} chain_view;
err chains_get(const get_ctx *cx, request *rq, response *rs);
#endif
