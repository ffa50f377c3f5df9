/* The statements of store.h: each goes to the engine of its connection. */
#include "store/engine.h"

db_ro *db_rw_ro(db_rw *db) { return db->ro; }

err db_open(db_ro *db, arena *a, const sql_statement *s, const db_value *in, db_cursor *c) {
  if (db->reading) db->engine->reset(db);
  *c = (db_cursor){.db = db, .a = a, .statement = s};
  TRY(db->engine->open(db, a, s, in, c));
  db->reading = true;
  return NULL;
}

bool db_next(db_cursor *c) { return c->db->engine->next(c); }

err db_close(db_cursor *c) {
  c->db->reading = false;
  return c->db->engine->close(c);
}

err db_exec(db_rw *db, arena *a, const sql_statement *s, const db_value *in, int64_t *changed) {
  if (db->ro->reading) db->ro->engine->reset(db->ro);
  return db->ro->engine->exec(db->ro, a, s, in, changed);
}

err db_no_row(arena *a, const sql_statement *s) { return ERR_CAUSE(a, "%s:%d: %s: no row", s->file, s->line, s->name); }

static db_value at(db_cursor *c, int column, enum db_type as) { return c->db->engine->at(c, column, as); }

int64_t db_i64(db_cursor *c, int column) { return at(c, column, DB_I64).i; }

str db_text(db_cursor *c, arena *a, int column) { return str_copy(a, at(c, column, DB_TEXT).s); }

str db_bytes(db_cursor *c, arena *a, int column) { return str_copy(a, at(c, column, DB_BYTES).s); }

date db_date(db_cursor *c, int column) {
  db_value v = at(c, column, DB_I64);
  return v.type == DB_NULL ? DATE_NONE : (date){(int32_t)v.i};
}

instant db_instant(db_cursor *c, int column) {
  db_value v = at(c, column, DB_I64);
  return v.type == DB_NULL ? INSTANT_NONE : (instant){v.i};
}

decimal db_decimal(db_cursor *c, int column) {
  db_value v = at(c, column, DB_TEXT);
  decimal d = DECIMAL_NONE;
  return v.type == DB_NULL || !decimal_parse(v.s, &d) ? DECIMAL_NONE : d;
}

err db_troubled(err e, enum db_trouble which) {
  static const str words[] = {
      [TROUBLE_FULL] = SC("Penyimpanan di server penuh, jadi perubahan belum disimpan. Hubungi administrator."),
      [TROUBLE_STORAGE] = SC("Penyimpanan di server sedang terganggu, jadi perubahan belum disimpan. Hubungi administrator."),
      [TROUBLE_BUSY] = SC("Server sedang sibuk. Silakan coba lagi sebentar lagi."),
      [TROUBLE_LOST] = SC("Basis data sedang tidak dapat dihubungi, jadi perubahan belum disimpan. Silakan coba lagi sebentar lagi."),
      [TROUBLE_DOUBT] = SC("Basis data terganggu ketika menyimpan. Muat ulang untuk melihat apakah perubahan sudah tersimpan, "
                           "lalu ulangi bila belum."),
  };
  e->code = ERR_BUSY;
  e->user = words[which];
  return e;
}
