#include "web/pages/office_at.h"

#include "base/num.h"
#include "kantor.t.h"
#include "office/office_sql.h"

static bool sees_several(const get_ctx *cx) { return cx->who->role != ROLE_STAFF; }

static err choose(const get_ctx *cx, request *rq, response *rs, enum nav nav) {
  sql_offices_of_region_rows rows;
  TRY(sql_offices_of_region(cx->db, cx->a, cx->who->region, &rows));
  office_link *links = NEW_N(cx->a, office_link, rows.n);
  for (size_t i = 0; i < rows.n; i++)
    links[i] = (office_link){rows.v[i].name, STR_CAT(cx->a, rq->path, str_fmt(cx->a, "?kantor=%lld", (long long)rows.v[i].id.v))};
  out o = OUT(cx->a);
  t_kantor(&o, links, rows.n);
  site_page(cx, rq, rs, 200, nav, S("Pilih perangkat daerah"), out_html(&o));
  return NULL;
}

err office_at(const get_ctx *cx, request *rq, response *rs, enum nav nav, office *o, bool *found) {
  str asked = fields_get(&rq->query, S("kantor"));
  office_id id = cx->who->office;
  *found = false;
  if (sees_several(cx) && (str_eq(asked, S("pilih")) || (!asked.n && !id.v))) return choose(cx, rq, rs, nav);
  if (asked.n && !num_i64(asked, 1, INT64_MAX, &id.v)) return ERR(cx->a, NOT_FOUND, "Perangkat daerah ini tidak ada.");
  if (!actor_sees_office(cx->who, id)) return ERR(cx->a, NOT_FOUND, "Perangkat daerah ini tidak ada.");
  *found = true;
  return office_get(cx->db, cx->a, id, o);
}

str office_at_query(const get_ctx *cx, const office *o) {
  return o->id.v == cx->who->office.v ? S("") : str_fmt(cx->a, "?kantor=%lld", (long long)o->id.v);
}

html office_at_choice(const get_ctx *cx, str path) {
  out o = OUT(cx->a);
  if (!sees_several(cx)) return HTML_NONE;
  out_lit(&o, "<a class=\"btn btn-outline\" href=\"");
  out_path(&o, STR_CAT(cx->a, path, S("?kantor=pilih")));
  out_lit(&o, "\">Perangkat daerah lain</a>");
  return out_html(&o);
}
