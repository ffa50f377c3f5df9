/* The budget lines of a plan: ceilings are the plan's, what was spent is written all year. */
#include "performance/performance_sql.h"
#include "performance/plan_part.h"
#include "performance/plan_year.h"

static const char *const spent_fields[] = {"realisasi1", "realisasi2", "realisasi3", "realisasi4"};

static void money_in(const plan_edit *e, err wrong, const fields *f, const char *name, decimal *out) {
  err bad = number_parse_money(e->a, plan_typed(f, name), out);
  if (bad) err_at(e->a, wrong, str_of(name), bad->user);
}

static str money_text(arena *a, const budget_line *b) {
  buf s = BUF(a);
  buf_add(&s, b->name);
  if (!b->leaf) return buf_str(&s);
  buf_fmt(&s, "; pagu %.*s", STR_ARG(decimal_id(a, b->original, 0)));
  if (decimal_some(b->revised)) buf_fmt(&s, "; pagu perubahan %.*s", STR_ARG(decimal_id(a, b->revised, 0)));
  for (int q = 0; q < 4; q++)
    if (decimal_some(b->quarter[q])) buf_fmt(&s, "; realisasi TW %.*s %.*s", STR_ARG(date_roman_month(q + 1)), STR_ARG(decimal_id(a, b->quarter[q], 0)));
  return buf_str(&s);
}

static const budget_line *line_of(const budget_lines *all, str code) {
  for (size_t i = 0; i < all->n; i++)
    if (str_eq(all->v[i].code, code)) return &all->v[i];
  return NULL;
}

static bool code_ok(str code) {
  for (size_t i = 0; i < code.n; i++)
    if (!((code.p[i] >= '0' && code.p[i] <= '9') || code.p[i] == '.')) return false;
  return code.n && code.p[0] != '.' && code.p[code.n - 1] != '.' && str_find(code, S("..")) < 0;
}

static err read_line(const plan_edit *e, const fields *f, bool leaf, budget_line *b) {
  err wrong = plan_wrong(e->a);
  *b = (budget_line){.code = plan_typed(f, "kode"), .name = plan_typed(f, "nama"), .objective = {plan_id_in(f, "sasaran")}, .leaf = leaf,
                     .original = DECIMAL_NONE, .revised = DECIMAL_NONE};
  for (int q = 0; q < 4; q++) b->quarter[q] = DECIMAL_NONE;
  plan_need(e, wrong, f, "nama", "nama program, kegiatan atau sub kegiatan");
  if (!code_ok(b->code)) err_at(e->a, wrong, S("kode"), S("Isi kode dengan angka dan titik, misalnya 7.01.01 atau 7.01.01.2.01."));
  if (leaf) {
    money_in(e, wrong, f, "pagu", &b->original);
    money_in(e, wrong, f, "pagu_perubahan", &b->revised);
    for (int q = 0; q < 4; q++) money_in(e, wrong, f, spent_fields[q], &b->quarter[q]);
  }
  return wrong->points.n ? wrong : NULL;
}

static bool same_plan(const budget_line *x, const budget_line *y) {
  return x && str_eq(x->code, y->code) && str_eq(x->name, y->name) && x->objective.v == y->objective.v && decimal_cmp(x->original, y->original) == 0 &&
         decimal_cmp(x->revised, y->revised) == 0;
}

static err put_spent(const plan_edit *e, const budget_line *b) {
  for (int q = 0; q < 4; q++)
    if (decimal_some(b->quarter[q])) TRY(sql_spent_put(e->db, e->a, e->office, e->year, b->code, q + 1, b->quarter[q], NULL));
  return NULL;
}

err plan_budget_put(const plan_edit *e, str code, const fields *f) {
  budget_lines all;
  budget_line b;
  TRY(plan_may(e));
  TRY(performance_budget(db_rw_ro(e->db), e->a, e->office, e->year, 0, &all));
  const budget_line *old = code.n ? line_of(&all, code) : NULL;
  bool sums = old && !old->leaf;
  TRY(read_line(e, f, !sums, &b));
  const budget_line *taken = line_of(&all, b.code);
  if (taken && !str_eq(b.code, code)) return ERR_FIELD(e->a, S("kode"), "Kode %.*s sudah dipakai “%.*s”.", STR_ARG(b.code), STR_ARG(taken->name));
  if (sums && !str_eq(b.code, code)) return ERR_FIELD(e->a, S("kode"), "Kode ini masih mempunyai rincian. Ubah dulu kode rinciannya.");
  if (sums) b.original = old->original, b.revised = old->revised;
  if (!same_plan(old, &b)) TRY(plan_year_open(db_rw_ro(e->db), e->a, e->office, e->year));
  if (old && !str_eq(b.code, code)) TRY(sql_budget_delete(e->db, e->a, e->office, e->year, code, NULL));
  if (old && b.leaf) TRY(sql_spent_delete(e->db, e->a, e->office, e->year, code, NULL));
  decimal none = DECIMAL_NONE;
  TRY(sql_budget_put(e->db, e->a, e->office, e->year, b.code, b.name, sums ? none : b.original, sums ? none : b.revised, b.objective, NULL));
  TRY(put_spent(e, &b));
  return plan_note(e, old ? "anggaran.ubah" : "anggaran.tambah", b.code, old ? money_text(e->a, old) : STR_NONE, money_text(e->a, &b));
}

err plan_budget_remove(const plan_edit *e, str code) {
  budget_lines all;
  TRY(plan_allowed(e));
  TRY(performance_budget(db_rw_ro(e->db), e->a, e->office, e->year, 0, &all));
  const budget_line *old = line_of(&all, code);
  if (!old) return ERR(e->a, NOT_FOUND, "Program ini tidak ada.");
  if (!old->leaf) return ERR(e->a, GATE, "“%.*s” masih mempunyai rincian. Hapus dulu rinciannya.", STR_ARG(old->name));
  TRY(sql_spent_delete(e->db, e->a, e->office, e->year, code, NULL));
  TRY(sql_budget_delete(e->db, e->a, e->office, e->year, code, NULL));
  return plan_note(e, "anggaran.hapus", code, money_text(e->a, old), STR_NONE);
}
