#include "steps/staff.h"

#include "base/num.h"
#include "office/office_sql.h"

err staff_of(db_ro *db, arena *a, const cycle *c, date today, staff_list *out) {
  sql_people_of_rows rows;
  TRY(sql_people_of(db, a, c->office.id, today, &rows));
  *out = (staff_list){0};
  for (size_t i = 0; i < rows.n; i++) LIST_ADD(a, out, ((staff){rows.v[i].id, rows.v[i].name}));
  return NULL;
}

err staff_pick(arena *a, const staff_list *all, str id, str at, const staff **out) {
  int64_t v = 0;
  *out = NULL;
  if (str_blank(id)) return NULL;
  (void)num_i64(str_trim(id), 1, INT64_MAX, &v);
  for (size_t i = 0; i < all->n; i++)
    if (all->v[i].id.v == v) {
      *out = &all->v[i];
      return NULL;
    }
  return ERR_FIELD(a, at, "Orang ini bukan pegawai kantor ini. Pilih dari daftar pegawai.");
}
